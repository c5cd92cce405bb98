"""The small model's pipes as they are run here: the same annotations for less time.

Its matrix products run in the plain C kernels of ``blis`` (the wheels on PyPI have no others for many
processors); numpy's BLAS is several times quicker. And its attribute ruler matches 179 patterns, nearly all
of one token, with the general matcher, where a table answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from dateline.analysis.entities import Entities, entities

__all__ = ["TagTable", "quicken"]

ASKED: Final = ("TAG", "LOWER", "DEP", "IS_SPACE")
TOLD: Final = ("POS", "MORPH", "LEMMA")
KINDS: Final = frozenset({"IN", "NOT_IN", "REGEX"})
MOST: Final = 1 << 16
"""Tokens that are remembered: what a stream of news goes on using is there long before."""
Asked = tuple[int, ...]
"""Of a token, what spaCy says for :data:`ASKED`, as numbers."""
Test = Callable[[Asked], bool]
"""Whether a pattern takes a token."""


def quicken(pipeline: Any) -> Any:
    """The same pipeline, quicker. Only products of matrices are summed in another order."""
    from thinc.api import NumpyOps  # noqa: PLC0415 - loaded with spaCy

    ops = NumpyOps(use_blis=False)
    for _, pipe in pipeline.pipeline:
        model = getattr(pipe, "model", None)
        for part in model.walk() if model is not None else ():
            part.ops = ops
    for name, made in (("attribute_ruler", _table(pipeline)), ("ner", _entities(pipeline))):
        if made is not None:
            place = pipeline.component_names.index(name)  # pipes that are disabled count, too
            pipeline._components[place] = (name, made)  # noqa: SLF001 - else it needs a factory
    return pipeline


def _entities(pipeline: Any) -> Entities | None:
    return entities(pipeline.get_pipe("ner")) if "ner" in pipeline.pipe_names else None


class TagTable:
    """The attribute ruler, with its patterns of one token looked up by tag, word and dependency.

    A line in which a longer pattern matches, or one that sets something else, is left to the ruler itself.
    """

    def __init__(self, ruler: Any, single: Sequence[tuple[Test, Mapping[int, int]]], rest: _Rest) -> None:
        """``single``: what each pattern takes and what it sets, by place in TOLD; ``rest``: all others."""
        self._ruler = ruler
        self._single = single
        self._rest = rest
        self._known: dict[Asked, tuple[tuple[int, ...], int]] = {}

    def __call__(self, doc: Any) -> Any:
        """Set part of speech, morphology and lemma of every token."""
        rows = [self._told(tuple(row)) for row in doc.to_array(list(ASKED)).reshape(-1, len(ASKED)).tolist()]
        if not rows:
            return doc
        masks = [mask for _, mask in rows]
        if any(masks) and self._rest.matches(masks):
            return self._ruler(doc)
        return doc.from_array(list(TOLD), np.array([told for told, _ in rows], dtype=np.uint64))

    def pipe(self, docs: Iterable[Any], *, batch_size: int = 0) -> Iterator[Any]:
        """Each doc in its turn."""
        del batch_size
        return map(self, docs)

    def _told(self, asked: Asked) -> tuple[tuple[int, ...], int]:
        found = self._known.get(asked)
        if found is None:
            found = self._worked_out(asked), self._rest.mask(asked)
            if len(self._known) < MOST:
                self._known[asked] = found
        return found

    def _worked_out(self, asked: Asked) -> tuple[int, ...]:
        """What all patterns together set; of two that set the same, the later one counts."""
        told = [0] * len(TOLD)
        for takes, sets in self._single:
            if takes(asked):
                for place, value in sets.items():
                    told[place] = value
        return tuple(told)


class _Rest:
    """The patterns that the table does not answer: rows of tests, each a bit of a token's mask."""

    def __init__(self, patterns: Sequence[Sequence[Test]]) -> None:
        self._tests = [test for pattern in patterns for test in pattern]
        bits = iter(range(len(self._tests)))
        self._bits = [[1 << next(bits) for _ in pattern] for pattern in patterns]

    def mask(self, asked: Asked) -> int:
        """Which tests a token passes."""
        return sum(1 << n for n, test in enumerate(self._tests) if test(asked))

    def matches(self, masks: Sequence[int]) -> bool:
        """Whether tokens in a row pass the tests of a pattern."""
        return any(
            all(at + k < len(masks) and masks[at + k] & bit for k, bit in enumerate(bits))
            for at, mask in enumerate(masks)
            if mask
            for bits in self._bits
        )


def _table(pipeline: Any) -> TagTable | None:
    """The table for the pipeline's attribute ruler; None where a pattern is of a kind unknown here."""
    if "attribute_ruler" not in pipeline.pipe_names:
        return None
    ruler, vocab = pipeline.get_pipe("attribute_ruler"), pipeline.vocab
    single: list[tuple[Test, Mapping[int, int]]] = []
    rest: list[list[Test]] = []
    for row in ruler.patterns:
        for pattern in row["patterns"]:
            if any(not set(token) <= set(ASKED) or not _is_known(token) for token in pattern):
                return None
            tests = [_test(token, vocab.strings) for token in pattern]
            if len(pattern) == 1 and set(row["attrs"]) <= set(TOLD):
                single.append((tests[0], _sets(row["attrs"], vocab)))
            else:
                rest.append(tests)
    return TagTable(ruler, single, _Rest(rest))


def _is_known(token: Mapping[str, Any]) -> bool:
    """Whether every part of a pattern's token is of a kind that :func:`_fits` knows."""
    kinds = (value for value in token.values() if not isinstance(value, (bool, str)))
    return all(isinstance(kind, dict) and len(kind) == 1 and set(kind) <= KINDS for kind in kinds)


def _test(token: Mapping[str, Any], strings: Any) -> Test:
    """Whether a token passes one part of a pattern."""
    wanted = [(ASKED.index(name), _fits(value, strings)) for name, value in token.items()]
    return lambda asked: all(fits(asked[place]) for place, fits in wanted)


def _fits(value: Any, strings: Any) -> Callable[[int], bool]:
    """Whether what spaCy says of a token is what a pattern wants."""
    if isinstance(value, bool):
        return lambda said: bool(said) == value
    if isinstance(value, str):
        return lambda said: strings[said] == value
    ((kind, words),) = value.items()
    if kind == "REGEX":
        return lambda said: re.search(words, strings[said]) is not None
    return lambda said: (strings[said] in words) == (kind == "IN")


def _sets(attrs: Mapping[str, str], vocab: Any) -> dict[int, int]:
    """What a pattern sets, as numbers by place in TOLD; of a part of speech, the number of its symbol."""
    numbered = {"MORPH": vocab.morphology.add}
    return {
        TOLD.index(name): int(numbered.get(name, vocab.strings.add)(value)) for name, value in attrs.items()
    }
