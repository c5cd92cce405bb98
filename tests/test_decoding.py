"""From scores to the words of source and content."""

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dateline.analysis.attribution.decoding import LABELS, ROLES, decode, decode_rows, runs

COUNT = len(LABELS)
SCORES = st.integers(-40, 0).map(lambda n: n / 4)
"""Quarters: their sums are exact."""
SHAPES = st.tuples(st.integers(0, 3), st.integers(0, 30), st.just(COUNT))


def well_formed(row):
    """Whether each run begins, goes on and ends in the same role, and one at most is a source."""
    names = [LABELS[k] for k in row]
    if sum(name in {"B-source", "S-source"} for name in names) > 1:
        return False
    if names and (names[0][0] in "IE" or names[-1][0] in "BI"):
        return False
    return all(
        (two[0] in "IE" and one[2:] == two[2:]) if one[0] in "BI" else two[0] in "OBS"
        for one, two in pairwise(names)
    )


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 4).flatmap(lambda n: arrays.arrays(np.float32, (2, n, COUNT), elements=SCORES)))
def test_no_well_formed_row_scores_better(scores):
    """The labels found score as much as the best of all rows that are well formed."""
    labels, mean = decode(scores)

    length = scores.shape[1]
    rows = [row for row in product(range(COUNT), repeat=length) if well_formed(row)]
    table = np.array(rows)
    for n in range(2):
        totals = scores[n, np.arange(length), table].sum(axis=1)
        assert well_formed(labels[n])
        assert scores[n, np.arange(length), labels[n]].sum() == totals.max()
        assert np.isclose(mean[n], totals.max() / length)


@settings(deadline=None, max_examples=40)
@given(arrays.arrays(np.float32, SHAPES, elements=SCORES))
def test_any_scores_give_well_formed_rows(scores):
    """A run never ends in another role than it began with; the runs are half-open, apart and in order."""
    labels, mean = decode(scores)

    assert labels.shape == scores.shape[:2]
    assert mean.shape == scores.shape[:1]
    for row in labels:
        assert well_formed(row)
        for role in (1, 2):
            found = runs(row, role)
            inside = [w for a, b in found for w in range(a, b)]
            assert inside == [w for w, label in enumerate(row) if ROLES[label] == role]
            assert all(a < b for a, b in found)


def test_the_sure_label_wins():
    """Where the scores say source, nothing, content of three words, so do the runs."""
    wanted = ["S-source", "O", "B-content", "I-content", "E-content", "O"]
    scores = np.full((1, len(wanted), COUNT), -9, np.float32)
    scores[0, range(len(wanted)), [LABELS.index(w) for w in wanted]] = 0

    labels, mean = decode(scores)

    assert [LABELS[k] for k in labels[0]] == wanted
    assert mean[0] == 0
    assert runs(labels[0], 1) == [(0, 1)]
    assert runs(labels[0], 2) == [(2, 5)]


def test_of_two_sources_the_likelier_is_kept():
    """A source is one stretch of words: where two seem to speak, the surer one does."""
    wanted = ["S-source", "O", "S-source", "O", "S-content"]
    scores = np.full((1, len(wanted), COUNT), -9, np.float32)
    scores[0, range(len(wanted)), [LABELS.index(w) for w in wanted]] = 0
    scores[0, 0, LABELS.index("O")] = -2
    scores[0, 2, LABELS.index("O")] = -1

    labels, _ = decode(scores)

    assert runs(labels[0], 1) == [(0, 1)]
    assert runs(labels[0], 2) == [(4, 5)]


def test_a_run_may_end_with_the_last_word():
    """The range ends after the last word, which no other word needs to follow."""
    row = np.array([LABELS.index(w) for w in ("O", "B-source", "E-source")])

    assert runs(row, 1) == [(1, 3)]
    assert runs(row, 2) == []


def test_each_cue_is_decoded_by_itself():
    """What one cue is answered does not depend on the cues asked with it."""
    scores = np.random.default_rng(3).normal(size=(6, 12, COUNT)).astype(np.float32)
    together, _ = decode(scores)

    assert all((decode(scores[n : n + 1])[0][0] == together[n]).all() for n in range(6))


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.integers(0, 12).flatmap(lambda n: arrays.arrays(np.float32, (n, COUNT), elements=SCORES)),
        max_size=4,
    )
)
def test_rows_decoded_together_are_decoded_as_alone(rows):
    """However long the rows beside it, each has the labels that it has by itself."""
    alone = [decode(row[None])[0][0].tolist() for row in rows]
    assert [labels.tolist() for labels in decode_rows(rows)] == alone
