"""Attribution without a verb, in headlines."""

import pytest

from dateline.analysis.attribution.headlines import headline_attributions
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind


def said(text):
    """(source, content) of what the headline attributes."""
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.HEADLINE),)))
    return [
        tuple(" … ".join(text[p.start : p.end] for p in part) for part in (a.source, a.content))
        for a in headline_attributions(parsed, 0)
    ]


@pytest.mark.parametrize("row", lexicon("headlines")["unnamed"], ids=lambda row: row["example"])
def test_unnamed_examples(row):
    """Who is not named may stand before a colon or behind a dash."""
    assert [source.casefold() in row["words"] for source, _ in said(row["example"])] == [True]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Two ministers to meet in Oslo on Friday - The New York Times", "The New York Times"),
        ("Two ministers to meet in Oslo on Friday | Reuters", "Reuters"),
        ("Two ministers to meet in Oslo on Friday — media", "media"),
        ("Two ministers to meet in Oslo on Friday: sources", "sources"),
        ("Two ministers to meet in Oslo on Friday – Ministry of Defence", "Ministry of Defence"),
        ("Two ministers to meet in Oslo on Friday - CNN21.10.31, 07:45", "CNN"),
        ("Narov: we will not meet in Oslo on Friday", "Narov"),
    ],
)
def test_source_of_a_headline(text, source):
    """The source stands before a colon, or behind a dash, a bar or a colon at the end."""
    assert [who for who, _ in said(text)] == [source]


@pytest.mark.parametrize(
    "text",
    [
        "Sources: Reuters, AFP",
        "Update: the hall is open again",
        "Oslo - Bergen",
        "Ministers met - again and again and again",
        "",
    ],
)
def test_headline_that_attributes_nothing(text):
    """A list of agencies, a label and a mere dash attribute nothing."""
    assert text == "" or said(text) == []
