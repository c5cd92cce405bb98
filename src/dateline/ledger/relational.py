"""What every relational store does alike: how a report goes in, and how it is read again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dateline.errors import LedgerError
from dateline.ledger.filing import Filing, Row, canonical, file_report, rejoin
from dateline.ledger.relational_answers import RelationalAnswers
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


class RelationalStore(RelationalAnswers):
    """A store in tables."""

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

    def see(self, name: str, changes: Iterable[str]) -> None:
        """Remember that ``name`` has seen ``changes``."""
        with self._writing():
            rows = [(name, change) for change in changes]
            self._run("INSERT INTO seen (name, change) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)
