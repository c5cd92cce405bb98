"""An actor: what he says over time, his positions and meetings, his roles with dates, his names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.model.glances import PositionGlance, StatementGlance
from dateline.serve.draw import bars
from dateline.serve.layout import page
from dateline.serve.problems import Problem
from dateline.serve.words import day_of

__all__ = ["actor"]

READ, SHOWN = 500, 40
"""Statements that the page is made from (the newest), and those that it shows."""


def actor(ledger: Ledger, request: Request) -> Response:
    """The page of a person, office, state or organisation, by name."""
    name = " ".join(request.path_params["id"].split())
    if not any(c.isalnum() for c in name):
        raise Problem(404, "not_found", "This is no name; open an actor from a statement or a meeting.")
    own = ledger.glance.statements(by=name, limit=READ, newest=True)
    spoken_for = ledger.glance.statements(side=name, limit=READ, newest=True) if not own else ()
    said = own or spoken_for
    positions = _positions(ledger, name)
    meetings = ledger.glance.meetings(by=name, limit=SHOWN, newest=True) or ledger.glance.meetings(
        side=name, limit=SHOWN, newest=True
    )
    if not (said or positions or meetings):
        raise Problem(404, "not_found", f"Nobody called {name} is in the ledger; look in the statements.")
    days = [d for s in said if (d := day_of(s.published))]
    return page(
        request,
        "actor.html",
        title=name,
        asks=f"Statements, positions and meetings of {name}",
        name=name,
        rows=[s.as_dict() for s in ledger.glance.said([s.id for s in said[:SHOWN]])],
        count=len(said),
        more=len(said) >= READ,
        as_side=not own and bool(spoken_for),
        chart=bars(days, what="statements"),
        roles=_spans(said, lambda s: s.role),
        names=_spans(said, lambda s: s.who) if own else _spans(said, lambda s: s.who)[:20],
        sides=_spans(said, lambda s: s.side),
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
