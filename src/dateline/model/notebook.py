"""How a report and a meeting show themselves in a notebook: HTML in which every word of a report is text.

Nothing is fetched and nothing runs: no script, no image, no link. The text of a report is cut at every
border of a range, so overlapping ranges are stacked and joining the pieces gives the text again.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.model.shown import one_line, shown

if TYPE_CHECKING:
    from dateline.model.entries import Meeting
    from dateline.model.findings import MeetingReport, PositionReport, Statement
    from dateline.model.report import Report
    from dateline.model.rows import Passage
    from dateline.model.text import Span

__all__ = ["meeting_html", "report_html"]

_STATUS = "border:1px solid;border-radius:3px;padding:0 4px"
_MARKS = {
    "statement": "border-bottom:2px solid #2a6fb0",
    "meeting": "background:rgba(220,160,0,.28)",
    "position": "background:rgba(60,150,80,.25)",
}
_MOST = 100
"""Rows of a list that a notebook shows; the whole is in the object."""


def report_html(report: Report) -> str:
    """What the report says, and under it the text with its ranges marked."""
    document = report.document
    facts = (document.outlet, document.published.iso if document.published else None, report.id)
    parts = [
        f"<strong>{_line(document.title or document.path or report.id)}</strong><br>",
        f"<small>{' · '.join(_line(f) for f in facts if f)}</small>",
        _list("Meetings", (_meeting(m) for m in report.meetings)),
        _list("Statements", (_statement(report, s) for s in report.statements)),
        _list("Positions", (_position(p) for p in report.positions)),
        f"<details><summary>Text</summary><pre style='white-space:pre-wrap'>{_text(report)}</pre></details>",
    ]
    return f"<div>{''.join(parts)}</div>"


def meeting_html(meeting: Meeting) -> str:
    """The meeting's status and its history: who asserts what, in which words."""
    people = ", ".join(
        f"{p.name} ({p.side})" if p.side not in {None, p.name} else p.name for p in meeting.participants
    )
    when = meeting.when.iso if meeting.when else None
    facts = (people, when, meeting.place, meeting.id)
    head = f"{_status(meeting.status.value)} <strong>{_line(meeting.label)}</strong>"
    told = f"<br><small>{' · '.join(_line(f) for f in facts if f)}</small>"
    voices = (
        f"{_status(v.status.value)} {_line(v.name or 'unknown')}: {_words(v.passage)}" for v in meeting.voices
    )
    history = (
        f"{_status(c.status.value)} {_line(c.voice or 'unknown')}: {_words(c.passage)}"
        for c in meeting.history
    )
    return f"<div>{head}{told}{_list('Contested', voices)}{_list('History', history)}</div>"


def _list(title: str, rows: Iterable[str]) -> str:
    items = list(rows)
    more = f"<li>… and {len(items) - _MOST} more</li>" if len(items) > _MOST else ""
    lines = "".join(f"<li>{item}</li>" for item in items[:_MOST])
    return f"<p style='margin:.6em 0 0'><em>{title}</em></p><ul>{lines}{more}</ul>" if items else ""


def _meeting(meeting: MeetingReport) -> str:
    when = meeting.when.iso if meeting.when else None
    facts = " · ".join(_line(f) for f in (when, meeting.place) if f)
    claims = "; ".join(
        f"{c.status.value} says {_line(' ← '.join(c.by) or 'the report')}: “{_line(c.quote)}”"
        for c in meeting.assertions
    )
    return f"{_status(meeting.status.value)} <strong>{_line(meeting.label)}</strong> {facts}<br>{claims}"


def _statement(report: Report, statement: Statement) -> str:
    who = _line(statement.speaker.name or "unknown speaker")
    return f"<strong>{who}</strong> ({statement.mode.value}): {_line(report.words(statement.content))}"


def _position(position: PositionReport) -> str:
    about = f"{position.issue.value.replace('_', ' ')}: {position.issue_text}"
    return f"<strong>{_line(position.actor.name)}</strong> {position.stance.value} · {_line(about)}"


def _status(word: str) -> str:
    return f"<span style='{_STATUS}'>{_line(word)}</span>"


def _words(passage: Passage) -> str:
    published = passage.published.iso if passage.published else None
    facts = (passage.outlet, published, f"{passage.report} {passage.start}:{passage.end}")
    return f"“{_line(passage.quote)}” <small>{', '.join(_line(f) for f in facts if f)}</small>"


def _text(report: Report) -> str:
    """The text in pieces, each under the marks of every range that holds it."""
    marks = sorted(_ranges(report), key=lambda m: m[0])
    borders = sorted({0, len(report.text), *(b for span, *_ in marks for b in span)})
    pieces = []
    for start, end in pairwise(borders):
        over = [(sort, name) for span, sort, name in marks if span.start <= start and end <= span.end]
        words = html.escape(shown(report.text[start:end]))
        pieces.append(_marked(words, over))
    return "".join(pieces)


def _marked(words: str, over: list[tuple[str, str]]) -> str:
    if not over:
        return words
    style = ";".join(dict.fromkeys(_MARKS[sort] for sort, _ in over))
    names = ", ".join(dict.fromkeys(name for _, name in over))
    return f"<span style='{style}' title='{html.escape(names)}'>{words}</span>"


def _ranges(report: Report) -> Iterator[tuple[Span, str, str]]:
    """Every range with the sort of its record and its id in the report."""
    for statement in report.statements:
        yield from ((span, "statement", statement.id) for span in statement.content)
    for meeting in report.meetings:
        yield from ((c.evidence.span, "meeting", meeting.id) for c in meeting.assertions)
    for number, position in enumerate(report.positions, 1):
        yield position.evidence.span, "position", f"p{number}"


def _line(words: str) -> str:
    return html.escape(one_line(words))
