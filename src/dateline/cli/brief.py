"""The brief of one report: meetings with status and why, statements with chain, positions, debris."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from dateline.cli.history import report_line
from dateline.cli.output import visible
from dateline.cli.tables import STATUS_STYLE
from dateline.model.findings import Act, Hop, MeetingReport, PositionReport, Record, Statement
from dateline.model.report import Report
from dateline.model.text import DEBRIS

__all__ = ["chain_words", "print_brief", "print_lines", "quoted", "report_rows"]

LONGEST_QUOTE = 240
"""Characters of a quote that a brief shows; ``dateline show`` and ``--json`` have all of it."""


def print_brief(report: Report, console: Console) -> None:
    """Print what one report says; a line that is too long goes on under its own beginning."""
    print_lines(_brief(report), console)


def print_lines(lines: Iterable[Text], console: Console) -> None:
    """Print lines; one that is too long goes on under its own beginning."""
    for line in lines:
        indent = len(line.plain) - len(line.plain.lstrip())
        for row in line[indent:].wrap(console, max(20, console.width - indent)) if line else (line,):
            row.rstrip()
            console.print(Text(" " * indent) + row, soft_wrap=True)


def _brief(report: Report) -> Iterator[Text]:
    """The lines of the brief, in reading order."""
    yield from _heading(report)
    if not (report.meetings or report.statements or report.positions):
        yield _line("")
        yield _line("No meeting, statement or position was found.")
    yield from _section("Meetings", (line for m in report.meetings for line in _meeting(report, m)))
    yield from _section("Statements", (line for s in report.statements for line in _statement(report, s)))
    yield from _section("Positions", _positions(report.positions))
    yield from _section("Debris", _debris(report))
    yield from _section("Not read", _signals(report))


def _line(*parts: str | tuple[str, str]) -> Text:
    return Text.assemble(*parts)


def _heading(report: Report) -> Iterator[Text]:
    document = report.document
    title = visible(document.title or document.path or document.url or report.id)
    published = document.published.iso if document.published else None
    facts = [document.outlet, published, report.id]
    yield _line((title, "bold"))
    yield _line((" · ".join(f for f in facts if f), "dim"))


def _section(name: str, lines: Iterable[Text]) -> Iterator[Text]:
    found = list(lines)
    if found:
        yield _line("")
        yield _line((name, "bold underline"))
        yield from found


def _short(words: str) -> str:
    flat = visible(" ".join(words.split()))
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1].rstrip() + "…"


def quoted(words: str) -> str:
    """Words in quotation marks, in one line, cut to what a brief shows."""
    return f"“{_short(words)}”"


def _meeting(report: Report, meeting: MeetingReport) -> Iterator[Text]:
    facts = [meeting.kind.value, meeting.format.value.replace("_", " "), meeting.place]
    facts.append(meeting.when.iso if meeting.when else None)
    status = meeting.status.value
    about = ", ".join(f for f in facts if f and f != "unknown")
    yield _line((f"  {status.upper()} ", STATUS_STYLE[status]), (meeting.label, "bold"), f" ({about})")
    who = ", ".join(
        f"{p.name} ({p.side})" if p.side not in {None, p.name} else p.name for p in meeting.participants
    )
    yield _line(("    with ", "dim"), who)
    yield Text("    ") + report_line(report, meeting)
    labels = {m.id: m.label for m in report.meetings}
    for link in (link for claim in meeting.assertions for link in claim.links):
        other = labels[link.meeting] if link.meeting else _short(link.event)
        yield _line(
            (f"    {link.relation.value.replace('_', ' ')} ", "dim"),
            f"{other}: {quoted(link.quote)} ",
            (f"[{link.start}:{link.end}]", "dim"),
        )
    for claim in meeting.assertions:
        voice = " ← ".join(claim.by) or report.document.outlet or "the report itself"
        said = f", {claim.said_when.iso}" if claim.said_when and claim.said_when.iso else ""
        yield _line(
            (f"    {claim.status.value}", STATUS_STYLE[claim.status.value]),
            f" says {voice}{said}: {quoted(claim.quote)} ",
            (f"[{claim.start}:{claim.end}]", "dim"),
        )


def chain_words(chain: Iterable[Hop]) -> str:
    """A chain for people: ``UNN ← Reuters ← a senior White House official``."""
    return " ← ".join(hop.name for hop in chain)


def _statement(report: Report, statement: Statement) -> Iterator[Text]:
    who = statement.speaker.name or "unknown speaker"
    side = f" ({statement.speaker.side})" if statement.speaker.side not in {None, who} else ""
    nested = f", inside {statement.parent}" if statement.parent else ""
    yield _line(
        (f"  {statement.id} ", "dim"),
        (f"{who}{side}", "bold"),
        f" [{', '.join(_manner(statement))}{nested}] ",
        _short(report.words(statement.content)),
    )
    if len(statement.chain) > 1:
        yield _line((f"    {chain_words(statement.chain)}", "dim"))


def _manner(statement: Statement) -> Iterator[str]:
    """How it was said, in a few words: what goes without saying is left out."""
    yield statement.mode.value
    if statement.act is not Act.SPEECH:
        yield statement.act.value
    if statement.medium:
        yield statement.medium.value.replace("_", " ")
    if statement.addressee:
        yield f"to {visible(statement.addressee)}"
    if statement.speaker.record is Record.ANONYMOUS:
        yield "anonymous"
    if statement.hedges:
        yield "hedged"


def _positions(positions: Sequence[PositionReport]) -> Iterator[Text]:
    """A table of who takes which stance on what, each row with its words and its condition below."""
    columns = [(p.actor.name, p.stance.value, str(p.issue).replace("_", " ")) for p in positions]
    who, stance, issue = (max(map(cell_len, c)) for c in zip(*columns, strict=True)) if columns else (0, 0, 0)
    for position, (name, takes, on) in zip(positions, columns, strict=True):
        to = f" (to {visible(position.addressee)})" if position.addressee else ""
        voice = f" (through {visible(position.speaker)})" if position.speaker else ""
        yield _line(
            (f"  {set_cell_size(visible(name), who)}", "bold"),
            f"  {takes:{stance}}  {on:{issue}}  {_short(position.issue_text)}{to}{voice}",
        )
        yield _line((f"    {quoted(position.quote)} [{position.start}:{position.end}]", "dim"))
        if position.condition:
            yield _line(("    on condition: ", "dim"), quoted(position.condition.quote))


def _debris(report: Report) -> Iterator[Text]:
    for segment in report.document.segments:
        if segment.kind in DEBRIS:
            words = quoted(report.text[segment.start : segment.end])
            published = segment.published.iso if segment.published else None
            facts = ", ".join(f for f in (segment.outlet, published) if f)
            yield _line((f"  {segment.kind.value}", "dim"), f" {words}", f" ({facts})" if facts else "")


def _signals(report: Report) -> Iterator[Text]:
    for signal in report.signals:
        yield _line((f"  {signal.code} [{signal.start}:{signal.end}]", "dim"), f" {signal.message}")


def report_rows(report: Report) -> list[dict[str, Any]]:
    """One flat row a finding, for CSV and tables: finding, id, who, what, about, quote, range, report."""
    published = report.document.published
    origin = {
        "report": report.id,
        "outlet": report.document.outlet,
        "published": published.iso if published else None,
    }
    rows = [*_meeting_rows(report), *_statement_rows(report), *_position_rows(report)]
    return [row | origin for row in rows]


def _meeting_rows(report: Report) -> Iterator[dict[str, Any]]:
    for meeting in report.meetings:
        for claim in meeting.assertions:
            who, what = " ← ".join(claim.by) or None, claim.status.value
            yield {
                "finding": "meeting",
                "id": meeting.id,
                "who": who,
                "what": what,
                "about": meeting.label,
            } | {
                "quote": claim.quote,
                "start": claim.start,
                "end": claim.end,
            }


def _statement_rows(report: Report) -> Iterator[dict[str, Any]]:
    for statement in report.statements:
        span, mode, chain = statement.whole, statement.mode.value, chain_words(statement.chain)
        who = statement.speaker.name
        yield {"finding": "statement", "id": statement.id, "who": who, "what": mode, "about": chain} | {
            "quote": report.words(statement.content),
            "start": span.start,
            "end": span.end,
        }


def _position_rows(report: Report) -> Iterator[dict[str, Any]]:
    for number, position in enumerate(report.positions, 1):
        who, what, about = position.actor.name, position.stance.value, str(position.issue)
        yield {"finding": "position", "id": f"p{number}", "who": who, "what": what, "about": about} | {
            "quote": position.quote,
            "start": position.start,
            "end": position.end,
        }
