"""Rows of a store as the values that the ledger answers with."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby

from dateline.ledger.derivation import quoted
from dateline.ledger.filing import Row
from dateline.model.lineage import Derivation, Utterance
from dateline.model.report import SCHEMA, Report
from dateline.model.rows import Passage, ReportEntry, StatementEntry
from dateline.model.times import When

__all__ = ["report_entry", "statement_entries"]


def report_entry(
    row: Row, derivations: Iterable[Derivation] = (), text_of: Callable[[str], str] | None = None
) -> ReportEntry:
    """One report, without its text; ``derivations`` show their words as ``text_of`` the report gives them."""
    derived = tuple(quoted(d, text_of(row["id"])) if text_of else d for d in derivations)
    return ReportEntry(
        id=row["id"],
        outlet=row["outlet"],
        published=_when(row["published"]),
        title=row["title"],
        path=row["path"],
        url=row["url"],
        language=row["language"],
        sha256=row["sha256"],
        length=row["length"],
        derived_from=derived,
    )


def statement_entries(
    rows: Iterable[Row],
    text_of: Callable[[str], str],
    utterances: Mapping[str, Utterance] | None = None,
) -> tuple[StatementEntry, ...]:
    """Statements in the order of ``rows``; their words are cited anew from the frozen text.

    ``utterances`` are those that the statements carry, by the statements' ids.
    Raises :class:`~dateline.errors.EvidenceError` when the text is not the one they were found in.
    """
    entries: list[StatementEntry] = []
    for report, group in groupby(rows, key=lambda row: row["report"]):
        entries += _of_report(list(group), report, text_of(report), utterances or {})
    return tuple(entries)


def _of_report(
    rows: list[Row], report: str, text: str, utterances: Mapping[str, Utterance]
) -> Iterable[StatementEntry]:
    again = Report.from_dict(_contract([json.loads(row["body"]) for row in rows]), text)
    for row, statement in zip(rows, again.statements, strict=True):
        evidence = again.document.cite(row["start"], row["end"])
        passage = Passage(
            report, evidence.start, evidence.end, evidence.quote, row["outlet"], _when(row["published"])
        )
        utterance = utterances.get(row["id"])
        yield StatementEntry(
            row["id"],
            statement,
            again.words(statement.content),
            passage,
            utterance.id if utterance else None,
            utterance.origins if utterance else (),
        )


def _contract(statements: list[object]) -> dict[str, object]:
    """The contract with nothing but ``statements`` in it."""
    facts = dict.fromkeys(("path", "url", "title", "outlet", "published"))
    empty: dict[str, object] = {k: [] for k in ("segments", "actors", "meetings", "positions", "signals")}
    return empty | {"schema": SCHEMA, "report": facts | {"language": "en"}, "statements": statements}


def _when(iso: str | None) -> When | None:
    return When.parse(iso) if iso else None
