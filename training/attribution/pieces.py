"""Wordpieces of single words, as reading cuts them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer


class Pieces:
    """The wordpieces of a pretrained encoder; every word has at least one."""

    def __init__(self, folder: str) -> None:
        """Load the ``tokenizer.json`` of ``folder``."""
        self._tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        ids = [self._tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]")]
        if ids[0] is None:
            ids[:2] = [self._tokenizer.token_to_id(t) for t in ("<s>", "</s>")]
        self.marks, self._unknown = (ids[0], ids[1]), ids[2]
        hidden = [self._tokenizer.token_to_id(t) for t in ("[MASK]", "<mask>")]
        self.hidden = next((i for i in hidden if i is not None), self._unknown)
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, words: Sequence[str]) -> list[tuple[int, ...]]:
        """The wordpieces of each word."""
        new = list({w for w in words if w not in self._known})
        for word, found in zip(new, self._tokenizer.encode_batch(new, add_special_tokens=False), strict=True):
            self._known[word] = tuple(found.ids) or (self._unknown,)
        return [self._known[w] for w in words]
