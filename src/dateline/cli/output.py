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

__all__ = ["complain", "console", "print_json", "print_lines", "print_rows", "say"]

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
    from dateline.cli.tables import lay_out  # noqa: PLC0415 - rich is loaded when something is drawn

    terminal = console()
    for line in lay_out(rows, columns, terminal.width):
        # NO_COLOR takes away bold and dim as well.
        terminal.print(line.plain if terminal.no_color else line, soft_wrap=True, markup=False, emoji=False)
