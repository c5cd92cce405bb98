"""The world room: who is who at a date, and whole names found at their exact offsets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.world import EntryKind, Form, World
from dateline.world.fold import fold, fold_with_offsets

WORLD = World.default()
AUTUMN = date(2025, 10, 21)
PIECES = [
    "Russia", "the Kremlin", "CNN", "21", " ", "'s", "’s", "\n", "é", "e\u0301", "Orbán", "Orba\u0301n",
    "🇺🇦", "US", "us", "TIME", "time", "Kim Jong-un", "-", ".", "Niger", "ians", "Mali", "x", "Türkiye",
    "\u200b",
]  # fmt: skip


def found(text: str, on: date | None = AUTUMN) -> list[tuple[str, str]]:
    """What each mention says, and the name of its best reading."""
    return [(text[m.start : m.end], m.entry.name) for m in WORLD.find(text, on)]


def test_a_person_has_the_role_of_the_day() -> None:
    """Asked on different days, the same surname gives the role held on each day."""
    assert WORLD.person("Trump", date(2018, 5, 1)).role == "president"
    assert WORLD.person("Trump", date(2022, 5, 1)).role is None
    assert WORLD.person("Trump", date(2022, 5, 1)).side == "United States"
    assert WORLD.role("Mark Rutte", date(2020, 1, 1)).side == "Netherlands"
    assert WORLD.role("Mark Rutte", AUTUMN).side == "NATO"


@pytest.mark.parametrize(
    ("side", "role", "day", "holder"),
    [
        ("United States", "secretary of state", date(2018, 4, 25), "John Sullivan"),
        ("United States", "secretary of state", date(2018, 4, 27), "Mike Pompeo"),
        ("United States", "foreign minister", date(2022, 3, 1), "Antony Blinken"),
        ("Russia", "foreign minister", date(2022, 3, 1), "Sergey Lavrov"),
        ("United Kingdom", "foreign secretary", date(2022, 2, 10), "Liz Truss"),
        ("European Union", "foreign policy chief", date(2025, 1, 1), "Kaja Kallas"),
        ("IAEA", "chief", AUTUMN, "Rafael Grossi"),
        ("UN", "secretary-general", AUTUMN, "António Guterres"),
        ("Japan", "prime minister", date(2025, 10, 21), "Sanae Takaichi"),
        ("the Kremlin", "spokesman", AUTUMN, None),
    ],
)
def test_an_office_has_one_holder_on_a_day(side: str, role: str, day: date, holder: str | None) -> None:
    """Equivalent roles answer for one another; on a handover it is the successor."""
    assert WORLD.holder(side, role, day) == holder


MAJORS = [
    "Argentina", "Australia", "Brazil", "Canada", "China", "France", "Germany", "India", "Indonesia",
    "Italy", "Japan", "Mexico", "Russia", "Turkey", "Ukraine", "Belarus", "Israel", "Iran", "Poland",
    "Hungary", "Slovakia", "Finland", "Estonia", "Latvia", "Lithuania", "Romania", "Greece", "Spain",
    "Sweden", "Denmark", "Norway", "Qatar", "Egypt", "Jordan", "Iraq", "Syria", "Lebanon", "Pakistan",
    "Armenia", "Azerbaijan", "Moldova", "Serbia", "Vietnam", "Oman", "Bahrain", "Kuwait", "Kosovo",
    "Georgia", "Switzerland", "Taiwan", "Palestine", "Afghanistan", "Venezuela", "Cuba",
    "United States", "United Kingdom", "South Korea", "Saudi Arabia", "South Africa", "North Korea",
    "United Arab Emirates", "Czech Republic",
]  # fmt: skip


@pytest.mark.parametrize("side", [*MAJORS, *WORLD.members("European Union")])
def test_every_side_that_matters_has_a_foreign_minister(side: str) -> None:
    """On a day of 2019, 2022 and 2025 somebody is known to hold the office."""
    days = (date(2019, 6, 15), date(2022, 3, 1), date(2025, 7, 1))
    missing = [day for day in days if WORLD.holder(side, "foreign minister", day) is None]
    assert len(missing) <= 1, missing
    assert WORLD.holder(side, "foreign minister", days[2])


@pytest.mark.parametrize("side", MAJORS)
def test_every_side_that_matters_has_a_head(side: str) -> None:
    """A president, a prime minister, a king or a chancellor is known in 2022 and 2025."""
    roles = ("president", "prime minister", "king", "chancellor", "leader")
    for day in (date(2022, 3, 1), date(2025, 7, 1)):
        assert any(WORLD.holder(side, role, day) for role in roles)


def test_states_answer_to_name_people_capital_and_palace() -> None:
    """One canonical name comes back from each way of naming the state."""
    for name in ("Russian Federation", "Russian", "Russians", "Moscow", "the Kremlin", "Kremlin"):
        assert WORLD.state(name) == "Russia"
    for name in ("Kyiv", "Kiev", "Bankova", "Ukrainians"):
        assert WORLD.state(name) == "Ukraine"
    for name in ("Foggy Bottom", "White House", "Pentagon", "U.S.", "State Department"):
        assert WORLD.state(name) == "United States"
    for name in ("Downing Street", "No 10", "No. 10", "Foreign Office"):
        assert WORLD.state(name) == "United Kingdom"
    assert WORLD.state("Brussels") == "European Union"
    assert WORLD.state("Elysee") == WORLD.state("Élysée") == "France"
    assert WORLD.state("Nowhere") is None


def test_moscow_is_the_state_first_and_the_city_second() -> None:
    """A capital carries both readings; which one holds is for the analysis to say."""
    (mention,) = WORLD.find("They flew to Moscow.")
    assert mention.form is Form.CAPITAL
    assert [entry.kind for entry in mention.entries] == [EntryKind.STATE, EntryKind.PLACE]


def test_case_matters_where_it_must() -> None:
    """TIME is not time, US is not us, Polish is not polish, and May is a month."""
    assert found("TIME asked us at the time; the US may polish it in May.") == [
        ("TIME", "Time"),
        ("US", "United States"),
    ]
    assert found("Prime Minister May spoke.") == [("May", "Theresa May")]
    assert found("WHO IS TO BLAME") == []
    assert found("The WHO warned.") == [("WHO", "World Health Organization")]


def test_names_end_where_words_end() -> None:
    """A letter beside a name forbids it, a digit does not, and the possessive stays outside."""
    assert found("CNN21.10.25, 08:00") == [("CNN", "CNN")]
    assert found("xCNN CNNs Russiany") == []
    assert found("Russia's and Turkey’s") == [("Russia", "Russia"), ("Turkey", "Turkey")]
    assert found("G70 and G7") == [("G7", "G7")]


def test_a_longer_word_does_not_swallow_a_name() -> None:
    """A partial hit on a longer name never hides the whole word that is there."""
    assert found("Nigerians met a Niger envoy; US Stateless")[:3] == [
        ("Nigerians", "Nigeria"),
        ("Niger", "Niger"),
        ("US", "United States"),
    ]


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Viktor Orban", "Viktor Orbán"),
        ("Orba\u0301n", "Viktor Orbán"),
        ("Peter Szijjarto", "Péter Szijjártó"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Zelenskyy", "Volodymyr Zelensky"),
        ("Kim Jong-un", "Kim Jong Un"),
        ("Volodymyr Zelenskiy", "Volodymyr Zelensky"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
        ("Lukashenka", "Alexander Lukashenko"),
        ("Andriy Ermak", "Andriy Yermak"),
        ("MBS", "Mohammed bin Salman"),
        ("Mohammad bin Salman", "Mohammed bin Salman"),
        ("LAVROV", "Sergey Lavrov"),
        ("Gideon Sa’ar", "Gideon Saar"),
    ],
)
def test_spellings_lead_to_one_person(spelling: str, name: str) -> None:
    """Transliterations, diacritics, hyphens and capitals do not matter, and offsets stay exact."""
    assert found(f"«{spelling}» spoke") == [(spelling, name)]


def test_a_ministry_takes_its_side_from_the_words_beside_it() -> None:
    """The adjective before it, the genitive, or the state after "of" tells whose ministry it is."""
    (mention,) = WORLD.find("Russian Foreign Ministry")
    assert (mention.entry.name, mention.entry.side) == ("Russian Foreign Ministry", "Russia")
    sides = [
        m.entry.side for m in WORLD.find("Georgia's defence ministry; Ministry of Foreign Affairs of Iran")
    ]
    assert sides == ["Georgia", "Georgia", "Iran"]
    assert found("Congress and the Polish Senate") == [
        ("Congress", "US Congress"),
        ("Polish Senate", "Polish Senate"),
    ]
    assert [m.entry.side for m in WORLD.find("the foreign ministry said; the government fell")] == [None]


def test_shared_surnames_give_every_reading_best_first() -> None:
    """Whoever is in office on the day comes first."""
    (aoun,) = WORLD.find("Aoun", date(2025, 6, 1))
    assert [entry.name for entry in aoun.entries] == ["Joseph Aoun", "Michel Aoun"]
    assert WORLD.person("Johnson", date(2021, 1, 1)).name == "Boris Johnson"
    assert WORLD.person("Obama", date(2022, 1, 1)).name == "Barack Obama"


def test_names_that_only_look_like_states_are_left_alone() -> None:
    """Agreements and regions do not name the capital or the people inside them."""
    assert found("the Paris Agreement, the Minsk agreements, Latin American voters") == []


def test_outlets_answer_to_name_abbreviation_and_address() -> None:
    """A domain, a full address, a long or a short name: the same outlet."""
    for name in ("AFP", "Agence France-Presse", "afp.com", "https://www.afp.com/en/story"):
        assert WORLD.outlet(name).name == "AFP"
    assert WORLD.outlet("www.bbc.co.uk").name == "BBC"
    assert WORLD.outlet("Time").name == "Time"
    assert WORLD.outlet("example.org") is None


def test_members_of_a_group_depend_on_the_day() -> None:
    """The United Kingdom was in the Union in 2019 and is not now."""
    assert len(WORLD.members("EU")) == 27
    assert "United Kingdom" in WORLD.members("European Union", date(2019, 1, 1))
    assert WORLD.members("E3") == ("France", "Germany", "United Kingdom")
    assert "Finland" not in WORLD.members("NATO", date(2022, 1, 1))
    assert WORLD.members("nobody") == ()


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(deadline=None, max_examples=150)
def test_mentions_lie_in_order_inside_the_text_on_word_boundaries(text: str) -> None:
    """No mention is empty, overlaps another, reaches outside, or cuts a word."""
    reached = 0
    for mention in WORLD.find(text, AUTUMN):
        assert reached <= mention.start < mention.end <= len(text)
        assert mention.entries
        reached = mention.end
        before, after = text[: mention.start][-1:], text[mention.end :][:1]
        assert not (before.isalpha() and text[mention.start].isalpha())
        assert not (after.isalpha() and text[mention.end - 1].isalpha())


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=100)
def test_folding_moves_no_offset(text: str) -> None:
    """A folded text is as long as the text; where marks vanish, the offsets lead back."""
    assert len(fold(text)) == len(text)
    folded, offsets = fold_with_offsets(text)
    assert len(folded) == len(text) if offsets is None else len(offsets) == len(folded) + 1
    WORLD.find(text)


def test_the_empty_text_has_no_mentions() -> None:
    """Empty in, empty out."""
    assert WORLD.find("") == ()
