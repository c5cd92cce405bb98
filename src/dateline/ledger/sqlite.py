"""The SQLite store: one file, one writer at a time, any number of readers beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dateline.errors import LedgerError
from dateline.ledger.filing import Bodies, Filing, Row
from dateline.ledger.schema import connect
from dateline.ledger.store import Selection

__all__ = ["SQLiteStore"]

_REPORT = (
    "id, sha256, length, path, url, title, outlet, outlet_key, published, at, first, last, language, body, "
    "digest"
)
_STATEMENT = (
    "id, report, ordinal, start, end, speaker_key, side, outlet, outlet_key, published, at, first, last, body"
)
_MEETING = "id, report, ordinal, body"
_ASSERTION = "meeting, ordinal, start, end, status, side, outlet, published, at, body"
_POSITION = "id, report, ordinal, start, end, statement, issue, outlet, published, at, body"


def _insert(table: str, columns: str) -> str:
    values = ", ".join(f":{c.strip()}" for c in columns.split(","))
    return f"INSERT INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 - constants of this file


class SQLiteStore:
    """Rows in one SQLite file (WAL). Not to be shared between threads: open one per thread."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open or make the file; raises :class:`~dateline.errors.LedgerError`."""
        self.path = path
        self.read_only = read_only
        self._connection = connect(path, read_only=read_only)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def add(self, filing: Filing) -> bool:
        """Keep a report with all its findings, or nothing; False when it is already there."""
        with self._writing() as connection:
            if self._arrival(filing.report["id"]) is not None:
                return False
            self._keep(connection, filing)
        return True

    def _keep(self, connection: sqlite3.Connection, filing: Filing) -> None:
        body = filing.text.encode("utf-8", "surrogatepass")
        connection.execute(
            "INSERT INTO frozen_text (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (filing.report["sha256"], body),
        )
        arrival = connection.execute(_insert("report", _REPORT), filing.report).lastrowid
        words = body.decode("utf-8", "replace")
        connection.execute("INSERT INTO report_words (rowid, words) VALUES (?, ?)", (arrival, words))
        for row in filing.statements:
            number = connection.execute(_insert("statement", _STATEMENT), row).lastrowid
            connection.execute(
                "INSERT INTO statement_words (rowid, words) VALUES (?, ?)", (number, row["words"])
            )
        connection.executemany(_insert("meeting", _MEETING), filing.meetings)
        connection.executemany(_insert("assertion", _ASSERTION), filing.assertions)
        connection.executemany(_insert("position", _POSITION), filing.positions)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing, on the disk when the block ends."""
        if self.read_only:
            message = f"The ledger {self.path} is open for reading only; open it for writing to add to it."
            raise LedgerError(message)
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            message = f"The ledger {self.path} could not be written ({error}); nothing was kept."
            raise LedgerError(message) from error

    def _arrival(self, report: str) -> int | None:
        row = self._one("SELECT arrival FROM report WHERE id = ?", (report,))
        return row[0] if row else None

    def _one(self, command: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        return next(self._all(command, values), None)

    def _all(self, command: str, values: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        try:
            yield from self._connection.execute(command, values)
        except sqlite3.Error as error:
            message = f"The ledger {self.path} could not be read ({error}); run dateline check."
            raise LedgerError(message) from error

    def count(self) -> int:
        """How many reports there are (the arrival of the newest)."""
        row = self._one("SELECT coalesce(max(arrival), 0) FROM report")
        return int(row[0]) if row else 0

    def text(self, report: str) -> str:
        """The frozen text of a report that is there."""
        row = self._one(
            "SELECT body FROM frozen_text WHERE sha256 = (SELECT sha256 FROM report WHERE id = ?)", (report,)
        )
        if row is None:
            message = f"There is no report {report} in the ledger {self.path}."
            raise LedgerError(message)
        return bytes(row[0]).decode("utf-8", "surrogatepass")

    def report(self, report: str) -> Row | None:
        """One report by its id."""
        return _row(self._one("SELECT * FROM report WHERE id = ?", (report,)))

    def statement(self, statement: str) -> Row | None:
        """One statement by its ledger-wide id."""
        return _row(self._one("SELECT * FROM statement WHERE id = ?", (statement,)))

    def reports(self, wanted: Selection) -> Iterator[Row]:
        """Reports by time and id."""
        where, values = _conditions(wanted)
        if wanted.phrases is not None:
            where.append("arrival IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)")
            values.append(_match(wanted.phrases))
        yield from self._selected("report", where, values, "at, id", wanted.limit)

    def statements(self, wanted: Selection) -> Iterator[Row]:
        """Statements by time, report and place in the report."""
        where, values = _conditions(wanted)
        _alternatives("speaker_key", wanted.names, where, values)
        if wanted.side is not None:
            where.append("side = ?")
            values.append(wanted.side)
        if wanted.phrases is not None:
            about = ["number IN (SELECT rowid FROM statement_words WHERE statement_words MATCH ?)"]
            values.append(_match(wanted.phrases))
            if wanted.issue is not None:
                about.append("id IN (SELECT statement FROM position WHERE issue = ?)")
                values.append(wanted.issue)
            where.append(f"({' OR '.join(about)})")
        yield from self._selected("statement", where, values, "at, report, start, ordinal", wanted.limit)

    def _selected(
        self, table: str, where: list[str], values: list[Any], order: str, limit: int | None
    ) -> Iterator[Row]:
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        command = f"SELECT * FROM {table} {condition} ORDER BY {order} LIMIT ?"  # noqa: S608 - words of this file; values are bound
        yield from map(dict, self._all(command, [*values, -1 if limit is None else limit]))

    def meetings(self, upto: int | None = None) -> Iterator[Row]:
        """Meetings as the first ``upto`` reports to arrive tell of them."""
        yield from self._findings("SELECT f.* FROM meeting f", "f.report", upto, "f.report, f.ordinal")

    def assertions(self, upto: int | None = None) -> Iterator[Row]:
        """What is claimed of them, by meeting and ordinal."""
        source = "SELECT f.*, m.report FROM assertion f JOIN meeting m ON m.id = f.meeting"
        yield from self._findings(source, "m.report", upto, "f.meeting, f.ordinal")

    def positions(self, upto: int | None = None) -> Iterator[Row]:
        """Positions as the first ``upto`` reports to arrive give them."""
        yield from self._findings("SELECT f.* FROM position f", "f.report", upto, "f.report, f.ordinal")

    def speakers(self, upto: int | None = None) -> Iterator[Row]:
        """Report, speaker_key and side of every speaker whose side is known, once a report."""
        source = (
            "SELECT DISTINCT f.report, f.speaker_key, f.side FROM "
            "(SELECT * FROM statement WHERE side IS NOT NULL) f"
        )
        yield from self._findings(source, "f.report", upto, "f.report, f.speaker_key, f.side")

    def _findings(self, source: str, report: str, upto: int | None, order: str) -> Iterator[Row]:
        if upto is None:
            yield from map(dict, self._all(f"{source} ORDER BY {order}"))
            return
        source += f" JOIN report r ON r.id = {report} WHERE r.arrival <= ? ORDER BY {order}"
        yield from map(dict, self._all(source, (upto,)))

    def bodies(self, report: str) -> Bodies:
        """The stored JSON of a report that is there."""
        row = self.report(report)
        meetings = "SELECT id, body FROM meeting WHERE report = ? ORDER BY ordinal"
        said: dict[str, list[str]] = {}
        for claim in self._all(
            "SELECT meeting, body FROM assertion WHERE meeting IN (SELECT id FROM meeting WHERE report = ?) "
            "ORDER BY meeting, ordinal",
            (report,),
        ):
            said.setdefault(claim["meeting"], []).append(claim["body"])
        return Bodies(
            report=row["body"] if row else "{}",
            statements=self._bodies("statement", report),
            meetings=tuple((m["body"], tuple(said.get(m["id"], ()))) for m in self._all(meetings, (report,))),
            positions=self._bodies("position", report),
        )

    def _bodies(self, table: str, report: str) -> tuple[str, ...]:
        command = f"SELECT body FROM {table} WHERE report = ? ORDER BY ordinal"  # noqa: S608 - a constant of this file
        return tuple(r[0] for r in self._all(command, (report,)))

    def bookmark(self, name: str) -> int:
        """The arrival up to which ``name`` has looked; 0 at first."""
        row = self._one("SELECT arrival FROM bookmark WHERE name = ?", (name,))
        return int(row[0]) if row else 0

    def mark(self, name: str, arrival: int) -> None:
        """Remember how far ``name`` has looked."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO bookmark (name, arrival) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET arrival = max(arrival, excluded.arrival)",
                (name, arrival),
            )

    def faults(self) -> Iterator[tuple[str, str]]:
        """What SQLite finds wrong with the file: where, and a sentence."""
        for (line,) in self._all("PRAGMA integrity_check"):
            if line != "ok":
                yield str(self.path), f"The database file is damaged: {line}."
        for row in self._all("PRAGMA foreign_key_check"):
            yield f"{row[0]} row {row[1]}", f"It points at a row of {row[2]} that is not there."
        for table, words in (("statement", "statement_words"), ("report", "report_words")):
            rows, indexed = (self._one(f"SELECT count(*) FROM {t}") for t in (table, f"{words}_docsize"))  # noqa: S608 - constants
            if rows and indexed and rows[0] != indexed[0]:
                yield words, f"The word index holds {indexed[0]} of {rows[0]} rows."


