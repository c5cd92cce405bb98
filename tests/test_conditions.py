"""The condition of a position as its own range."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.analysis.positions import conditions
from dateline.model.text import Document, Segment, SegmentKind
from dateline.model.times import When


def sentences(text):
    """The parsed sentences of ``text``."""
    segments = (Segment(0, len(text), SegmentKind.BODY),)
    parsed = parse(Document(text=text, published=When.day(date(2024, 3, 4)), segments=segments))
    return [sentence for _, sentence in parsed.sentences()]


def spans(text):
    """The words of every condition in ``text``."""
    return [c.tokens(s.doc).text for s in sentences(text) for c in conditions.find(s)]


@pytest.mark.parametrize("row", lexicon("conditions")["rows"], ids=lambda row: row["marker"])
def test_every_marker_opens_the_condition_of_its_example(row):
    """Each marker finds the very words of its example's condition."""
    assert spans(row["example"]) == [row["span"]]


@pytest.mark.parametrize(
    "text",
    [
        "Norland wants talks without preconditions.",
        "The reporter asked if the islands would be sold.",
        "The ferry runs until Friday.",
        "The guests ate when the band played.",
        "They behaved as if nothing had happened.",
    ],
)
def test_what_only_looks_like_a_condition_is_none(text):
    """Neither "without preconditions" nor a plain date or an indirect question is a condition."""
    assert spans(text) == []


def test_a_condition_stops_where_the_quotation_closes():
    """Words after the closing quotation mark are not part of the condition."""
    assert spans('"We will sign only if they leave," the envoy told the press.') == ["only if they leave"]


@settings(deadline=None, max_examples=20)
@given(st.text(alphabet=st.sampled_from("only if unless until .,\"'()\n"), max_size=60))
def test_broken_sentences_never_raise(text):
    """Markers without a clause after them are passed over."""
    for found in spans(text):
        assert found
