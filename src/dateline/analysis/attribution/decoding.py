"""From the scores of the role head to the words of source and content.

Every word of a window is outside, or begins, continues, ends or is by itself a run of the source or of the
content; the source is one run at most. The best row of labels that is well formed is found with Viterbi's
algorithm, for all cues at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

__all__ = ["LABELS", "ROLES", "decode", "decode_rows", "runs"]

LABELS: Final = (
    "O",
    "B-source",
    "I-source",
    "E-source",
    "S-source",
    "B-content",
    "I-content",
    "E-content",
    "S-content",
)
"""Begin, inside, end, single: the boundary has a score of its own (Ratinov and Roth, CoNLL 2009)."""
ROLES: Final = (0, 1, 1, 1, 1, 2, 2, 2, 2)
"""Of each label: 0 neither, 1 source, 2 content."""
NEVER: Final = -1e4

Scores = npt.NDArray[np.float32]


STATES: Final = (*range(len(LABELS)), *(n for n, role in enumerate(ROLES) if role != 1))
"""The label of each state: those up to the end of the source, then those that come after it.

A source is one stretch of words, as all 2,066 of PolNeAR's development part are.
"""
AFTER: Final = len(LABELS)
"""The states from here on come after the source."""


def _allowed() -> Scores:
    """[from, to]: inside a run only the same role goes on, a run ends before another begins, one source."""
    table = np.full((len(STATES), len(STATES)), NEVER, dtype=np.float32)
    for a, first in enumerate(STATES):
        for b, second in enumerate(STATES):
            one, two = LABELS[first], LABELS[second]
            goes_on = one[0] in "BI"
            same = one[2:] == two[2:] and two[0] in "IE"
            over = a >= AFTER or (ROLES[first] == 1 and not goes_on)
            if (same if goes_on else two[0] in "OBS") and over == (b >= AFTER):
                table[a, b] = 0.0
    return table


def _ways() -> tuple[list[int], list[int], list[int]]:
    """The states in an order, where each group of them begins, and the group that comes before each state.

    States that the same ones may follow stand together, and nothing else comes before those: so the best way
    to a state is the best of one group.
    """
    table = _allowed() == 0
    follow = [tuple(row) for row in table.tolist()]
    groups = list(dict.fromkeys(follow))
    order = sorted(range(len(STATES)), key=lambda state: groups.index(follow[state]))
    begins = [k for k, state in enumerate(order) if k == 0 or follow[state] != follow[order[k - 1]]]
    before = [next(n for n, after in enumerate(groups) if after[state]) for state in order]
    return order, begins, before


_ORDER, _BEGINS, _BEFORE = map(np.array, _ways())
_LABEL: Final = np.array(STATES)[_ORDER]
FIRST: Final = np.array(
    [0.0 if n < AFTER and LABELS[STATES[n]][0] in "OBS" else NEVER for n in _ORDER], dtype=np.float32
)
LAST: Final = np.array([0.0 if LABELS[label][0] in "OES" else NEVER for label in _LABEL], dtype=np.float32)


def decode(scores: Scores, lengths: Sequence[int] | None = None) -> tuple[npt.NDArray[np.int64], Scores]:
    """The best well-formed labels of each row of ``scores`` [cues, words, labels] (log-probabilities).

    Returns [cues, words] labels and [cues] the mean score of the labels chosen. A row with fewer words than
    the others ends after so many as ``lengths`` says; its labels behind them mean nothing.
    """
    cues, length, _ = scores.shape
    if not cues or not length:
        return np.zeros((cues, length), dtype=np.int64), np.zeros(cues, dtype=np.float32)
    ends = np.maximum(np.full(cues, length) if lengths is None else np.asarray(lengths), 1)
    rows = np.arange(cues)
    totals = np.ascontiguousarray(scores[:, :, _LABEL].transpose(1, 0, 2))
    totals[0] += FIRST
    for word in range(1, length):
        totals[word] += np.maximum.reduceat(totals[word - 1], _BEGINS, axis=1).take(_BEFORE, axis=1)
    final = totals[ends - 1, rows] + LAST
    parts = zip(np.split(totals, _BEGINS[1:], -1), _BEGINS, strict=True)
    back = np.stack([part.argmax(-1) + at for part, at in parts], -1)
    states = np.empty((length, cues), dtype=np.int64)
    state = final.argmax(axis=1)
    for word in range(length - 1, 0, -1):
        states[word] = state
        state = np.where(word < ends, back[word - 1, rows, _BEFORE[state]], state)
    states[0] = state
    return _LABEL[states.T], final.max(axis=1) / ends


def decode_rows(rows: Sequence[Scores]) -> list[npt.NDArray[np.int64]]:
    """The best well-formed labels of each row [words, labels], of whatever length, all at once."""
    if not rows:
        return []
    filled = np.zeros((len(rows), max(map(len, rows)), len(LABELS)), dtype=np.float32)
    for n, row in enumerate(rows):
        filled[n, : len(row)] = row
    labels, _ = decode(filled, [len(row) for row in rows])
    return [found[: len(row)] for found, row in zip(labels, rows, strict=True)]


def runs(labels: npt.NDArray[np.int64], role: int) -> list[tuple[int, int]]:
    """The half-open ranges of words that have ``role`` (1 source, 2 content) in one row of labels."""
    marked = np.concatenate(([0], (np.asarray(ROLES)[labels] == role).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(marked))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
