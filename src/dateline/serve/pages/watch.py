"""Feeds: how the watcher of this ledger stands, as far as it ever ran."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dateline.errors import LedgerError
from dateline.ledger import Ledger
from dateline.serve.layout import page, tagged
from dateline.watch import WatchState, status, status_place
from dateline.watch.status import troubles

__all__ = ["watch", "watch_json"]

SHOWN = 50
"""Entries on the page that could not be had or read; ``dateline watch --failed`` has more."""


def watch(_: Ledger, request: Request) -> Response:
    """The page of the feeds."""
    found = _found(request)
    return page(
        request, "watch.html", title="Feeds", asks="The feeds that are watched into this ledger", **found
    )


def watch_json(_: Ledger, request: Request) -> Response:
    """The same for programs."""
    return tagged(request, JSONResponse(_found(request)))


def _found(request: Request) -> dict[str, Any]:
    """Every feed and what is wrong with entries; empty where nothing was ever watched."""
    place = status_place(request.app.state.settings.place)
    if place is None or not place.exists():
        return {"feeds": [], "troubles": []}
    try:
        with WatchState(place, read_only=True) as state:
            return {
                "feeds": [row.as_dict() for row in status(state)],
                "troubles": [row.as_dict() for row in troubles(state, SHOWN)],
            }
    except LedgerError:  # another kind of file lies there: nothing was watched
        return {"feeds": [], "troubles": []}
