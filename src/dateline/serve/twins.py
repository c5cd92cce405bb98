"""The twins of a page: the same question as JSON, CSV, an Atom feed or a calendar."""

from __future__ import annotations

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.export.calendar import calendar
from dateline.export.feeds import atom
from dateline.export.tables import ask, csv_lines
from dateline.ledger import Ledger
from dateline.serve.layout import asked, tagged
from dateline.serve.pages.meetings import find_meeting
from dateline.serve.pages.watch import watch_json
from dateline.serve.words import link

__all__ = ["TWINS"]

FED = 500
"""Entries of a feed at most, the newest: its readers come again."""
TABLES = frozenset({"reports", "statements", "meetings", "positions", "changes", "actors"})


async def _json(request: Request) -> Response:
    """Where the API has it."""
    what = request.path_params["what"]
    if what not in TABLES:
        raise HTTPException(404)
    path = "/".join(["/api/v1", what, *filter(None, [request.path_params.get("id")])])
    return RedirectResponse(link(path, **dict(request.query_params)), 307)


def _csv(ledger: Ledger, request: Request) -> Response:
    """The whole answer as a table, safe to open in a spreadsheet; ``?exact=1`` gives the very words."""
    what = request.path_params["what"]
    if what not in TABLES:
        raise HTTPException(404)
    answers = ask(ledger, what, asked(request))
    exact = request.query_params.get("exact") == "1"
    words = "".join(csv_lines(what, answers, for_spreadsheets=not exact))
    return _file(request, words, "text/csv; charset=utf-8; header=present", f"{what}.csv")


def _atom(ledger: Ledger, request: Request) -> Response:
    query = asked(request)
    wanted = query.wanted("changes")
    limit = min(wanted.pop("limit", None) or FED, FED)
    if wanted.pop("last", False):
        wanted["since"] = "last"
    feed = atom(
        ledger.changes(**wanted, limit=limit, newest=True),
        title=query.words("changes"),
        self_link=str(request.url),
        base=_base(request),
    )
    return tagged(request, Response(feed.encode(), media_type="application/atom+xml"))


def _calendar(ledger: Ledger, request: Request) -> Response:
    query = asked(request)
    events = calendar(ask(ledger, "meetings", query), name=query.words("meetings"), base=_base(request))
    return _file(request, events, "text/calendar; charset=utf-8", "meetings.ics")


def _event(ledger: Ledger, request: Request) -> Response:
    """One meeting for a calendar."""
    meeting = find_meeting(ledger, request.path_params["id"])
    events = calendar([meeting], name=meeting.label, base=_base(request))
    return _file(request, events, "text/calendar; charset=utf-8", f"{meeting.id}.ics")


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _file(request: Request, words: str, kind: str, name: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return tagged(request, Response(words.encode("utf-8", "replace"), headers=headers, media_type=kind))


def _asking(give: Callable[[Ledger, Request], Response]) -> Callable[[Request], object]:
    async def endpoint(request: Request) -> Response:
        def question(ledger: Ledger) -> Response:
            return give(ledger, request)

        answer: Response = await request.app.state.readers.ask(question)
        return answer

    return endpoint


TWINS = [
    Route("/watch.json", _asking(watch_json)),
    Route("/{what}.json", _json),
    Route("/{what}/{id}.json", _json),
    Route("/{what}.csv", _asking(_csv)),
    Route("/changes.atom", _asking(_atom)),
    Route("/meetings.ics", _asking(_calendar)),
    Route("/meetings/{id}.ics", _asking(_event)),
]
