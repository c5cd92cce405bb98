"""Positions: a grid of sides and issues as of a day, every cell with its condition and its evidence."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.model.glances import PASSAGES
from dateline.serve.layout import asked, page, said
from dateline.serve.problems import Problem

__all__ = ["positions"]

SIDES = 14
"""Rows of the grid: the sides with most words first, so many a page."""
LARGEST_CELL = 200
"""Newest passages that are shown of a position that is asked for alone."""


def positions(ledger: Ledger, request: Request) -> Response:
    """The page of positions."""
    query = asked(request)
    wanted = query.wanted("positions")
    alone = {"side", "about"} <= wanted.keys()
    passages = LARGEST_CELL if alone else PASSAGES
    start = _start(request)
    found = ledger.glance.grid(slice(start, start + SIDES), **wanted, passages=passages)
    shown = [p.as_dict() for p in found.shown]
    sides = list(dict.fromkeys(row["side"] for row in shown))
    issues = [i for i, _ in Counter(row["issue"] for row in shown).most_common()]
    issues.sort(key=lambda i: i == "other")
    return page(
        request,
        "positions.html",
        title="Positions",
        asks=said(query, "positions"),
        sides=sides,
        issues=issues,
        cells={(row["side"], row["issue"]): row for row in shown},
        rows=shown,
        count=found.positions,
        start=start,
        before=max(start - SIDES, 0) if start else None,
        after=start + SIDES if start + SIDES < found.sides else None,
        others=found.sides - len(sides),
        passages=passages,
    )


def _start(request: Request) -> int:
    """The row of the grid that the page begins with."""
    word = request.query_params.get("from", "0")
    if not (word.isascii() and word.isdigit() and len(word) < 7):
        raise Problem(400, "query", "from is the number of the first side; leave it out to start again.")
    return int(word)
