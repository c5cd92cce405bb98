"""Meetings as an iCalendar (RFC 5545) that a calendar can subscribe to.

One event a meeting, with its id as ``UID``: when the ledger learns more, the same event changes and
``SEQUENCE`` counts how often its status did. A meeting without a day, or with a year as its only date,
has no place in a calendar and is left out. The object is a pure function of the meetings: ``DTSTAMP`` is
when the newest words about the meeting were published (3.8.7.2: the last revision, where no METHOD is).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from dateline.export.clock import in_words, utc
from dateline.model.entries import DatedAssertion, Meeting
from dateline.model.findings import Status
from dateline.model.lineage import basis
from dateline.model.shown import one_line, shown
from dateline.model.times import Precision, When

__all__ = ["calendar", "dated"]

_PRODUCT = "-//Dateline//Dateline ledger of meetings//EN"
_FOLD = 75  # octets of a content line without its line end (RFC 5545, 3.1)
_STATUS = {
    Status.PROPOSED: "TENTATIVE",
    Status.PLANNED: "CONFIRMED",
    Status.POSTPONED: "TENTATIVE",
    Status.RESCHEDULED: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.REFUSED: "CANCELLED",
    Status.ONGOING: "CONFIRMED",
    Status.HELD: "CONFIRMED",
    Status.CONTESTED: "TENTATIVE",
    Status.UNCLEAR: "TENTATIVE",
}
_IN_TITLE = frozenset(_STATUS) - {Status.PLANNED, Status.ONGOING, Status.HELD}
"""What a reader must see without opening the event: everything but that it goes ahead as entered."""


def calendar(meetings: Iterable[Meeting], *, name: str = "Meetings", base: str | None = None) -> str:
    """The iCalendar object of the dated ones of ``meetings``, in their order; lines end in CRLF.

    ``name`` is the calendar's title, ``base`` the address of a desk (``http://127.0.0.1:8321``) whose
    pages the events link to.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for meeting in meetings:
        if dated(meeting):
            lines += _event(meeting, base)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def dated(meeting: Meeting) -> bool:
    """Whether the meeting has a date that a calendar can show: a minute, days, or a month."""
    when = meeting.when
    return when is not None and when.first is not None and when.precision is not Precision.YEAR


def _event(meeting: Meeting, base: str | None) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.id}"
    yield f"DTSTAMP:{_stamp(max((utc(a.passage.published) for a in meeting.history), default=utc(None)))}"
    yield f"SEQUENCE:{max(len(meeting.stages) - 1, 0)}"
    if meeting.when is not None:
        yield from _times(meeting.when)
    yield f"SUMMARY:{_text(_title(meeting))}"
    yield f"STATUS:{_STATUS[meeting.status]}"
    yield f"X-DATELINE-STATUS:{meeting.status.value}"
    yield f"CATEGORIES:{meeting.kind.value}"
    if meeting.place:
        yield f"LOCATION:{_text(meeting.place)}"
    yield f"DESCRIPTION:{_text(_described(meeting))}"
    if base:
        yield f"URL:{base.rstrip('/')}/meetings/{meeting.id}"
    yield "TRANSP:TRANSPARENT"  # somebody else's meeting makes nobody busy
    yield "END:VEVENT"


def _times(when: When) -> Iterator[str]:
    if when.first is None or when.last is None:
        return
    if when.clock is not None:
        local = when.offset_minutes is None  # a floating time: the words give no zone
        yield f"DTSTART:{_stamp(utc(when)).rstrip('Z' if local else '')}"
        return
    yield f"DTSTART;VALUE=DATE:{_day(when.first)}"
    if when.last < dt.date.max:
        yield f"DTEND;VALUE=DATE:{_day(when.last + dt.timedelta(days=1))}"  # the end is not included
    if when.precision in {Precision.MONTH, Precision.INTERVAL}:
        yield f"X-DATELINE-PRECISION:{when.precision.value}"


def _title(meeting: Meeting) -> str:
    label = one_line(meeting.label)
    return f"{meeting.status.value.capitalize()}: {label}" if meeting.status in _IN_TITLE else label


def _described(meeting: Meeting) -> str:
    """The words that give the meeting its status; both voices where it is contested."""
    people = (
        one_line(f"{p.name} ({p.side})") if p.side not in {None, p.name} else one_line(p.name)
        for p in meeting.participants
    )
    lines = [f"With {', '.join(people)}"] if meeting.participants else []
    if meeting.voices:
        for voice in meeting.voices:
            passage = voice.passage
            lines.append(f"{voice.status.value} says {one_line(voice.name or '?')}: “{shown(passage.quote)}”")
    elif meeting.last is not None:
        lines.append(_said(meeting.last))
    if told := basis(meeting.origins):
        lines.append(one_line(told))
    return "\n".join(lines)


def _said(claim: DatedAssertion) -> str:
    passage = claim.passage
    facts = (claim.voice, passage.outlet if passage.outlet != claim.voice else None)
    words = [one_line(f) for f in facts if f] + [d for d in (in_words(passage.published),) if d]
    where = f"[{passage.report} {passage.start}:{passage.end}]"
    return f"“{shown(passage.quote)}” – {', '.join(words) or 'unknown outlet'} {where}"


def _stamp(moment: dt.datetime) -> str:
    return f"{_day(moment.date())}T{moment:%H%M}00Z"


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(words: str) -> str:
    """A value of type TEXT (3.3.11)."""
    told = shown(words).replace("\t", " ").replace("\\", "\\\\")
    return told.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; all but the first begin with a space."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _FOLD:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
