"""The rows of the shipped tables, read as they lie: one dataclass per table, no meaning added."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from io import StringIO
from typing import Self

__all__ = ["Block", "Member", "Name", "Office", "Person", "Role", "Spell", "State", "Tables"]


def _rows(table: str) -> Iterator[dict[str, str]]:
    path = files("dateline.world") / "tables" / f"{table}.csv"
    yield from csv.DictReader(StringIO(path.read_text(encoding="utf-8"), newline=""))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@dataclass(frozen=True, slots=True)
class State:
    """A state: its names, its people, its capitals (the canonical one first), its weight in news."""

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    capitals: tuple[str, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation, outlet or place: canonical name, its other names, whose it is, what sort."""

    name: str
    aliases: tuple[str, ...]
    side: str
    sort: str
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """A ministry, a palace, a parliament.

    Without ``side`` it is any state's, and ``bare`` means that it may stand alone; ``shared`` means that
    other states have one of that name too (Senate).
    """

    name: str
    aliases: tuple[str, ...]
    side: str
    metonym: bool
    bare: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Person:
    """A person: full names, and the surnames that may stand alone."""

    name: str
    aliases: tuple[str, ...]
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spell:
    """Who held which role for which side; ISO dates of day, month or year, or empty."""

    name: str
    side: str
    role: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Role:
    """A role in words, the office it amounts to in any state, its rank, and its other wordings."""

    role: str
    office: str
    rank: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """A state that belongs to a group; ISO days, or empty for always."""

    group: str
    member: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Block:
    """A surface with a special rule: ``never``, ``lone`` or ``titled`` (see ``matcher``)."""

    surface: str
    rule: str


@dataclass(frozen=True, slots=True)
class Tables:
    """All shipped tables."""

    states: tuple[State, ...]
    organisations: tuple[Name, ...]
    offices: tuple[Office, ...]
    outlets: tuple[Name, ...]
    places: tuple[Name, ...]
    persons: tuple[Person, ...]
    spells: tuple[Spell, ...]
    roles: tuple[Role, ...]
    members: tuple[Member, ...]
    blocks: tuple[Block, ...]

    @classmethod
    def shipped(cls) -> Self:
        """The tables that come with the package."""
        return cls(
            states=tuple(
                State(
                    r["name"],
                    _many(r["aliases"]),
                    _many(r["adjectives"]),
                    _many(r["nouns"]),
                    _many(r["capitals"]),
                    int(r["weight"]),
                )
                for r in _rows("states")
            ),
            organisations=_names("organisations"),
            offices=tuple(
                Office(
                    r["name"],
                    _many(r["aliases"]),
                    r["side"],
                    r["form"] == "metonym",
                    r["bare"] == "yes",
                    r["form"] == "shared",
                )
                for r in _rows("offices")
            ),
            outlets=_names("outlets"),
            places=_names("places"),
            persons=tuple(
                Person(r["name"], _many(r["aliases"]), _many(r["surnames"])) for r in _rows("persons")
            ),
            spells=tuple(
                Spell(r["name"], r["side"], r["role"], r["first"], r["last"]) for r in _rows("spells")
            ),
            roles=tuple(
                Role(r["role"], r["office"], int(r["rank"]), _many(r["aliases"])) for r in _rows("roles")
            ),
            members=tuple(Member(r["group"], r["member"], r["first"], r["last"]) for r in _rows("members")),
            blocks=tuple(Block(r["surface"], r["rule"]) for r in _rows("blocks")),
        )


def _names(table: str) -> tuple[Name, ...]:
    return tuple(
        Name(r["name"], _many(r["aliases"]), r["side"], r["sort"], r.get("domain", "")) for r in _rows(table)
    )
