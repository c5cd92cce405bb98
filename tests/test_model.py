"""The values everything is made of."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import EvidenceError
from dateline.model.text import Document, Span
from dateline.model.times import Precision, When

TEXT = "The summit was put off. Nobody said why."


def test_evidence_opens_at_its_words():
    """The quote of an evidence is the text between its offsets."""
    evidence = Document(TEXT).cite(4, 10)
    assert (evidence.quote, TEXT[evidence.start : evidence.end]) == ("summit", "summit")


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 4), (-1, 4), (0, len(TEXT) + 1)])
def test_evidence_outside_the_text_cannot_be_made(start, end):
    """A range that is empty or leaves the text is refused, so wrong evidence cannot exist."""
    with pytest.raises(EvidenceError, match="No words stand at"):
        Document(TEXT).cite(start, end)


@given(st.text(min_size=1), st.data())
def test_every_citation_obeys_the_evidence_law(text, data):
    """Whatever the text, a citation's quote is the text between its offsets."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert Document(text).cite(start, end).quote == text[start:end]


def test_the_same_words_from_another_outlet_are_another_report():
    """Outlet and time belong to a report's id; the path does not."""
    here = Document(TEXT, path="a.txt", outlet="Meridian Wire")
    assert here.id == Document(TEXT, path="b.txt", outlet="Meridian Wire").id
    assert here.id != Document(TEXT, path="a.txt", outlet="Northern Courier").id


def test_spans_are_half_open():
    """A span that ends where another begins does not overlap it."""
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert Span(0, 5).overlaps(Span(4, 8))
    assert Span(0, 8).holds(Span(4, 8))


@pytest.mark.parametrize(
    ("iso", "precision"),
    [
        ("2025-10-21T08:00", Precision.MINUTE),
        ("2025-10-21T08:00+03:00", Precision.MINUTE),
        ("2025-10-21T08:00-04:30", Precision.MINUTE),
        ("2025-10-21", Precision.DAY),
        ("2025-10", Precision.MONTH),
        ("2025-12", Precision.MONTH),
        ("2025", Precision.YEAR),
        ("2025-10-13/2025-10-19", Precision.INTERVAL),
    ],
)
def test_a_time_is_written_as_precisely_as_it_was_given(iso, precision):
    """ISO 8601 survives reading and writing, with its precision."""
    when = When.parse(iso)
    assert (when.iso, when.precision) == (iso, precision)


@pytest.mark.parametrize(
    "nonsense", ["", "yesterday", "20255-01-01", "2025-13", "2025-10-19/2025-10-13", "31.12.2025"]
)
def test_a_time_that_is_none_is_refused(nonsense):
    """What is not ISO 8601 raises ValueError and nothing else."""
    with pytest.raises(ValueError, match=r".*"):
        When.parse(nonsense)


@given(st.dates(), st.dates())
def test_an_interval_survives_writing(one, other):
    """Every interval of days is read back as it was."""
    when = When.between(min(one, other), max(one, other))
    assert When.parse(when.iso) == when


def test_a_vague_time_overlaps_nothing():
    """A vague time ("in the near future") has no days and overlaps nothing."""
    assert When.vague().iso is None
    assert not When.vague().overlaps(When.day(dt.date(2025, 10, 21)))
    assert When.month(2025, 10).overlaps(When.day(dt.date(2025, 10, 21)))
