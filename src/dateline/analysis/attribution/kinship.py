"""How every word of a window stands to a cue: its distance, and its place in the parse as seen from the cue.

The subject, the clause that is said and the auxiliaries hang on the cue by different arcs; a word further
away stands in a sentence or paragraph before or after. Both are small numbers that the role head looks up.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from dateline.analysis.attribution.words import DEPENDENCIES, Numbers, Words

__all__ = ["DISTANCES", "KINS", "cue_head", "distances", "kinship"]

NEAR: Final = 8
"""Words to which a distance is told exactly; beyond, four steps to a doubling."""
DISTANCES: Final = 64
"""Values of :func:`distances`: 32 for the words after the cue and 32 for those before it."""
_LABELS: Final = len(DEPENDENCIES) + 1
_SELF, _ABOVE, _DOWN = 0, 1, 4
_UP: Final = _DOWN + _LABELS
_FAR: Final = _UP + 3 * _LABELS
KINS: Final = _FAR + 8
"""Values of :func:`kinship`."""
_DEEPEST: Final = 200
"""Arcs followed at most: a parse is a tree, and no sentence of a report is deeper."""


def distances(first: int, stop: int, cue: Numbers) -> Numbers:
    """For the words ``first`` to ``stop`` the distance to the first word of ``cue``, in steps that grow."""
    gap = np.arange(first, stop) - cue[0]
    size = np.abs(gap)
    far = NEAR + np.log2(np.maximum(size, 1) / NEAR) * 4
    step = np.where(size < NEAR, size, np.minimum(far, DISTANCES // 2 - 1)).astype(np.int64)
    found: Numbers = np.where(gap < 0, step + DISTANCES // 2, step)
    return found


def cue_head(words: Words, cue: Numbers) -> int:
    """The word of ``cue`` that the rest of it hangs on."""
    inside = set(cue.tolist())
    for word in cue.tolist():
        if int(words.head[word]) not in inside or int(words.head[word]) == word:
            return int(word)
    return int(cue[0])


def kinship(words: Words, first: int, stop: int, cue: Numbers) -> Numbers:
    """For the words ``first`` to ``stop`` how they stand to the head of ``cue``.

    0 is the cue itself. A word below it has the label of the arc by which its branch hangs on the cue; a word
    elsewhere in the sentence the number of arcs (up to 3) that climb from the cue to where they meet and the
    label of the branch that the word is in; a word of another sentence only where that stands.
    """
    head = cue_head(words, cue)
    found = _elsewhere(words, first, stop, head)
    begin = int(np.searchsorted(words.sentence, words.sentence[head], "left"))
    end = int(np.searchsorted(words.sentence, words.sentence[head], "right"))
    climbed = {w: min(n, 3) for n, w in enumerate(_way_up(words, head))}
    known: dict[int, int] = {w: (_SELF if n == 0 else _ABOVE + n - 1) for w, n in climbed.items()}
    for word in range(max(begin, first), min(end, stop)):
        found[word - first] = _kin(words, word, climbed, known)
    found[cue[(cue >= first) & (cue < stop)] - first] = _SELF
    return found


def _way_up(words: Words, word: int) -> list[int]:
    way = [word]
    while int(words.head[way[-1]]) != way[-1] and len(way) < _DEEPEST:
        way.append(int(words.head[way[-1]]))
    return way


def _kin(words: Words, word: int, climbed: dict[int, int], known: dict[int, int]) -> int:
    """The kin of ``word``; those met on the way up are remembered in ``known``."""
    trail: list[int] = []
    at = word
    while at not in known and len(trail) < _DEEPEST:
        trail.append(at)
        above = int(words.head[at])
        if above in climbed:
            up, label = climbed[above], int(words.dependency[at])
            known[at] = _DOWN + label if up == 0 else _UP + (up - 1) * _LABELS + label
        else:
            at = above
    kin = known.get(at, _ABOVE)
    known.update(dict.fromkeys(trail, kin))
    return kin


def _elsewhere(words: Words, first: int, stop: int, head: int) -> Numbers:
    """Before and after; in the same line, the next one, or further."""
    line = words.line[first:stop] - words.line[head]
    sentence = words.sentence[first:stop] - words.sentence[head]
    side = (sentence > 0).astype(np.int64)
    away = np.minimum(np.abs(line), 2) + np.where((line == 0) & (np.abs(sentence) > 1), 3, 0)
    found: Numbers = _FAR + side * 4 + np.minimum(away, 3)
    return found
