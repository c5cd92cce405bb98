"""The API ``/api/v1``: the questions of the command line, with the same filters and the same objects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.responses import RedirectResponse, Response

from dateline import __version__
from dateline.errors import DatelineError, LedgerError
from dateline.ledger import Ledger
from dateline.model.actors import KnownActor
from dateline.model.entries import Meeting
from dateline.serve.bodies import (
    Answer,
    Asked,
    Dated,
    Known,
    Met,
    NewDecision,
    NewReport,
    ProblemModel,
    Said,
    Stood,
)
from dateline.serve.guard import require_writer
from dateline.serve.layout import tagged
from dateline.serve.pages.actors import find_actor
from dateline.serve.pages.add import Adding
from dateline.serve.pages.meetings import find_meeting
from dateline.serve.pages.review import decide, decided, undo
from dateline.serve.paging import page_of
from dateline.serve.problems import Problem
from dateline.serve.readers import Readers
from dateline.serve.words import link

__all__ = ["DESCRIPTION", "router"]

DESCRIPTION = (
    "A sourced ledger of news reports about diplomacy: who meets whom and is it still on, who said what and "
    "through whom, what each side demands on which condition, what changed. Every object carries `report`, "
    "`start` and `end` (half-open, in code points) and the words there as `quote`."
)

REPORT, POSITION, RECORD = "report", "position", "record"

T = TypeVar("T")


PROBLEM = {"model": ProblemModel, "content": {"application/problem+json": {}}}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: PROBLEM | {"description": words}
    for status, words in (
        (400, "The question cannot be understood."),
        (404, "Nothing has this id."),
        (410, "The page that `next` names is gone."),
        (422, "A value has not the right form."),
        (429, "Too many requests."),
        (503, "The ledger cannot be read."),
    )
}
WRITE_ERRORS = ERRORS | {
    401: PROBLEM | {"description": "Without the token."},
    403: PROBLEM | {"description": "The desk is read-only."},
    413: PROBLEM | {"description": "Too large."},
}
router = APIRouter(prefix="/api/v1", responses=ERRORS)
Identifier = Annotated[str, Path(max_length=200, examples=["m0a1b2c3d4e5f"])]


async def _ask(request: Request, question: Callable[[Ledger], T]) -> T:
    readers: Readers = request.app.state.readers
    return await readers.ask(question)


def _json(request: Request, value: Any, links: str | None = None) -> Response:
    return tagged(request, JSONResponse(value, headers={"link": links} if links else None))


async def _answer(request: Request, what: str, filters: Asked) -> Response:
    asked = filters.parsed()

    def question(ledger: Ledger) -> Response:
        found = page_of(ledger, what, asked, after=filters.next, newest=filters.order == "newest")
        value = {"query": asked.words(what), "items": found.rows, "next": found.next}
        kept = {k: v for k, v in request.query_params.items() if k != "next"}
        following = link(f"/api/v1/{what}", **kept, next=found.next) if found.next else None
        return _json(request, value, f'<{following}>; rel="next"' if following else None)

    return await _ask(request, question)


async def _one(
    request: Request, kind: str, find: Callable[[Ledger, str], Meeting | KnownActor], name: str
) -> Response:
    """One record with all that is known of it; a name or an older id redirects to the id it has now."""

    def question(ledger: Ledger) -> Response:
        entry = find(ledger, name)
        if entry.id != name:
            return RedirectResponse(link(f"/api/v1/{kind}/{entry.id}"), 308)
        return _json(request, entry.as_dict())

    return await _ask(request, question)


@router.get("/reports", response_model=Answer)
async def reports(request: Request, filters: Annotated[Dated, Query()]) -> Response:
    """Which reports are there, and which is made from which?"""
    return await _answer(request, "reports", filters)


@router.get("/statements", response_model=Answer)
async def statements(request: Request, filters: Annotated[Said, Query()]) -> Response:
    """Who said what, and through whom did it reach us?"""
    return await _answer(request, "statements", filters)


@router.get("/meetings", response_model=Answer)
async def meetings(request: Request, filters: Annotated[Met, Query()]) -> Response:
    """Who meets whom, and is it still on?"""
    return await _answer(request, "meetings", filters)


@router.get("/positions", response_model=Answer)
async def positions(request: Request, filters: Annotated[Stood, Query()]) -> Response:
    """What does each side demand, refuse, accept or offer, and on what condition?"""
    return await _answer(request, "positions", filters)


@router.get("/actors", response_model=Answer)
async def actors(request: Request, filters: Annotated[Known, Query()]) -> Response:
    """Who is who? Those come first whom most reports name."""
    return await _answer(request, "actors", filters)


@router.get("/changes", response_model=Answer)
async def changes(request: Request, filters: Annotated[Said, Query()]) -> Response:
    """What became different?"""
    return await _answer(request, "changes", filters)


def _missing(what: str, name: str) -> Problem:
    return Problem(404, "not_found", f"There is no {what} {name}; find ids in the lists.")


@router.get("/reports/{id}", response_model=dict[str, Any])
async def report(request: Request, id: Identifier) -> Response:  # noqa: A002 - the name in the address
    """One report with everything that was found in it: the contract `dateline.report/1`."""

    def question(ledger: Ledger) -> Response:
        if id not in ledger:
            raise _missing(REPORT, id)
        return _json(request, ledger.report(id).as_dict())

    return await _ask(request, question)


@router.get("/reports/{id}/text", response_class=PlainTextResponse)
async def text(request: Request, id: Identifier) -> Response:  # noqa: A002
    """The frozen text of a report, which every offset opens in."""

    def question(ledger: Ledger) -> Response:
        if id not in ledger:
            raise _missing(REPORT, id)
        words = ledger.report(id).text.encode("utf-8", "replace")
        return tagged(request, PlainTextResponse(words))

    return await _ask(request, question)


@router.get("/meetings/{id}", response_model=dict[str, Any])
async def meeting(request: Request, id: Identifier) -> Response:  # noqa: A002
    """One meeting with its whole history; an older id redirects to the one it has now."""
    return await _one(request, "meetings", find_meeting, id)


@router.get("/actors/{id}", response_model=dict[str, Any])
async def actor(request: Request, id: Identifier) -> Response:  # noqa: A002
    """One actor with all names and roles; an older id, or a name, redirects to the id it has now."""
    return await _one(request, "actors", find_actor, id)


@router.get("/positions/{id}", response_model=dict[str, Any])
async def position(request: Request, id: Identifier) -> Response:  # noqa: A002
    """One position with its whole history."""

    def question(ledger: Ledger) -> Response:
        entry = next((p for p in ledger.called(id).positions if p.id == id), None)
        if entry is None:
            raise _missing(POSITION, id)
        return _json(request, entry.as_dict())

    return await _ask(request, question)


@router.get("/passages/{id}", response_model=list[dict[str, Any]])
async def passages(request: Request, id: Identifier) -> Response:  # noqa: A002
    """The words that a statement, meeting, position, change or report rests on, in their surroundings."""

    def question(ledger: Ledger) -> Response:
        try:
            shown = ledger.show(id)
        except LedgerError as error:
            raise _missing(RECORD, id) from error
        return _json(request, [s.as_dict() for s in shown])

    return await _ask(request, question)


@router.get("/decisions", response_model=list[dict[str, Any]])
async def decisions(request: Request) -> Response:
    """What people decided, as far as it is in force."""
    return await _ask(request, lambda ledger: _json(request, [d.as_dict() for d in ledger.review.in_force()]))


@router.get("/status", response_model=dict[str, Any])
async def status(request: Request) -> Response:
    """The version, how many reports there are, and whether this desk may be written to."""

    def question(ledger: Ledger) -> Response:
        writable = request.app.state.settings.write
        return _json(request, {"version": __version__, "reports": len(ledger), "writable": writable})

    return await _ask(request, question)


@router.post("/reports", status_code=201, response_model=list[dict[str, Any]], responses=WRITE_ERRORS)
async def add(request: Request, body: NewReport) -> Response:
    """Read a text or a page and keep what it says; needs the token as a bearer."""
    require_writer(request, request.app.state.settings)
    if (body.text is None) == (body.address is None):
        raise Problem(422, "validation", "Give a text or an address, and not both.")
    adding: Adding = request.app.state.adding
    facts = body.model_dump(include={"published", "outlet", "title", "url"})
    source = body.text.encode("utf-8", "replace") if body.text is not None else body.address or ""
    added = []
    for one in await adding.read(source, facts):
        if isinstance(one, DatelineError):
            raise one
        kept = await adding.keep(one)
        added.append({"id": kept.id, "title": kept.title, "new": kept.new})
    return JSONResponse(added, 201)


@router.post("/decisions", status_code=201, response_model=dict[str, Any], responses=WRITE_ERRORS)
async def review(request: Request, body: NewDecision) -> Response:
    """Accept, reject, correct, merge or split a record, or an actor; needs the token as a bearer."""
    settings = request.app.state.settings
    require_writer(request, settings)
    values = body.model_dump(exclude={"verb", "id", "who", "findings"})
    who = body.who or settings.who
    deed = partial(decide, verb=body.verb, name=body.id, who=who, values=values, findings=body.findings)
    return await _decided(request, deed)


@router.post(
    "/decisions/{number}/undo", status_code=201, response_model=dict[str, Any], responses=WRITE_ERRORS
)
async def undone(request: Request, number: Annotated[int, Path(ge=1, le=2**31)]) -> Response:
    """Undo a decision; needs the token as a bearer."""
    settings = request.app.state.settings
    require_writer(request, settings)
    return await _decided(request, partial(undo, number=number, who=settings.who))


async def _decided(request: Request, deed: Callable[[Ledger], Any]) -> Response:
    made = await decided(request, deed)
    return JSONResponse(made.as_dict(), 201)
