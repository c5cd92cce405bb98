"""The table of reports."""

from __future__ import annotations

import datetime as dt

from dateline.export.columns.column import Table
from dateline.model.lineage import DerivationKind, StandingKind
from dateline.model.rows import ReportEntry

REPORTS: Table[ReportEntry] = Table(
    "reports", "One row for each report that was read.", "reports", lambda entry: (entry,)
)


@REPORTS.column
def id_(entry: ReportEntry) -> str:
    """The report's id: a hash of its text, outlet, time, address and title."""
    return entry.id


@REPORTS.column
def outlet(entry: ReportEntry) -> str | None:
    """Who published it."""
    return entry.outlet


@REPORTS.column
def published(entry: ReportEntry) -> str | None:
    """When it was published, in ISO 8601 and as finely as it is known."""
    return entry.published.iso if entry.published else None


@REPORTS.column
def published_day(entry: ReportEntry) -> dt.date | None:
    """The day of publication, as it was written there; of a longer time its first day."""
    return entry.published.first if entry.published else None


@REPORTS.column
def title(entry: ReportEntry) -> str | None:
    """Its title."""
    return entry.title


@REPORTS.column
def url(entry: ReportEntry) -> str | None:
    """Its address, where one is known."""
    return entry.url


@REPORTS.column
def path(entry: ReportEntry) -> str | None:
    """The file it was read from."""
    return entry.path


@REPORTS.column
def language(entry: ReportEntry) -> str:
    """The language of the text (ISO 639-1)."""
    return entry.language


@REPORTS.column
def length(entry: ReportEntry) -> int:
    """How many Unicode code points the text has."""
    return entry.length


@REPORTS.column
def sha256(entry: ReportEntry) -> str:
    """The SHA-256 of the text in UTF-8: whoever has the text can verify every range in it."""
    return entry.sha256


@REPORTS.column
def made_from(entry: ReportEntry) -> tuple[str, ...]:
    """What it is made from: ids of reports, or the outlet's name where the original is not here."""
    return tuple(d.source or d.name or "unknown" for d in entry.derived_from)


@REPORTS.column
def how(entry: ReportEntry) -> tuple[DerivationKind, ...]:
    """How it is made from each of them, in the same order."""
    return tuple(d.kind for d in entry.derived_from)


@REPORTS.column
def standing(entry: ReportEntry) -> StandingKind | None:
    """Why it does not count: superseded or withdrawn, or the notice of a withdrawal; empty if it counts."""
    return entry.standing.kind if entry.standing else None


@REPORTS.column
def standing_by(entry: ReportEntry) -> str | None:
    """The report that superseded or withdrew it."""
    return entry.standing.by if entry.standing else None
