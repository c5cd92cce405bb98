"""The table of stances: every word of a report on a side's position."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.columns.column import Table
from dateline.model.entries import DatedPosition, Position
from dateline.model.findings import Issue, Stance


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance with the position it belongs to."""

    position: Position
    told: DatedPosition


def _stances(position: Position) -> Iterator[Taken]:
    return (Taken(position, told) for told in position.history)


STANCES: Table[Taken] = Table(
    "stances", "One row for each word of a report on a side's position, oldest first.", "positions", _stances
)


@STANCES.column
def position(entry: Taken) -> str:
    """The id of the position (table positions)."""
    return entry.position.id


@STANCES.column
def finding(entry: Taken) -> str:
    """Its id in its report: the report's, a full stop, and its number there (p1)."""
    return entry.told.finding


@STANCES.column
def side(entry: Taken) -> str:
    """Whose position it is."""
    return entry.position.side


@STANCES.column
def actor(entry: Taken) -> str:
    """Who takes it, as the report names him."""
    return entry.told.actor.name


@STANCES.column
def speaker(entry: Taken) -> str | None:
    """Who voices it, where that is somebody else."""
    return entry.told.speaker


@STANCES.column
def stance(entry: Taken) -> Stance:
    """What the actor does about the issue."""
    return entry.told.stance


@STANCES.column
def issue(entry: Taken) -> Issue:
    """What it is about."""
    return entry.told.issue


@STANCES.column
def issue_text(entry: Taken) -> str:
    """What it is about in the words of the report."""
    return entry.told.issue_text


@STANCES.column
def addressee(entry: Taken) -> str | None:
    """Of whom it is demanded, or to whom it is offered."""
    return entry.told.addressee


@STANCES.column
def condition(entry: Taken) -> str | None:
    """The condition, in the words of the report."""
    return entry.told.condition.quote if entry.told.condition else None


@STANCES.column
def condition_start(entry: Taken) -> int | None:
    """Where the condition begins in the report's text."""
    return entry.told.condition.start if entry.told.condition else None


@STANCES.column
def condition_end(entry: Taken) -> int | None:
    """Where the condition ends (the code point after its last)."""
    return entry.told.condition.end if entry.told.condition else None


@STANCES.column
def statement(entry: Taken) -> str | None:
    """The id of the statement that carries it (table statements)."""
    told = entry.told
    if told.statement is None or "." in told.statement:
        return told.statement
    return f"{told.passage.report}.{told.statement}"


STANCES.words(lambda entry: entry.told.passage)
