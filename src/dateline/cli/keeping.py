"""``dateline backup``, ``rebuild`` and ``reanalyse``: keeping a ledger safe, and up with its analysis."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import PLACE, db_option, output_options
from dateline.cli.places import open_ledger

if TYPE_CHECKING:
    from dateline.ledger.reanalysis import Reread

__all__ = ["backup", "reanalyse", "rebuild"]


@click.command(epilog="Example: dateline backup desk-2025-10-21.db --db desk.db")
@click.argument("place", type=PLACE, metavar="PATH|URL")
@db_option
@output_options
def backup(*, place: Path | str, db: Path | str, form: str | None) -> int:
    """Copy the whole ledger, as it is at one moment, to a new file or an empty database.

    The copy is a ledger like any other: open it with --db. Others may read and write meanwhile.
    """
    with open_ledger(db, must_exist=True, read_only=True) as ledger:
        reports = ledger.backup(place)
        where = ledger.where
    if form:
        output.print_rows([{"reports": reports, "place": str(place)}], form, {"reports": "reports"})
    output.say(f"{reports} reports copied from {where}")
    return 0


@click.command(epilog="Example: dateline reanalyse --db desk.db --json")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many reports now.")
@db_option
@output_options
def reanalyse(*, limit: int | None, db: Path | str, form: str | None) -> int:
    """Read the stored texts again with this Dateline's analysis, and show what it finds differently.

    Reports that this very analysis has read are left alone, so an interrupted run goes on where it
    stopped. Older readings are kept, decisions stay.
    """
    rows: list[dict[str, Any]] = []
    read = failed = changed = 0
    with open_ledger(db, must_exist=True) as ledger:
        for again in ledger.reanalyse(limit=limit):
            read += again.error is None
            failed += again.error is not None
            changed += bool(again.differences)
            if again.error:
                output.complain(again.error)
            rows += _rows(again)
    if form or rows:
        columns = {"report": "report", "kind": "finding", "change": "change", "claim": "what it says"}
        told = [r | {"claim": _says(r)} for r in rows] if form in {None, "table"} else rows
        output.print_rows(told, form, columns)
    output.say(f"{read} reports read again, {changed} of them differently, {failed} not read")
    return 1 if failed else 0


@click.command(epilog="Example: dateline rebuild --db desk.db")
@db_option
@output_options
def rebuild(*, db: Path | str, form: str | None) -> int:
    """Throw away all that is derived, and derive it again from what the reports say.

    That are the meetings, positions, changes, utterances, derivations and actors that are kept to answer
    quickly, and the words that are searched. The same findings and decisions give the same bytes.
    """
    with open_ledger(db, must_exist=True) as ledger:
        ledger.rebuild()
        entries = ledger.entries()
        row = {"reports": len(ledger)} | {k: len(v) for k, v in entries.as_dict().items()}
    if form:
        output.print_rows([row], form, {k: k for k in row})
    output.say(", ".join(f"{n} {k}" for k, n in row.items()) + " rebuilt")
    return 0


def _rows(again: Reread) -> list[dict[str, Any]]:
    return [{"report": again.report} | d.as_dict() for d in again.differences]


def _says(row: dict[str, Any]) -> str:
    return " → ".join(words for words in (row["before"], row["after"]) if words)
