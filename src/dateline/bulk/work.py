"""The work ledger: which units there are, who has claimed them, and what became of them.

One SQLite file, one transaction for each change of a state, and every change is kept as an event. A
process that is killed leaves its claims behind; the next one sets them free, for only one at a time can
hold the folder.
"""

from __future__ import annotations

import fcntl
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dateline.bulk.plan import Mark
from dateline.bulk.shards import Counts
from dateline.bulk.units import Kind, Unit
from dateline.errors import BulkError

__all__ = ["Claim", "Done", "State", "WorkLedger"]

SUSPECT = 2
"""Times that a worker must die at one and the same report before that report is left out."""
SCHEMA = """
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE source (
  number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, digest TEXT NOT NULL
);
CREATE TABLE unit (
  number INTEGER PRIMARY KEY,
  source INTEGER NOT NULL REFERENCES source (number),
  body TEXT NOT NULL,
  expected INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'claimed', 'done', 'poisoned')),
  worker TEXT, lease REAL, tries INTEGER NOT NULL DEFAULT 0, suspects TEXT NOT NULL DEFAULT '{}',
  shard TEXT, counts TEXT, seconds REAL, reason TEXT
);
CREATE INDEX unit_by_state ON unit (state, number);
CREATE TABLE event (
  number INTEGER PRIMARY KEY, unit INTEGER NOT NULL, at REAL NOT NULL, what TEXT NOT NULL,
  worker TEXT, reason TEXT
);
"""


