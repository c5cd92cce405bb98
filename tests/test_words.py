"""What the encoder is told of every word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.attribution.words import FEATURES, words_of
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind

REPORT = (
    'BERGEN - The harbour master told the Tidewater Post: "We close at six. No ship waits."\n'
    "\n"
    "\t  Anna Berg, 54, said the U.S. envoy hadn't called   by 9 p.m. on Monday.\r\n"
    "‘Odd,’ wrote an aide — twice."
)
ODD = [
    "\u202eרפסמ\u202c said the e\u0301migre\u0301",
    "👨‍👩‍👧 said: 👍🏽",
    "\ufeff“",
    "\x00\x07 said",
    "ﬁﬂ Ǆ ß İ ٣",
    "中文" * 40,
    "\u00a0\u2003x\u00a0",
]


def words(text):
    """The words of a report that is all body."""
    return words_of(parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))))


def check(text):
    """The laws that hold of the words of any report; returns the words."""
    found = words(text)
    count = len(found)
    assert [text[a:b] for a, b in zip(found.start, found.end, strict=True)] == list(found.forms)
    assert all(form.strip() for form in found.forms)
    assert (found.end[:-1] <= found.start[1:]).all()
    assert ((found.head >= 0) & (found.head < count)).all()
    assert (found.sentence[found.head] == found.sentence).all()
    for counted in (found.sentence, found.line):
        assert (counted[1:] >= counted[:-1]).all()
        assert not count or counted[0] >= 0
    assert found.features.shape == (count, len(FEATURES))
    assert (found.features >= 0).all()
    assert (found.features < list(FEATURES.values())).all()
    return found


@pytest.mark.parametrize("text", [REPORT, *ODD], ids=range(1 + len(ODD)))
def test_every_word_opens_in_the_report(text):
    """The offsets of each word open at the word, whatever alphabet or control character it holds."""
    check(text)


def test_lines_and_sentences_are_counted_through_the_report():
    """The report has three lines; no sentence goes over the end of one."""
    found = check(REPORT)

    assert sorted(set(found.line.tolist())) == [0, 1, 2]
    for sentence in set(found.sentence.tolist()):
        assert len(set(found.line[found.sentence == sentence].tolist())) == 1


def test_layout_tells_where_paragraphs_begin():
    """The first word of each line is marked 1, and no other word is."""
    found = words(REPORT)

    first = [found.line.tolist().index(n) for n in range(3)]
    assert (found.features[:, 1] == 1).nonzero()[0].tolist() == first


def test_quotation_marks_are_told():
    """The opening mark is 1, the closing mark 3, what stands between 2, what stands outside 0."""
    found = words('He said "we go now" to us.')

    by_word = [(w, int(q)) for w, q in zip(found.forms, found.features[:, 2], strict=True)]
    opening = by_word.index(('"', 1))
    assert [q for _, q in by_word[opening:]][:5] == [1, 2, 2, 2, 3]
    assert {q for _, q in by_word[:opening]} == {0}
    assert [w for w, q in by_word if q == 3] == ['"']


@pytest.mark.parametrize(
    ("form", "shape"),
    [("port", 1), ("Oslo", 2), ("NATO", 3), ("iPhone", 4), ("1999", 5), ("…", 6), ("A", 0)],
)
def test_the_shape_of_a_word_is_told(form, shape):
    """Capitals, digits and marks are told apart."""
    assert words(form).features[0, 0] == shape


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\n", "\u2003\u2028"])
def test_a_report_without_words(text):
    """Nothing but white space gives no words, and still a table with a column for each feature."""
    assert len(check(text)) == 0


@pytest.mark.parametrize("text", ["a" * 20_000, "said " * 4_000, "-" * 20_000], ids=["one", "many", "rule"])
def test_a_line_of_twenty_thousand_characters(text):
    """A line as long as a parse may be is read like any other."""
    assert len(check(text)) > 0


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60) | st.text(alphabet="“”\"'- \nAb1.,:é\u0301\u202e👍", max_size=60))
def test_any_text_has_words_with_known_features(text):
    """No text raises, and every feature is smaller than the number of its values."""
    check(text)
