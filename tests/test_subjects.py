"""Who a cue's own grammar names, where the source was left empty."""

import pytest

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.subjects import with_subject
from dateline.analysis.parse import parse
from dateline.model.text import Document, Segment, SegmentKind, Span


def source(text, cue, content):
    """The source that the words of ``text`` give to an attribution without one."""
    report = Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))
    parts = [(Span(text.index(p), text.index(p) + len(p)),) for p in (cue, content)]
    found = with_subject(parse(report), Attribution((), *parts))
    return [text[s.start : s.end] for s in found.source]


@pytest.mark.parametrize(
    ("text", "cue", "content", "expected"),
    [
        ("The envoy left and said the talks had failed.", "said", "the talks had failed", "The envoy"),
        (
            "Several ministers whom the court has questioned have refused to testify.",
            "have refused",
            "to testify",
            "Several ministers whom the court has questioned",
        ),
        (
            "In a statement announcing the visit, the ministry thanked its hosts.",
            "announcing",
            "the visit",
            "a statement",
        ),
        (
            "Claiming the border was calm, President Terán told reporters to go home.",
            "Claiming",
            "the border was calm",
            "President Terán",
        ),
        (
            "After saying the harbour was closed, the minister left for Manaus.",
            "saying",
            "the harbour was closed",
            "the minister",
        ),
        (
            "After saying the harbour was closed, the envoy was taken to Manaus.",
            "saying",
            "the harbour was closed",
            "the envoy",
        ),
        (
            "The rules, which forbid envoys to speak in public, were read aloud.",
            "forbid",
            "envoys to speak in public",
            "The rules",
        ),
    ],
)
def test_a_cue_without_a_source_takes_the_subject_of_its_clause(text, cue, content, expected):
    """The second of two verbs, a participle and a relative clause have their subject elsewhere."""
    assert source(text, cue, content) == [expected]


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("It was said that the talks had failed.", "was said", "that the talks had failed"),
        ("It appears that the talks have failed.", "appears", "that the talks have failed"),
        ("The summit was described as a failure.", "was described", "as a failure"),
        ("There is talk of a summit.", "talk", "of a summit"),
    ],
)
def test_nobody_stays_nobody(text, cue, content):
    """A passive, and a word that only fills the place of a subject, name no source."""
    assert source(text, cue, content) == []


def test_a_source_that_was_found_is_kept():
    """The grammar is asked only where there is none."""
    text = "The envoy said on Monday the talks had failed."
    found = Attribution((Span(0, 9),), (Span(10, 14),), (Span(25, 45),))
    report = Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))

    assert with_subject(parse(report), found) is found
