"""What stands inside what is said."""

import pytest

from dateline.analysis.attribution.attribute import attribute
from dateline.analysis.parse import parse
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind


def said(text):
    """Source, cue and content of every statement in words, with its parent."""
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    found = attribute(parsed, Findings()).statements
    return [
        (
            *(" … ".join(text[s.start : s.end] for s in part) for part in (f.source, f.cue, f.content)),
            f.parent,
        )
        for f in found
    ]


def test_speech_inside_speech_is_a_statement():
    """What a speaker tells that somebody else said is kept, inside the outer statement."""
    found = said('"The envoy told me that his side had no plans," the guard said.')

    assert ("The envoy", "told", "that his side had no plans", "s1") in found


@pytest.mark.parametrize(
    "text",
    [
        '"We understand ministers, but none of them named exact dates," the envoy said.',
        '"If one seat stays empty, the pictures will show which one it is," the envoy said.',
        "The envoy said that the town \"has not moved and does not agree to 'stop at once'\".",
        "The envoy, who asked not to be named, said that the road was shut.",
        "The envoy said that nobody had agreed on the list.",
    ],
)
def test_how_somebody_talks_is_no_statement(text):
    """Scare quotes, "we understand", "will show" and "who asked" make no statement of their own."""
    assert len(said(text)) == 1


def test_what_is_refused_is_no_second_statement():
    """The verb under a refusal has the same source and says nothing more."""
    source, cue, content, parent = said("The island refused to discuss a truce before spring.")[0]

    assert len(said("The island refused to discuss a truce before spring.")) == 1
    assert (source, parent) == ("The island", None)
    assert f"{cue} {content}" == "refused to discuss a truce before spring"


def test_a_deed_is_no_statement_and_a_word_is():
    """Who attacks a country says nothing; who attacks a rival for a vote does."""
    found = said("Norway attacked Denmark on Thursday. The senator attacked his rival for the vote.")

    assert [source for source, *_ in found] == ["The senator"]


def test_a_denial_takes_up_one_sentence():
    """What "X denies this" denies is the sentence before, not the whole paragraph."""
    found = said("The mayor left early. He was tired of the talks. The aide denies this.")

    assert ("The aide", "denies", "He was tired of the talks", None) in found


def test_that_in_a_relative_clause_refers_to_its_noun():
    """A call "that the aide had suggested" does not make the aide say the paragraph before."""
    found = said("The town welcomed the idea. Berg rejected a call that the aide had suggested for Tuesday.")

    assert not any(source == "the aide" and "welcomed" in content for source, _, content, _ in found)


def test_a_cue_within_a_longer_one_is_no_second_statement():
    """Who is quoted "as saying" something is quoted once."""
    found = said("The agency quoted Anna Berg as saying that the port was shut.")

    assert len([cue for source, cue, *_ in found if source == "The agency"]) <= 1
