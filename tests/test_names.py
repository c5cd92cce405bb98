"""Who a report names."""

import datetime as dt
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.names import name_actors
from dateline.analysis.lexicons import lexicon
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


def outlets(text):
    """The names of the outlets in a report."""
    return {actor.name for actor in named(text) if actor.kind is ActorKind.OUTLET}


@pytest.mark.parametrize("row", lexicon("outlets")["slot"], ids=lambda row: row["example"][:40])
def test_outlet_is_learned_from_its_place(row):
    """An outlet that no table knows is one by the words around its name."""
    name = next(n for n in ("Coastal Post", "Coastal Press", "Nordlys") if n in row["example"])
    assert name in outlets(row["example"])


@pytest.mark.parametrize("head", lexicon("outlets")["heads"])
def test_outlet_is_known_by_its_last_word(head):
    """The name "Fjord Herald" is an outlet wherever it stands."""
    assert f"Fjord {head}" in outlets(f"The talks were over, Fjord {head} said.")


@pytest.mark.parametrize("first", lexicon("outlets")["firsts"])
def test_outlet_is_known_by_its_first_word(first):
    """The name "Radio Fjordane" is an outlet wherever it stands."""
    assert f"{first} Fjordane" in outlets(f"An official told {first} Fjordane that the talks were over.")


def test_outlet_of_the_report_is_an_outlet():
    """What the report's heading gives is an outlet in its text."""
    text = "The talks were over, writes Nordlys."
    document = Document(text=text, outlet="Nordlys", segments=(Segment(0, len(text), SegmentKind.BODY),))
    (actor,) = name_actors(parse(document), Findings()).actors
    assert (actor.name, actor.kind) == ("Nordlys", ActorKind.OUTLET)


@pytest.mark.parametrize(
    ("text", "name", "side", "role"),
    [
        (
            "Peruvian presidential spokeswoman Ilda Roncal spoke.",
            "Ilda Roncal",
            "Peru",
            "presidential spokesperson",
        ),
        (
            "The foreign ministers of Peru and Norway, Ilda Roncal and Kai Halvorsen, met.",
            "Kai Halvorsen",
            "Norway",
            "foreign minister",
        ),
        (
            "Peru hopes so. According to Foreign Minister Ilda Roncal, it will.",
            "Ilda Roncal",
            "Peru",
            "foreign minister",
        ),
        (
            "Norwegian Foreign Minister Kai Halvorsen and his Peruvian counterpart Ilda Roncal met.",
            "Ilda Roncal",
            "Peru",
            "foreign minister",
        ),
        ("The spokesman of the President of Peru Ivo Roncal spoke.", "Ivo Roncal", "Peru", "spokesperson"),
        ("The head of diplomacy of Peru, Ilda Roncal, spoke.", "Ilda Roncal", "Peru", "foreign minister"),
    ],
)
def test_role_and_side_come_from_the_words_around(text, name, side, role):
    """A stranger's side is that of the title, of the counterpart, or of the state that has just spoken."""
    actor = by_name(text)[name]
    assert (actor.side, actor.role) == (side, role)


def test_bare_office_is_not_a_stranger_s_where_another_holds_it():
    """The tables know who is foreign minister of Russia: a stranger with that title is none of Russia's."""
    actor = by_name("Russia said no. Foreign Minister Ilda Roncal said yes.")["Ilda Roncal"]
    assert actor.side is None


def test_own_bearer_of_a_surname_wins_over_the_tables():
    """Woody Johnson is not Boris Johnson, and K.L. Merz is not the chancellor."""
    found = by_name("US ambassador Woody Johnson was late.\nJohnson said no.\nBoris Johnson said yes.")
    assert len(found["Woody Johnson"].mentions) == len(["Woody Johnson", "Johnson"])
    assert "Friedrich Merz" not in by_name("The painter K.L. Merz said no.")


def test_other_spelling_of_a_known_name_is_the_known_person():
    """Aleksander Lukashenko is Alexander Lukashenko."""
    assert "Alexander Lukashenko" in by_name("Aleksander Lukashenko said no.")


def test_place_is_no_party():
    """A town in which one meets is no actor."""
    assert "Nordvik" not in by_name("The ministers met in Nordvik. Nordvik is open to both.")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He met leaders includingEmmanuel Macron.", "includingEmmanuel Macron"),
        ("The XI congress ended.", "XI"),
        ("On Monday, Chancellor Olaf Scholz said no.", "On Monday"),
    ],
)
def test_debris_is_nobody(text, wrong):
    """Glued words, numerals and dates are no names."""
    assert wrong not in by_name(text)


def test_other_leaders_of_a_continent_are_not_its_union():
    """Those called "other European leaders" do not speak for the European Union."""
    assert by_name("Other European leaders said no.")["other European leaders"].side is None


def test_the_surname_alone_is_the_office_holder_s_and_not_his_wife_s():
    """Where "President Trump" and "first lady Melania Trump" are both named, "Trump" is the president."""
    found = by_name("President Trump spoke. First lady Melania Trump smiled. Trump said that it was late.")
    assert len(found["Donald Trump"].mentions) == 2
    assert len(found["Melania Trump"].mentions) == 1
