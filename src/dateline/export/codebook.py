"""The codebook: every table, column, type, vocabulary and meaning, read off the code of the tables."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from dateline.export.columns import TABLES, Column, Table

__all__ = ["codebook", "codebook_markdown"]


def codebook() -> list[dict[str, Any]]:
    """One row for each column of each table, and the words of its vocabulary."""
    return [
        {
            "table": table.name,
            "column": column.name,
            "type": column.kind.value,
            "may_be_empty": column.optional,
            "meaning": column.meaning,
            "vocabulary": column.vocabulary.__name__ if column.vocabulary else None,
            "words": [w.value for w in column.vocabulary] if column.vocabulary else None,
        }
        for table in TABLES.values()
        for column in table.columns
    ]


def codebook_markdown() -> str:
    """The same for people: a section for each table, then one for each vocabulary."""
    lines = [
        "# Codebook",
        "",
        "Written by `dateline codebook` from the code that makes the tables; do not edit it by hand.",
        "Offsets are half-open ranges of Unicode code points into the report's text.",
        "",
    ]
    for table in TABLES.values():
        lines += _table(table)
    lines += ["## Vocabularies", ""]
    for words in _vocabularies():
        lines += _vocabulary(words)
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table[Any]) -> Iterator[str]:
    yield f"## {table.name}"
    yield ""
    yield table.meaning
    yield ""
    yield "| column | type | may be empty | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        empty = "yes" if column.optional else "no"
        yield f"| `{column.name}` | {_type(column)} | {empty} | {column.meaning} |"
    yield ""


def _type(column: Column[Any]) -> str:
    if column.vocabulary is None:
        return column.kind.value
    return f"[{column.vocabulary.__name__}](#{column.vocabulary.__name__.lower()})"


def _vocabularies() -> list[type[StrEnum]]:
    used = {c.vocabulary for t in TABLES.values() for c in t.columns if c.vocabulary}
    return sorted(used, key=lambda words: words.__name__)


def _vocabulary(words: type[StrEnum]) -> Iterator[str]:
    yield f"### {words.__name__}"
    yield ""
    yield " ".join((inspect.getdoc(words) or "").split())
    yield ""
    yield ", ".join(f"`{w.value}`" for w in words)
    yield ""
