"""How every word stands to a cue."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.kinship import DISTANCES, KINS, NEAR, cue_head, distances, kinship
from dateline.analysis.attribution.words import DEPENDENCIES, FEATURES, Words, words_of
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind

DOWN = 4
"""The kin of a word below the cue: 4 and the label of the branch."""
FAR = DOWN + 4 * (len(DEPENDENCIES) + 1)
"""The first kin of a word of another sentence."""


def label(name):
    """The number of an arc."""
    return DEPENDENCIES.index(name) + 1


def tree(heads, labels=None, sentences=None, lines=None):
    """Words that hang on one another as given."""
    count = len(heads)
    features = np.zeros((count, len(FEATURES)), np.int64)
    features[:, 3] = [label(x) for x in labels] if labels else 0
    at = np.arange(count) * 2
    zero = [0] * count
    return Words(
        ("x",) * count,
        at,
        at + 1,
        np.array(heads, np.int64),
        np.array(sentences or zero, np.int64),
        np.array(lines or zero, np.int64),
        features,
    )


def kin(words, *cue, first=0, stop=None):
    """The kin of each word to the cue."""
    return kinship(words, first, len(words) if stop is None else stop, np.array(cue)).tolist()


SAID = tree(
    [1, 2, 2, 6, 5, 6, 2, 2],
    ["det", "nsubj", "ROOT", "mark", "det", "nsubj", "ccomp", "punct"],
)
""""The aide said that the port closed ." """


def test_the_cue_is_itself():
    """Each word of the cue is 0, and no other word of its sentence is."""
    assert [n for n, k in enumerate(kin(SAID, 2)) if k == 0] == [2]
    assert [n for n, k in enumerate(kin(SAID, 2, 3)) if k == 0] == [2, 3]


def test_all_of_the_subject_is_on_the_subject_s_branch():
    """The article hangs on the subject and the subject on the cue: both have the label of that arc."""
    found = kin(SAID, 2)

    assert found[0] == found[1] == DOWN + label("nsubj")
    assert found[3] == found[4] == found[5] == found[6] == DOWN + label("ccomp")


def test_what_stands_above_the_cue_is_told_from_what_hangs_on_it():
    """Seen from the inner verb, the outer verb is above, and its subject is a branch of what is above."""
    found = kin(SAID, 6)

    assert found[2] == 1
    assert found[5] == DOWN + label("nsubj")
    assert found[1] == found[0] == DOWN + len(DEPENDENCIES) + 1 + label("nsubj")


def test_a_subject_in_a_parsed_sentence():
    """In "The aide said that the port had closed." the aide is the subject of the cue."""
    text = "The aide said that the port had closed."
    words = words_of(parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))))

    assert kin(words, words.forms.index("said"))[:3] == [DOWN + label("nsubj")] * 2 + [0]


def test_words_of_other_sentences_are_far():
    """Before or after; in the same line, the next, or further: each has a number of its own."""
    sentences = [0, 1, 2, 3, 4, 5, 6]
    words = tree(range(7), sentences=sentences, lines=[0, 1, 2, 2, 2, 3, 5])

    found = kin(words, 3)

    assert found[3] == 0
    assert [k - FAR for n, k in enumerate(found) if n != 3] == [2, 1, 0, 4, 5, 6]
    assert max(found) < KINS


def test_a_window_is_a_part_of_the_whole():
    """What a window tells of its words is what the whole report tells of them, cue inside or not."""
    whole = kin(SAID, 2)

    assert kin(SAID, 2, first=1, stop=5) == whole[1:5]
    assert kin(SAID, 2, first=3) == whole[3:]


def test_the_head_of_a_cue():
    """In "said in a statement" the verb is what the rest hangs on, wherever it stands."""
    words = tree([0, 0, 3, 1])

    assert cue_head(words, np.array([0, 1, 2, 3])) == 0
    assert cue_head(words, np.array([2, 3, 1])) == 1
    assert cue_head(tree([1, 0]), np.array([0, 1])) == 0


@pytest.mark.parametrize("heads", [[1, 0], [1, 2, 0], [0, 2, 1], [0, 1, 2], [*range(1, 600), 599]], ids=len)
def test_odd_trees_end(heads):
    """Words that hang on each other in a ring, several roots, a chain of 600 arcs: all are answered."""
    for cue in (0, len(heads) - 1):
        found = kin(tree(heads), cue)
        assert found[cue] == 0
        assert all(0 <= k < KINS for k in found)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_kin_and_distance_has_its_place_in_the_tables(data):
    """Whatever hangs on whatever, kin is below KINS and distance below DISTANCES."""
    count = data.draw(st.integers(1, 14))
    each = {"min_size": count, "max_size": count}
    words = tree(
        data.draw(st.lists(st.integers(0, count - 1), **each)),
        data.draw(st.lists(st.sampled_from(DEPENDENCIES), **each)),
        sorted(data.draw(st.lists(st.integers(0, 5), **each))),
        sorted(data.draw(st.lists(st.integers(0, 5), **each))),
    )
    cue = np.array(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=4))))
    first = data.draw(st.integers(0, count - 1))
    stop = data.draw(st.integers(first + 1, count))

    kins, gaps = kinship(words, first, stop, cue), distances(first, stop, cue)

    assert kins.shape == gaps.shape == (stop - first,)
    assert ((kins >= 0) & (kins < KINS)).all()
    assert ((gaps >= 0) & (gaps < DISTANCES)).all()


def test_near_words_have_a_distance_each_and_far_ones_share():
    """Up to eight words away the distance is exact, on either side; then it only grows, to a largest."""
    found = distances(0, 5000, np.array([2500, 2501])).tolist()

    assert found[2500 : 2500 + NEAR] == list(range(NEAR))
    assert found[2500 - NEAR + 1 : 2500] == [DISTANCES // 2 + n for n in range(NEAR - 1, 0, -1)]
    assert found[2500:] == sorted(found[2500:])
    assert found[:2500] == sorted(found[:2500], reverse=True)
    assert max(found[2500:]) < DISTANCES // 2 <= min(found[:2500])
    assert max(found) == DISTANCES - 1
