"""A report: its document and what it says, and the JSON contract ``dateline.report/1``.

The contract is described by ``report.schema.json`` beside this file. Keys may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model.actors import Actor
from dateline.model.contract import document_as_dict, findings_as_dict, read_document, read_findings
from dateline.model.findings import Findings, MeetingReport, PositionReport, Signal, Statement
from dateline.model.notebook import report_html
from dateline.model.text import Document, Span

__all__ = ["SCHEMA", "Report"]

SCHEMA = "dateline.report/1"


@dataclass(frozen=True, slots=True)
class Report:
    """One report, read: ``document`` holds the words, ``findings`` what they say."""

    document: Document
    findings: Findings

    @property
    def id(self) -> str:
        """The content address of the report."""
        return self.document.id

    @property
    def text(self) -> str:
        """The frozen text that every offset opens in."""
        return self.document.text

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who is named, with every mention."""
        return self.findings.actors

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, through whom."""
        return self.findings.statements

    @property
    def meetings(self) -> tuple[MeetingReport, ...]:
        """Who meets whom, and is it still on."""
        return self.findings.meetings

    @property
    def positions(self) -> tuple[PositionReport, ...]:
        """What each side demands, refuses, accepts or offers."""
        return self.findings.positions

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What was met and could not be read."""
        return self.findings.signals

    def _repr_html_(self) -> str:
        """The report in a notebook."""
        return report_html(self)

    def words(self, spans: Iterable[Span]) -> str:
        """The words of several ranges, joined by an ellipsis where text is left out."""
        return " … ".join(self.text[s.start : s.end] for s in spans)

    def as_dict(self) -> dict[str, Any]:
        """The JSON contract: plain dicts, lists, strings and numbers."""
        return {"schema": SCHEMA, **document_as_dict(self.document), **findings_as_dict(self.findings)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str) -> Report:
        """Read the contract back, beside the text it speaks of.

        Every quote is cited anew from ``text``. Raises
        :class:`~dateline.errors.EvidenceError` for a range that leaves the text, ``KeyError`` or
        ``ValueError`` for data that is not the contract.
        """
        document = read_document(data, text)
        return cls(document, read_findings(data, document))
