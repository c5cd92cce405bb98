"""``dateline export``, ``cite`` and ``codebook``: the ledger in other people's formats."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import db_option, output_options, query_options
from dateline.cli.places import open_to_ask

if TYPE_CHECKING:
    from dateline.export.formats import Format

__all__ = ["cite", "codebook", "export"]

_FORMATS = ("csv", "jsonl", "parquet", "ics", "atom", "jsonld", "html", "md", "bibtex", "txt", "snapshot")
_TABLES = (
    *("meetings", "stages", "assertions", "statements", "positions", "stances", "changes", "reports"),
    "actors",
)


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
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, whole or not at all; else to standard output.",
)
@click.option("--date", metavar="DAY", help="The day of a snapshot; else today.")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The snapshot before this one, for the tombstones of what is gone.",
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
    date: str | None,
    previous: Path | None,
    db: Path | str,
    **filters: Any,
) -> int:
    """Write what a query finds in another format.

    FORMAT is csv, jsonl or parquet (a table), ics (meetings for a calendar), atom (changes for a feed
    reader), jsonld (linked data), html or md (a brief to print or paste), bibtex or txt (citations), or
    snapshot (the whole ledger, in a folder).
    """
    if form == "snapshot":
        return _snapshot(place, date, previous, db, {"what": what} | filters)
    if date or previous:
        message = "--date and --previous go with a snapshot only; leave them out"
        raise click.UsageError(message)
    from dateline.export.formats import FORMATS, Wanted, written  # noqa: PLC0415 - loaded when it runs
    from dateline.query import Query  # noqa: PLC0415

    chosen = FORMATS[form]
    wanted = Wanted(Query.parse(**filters), chosen.subject(what), base, self_link, for_spreadsheets)
    if chosen.binary and place is None and sys.stdout.isatty():
        message = f"{form} is not for reading; write it to a file with -o FILE"
        raise click.UsageError(message)
    with open_to_ask(db) as ledger:
        _deliver(chosen, written(ledger, form, wanted), place)
    return 0


def _snapshot(
    place: Path | None, date: str | None, previous: Path | None, db: Path | str, filters: dict[str, Any]
) -> int:
    import datetime as dt  # noqa: PLC0415 - loaded when it runs

    from dateline.export.snapshot import snapshot  # noqa: PLC0415

    if place is None or any(filters.values()):
        message = "a snapshot is of the whole ledger and goes to a folder: write -o FOLDER, and no filter"
        raise click.UsageError(message)
    try:
        day = dt.date.fromisoformat(date) if date else dt.datetime.now(dt.UTC).date()
    except ValueError:
        message = f"--date {date!r} is not a day; write one such as 2025-10-21"
        raise click.UsageError(message) from None
    with open_to_ask(db) as ledger:
        files = snapshot(ledger, place, date=day, previous=previous)["files"]
    counts = ", ".join(f"{facts['rows']} {name.removesuffix('.jsonl')}" for name, facts in files.items())
    output.say(f"snapshot of {day} in {place}: {counts}")
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


@click.command(epilog="Example: dateline cite r1f0c2a9b3d4e5f60.s3 --bibtex")
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--bibtex", "form", flag_value="bibtex", help="Entries for BibTeX and biblatex.")
@db_option
@output_options
def cite(ids: tuple[str, ...], *, form: str | None, db: Path | str) -> int:
    """Cite the words that an id rests on: quote, outlet, date, offsets and hash.

    ID is that of a statement, meeting, position, change or report. One line a passage.
    """
    from dateline.export.cite import bibtex  # noqa: PLC0415 - loaded when it runs
    from dateline.export.cite import cite as citations_of  # noqa: PLC0415

    with open_to_ask(db) as ledger:
        found = [citation for name in ids for citation in citations_of(ledger, name)]
    if form == "bibtex":
        click.echo(bibtex(found), nl=False)
    elif form is None:
        click.echo("".join(f"{citation.plain}\n" for citation in found), nl=False)
    else:
        columns = {"id": "id", "outlet": "outlet", "published": "published", "quote": "words"}
        output.print_rows([citation.as_dict() for citation in found], form, columns)
    return 0
