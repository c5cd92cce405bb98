"""Every cue of a report asks once."""

import numpy as np

from dateline.analysis.attribution.asking import ask, batches, cut_up
from dateline.analysis.attribution.decoding import LABELS
from dateline.analysis.attribution.words import FEATURES, Words

MARKS = (101, 102)
CUE, INNER = 7, 8
"""Wordpieces of a cue that both styles see, and of one that only the second sees."""


def report(ids):
    """Words of one wordpiece each, four to a sentence."""
    features = np.zeros((len(ids), len(FEATURES)), np.int64)
    features[::4, 1] = 2
    at = np.arange(len(ids))
    return Words(("x",) * len(ids), at * 2, at * 2 + 1, at, at // 4, at * 0, features), [(i,) for i in ids]


class Fake:
    """The word before a cue is the source, the two after it are the content."""

    def encode(self, batch):
        """The cues stand where their wordpieces do."""
        ids = np.take_along_axis(batch.pieces, batch.first, axis=1)
        chances = np.zeros((*ids.shape, 2, 3), np.float32)
        for style, cues in enumerate([(CUE,), (CUE, INNER)]):
            chances[:, :, style, 1] = np.isin(ids, cues)
        chances[..., 0] = 1 - chances[..., 1]
        return np.zeros((*ids.shape, 4), np.float32), chances

    def roles(self, words, asked):
        """Labels by distance from the cue alone."""
        scores = np.full((len(asked.window), words.shape[1], len(LABELS)), -9, np.float32)
        scores[:, :, 0] = -1
        for n, cue in enumerate(asked.cue.argmax(axis=1)):
            for word, label in ((cue - 1, "S-source"), (cue + 1, "B-content"), (cue + 2, "E-content")):
                if 0 <= word < words.shape[1]:
                    scores[n, word, LABELS.index(label)] = 0
        return scores


def asked(*reports, size=8):
    """What the fake network answers."""
    return ask(Fake(), [report(r) for r in reports], MARKS, sure=0.3, size=size)


LONG = [CUE if n % 10 == 5 else 1 for n in range(1500)]


def test_each_cue_is_asked_once_though_windows_overlap():
    """A report of several windows has each of its cues once, with the words around it."""
    plain = [r for r in asked(LONG) if r.style == 0]

    assert len(cut_up([report(LONG)])) > 3
    assert [r.cue for r in plain] == [(n, n + 1) for n in range(5, 1500, 10)]
    assert all(r.source == ((r.cue[0] - 1, r.cue[0]),) for r in plain)
    assert all(r.content == ((r.cue[1], r.cue[1] + 2),) for r in plain)


def test_each_word_belongs_to_one_window_that_holds_it():
    """Where windows overlap, one of them answers for a cue."""
    cuts = cut_up([report(LONG)])

    assert [w for c in cuts for w in range(c.own, c.end)] == list(range(len(LONG)))
    assert all(c.first <= c.own < c.end <= c.stop for c in cuts)


def test_answers_stand_in_the_order_of_reports_and_text():
    """Windows are batched by length; the answers are not."""
    found = asked([1] * 40 + [CUE, 1, 1], [1, CUE, 1, 1], LONG)

    assert [r.report for r in found][:2] == [0, 1]
    assert [(r.report, r.cue) for r in found] == sorted((r.report, r.cue) for r in found)


def test_twice_and_in_other_batches_gives_the_same():
    """The same reports give the same answers, however many windows are read at once."""
    reports = (LONG, [1, CUE, INNER, 1, 1], [1, 1])

    assert asked(*reports) == asked(*reports) == asked(*reports, size=1)


def test_the_nested_style_only_speaks_inside_what_is_said():
    """A cue of the second style counts inside a content of the first, and nowhere else."""
    inside = asked([1, CUE, INNER, 1, 1, 1])
    outside = asked([1, 1, INNER, 1, 1, CUE, 1, 1])

    assert [(r.cue, r.style) for r in inside] == [((1, 2), 0), ((2, 3), 1)]
    assert [(r.cue, r.style) for r in outside] == [((5, 6), 0)]


def test_a_cue_without_content_says_nothing():
    """The last word has nothing behind it to say; no reports and empty ones have no answers."""
    assert asked([1, 1, CUE]) == []
    assert asked() == []
    assert asked([], [1, 1]) == []


def test_batches_are_filled_up():
    """A shorter window stands beside a longer one, masked behind its closing mark."""
    reports = [report([1, 2]), report([3, 4, 5])]
    (batch,) = batches(reports, cut_up(reports), MARKS, size=2)

    assert batch.pieces.tolist() == [[101, 1, 2, 102, 0], [101, 3, 4, 5, 102]]
    assert batch.mask.tolist() == [[1, 1, 1, 1, 0], [1] * 5]
    assert batch.first.tolist() == batch.last.tolist() == [[1, 2, 0], [1, 2, 3]]
