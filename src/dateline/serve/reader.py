"""A report for reading: its text in lines and pieces, and beside each line what was found there.

The text is cut at every border of every record, so the pieces in their order are the text, whole, and
records may overlap: each has a lane, and the lanes are underlines below each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from dateline.model.report import Report
from dateline.model.text import DEBRIS, Segment

__all__ = ["Line", "Note", "Piece", "Stretch", "lines", "notes_of", "stretches_of"]

LANES = 5
"""Underlines below each other; what overlaps still more shares the last."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of the text that belongs to a record (``s3``, ``m1``, ``p2``) in a role."""

    start: int
    end: int
    record: str
    role: str
    lane: int = 0

    @property
    def kind(self) -> str:
        """``s`` statement, ``m`` meeting, ``p`` position, ``x`` signal, ``a`` the passage asked for."""
        return self.record[0]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words without a border inside, and every stretch that covers them, lowest lane first."""

    text: str
    start: int
    stretches: tuple[Stretch, ...] = ()

    @property
    def records(self) -> str:
        """The records that cover it, for an attribute."""
        return " ".join(dict.fromkeys(s.record for s in self.stretches))


@dataclass(frozen=True, slots=True)
class Note:
    """What stands in the margin: a record, its kind, and the facts that a template puts in words."""

    record: str
    at: int
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text with its pieces, the segment it belongs to, and its notes."""

    start: int
    pieces: tuple[Piece, ...]
    segment: Segment | None = None
    notes: tuple[Note, ...] = ()
    opens: bool = field(default=False)

    @property
    def debris(self) -> bool:
        """Whether it is no part of the report's own prose."""
        return self.segment is not None and self.segment.kind in DEBRIS


def stretches_of(report: Report) -> tuple[Stretch, ...]:
    """Every range that a finding of ``report`` rests on, with lanes, in the order of the text."""
    return _laned(_stretches(report))


def _stretches(report: Report) -> Iterator[Stretch]:
    for said in report.statements:
        for role, spans in (("source", said.source), ("cue", said.cue), ("content", said.content)):
            yield from (Stretch(s.start, s.end, said.id, role) for s in spans)
    for meeting in report.meetings:
        yield from (Stretch(a.start, a.end, meeting.id, "evidence") for a in meeting.assertions)
    for number, position in enumerate(report.positions, 1):
        yield Stretch(position.start, position.end, f"p{number}", "evidence")
        if position.condition:
            yield Stretch(position.condition.start, position.condition.end, f"p{number}", "condition")
    for number, signal in enumerate(report.signals, 1):
        yield Stretch(signal.start, signal.end, f"x{number}", "signal")


def _laned(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Each stretch in the first lane that is free; a record stays in its lane where it can."""
    ends = [-1] * LANES
    homes: dict[str, int] = {}
    out = []
    for s in sorted(stretches, key=lambda s: (s.start, -s.end, s.record)):
        order = [homes.get(s.record, 0), *range(LANES)]
        lane = next((n for n in order if ends[n] <= s.start), LANES - 1)
        ends[lane] = max(ends[lane], s.end)
        homes[s.record] = lane
        out.append(Stretch(s.start, s.end, s.record, s.role, lane))
    return tuple(out)


def lines(
    text: str, segments: Sequence[Segment], stretches: Sequence[Stretch], notes: Sequence[Note]
) -> Iterator[Line]:
    """The lines of ``text``; joined, their pieces are the text without its line ends and blank lines."""
    starts = [s.start for s in segments]
    todo = sorted(stretches, key=lambda s: s.start)
    waiting = sorted(notes, key=lambda n: n.at)
    live: list[Stretch] = []
    at = taken = noted = 0
    before: Segment | None = None
    for words in text.split("\n"):
        end = at + len(words)
        while taken < len(todo) and todo[taken].start <= end:
            live.append(todo[taken])
            taken += 1
        live = [s for s in live if s.end > at]
        upto = noted
        while upto < len(waiting) and waiting[upto].at <= end:
            upto += 1
        segment = _segment_at(at, segments, starts)
        yield Line(at, _pieces(words, at, live), segment, tuple(waiting[noted:upto]), segment is not before)
        before, noted, at = segment, upto, end + 1


def _segment_at(at: int, segments: Sequence[Segment], starts: Sequence[int]) -> Segment | None:
    number = bisect_right(starts, at) - 1
    if number < 0 or segments[number].end <= at:
        return None
    return segments[number]


def _pieces(words: str, start: int, stretches: Sequence[Stretch]) -> tuple[Piece, ...]:
    if not words.strip():
        return ()
    end = start + len(words)
    borders = {start, end}
    for s in stretches:
        borders |= {min(max(s.start, start), end), min(max(s.end, start), end)}
    cuts = sorted(borders)
    out = []
    for one, other in pairwise(cuts):
        over = sorted((s for s in stretches if s.start < other and s.end > one), key=lambda s: s.lane)
        out.append(Piece(words[one - start : other - start], one, tuple(over)))
    return tuple(out)


def notes_of(report: Report) -> tuple[Note, ...]:
    """The notes of every finding, at the words where it begins."""
    return tuple(_notes(report))


def _notes(report: Report) -> Iterator[Note]:
    for said in report.statements:
        speaker = said.speaker
        yield Note(
            said.id,
            said.whole.start,
            {
                "kind": "statement",
                "who": speaker.name,
                "side": speaker.side,
                "mode": said.mode.value,
                "chain": [hop.name for hop in said.chain],
                "parent": said.parent,
            },
        )
    for meeting in report.meetings:
        first = min((a.start for a in meeting.assertions), default=0)
        yield Note(
            meeting.id,
            first,
            {
                "kind": "meeting",
                "label": meeting.label,
                "status": meeting.status.value,
                "when": meeting.when.iso if meeting.when else None,
            },
        )
    for number, position in enumerate(report.positions, 1):
        yield Note(
            f"p{number}",
            position.start,
            {
                "kind": "position",
                "who": position.actor.name,
                "stance": position.stance.value,
                "issue": str(position.issue),
                "condition": position.condition.quote if position.condition else None,
            },
        )
    for number, signal in enumerate(report.signals, 1):
        yield Note(
            f"x{number}", signal.start, {"kind": "signal", "code": signal.code, "message": signal.message}
        )
