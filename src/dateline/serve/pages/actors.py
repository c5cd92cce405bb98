"""Actors: who is who; and one actor with what he says over time, his positions, meetings, roles and names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.ledger.known import is_actor
from dateline.model.actors import KnownActor
from dateline.model.glances import PositionGlance, StatementGlance
from dateline.serve.draw import bars
from dateline.serve.layout import asked, page, said
from dateline.serve.paging import LARGEST_PAGE
from dateline.serve.problems import Problem
from dateline.serve.words import day_of, link

__all__ = ["actor", "actors", "find_actor"]

LISTED = 200
"""Actors of a page when nothing is said."""
READ, SHOWN = 500, 40
"""Statements that the page is made from (the newest), and those that it shows."""


def actors(ledger: Ledger, request: Request) -> Response:
    """The page of all actors, those first whom most reports name."""
    query = asked(request)
    wanted = query.wanted("actors")
    limit = min(wanted.pop("limit", None) or LISTED, LARGEST_PAGE)
    found = ledger.actors(**wanted, limit=limit + 1)
    return page(
        request,
        "actors.html",
        title="Actors",
        asks=said(query, "actors"),
        rows=[a.as_dict() for a in found[:limit]],
        more=len(found) > limit,
    )


def find_actor(ledger: Ledger, name: str) -> KnownActor:
    """The actor of that id or name; raises a :class:`~dateline.serve.problems.Problem` when there is none."""
    try:
        return ledger.actor(name)
    except LedgerError as error:
        message = f"There is no actor {name}, or several; the list of actors has those there are."
        raise Problem(404, "not_found", message) from error


def actor(ledger: Ledger, request: Request) -> Response:
    """The page of a person, office, state or organisation, by id or by name; an older id leads to its own."""
    name = " ".join(request.path_params["id"].split())
    if not any(c.isalnum() for c in name):
        raise Problem(404, "not_found", "This is no name; open an actor from a statement or a meeting.")
    known: KnownActor | None = None
    with suppress(LedgerError):
        known = ledger.actor(name)
    if known is not None and known.id != name and is_actor(known, name):
        return RedirectResponse(link(f"/actors/{known.id}"), 308)
    if known is not None and known.id == name:
        name = known.name
    own = ledger.glance.statements(by=name, limit=READ, newest=True)
    spoken_for = ledger.glance.statements(side=name, limit=READ, newest=True) if not own else ()
    told = own or spoken_for
    positions = _positions(ledger, name)
    meetings = ledger.glance.meetings(by=name, limit=SHOWN, newest=True) or ledger.glance.meetings(
        side=name, limit=SHOWN, newest=True
    )
    if not (told or known or positions or meetings):
        raise Problem(404, "not_found", f"Nobody called {name} is in the ledger; look in the statements.")
    days = [d for s in told if (d := day_of(s.published))]
    return page(
        request,
        "actor.html",
        title=name,
        asks=f"Statements, positions and meetings of {name}",
        name=name,
        known=known.as_dict() if known else None,
        rows=[s.as_dict() for s in ledger.glance.said([s.id for s in told[:SHOWN]])],
        count=len(told),
        more=len(told) >= READ,
        as_side=not own and bool(spoken_for),
        chart=bars(days, what="statements"),
        roles=_spans(told, lambda s: s.role),
        names=_spans(told, lambda s: s.who) if own else _spans(told, lambda s: s.who)[:20],
        sides=_spans(told, lambda s: s.side),
        positions=[p.as_dict() for p in positions],
        meetings=[m.as_dict() for m in meetings],
    )


def _positions(ledger: Ledger, name: str) -> Sequence[PositionGlance]:
    return ledger.glance.positions(side=name) or ledger.glance.positions(by=name)


def _spans(
    said: Iterable[StatementGlance], of: Callable[[StatementGlance], str | None]
) -> list[dict[str, Any]]:
    """Each value with the first and last time that it was published, and how often; the newest first."""
    found: dict[str, list[str]] = {}
    for entry in said:
        value = of(entry)
        if value:
            found.setdefault(value, []).append(entry.published or "")
    spans = [
        {
            "value": value,
            "first": min(filter(None, days), default=None),
            "last": max(days) or None,
            "count": len(days),
        }
        for value, days in found.items()
    ]
    return sorted(spans, key=lambda s: (s["last"] or "", s["count"]), reverse=True)
