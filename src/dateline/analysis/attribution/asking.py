"""One pass over each window of a report, then every cue asks: who says it, and what is said?

The encoder reads a window once and marks the words that attribute (cues); for each cue the role head asks
every word of the window whether it is the source, the content or neither. Linking is built in, and a content
may hold other cues. The weights stand behind :class:`Network`; training and reading share everything here.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from dateline.analysis.attribution.decoding import Scores, decode_rows, runs
from dateline.analysis.attribution.kinship import distances, kinship
from dateline.analysis.attribution.windows import windows
from dateline.analysis.attribution.words import FEATURES, Numbers, Words

__all__ = [
    "TOGETHER",
    "Batch",
    "Cut",
    "Network",
    "Questions",
    "Read",
    "Role",
    "answers",
    "ask",
    "batches",
    "cut_up",
    "in_text_order",
    "questions",
]

STYLES: Final = (0, 1)
"""The ways to annotate that the network has learnt: PolNeAR's and GUM's."""
Pieces = Sequence[Sequence[int]]
TOGETHER: Final = 16
"""Batches whose answers are decoded together: most reports whole, and no more memory for the longest."""
_Cue = tuple[int, int, int, float]
"""Number of the window in its batch, first word, the word after the last (of the window), chance."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A window: the words ``first`` to ``stop`` of a report; its cues lie from ``own`` to ``end``."""

    report: int
    first: int
    stop: int
    own: int
    end: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows side by side, filled up with zeros.

    [B,T] pieces and mask, [B,T,F] features, [B,W] the first and the last piece of each word.
    """

    cuts: tuple[Cut, ...]
    pieces: Numbers
    mask: Numbers
    features: Numbers
    first: Numbers
    last: Numbers


@dataclass(frozen=True, slots=True)
class Questions:
    """What R cues ask a batch: [R] window and style, [R,W] cue weights, distance and kin."""

    window: Numbers
    cue: npt.NDArray[np.float32]
    distance: Numbers
    kin: Numbers
    style: Numbers


@dataclass(frozen=True, slots=True)
class Role:
    """An attribution in half-open ranges of the words of a report; ``sure`` is the chance of the cue."""

    report: int
    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    sure: float
    style: int


class Network(Protocol):
    """The trained weights, whatever runs them."""

    def encode(self, batch: Batch) -> tuple[Scores, Scores]:
        """[B,W,H] words and [B,W,styles,3] probabilities of outside, begin and inside a cue."""
        ...

    def roles(self, words: Scores, asked: Questions) -> Scores:
        """[R,W,labels] log-probabilities."""
        ...


def cut_up(reports: Sequence[tuple[Words, Pieces]]) -> list[Cut]:
    """The windows of all reports; a word belongs to the window in which it is furthest from an edge."""
    cuts: list[Cut] = []
    for number, (words, pieces) in enumerate(reports):
        ranges = list(windows(words, [len(p) for p in pieces]))
        middles = [(a[1] + b[0]) // 2 for a, b in itertools.pairwise(ranges)]
        owns = [0, *middles, len(words)]
        cuts += [Cut(number, *r, owns[k], owns[k + 1]) for k, r in enumerate(ranges)]
    return cuts


def batches(
    reports: Sequence[tuple[Words, Pieces]],
    cuts: Sequence[Cut],
    marks: tuple[int, int],
    *,
    size: int = 1,
) -> Iterator[Batch]:
    """The windows in batches, those of like length together; ``marks`` are the ids of [CLS] and [SEP]."""
    lengths = [sum(len(p) for p in reports[c.report][1][c.first : c.stop]) for c in cuts]
    order = sorted(range(len(cuts)), key=lambda n: (lengths[n], n))
    for at in range(0, len(order), size):
        chosen = order[at : at + size]
        yield _batch(reports, [cuts[n] for n in chosen], max(lengths[n] for n in chosen) + 2, marks)


def _batch(
    reports: Sequence[tuple[Words, Pieces]], cuts: Sequence[Cut], length: int, marks: tuple[int, int]
) -> Batch:
    count, wide = len(cuts), max(c.stop - c.first for c in cuts)
    pieces, mask = np.zeros((count, length), np.int64), np.zeros((count, length), np.int64)
    features = np.zeros((count, length, len(FEATURES)), np.int64)
    first, last = np.zeros((count, wide), np.int64), np.zeros((count, wide), np.int64)
    for n, cut in enumerate(cuts):
        words, ids = reports[cut.report]
        counts = np.array([len(p) for p in ids[cut.first : cut.stop]], dtype=np.int64)
        row = [marks[0], *(i for p in ids[cut.first : cut.stop] for i in p), marks[1]]
        pieces[n, : len(row)], mask[n, : len(row)] = row, 1
        ends = np.cumsum(counts)
        first[n, : len(counts)], last[n, : len(counts)] = ends - counts + 1, ends
        features[n, 1 : len(row) - 1] = np.repeat(words.features[cut.first : cut.stop], counts, axis=0)
    return Batch(tuple(cuts), pieces, mask, features, first, last)


def questions(
    words: Sequence[Words], cuts: Sequence[Cut], cues: Sequence[tuple[int, Numbers]], wide: int, style: int
) -> Questions:
    """What the ``cues`` (number of the window, rows of the report) ask."""
    shape = (len(cues), wide)
    weights, distance, kin = np.zeros(shape, np.float32), np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    for n, (window, cue) in enumerate(cues):
        cut = cuts[window]
        inside = cue[(cue >= cut.first) & (cue < cut.stop)] - cut.first
        weights[n, inside] = 1 / len(inside)
        size = cut.stop - cut.first
        distance[n, :size] = distances(cut.first, cut.stop, cue)
        kin[n, :size] = kinship(words[cut.report], cut.first, cut.stop, cue)
    return Questions(
        np.array([w for w, _ in cues], np.int64), weights, distance, kin, np.full(len(cues), style, np.int64)
    )


def ask(
    network: Network,
    reports: Sequence[tuple[Words, Pieces]],
    marks: tuple[int, int],
    *,
    sure: float,
    size: int = 1,
) -> list[Role]:
    """The attributions of all ``reports`` whose cue the network is at least ``sure`` of, in text order.

    ``size`` windows are read side by side. The shipped network reads one at a time: its int8 scales are
    those of the whole input, and nothing that stands beside a report may change what is read in it.

    First the cues of PolNeAR, where a word plays one role; then, inside what they have somebody say, those of
    GUM, which has attributions within attributions.
    """
    words = [r[0] for r in reports]
    found: list[Role] = []
    stream = batches(reports, cut_up(reports), marks, size=size)
    while some := list(itertools.islice(stream, TOGETHER)):
        found += answers(network, words, [Read(batch, *network.encode(batch)) for batch in some], sure)
    return in_text_order(found)


@dataclass(frozen=True, slots=True)
class Read:
    """A batch as the encoder has read it: words and chances of cues, as :class:`Network` gives them."""

    batch: Batch
    states: Scores
    chances: Scores
    found: list[Role] = field(default_factory=list)
    """The attributions in it, as far as they are known."""


def answers(network: Network, words: Sequence[Words], read: Sequence[Read], sure: float) -> list[Role]:
    """The attributions in batches that the encoder has read, as :func:`ask` gives them."""
    for style in STYLES:
        asked = [
            (one, cues, network.roles(one.states, _questions(one, cues, words, style)))
            for one in read
            if (cues := [c for c in _cues_of(one, style, sure) if not style or _within(one, c)])
        ]
        for one, role in _answers(asked, style):
            one.found.append(role)
    return in_text_order(role for one in read for role in one.found if role.content)


def in_text_order(roles: Iterable[Role]) -> list[Role]:
    """By report, cue and content."""
    return sorted(roles, key=lambda role: (role.report, role.cue, role.content))


def _questions(read: Read, cues: Sequence[_Cue], words: Sequence[Words], style: int) -> Questions:
    cuts = read.batch.cuts
    rows = [(n, np.arange(first, stop) + cuts[n].first) for n, first, stop, _ in cues]
    return questions(words, cuts, rows, read.states.shape[1], style)


def _cues_of(read: Read, style: int, sure: float) -> Iterator[_Cue]:
    """The cues that belong to each window, in words of it."""
    for n, cut in enumerate(read.batch.cuts):
        for first, stop, chance in _cues(read.chances[n, : cut.stop - cut.first, style], sure):
            if cut.own <= first + cut.first < cut.end:
                yield n, first, stop, chance


def _within(read: Read, cue: _Cue) -> bool:
    """Whether the cue lies in the content of an attribution of its report."""
    n, first, stop, _ = cue
    cut = read.batch.cuts[n]
    ranges = (c for r in read.found if r.report == cut.report for c in r.content)
    return any(a <= first + cut.first and stop + cut.first <= b for a, b in ranges)


def _cues(chances: Scores, sure: float) -> Iterator[tuple[int, int, float]]:
    """(first, stop, chance) of each row of words that may be a cue, the surest of them at least ``sure``.

    A row goes as far as its words are at least half as sure as the surest.
    """
    inside = 1 - chances[:, 0]
    likely = inside >= sure / 2
    begins = likely & (np.concatenate(([True], ~likely[:-1])) | (chances[:, 1] > chances[:, 2]))
    for first in np.flatnonzero(begins).tolist():
        stop = first + 1
        while stop < len(inside) and likely[stop] and not begins[stop]:
            stop += 1
        top = first + int(inside[first:stop].argmax())
        chance = float(inside[top])
        if chance >= sure:
            yield _reach(inside, top, first, -1), _reach(inside, top, stop - 1, 1) + 1, chance


def _reach(inside: Scores, top: int, last: int, step: int) -> int:
    """The word furthest from ``top`` towards ``last`` that it reaches without a doubtful one between."""
    at = top
    while at != last and inside[at + step] >= inside[top] / 2:
        at += step
    return at


def _answers(asked: Sequence[tuple[Read, Sequence[_Cue], Scores]], style: int) -> Iterator[tuple[Read, Role]]:
    """What every cue that asked was answered."""
    cues = [(one, cue, one.batch.cuts[cue[0]]) for one, some, _ in asked for cue in some]
    scored = (row for _, _, scores in asked for row in scores)
    rows = [row[: cut.stop - cut.first] for row, (_, _, cut) in zip(scored, cues, strict=True)]
    for (one, (_, first, stop, chance), cut), labels in zip(cues, decode_rows(rows), strict=True):
        role = Role(
            cut.report,
            (first + cut.first, stop + cut.first),
            tuple((a + cut.first, b + cut.first) for a, b in runs(labels, 1)),
            tuple((a + cut.first, b + cut.first) for a, b in runs(labels, 2)),
            chance,
            style,
        )
        yield one, role
