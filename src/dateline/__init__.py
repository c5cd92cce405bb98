"""Dateline reads news reports about diplomacy and keeps a sourced ledger of them.

::

    import dateline

    report = dateline.read("report.txt", published="2025-10-21", outlet="Meridian Wire")
    report.meetings[0].assertions[0].quote

    with dateline.Ledger("desk.db") as ledger:
        ledger.add(report)
        ledger.statements(by="Lavrov")

Names are loaded on first use, so that ``import dateline`` costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.errors import (
        DatelineError,
        EvidenceError,
        LedgerError,
        QueryError,
        ReadingError,
        SourceError,
    )
    from dateline.ledger import Ledger
    from dateline.model.report import Report
    from dateline.model.text import Document, Evidence, Span
    from dateline.model.times import When
    from dateline.query import Query
    from dateline.reports import read, read_all, read_text

__all__ = [
    "DatelineError",
    "Document",
    "Evidence",
    "EvidenceError",
    "Ledger",
    "LedgerError",
    "Query",
    "QueryError",
    "ReadingError",
    "Report",
    "SourceError",
    "Span",
    "When",
    "read",
    "read_all",
    "read_text",
]

__version__ = "0.1.0"

_HOMES = {
    "dateline.errors": (
        "DatelineError",
        "EvidenceError",
        "LedgerError",
        "QueryError",
        "ReadingError",
        "SourceError",
    ),
    "dateline.ledger": ("Ledger",),
    "dateline.model.report": ("Report",),
    "dateline.model.text": ("Document", "Evidence", "Span"),
    "dateline.model.times": ("When",),
    "dateline.query": ("Query",),
    "dateline.reports": ("read", "read_all", "read_text"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        message = f"module 'dateline' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(importlib.import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
