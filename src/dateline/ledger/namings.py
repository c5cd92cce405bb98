"""Whom a report names, and how: the rows of which the ledger's actors are made.

A row is an actor (by his key, see :meth:`dateline.ledger.sides.Sides.key`), the name under which one report
knows him, and how many statements of the report are his. Rows say nothing of other reports but the key, so
a new report adds its own and changes those of the few that use a name which means somebody else now.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ledger.aliases import Aliases
from dateline.ledger.carriers import Naming
from dateline.ledger.found import Found
from dateline.ledger.relational import RelationalStore
from dateline.ledger.sides import Sides, words_of
from dateline.model.actors import ActorKind
from dateline.model.entries import Meeting, Position

__all__ = ["HOW", "KINDS", "KeptNamings", "Named", "Tally", "namings_of", "parties", "tallied"]

KINDS = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OUTLET, ActorKind.OFFICE}
)
"""What is an actor of many reports; a group, a document or an unnamed source is only one report's."""

HOW = ("written", "office", "side", "also")
"""How a report knows a name: it writes it; it writes the office alone; it only gives it as somebody's side;
or it gives whom it names so another role.
"""

Named = tuple[str, str, str, int]
"""One row: key, body (see :class:`_Sort`), day of the report (empty for none), statements."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows that say the same of a key: in how many reports, from when to when, with how many statements."""

    spelling: str
    kind: str | None
    side: str | None
    role: str | None
    how: str
    reports: int
    first: str
    last: str
    statements: int

    @classmethod
    def read(cls, body: str, reports: int, first: str | None, last: str | None, statements: int) -> Tally:
        """Of rows with one body."""
        spelling, kind, side, role, how = json.loads(body)
        return cls(spelling, kind, side, role, how, reports, first or "", last or "", statements)


@dataclass(slots=True)
class _Sort:
    """A name in one report, before it is a row."""

    spelling: str
    kind: str | None
    side: str | None
    role: str | None
    how: str
    statements: int = 0

    def body(self) -> str:
        return json.dumps([self.spelling, self.kind, self.side, self.role, self.how], separators=(",", ":"))


class _Names:
    """The names of one report, under the keys of their actors."""

    def __init__(self, report: str, sides: Sides) -> None:
        self._report = report
        self._sides = sides
        self._known: dict[tuple[str, str], _Sort] = {}
        self._more: list[tuple[str, _Sort]] = []
        self._own: set[tuple[str, str]] = set()  # whom the report itself has among its actors

    def naming(self, one: Naming, holder: str | None) -> None:
        """An actor of the report, under the name of whom reports know in his office."""
        name = holder or one.name
        if one.kind is ActorKind.PERSON:
            key = self._sides.key(self._report, name, one.side)
        else:  # only a person goes by a part of his name
            key = self._sides.key_in_full(self._report, name, name)
        inferred = one.kind is ActorKind.PERSON and not one.written
        told = _Sort(name, one.kind.value, one.side, one.role, HOW[1] if inferred else HOW[0])
        if (key, name) in self._known:
            told.how = HOW[3]
            self._more += [(key, told)] if one.role else []
        elif key:
            self._known[key, name] = told
            self._own.add((key, name))

    def told(self, name: str, whole: str, side: str | None, kind: ActorKind | None, said: int = 0) -> None:
        """A name in a finding, which is ``whole`` when it is in full; and the side that it is on."""
        self._count(
            self._sides.key_in_full(self._report, name, whole), name, side, kind, how=HOW[0], said=said
        )
        if side and words_of(side) not in {"", words_of(whole)}:
            self._count(self._sides.key(self._report, side), side, None, None, how=HOW[2], said=said)

    def member(self, name: str) -> None:
        """One of several who say something together."""
        self._count(self._sides.key(self._report, name), name, None, None, how=HOW[0], said=1)

    def _count(
        self, key: str, name: str, side: str | None, kind: ActorKind | None, *, how: str, said: int
    ) -> None:
        if not key:
            return
        known = self._known.setdefault((key, name), _Sort(name, None, side, None, how))
        if (key, name) not in self._own:  # of several findings it is the same in whatever order they come
            known.side = min(filter(None, (known.side, side)), default=None)
            known.kind = min(filter(None, (known.kind, kind and kind.value)), default=None)
        known.kind = known.kind or (kind.value if kind else None)
        known.how = how if known.how == HOW[2] else known.how
        known.statements += said

    def rows(self, day: str) -> Iterator[Named]:
        """The rows, each once."""
        told = [(key, sort) for (key, _), sort in self._known.items()]
        found: dict[tuple[str, str], int] = {}
        for key, sort in (*told, *self._more):
            place = key, sort.body()
            found[place] = found.get(place, 0) + sort.statements
        for (key, body), said in sorted(found.items()):
            yield key, body, day, said


