"""The shipped tables hold together."""

from __future__ import annotations

import csv
from importlib.resources import files

import pytest

from dateline.world.officeholders import day_from, day_until
from dateline.world.tables import Tables

TABLES = Tables.shipped()
SIDES = {row.name for row in (*TABLES.states, *TABLES.organisations)}
NAMES = (
    "blocks", "members", "offices", "organisations", "outlets", "persons", "places", "roles",
    "spells", "states",
)  # fmt: skip


@pytest.mark.parametrize("table", NAMES)
def test_every_row_says_where_it_comes_from(table: str) -> None:
    """The source column is one of the four that the README of the tables explains."""
    text = (files("dateline.world") / "tables" / f"{table}.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert rows
    assert {part for row in rows for part in row["source"].split("+")} <= {
        "factbook",
        "curated",
        "fundus",
        "own_seed",
    }


def test_no_spell_ends_before_it_begins() -> None:
    """Dates are ISO days, months or years, and run forward."""
    for row in TABLES.spells:
        first, last = day_from(row.first), day_until(row.last)
        assert first is None or last is None or first <= last, row


def test_every_side_is_a_state_or_an_organisation() -> None:
    """No spell, office, outlet or place belongs to a side that the tables do not know."""
    sides = {row.side for row in (*TABLES.spells, *TABLES.offices, *TABLES.outlets, *TABLES.places)} - {""}
    assert sides <= SIDES
    assert {row.member for row in TABLES.members} | {row.group for row in TABLES.members} <= SIDES


def test_every_role_is_ranked_and_every_holder_is_a_person() -> None:
    """A spell names a role of roles.csv and a person of persons.csv, and every person holds a role."""
    assert {row.role for row in TABLES.spells} <= {row.role for row in TABLES.roles}
    assert {row.name for row in TABLES.spells} == {row.name for row in TABLES.persons}


def test_canonical_names_are_unique() -> None:
    """One row per state, organisation, outlet, person."""
    for rows in (TABLES.states, TABLES.organisations, TABLES.outlets, TABLES.persons, TABLES.places):
        names = [row.name for row in rows]
        assert len(names) == len(set(names))
