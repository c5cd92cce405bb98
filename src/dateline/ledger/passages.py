"""A passage in its surroundings: the lines of the report around the words, with what to highlight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.model.entries import DatedPosition, Entries, Meeting
from dateline.model.findings import Statement
from dateline.model.rows import Passage, ReportEntry
from dateline.model.text import Span

__all__ = ["Mark", "Surroundings", "is_called", "marked_passages", "statement_marks", "surroundings"]

_AROUND = 280  # code points on each side, before whole lines are taken
_LINE = 1200  # a longer line is cut


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of the report to highlight and what it is: source, cue, content, evidence, condition."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words of ``id`` among the words around them.

    ``text`` is the report's text from ``start`` on; the marks' offsets are into the whole report, so
    ``text[mark.start - start : mark.end - start]`` are the marked words.
    """

    id: str
    report: ReportEntry
    start: int
    text: str
    marks: tuple[Mark, ...]

    @property
    def end(self) -> int:
        """Where the surroundings end in the report (exclusive)."""
        return self.start + len(self.text)

    def pieces(self) -> tuple[tuple[str, str | None], ...]:
        """The text in pieces, each with its role or None: join them and you have ``text``."""
        pieces: list[tuple[str, str | None]] = []
        at = self.start
        for mark in sorted(self.marks, key=lambda m: (m.start, -m.end)):
            start = max(mark.start, at)
            if start < mark.end:
                pieces += [(self._words(at, start), None), (self._words(start, mark.end), mark.role)]
                at = mark.end
        pieces.append((self._words(at, self.end), None))
        return tuple(p for p in pieces if p[0])

    def _words(self, start: int, end: int) -> str:
        return self.text[start - self.start : end - self.start]

    def as_dict(self) -> dict[str, Any]:
        """The passage as plain values."""
        return {
            "id": self.id,
            "report": self.report.as_dict(),
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "marks": [{"start": m.start, "end": m.end, "role": m.role} for m in self.marks],
        }


def surroundings(finding: str, report: ReportEntry, text: str, marks: tuple[Mark, ...]) -> Surroundings:
    """The whole lines around ``marks`` in ``text``; its opening lines when there are none."""
    inner = Span(min((m.start for m in marks), default=0), max((m.end for m in marks), default=0))
    first = max(inner.start - _AROUND, 0)
    last = min(inner.end + _AROUND, len(text))
    line_start = text.rfind("\n", max(first - _LINE, 0), first) + 1
    line_end = text.find("\n", last, last + _LINE)
    start = line_start if line_start or first <= _LINE else first
    end = line_end if line_end >= 0 else min(len(text), last + _LINE)
    return Surroundings(finding, report, start, text[start:end], marks)


def statement_marks(statement: Statement) -> tuple[Mark, ...]:
    """Source, cue and content of a statement."""
    roles = (("source", statement.source), ("cue", statement.cue), ("content", statement.content))
    return tuple(Mark(s.start, s.end, role) for role, spans in roles for s in spans)


def marked_passages(name: str, entries: Entries) -> Iterator[tuple[str, str, tuple[Mark, ...]]]:
    """Finding, report and marks of everything that ``name`` (of an entry or finding) rests on."""
    for meeting in entries.meetings:
        known_as = is_called(meeting, name)
        for claim in meeting.history:
            if known_as or claim.finding == name:
                yield claim.finding, claim.passage.report, (_mark(claim.passage, "evidence"),)
    for position in entries.positions:
        for told in position.history:
            if name in {position.id, told.finding}:
                yield told.finding, told.passage.report, _position_marks(told)
    for change in entries.changes:
        if change.id == name:
            yield name, change.passage.report, (_mark(change.passage, "evidence"),)


def is_called(meeting: Meeting, name: str) -> bool:
    """Whether ``name`` is the meeting's id, or was while only later reports of it were known."""
    return name == meeting.id or name in meeting.merged_from


def _position_marks(told: DatedPosition) -> tuple[Mark, ...]:
    """The evidence, with the condition inside it first, so that it is not covered."""
    evidence, condition = told.passage, told.condition
    if condition is None:
        return (_mark(evidence, "evidence"),)
    parts = (
        (evidence.start, min(condition.start, evidence.end)),
        (max(condition.end, evidence.start), evidence.end),
    )
    around = tuple(Mark(start, end, "evidence") for start, end in parts if start < end)
    return (*around, _mark(condition, "condition"))


def _mark(passage: Passage, role: str) -> Mark:
    return Mark(passage.start, passage.end, role)
