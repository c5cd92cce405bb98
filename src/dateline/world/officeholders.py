"""Who held which role for whom, and when: spells, the ranking of people, the holder of an office."""

from __future__ import annotations

import calendar
from collections import defaultdict
from datetime import date, timedelta

from dateline.world.entries import Entry, EntryKind, RoleSpell
from dateline.world.tables import Tables

__all__ = ["Officeholders", "day_from", "day_until"]

# Out of office no longer than this, a person is still the likely reading of a bare surname.
_RECENT = timedelta(days=5 * 366)
# What news calls the head of any organisation: "the IAEA chief".
_CHIEFS = {"chief", "head", "leader", "boss"}


def day_from(iso: str) -> date | None:
    """The first day of an ISO day, month or year; None for the empty string."""
    if not iso:
        return None
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)


def day_until(iso: str) -> date | None:
    """The last day of an ISO day, month or year; None for the empty string."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(parts[0], month)[1]
    return date(parts[0], month, day)


class Officeholders:
    """The spells of all people, by person and by office."""

    def __init__(self, tables: Tables) -> None:
        """Index the spells by person and by office."""
        self._rank = {role.role: role.rank for role in tables.roles}
        self._office = {role.role.lower(): role.office for role in tables.roles}
        self._office |= {alias.lower(): role.office for role in tables.roles for alias in role.aliases}
        self._weight = {state.name: state.weight for state in tables.states}
        by_name: dict[str, list[RoleSpell]] = defaultdict(list)
        by_office: dict[tuple[str, str], list[tuple[RoleSpell, str]]] = defaultdict(list)
        for row in tables.spells:
            spell = RoleSpell(row.role, row.side, day_from(row.first), day_until(row.last))
            by_name[row.name].append(spell)
            by_office[row.side, self._office.get(row.role.lower(), row.role.lower())].append(
                (spell, row.name)
            )
        self._spells = {name: tuple(sorted(spells, key=_began)) for name, spells in by_name.items()}
        self._offices = dict(by_office)

    def roles(self, name: str) -> tuple[RoleSpell, ...]:
        """Every spell of a person, in order of time; empty for a name the tables do not know."""
        return self._spells.get(name, ())

    def role(self, name: str, on: date | None) -> RoleSpell | None:
        """The most prominent role held on the day; without a day, the latest one."""
        spells = self.roles(name)
        if on is not None:
            spells = tuple(spell for spell in spells if spell.covers(on))
        elif any(spell.last is None for spell in spells):
            spells = tuple(spell for spell in spells if spell.last is None)
        elif spells:
            spells = (max(spells, key=_ended),)
        return max(spells, key=self._prominence, default=None)

    def entry(self, name: str, on: date | None) -> Entry:
        """The person as of the day: side and role; without a role the side served last (or next)."""
        if (held := self.role(name, on)) is not None:
            return Entry(name, EntryKind.PERSON, held.side, held.role)
        spells = self.roles(name)
        past = [s for s in spells if on is not None and s.last is not None and s.last < on]
        nearest = max(past, key=_ended) if past else (spells[0] if spells else None)
        return Entry(name, EntryKind.PERSON, nearest.side if nearest else None)

    def entries(self, names: tuple[str, ...], on: date | None) -> tuple[Entry, ...]:
        """All of the people as of the day, the likeliest reading first."""
        ranked = sorted(names, key=lambda name: self._likelihood(name, on), reverse=True)
        return tuple(self.entry(name, on) for name in ranked)

    def office(self, role: str) -> str | None:
        """The office that a role amounts to; None for a role that the tables do not know."""
        return self._office.get(role.lower())

    def holder(self, side: str, role: str, on: date | None) -> str | None:
        """Who held the role for the side.

        On a day of handover it is the successor, and never an acting holder while another holds the
        role in full.
        """
        spells = self._spells_of(side, role.lower())
        held = [
            (spell, name)
            for spell, name in spells
            if (spell.last is None if on is None else spell.covers(on))
        ]
        best = max(
            held,
            key=lambda pair: (
                pair[0].role.lower() == role.lower(),
                "acting" not in pair[0].role,
                _began(pair[0]),
            ),
            default=None,
        )
        return best[1] if best else None

    def _spells_of(self, side: str, role: str) -> list[tuple[RoleSpell, str]]:
        found = self._offices.get((side, self._office.get(role, role)), [])
        if found or role not in _CHIEFS:
            return found
        heads = ("secretary general", "director general", "head of state", "president", "leader")
        return next((self._offices[side, head] for head in heads if (side, head) in self._offices), [])

    def _prominence(self, spell: RoleSpell) -> tuple[int, date]:
        return self._rank.get(spell.role, 30), _began(spell)

    def _likelihood(self, name: str, on: date | None) -> int:
        """The weight of side and role, and more for who is in office or lately was."""
        if (held := self.role(name, on)) is not None:
            return self._score(held) + 40
        spells = self.roles(name)
        weight = max((self._score(spell) for spell in spells), default=0)
        ends = [spell.last for spell in spells if spell.last is not None and on and spell.last < on]
        if not ends or on is None:
            return weight - 40
        return weight + (25 if on - max(ends) <= _RECENT else 5)

    def _score(self, spell: RoleSpell) -> int:
        # An organisation's chief weighs like a middle power's: the weights of states run from 1 to 4.
        return self._rank.get(spell.role, 30) + 12 * self._weight.get(spell.side, 3)


def _began(spell: RoleSpell) -> date:
    return spell.first or date.min


def _ended(spell: RoleSpell) -> date:
    return spell.last or date.max
