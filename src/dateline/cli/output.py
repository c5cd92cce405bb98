"""How rows are printed: data on stdout, messages on stderr, colour for people only."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["complain", "console", "print_json", "print_lines", "print_rows", "say", "visible", "watched"]

PIPE_WIDTH = 160
"""Columns of a table that is piped; a terminal has its own width."""


def console() -> Console:
    """Where a person reads: colours on a terminal only, and never with ``NO_COLOR``."""
    from rich.console import Console  # noqa: PLC0415 - rich is loaded when something is drawn

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the command line, which does not call it an error."""
            raise BrokenPipeError

    width = None if sys.stdout.isatty() else PIPE_WIDTH
    plain = bool(os.environ.get("NO_COLOR"))  # takes away bold and dim as well
    return Screen(
        file=sys.stdout,
        width=width,
        highlight=False,
        soft_wrap=False,
        color_system=None if plain else "auto",
    )


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""All but tab and line feed: a report must not be able to command the terminal that shows it."""


def visible(words: str) -> str:
    """Words of a report as a terminal may show them: line ends as line feeds, other controls as U+FFFD."""
    return CONTROL.sub("\ufffd", words.replace("\r\n", "\n").replace("\r", "\n"))


def watched() -> bool:
    """Whether a person watches stderr; it may be closed."""
    return sys.stderr is not None and sys.stderr.isatty()


def say(message: str) -> None:
    """A message for the person, on stderr, in one line whatever names it holds."""
    line = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in message)
    click.echo(f"\r\033[K{line}" if watched() else line, err=True)  # over a counter that may stand there


def complain(message: str) -> None:
    """What went wrong, in one sentence, on stderr."""
    say(f"dateline: {message}")


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
        terminal.print(line, soft_wrap=True, markup=False, emoji=False)
