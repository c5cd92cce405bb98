"""What a reviewer who merges or splits a meeting chooses from: its likes, and the reports that tell of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateline.ledger import Ledger
from dateline.model.entries import Meeting
from dateline.model.rows import Passage

__all__ = ["Telling", "told_by", "worth_merging"]

SHOWN = 8
ASKED = 120
"""The newest meetings of each side among which the likes are looked for."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One finding that a meeting rests on, with its first words and where they stand."""

    finding: str
    passage: Passage


def worth_merging(ledger: Ledger, meeting: Meeting) -> tuple[Meeting, ...]:
    """Other meetings that may be the same one: most parties in common first, then nearest in time."""
    ours = _parties(meeting)
    known: dict[str, Meeting] = {}
    for side in sorted({p.side or p.name for p in meeting.participants}):
        known |= {m.id: m for m in ledger.meetings(side=side, limit=ASKED, newest=True)}
    known.pop(meeting.id, None)
    order = sorted(known.values(), key=lambda m: (-len(ours & _parties(m)), _days_between(meeting, m), m.id))
    return tuple(order[:SHOWN])


def told_by(meeting: Meeting) -> tuple[Telling, ...]:
    """The findings of a meeting in the order of their first words; none where there is but one."""
    first: dict[str, Telling] = {}
    for claim in meeting.history:
        first.setdefault(claim.finding, Telling(claim.finding, claim.passage))
    return tuple(first.values()) if len(first) > 1 else ()


def _parties(meeting: Meeting) -> set[str]:
    return {p.name for p in meeting.participants} | {p.side for p in meeting.participants if p.side}


def _days_between(one: Meeting, other: Meeting) -> int:
    first, second = _day(one), _day(other)
    return abs((first - second).days) if first and second else 10_000


def _day(meeting: Meeting) -> dt.date | None:
    if meeting.when and meeting.when.first:
        return meeting.when.first
    told = meeting.last.passage.published if meeting.last else None
    return told.first if told else None
