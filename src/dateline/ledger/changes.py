"""What a report made different: first appearances, statuses, dates, positions, contradictions.

A change is called after the words that made it and what it says, so the same words make the same change
however often they are read, in whichever report of a copy's many they come last, and whatever a newer
analysis numbers them: a repeated report changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from dateline.ledger.found import MeetingFinding
from dateline.model.entries import Change, ChangeKind, DatedAssertion, DatedPosition, Meeting, Position, Stage
from dateline.model.findings import Status
from dateline.model.times import When

__all__ = ["date_change", "position_changes", "status_change"]


def status_change(meeting: Meeting, before: Status | None, stage: Stage, names: Mapping[str, str]) -> Change:
    """A step in a meeting's life: its first, or from one status to the next; ``names`` are the findings'."""
    if before is None:
        kind = ChangeKind.FIRST_APPEARANCE
    else:
        kind = ChangeKind.CONTRADICTION if stage.status is Status.CONTESTED else ChangeKind.STATUS
    return _meeting_change(kind, meeting, (before, stage.status), stage.said, names)


def date_change(
    meeting: Meeting, finding: MeetingFinding, before: When, after: When | None, names: Mapping[str, str]
) -> Change:
    """A meeting's new date, by the words of ``finding`` that give it."""
    dated = [a for a in finding.assertions if a.when == after] or finding.assertions
    iso = after.iso if after else None
    return _meeting_change(ChangeKind.DATE, meeting, (before.iso, iso), dated[-1], names)


def position_changes(position: Position) -> Iterator[Change]:
    """The first word of a side on an issue, each shift, and each contradiction of two of its voices."""
    yield _position_change(ChangeKind.FIRST_APPEARANCE, position, None, position.history[0])
    for shift in position.shifts:
        yield _position_change(ChangeKind.POSITION, position, shift.before, shift.after)
    for pair in position.contradictions:
        yield _position_change(ChangeKind.CONTRADICTION, position, pair.one, pair.other)


def _meeting_change(
    kind: ChangeKind,
    meeting: Meeting,
    step: tuple[str | None, str | None],
    said: DatedAssertion,
    names: Mapping[str, str],
) -> Change:
    was, now = (None if v is None else str(v) for v in step)  # plain words, no enums
    name = _name(kind, names[said.finding], was, now)
    return Change(name, kind, meeting.id, meeting.label, was, now, said.voice, said.passage)


def _position_change(
    kind: ChangeKind, position: Position, before: DatedPosition | None, now: DatedPosition
) -> Change:
    label = f"{position.side} on {str(position.issue).replace('_', ' ')}"
    was, is_now = before.stance.value if before else None, now.stance.value
    place = f"{position.id} {now.passage.report} {now.passage.start}"
    name = _name(kind, place, was, is_now)
    return Change(name, kind, position.id, label, was, is_now, now.voice, now.passage)


def _name(kind: ChangeKind, place: str, was: str | None, now: str | None) -> str:
    words = "\x1f".join((kind.value, place, was or "", now or ""))
    return "c" + hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:12]