def _row(row: sqlite3.Row | None) -> Row | None:
    return dict(row) if row is not None else None


def _conditions(wanted: Selection) -> tuple[list[str], list[Any]]:
    """The conditions on time and outlet, which every dated row knows."""
    where: list[str] = []
    values: list[Any] = []
    if wanted.first is not None:
        where.append("last >= ?")
        values.append(wanted.first)
    if wanted.last is not None:
        where.append("first <= ? AND first <> ''")
        values.append(wanted.last)
    _alternatives("outlet_key", wanted.outlets, where, values)
    return where, values


def _alternatives(
    column: str, names: tuple[tuple[str, ...], ...] | None, where: list[str], values: list[Any]
) -> None:
    """All words of at least one of ``names``: whole words, for the column has a space on each side."""
    if names is None:
        return
    options = []
    for words in names:
        options.append(" AND ".join(f"instr({column}, ?) > 0" for _ in words) or "0")
        values.extend(f" {w} " for w in words)
    where.append("(" + (" OR ".join(f"({o})" for o in options) or "0") + ")")


def _match(phrases: tuple[str, ...]) -> str:
    """An FTS5 query that holds every phrase: each is one string literal, so none has syntax."""
    return " AND ".join('"{}"'.format(p.replace('"', " ")) for p in phrases)
