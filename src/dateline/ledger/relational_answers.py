"""What a relational store answers: reports, statements, findings, older readings and decisions, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.errors import LedgerError
from dateline.ledger.filing import Bodies, Row
from dateline.ledger.moments import day_after
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.store import Selection
from dateline.ledger.tables import Tables

__all__ = ["RelationalAnswers"]

_FACTS = "id, outlet, published, title, path, url, language, sha256, length"


class RelationalAnswers(Tables):
    """The questions that every store answers, over its tables."""

    def count(self) -> int:
        """How many reports there are (the arrival of the newest)."""
        return self._number("report", "arrival")

    def arrived(self, after: int) -> frozenset[str]:
        """The reports that came when there were ``after`` already, and changes of older words with them."""
        late = "SELECT change FROM late_change WHERE arrival > ?"
        rows = self._all(f"SELECT id FROM report WHERE arrival > ? UNION ALL {late}", (after, after))  # noqa: S608 - constants
        return frozenset(row["id"] for row in rows)

    def issues(self, reports: Iterable[str]) -> dict[str, list[str]]:
        """Statement to the issues of the positions that it gives, in the order of their report."""
        found: dict[str, dict[str, None]] = {}
        for some in portions(reports):
            command = (
                "SELECT statement, issue FROM position "  # noqa: S608 - marks
                f"WHERE report IN ({placeholders(some)}) AND statement IS NOT NULL ORDER BY report, ordinal"
            )
            for row in self._all(command, some):
                found.setdefault(row["statement"], {})[row["issue"]] = None
        return {statement: list(issues) for statement, issues in found.items()}

    def revision(self) -> tuple[int, int, int]:
        """How many reports, superseded readings and decisions: equal revisions are equal ledgers."""
        row = self._one(
            "SELECT (SELECT coalesce(max(arrival), 0) FROM report) AS reports, "
            "(SELECT coalesce(max(number), 0) FROM superseded) AS superseded, "
            "(SELECT coalesce(max(number), 0) FROM decision) AS decisions"
        )
        return (row["reports"], row["superseded"], row["decisions"]) if row else (0, 0, 0)

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

    def facts(self, reports: Iterable[str]) -> Iterator[Row]:
        """Where reports come from, without what they say."""
        for some in portions(reports):
            yield from self._all(f"SELECT {_FACTS} FROM report WHERE id IN ({placeholders(some)})", some)  # noqa: S608 - marks

    def statement(self, statement: str) -> Row | None:
        """One statement by its ledger-wide id."""
        return self._one("SELECT * FROM statement WHERE id = ?", (statement,))

    def reports(self, wanted: Selection) -> Iterator[Row]:
        """Reports by time and id."""
        where, values = self._dated_at(wanted)
        if wanted.phrases is not None:
            numbers, found = self._matching("report", wanted.phrases)
            walked = self._is_common("report", numbers, found, wanted.limit)
            where.append(f"{_passed_by(walked)}arrival IN ({numbers})")
            values += found
        yield from self._selected("report", where, values, ('"at"', "id"), wanted)

    def statements(self, wanted: Selection) -> Iterator[Row]:
        """Statements by time, report and place in the report."""
        where, values = self._dated_at(wanted)
        self.named("speaker_key", wanted.names, where, values)
        if wanted.signed and wanted.names is not None:
            where[-1] = f"({where[-1]} OR speaker_key IN ({', '.join('?' * len(wanted.signed))}))"
            values += wanted.signed
        if wanted.side is not None:
            where.append("side = ?")
            values.append(wanted.side)
        if wanted.ids is not None:
            where.append(f"id IN ({', '.join('?' * len(wanted.ids)) or 'NULL'})")
            values += wanted.ids
        if wanted.phrases is not None:
            numbers, found = self._matching("statement", wanted.phrases)
            walked = self._is_common("statement", numbers, found, wanted.limit)
            about = f"number IN ({numbers})"
            values += found
            if wanted.issue is not None:
                told = "SELECT statement FROM position WHERE issue = ?"
                walked = walked or self._is_common("statement", told, [wanted.issue], wanted.limit)
                about = f"{about} OR id IN ({told})"
                values.append(wanted.issue)
            where.append(f"({_passed_by(walked)}{about})")
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

    def _dated_at(self, wanted: Selection) -> tuple[list[str], list[Any]]:
        """The conditions on time and outlet; by one of them an order by time begins where the answer does."""
        where, values = self.dated(wanted)
        if wanted.last is not None:
            where.append('"at" <= ?')
            values.append(day_after(wanted.last))
        return where, values

    def _is_common(self, table: str, named: str, values: list[Any], limit: int | None) -> bool:  # noqa: ARG002 - for stores
        """Whether a subquery names so many rows that ``limit`` of them are sooner found in the order of time.

        Where the database finds that out by itself: no.
        """
        return False

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

    def decisions(self) -> Iterator[Row]:
        """All decisions in their order."""
        yield from self._all("SELECT * FROM decision ORDER BY number")

    def seen(self, name: str) -> frozenset[str]:
        """The changes that ``name`` has seen."""
        return frozenset(r["change"] for r in self._all("SELECT change FROM seen WHERE name = ?", (name,)))


def _passed_by(walked: bool) -> str:
    """What keeps the database from looking up each of the rows that a column's values name."""
    return "+" if walked else ""
