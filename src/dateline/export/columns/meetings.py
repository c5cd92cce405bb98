"""The table of meetings as the ledger knows them."""

from __future__ import annotations

import datetime as dt

from dateline.export.columns.column import Table
from dateline.model.entries import Meeting
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.times import Precision

MEETINGS: Table[Meeting] = Table(
    "meetings",
    "One row for each encounter, across all reports; the quote is that of the newest claim of its status.",
    "meetings",
    lambda entry: (entry,),
)


@MEETINGS.column
def id_(entry: Meeting) -> str:
    """The meeting's id in the ledger."""
    return entry.id


@MEETINGS.column
def label(entry: Meeting) -> str:
    """A name for people: who meets, and in what way."""
    return entry.label


@MEETINGS.column
def status(entry: Meeting) -> Status:
    """What it is now, folded from every claim about it."""
    return entry.status


@MEETINGS.column
def kind(entry: Meeting) -> MeetingKind:
    """What sort of encounter it is."""
    return entry.kind


@MEETINGS.column
def format_(entry: Meeting) -> Format:
    """In what way people meet."""
    return entry.format


@MEETINGS.column
def participants(entry: Meeting) -> tuple[str, ...]:
    """Who takes part."""
    return tuple(p.name for p in entry.participants)


@MEETINGS.column
def sides(entry: Meeting) -> tuple[str, ...]:
    """The states and organisations that take part, once each, in the order of the participants."""
    return tuple(dict.fromkeys(p.side for p in entry.participants if p.side))


@MEETINGS.column
def place(entry: Meeting) -> str | None:
    """Where it is to be, or was."""
    return entry.place


@MEETINGS.column
def when(entry: Meeting) -> str | None:
    """When it is to be, or was: ISO 8601, an interval with both ends included."""
    return entry.when.iso if entry.when else None


@MEETINGS.column
def when_precision(entry: Meeting) -> Precision | None:
    """How finely the date was given."""
    return entry.when.precision if entry.when else None


@MEETINGS.column
def first_day(entry: Meeting) -> dt.date | None:
    """The first day it may fall on."""
    return entry.when.first if entry.when else None


@MEETINGS.column
def last_day(entry: Meeting) -> dt.date | None:
    """The last day it may fall on."""
    return entry.when.last if entry.when else None


@MEETINGS.column
def voice(entry: Meeting) -> str | None:
    """Who says so in the end: the innermost source of the quoted claim, else its outlet."""
    return entry.last.voice if entry.last else None


@MEETINGS.column
def against(entry: Meeting) -> tuple[str, ...]:
    """Where it is contested: the voices that contradict each other, the assertion first."""
    return tuple(f"{v.name or 'unknown'}: {v.status.value}" for v in entry.voices)


@MEETINGS.column
def claims(entry: Meeting) -> int:
    """How many claims about it there are (table assertions)."""
    return len(entry.history)


@MEETINGS.column
def turns(entry: Meeting) -> int:
    """How often its status changed so far."""
    return max(len(entry.stages) - 1, 0)


@MEETINGS.column
def reports(entry: Meeting) -> int:
    """How many reports tell of it."""
    return len(entry.reports)


MEETINGS.roots(lambda entry: entry.origins)
MEETINGS.words(lambda entry: entry.last.passage if entry.last else None)
