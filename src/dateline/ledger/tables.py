"""Tables of a relational database: how a store of one kind asks, writes, and finds words in them.

A store of a certain database adds how it connects, how it begins and ends a transaction, and how it
finds words. SQL here is what SQLite and PostgreSQL both understand, with ``?`` for a value.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

from dateline.ledger.filing import Row

__all__ = ["Tables"]


class Tables(ABC):
    """The tables of one ledger. Not to be shared between threads: open one per thread."""

    read_only: bool

    @property
    @abstractmethod
    def where(self) -> str:
        """The ledger's place in words, without a password."""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """Everything that is read inside is of one moment."""

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]:
        """One transaction, one writer at a time: all of it or nothing, on the disk at its end."""

    @abstractmethod
    def trying(self) -> AbstractContextManager[None]:
        """A transaction like :meth:`filling` of which nothing stays, for whoever opened for reading only too.

        Raises :class:`~dateline.errors.LedgerError` where not even that is allowed.
        """

    @abstractmethod
    def _all(self, command: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that ``command`` gives; raises :class:`~dateline.errors.LedgerError`."""

    @abstractmethod
    def _run(self, command: str, rows: Iterable[Sequence[Any]] = ((),)) -> None:
        """Run ``command``, inside ``_writing``, once for each of ``rows``."""

    @abstractmethod
    def _index(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        """Make the words of the row of each number in ``table`` searchable."""

    @abstractmethod
    def _forget(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        """Take the words of the row of each number out again."""

    @abstractmethod
    def _matching(self, table: str, phrases: tuple[str, ...]) -> tuple[str, list[Any]]:
        """A subquery for the numbers of the rows of ``table`` that hold every phrase, and its values."""

    @abstractmethod
    def holds(self, column: str) -> str:
        """A condition on one value: that ``column`` has it somewhere in it."""

    @abstractmethod
    def faults(self) -> Iterable[tuple[str, str]]:
        """What the database finds wrong with itself: where, and a sentence."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the database."""

    def ask(self, command: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a question in SQL gives; raises :class:`~dateline.errors.LedgerError`."""
        yield from self._all(command, values)

    @abstractmethod
    def tuples(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question in SQL gives, as plain tuples: for questions that are asked often."""

    def filling(self) -> AbstractContextManager[None]:
        """One transaction in which :meth:`run`, :meth:`fill` and :meth:`index` write."""
        return self._writing()

    def run(self, command: str, values: Sequence[Any] = ()) -> None:
        """Run a command in SQL, inside :meth:`filling`."""
        self._run(command, [values])

    def run_all(self, command: str, rows: Sequence[Sequence[Any]]) -> None:
        """Run a command once for each of ``rows``, inside :meth:`filling`."""
        if rows:
            self._run(command, rows)

    def fill(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table, inside :meth:`filling`."""
        if rows:
            self._insert(table, ", ".join(rows[0]), rows)

    def index(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        """Make the words of rows that were filled in searchable."""
        self._index(table, words)

    @abstractmethod
    def unindex(self) -> None:
        """Throw away all words that were made searchable, inside :meth:`filling`."""

    def _insert(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        names = columns.split(", ")
        quoted = ", ".join(f'"{n}"' for n in names)  # "end" is a word of SQL
        marks = ", ".join("?" * len(names))
        command = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - constants of this file
        self._run(command, [tuple(row[n] for n in names) for row in rows])

    def _number(self, table: str, column: str) -> int:
        row = self._one(f"SELECT coalesce(max({column}), 0) AS n FROM {table}")  # noqa: S608 - constants
        return int(row["n"]) if row else 0

    def _one(self, command: str, values: Sequence[Any] = ()) -> Row | None:
        return next(iter(list(self._all(command, values))), None)
