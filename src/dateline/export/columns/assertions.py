"""The table of claims about meetings: the history behind each status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.columns.column import Table
from dateline.model.entries import DatedAssertion, Meeting
from dateline.model.findings import Status


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim with the meeting it is about."""

    meeting: Meeting
    claim: DatedAssertion


def _claims(meeting: Meeting) -> Iterator[Claimed]:
    return (Claimed(meeting, claim) for claim in meeting.history)


ASSERTIONS: Table[Claimed] = Table(
    "assertions", "One row for each claim in a report about a meeting, oldest first.", "meetings", _claims
)


@ASSERTIONS.column
def meeting(entry: Claimed) -> str:
    """The id of the meeting (table meetings)."""
    return entry.meeting.id


@ASSERTIONS.column
def label(entry: Claimed) -> str:
    """The meeting's name for people."""
    return entry.meeting.label


@ASSERTIONS.column
def finding(entry: Claimed) -> str:
    """The id of the meeting in its report: the report's, a full stop, and its number there (m1)."""
    return entry.claim.finding


@ASSERTIONS.column
def status(entry: Claimed) -> Status:
    """What the words claim."""
    return entry.claim.status


@ASSERTIONS.column
def voice(entry: Claimed) -> str | None:
    """Who says so in the end: the innermost source, else the outlet."""
    return entry.claim.voice


@ASSERTIONS.column
def by(entry: Claimed) -> tuple[str, ...]:
    """Through whom the claim reaches us, outermost first, without the outlet; empty: the outlet itself."""
    return entry.claim.by


@ASSERTIONS.column
def said_when(entry: Claimed) -> str | None:
    """When it was said, in ISO 8601, where the report tells."""
    return entry.claim.said_when.iso if entry.claim.said_when else None


@ASSERTIONS.column
def when(entry: Claimed) -> str | None:
    """The date of the meeting that this claim gives."""
    return entry.claim.when.iso if entry.claim.when else None


ASSERTIONS.words(lambda entry: entry.claim.passage)
