"""How the feeds stand: what ``dateline watch --status`` and the desk's page of feeds show."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dateline.watch.offering import moment
from dateline.watch.state import WatchState

__all__ = ["FeedStatus", "Trouble", "status", "status_place", "troubles"]


@dataclass(frozen=True, slots=True)
class FeedStatus:
    """One feed. Times are in ISO 8601 and UTC, or None.

    ``entries`` is how many it ever offered. Of these ``waiting`` are still to be fetched or read, ``failed``
    will be tried again, ``given_up`` will not, ``known`` were there already in the same words, and
    ``skipped`` are not about diplomacy. ``added`` counts reports, so an article that was corrected counts
    more than once. ``error`` is what went wrong at the last visit, in one sentence.
    """

    feed: str
    url: str
    title: str | None
    last_visit: str | None
    last_success: str | None
    next_due: str | None
    failures: int
    entries: int
    added: int
    known: int
    skipped: int
    waiting: int
    failed: int
    given_up: int
    error: str | None

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Trouble:
    """An entry that failed or was given up, and why."""

    feed: str
    address: str
    state: str
    tries: int
    next_due: str | None
    reason: str

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        return asdict(self)


def status_place(ledger: str | os.PathLike[str]) -> Path | None:
    """Where the state of the watcher of a ledger lies unless told otherwise: beside its file."""
    if str(ledger).startswith(("postgresql://", "postgres://")):
        return None
    path = Path(ledger)
    return path.with_name(f"{path.name}.watch")


def status(state: WatchState) -> list[FeedStatus]:
    """Every feed that was ever watched, by name."""
    counts = state.counts()
    return [_status(row, counts.get(row["name"], {})) for row in state.feeds()]


def _status(row: Any, counts: dict[str, int]) -> FeedStatus:
    states = {name: number for name, number in counts.items() if name != "reports"}
    return FeedStatus(
        feed=row["name"],
        url=row["url"],
        title=row["title"],
        last_visit=_iso(row["visited"]),
        last_success=_iso(row["succeeded"]),
        next_due=_iso(row["due"]),
        failures=row["failures"],
        entries=sum(states.values()),
        added=counts.get("reports", 0),
        known=states.get("known", 0),
        skipped=states.get("skipped", 0),
        waiting=states.get("offered", 0) + states.get("fetched", 0),
        failed=states.get("failed", 0),
        given_up=states.get("given up", 0),
        error=row["error"],
    )


def troubles(state: WatchState, most: int = 50) -> list[Trouble]:
    """What could not be had or read, the latest first."""
    return [
        Trouble(
            feed=row["feed"],
            address=row["url"] or row["address"],
            state=row["state"],
            tries=row["tries"],
            next_due=_iso(row["due"]) if row["state"] == "failed" else None,
            reason=row["reason"] or "",
        )
        for row in state.troubled(most)
    ]


def _iso(moment_: float | None) -> str | None:
    return moment(moment_) if moment_ else None
