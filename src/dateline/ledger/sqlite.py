"""The SQLite store: one file, one writer at a time, any number of readers beside it."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import LedgerError
from dateline.ledger.filing import Row
from dateline.ledger.relational import RelationalStore
from dateline.ledger.schema import connect

__all__ = ["SQLiteStore"]

_NUMBERS = {"statement": "number", "report": "arrival"}


class SQLiteStore(RelationalStore):
    """Rows in one SQLite file (WAL)."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or make the file; raises :class:`~dateline.errors.LedgerError`."""
        self.path = path
        self.read_only = read_only
        self._connection = connect(path, read_only=read_only)

    @property
    def where(self) -> str:
        """The path of the file."""
        return str(self.path)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that is read inside is of one moment."""
        if self._connection.in_transaction:
            yield
            return
        self._begin("BEGIN")
        try:
            yield
        finally:
            self._connection.rollback()

    @contextmanager
    def trying(self) -> Iterator[None]:
        """A transaction of which nothing stays."""
        try:
            self._connection.execute("PRAGMA query_only = OFF")
            self._begin("BEGIN IMMEDIATE")
            yield
        finally:
            self._connection.rollback()
            if self.read_only:
                self._connection.execute("PRAGMA query_only = ON")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            message = f"The ledger {self.path} is open for reading only; open it for writing to add to it."
            raise LedgerError(message)
        self._begin("BEGIN IMMEDIATE")  # waits for its turn
        try:
            yield
            self._connection.commit()
        except sqlite3.Error as error:
            self._connection.rollback()
            raise _unwritten(self.path, error) from error
        except BaseException:
            self._connection.rollback()
            raise

    def _begin(self, command: str) -> None:
        try:
            self._connection.execute(command)
        except sqlite3.OperationalError as error:
            raise _unwritten(self.path, error) from error

    def _all(self, command: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        try:
            yield from map(dict, self._connection.execute(command, values))
        except sqlite3.Error as error:
            raise _unread(self.path, error) from error

    def tuples(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question in SQL gives, as plain tuples."""
        cursor = self._connection.cursor()
        cursor.row_factory = None
        try:
            return cursor.execute(command, values).fetchall()
        except sqlite3.Error as error:
            raise _unread(self.path, error) from error

    def _run(self, command: str, rows: Iterable[Sequence[Any]] = ((),)) -> None:
        try:
            self._connection.executemany(command, rows)
        except sqlite3.OperationalError as error:  # nothing may be written here, or the disk is full
            raise _unwritten(self.path, error) from error

    def _index(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        self._run(f"INSERT INTO {table}_words (rowid, words) VALUES (?, ?)", words)  # noqa: S608 - constants

    def _forget(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        # Without a copy of the text, FTS5 must be told what to take out.
        command = f"INSERT INTO {table}_words ({table}_words, rowid, words) VALUES ('delete', ?, ?)"  # noqa: S608 - constants
        self._run(command, words)

    def unindex(self) -> None:
        """Throw away all words that were made searchable."""
        for table in ("report", "statement"):
            self._connection.execute(f"INSERT INTO {table}_words ({table}_words) VALUES ('delete-all')")  # noqa: S608 - constants

    def _matching(self, table: str, phrases: tuple[str, ...]) -> tuple[str, list[Any]]:
        # Each phrase is one string literal, so none has syntax.
        query = " AND ".join('"{}"'.format(p.replace('"', " ")) for p in phrases)
        return f"SELECT rowid FROM {table}_words WHERE {table}_words MATCH ?", [query]  # noqa: S608 - constants

    def _is_common(self, table: str, named: str, values: list[Any], limit: int | None) -> bool:
        # Looking a row up costs some ten times as much as passing it by in the index of the order of time,
        # and of n rows of which m hold the words, limit * n / m are passed by: SQLite does not know m.
        if limit is None:
            return False
        rows = self._number(table, _NUMBERS[table])
        enough = max(math.isqrt(limit * rows // 8), 100)
        counted = self._one(f"SELECT count(*) AS n FROM ({named} LIMIT {enough:d})", values)  # noqa: S608 - constants
        return counted is not None and counted["n"] >= enough

    def holds(self, column: str) -> str:
        """A condition on one value: that ``column`` has it somewhere in it."""
        return f"instr({column}, ?) > 0"

    def faults(self) -> Iterator[tuple[str, str]]:
        """What SQLite finds wrong with the file: where, and a sentence."""
        for row in self._all("PRAGMA integrity_check"):
            (line,) = row.values()
            if line != "ok":
                yield str(self.path), f"The database file is damaged: {line}."
        for row in self._all("PRAGMA foreign_key_check"):
            message = f"It points at a row of {row['parent']} that is not there."
            yield f"{row['table']} row {row['rowid']}", message
        for table in ("statement", "report"):
            rows, indexed = (
                self._one(f"SELECT count(*) AS n FROM {t}")  # noqa: S608 - constants
                for t in (table, f"{table}_words_docsize")
            )
            if rows and indexed and rows["n"] != indexed["n"]:
                yield f"{table}_words", f"The word index holds {indexed['n']} of {rows['n']} rows."


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _unread(path: Path, error: sqlite3.Error) -> LedgerError:
    if _is_busy(error):
        return _unwritten(path, error)
    return LedgerError(f"The ledger {path} could not be read ({error}); run dateline check.")


def _unwritten(path: Path, error: sqlite3.Error) -> LedgerError:
    if _is_busy(error):
        message = f"The ledger {path} was being written by others all the while; nothing was kept, try again."
    else:
        message = f"The ledger {path} could not be written ({error}); nothing was kept."
    return LedgerError(message)
