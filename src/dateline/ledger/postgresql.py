"""The PostgreSQL store: a schema of a database, several writers who take turns, any number of readers.

``postgresql://user@host/database`` names it, in the words of libpq; ``#name`` at the end names another
schema than ``dateline``, for several ledgers in one database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urlsplit, urlunsplit

from dateline.errors import LedgerError
from dateline.ledger.filing import Row
from dateline.ledger.names import tokens
from dateline.ledger.relational import RelationalStore
from dateline.ledger.versions import VERSION, migration, refuse_newer

if TYPE_CHECKING:
    import psycopg

__all__ = ["PostgreSQLStore"]

_SCHEMA = "dateline"
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_APPLICATION = 0x44544C4E  # "DTLN", the first half of the lock's name
_PART = 2000  # words of a text in one vector: no word of English is so common that it stands there 256 times
_OVERLAP = 50  # words that a part has in common with the next, so that no phrase falls between them


class PostgreSQLStore(RelationalStore):
    """Rows in one schema of a PostgreSQL database."""

    def __init__(self, url: str, *, read_only: bool = False) -> None:
        """Open the ledger, which is made when it is not there, unless ``read_only``.

        Raises :class:`~dateline.errors.LedgerError`: no server, no such database or user, no
        permission, psycopg not installed, or a newer Dateline's ledger.
        """
        self.url, fragment = urldefrag(url)
        self.schema = unquote(fragment) or _SCHEMA
        self.read_only = read_only
        if not _NAME.fullmatch(self.schema):
            message = f"#{self.schema} is no name of a schema; write small letters, digits and underscores."
            raise LedgerError(message)
        self._connection = _connect(self.url, self.where)
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    @property
    def where(self) -> str:
        """The address without its password."""
        parts = urlsplit(self.url)
        user, at, host = parts.netloc.rpartition("@")
        plain = urlunsplit(parts._replace(netloc=user.partition(":")[0] + at + host, query=""))
        return plain if self.schema == _SCHEMA else f"{plain}#{self.schema}"

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()

    def _prepare(self) -> None:
        with self._understood():
            self._execute(f'SET search_path = "{self.schema}", pg_catalog')
            version = self._version()
            refuse_newer(self.where, version)
            if version == VERSION:
                return
            if self.read_only:
                message = (
                    f"There is no ledger at {self.where}, or it is an older Dateline's; "
                    "make or renew it with: dateline add REPORT --db URL"
                )
                raise LedgerError(message)
            self._migrate()

    def _version(self) -> int:
        (row,) = self._execute("SELECT to_regclass(%s) AS there", [f"{self.schema}.schema_version"])
        if row["there"] is None:
            return 0
        (row,) = self._execute("SELECT coalesce(max(version), 0) AS version FROM schema_version")
        return int(row["version"])

    def _migrate(self) -> None:
        with self._connection.transaction():
            self._execute("SELECT pg_advisory_xact_lock(%s, 0)", [_APPLICATION])
            self._execute(f'CREATE SCHEMA IF NOT EXISTS "{self.schema}"')
            self._execute(
                f'CREATE TABLE IF NOT EXISTS "{self.schema}".schema_version '
                "(version INTEGER PRIMARY KEY, since TIMESTAMPTZ NOT NULL DEFAULT now())"
            )
            # Another process may have done it while this one waited.
            for number in range(self._version() + 1, VERSION + 1):
                self._execute(migration("postgresql", number))
                self._execute("INSERT INTO schema_version (version) VALUES (%s)", [number])

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything that is read inside is of one moment."""
        if self._in_transaction:
            yield
            return
        with self._understood():
            self._execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            try:
                yield
            finally:
                self._connection.rollback()

    @property
    def _in_transaction(self) -> bool:
        from psycopg.pq import TransactionStatus  # noqa: PLC0415 - an extra

        return self._connection.info.transaction_status is not TransactionStatus.IDLE

    @contextmanager
    def trying(self) -> Iterator[None]:
        """A transaction of which nothing stays."""
        with self._understood("read"):
            self._execute("BEGIN")
            try:
                self._take_turn()
                yield
            finally:
                self._connection.rollback()

    def _take_turn(self) -> None:
        """Writers take turns, so that reports are committed in the order of their arrival."""
        self._execute(
            "SELECT pg_advisory_xact_lock(%s, (to_regnamespace(%s)::oid::bigint %% 2147483647)::integer)",
            [_APPLICATION, self.schema],
        )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.read_only:
            message = f"The ledger {self.where} is open for reading only; open it for writing to add to it."
            raise LedgerError(message)
        with self._understood("written", "nothing was kept"), self._connection.transaction():
            self._take_turn()
            yield

    @contextmanager
    def _understood(self, done: str = "read", then: str = "check the server") -> Iterator[None]:
        """What the server or the driver complains of, in one sentence of ours."""
        import psycopg  # noqa: PLC0415 - an extra: only who keeps a ledger in PostgreSQL needs it

        try:
            yield
        except psycopg.Error as error:
            message = f"The ledger {self.where} could not be {done} ({_sentence(error)}); {then}."
            raise LedgerError(message) from error

    def _execute(self, command: str, values: Sequence[Any] | None = None) -> list[dict[str, Any]]:
        cursor = self._connection.execute(command.encode(), values)
        return cursor.fetchall() if cursor.description else []

    def _all(self, command: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        with self._understood():
            yield from self._execute(_marked(command), values)

    def tuples(self, command: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that a question in SQL gives, as plain tuples."""
        from psycopg.rows import tuple_row  # noqa: PLC0415 - an extra

        with self._understood(), self._connection.cursor(row_factory=tuple_row) as cursor:
            return cursor.execute(_marked(command).encode(), values).fetchall()

    def _run(self, command: str, rows: Iterable[Sequence[Any]] = ((),)) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(_marked(command).encode(), list(rows))

    def _index(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        rows = [(number, part, text) for number, told in words for part, text in enumerate(_parts(told))]
        command = f"INSERT INTO {table}_words (number, part, words) VALUES (?, ?, to_tsvector('words', ?))"  # noqa: S608 - constants
        self._run(command, rows)

    def _forget(self, table: str, words: Iterable[tuple[int, str]]) -> None:
        self._run(f"DELETE FROM {table}_words WHERE number = ?", [(number,) for number, _ in words])  # noqa: S608 - constants

    def unindex(self) -> None:
        """Throw away all words that were made searchable."""
        for table in ("report", "statement"):
            self._execute(f"DELETE FROM {table}_words")  # noqa: S608 - constants

    def _matching(self, table: str, phrases: tuple[str, ...]) -> tuple[str, list[Any]]:
        one = f"SELECT number FROM {table}_words WHERE words @@ phraseto_tsquery('words', ?)"  # noqa: S608 - constants
        return " INTERSECT ".join([one] * len(phrases)), list(phrases)

    def holds(self, column: str) -> str:
        """A condition on one value: that ``column`` has it somewhere in it."""
        return f"strpos({column}, ?) > 0"

    def faults(self) -> Iterator[tuple[str, str]]:
        """What is wrong with the tables: where, and a sentence."""
        for table, number in (("statement", "number"), ("report", "arrival")):
            lost = self._one(
                f"SELECT count(*) AS n FROM {table} t "  # noqa: S608 - constants
                f"WHERE NOT EXISTS (SELECT 1 FROM {table}_words w WHERE w.number = t.{number})"
            )
            if lost and lost["n"]:
                yield f"{table}_words", f"The word index lacks {lost['n']} rows."
        for table, column, other, key in _REFERENCES:
            for row in self._all(
                f"SELECT t.{column} AS lost FROM {table} t "  # noqa: S608 - constants
                f"WHERE NOT EXISTS (SELECT 1 FROM {other} o WHERE o.{key} = t.{column})"
            ):
                yield f"{table} {row['lost']}", f"It points at a row of {other} that is not there."


_REFERENCES = (
    ("report", "sha256", "frozen_text", "sha256"),
    ("statement", "report", "report", "id"),
    ("meeting", "report", "report", "id"),
    ("assertion", "meeting", "meeting", "id"),
    ("position", "report", "report", "id"),
    ("superseded", "report", "report", "id"),
)
"""What points where: the server holds it, unless somebody has told it not to."""


def _connect(url: str, where: str) -> psycopg.Connection[dict[str, Any]]:
    try:
        import psycopg  # noqa: PLC0415 - an extra
        from psycopg.rows import dict_row  # noqa: PLC0415
    except ImportError as error:
        message = "A ledger in PostgreSQL needs psycopg; install it with: pip install 'dateline[postgresql]'"
        raise LedgerError(message) from error
    try:
        return psycopg.connect(url, autocommit=True, row_factory=dict_row, application_name="dateline")
    except psycopg.Error as error:
        message = f"The ledger {where} cannot be opened ({_sentence(error)}); check address and server."
        raise LedgerError(message) from error


def _sentence(error: Exception) -> str:
    """The first line of what the server says."""
    lines = str(error).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(error).__name__


def _marked(command: str) -> str:
    """The command with psycopg's marks for values."""
    return command.replace("?", "%s")


def _parts(text: str) -> Iterator[str]:
    """The words of ``text`` in overlapping parts, as they are compared; at least one part."""
    words = tokens(text) if len(text) < _PART else _words(text)
    yield " ".join(words[:_PART])
    for start in range(_PART - _OVERLAP, len(words) - _OVERLAP, _PART - _OVERLAP):
        yield " ".join(words[start : start + _PART])


def _words(text: str) -> tuple[str, ...]:
    return tokens.__wrapped__(text)  # a long text is not remembered
