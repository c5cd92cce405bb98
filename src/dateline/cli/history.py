"""A meeting's life in one line: ``16 Oct planned (Trump) → 21 Oct postponed (Reuters ← an official)``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.text import Text

from dateline.cli.output import visible
from dateline.cli.tables import STATUS_STYLE
from dateline.model.entries import DatedAssertion, Meeting, Position, Stage
from dateline.model.findings import MeetingAssertion, MeetingReport, Status
from dateline.model.report import Report
from dateline.model.status import Claim, rivals, standing
from dateline.model.times import Precision, When

__all__ = ["day", "ledger_line", "report_line", "stands_line"]

IN_WORDS = {
    Status.PROPOSED: "only proposed",
    Status.PLANNED: "it goes ahead",
    Status.POSTPONED: "put off",
    Status.RESCHEDULED: "moved to another day",
    Status.CANCELLED: "called off",
    Status.REFUSED: "nothing agreed",
    Status.ONGOING: "under way",
    Status.HELD: "it took place",
}
"""What a voice that contests says, in words that follow its name."""
ARROW = " → "
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""English whatever the locale: strftime would not be."""


def day(when: When | None) -> str:
    """``16 Oct``; a month, a year or an interval as far as it is known; empty for none."""
    if when is None or when.first is None or when.last is None:
        return ""
    first, last = when.first, when.last
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]}"
    if when.precision is Precision.YEAR:
        return f"{first.year}"
    if when.precision is Precision.MONTH:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{first.day} {MONTHS[first.month - 1]}-{last.day} {MONTHS[last.month - 1]}"


def ledger_line(meeting: Meeting) -> Text:
    """The steps of a meeting of the ledger, each with its day and who brought it."""
    line = Text()
    for stage in meeting.stages:
        is_open = stage.status is Status.CONTESTED and stage is meeting.stages[-1]
        voice = _through(stage.said.by or (stage.said.passage.outlet or "the report itself",))
        if is_open:
            _append_contested(line, voice, stage.said.status)
        else:
            _join(line, _step(stage.status, _said(stage.said), _voice(stage, voice)))
    return line


def stands_line(position: Position) -> Text:
    """How a side's stance on an issue went, each stance with its day, who voiced it and its condition."""
    line = Text()
    for stance, told in groupby(position.history, key=lambda p: p.stance):
        first = next(told)
        step = Text()
        step.append(f"{day(first.passage.published)} ".lstrip(), style="dim")
        step.append(stance.value, style="bold")
        step.append(f" ({visible(first.speaker)})" if first.speaker else "")
        _join(line, step)
    return line


def _voice(stage: Stage, voice: str) -> str:
    if stage.status is not Status.CONTESTED:
        return voice
    return f"{voice}: {IN_WORDS.get(stage.said.status, stage.said.status.value)}"


def _said(assertion: DatedAssertion) -> When | None:
    """When the claim was made; a span of days is less telling than the day of the report."""
    told = assertion.said_when
    return told if told is not None and told.first == told.last else assertion.passage.published


def report_line(report: Report, meeting: MeetingReport) -> Text:
    """The claims of one report in the order of the days on which they were made, then who contests."""
    denial = _denial(report, meeting) if meeting.status is Status.CONTESTED else None
    steps = [a for a in meeting.assertions if a is not denial] or meeting.assertions
    line = Text()
    for status, day_of, voices in _told(report, steps):
        _join(line, _step(status, day_of, ", ".join(dict.fromkeys(voices))))
    if meeting.status is Status.CONTESTED:
        voice = denial.by[-1] if denial and denial.by else ""
        _append_contested(line, visible(voice), denial.status if denial else None)
    return line


def _told(
    report: Report, assertions: Iterable[MeetingAssertion]
) -> Iterator[tuple[Status, When | None, list[str]]]:
    """Neighbours in time with one status and one day are one step."""
    published = report.document.published

    def said(assertion: MeetingAssertion) -> When | None:
        return assertion.said_when or published

    dated = sorted(assertions, key=lambda a: (_first(said(a)), a.start))
    for (status, _), group in groupby(dated, key=lambda a: (a.status, day(said(a)))):
        told = list(group)
        voices = [_through(a.by or (report.document.outlet or "the report itself",)) for a in told]
        yield status, said(told[0]), voices


def _first(when: When | None) -> str:
    return when.first.isoformat() if when and when.first else ""


def _denial(report: Report, meeting: MeetingReport) -> MeetingAssertion | None:
    """The newest claim that denies what another one says."""
    sides = {p.side or p.name for p in meeting.participants}
    claims = {Claim.of(a, _side(report, a)): a for a in meeting.assertions}
    pair = rivals(standing(claims, sides), sides)
    denials = [c for c in claims if pair and c.status is pair[1].status and rivals((pair[0], c), sides)]
    newest = max(denials, key=lambda c: (_first(c.said_when) or "9", claims[c].start), default=None)
    return claims[newest] if newest else None


def _append_contested(line: Text, voice: str, status: Status | None) -> None:
    line.append(" · " if line else "")
    line.append("contested", style=STATUS_STYLE["contested"])
    line.append(f": {voice}, {IN_WORDS.get(status, status.value)}" if status and voice else "")


def _side(report: Report, assertion: MeetingAssertion) -> str | None:
    """The side that the innermost source speaks for, as far as the report's statements tell."""
    name = assertion.by[-1] if assertion.by else None
    speakers = (s.speaker for s in report.statements if s.id == assertion.statement or s.speaker.name == name)
    return next((s.side for s in speakers if s.side), None)


def _through(by: Sequence[str]) -> str:
    return visible(" ← ".join(by))


def _step(status: Status, when: When | None, who: str) -> Text:
    step = Text()
    step.append(f"{day(when)} " if day(when) else "", style="dim")
    step.append(status.value, style=STATUS_STYLE[status.value])
    step.append(f" ({who})" if who else "")
    return step


def _join(line: Text, step: Text) -> None:
    if line:
        line.append(ARROW, style="dim")
    line.append_text(step)
