"""Meetings: a strip of dates, a table; and one meeting with its life, its voices and its evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import GoneError
from dateline.export.cite import Shelf, cite_entry
from dateline.ledger import Ledger
from dateline.model.entries import Meeting
from dateline.model.findings import Status
from dateline.model.glances import MeetingGlance, PositionGlance
from dateline.model.links import beside
from dateline.model.rows import Passage
from dateline.serve.draw import Point, strip, voices
from dateline.serve.layout import asked, page, said
from dateline.serve.paging import LARGEST_PAGE
from dateline.serve.problems import Problem
from dateline.serve.words import counted, day_of, link

__all__ = ["find_meeting", "meeting", "meetings"]

SHOWN = 200
AROUND = dt.timedelta(days=30)
BESIDE = 12


def meetings(ledger: Ledger, request: Request) -> Response:
    """The page of meetings, those with the newest words first."""
    query = asked(request)
    wanted = query.wanted("meetings")
    limit = min(wanted.pop("limit", None) or SHOWN, LARGEST_PAGE)
    asked_for = ledger.glance.meetings(**wanted, limit=limit + 1, newest=True)
    found = sorted(asked_for[:limit], key=_newest, reverse=True)
    rows = [m.as_dict() for m in found]
    dated = [m for m in found if m.when and m.when.first]
    return page(
        request,
        "meetings.html",
        title="Meetings",
        asks=said(query, "meetings"),
        rows=rows,
        more=len(asked_for) > limit,
        undated=len(found) - len(dated),
        strip=strip(_point(m) for m in dated),
        statuses=_counted(found),
    )


def _newest(meeting: MeetingGlance) -> tuple[str, str]:
    return _published(meeting.passage), meeting.id


def _published(passage: Passage) -> str:
    return (passage.published.iso if passage.published else None) or ""


def _point(meeting: MeetingGlance) -> Point:
    day = meeting.when.first if meeting.when else None
    return Point(day or dt.date.min, meeting.status.value, meeting.label, link(f"/meetings/{meeting.id}"))


def _counted(found: Sequence[MeetingGlance]) -> list[tuple[str, int]]:
    """How many meetings have each status, in the order of the vocabulary."""
    counts = [(s.value, sum(m.status is s for m in found)) for s in Status]
    return [(status, count) for status, count in counts if count]


def meeting(ledger: Ledger, request: Request) -> Response:
    """The page of one meeting; an older id leads to the one that it has now."""
    name = request.path_params["id"]
    entry = find_meeting(ledger, name)
    if entry.id != name:
        return RedirectResponse(link(f"/meetings/{entry.id}"), 308)
    row = entry.as_dict()
    reports = {name: entry.as_dict() for name, entry in ledger.glance.reports(_all_reports(row)).items()}
    return page(
        request,
        "meeting.html",
        title=row["label"],
        asks=f"One meeting and everything that was claimed of it: {counted(len(row['history']), 'claim')} "
        f"in {counted(len(row['reports']), 'report')}",
        row=row,
        beside=[(words, one.as_dict()) for words, one in beside(entry)],
        life=voices(_claims(row)),
        reports=reports,
        positions=[p.as_dict() for p in _around(ledger, entry)],
        citation=cite_entry(Shelf(ledger), entry).plain,
    )


def find_meeting(ledger: Ledger, name: str) -> Meeting:
    """The meeting of that id, or that it was merged into.

    Raises a :class:`~dateline.serve.problems.Problem` when there is none, and a
    :class:`~dateline.errors.GoneError` when there is none any more.
    """
    found = ledger.called(name).meetings
    exact = [m for m in found if m.id == name]
    older = [m for m in found if name in m.merged_from or name in m.findings]
    entry = next(iter(exact + older), None)
    if entry is None:
        gone = ledger.former(name)
        if gone is not None:
            raise GoneError(gone.words)
        raise Problem(
            404, "not_found", f"There is no meeting {name}; the list of meetings has those there are."
        )
    return entry


def _all_reports(row: dict[str, Any]) -> Iterable[str]:
    told = [r for origin in row.get("origins") or () for r in origin["reports"]]
    return dict.fromkeys([*row["reports"], *told])


def _claims(row: dict[str, Any]) -> list[Point]:
    claims = []
    for claim in row["history"]:
        day = day_of(claim["published"])
        if day is not None:
            place = f"/reports/{claim['report']}"
            href = link(place, at=f"{claim['start']}-{claim['end']}") + "#at"
            who = claim["who"] or "the report itself"
            claims.append(Point(day, claim["status"], f"{who}: {claim['quote']}", href, row=who))
    return claims


def _around(ledger: Ledger, entry: Meeting) -> list[PositionGlance]:
    """Positions of those who take part, spoken about when the meeting was spoken about."""
    sides = dict.fromkeys(p.side or p.name for p in entry.participants)
    days = [d for a in entry.history if (d := a.passage.published and a.passage.published.first)]
    if not days:
        return []
    first, last = min(days) - AROUND, max(days) + AROUND
    found = [p for side in sides for p in ledger.glance.positions(side=side) if p.side in sides]
    near = [p for p in found if (w := p.last.passage.published) and w.first and first <= w.first <= last]
    near.sort(key=lambda p: (p.passages, _published(p.last.passage)), reverse=True)
    return near[:BESIDE]
