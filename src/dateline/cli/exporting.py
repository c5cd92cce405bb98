"""``dateline export`` and ``dateline codebook``: the ledger in other people's formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import db_option, output_options, query_options
from dateline.cli.places import open_ledger

if TYPE_CHECKING:
    from dateline.export.formats import Format

__all__ = ["codebook", "export"]

_FORMATS = ("csv", "jsonl", "parquet", "ics", "atom")
_TABLES = ("meetings", "assertions", "statements", "positions", "stances", "changes", "reports")


@click.command(epilog="Example: dateline export ics --side Norland --since 2031-03 -o norland.ics")
@click.argument("form", type=click.Choice(_FORMATS), metavar="FORMAT")
@click.option("--what", type=click.Choice(_TABLES), metavar="TABLE", help=f"Of what: {', '.join(_TABLES)}.")
@query_options
@click.option("--base", metavar="URL", help="The address of a desk whose pages it links to.")
@click.option("--self-link", metavar="URL", help="Where a feed will stand.")
@click.option(
    "--for-spreadsheets",
    is_flag=True,
    help="In CSV, put an apostrophe before what a spreadsheet would execute.",
)
@click.option(
    "--output",
    "-o",
    "place",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to this file, whole or not at all; else to standard output.",
)
@db_option
def export(
    form: str,
    *,
    what: str | None,
    base: str | None,
    self_link: str | None,
    for_spreadsheets: bool,
    place: Path | None,
    db: Path | str,
    **filters: Any,
) -> int:
    """Write what a query finds in another format.

    FORMAT is csv, jsonl or parquet (a table of meetings, or of what --what names), ics (meetings for a
    calendar), or atom (changes for a feed reader).
    """
    from dateline.export.formats import FORMATS, Wanted, written  # noqa: PLC0415 - loaded when it runs
    from dateline.query import Query  # noqa: PLC0415

    chosen = FORMATS[form]
    wanted = Wanted(Query.parse(**filters), chosen.subject(what), base, self_link, for_spreadsheets)
    if chosen.binary and place is None and sys.stdout.isatty():
        message = f"{form} is not for reading; write it to a file with -o FILE"
        raise click.UsageError(message)
    with open_ledger(db, must_exist=True, read_only=True) as ledger:
        _deliver(chosen, written(ledger, form, wanted), place)
    return 0


def _deliver(form: Format, pieces: Iterable[str | bytes], place: Path | None) -> None:
    from dateline.export.writing import write_file  # noqa: PLC0415 - loaded when it runs

    if place is not None:
        output.say(f"{write_file(place, pieces)} bytes of {form.name} in {place}")
        return
    for piece in pieces:
        data = piece if isinstance(piece, bytes) else piece.encode("utf-8", "replace")
        click.echo(data, nl=False)


@click.command(epilog="Example: dateline codebook --csv > codebook.csv")
@output_options
def codebook(*, form: str | None) -> int:
    """Every column of every table: type, vocabulary and meaning, in Markdown unless told otherwise."""
    from dateline.export.codebook import codebook as rows  # noqa: PLC0415 - loaded when it runs
    from dateline.export.codebook import codebook_markdown  # noqa: PLC0415

    if form is None:
        click.echo(codebook_markdown(), nl=False)
    else:
        columns = {"table": "table", "column": "column", "type": "type", "meaning": "meaning"}
        output.print_rows(rows(), form, columns)
    return 0
