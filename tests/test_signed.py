"""Quotations with a signature."""

import pytest

from dateline.analysis.attribution.signed import signed
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind


def signatures(text):
    """Source, cue and content of each signed quotation."""
    found = signed(parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))))
    return [tuple(text[s.start : s.end] for (s,) in (a.source, a.cue, a.content)) for a in found]


@pytest.mark.parametrize("between", [" — ", "\n— ", "\n\n  —", " -- ", " – "])
@pytest.mark.parametrize("name", ["Jane Doe, Riga", "Jane Doe", "Ludwig van der Berg", "Jane Doe, 54"])
def test_a_name_behind_a_dash_signs(between, name):
    """Behind the closing mark or on a line of its own below, the name says the quotation."""
    text = f'"We will come back."{between}{name}'

    assert signatures(text) == [(name, between.strip(), '"We will come back."')]


@pytest.mark.parametrize(
    "text",
    [
        '"We will come back." — which nobody in the hall believed',
        '"We will come back" — Jane Doe did not, and the hall was empty.',
        '"We will come back."\n— and so they did',
        'The sign read "closed."\n— Jane Doe, Riga',
        '"We will come back." Jane Doe',
        "We will come back — Jane Doe",
        '"We will come back."',
        "",
    ],
)
def test_a_dash_that_goes_on_is_no_signature(text):
    """A clause behind a dash, or a dash below a paragraph that says more, signs nothing."""
    assert signatures(text) == []
