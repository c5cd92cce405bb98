"""The table of changes."""

from __future__ import annotations

from dateline.export.columns.column import Table
from dateline.model.entries import Change, ChangeKind

CHANGES: Table[Change] = Table(
    "changes",
    "One row for each thing that a report made different, oldest first.",
    "changes",
    lambda entry: (entry,),
)


@CHANGES.column
def id_(entry: Change) -> str:
    """The change's id; it comes from the words that made it, so a repeated report makes none."""
    return entry.id


@CHANGES.column
def kind(entry: Change) -> ChangeKind:
    """What is different."""
    return entry.kind


@CHANGES.column
def subject(entry: Change) -> str:
    """The id of the meeting or position that is different."""
    return entry.subject


@CHANGES.column
def label(entry: Change) -> str:
    """The name of the meeting or position for people."""
    return entry.label


@CHANGES.column
def before(entry: Change) -> str | None:
    """What it was: a status, a date or a stance; empty when it is new."""
    return entry.before


@CHANGES.column
def after(entry: Change) -> str | None:
    """What it is from here on."""
    return entry.after


@CHANGES.column
def voice(entry: Change) -> str | None:
    """Who says so."""
    return entry.who


CHANGES.roots(lambda entry: entry.origins)
CHANGES.words(lambda entry: entry.passage)