class State(StrEnum):
    """Where a unit stands. ``failed`` and ``retried`` are events: the unit waits again."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    DONE = "done"
    POISONED = "poisoned"


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit to be read now: how often it failed before, and the reports in it to be left out."""

    number: int
    unit: Unit
    tries: int = 0
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A unit that was read."""

    number: int
    unit: Unit
    shard: str
    counts: Counts


class WorkLedger:
    """The ledger of the work in ``folder``; use it in a ``with`` block.

    Raises :class:`~dateline.errors.BulkError` when another process is at work there, or when the folder
    cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        """Open the ledger, or begin one."""
        path = folder / "work.db"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._lock = (folder / "work.lock").open("w")
        except OSError as error:
            message = (
                f"{folder} cannot be written ({error.strerror or error}); give another folder with --out."
            )
            raise BulkError(message) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._lock.close()
            message = f"Another dateline bulk is at work in {folder}; wait for it, or give another --out."
            raise BulkError(message) from error
        self._db = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()
        self._lock.close()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on the disk when it is over."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.rollback()
            raise
        self._db.commit()

    def settle(self, settings: Mapping[str, str]) -> dict[str, str]:
        """Keep the settings of a new ledger; the settings it was begun with."""
        with self._change() as db:
            db.executemany("INSERT INTO setting VALUES (?, ?) ON CONFLICT DO NOTHING", settings.items())
        return dict(self._db.execute("SELECT name, value FROM setting"))

    def mark(self, path: str) -> Mark | None:
        """The mark of the source at ``path`` when it was planned; None for one that was not."""
        row = self._db.execute("SELECT size, digest FROM source WHERE path = ?", (path,)).fetchone()
        return Mark(*row) if row else None

    def add_source(self, path: str, mark: Mark, units: Iterable[Unit]) -> None:
        """Plan a source: all its units, or nothing."""
        with self._change() as db:
            number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM source").fetchone()[0]
            db.execute("INSERT INTO source VALUES (?, ?, ?, ?)", (number, path, mark.size, mark.digest))
            rows = ((number, json.dumps(asdict(u)), u.expected) for u in units)
            db.executemany(
                "INSERT INTO unit (source, body, expected, state) VALUES (?, ?, ?, 'waiting')", rows
            )

    def claim(self, worker: str, lease: float) -> Claim | None:
        """The first unit that waits, claimed by ``worker`` for ``lease`` seconds; None when none waits."""
        with self._change() as db:
            row = db.execute(
                "SELECT number, body, tries, suspects FROM unit "
                "WHERE state = 'waiting' ORDER BY number LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            number, body, tries, suspects = row
            db.execute(
                "UPDATE unit SET state = 'claimed', worker = ?, lease = ? WHERE number = ?",
                (worker, time.time() + lease, number),
            )
            self._event(number, "retried" if tries else "claimed", worker)
        return Claim(number, _unit(body), tries, _avoided(json.loads(suspects)))

    def finish(self, number: int, shard: str, counts: Counts, seconds: float) -> None:
        """The unit is done, and its shard on the disk."""
        with self._change() as db:
            db.execute(
                "UPDATE unit SET state = 'done', lease = NULL, reason = NULL, shard = ?, counts = ?, "
                "seconds = ? WHERE number = ?",
                (shard, json.dumps(counts.as_dict()), seconds, number),
            )
            self._event(number, "done")

    def fail(self, number: int, reason: str, most: int, place: str | None = None) -> State:
        """The unit could not be read: it waits again, or is poisoned after ``most`` tries.

        ``place`` is the report at which the worker died, if that is known: the second time it is left
        out from then on, and the tries are counted anew.
        """
        with self._change() as db:
            tries, suspects = self._blamed(number, place)
            state = State.POISONED if tries >= most else State.WAITING
            db.execute(
                "UPDATE unit SET state = ?, lease = NULL, tries = ?, suspects = ?, reason = ? "
                "WHERE number = ?",
                (state, tries, json.dumps(suspects), reason, number),
            )
            self._event(number, "failed", reason=reason)
            if state is State.POISONED:
                self._event(number, "poisoned", reason=reason)
        return state

    def _blamed(self, number: int, place: str | None) -> tuple[int, dict[str, int]]:
        row = self._db.execute("SELECT tries, suspects FROM unit WHERE number = ?", (number,)).fetchone()
        tries, suspects = row[0] + 1, json.loads(row[1])
        if place is not None:
            suspects[place] = suspects.get(place, 0) + 1
            tries = 1 if suspects[place] == SUSPECT else tries
        return tries, suspects

    def release(self, reason: str) -> int:
        """Set free all that was claimed, through no fault of the units; how many there were."""
        with self._change() as db:
            claimed = [n for (n,) in db.execute("SELECT number FROM unit WHERE state = 'claimed'")]
            for number in claimed:
                self._event(number, "released", reason=reason)
            db.execute("UPDATE unit SET state = 'waiting', lease = NULL WHERE state = 'claimed'")
        return len(claimed)

    def reopen(self, numbers: Iterable[int], reason: str) -> None:
        """Units that must be read after all: poisoned ones get new tries, lost shards are made again."""
        with self._change() as db:
            for number in numbers:
                db.execute("UPDATE unit SET state = 'waiting', tries = 0 WHERE number = ?", (number,))
                self._event(number, "reopened", reason=reason)

    def withdraw(self, path: str, reason: str) -> None:
        """Give up what waits of a source."""
        with self._change() as db:
            waiting = db.execute(
                "SELECT unit.number FROM unit JOIN source ON source.number = unit.source "
                "WHERE path = ? AND state = 'waiting'",
                (path,),
            ).fetchall()
            for (number,) in waiting:
                db.execute(
                    "UPDATE unit SET state = 'poisoned', reason = ? WHERE number = ?", (reason, number)
                )
                self._event(number, "poisoned", reason=reason)

    def overdue(self) -> list[int]:
        """The claimed units whose lease is over."""
        found = self._db.execute(
            "SELECT number FROM unit WHERE state = 'claimed' AND lease < ?", (time.time(),)
        )
        return [number for (number,) in found]

    def tally(self) -> dict[State, int]:
        """How many units stand where."""
        found = dict(self._db.execute("SELECT state, count(*) FROM unit GROUP BY state"))
        return {state: found.get(state.value, 0) for state in State}

    def expected(self) -> int:
        """Reports that the plan has counted so far."""
        return int(self._db.execute("SELECT coalesce(sum(expected), 0) FROM unit").fetchone()[0])

    def done(self) -> Iterator[Done]:
        """The units that were read, in the order of the plan."""
        for number, body, shard, counts in self._db.execute(
            "SELECT number, body, shard, counts FROM unit WHERE state = 'done' ORDER BY number"
        ):
            yield Done(number, _unit(body), shard, Counts.from_dict(json.loads(counts)))

    def poisoned(self) -> list[tuple[int, Unit, str]]:
        """The units that were given up: number, unit, reason."""
        found = self._db.execute(
            "SELECT number, body, reason FROM unit WHERE state = 'poisoned' ORDER BY number"
        )
        return [(number, _unit(body), reason) for number, body, reason in found]

    def events(self) -> Iterator[tuple[int, float, str, str | None]]:
        """Everything that happened: the unit, when (seconds since 1970), what, and why."""
        yield from self._db.execute("SELECT unit, at, what, reason FROM event ORDER BY number")

    def happened(self) -> Counter[str]:
        """How often each sort of event happened."""
        return Counter(dict(self._db.execute("SELECT what, count(*) FROM event GROUP BY what")))

    def _event(self, unit: int, what: str, worker: str | None = None, reason: str | None = None) -> None:
        self._db.execute(
            "INSERT INTO event (unit, at, what, worker, reason) VALUES (?, ?, ?, ?, ?)",
            (unit, time.time(), what, worker, reason),
        )


def _opened(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            db.executescript(f"BEGIN; {SCHEMA} COMMIT;")
        db.execute("SELECT number FROM unit LIMIT 1")
    except sqlite3.Error as error:
        message = f"{path} is no ledger of work ({error}); give another folder with --out."
        raise BulkError(message) from error
    return db


def _unit(body: str) -> Unit:
    facts: dict[str, Any] = json.loads(body)
    return Unit(**facts | {"kind": Kind(facts["kind"]), "files": tuple(facts["files"])})


def _avoided(suspects: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(place for place, times in suspects.items() if times >= SUSPECT)
