"""Overlapping windows of a report that fit the encoder, broken where a reader would pause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from dateline.analysis.attribution.words import Words

__all__ = ["CAPACITY", "OVERLAP", "windows"]

CAPACITY: Final = 382
"""Wordpieces of a window, the two marks of the encoder's own left out."""
OVERLAP: Final = 48
"""Wordpieces that a window repeats of the one before, so that every cue has words around it."""


def windows(
    words: Words, pieces: Sequence[int], *, capacity: int = CAPACITY, overlap: int = OVERLAP, begin: int = 0
) -> Iterator[tuple[int, int]]:
    """Half-open ranges of words that hold at most ``capacity`` wordpieces and cover all from ``begin`` on.

    A window ends before a paragraph, else before a sentence, in its second half; else where it is full.
    """
    up_to = np.concatenate(([0], np.cumsum(np.asarray(pieces, dtype=np.int64))))
    total = len(pieces)
    first = begin
    while first < total:
        full = max(int(np.searchsorted(up_to, up_to[first] + capacity, "right")) - 1, first + 1)
        stop = full if full >= total else _pause(words, (first + full) // 2, full)
        yield first, stop
        if stop >= total:
            return
        back = max(first + 1, int(np.searchsorted(up_to, up_to[stop] - overlap, "left")))
        first = next((w for w in range(back, stop) if words.features[w, 1]), stop)


def _pause(words: Words, low: int, full: int) -> int:
    layout = words.features[low + 1 : full + 1, 1]
    for wanted in (1, 2):
        places = np.flatnonzero(layout == wanted)
        if len(places):
            return low + 1 + int(places[-1])
    return full
