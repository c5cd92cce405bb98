"""Positions: a grid of sides and issues as of a day, every cell with its condition and its evidence."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.serve.layout import asked, page, said
from dateline.serve.problems import Problem

__all__ = ["positions"]

SIDES = 14
"""Rows of the grid: the sides with most words first, so many a page."""
PASSAGES, LARGEST_CELL = 6, 200
"""Newest passages that are shown of each position, and of one that is asked for alone."""


def positions(ledger: Ledger, request: Request) -> Response:
    """The page of positions."""
    query = asked(request)
    wanted = query.wanted("positions")
    found = [p.as_dict() for p in ledger.positions(**wanted)]
    weight = Counter[str]()
    for row in found:
        weight[row["side"]] += len(row["history"])
    start = _start(request)
    ranked = [side for side, _ in weight.most_common()]
    sides = ranked[start : start + SIDES]
    shown = [row for side in sides for row in found if row["side"] == side]
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
        count=len(found),
        start=start,
        before=max(start - SIDES, 0) if start else None,
        after=start + SIDES if start + SIDES < len(ranked) else None,
        others=len(ranked) - len(sides),
        passages=LARGEST_CELL if {"side", "about"} <= wanted.keys() else PASSAGES,
        shifted=_shifted,
    )


def _start(request: Request) -> int:
    """The row of the grid that the page begins with."""
    word = request.query_params.get("from", "0")
    if not (word.isascii() and word.isdigit() and len(word) < 7):
        raise Problem(400, "query", "from is the number of the first side; leave it out to start again.")
    return int(word)


def _shifted(row: dict[str, Any]) -> dict[str, Any] | None:
    """The last shift of a position, if it ever took another stance."""
    shifts = row.get("shifts") or ()
    return shifts[-1] if shifts else None
