"""What a report passes on that nobody in particular has said."""

import pytest

import dateline
from dateline.analysis.attribution.hearsay import hearsay
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind

ROWS = [row for kind in lexicon("hearsay").values() for row in kind]


def passed_on(text):
    """The contents of the hearsay in a text."""
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    return [" … ".join(text[p.start : p.end] for p in a.content) for a in hearsay(parsed, ())]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_examples(row):
    """Each form passes on what its example tells of the talks."""
    assert ["talks" in words for words in passed_on(row["example"])] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "It was said by the envoy.",
        "The reports which were printed in Oslo are long.",
        "The report is late.",
        "The reports he had written in Oslo are long.",
        "It was reported to the police.",
        "",
    ],
)
def test_no_hearsay(text):
    """A report on a desk and what was reported to somebody pass nothing on."""
    assert text == "" or passed_on(text) == []


def test_hearsay_is_nobody_s_word():
    """What is reportedly so is not the word of who spoke in the paragraph before."""
    report = dateline.read_text(
        "Alma Doe said that the hall was cold.\nThe talks in Oslo were reportedly put off until spring.\n"
    )
    assert all(
        s.speaker.name != "Alma Doe"
        for s in report.statements
        if any("put off" in report.document.text[c.start : c.end] for c in s.content)
    )
