"""Entries as rows of a store: the columns that questions are asked by, and the entry itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from dateline.ledger.aliases import NO_ALIASES, Aliases
from dateline.ledger.codec import read_value, write_value
from dateline.ledger.filing import Row
from dateline.ledger.histories import head_of
from dateline.ledger.moments import Moment
from dateline.ledger.names import key, tokens
from dateline.ledger.namings import parties
from dateline.ledger.order import (
    actor_place,
    change_place,
    meeting_place,
    position_place,
    written,
)
from dateline.model.actors import KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.glances import MeetingGlance, PositionGlance
from dateline.model.lineage import Derivation, Standing, Utterance
from dateline.model.rows import Passage

__all__ = [
    "Derivations",
    "Entry",
    "Named",
    "Standings",
    "actor_row",
    "alone",
    "change_row",
    "derivation_row",
    "entry_rows",
    "is_party",
    "key_of_party",
    "meeting_row",
    "names_of",
    "of",
    "party",
    "position_row",
    "read_entry",
    "standing_row",
    "utterance_row",
    "within",
]


@dataclass(frozen=True, slots=True)
class Derivations:
    """What one report is derived from."""

    report: str
    derivations: tuple[Derivation, ...]

    @property
    def id(self) -> str:
        """The report."""
        return self.report


@dataclass(frozen=True, slots=True)
class Standings:
    """Why one report does not count."""

    report: str
    standing: Standing

    @property
    def id(self) -> str:
        """The report."""
        return self.report


Entry = Meeting | Position | Change | Utterance | Derivations | Standings | KnownActor

_KINDS: dict[str, type[Entry]] = {
    "meeting": Meeting,
    "position": Position,
    "change": Change,
    "utterance": Utterance,
    "derivation": Derivations,
    "standing": Standings,
    "actor": KnownActor,
}


def read_entry(row: Row) -> Entry:
    """The entry in a row."""
    return read_value(_KINDS[row["kind"]], row["body"])


_PARTY = "party "

Named = tuple[Row, tuple[str, ...]]
"""An entry as a row, and the names that it answers to.

