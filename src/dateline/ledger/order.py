"""The order of entries and findings, as text and as numbers that any store sorts alike.

Texts are compared by code point. A number is only as exact as an index needs it: the minute and the
first 28 bits of the report's id; who shares them is told apart by the text.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache

from dateline.ledger.carriers import Carrier, Saying
from dateline.ledger.found import MeetingFinding
from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.model.actors import KnownActor
from dateline.model.entries import Change, DatedPosition, Meeting, Position

__all__ = [
    "actor_place",
    "carrier_place",
    "change_place",
    "finding_place",
    "hashed",
    "meeting_place",
    "number_of",
    "position_place",
    "saying_place",
    "told_place",
    "written",
]

_DIGITS = 10  # of an offset
_MOST = 10**_DIGITS - 1  # reports
_LAST = (1 << 33) - 1  # after every minute of the calendar
_ID_BITS = 28


def written(*parts: str | int) -> str:
    """The parts as one text that sorts as they do: offsets with leading zeros, no part cut short."""
    told = (f"{p:0{_DIGITS}}" if isinstance(p, int) else p for p in parts)
    return "\x1f".join(told).encode("utf-8", "replace").decode().replace("\x00", "")


def finding_place(finding: MeetingFinding) -> str:
    """The place of a meeting's finding among all."""
    return written(*finding.order)


def saying_place(saying: Saying) -> str:
    """The place of a saying among all."""
    return written(*saying.order)


def carrier_place(carrier: Carrier) -> str:
    """The place of a report among all."""
    return written(*carrier.order)


def told_place(told: DatedPosition) -> str:
    """The place of a report's word on a position among all."""
    passage = told.passage
    return written(Moment.of(passage.published).at, passage.report, passage.start, told.finding)


def meeting_place(meeting: Meeting) -> str:
    """The place of a meeting: that of the finding by which it was first known."""
    first = meeting.findings[0]
    at = max((Moment.of(a.passage.published).at for a in meeting.history if a.finding == first), default="")
    return written(at, first.rpartition(".")[0], first)


def position_place(position: Position) -> str:
    """The place of a position: by side and issue."""
    return written(position.side, str(position.issue), position.id)


def change_place(change: Change) -> str:
    """The place of a change: that of the words that made it."""
    passage = change.passage
    at = Moment.of(passage.published).at
    return written(at, passage.report, passage.start, change.kind.value, change.id)


def actor_place(actor: KnownActor) -> str:
    """The place of an actor: those first whom most reports name."""
    return written(_MOST - actor.reports, " ".join(tokens(actor.name)), actor.id)


@lru_cache(1 << 12)
def number_of(at: str, report: str) -> int:
    """The order of a report that was published ``at`` (as in Moment; ``~``: nobody knows when, so last)."""
    if not at:
        minutes = 0
    elif at == "~":
        minutes = _LAST
    else:
        moment = dt.datetime.fromisoformat(at)
        minutes = moment.toordinal() * 1440 + moment.hour * 60 + moment.minute
    return (minutes << _ID_BITS) | int(report[1:8], 16)


def hashed(*parts: str) -> int:
    """A key as a number that any store holds (64 bits, signed)."""
    words = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(words, digest_size=8).digest(), "big", signed=True)