def namings_of(
    report: str,
    actors: Iterable[Naming],
    holders: Mapping[tuple[str, str], str],
    told: Found,
    sides: Sides,
    *,
    day: str,
) -> list[Named]:
    """The rows of ``report`` of a day: of its ``actors`` and of all whom what it told names.

    ``told`` has the names as the report writes them, ``holders`` those of who is in office where the report
    writes none.
    """
    names = _Names(report, sides)
    for one in actors:
        if one.kind in KINDS:
            names.naming(one, None if one.written else holders.get((report, one.name)))
    found = sides.found(told)
    for raw, full in zip(told.sayings, found.sayings, strict=True):
        if raw.named and raw.speaker and raw.kind in KINDS:
            speaker = full.speaker if raw.kind is ActorKind.PERSON else raw.speaker
            names.told(raw.speaker, speaker or raw.speaker, full.side, raw.kind, 1)
        for member in raw.members:
            if not member.islower():  # "its allies" is nobody's name
                names.member(member)
    for meeting, whole in zip(told.meetings, found.meetings, strict=True):
        for one_of, other in zip(meeting.participants, whole.participants, strict=True):
            names.told(one_of.name, other.name, other.side, None)
    for position, other_position in zip(told.positions, found.positions, strict=True):
        actor = other_position.actor
        names.told(position.actor.name, actor.name, actor.side, None)
    return list(names.rows(day))


def tallied(rows: Iterable[tuple[str, Named]]) -> dict[str, tuple[list[Tally], int]]:
    """Rows of many reports (each with its report) by key: what they say, and how many reports name him."""
    told: dict[str, dict[str, list[tuple[str, str, int]]]] = {}
    for report, (key, body, day, said) in rows:
        told.setdefault(key, {}).setdefault(body, []).append((report, day, said))
    return {key: (_tallies(bodies), _reports(bodies)) for key, bodies in told.items()}


def _tallies(bodies: Mapping[str, list[tuple[str, str, int]]]) -> list[Tally]:
    found = []
    for body, rows in bodies.items():
        days = [day for _, day, _ in rows if day]
        said = sum(said for *_, said in rows)
        reports = len({report for report, *_ in rows})
        found.append(Tally.read(body, reports, min(days, default=""), max(days, default=""), said))
    return found


def _reports(bodies: Mapping[str, list[tuple[str, str, int]]]) -> int:
    return len({r for body, rows in bodies.items() if json.loads(body)[-1] != HOW[2] for r, *_ in rows})


def parties(entry: Meeting | Position, aliases: Aliases) -> tuple[str, ...]:
    """The keys of everybody who takes part in a meeting, or whose position it is, and of their sides."""
    if isinstance(entry, Meeting):
        reports = dict.fromkeys(f.rpartition(".")[0] for f in entry.findings)
        told = [(report, p) for report in reports for p in entry.participants]
    else:
        told = [(p.passage.report, p.actor) for p in entry.history]
    names = Counter((report if aliases.parted else "", one.name, one.side) for report, one in told)
    keys = [aliases.key(report, words_of(name)) for report, name, _ in names]
    keys += [aliases.root(words_of(side)) for _, _, side in names if side]
    return tuple(key for key in dict.fromkeys(keys) if key)


class KeptNamings:
    """The rows of one store's reports."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store

    def exchange(self, number: int, rows: Iterable[Named]) -> set[str]:
        """Put the rows of a report (by number) in the place of those that were; the keys that it concerns."""
        columns = "SELECT name, body, day, statements FROM folded_naming WHERE report = ?"
        was = {tuple(row) for row in self._store.tuples(columns, [number])}
        now = set(rows)
        gone, come = sorted(was - now), sorted(now - was)
        self._store.run_all(
            "DELETE FROM folded_naming WHERE name = ? AND report = ? AND body = ?",
            [(name, number, body) for name, body, *_ in gone],
        )
        self._store.run_all(
            "INSERT INTO folded_naming (name, report, body, day, statements) VALUES (?, ?, ?, ?, ?)",
            [(name, number, body, day, said) for name, body, day, said in come],
        )
        return {name for name, *_ in (*gone, *come)}

    def tallied(self, key: str) -> tuple[list[Tally], int]:
        """What the rows of a key say, and how many reports name him."""
        command = (
            "SELECT body, count(*), min(CASE WHEN day <> '' THEN day END), max(day), sum(statements) "
            "FROM folded_naming WHERE name = ? GROUP BY body"
        )
        told = [Tally.read(*row) for row in self._store.tuples(command, [key])]
        if all(t.how == HOW[2] for t in told):
            return told, 0
        command = "SELECT count(DISTINCT report) FROM folded_naming WHERE name = ? AND body NOT LIKE ?"
        return told, self._store.tuples(command, [key, f'%,"{HOW[2]}"]'])[0][0]

    def rows(self) -> list[tuple[Any, ...]]:
        """Every row in order: key, report's number, body, day, statements."""
        command = "SELECT name, report, body, day, statements FROM folded_naming ORDER BY name, report, body"
        return self._store.tuples(command)