The row has what a list shows of the entry, too: ``glance`` (JSON; None where that is the entry itself), and
its ``side`` and ``weight``.
"""

_LONG = 1000  # characters of an utterance that is not read as a whole for a list


def entry_rows(entries: Entries, aliases: Aliases = NO_ALIASES) -> Iterator[Named]:
    """Every entry as a row, with the names that it answers to; ``aliases``: what people judged of names."""
    subjects: dict[str, Meeting | Position] = {m.id: m for m in entries.meetings}
    subjects |= {p.id: p for p in entries.positions}
    yield from (meeting_row(m, aliases) for m in entries.meetings)
    yield from (position_row(p, aliases) for p in entries.positions)
    yield from (change_row(change, subjects[change.subject]) for change in entries.changes)
    yield from map(utterance_row, entries.utterances)
    for report, derived in groupby(entries.derivations, key=lambda d: d.report):
        yield derivation_row(report, derived)
    yield from map(standing_row, entries.standings)
    yield from map(actor_row, entries.actors)


def names_of(entry: Meeting | Position) -> tuple[str, ...]:
    """Every id that opens an entry: its own, those it could have had, and those of its findings."""
    if isinstance(entry, Meeting):
        ids = (entry.id, *entry.merged_from, *entry.findings)
    else:
        ids = (entry.id, *(told.finding for told in entry.history))
    return tuple(dict.fromkeys(ids))


def party(key: str) -> str:
    """The name to which everything answers that an actor takes part in, or whose position it is."""
    return f"{_PARTY}{key}"


def is_party(name: str) -> bool:
    """Whether :func:`party` made the name."""
    return name.startswith(_PARTY)


def key_of_party(name: str) -> str:
    """The key from which :func:`party` made the name."""
    return name.removeprefix(_PARTY)


def of(subject: str) -> str:
    """The name to which all changes of a meeting or position answer."""
    return f"of {subject}"


def within(report: str) -> str:
    """The name to which all changes answer whose words stand in a report."""
    return f"in {report}"


def meeting_row(meeting: Meeting, aliases: Aliases = NO_ALIASES) -> Named:
    """A meeting as a row."""
    people = [n for p in meeting.participants for n in (p.name, p.side) if n]
    passages = [a.passage for a in meeting.history]
    who = [n for a in meeting.history for n in (a.by or (a.passage.outlet,)) if n]
    row = _row(
        "meeting",
        meeting_place(meeting),
        meeting,
        passages,
        status=meeting.status.value,
        sides=people,
        names=[*(p.name for p in meeting.participants), *who],
        words=[meeting.label, meeting.place, *people, *(p.quote for p in passages)],
    )
    names = *names_of(meeting), *map(party, parties(meeting, aliases))
    return _glanced(row, MeetingGlance.of(meeting), len(meeting.history)), names


def position_row(position: Position, aliases: Aliases = NO_ALIASES) -> Named:
    """A position as a row, without its history: see :mod:`dateline.ledger.histories`."""
    head, place = head_of(position), position_place(position)
    row = _row("position", place, head, issue=str(position.issue), sides=[position.side])
    glance, side = PositionGlance.of(position), written(position.side)
    names = position.id, *map(party, parties(position, aliases))
    return _glanced(row, glance, len(position.history), side), names


def change_row(change: Change, subject: Meeting | Position) -> Named:
    """A change of ``subject`` as a row."""
    if isinstance(subject, Meeting):
        sides, issue = [n for p in subject.participants for n in (p.side, p.name) if n], None
    else:
        sides, issue = [subject.side], str(subject.issue)
    row = _row(
        "change",
        change_place(change),
        change,
        [change.passage],
        issue=issue,
        sides=sides,
        names=[change.who] if change.who else [],
        words=[change.label, change.passage.quote],
    )
    return row, (change.id, of(subject.id), within(change.passage.report))


def utterance_row(utterance: Utterance) -> Named:
    """An utterance as a row; its place is the id of its first carrier."""
    names = utterance.id, *utterance.carriers
    row = _row("utterance", utterance.first, utterance)
    if len(row["body"]) > _LONG:
        origins = tuple(replace(o, reports=()) for o in utterance.origins)
        short = replace(utterance, carriers=utterance.carriers[:1], origins=origins)
        row = _glanced(row, short, len(utterance.carriers))
    return row, tuple(dict.fromkeys(names))


def derivation_row(report: str, derived: Iterable[Derivation]) -> Named:
    """What ``report`` is derived from as a row."""
    return _row("derivation", report, Derivations(report, tuple(derived))), (report,)


def standing_row(standing: Standing) -> Named:
    """Why a report does not count as a row."""
    return _row("standing", standing.report, Standings(standing.report, standing)), (standing.report,)


def actor_row(actor: KnownActor) -> Named:
    """An actor as a row."""
    names = [s.name for s in actor.spellings]
    row = _row(
        "actor",
        actor_place(actor),
        actor,
        status=actor.kind.value,
        sides=[n for n in (actor.side, actor.name) if n],
        names=names,
        words=[*names, *(r.role for r in actor.roles)],
    )
    days = {"first": _minute(actor.first, "00:00"), "last": _minute(actor.last, "23:59")}
    return {**row, **days}, (alone(actor.id), *dict.fromkeys((actor.id, *actor.merged_from)))


def alone(actor: str) -> str:
    """The name to which the actor of an id answers, and none who has it from before."""
    return f"actor {actor}"


def _minute(day: dt.date | None, time: str) -> str:
    return f"{day.isoformat()}T{time}" if day else ""


def _row(
    kind: str,
    place: str,
    entry: Entry,
    passages: Sequence[Passage] = (),
    *,
    status: str | None = None,
    issue: str | None = None,
    sides: Iterable[str] = (),
    names: Iterable[str] = (),
    words: Iterable[str | None] = (),
) -> Row:
    moments = [Moment.of(p.published) for p in passages]
    outlets = [p.outlet for p in passages if p.outlet]
    return {
        "kind": kind,
        "place": place,
        "id": entry.id,
        "status": status,
        "issue": issue,
        "sides": "".join(f"|{key(s)}" for s in dict.fromkeys(sides)) + "|",
        "names": _keys(names),
        "outlets": _keys(outlets),
        "words": f" {' '.join(t for w in words if w for t in tokens(w))} ",
        "first": min((m.first for m in moments if m.first), default=""),
        "last": max((m.last for m in moments), default=""),
        "body": write_value(entry),
        "side": None,
        "weight": None,
        "glance": None,
    }


def _glanced(
    row: Row, glance: MeetingGlance | PositionGlance | Utterance, weight: int, side: str | None = None
) -> Row:
    """The row with what a list shows of it."""
    return dict(row) | {"glance": write_value(glance), "weight": weight, "side": side}


def _keys(names: Iterable[str]) -> str:
    return "".join(map(key, dict.fromkeys(names)))
