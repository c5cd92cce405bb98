"""What one step of training sees: windows cut anew for every epoch, with the labels of their words."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from corpus import Article, Relation
from pieces import Pieces

from dateline.analysis.attribution.asking import Batch, Cut
from dateline.analysis.attribution.asking import _batch as side_by_side
from dateline.analysis.attribution.windows import windows
from dateline.analysis.attribution.words import FEATURES

__all__ = ["IGNORED", "Examples", "Labels"]

IGNORED = -100
"""The label of a word that teaches nothing (torch's ``ignore_index``)."""
SOURCE, CONTENT = 1, 5
"""The first label of each role in ``decoding.LABELS``: begin, inside, end, single."""
LONGEST = 250
"""Words from the first to the last of a relation that a window should hold whole."""

Asked = tuple[int, npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Labels:
    """[B,W] labels of cue words; for R relations the window and rows of the cue, [R,W] roles, [R] styles."""

    cues: npt.NDArray[np.int64]
    asked: list[Asked]
    roles: list[npt.NDArray[np.int64]]
    styles: list[int]


@dataclass(frozen=True, slots=True)
class Setting:
    """How windows are made and words labelled: what the comparisons of the model card vary."""

    capacity: int = 382
    batch: int = 10
    plain_tags: bool = False
    one_version: bool = False
    without: str | None = None
    hide: float = 0.0
    """Share of words whose pieces are hidden, anew in every epoch: what stands around them must do."""


class Examples:
    """Windows of all articles; where the first one ends varies, so that no cue stands at an edge for ever."""

    def __init__(self, train: Sequence[Article], pieces: Pieces, setting: Setting) -> None:
        """Cut the words of ``train`` into wordpieces."""
        self.train, self.setting = train, setting
        self.reports = [(a.words, pieces.of(a.words.forms)) for a in train]
        self.marks, self.hidden = pieces.marks, pieces.hidden
        self.lengths = [[len(p) for p in r[1]] for r in self.reports]

    def epoch(self, rng: random.Random) -> Iterator[tuple[Batch, Labels]]:
        """The batches of one epoch; windows of like length stand side by side."""
        cuts = [cut for n in range(len(self.reports)) for cut in self._cuts(n, rng)]
        size = {c: sum(self.lengths[c.report][c.first : c.stop]) for c in cuts}
        rng.shuffle(cuts)
        cuts.sort(key=lambda c: size[c] // 48)
        step = self.setting.batch
        groups = [cuts[k : k + step] for k in range(0, len(cuts), step)]
        rng.shuffle(groups)
        for group in groups:
            batch = side_by_side(self.reports, group, max(size[c] for c in group) + 2, self.marks)
            if self.setting.without:
                batch.features[..., list(FEATURES).index(self.setting.without)] = 0
            self._hide(batch, rng)
            yield batch, self._labels(batch, rng)

    def _hide(self, batch: Batch, rng: random.Random) -> None:
        """Hide whole words, so that a guess from their other pieces is no way out."""
        if not self.setting.hide:
            return
        for n, cut in enumerate(batch.cuts):
            for w in range(cut.stop - cut.first):
                if rng.random() < self.setting.hide:
                    batch.pieces[n, batch.first[n, w] : batch.last[n, w] + 1] = self.hidden

    def _cuts(self, report: int, rng: random.Random) -> Iterator[Cut]:
        words, lengths = self.reports[report][0], self.lengths[report]
        if not lengths:
            return
        capacity = self.setting.capacity
        head = next(windows(words, lengths, capacity=rng.randint(min(120, capacity), capacity)))
        yield Cut(report, *head, *head)
        if head[1] < len(words):
            for rest in windows(words, lengths, capacity=capacity, overlap=32, begin=max(head[1] - 20, 0)):
                yield Cut(report, *rest, *rest)

    def _labels(self, batch: Batch, rng: random.Random) -> Labels:
        labels = Labels(np.full(batch.first.shape, IGNORED), [], [], [])
        for n, cut in enumerate(batch.cuts):
            article = self.train[cut.report]
            if not article.versions:
                continue
            labels.cues[n, : cut.stop - cut.first] = 0
            version = article.versions[0] if self.setting.one_version else rng.choice(article.versions)
            for relation in version:
                self._label(labels, n, cut, relation, article.style)
        return labels

    def _label(self, labels: Labels, window: int, cut: Cut, relation: Relation, style: int) -> None:
        inside = [w - cut.first for w in relation.cue if cut.first <= w < cut.stop]
        if not inside:
            return
        labels.cues[window, inside] = 2
        labels.cues[window, inside[0]] = 1
        row = _role_row(relation, cut, labels.cues.shape[1], plain=self.setting.plain_tags)
        if row is not None:
            labels.asked.append((window, np.array(relation.cue)))
            labels.roles.append(row)
            labels.styles.append(style)


def _role_row(relation: Relation, cut: Cut, wide: int, *, plain: bool) -> npt.NDArray[np.int64] | None:
    """The role labels of the words of a window; None where a piece of the relation is cut off.

    A cut-off piece would teach a false boundary; only what never fits is kept as it is.
    """
    every = relation.cue + relation.source + relation.content
    cut_off = min(every) < cut.first or max(every) >= cut.stop
    if cut_off and max(every) - min(every) < LONGEST:
        return None
    row = np.full(wide, IGNORED)
    row[: cut.stop - cut.first] = 0
    for rows, base in ((relation.content, CONTENT), (relation.source, SOURCE)):
        own = set(rows) - set(relation.cue)
        for w in own:
            if cut.first <= w < cut.stop:
                before, after = w - 1 in own, w + 1 in own
                row[w - cut.first] = base + (3 if plain else _place(before=before, after=after))
    return row


def _place(*, before: bool, after: bool) -> int:
    """0 begin, 1 inside, 2 end, 3 single."""
    if before:
        return 1 if after else 2
    return 0 if after else 3
