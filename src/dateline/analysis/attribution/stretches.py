"""Phrases of one parsed line as ranges of token places: subtrees, edges without punctuation, holes.

A ``Range`` is half-open in tokens of one spaCy Doc. spaCy's objects are typed ``Any``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["Range", "phrase", "tidy", "without"]

Range = tuple[int, int]

LEADING = frozenset(",;:.-–—…)»")
TRAILING = frozenset(",;:.-–—(")


def phrase(token: Any) -> Range:
    """The subtree of ``token``, from its left to its right edge."""
    return token.left_edge.i, token.right_edge.i + 1


def tidy(doc: Any, start: int, end: int) -> Range | None:
    """The range without edge punctuation and white space; a sentence's ``?`` or ``!`` and marks stay."""
    while start < end and (doc[start].text in LEADING or doc[start].is_space):
        start += 1
    while start < end and (doc[end - 1].text in TRAILING or doc[end - 1].is_space):
        end -= 1
    return (start, end) if start < end else None


def without(doc: Any, whole: Range, holes: Iterable[Range]) -> list[Range]:
    """What is left of ``whole`` when the ``holes`` are cut out, each piece tidied."""
    pieces: list[Range] = []
    at = whole[0]
    for start, end in sorted(holes):
        if end <= at or start >= whole[1]:
            continue
        pieces.append((at, start))
        at = max(at, end)
    pieces.append((at, whole[1]))
    tidied: Sequence[Range | None] = [tidy(doc, s, e) for s, e in pieces if s < e]
    return [piece for piece in tidied if piece is not None]
