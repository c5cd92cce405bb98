"""Entries as rows of a store: the columns that questions are asked by, and the entry itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from dateline.ledger.codec import read_value, write_value
from dateline.ledger.filing import Row
from dateline.ledger.moments import Moment
from dateline.ledger.names import key
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.lineage import Derivation, Standing, Utterance
from dateline.model.rows import Passage

__all__ = ["Derivations", "Standings", "entry_rows", "names_of", "read_entry"]


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


Entry = Meeting | Position | Change | Utterance | Derivations | Standings

_KINDS: dict[str, type[Entry]] = {
    "meeting": Meeting,
    "position": Position,
    "change": Change,
    "utterance": Utterance,
    "derivation": Derivations,
    "standing": Standings,
}


def read_entry(row: Row) -> Entry:
    """The entry in a row."""
    return read_value(_KINDS[row["kind"]], row["body"])


def entry_rows(entries: Entries) -> Iterator[tuple[Row, tuple[str, ...]]]:
    """Every entry as a row, in the canonical order of its kind, with the names that it answers to."""
    for place, meeting in enumerate(entries.meetings):
        yield _meeting(place, meeting), names_of(meeting)
    for place, position in enumerate(entries.positions):
        yield _position(place, position), names_of(position)
    subjects: dict[str, Meeting | Position] = {m.id: m for m in entries.meetings}
    subjects |= {p.id: p for p in entries.positions}
    for place, change in enumerate(entries.changes):
        yield _change(place, change, subjects[change.subject]), (change.id,)
    for place, utterance in enumerate(entries.utterances):
        yield _row("utterance", place, utterance), (utterance.id, *utterance.carriers)
    grouped = groupby(entries.derivations, key=lambda d: d.report)
    for place, (report, derived) in enumerate(grouped):
        yield _row("derivation", place, Derivations(report, tuple(derived))), (report,)
    for place, standing in enumerate(entries.standings):
        yield _row("standing", place, Standings(standing.report, standing)), (standing.report,)


def names_of(entry: Meeting | Position) -> tuple[str, ...]:
    """Every id that opens an entry: its own, those it could have had, and those of its findings."""
    if isinstance(entry, Meeting):
        ids = (entry.id, *entry.merged_from, *entry.findings)
    else:
        ids = (entry.id, *(told.finding for told in entry.history))
    return tuple(dict.fromkeys(ids))


def _meeting(place: int, meeting: Meeting) -> Row:
    people = [n for p in meeting.participants for n in (p.name, p.side) if n]
    passages = [a.passage for a in meeting.history]
    who = [n for a in meeting.history for n in (a.by or (a.passage.outlet,)) if n]
    return _row(
        "meeting",
        place,
        meeting,
        passages,
        status=meeting.status.value,
        sides=people,
        names=[*(p.name for p in meeting.participants), *who],
        words=[meeting.label, meeting.place, *people, *(p.quote for p in passages)],
    )


def _position(place: int, position: Position) -> Row:
    passages = [p.passage for p in position.history]
    return _row(
        "position",
        place,
        position,
        passages,
        issue=str(position.issue),
        sides=[position.side],
        names=[n for p in position.history for n in (p.speaker, p.actor.name) if n],
        words=[w for p in position.history for w in (p.issue_text, p.passage.quote)],
    )


def _change(place: int, change: Change, subject: Meeting | Position) -> Row:
    if isinstance(subject, Meeting):
        sides, issue = [n for p in subject.participants for n in (p.side, p.name) if n], None
    else:
        sides, issue = [subject.side], str(subject.issue)
    words = [change.label, change.passage.quote]
    who = [change.who] if change.who else []
    return _row("change", place, change, [change.passage], issue=issue, sides=sides, names=who, words=words)


def _row(
    kind: str,
    place: int,
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
        "words": key(" ".join(w for w in words if w)),
        "first": min((m.first for m in moments if m.first), default=""),
        "last": max((m.last for m in moments), default=""),
        "body": write_value(entry),
    }


def _keys(names: Iterable[str]) -> str:
    return "".join(map(key, dict.fromkeys(names)))
