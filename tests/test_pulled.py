"""Quotations that have lost their marks."""

import pytest

from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.findings import Findings, Mode
from dateline.model.text import Document, Segment, SegmentKind

ABOVE = "Two officials at the ministry told the Tidewater Post that the hall would stay empty."
BELOW = "Another official said that a new date might be found after the harvest."
TALK = "They booked a band before anyone had asked the mayor. Now everybody is angry and nobody will pay."


def pulled(*paragraphs):
    """The quotations without marks in a report of these paragraphs, each with its source."""
    text = "\n".join(paragraphs)
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    found = [s for s in attribute(parsed, Findings()).statements if not s.cue]
    assert all(s.mode is Mode.DIRECT for s in found)
    return [
        (text[s.source[0].start : s.source[0].end], text[s.content[0].start : s.content[0].end])
        for s in found
    ]


def test_talk_between_two_unnamed_sources_is_a_quotation():
    """A paragraph that talks belongs to the source above when the next source follows below."""
    assert pulled("The fair was put off.", ABOVE, TALK, BELOW) == [("Two officials at the ministry", TALK)]


def test_talk_without_a_next_source_is_narration():
    """The same paragraph before ordinary prose is the report's own."""
    assert pulled("The fair was put off.", ABOVE, TALK, "The harbour stayed closed all day.") == []


def test_prose_between_two_unnamed_sources_is_narration():
    """A paragraph without any sign of talk is no quotation, wherever it stands."""
    prose = "The ministry bought the hall in 2019 and rebuilt its roof for four million crowns."

    assert pulled("The fair was put off.", ABOVE, prose, BELOW) == []


def test_talk_below_a_state_is_narration():
    """Only people talk: below what a state said, the paragraph is the report's own."""
    assert pulled("The fair was put off.", "Norway said that the hall would stay empty.", TALK, BELOW) == []


@pytest.mark.parametrize("kind", lexicon("spoken"))
def test_each_kind_of_talk_is_heard(kind):
    """The example of a row is a quotation between two unnamed sources."""
    example = lexicon("spoken")[kind]["example"]

    assert [words for _, words in pulled("The fair was put off.", ABOVE, example, BELOW)] == [example]


def test_a_column_quotes_nobody():
    """Where half of the text is in the first person, it is the author's own."""
    text = [
        "Anna Berg told the Post that the hall would stay empty.",
        "I went there on Monday to see it for myself.",
        "My neighbours were standing at the door.",
        "We waited for an hour and then went home.",
    ]

    assert pulled(*text) == []
