"""Windows of a report that fit the encoder."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.windows import CAPACITY, OVERLAP, windows
from dateline.analysis.attribution.words import FEATURES, Words


def laid_out(layout):
    """Words with this layout: 1 begins a paragraph, 2 a sentence, 0 neither."""
    features = np.zeros((len(layout), len(FEATURES)), np.int64)
    features[:, 1] = layout
    at = np.arange(len(layout))
    return Words(("x",) * len(layout), at * 2, at * 2 + 1, at, at, at, features)


def cut(layout, pieces=None, **sizes):
    """The windows of words with this layout."""
    return list(windows(laid_out(layout), pieces or [1] * len(layout), **sizes))


@settings(deadline=None, max_examples=150)
@given(
    st.lists(st.tuples(st.sampled_from([0, 0, 0, 1, 2]), st.integers(1, 9)), max_size=80),
    st.integers(1, 30),
    st.integers(0, 29),
)
def test_windows_cover_every_word_and_fit(words, capacity, overlap):
    """Each word is in a window; a window is never over its capacity unless it is one large word; they end."""
    pieces = [p for _, p in words]
    found = cut([w for w, _ in words], pieces, capacity=capacity, overlap=overlap)

    assert {w for a, b in found for w in range(a, b)} == set(range(len(words)))
    assert all(b - a == 1 or sum(pieces[a:b]) <= capacity for a, b in found)
    assert all(a < b for a, b in found)
    assert all(one[0] < two[0] <= one[1] <= two[1] for one, two in pairwise(found))


def test_no_words_no_windows():
    """An empty report has none, and neither has one read from its end."""
    assert cut([]) == []
    assert cut([1, 0, 0], begin=3) == []


def test_a_short_report_is_one_window():
    """What fits is not cut."""
    assert cut([1, 0, 2, 0], capacity=4) == [(0, 4)]
    assert cut([1] + [0] * (CAPACITY - 1)) == [(0, CAPACITY)]


def test_a_window_ends_before_a_paragraph_rather_than_a_sentence():
    """Of the pauses in its second half the last paragraph is taken, else the last sentence."""
    assert cut([1, 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0], capacity=10, overlap=0)[0] == (0, 6)
    assert cut([1, 0, 0, 0, 0, 0, 2, 0, 2, 0, 0, 0], capacity=10, overlap=0)[0] == (0, 8)
    assert cut([1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], capacity=10, overlap=0)[0] == (0, 10)


def test_windows_overlap_from_the_beginning_of_a_sentence():
    """The next window repeats up to so many wordpieces, from where a sentence begins."""
    (_, stop), (first, _) = cut([2, 0, 0, 0] * 5, capacity=16, overlap=6)[:2]

    assert first == stop - 4
    assert 0 < OVERLAP < CAPACITY


def test_a_word_larger_than_a_window_stands_alone():
    """One word of a hundred wordpieces does not stop the rest from being read."""
    assert cut([1, 0, 0], [1, 100, 1], capacity=10, overlap=5) == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize("begin", [1, 5, 19])
def test_windows_can_begin_later(begin):
    """Training begins at any word; all from there on is covered."""
    found = cut([2, 0, 0, 0] * 5, capacity=7, overlap=3, begin=begin)

    assert found[0][0] == begin
    assert {w for a, b in found for w in range(a, b)} == set(range(begin, 20))
