"""Changes: what became different since the last visit, by day, the newest first."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.model.findings import Status
from dateline.model.glances import MeetingGlance
from dateline.serve.layout import asked, page, said
from dateline.serve.paging import LARGEST_PAGE
from dateline.serve.settings import SEEN
from dateline.serve.words import day_of

__all__ = ["changes"]

SHOWN = 150
"""Changes on the page; the API has them all."""
BESIDE, RECENT = 8, 300
"""Meetings that stand beside the changes, and the newest among which they are looked for."""


def changes(ledger: Ledger, request: Request) -> Response:
    """The page of changes: all that a query asks, else those that came since the last visit."""
    query = asked(request)
    seen = _seen(request, ledger)
    everything = "all" in request.query_params or query.words("changes") != "Changes"
    wanted = query.wanted("changes")
    limit = min(wanted.pop("limit", None) or SHOWN, LARGEST_PAGE)
    if wanted.pop("last", False):
        wanted["since"] = "last"
    elif not everything and seen is not None:
        wanted["after"] = seen
    found = ledger.changes(**wanted, limit=limit + 1, newest=True)
    rows = [change.as_dict() for change in found[:limit]]
    return page(
        request,
        "changes.html",
        title="Changes",
        asks=said(query, "changes") + ("" if everything or seen is None else ", since you last looked"),
        days=[(day, list(group)) for day, group in groupby(rows, key=_day)],
        shown=len(rows),
        more=len(found) > limit,
        seen=seen,
        everything=everything,
        reports=len(ledger),
        **_beside(ledger),
    )


def _seen(request: Request, ledger: Ledger) -> int | None:
    """How many reports the reader has seen the changes of; None when he never said so."""
    words = request.cookies.get(SEEN, "")
    return min(int(words), len(ledger)) if words.isascii() and words.isdigit() and len(words) < 12 else None


def _day(row: dict[str, Any]) -> str | None:
    day = day_of(row["published"])
    return day.isoformat() if day else None


def _beside(ledger: Ledger) -> dict[str, Any]:
    """What stands beside the changes: what is ahead of the newest report, and what is contested."""
    newest = max(
        (d for r in ledger.reports(newest=True, limit=1) if (d := r.published and r.published.last)),
        default=None,
    )
    recent = ledger.glance.meetings(newest=True, limit=RECENT)
    ahead = [m for m in recent if m.when and m.when.last and newest and m.when.last >= newest]
    ahead = sorted((m for m in ahead if m.status is not Status.HELD), key=_start)
    return {
        "ahead": [m.as_dict() for m in ahead[:BESIDE]],
        "contested": [m.as_dict() for m in recent if m.voices][:BESIDE],
        "newest": newest.isoformat() if newest else None,
    }


def _start(meeting: MeetingGlance) -> tuple[dt.date, str]:
    first = meeting.when.first if meeting.when else None
    return first or dt.date.max, meeting.label
