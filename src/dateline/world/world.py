"""The world as the tables know it: people, states, organisations, offices, outlets, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from dateline.world.entries import Entry, EntryKind, Form, Mention, RoleSpell
from dateline.world.fold import fold
from dateline.world.lexemes import Lexeme, lexemes
from dateline.world.matcher import Matcher
from dateline.world.namesakes import is_namesake
from dateline.world.officeholders import Officeholders, day_from, day_until
from dateline.world.offices import OfficeNames
from dateline.world.tables import Tables

__all__ = ["World"]

_TITLES = re.compile(
    r"(?i)^(?:(?:the|us|vice|deputy|prime|foreign|defen[cs]e|president|minister|premier|chancellor|secretary|of"
    r"|state|general|mr\.?|mrs\.?|ms\.?|dr\.?|sir|lord|king|queen|pope|ambassador|spokes(?:man|woman|person))"
    r"\s+)+(?=\S)"
)


class World:
    """Facts about who is who, valid at a date, and the matcher that finds them in a text."""

    def __init__(self, tables: Tables) -> None:
        """Compile the tables: the automaton, the spells, the offices."""
        self._lexemes = lexemes(tables)
        self._numbers = {lexeme.surface: n for n, lexeme in enumerate(self._lexemes)}
        self._matcher = Matcher(self._lexemes)
        self._holders = Officeholders(tables)
        self._offices = OfficeNames(tables)
        self._members = tables.members
        self._domains = {
            domain: row.name for row in tables.outlets for domain in row.domain.split("|") if domain
        }
        self._outlet_sorts = {row.name: row.sort for row in tables.outlets}
        self._place_sorts = {row.name: row.sort for row in tables.places}
        self._entries = lru_cache(maxsize=1 << 15)(self._entries_of)
        self._sided = lru_cache(maxsize=1 << 15)(self._sided_of)

    @staticmethod
    def default() -> World:
        """The world of the shipped tables, loaded on the first call and then shared."""
        return _default()

    def find(self, text: str, on: date | None = None) -> tuple[Mention, ...]:
        """Every mention in text order, none overlapping another, each with its readings best first.

        ``on`` is the day for which roles are asked (the day of the report); without it, the latest.
        Whole words only, the longest name wins, case and abbreviations as the tables write them.
        """
        mentions = (
            Mention(start, end, self._lexemes[number].readings[0].form, self._entries(number, on))
            for start, end, number in self._matcher.hits(text)
        )
        return tuple(self._offices.joined(text, mentions))

    def sides(self, text: str, *, loose: bool = False) -> tuple[frozenset[str], frozenset[str]]:
        """The sides that ``text`` names, and who in it acts for one: people, offices, organisations.

        Quicker than :meth:`find`, and without places: what the relevance gate asks of every report. Outlets
        and places count for nothing, a capital for its state, and a surname with somebody else's first name
        for nobody in all of the text. Where the text is more than one report (``loose``), only there.
        """
        hits = self._matcher.hits(text)
        strangers = {hit for hit in hits if self._is_surname(hit[2]) and is_namesake(text, hit[0])}
        if loose:
            numbers = {hit[2] for hit in hits if hit not in strangers}
        else:
            numbers = {hit[2] for hit in hits} - {hit[2] for hit in strangers}
        named = [self._sided(number) for number in numbers]
        return (
            frozenset(side for side, _ in named if side),
            frozenset(actor for _, actor in named if actor),
        )

    def person(self, name: str, on: date | None = None) -> Entry | None:
        """The person of that full name, surname or title and name, with side and role on the day."""
        return self._best(name, on, EntryKind.PERSON) or self._best(
            _TITLES.sub("", name), on, EntryKind.PERSON
        )

    def state(self, name: str) -> str | None:
        """The state or organisation that a name, adjective, capital or metonym stands for."""
        for entry in self._look_up(name, None):
            if entry.kind in {EntryKind.STATE, EntryKind.OFFICE} or entry.name == "European Union":
                return entry.side
        return None

    def outlet(self, name: str) -> Entry | None:
        """The outlet of a name, an abbreviation or a domain ("www.reuters.com", a full URL)."""
        return self._best(name, None, EntryKind.OUTLET) or self._outlet_at(name)

    def outlet_sort(self, name: str) -> str | None:
        """What the tables call the outlet of that canonical name ("agency", "newspaper", "platform")."""
        return self._outlet_sorts.get(name)

    def place_sort(self, name: str) -> str | None:
        """What the tables call the place of that canonical name ("city", "region", "venue")."""
        return self._place_sorts.get(name)

    def roles(self, name: str) -> tuple[RoleSpell, ...]:
        """Every role of the person, in order of time; empty when unknown."""
        return self._holders.roles(self._full_name(name))

    def role(self, name: str, on: date | None = None) -> RoleSpell | None:
        """The most prominent role the person held on the day; None when none is known."""
        return self._holders.role(self._full_name(name), on)

    def holder(self, side: str, role: str, on: date | None = None) -> str | None:
        """Who held the role for the side: ``holder("Russia", "foreign minister", day)``.

        Roles that amount to the same office answer for one another: secretary of state, foreign
        secretary, foreign minister. Without a day, whoever holds it in the tables' latest state.
        """
        entries = self._look_up(side, on)
        named = self.state(side) or next((entry.side for entry in entries if entry.side), None)
        return self._holders.holder(named or side, role, on)

    def office(self, role: str) -> str | None:
        """The office that a role amounts to (a foreign secretary is a foreign minister), else None."""
        return self._holders.office(role)

    def members(self, group: str, on: date | None = None) -> tuple[str, ...]:
        """The member states of a group ("European Union", "NATO", "G7"), on the day or at present."""
        entries = self._look_up(group, None)
        names = {group, *(entry.name for entry in entries)}
        return tuple(
            row.member for row in self._members if row.group in names and _belongs(row.first, row.last, on)
        )

    def _full_name(self, name: str) -> str:
        entry = self.person(name)
        return entry.name if entry else name

    def _best(self, name: str, on: date | None, kind: EntryKind) -> Entry | None:
        return next((entry for entry in self._look_up(name, on) if entry.kind is kind), None)

    def _look_up(self, name: str, on: date | None) -> tuple[Entry, ...]:
        surface = fold(name.strip())
        bare = surface.removeprefix("the ").removeprefix("The ")
        number = next((self._numbers[s] for s in (surface, bare) if s in self._numbers), None)
        return () if number is None else self._entries(number, on)

    def _outlet_at(self, address: str) -> Entry | None:
        host = re.sub(r"^[a-z]+://", "", address.strip().lower()).split("/")[0].split(":")[0]
        labels = host.split(".")
        for start in range(len(labels) - 1):
            if (name := self._domains.get(".".join(labels[start:]))) is not None:
                return self._best(name, None, EntryKind.OUTLET)
        return None

    def _entries_of(self, number: int, on: date | None) -> tuple[Entry, ...]:
        return tuple(dict.fromkeys(self._resolved(self._lexemes[number], on)))

    def _is_surname(self, number: int) -> bool:
        readings = self._lexemes[number].readings
        return bool(readings) and readings[0].form is Form.SURNAME

    def _sided_of(self, number: int) -> tuple[str | None, str | None]:
        """The side of a lexeme, and the name of the actor that it is; None and None for what is neither."""
        entry = next(iter(self._entries(number, None)), None)
        if entry is None or entry.kind in {EntryKind.OUTLET, EntryKind.PLACE}:
            return None, None
        side = entry.name if entry.kind is EntryKind.GROUP else entry.side
        return side, entry.name if side and entry.kind is not EntryKind.STATE else None

    def _resolved(self, lexeme: Lexeme, on: date | None) -> Iterator[Entry]:
        people = tuple(reading.person for reading in lexeme.readings if reading.person)
        ranked = self._holders.entries(people, on)
        told = False
        for reading in lexeme.readings:
            if reading.entry is not None:
                yield reading.entry
            elif not told:
                told = True
                yield from ranked


@cache
def _default() -> World:
    return World(Tables.shipped())


def _belongs(first: str, last: str, on: date | None) -> bool:
    begun, ended = day_from(first), day_until(last)
    if on is None:
        return ended is None
    return (begun is None or begun <= on) and (ended is None or on <= ended)
