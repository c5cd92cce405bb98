"""Reports: the list, and one to read with what was found in it."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.ledger.wanted import phrases
from dateline.model.report import Report
from dateline.serve.layout import asked, page, said
from dateline.serve.marking import noted, underliner
from dateline.serve.paging import page_of
from dateline.serve.problems import Problem
from dateline.serve.reader import Stretch, lines, notes_of, stretches_of
from dateline.serve.words import counted

__all__ = ["report", "reports"]

_RANGE = re.compile(r"(\d{1,9})-(\d{1,9})")
_RECORD = re.compile(r"[smpx]\d{1,6}")


def reports(ledger: Ledger, request: Request) -> Response:
    """The page of reports, the newest first."""
    query = asked(request)
    found = page_of(ledger, "reports", query, after=request.query_params.get("next") or None, newest=True)
    return page(
        request,
        "reports.html",
        title="Reports",
        asks=said(query, "reports"),
        rows=found.rows,
        next=found.next,
        count=len(ledger),
        phrases=phrases(query.about) if query.about else (),
    )


def report(ledger: Ledger, request: Request) -> Response:
    """The reader: ``?at=120-180`` opens at a passage, ``?focus=s3`` shows one record's words only."""
    name = request.path_params["id"]
    if name not in ledger:
        raise Problem(
            404, "not_found", f"There is no report {name}; the list of reports has those there are."
        )
    read = ledger.report(name)
    facts = ledger.show(name)[0].report.as_dict()
    focus = request.query_params.get("focus", "")
    focus = focus if _RECORD.fullmatch(focus) else ""
    stretches = [s for s in stretches_of(read) if not focus or s.record == focus]
    stretches += _asked_for(request.query_params.get("at", ""), read)
    notes = notes_of(read)
    return page(
        request,
        "report.html",
        title=facts["title"] or facts["outlet"] or name,
        asks="One report: "
        + ", ".join(
            counted(len(found), what)
            for found, what in (
                (read.statements, "statement"),
                (read.meetings, "meeting"),
                (read.positions, "position"),
            )
        ),
        facts=facts,
        lines=lines(read.text, read.document.segments, stretches, notes),
        signals=[{"record": f"x{n}"} | _signal(s) for n, s in enumerate(read.signals, 1)],
        focus=focus,
        underlined=underliner(),
        noted=partial(noted, here=request.url.path, focus=focus, entries=_entries(ledger, read)),
    )


def _signal(signal: Any) -> dict[str, Any]:
    return {"code": signal.code, "message": signal.message, "start": signal.start, "end": signal.end}


def _asked_for(words: str, read: Report) -> list[Stretch]:
    """The passage that an address asks for, as far as it lies in the text."""
    found = _RANGE.fullmatch(words)
    if not found:
        return []
    start, end = (min(int(n), len(read.text)) for n in found.groups())
    return [Stretch(start, end, "at", "asked", 9)] if start < end else []


def _entries(ledger: Ledger, read: Report) -> dict[str, str]:
    """The ledger's meetings and positions that rest on this report: record to id."""
    meetings = [meeting.id for meeting in read.meetings]
    positions = [f"p{number}" for number in range(1, len(read.positions) + 1)]
    known: dict[str, str] = {}
    for kind, records in (("meeting", meetings), ("position", positions)):
        ids = ledger.glance.ids([f"{read.id}.{record}" for record in records], kind)
        known |= {name.rpartition(".")[2]: entry for name, entry in ids.items()}
    return known
