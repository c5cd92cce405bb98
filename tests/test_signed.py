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


@pytest.mark.parametrize(
    "words",
    [
        "“I would rather live in what he calls “the provinces” than in a capital without water.”",
        "“They told us “not now” and “never” in one breath.”",
        "“To us they are what he called ‘guests.” And guests with “no return ticket’.”",
    ],
)
def test_quotations_within_a_signed_one_are_part_of_it(words):
    """Who quotes others within the quotation says all of it, even where a mark got lost on the way."""
    assert signatures(f"{words} ― Jane Doe") == [("Jane Doe", "―", words)]


def test_who_speaks_between_the_quotations_ends_the_first():
    """A signature signs the last quotation alone where another one of the paragraph has a speaker."""
    text = "“We will not come,” said the mayor. “We will come back.” — Jane Doe"

    assert signatures(text) == [("Jane Doe", "—", "“We will come back.”")]
