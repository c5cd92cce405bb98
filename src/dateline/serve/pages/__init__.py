"""The pages: each is a function of a ledger and a request that gives the page, or a problem."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.serve.pages.actors import actor, actors
from dateline.serve.pages.changes import changes
from dateline.serve.pages.meetings import meeting, meetings
from dateline.serve.pages.positions import positions
from dateline.serve.pages.reports import report, reports
from dateline.serve.pages.statements import statements
from dateline.serve.pages.watch import watch

__all__ = ["PAGES"]

PAGES: dict[str, Callable[[Ledger, Request], Response]] = {
    "/": changes,
    "/meetings": meetings,
    "/meetings/{id}": meeting,
    "/statements": statements,
    "/actors": actors,
    "/actors/{id:path}": actor,
    "/positions": positions,
    "/reports": reports,
    "/reports/{id}": report,
    "/watch": watch,
}
"""The address of each page that is read, and what draws it."""
