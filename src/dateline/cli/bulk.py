"""``dateline bulk``: a million reports, as many workers as wanted, interrupted at any moment."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.bulk_progress import Bar
from dateline.cli.options import db_option, issues_option, keep_all_option
from dateline.cli.places import open_ledger

if TYPE_CHECKING:
    from dateline.bulk.run import Run, Standing
    from dateline.bulk.work import WorkLedger

__all__ = ["bulk"]


@click.command(epilog="Example: dateline bulk CC-NEWS-*.warc.gz --out work --db desk.db --workers 8")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option(
    "--to",
    "goal",
    type=click.Choice(["ledger", "shards"]),
    default="ledger",
    show_default=True,
    help="Merge what was read into the ledger at --db, or leave it in shards.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    required=True,
    help="Where the ledger of the work and the shards are kept; the same command goes on there.",
)
@db_option
@click.option("--workers", type=click.IntRange(1), metavar="N", help="How many read; all cores by default.")
@click.option(
    "--engine",
    type=click.Choice(["processes", "ray", "serial"]),
    default="processes",
    show_default=True,
    help="Who reads: processes here, Ray (an extra), or this process alone.",
)
@click.option(
    "--address", metavar="ADDRESS", help="A Ray cluster that is running; without it Ray begins here."
)
@click.option(
    "--unit", type=click.IntRange(1), default=64, show_default=True, metavar="N", help="Reports of a unit."
)
@click.option(
    "--tries",
    type=click.IntRange(1),
    default=4,
    show_default=True,
    metavar="N",
    help="Tries before a unit is given up.",
)
@click.option(
    "--lease",
    type=click.FloatRange(1),
    default=1800,
    show_default=True,
    metavar="SECONDS",
    help="How long a worker may take for one unit.",
)
@issues_option
@keep_all_option
@click.option("--json", "as_json", is_flag=True, help="Print what was done as one JSON object.")
def bulk(
    sources: tuple[str, ...],
    *,
    goal: str,
    out: Path,
    db: Path | str,
    workers: int | None,
    engine: str,
    address: str | None,
    unit: int,
    tries: int,
    lease: float,
    issues: Path | None,
    keep_all: bool,
    as_json: bool,
) -> int:
    """Read very many reports: web archives (WARC), JSON Lines, folders, files.

    The work is cut into units, and every unit that is done is kept: whoever is interrupted calls the
    same command again. What is found does not depend on the engine, the workers or the order.
    """
    if address and engine != "ray":
        message = "--address names a Ray cluster; give --engine ray with it."
        raise click.UsageError(message)
    from dateline.bulk.engines import open_engine  # noqa: PLC0415 - loaded when the command runs
    from dateline.bulk.reader import Reader, Settings  # noqa: PLC0415
    from dateline.bulk.run import Limits, Run  # noqa: PLC0415
    from dateline.bulk.work import WorkLedger  # noqa: PLC0415

    out = out.absolute()
    settings = Settings(str(out), str(issues.absolute()) if issues else None, keep_all)
    begun = time.monotonic()
    with WorkLedger(out) as work:
        run = Run(out, work, settings, Limits(unit, tries, lease))
        begin = partial(open_engine, engine, Reader(settings), workers or _cores(), address)
        with Bar(run.standing) as bar:
            standing = run.read(sources, begin, bar.show)
        told = _told(standing, work, time.monotonic() - begun)
        if goal == "ledger":
            told |= _merge(run, work, db)
        else:
            from dateline.bulk.merge import write_manifest  # noqa: PLC0415

            told["manifest"] = str(write_manifest(work, out))
        failed = _complain(standing, work)
    if as_json:
        output.print_json(told)
    output.say(_sentence(told, db if goal == "ledger" else out))
    return 1 if failed else 0


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _merge(run: Run, work: WorkLedger, db: Path | str) -> dict[str, Any]:
    from dateline.bulk.merge import merge  # noqa: PLC0415

    with open_ledger(db) as ledger, Bar(run.standing, "merging") as bar:
        added, there = merge(work, run.shards, ledger, bar.step)
    return {"added": added, "already_there": there}


def _told(standing: Standing, work: WorkLedger, seconds: float) -> dict[str, Any]:
    happened = work.happened()
    return standing.counts.as_dict() | {
        "units": {state.value: count for state, count in work.tally().items()},
        "tries_again": happened["failed"] - happened["poisoned"],
        "files_skipped": dict(sorted(standing.skipped_files.items())),
        "read_now": standing.now.reports,
        "seconds": round(seconds, 1),
    }


def _complain(standing: Standing, work: WorkLedger) -> bool:
    """One sentence for each thing that a person must see to; whether there was any."""
    for sentence in standing.changed:
        output.complain(sentence)
    poisoned = work.poisoned()
    for number, unit, reason in poisoned[:20]:
        output.complain(
            f"unit {number} of {unit.path} was given up: {reason}; call the command again to retry."
        )
    if len(poisoned) > 20:
        output.complain(f"{len(poisoned) - 20} more units were given up.")
    return bool(poisoned or standing.changed)


def _sentence(told: dict[str, Any], where: Path | str) -> str:
    failed = sum(told["failed"].values())
    reasons = ", ".join(f"{count} {reason}" for reason, count in told["failed"].items())
    parts = [f"{told['reports']} reports read", f"{told['skipped']} skipped as not about diplomacy"]
    parts.append(f"{failed} not read" + (f" ({reasons})" if reasons else ""))
    passed = sum(told["passed"].values()) + sum(told["files_skipped"].values())
    parts.append(f"{passed} passed over as no reports")
    if "added" in told:
        parts.append(f"{told['added']} added, {told['already_there']} already there")
    return f"{', '.join(parts)}, in {where}"
