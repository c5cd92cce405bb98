"""Who a source phrase is."""

import pytest

from dateline.analysis.actors.coreference import resolve
from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.names import name_actors
from dateline.analysis.chains.speakers import NOBODY, speaker_of
from dateline.analysis.parse import parse
from dateline.model.actors import ActorKind
from dateline.model.findings import Findings, Speaker
from dateline.model.text import Document, Segment, SegmentKind, Span


def speaker(text, source, around=None):
    """Who the last ``source`` in ``text`` is."""
    parsed = parse(Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),)))
    findings = resolve(parsed, name_actors(parsed, Findings()))
    at = text.rindex(source)
    return speaker_of(parsed, ActorIndex(findings.actors), (Span(at, at + len(source)),), around)


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Russian spokesman Oleg Narov said no.", "Russian spokesman Oleg Narov", "Oleg Narov"),
        ("Oleg Narov came late. He said no.", "He", "Oleg Narov"),
        ("Oleg Narov came late. Narov's statement said no.", "Narov's statement", "Oleg Narov"),
        ("The talks failed, the Reuters report said.", "the Reuters report", "Reuters"),
        (
            "A senior White House official said no.",
            "A senior White House official",
            "a senior White House official",
        ),
    ],
)
def test_source_is_an_actor(text, source, name):
    """A name, a pronoun, somebody's statement and an outlet's report lead to their actor."""
    found = speaker(text, source)
    assert found.name == name
    assert found.actor is not None


def test_first_person_is_the_speaker_around():
    """I is whoever speaks around it."""
    around = Speaker(ActorKind.PERSON, named=True, name="Alma Berg")
    assert speaker('"I said no," she added.', "I", around) == around


def test_unresolved_pronoun_is_nobody():
    """A pronoun without anybody before it is nobody."""
    assert speaker("He said no.", "He") == NOBODY


def test_paper_speaks_for_itself():
    """A survey is a document, under its own words."""
    found = speaker("A survey of farmers says no.", "A survey of farmers")
    assert (found.kind, found.named, found.name) == (ActorKind.DOCUMENT, False, "a survey of farmers")


def test_paper_is_called_by_all_that_tells_which():
    """Which figures they are is part of their name; what is told of them behind a comma is not."""
    found = speaker("Figures to be published on Monday say no.", "Figures to be published on Monday")
    assert found.name == "figures to be published on Monday"
    found = speaker("A survey of farmers, paid by Norway, says no.", "A survey of farmers, paid by Norway")
    assert found.name == "a survey of farmers"


def test_no_source_is_nobody():
    """An empty source is nobody."""
    parsed = parse(Document(text="No.", segments=(Segment(0, 3, SegmentKind.BODY),)))
    assert speaker_of(parsed, ActorIndex(()), ()) == NOBODY


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The delay shows how little was done.", "The delay"),
        ("The postponement of the meeting suggests a quarrel.", "The postponement of the meeting"),
        ("The cameras will show which chair is empty.", "The cameras"),
        ("It was late before anyone had agreed on it.", "anyone"),
    ],
)
def test_what_cannot_speak_is_nobody(text, source):
    """A happening, a thing and an indefinite pronoun say nothing."""
    assert speaker(text, source) == NOBODY


@pytest.mark.parametrize("noun", ["hospital", "teachers", "historian", "villagers", "jury"])
def test_who_can_speak_has_a_name(noun):
    """People and bodies that are no actors speak under their own words."""
    assert noun in (speaker(f"The {noun} said no.", f"The {noun}").name or "")


def test_the_us_is_not_us():
    """The United States is no first person."""
    assert speaker("The US has said no.", "The US").name == "United States"


def test_two_speak_together():
    """Two who are "they" speak under both names, with the side that they share."""
    found = speaker("Marco Rubio and JD Vance met on Monday. They said no.", "They")
    assert (found.name, found.kind, found.side) == (
        "Marco Rubio and JD Vance",
        ActorKind.GROUP,
        "United States",
    )
