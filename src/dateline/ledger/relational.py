"""What every relational store has in common: the tables, the questions, and how a report goes in.

A store of a certain database adds how it connects, how it begins and ends a transaction, and how it
finds words. SQL here is what SQLite and PostgreSQL both understand, with ``?`` for a value.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from dateline.errors import LedgerError
from dateline.ledger.filing import Bodies, Filing, Row, canonical, file_report, rejoin
from dateline.ledger.store import Selection
from dateline.model.report import Report

__all__ = ["RelationalStore"]

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

T = TypeVar("T")


class RelationalStore(ABC):
    """A store in tables. Not to be shared between threads: open one per thread."""

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

    # Reports in

    def add(self, filing: Filing, analysis: str = "") -> bool:
        """Keep a report with all its findings, or nothing; False when it is already there."""
        report = filing.report["id"]
        if self.report(report) is not None:  # most often, and nobody waits for the writers' turn
            return False
        with self._writing():
            if self.report(report) is not None:
                return False
            body = filing.text.encode("utf-8", "surrogatepass")
            self._run(
                "INSERT INTO frozen_text (sha256, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(filing.report["sha256"], body)],
            )
            arrival = self.count() + 1
            row = {"arrival": arrival, "analysis": analysis} | dict(filing.report)
            self._insert("report", f"arrival, analysis, {_REPORT}", [row])
            self._index("report", [(arrival, body.decode("utf-8", "replace"))])
            self._keep_findings(filing)
        return True

    def replace(self, filing: Filing, analysis: str) -> bool:
        """Keep another reading of a report that is there; the one before is kept as superseded."""
        name = filing.report["id"]
        with self._writing():
            before = self.report(name)
            if before is None:
                message = f"There is no report {name} in the ledger {self.where}."
                raise LedgerError(message)
            if before["digest"] == filing.report["digest"]:
                self._run("UPDATE report SET analysis = ? WHERE id = ?", [(analysis, name)])
                return False
            self._supersede(before)
            after = filing.report
            values = after["body"], after["digest"], after["language"], analysis, name
            self._run(
                "UPDATE report SET body = ?, digest = ?, language = ?, analysis = ? WHERE id = ?", [values]
            )
            self._keep_findings(filing)
        return True

    def _supersede(self, report: Row) -> None:
        """Keep the whole reading of ``report`` aside, and take its findings out of their tables."""
        name = report["id"]
        contract = rejoin(self.bodies(name))
        number = self._number("superseded", "number") + 1
        row = (number, name, report["analysis"], report["digest"], canonical(contract))
        self._run(
            "INSERT INTO superseded (number, report, analysis, digest, body) VALUES (?, ?, ?, ?, ?)", [row]
        )
        words = {
            r["id"]: r["words"] for r in file_report(Report.from_dict(contract, self.text(name))).statements
        }
        numbered = self._all("SELECT number, id FROM statement WHERE report = ?", (name,))
        self._forget("statement", [(r["number"], words[r["id"]]) for r in numbered])
        self._run(
            "DELETE FROM assertion WHERE meeting IN (SELECT id FROM meeting WHERE report = ?)", [(name,)]
        )
        for table in ("statement", "meeting", "position"):
            self._run(f"DELETE FROM {table} WHERE report = ?", [(name,)])  # noqa: S608 - constants

    def _keep_findings(self, filing: Filing) -> None:
        first = self._number("statement", "number") + 1
        rows = [{"number": first + i} | dict(row) for i, row in enumerate(filing.statements)]
        self._insert("statement", f"number, {_STATEMENT}", rows)
        self._index("statement", [(row["number"], row["words"]) for row in rows])
        self._insert("meeting", _MEETING, filing.meetings)
        self._insert("assertion", _ASSERTION, filing.assertions)
        self._insert("position", _POSITION, filing.positions)

    def _insert(self, table: str, columns: str, rows: Iterable[Row]) -> None:
        names = columns.split(", ")
        quoted = ", ".join(f'"{n}"' for n in names)  # "end" is a word of SQL
        marks = ", ".join("?" * len(names))
        command = f"INSERT INTO {table} ({quoted}) VALUES ({marks})"  # noqa: S608 - constants of this file
        self._run(command, [tuple(row[n] for n in names) for row in rows])

    # Reports out

    def count(self) -> int:
        """How many reports there are (the arrival of the newest)."""
        return self._number("report", "arrival")

    def revision(self) -> tuple[int, int, int]:
        """How many reports, superseded readings and decisions: equal revisions are equal ledgers."""
        row = self._one(
            "SELECT (SELECT coalesce(max(arrival), 0) FROM report) AS reports, "
            "(SELECT coalesce(max(number), 0) FROM superseded) AS superseded, "
            "(SELECT coalesce(max(number), 0) FROM decision) AS decisions"
        )
        return (row["reports"], row["superseded"], row["decisions"]) if row else (0, 0, 0)

    def _number(self, table: str, column: str) -> int:
        row = self._one(f"SELECT coalesce(max({column}), 0) AS n FROM {table}")  # noqa: S608 - constants
        return int(row["n"]) if row else 0

    def _one(self, command: str, values: Sequence[Any] = ()) -> Row | None:
        return next(iter(list(self._all(command, values))), None)

    def text(self, report: str) -> str:
        """The frozen text of a report that is there."""
        row = self._one(
            "SELECT body FROM frozen_text WHERE sha256 = (SELECT sha256 FROM report WHERE id = ?)", (report,)
        )
        if row is None:
            message = f"There is no report {report} in the ledger {self.where}."
            raise LedgerError(message)
        return bytes(row["body"]).decode("utf-8", "surrogatepass")

    def report(self, report: str) -> Row | None:
        """One report by its id."""
        return self._one("SELECT * FROM report WHERE id = ?", (report,))

    def statement(self, statement: str) -> Row | None:
        """One statement by its ledger-wide id."""
        return self._one("SELECT * FROM statement WHERE id = ?", (statement,))

    def reports(self, wanted: Selection) -> Iterator[Row]:
        """Reports by time and id."""
        where, values = self.dated(wanted)
        if wanted.phrases is not None:
            numbers, found = self._matching("report", wanted.phrases)
            where.append(f"arrival IN ({numbers})")
            values += found
        yield from self._selected("report", where, values, ('"at"', "id"), wanted)

    def statements(self, wanted: Selection) -> Iterator[Row]:
        """Statements by time, report and place in the report."""
        where, values = self.dated(wanted)
        self.named("speaker_key", wanted.names, where, values)
        if wanted.side is not None:
            where.append("side = ?")
            values.append(wanted.side)
        if wanted.ids is not None:
            where.append(f"id IN ({', '.join('?' * len(wanted.ids)) or 'NULL'})")
            values += wanted.ids
        if wanted.phrases is not None:
            numbers, found = self._matching("statement", wanted.phrases)
            about = [f"number IN ({numbers})"]
            values += found
            if wanted.issue is not None:
                about.append("id IN (SELECT statement FROM position WHERE issue = ?)")
                values.append(wanted.issue)
            where.append(f"({' OR '.join(about)})")
        order = '"at"', "report", '"start"', "ordinal"
        yield from self._selected("statement", where, values, order, wanted)

    def _selected(
        self, table: str, where: list[str], values: list[Any], order: tuple[str, ...], wanted: Selection
    ) -> Iterator[Row]:
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        by = ", ".join(f"{column} DESC" if wanted.newest else column for column in order)
        command = f"SELECT * FROM {table} {condition} ORDER BY {by}"  # noqa: S608 - words of this file; values are bound
        if wanted.limit is not None:
            command += " LIMIT ?"
            values = [*values, wanted.limit]
        yield from self._all(command, values)

    def dated(self, wanted: Selection, outlets: str = "outlet_key") -> tuple[list[str], list[Any]]:
        """The conditions on time and outlet, which every dated row knows."""
        where: list[str] = []
        values: list[Any] = []
        if wanted.first is not None:
            where.append('"last" >= ?')
            values.append(wanted.first)
        if wanted.last is not None:
            where.append('"first" <= ? AND "first" <> \'\'')
            values.append(wanted.last)
        self.named(outlets, wanted.outlets, where, values)
        return where, values

    def named(
        self, column: str, names: tuple[tuple[str, ...], ...] | None, where: list[str], values: list[Any]
    ) -> None:
        """All words of at least one of ``names``: whole words, for the column has a space on each side."""
        if names is None:
            return
        options = []
        for words in names:
            options.append(" AND ".join(self.holds(column) for _ in words) or "1 = 0")
            values.extend(f" {w} " for w in words)
        where.append("(" + (" OR ".join(f"({o})" for o in options) or "1 = 0") + ")")

    # Findings

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
            yield from self._all(f"{source} ORDER BY {order}")
            return
        source += f" JOIN report r ON r.id = {report} WHERE r.arrival <= ? ORDER BY {order}"
        yield from self._all(source, (upto,))

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
        return tuple(r["body"] for r in self._all(command, (report,)))

    # Readings and decisions

    def superseded(self, report: str | None = None) -> Iterator[Row]:
        """Older readings (of one report), oldest first."""
        condition, values = ("WHERE report = ?", (report,)) if report is not None else ("", ())
        yield from self._all(f"SELECT * FROM superseded {condition} ORDER BY number", values)  # noqa: S608 - constants

    def unread(self, analysis: str) -> tuple[str, ...]:
        """The reports whose newest reading is not by ``analysis``, in the order of their arrival."""
        command = "SELECT id FROM report WHERE analysis <> ? ORDER BY arrival"
        return tuple(row["id"] for row in self._all(command, (analysis,)))

    def decide(self, at: str, who: str, verb: str, body: str, undoes: int | None = None) -> int:
        """Add a decision; its number."""
        json.loads(body)  # nothing that is not JSON goes in, for it can never be taken out
        with self._writing():
            number = self._number("decision", "number") + 1
            self._run(
                'INSERT INTO decision (number, "at", who, verb, undoes, body) VALUES (?, ?, ?, ?, ?, ?)',
                [(number, at, who, verb, undoes, body)],
            )
        return number

    def decisions(self) -> Iterator[Row]:
        """All decisions in their order."""
        yield from self._all("SELECT * FROM decision ORDER BY number")

    # Rows of any table

    def ask(self, command: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows that a question in SQL gives; raises :class:`~dateline.errors.LedgerError`."""
        yield from self._all(command, values)

    def filling(self) -> AbstractContextManager[None]:
        """One transaction in which :meth:`run`, :meth:`fill` and :meth:`index` write."""
        return self._writing()

    def run(self, command: str, values: Sequence[Any] = ()) -> None:
        """Run a command in SQL, inside :meth:`filling`."""
        self._run(command, [values])

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

    # What a reader has seen

    def seen(self, name: str) -> frozenset[str]:
        """The changes that ``name`` has seen."""
        return frozenset(r["change"] for r in self._all("SELECT change FROM seen WHERE name = ?", (name,)))

    def see(self, name: str, changes: Iterable[str]) -> None:
        """Remember that ``name`` has seen ``changes``."""
        with self._writing():
            rows = [(name, change) for change in changes]
            self._run("INSERT INTO seen (name, change) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
