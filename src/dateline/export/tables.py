"""Meetings, assertions, statements, positions, stances, changes and reports as tables.

Every form has the same columns (``dateline codebook`` lists them) and the same cells: CSV (RFC 4180),
JSON Lines, Parquet, and frames of pandas or Polars.
"""

from __future__ import annotations

import csv
import importlib
import io
import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dateline import query as queries
from dateline.errors import ExportError, QueryError
from dateline.export.columns import TABLES, Cell, Column, Kind, Table
from dateline.export.writing import as_json
from dateline.ledger import Ledger
from dateline.query import Query

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

__all__ = [
    "TABLES",
    "arrow",
    "ask",
    "csv_lines",
    "json_lines",
    "parquet",
    "table_named",
    "to_pandas",
    "to_polars",
]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would execute (OWASP, "CSV Injection")."""


def table_named(name: str) -> Table[Any]:
    """The table of that name; raises :class:`~dateline.errors.QueryError` for none."""
    if name not in TABLES:
        message = f"There is no table {name!r}; write one of: {', '.join(TABLES)}."
        raise QueryError(message)
    return TABLES[name]


def ask(ledger: Ledger, name: str, query: Query | None = None) -> tuple[Any, ...]:
    """What the table ``name`` shows of the answer to ``query``: the entries, not yet in rows.

    Raises :class:`~dateline.errors.QueryError` for no such table and for a filter that does not go with it.
    """
    answers: tuple[Any, ...] = getattr(queries, table_named(name).asks)(ledger, query or Query())
    return answers


def csv_lines(name: str, answers: Iterable[Any], *, for_spreadsheets: bool = False) -> Iterator[str]:
    """The table as CSV, header first, a piece for each record; a list is a cell of JSON.

    Cells are exact. With ``for_spreadsheets`` a text that a spreadsheet would take for a formula begins
    with an apostrophe, as OWASP advises; then it is no longer the very words.
    """
    table = table_named(name)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.name for c in table.columns])
    yield _taken(out)
    for row in table.rows(answers):
        writer.writerow([_csv_cell(v, guarded=for_spreadsheets) for v in row.values()])
        yield _taken(out)


def _taken(out: io.StringIO) -> str:
    written = out.getvalue()
    out.seek(0)
    out.truncate()
    return written


def _csv_cell(value: Cell, *, guarded: bool) -> str | int | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and guarded and value.startswith(_FORMULA):
        return f"'{value}"
    return value if isinstance(value, str | int) or value is None else value.isoformat()


def json_lines(name: str, answers: Iterable[Any]) -> Iterator[str]:
    """The table as JSON Lines: one object a row, each line with its end."""
    for row in table_named(name).rows(answers):
        yield f"{as_json(row)}\n"


def arrow(name: str, answers: Iterable[Any]) -> pa.Table:
    """The table in Apache Arrow; each field's metadata has its meaning.

    Raises :class:`~dateline.errors.ExportError` when pyarrow is not installed.
    """
    pyarrow = _library("pyarrow", "parquet")
    table = table_named(name)
    types = {
        Kind.TEXT: pyarrow.string(),
        Kind.INTEGER: pyarrow.int64(),
        Kind.BOOLEAN: pyarrow.bool_(),
        Kind.DATE: pyarrow.date32(),
        Kind.TEXTS: pyarrow.list_(pyarrow.string()),
    }
    fields = [
        pyarrow.field(c.name, types[c.kind], metadata={"description": c.meaning}) for c in table.columns
    ]
    schema = pyarrow.schema(fields, metadata={"description": table.meaning})
    rows = [_whole(row) for row in table.rows(answers)]
    made: pa.Table = pyarrow.Table.from_pylist(rows, schema=schema)
    return made


def _whole(row: dict[str, Cell]) -> dict[str, Cell]:
    """The row with each lone surrogate, which UTF-8 cannot hold, as U+FFFD."""
    return {name: _utf8(v) if isinstance(v, str) else v for name, v in row.items()}


def _utf8(words: str) -> str:
    return words if words.isascii() else words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def parquet(name: str, answers: Iterable[Any]) -> bytes:
    """The table as a Parquet file.

    Raises :class:`~dateline.errors.ExportError` when pyarrow is not installed.
    """
    made = arrow(name, answers)
    out = io.BytesIO()
    _library("pyarrow.parquet", "parquet").write_table(made, out)
    return out.getvalue()


def to_pandas(ledger: Ledger, name: str, query: Query | None = None) -> pd.DataFrame:
    """The table as a pandas frame; a vocabulary is a categorical of all its words, empty is ``NA``.

    Raises :class:`~dateline.errors.ExportError` when pandas is not installed,
    :class:`~dateline.errors.QueryError` as :func:`ask` does.
    """
    pandas = _library("pandas", "frames")
    table, rows = table_named(name), list(table_named(name).rows(ask(ledger, name, query)))
    columns = {
        c.name: pandas.Series([r[c.name] for r in rows], dtype=_pandas_type(c, pandas)) for c in table.columns
    }
    frame: pd.DataFrame = pandas.DataFrame(columns)
    return frame


def _pandas_type(column: Column[Any], pandas: Any) -> Any:
    if column.vocabulary and column.kind is Kind.TEXT:
        return pandas.CategoricalDtype([w.value for w in column.vocabulary])
    return {
        Kind.TEXT: "string",
        Kind.INTEGER: "Int64",
        Kind.BOOLEAN: "boolean",
        Kind.DATE: "datetime64[s]",  # from year 1 on; nanoseconds end in 2262
        Kind.TEXTS: "object",
    }[column.kind]


def to_polars(ledger: Ledger, name: str, query: Query | None = None) -> pl.DataFrame:
    """The table as a Polars frame; a vocabulary is an ``Enum`` of all its words, empty is null.

    Raises :class:`~dateline.errors.ExportError` when Polars is not installed,
    :class:`~dateline.errors.QueryError` as :func:`ask` does.
    """
    polars = _library("polars", "frames")
    table = table_named(name)
    rows = [_whole(row) for row in table.rows(ask(ledger, name, query))]
    schema = {c.name: _polars_type(c, polars) for c in table.columns}
    frame: pl.DataFrame = polars.DataFrame(rows, schema=schema)
    return frame


def _polars_type(column: Column[Any], polars: Any) -> Any:
    if column.vocabulary and column.kind is Kind.TEXT:
        return polars.Enum([w.value for w in column.vocabulary])
    return {
        Kind.TEXT: polars.String,
        Kind.INTEGER: polars.Int64,
        Kind.BOOLEAN: polars.Boolean,
        Kind.DATE: polars.Date,
        Kind.TEXTS: polars.List(polars.String),
    }[column.kind]


def _library(name: str, extra: str) -> Any:
    """A library that only this export needs."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        message = f"This needs {package}, which is not installed; run: pip install 'dateline[{extra}]'."
        raise ExportError(message) from error
