"""The file of a watcher's state: its tables, how it is opened, who may use it.

A small SQLite file of its own beside the ledger, because a ledger may be a database elsewhere, is backed up
and compared byte for byte, and only ever grows; what is remembered here comes and goes. No transaction spans
both: an article stays here, with its bytes, until the ledger has it, and the ledger keeps the same report
once, however often it is given.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dateline.errors import LedgerError

__all__ = ["StateFile"]

APPLICATION = 0x44544C57  # "DTLW"
VERSION = 1
_PATIENCE = 60.0
_SCHEMA = """
CREATE TABLE feed (
  name TEXT PRIMARY KEY, url TEXT NOT NULL, etag TEXT, modified TEXT, title TEXT,
  due REAL NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0,
  visited REAL, succeeded REAL, error TEXT);
CREATE TABLE entry (
  number INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, key TEXT NOT NULL, feed TEXT NOT NULL, guid TEXT,
  url TEXT, host TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL
    CHECK (state IN ('offered', 'fetched', 'added', 'known', 'skipped', 'failed', 'given up')),
  facts TEXT, body BLOB, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL, reason TEXT,
  idle INTEGER NOT NULL DEFAULT 0, offered REAL NOT NULL, settled REAL);
CREATE INDEX entry_waits ON entry (host, due, number) WHERE state IN ('offered', 'failed');
CREATE INDEX entry_fetched ON entry (number) WHERE state = 'fetched';
CREATE INDEX entry_guid ON entry (feed, guid) WHERE guid IS NOT NULL;
CREATE TABLE offering (feed TEXT NOT NULL, entry INTEGER NOT NULL, PRIMARY KEY (feed, entry)) WITHOUT ROWID;
CREATE TABLE reading (
  number INTEGER PRIMARY KEY, entry INTEGER NOT NULL, content TEXT NOT NULL, report TEXT NOT NULL,
  at REAL NOT NULL, UNIQUE (entry, content, report));
CREATE INDEX reading_content ON reading (content);
CREATE TABLE hold (host TEXT PRIMARY KEY, until REAL NOT NULL);
"""


class StateFile:
    """One file; use it in a ``with`` block, from one thread, and one watcher at a time."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open the state at ``path``; it is made when it is not there, unless ``read_only``.

        Raises :class:`~dateline.errors.LedgerError` when it cannot be opened, or is something else.
        """
        self.path = path
        if read_only and not path.exists():
            message = f"Nothing was watched yet: there is no {path}; start 'dateline watch FEEDS.toml'."
            raise LedgerError(message)
        try:
            self.db = self._connected(read_only=read_only)
        except sqlite3.Error as error:
            raise self.unusable(error) from error

    def _connected(self, *, read_only: bool) -> sqlite3.Connection:
        may_write = all(os.access(p, os.W_OK) for p in (self.path, self.path.parent))
        uri = self.path.absolute().as_uri() + ("?mode=ro" if read_only and not may_write else "")
        db = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
        db.row_factory = sqlite3.Row
        application, version, tables = (
            db.execute(q).fetchone()[0]
            for q in ("PRAGMA application_id", "PRAGMA user_version", "SELECT count(*) FROM sqlite_master")
        )
        if application != APPLICATION and (tables or application or version):
            db.close()
            message = f"{self.path} is a database of another kind; name another file with --state."
            raise LedgerError(message)
        if version > VERSION:
            db.close()
            message = f"A newer Dateline wrote {self.path}; use that, or name another file with --state."
            raise LedgerError(message)
        if read_only:
            db.execute("PRAGMA query_only = ON")
        else:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")  # what is said to be offered or added is on the disk
            if not version:
                db.executescript(
                    f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {APPLICATION}; "
                    f"PRAGMA user_version = {VERSION}; COMMIT;"
                )
        return db

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self.db.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """While no other watcher uses it; raises :class:`~dateline.errors.LedgerError` when one does."""
        try:
            lock = self.path.with_name(f"{self.path.name}.lock").open("ab")
        except OSError as error:
            raise self.unusable(error) from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                message = (
                    f"Another dateline watch is using {self.path}; end it first, or name another --state."
                )
                raise LedgerError(message) from error
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing."""
        try:
            self.db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.db.execute("ROLLBACK")
                raise
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self.db.execute("ROLLBACK")
            raise self.unusable(error) from error

    def unusable(self, error: Exception) -> LedgerError:
        """The error for a file that cannot be used, with its reason."""
        return LedgerError(
            f"The state of the watcher {self.path} cannot be used ({error}); see docs/watch.md."
        )

    def rows(self, command: str, *values: Any) -> list[sqlite3.Row]:
        """All rows of a question."""
        try:
            return self.db.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise self.unusable(error) from error
