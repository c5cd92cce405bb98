"""The table of positions: where each side stands on each issue."""

from __future__ import annotations

from dateline.export.columns.column import Table
from dateline.model.entries import Position
from dateline.model.findings import Issue, Stance

POSITIONS: Table[Position] = Table(
    "positions",
    "One row for each side and issue, with the newest words (table stances has all of them).",
    "positions",
    lambda entry: (entry,),
)


@POSITIONS.column
def id_(entry: Position) -> str:
    """The position's id in the ledger."""
    return entry.id


@POSITIONS.column
def side(entry: Position) -> str:
    """Whose position it is: a state or organisation, else the person."""
    return entry.side


@POSITIONS.column
def issue(entry: Position) -> Issue:
    """What it is about."""
    return entry.issue


@POSITIONS.column
def stance(entry: Position) -> Stance:
    """What the side does about it, in its newest words."""
    return entry.stance


@POSITIONS.column
def issue_text(entry: Position) -> str:
    """What it is about in the words of the report."""
    return entry.last.issue_text


@POSITIONS.column
def condition(entry: Position) -> str | None:
    """The condition it makes, in the words of the report."""
    return entry.last.condition.quote if entry.last.condition else None


@POSITIONS.column
def voice(entry: Position) -> str:
    """Who says so: the speaker where the report names one, else the side."""
    return entry.last.voice


@POSITIONS.column
def addressee(entry: Position) -> str | None:
    """Of whom it is demanded, or to whom it is offered."""
    return entry.last.addressee


@POSITIONS.column
def words_known(entry: Position) -> int:
    """How many words on it there are (table stances)."""
    return len(entry.history)


POSITIONS.roots(lambda entry: entry.origins)
POSITIONS.words(lambda entry: entry.last.passage)
