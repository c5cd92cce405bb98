"""How rows are printed: data on stdout, messages on stderr, colour for people only."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["STATUS_STYLE", "complain", "console", "print_json", "print_lines", "print_rows", "say"]

STATUS_STYLE = {
    "proposed": "blue",
    "planned": "cyan",
    "postponed": "yellow",
    "rescheduled": "yellow",
    "cancelled": "red",
    "refused": "red",
    "ongoing": "green",
    "held": "green",
    "contested": "bold magenta",
    "unclear": "dim",
}
"""Colour is an addition: the word always stands there too."""

PIPE_WIDTH = 160
"""Columns of a table that is piped; a terminal has its own width."""


def console() -> Console:
    """Where a person reads: colours on a terminal only, and never with ``NO_COLOR``."""
    from rich.console import Console  # noqa: PLC0415 - rich is loaded when something is drawn

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, soft_wrap=False)


def say(message: str) -> None:
    """A message for the person, on stderr."""
    click.echo(message, err=True)


def complain(message: str) -> None:
    """What went wrong, in one sentence, on stderr."""
    click.echo(f"dateline: {message}", err=True)


def print_json(value: Any) -> None:
    """One JSON value, indented, in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(values: Iterable[Any]) -> None:
    """One JSON value a line, each as soon as it is there."""
    for value in values:
        click.echo(json.dumps(value, ensure_ascii=False))


def print_rows(rows: Sequence[Mapping[str, Any]], form: str | None, columns: Mapping[str, str]) -> None:
    """Rows in the form asked for; ``columns`` maps a row's key to the heading of its table column."""
    if form == "json":
        print_json(list(rows))
    elif form == "jsonl":
        print_lines(rows)
    elif form == "csv":
        click.echo(_csv(rows), nl=False)
    else:
        _table(rows, columns)


def _csv(rows: Sequence[Mapping[str, Any]]) -> str:
    """Every key of the first row is a column; a list or an object is a cell of JSON."""
    out = io.StringIO()
    if rows:
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in row.items()} for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> None:
    from rich import box  # noqa: PLC0415 - rich is loaded when something is drawn
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key, heading in columns.items():
        wraps = key not in {"id", "status", "date", "when"}
        table.add_column(heading, overflow="fold", no_wrap=not wraps)
    for row in rows:
        table.add_row(*(Text(_plain(row.get(key)), style=_style(key, row)) for key in columns))
    console().print(table)


def _plain(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, list):
        return ", ".join(_plain(v) for v in value)
    if isinstance(value, dict):
        return str(value.get("name") or value.get("quote") or "–")
    return " ".join(str(value).split())


def _style(key: str, row: Mapping[str, Any]) -> str:
    if key == "status":
        return STATUS_STYLE.get(str(row.get(key)), "")
    return "dim" if key in {"id", "date", "when"} else ""
