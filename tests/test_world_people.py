"""Who speaks for whom: the envoys, spokespeople and ministers of defence that reports quote."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.world import World
from dateline.world.tables import Tables

WORLD = World.default()
SPELLS = Tables.shipped().spells
DAYS = (date(2019, 6, 15), date(2022, 4, 15), date(2025, 9, 1))
SPEAKS = (
    "spokes",
    "press secretary",
    "envoy",
    "negotiator",
    "aide",
    "adviser",
    "ambassador",
    "cabinet secretary",
)
DEFENDED = sorted(
    {*WORLD.members("G20"), *WORLD.members("European Union"), "Ukraine", "Israel", "Iran", "Belarus"}
    - {"European Union", "African Union", "Malta"}
)  # fmt: skip
SPOKEN_FOR = sorted(
    {*WORLD.members("G20"), *WORLD.members("Gulf Cooperation Council")} - {"African Union"}
    | {"Ukraine", "Belarus", "Israel", "Iran", "Poland", "Spain", "Greece", "Cyprus", "Hungary"}
    | {"Netherlands", "Ireland", "Estonia", "Lithuania", "Czech Republic", "Romania", "Norway"}
    | {"North Korea", "Pakistan", "Egypt", "Jordan", "Armenia", "Azerbaijan", "Kazakhstan", "Moldova"}
    | {"Switzerland", "Vatican", "Serbia", "Taiwan", "Vietnam", "United Nations", "NATO", "OSCE"}
    | {"International Atomic Energy Agency"}
)  # fmt: skip


@pytest.mark.parametrize("side", DEFENDED)
def test_a_minister_of_defence_is_known(side: str) -> None:
    """In the summer of 2019, the spring of 2022 and the autumn of 2025 somebody holds the office."""
    assert [day for day in DAYS if WORLD.holder(side, "defence minister", day) is None] == []


@pytest.mark.parametrize("side", SPOKEN_FOR)
def test_somebody_is_known_to_speak_for_the_side(side: str) -> None:
    """At least one spokesperson, envoy, adviser or ambassador since 2018, with the role in words."""
    assert [
        spell.name for spell in SPELLS if spell.side == side and any(word in spell.role for word in SPEAKS)
    ]


@pytest.mark.parametrize(
    ("name", "day", "side", "role"),
    [
        ("Sarah Sanders", date(2018, 9, 1), "United States", "White House press secretary"),
        ("Jalina Porter", date(2021, 6, 1), "United States", "deputy spokesperson"),
        ("Sabrina Singh", date(2023, 6, 1), "United States", "deputy spokesperson"),
        ("Dmitry Peskov", date(2024, 6, 1), "Russia", "presidential spokesman"),
        ("Dmitri Polyansky", date(2022, 6, 1), "Russia", "ambassador to the UN"),
        ("Tatiana Moskalkova", date(2022, 6, 1), "Russia", "human rights commissioner"),
        ("Boris Gryzlov", date(2018, 6, 1), "Russia", "envoy"),
        ("Dmytro Lubinets", date(2024, 6, 1), "Ukraine", "human rights commissioner"),
        ("Andriy Melnyk", date(2021, 6, 1), "Ukraine", "ambassador to Germany"),
        ("Leonid Kravchuk", date(2021, 6, 1), "Ukraine", "chief negotiator"),
        ("Vadim Skibitsky", date(2024, 6, 1), "Ukraine", "deputy head of military intelligence"),
        ("Lyudmila Denisova", date(2021, 6, 1), "Ukraine", "human rights commissioner"),
        ("Steffen Hebestreit", date(2023, 6, 1), "Germany", "government spokesman"),
        ("Anne-Claire Legendre", date(2022, 6, 1), "France", "foreign ministry spokeswoman"),
        ("Lord Frost", date(2020, 6, 1), "United Kingdom", "chief negotiator"),
        ("Adam Szlapka", date(2025, 9, 1), "Poland", "government spokesman"),
        ("Pavlos Marinakis", date(2024, 6, 1), "Greece", "government spokesman"),
        ("Omer Celik", date(2022, 6, 1), "Turkey", "party spokesman"),
        ("Fahrettin Altun", date(2022, 6, 1), "Turkey", "communications director"),
        ("Lu Kang", date(2018, 9, 1), "China", "foreign ministry spokesman"),
        ("Tan Kefei", date(2022, 9, 1), "China", "defence ministry spokesman"),
        ("Shigeru Kitamura", date(2020, 6, 1), "Japan", "national security adviser"),
        ("Arindam Bagchi", date(2022, 6, 1), "India", "foreign ministry spokesman"),
        ("Lolwah Alkhater", date(2020, 6, 1), "Qatar", "foreign ministry spokeswoman"),
        ("Majed Al Ansari", date(2024, 6, 1), "Qatar", "foreign ministry spokesman"),
        ("Badr Albusaidi", date(2025, 6, 1), "Oman", "foreign minister"),
        ("Behrouz Kamalvandi", date(2022, 6, 1), "Iran", "nuclear agency spokesman"),
        ("Oren Marmorstein", date(2025, 6, 1), "Israel", "foreign ministry spokesman"),
        ("Michel Barnier", date(2019, 6, 1), "European Union", "chief negotiator"),
        ("Nabila Massrali", date(2023, 6, 1), "European Union", "spokeswoman"),
        ("Halit Cevik", date(2021, 6, 1), "OSCE", "chief monitor"),
        ("Clayson Monyela", date(2024, 6, 1), "South Africa", "foreign ministry spokesman"),
        ("Manuel Adorni", date(2024, 6, 1), "Argentina", "presidential spokesman"),
    ],
)
def test_the_spokesperson_has_side_and_role_on_the_day(name: str, day: date, side: str, role: str) -> None:
    """Asked by a usual spelling, the person comes back with whom he or she spoke for and as what."""
    person = WORLD.person(name, day)
    assert person is not None
    assert (person.side, person.role) == (side, role)


@pytest.mark.parametrize(
    "words", ["a slack season", "Frost and Peach", "He will Mark the Rose", "George Glass"]
)
def test_ordinary_words_that_are_surnames_name_nobody(words: str) -> None:
    """A spokesperson's surname that is also a word does not stand alone."""
    assert [
        m for m in WORLD.find(words, date(2021, 6, 1)) if m.entry.kind == "person" and m.form == "surname"
    ] == []
