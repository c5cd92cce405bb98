"""Who a report names."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.actor_index import ActorIndex
from dateline.analysis.lexicons import lexicon
from dateline.analysis.names import name_actors
from dateline.analysis.parse import parse
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings
from dateline.model.text import Document, Segment, SegmentKind, Span
from dateline.model.times import When


def named(text):
    """The actors of a report of one body segment, published on 21 October 2025."""
    segments = (Segment(0, len(text), SegmentKind.BODY),)
    published = When.day(dt.date(2025, 10, 21))
    document = Document(text=text, published=published, segments=segments)
    return name_actors(parse(document), Findings()).actors


def by_name(text):
    """The actors by name."""
    return {actor.name: actor for actor in named(text)}


def words(text, actor):
    """The words of an actor's mentions."""
    return [text[s.start : s.end] for s in actor.mentions]


def test_empty_text_names_nobody():
    """An empty report names nobody."""
    assert named("") == ()


@pytest.mark.parametrize(
    ("text", "name", "side", "role"),
    [
        ("Russian spokesman Oleg Narov spoke.", "Oleg Narov", "Russia", "spokesperson"),
        ("Foreign Minister Ilmar Tamsaar of Estonia spoke.", "Ilmar Tamsaar", "Estonia", "foreign minister"),
        ("Jane Doe, the Canadian defence minister, spoke.", "Jane Doe", "Canada", "defence minister"),
        ("Estonia's foreign minister, Ilmar Tamsaar, spoke.", "Ilmar Tamsaar", "Estonia", "foreign minister"),
    ],
)
def test_stranger_learns_role_and_side_from_title(text, name, side, role):
    """Somebody whom no table knows has the role and side that the words beside the name give."""
    actor = by_name(text)[name]
    assert (actor.kind, actor.side, actor.role) == (ActorKind.PERSON, side, role)


def test_known_person_has_role_of_the_day():
    """The tables give the secretary of state of 2025 his role."""
    actor = by_name("US Secretary of State Marco Rubio spoke to reporters.")["Marco Rubio"]
    assert actor.side == "United States"
    assert "secretary of state" in (actor.role or "")


def test_surname_follows_full_name():
    """A full name seen once makes the surname that person everywhere in the report."""
    text = "Tamsaar was late.\nIlmar Tamsaar met nobody. Tamsaar left again."
    actor = by_name(text)["Ilmar Tamsaar"]
    assert words(text, actor) == ["Tamsaar", "Ilmar Tamsaar", "Tamsaar"]


def test_compound_names_both():
    """A "Rubio-Lavrov meeting" mentions both men."""
    assert {"Marco Rubio", "Sergey Lavrov"} <= set(by_name("The Rubio-Lavrov meeting was put off."))


def test_first_name_of_a_stranger_is_not_a_leader():
    """Sir Kim Halvorsen is not the leader of North Korea."""
    assert "Kim Jong Un" not in by_name("The ambassador, Sir Kim Halvorsen, spoke to reporters.")


def test_capital_that_refuses_is_a_state():
    """Moscow that refuses is Russia."""
    assert "Russia" in by_name("Moscow refused to sign the paper.")


def test_capital_that_one_flies_to_is_a_place():
    """Moscow that a minister flies to is nobody."""
    assert "Russia" not in by_name("The minister flew to Moscow on Monday.")


@pytest.mark.parametrize("row", lexicon("titles")["title"], ids=lambda row: row["role"])
def test_title_examples(row):
    """Every row of the titles gives Alma Doe its role."""
    actor = by_name(row["example"])["Alma Doe"]
    assert actor.role == row["role"]


@pytest.mark.parametrize("row", lexicon("bodies")["body"], ids=lambda row: row["words"][0])
def test_body_examples(row):
    """Every row of the bodies yields an actor that speaks for Norway."""
    assert any(actor.side == "Norway" for actor in named(row["example"]))


@pytest.mark.parametrize("row", lexicon("unnamed")["people"], ids=lambda row: row["words"][0])
def test_unnamed_examples(row):
    """Every row of the unnamed people yields somebody without a name, or a group."""
    kinds = {actor.kind for actor in named(row["example"])}
    assert kinds & {ActorKind.UNNAMED, ActorKind.GROUP}


@pytest.mark.parametrize(
    ("text", "name", "side"),
    [
        ("A senior White House official said so.", "a senior White House official", "United States"),
        ("Two officials familiar with the matter said so.", "two officials familiar with the matter", None),
        ("Another interlocutor said so.", "another interlocutor", None),
        ("A source close to the palace said so.", "a source close to the palace", None),
        ("Russian officials said so.", "Russian officials", "Russia"),
    ],
)
def test_unnamed_people_are_called_as_written(text, name, side):
    """People without a name keep the words they are named with, article and complement."""
    actor = by_name(text)[name]
    assert (actor.kind, actor.side) == (ActorKind.UNNAMED, side)


def test_energy_sources_say_nothing():
    """Sources of energy are nobody."""
    assert not any(a.kind is ActorKind.UNNAMED for a in named("Norway looks for new energy sources."))


def test_side_stands_for_state():
    """The American side is the United States."""
    text = "The American side agreed."
    assert words(text, by_name(text)["United States"]) == ["The American side"]


def test_short_name_of_an_outlet():
    """After The New York Times, "The Times" is the same newspaper."""
    actors = by_name("The New York Times reported it.\nThe Times named no source.")
    assert len([a for a in actors.values() if a.kind is ActorKind.OUTLET]) == 1


@settings(deadline=None, max_examples=20)
@given(st.text(alphabet="aBc Trump Moscow's\n\"“”.,-–’é\u202e\u0301", max_size=120))
def test_mentions_stay_in_their_lines(text):
    """Whatever the text: nothing raises, mentions lie in one line, do not overlap, and come out the same."""
    document = Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))
    parsed = parse(document)
    actors = name_actors(parsed, Findings()).actors
    spans = sorted(s for a in actors for s in a.mentions)
    assert actors == name_actors(parsed, Findings()).actors
    assert all(any(line.span.holds(s) for line in parsed.lines) for s in spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_index_finds_the_tightest_actor():
    """The index gives the mention that fits a span best."""
    wide = Actor("a1", "wide", ActorKind.GROUP, mentions=(Span(0, 30),))
    tight = Actor("a2", "tight", ActorKind.PERSON, mentions=(Span(10, 15),))
    index = ActorIndex((wide, tight))
    assert index.at(Span(10, 15)) is tight
    assert index.at(Span(0, 30)) is wide
    assert index.within(Span(9, 20)) == [tight]
    assert index.at(Span(40, 41)) is None
    assert index.by_name("TIGHT") is tight
    assert index.by_id("a1") is wide
