"""Review: one record a card; accept, reject, correct, merge or split it by keyboard, and undo any of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.errors import LedgerError, QueryError
from dateline.ledger import Ledger
from dateline.model.entries import Meeting, Position
from dateline.model.findings import Status
from dateline.model.glances import MeetingGlance, PositionGlance, StatementGlance
from dateline.model.rows import StatementEntry
from dateline.serve.guard import require_writer
from dateline.serve.layout import page
from dateline.serve.pages.likes import told_by, worth_merging
from dateline.serve.problems import Problem, problem_of
from dateline.serve.words import link

__all__ = ["REVIEWING", "decide", "decided", "undo"]

Row = MeetingGlance | PositionGlance | StatementGlance

KINDS = ("meetings", "statements", "positions")
READ = 400
"""The newest records among which the next card is looked for."""
MADE = 12
VERBS = ("accept", "reject", "correct")
CORRECTED = ("status", "speaker", "side")


def review(ledger: Ledger, request: Request) -> Response:
    """The card that is next, or that ``?id=`` names, and the last decisions."""
    kind = request.query_params.get("kind", "meetings")
    if kind not in KINDS:
        raise Problem(
            400, "query", f"There are no {kind} to review; choose meetings, statements or positions."
        )
    made = list(ledger.review.in_force())
    rows = list(_rows(ledger, kind))
    chosen = _next(rows, request.query_params.get("id"), request.query_params.get("after"))
    entry = _entry(ledger, kind, chosen) if chosen else None
    card = entry.as_dict() if entry else None
    meeting = entry if isinstance(entry, Meeting) else None
    return page(
        request,
        "review.html",
        title="Review",
        asks=f"{kind.capitalize()} that nobody has decided about yet, the newest first",
        kind=kind,
        kinds=KINDS,
        card=card,
        left=sum(row.review is None for row in rows),
        passages=ledger.show(card["id"])[-2:] if card else (),
        statuses=[s.value for s in Status if s is not Status.CONTESTED],
        likes=worth_merging(ledger, meeting) if meeting else (),
        tellings=told_by(meeting) if meeting else (),
        made=[d.as_dict() for d in reversed(made[-MADE:])],
        count=len(made),
    )


def _rows(ledger: Ledger, kind: str) -> Iterable[Row]:
    if kind == "statements":
        return ledger.glance.statements(limit=READ, newest=True)
    if kind == "positions":
        return reversed(ledger.glance.positions())
    return ledger.glance.meetings(limit=READ, newest=True)


def _next(rows: list[Row], wanted: str | None, after: str | None) -> str | None:
    """The record of that id; else the first after another, else of all, that nobody has decided about."""
    if wanted:
        return wanted if any(r.id == wanted for r in rows) else None
    start = next((n + 1 for n, r in enumerate(rows) if r.id == after), 0)
    order = rows[start:] + rows[:start]
    return next((r.id for r in order if r.review is None), None)


def _entry(ledger: Ledger, kind: str, name: str) -> Meeting | Position | StatementEntry | None:
    """The whole record of that id."""
    if kind == "statements":
        return next(iter(ledger.glance.said([name])), None)
    known = ledger.called(name)
    found: Iterable[Meeting | Position] = (*known.meetings, *known.positions)
    return next((e for e in found if e.id == name), None)


def decide(
    ledger: Ledger,
    verb: str,
    name: str,
    who: str,
    values: dict[str, str | None],
    *,
    findings: Sequence[str] = (),
) -> Any:
    """Make one decision; raises a :class:`~dateline.errors.DatelineError` for what cannot be decided.

    ``values`` has ``other`` for a merge, and what a correction corrects; ``findings`` are those that a
    split takes away.
    """
    reason = values.get("reason") or None
    if verb == "merge":
        if not (other := values.get("other")):
            raise Problem(422, "validation", "A merge needs the other meeting or actor; choose one.")
        return ledger.review.merge(name, other, who=who, reason=reason)
    if verb == "split":
        return ledger.review.split(name, *findings, who=who, reason=reason)
    if verb == "correct":
        given = {k: values[k] for k in CORRECTED if values.get(k)}
        return ledger.review.correct(name, who=who, reason=reason, **given)
    if verb not in VERBS:
        raise Problem(422, "validation", f"{verb} is no decision; accept, reject, correct, merge or split.")
    return getattr(ledger.review, verb)(name, who=who, reason=reason)


def undo(ledger: Ledger, number: int, who: str) -> Any:
    """Undo decision ``number``."""
    return ledger.review.undo(number, who=who)


async def decided(request: Request, deed: Callable[[Ledger], Any]) -> Any:
    """The record of a decision; raises a problem for a record that is not there or cannot be decided."""
    try:
        return await request.app.state.readers.write(deed)
    except LedgerError as error:
        raise Problem(404, "not_found", str(error)) from error
    except QueryError as error:
        raise Problem(422, "query", problem_of(error).detail) from error


async def _review(request: Request) -> Response:
    def draw(ledger: Ledger) -> Response:
        return review(ledger, request)

    answer: Response = await request.app.state.readers.ask(draw)
    return answer


async def _decided(request: Request) -> Response:
    settings = request.app.state.settings
    require_writer(request, settings)
    form = await request.form()
    kind, name = _word(form, "kind") or "meetings", _word(form, "id") or ""
    values = {k: _word(form, k) for k in ("reason", "other", *CORRECTED)}
    deed = partial(
        decide,
        verb=_word(form, "verb") or "",
        name=name,
        who=_word(form, "who") or settings.who,
        values=values,
        findings=[f for f in form.getlist("finding") if isinstance(f, str)],
    )
    await decided(request, deed)
    if kind == "actors":
        return RedirectResponse(link(f"/actors/{name}"), 303)
    return RedirectResponse(link("/review", kind=kind, after=name), 303)


async def _undone(request: Request) -> Response:
    settings = request.app.state.settings
    require_writer(request, settings)
    form = await request.form()
    number = _word(form, "number") or ""
    if not (number.isascii() and number.isdigit() and len(number) < 12):
        raise Problem(422, "validation", "The number of a decision is a whole number.")
    made = await decided(request, partial(undo, number=int(number), who=_word(form, "who") or settings.who))
    shown = (
        made.subject if " " not in made.subject and made.subject[:1] != "a" else None
    )  # actors have no card
    return RedirectResponse(link("/review", kind=_word(form, "kind") or "meetings", id=shown), 303)


def _word(form: FormData, name: str) -> str | None:
    value = form.get(name)
    return value.strip() or None if isinstance(value, str) else None


REVIEWING = [
    Route("/review", _review),
    Route("/review", _decided, methods=["POST"]),
    Route("/review/undo", _undone, methods=["POST"]),
]
