"""``dateline watch``: feeds into the ledger, for an hour or for months."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import (
    allow_private_option,
    db_option,
    issues_option,
    keep_all_option,
    output_options,
)
from dateline.cli.places import open_ledger

if TYPE_CHECKING:
    from dateline.model.report import Report
    from dateline.model.text import Document
    from dateline.sources import Failure
    from dateline.watch import Tally, Watcher, WatchState

__all__ = ["watch"]

_COLUMNS = {
    "feed": "feed",
    "last_success": "last success",
    "next_due": "next due",
    "entries": "entries",
    "added": "added",
    "waiting": "waiting",
    "failed": "failed",
    "given_up": "given up",
    "failures": "failures in a row",
}
_TROUBLES = {"feed": "feed", "state": "state", "tries": "tries", "next_due": "next try", "reason": "reason"}
_MOST_TROUBLES = 1_000


def _seconds(_: click.Context, __: click.Parameter, words: str | None) -> float | None:
    from dateline.watch.settings import duration  # noqa: PLC0415 - needed when the option is given

    seconds = duration(words) if words is not None else None
    if words is not None and not seconds:
        message = f"{words!r} is no time; write one such as 90s, 10m or 2h"
        raise click.UsageError(message)
    return seconds


@click.command(epilog="Example: dateline watch feeds.toml --db desk.db")
@click.argument(
    "feeds", required=False, type=click.Path(dir_okay=False, path_type=Path), metavar="FEEDS.toml"
)
@click.option(
    "--once", is_flag=True, help="Visit each feed once, fetch and read what is new, and end: for cron."
)
@click.option("--for", "seconds", metavar="TIME", callback=_seconds, help="End after so long: 90s, 10m, 2h.")
@click.option("--again", is_flag=True, help="Try also what was given up.")
@click.option("--status", "show", is_flag=True, help="Visit nothing, and tell how each feed stands.")
@click.option(
    "--failed", is_flag=True, help="Visit nothing, and list what could not be had or read, and why."
)
@click.option(
    "--state",
    "place",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it remembers what was offered; else beside the ledger.",
)
@allow_private_option
@keep_all_option
@issues_option
@db_option
@output_options
def watch(
    *,
    feeds: Path | None,
    once: bool,
    seconds: float | None,
    again: bool,
    show: bool,
    failed: bool,
    place: Path | None,
    allow_private: bool,
    keep_all: bool,
    issues: Path | None,
    db: Path | str,
    form: str | None,
) -> int:
    """Watch the feeds of FEEDS.toml, and read what they offer into the ledger, each article once.

    RSS, Atom, JSON Feed and news sitemaps. It runs until it is interrupted; a stop at any moment, and a
    restart, lose nothing and repeat nothing. docs/watch.md shows a file of feeds.
    """
    from dateline.watch import WatchState  # noqa: PLC0415 - loaded when it runs

    where = _state(place, db)
    if show or failed:
        with WatchState(where, read_only=True) as state:
            return _tell(state, form, failed=failed)
    if feeds is None:
        message = "name the file of the feeds, such as feeds.toml"
        raise click.UsageError(message)
    from dateline.watch import Watcher, read_settings  # noqa: PLC0415 - loaded when it runs

    watched = read_settings(feeds)
    analyse = _analysis(issues)
    with open_ledger(db) as ledger, WatchState(where) as state, state.held():
        counter = _Counter()
        watcher = Watcher(
            watched,
            state,
            ledger,
            allow_private=allow_private,
            keep_all=keep_all,
            analyse=analyse,
            tell=output.say,
            progress=counter.show,
        )
        if again:
            output.say(f"{watcher.revive()} entries that were given up are tried again")
        with _ended_by_signals(watcher):
            tally = watcher.run(once=once, seconds=seconds)
        counter.clear()
        where_to = ledger.where
    if form:
        output.print_rows([tally.as_dict()], form, {key: key.replace("_", " ") for key in tally.as_dict()})
    output.say(f"{_summary(tally)}, in {where_to}")
    return 1 if once and (tally.failed_visits or tally.given_up) else 0


def _state(named: Path | None, db: Path | str) -> Path:
    from dateline.watch import status_place  # noqa: PLC0415 - loaded when it runs

    where = named or status_place(db)
    if where is None:
        message = "a ledger in a database needs a state of its own: name a file with --state"
        raise click.UsageError(message)
    return where


def _analysis(issues: Path | None) -> Callable[..., Any]:
    """The analysis, with a person's own issues where there are some; read before anything is fetched.

    What the parser learns of one article is forgotten with it, so that the memory of a long watch stays flat.
    """
    from dateline.analysis.parse import forgetting  # noqa: PLC0415 - loaded when it runs
    from dateline.reports import report_of  # noqa: PLC0415 - the same

    table = None
    if issues is not None:
        from dateline.analysis.positions.own_issues import read_issues  # noqa: PLC0415 - needed when given

        table = read_issues(issues)

    def analyse(document: Document, where: str) -> Report | Failure:
        with forgetting():
            return report_of(document, where, table)

    return analyse


@contextmanager
def _ended_by_signals(watcher: Watcher) -> Iterator[None]:
    """While an interrupt or a termination ends the watcher cleanly, and a second one at once."""
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def end(number: int, _: object) -> None:
        signal.signal(number, signal.default_int_handler)
        watcher.stop()

    for one in before:
        signal.signal(one, end)
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


class _Counter:
    """The numbers on stderr while a person waits; silent in a pipe."""

    def __init__(self) -> None:
        self._shown = ""

    def show(self, tally: Tally) -> None:
        words = f"visits {tally.visits} · offered {tally.offered} · added {tally.added}"
        if output.watched() and words != self._shown:
            self._shown = words
            click.echo(f"\r\033[K{words}", err=True, nl=False)

    def clear(self) -> None:
        if self._shown:
            click.echo("\r\033[K", err=True, nl=False)


def _summary(tally: Tally) -> str:
    """What was done, in words."""
    return (
        f"{tally.visits} visits ({tally.failed_visits} failed), "
        f"{tally.offered} new entries and {tally.changed} changed, "
        f"{tally.added} reports added, {tally.known} already there, "
        f"{tally.skipped} skipped as not about diplomacy, "
        f"{tally.failed} to be tried again, {tally.given_up} given up"
    )


def _tell(state: WatchState, form: str | None, *, failed: bool) -> int:
    from dateline.watch.status import status, troubles  # noqa: PLC0415 - loaded when it runs

    if failed:
        rows = [row.as_dict() for row in troubles(state, _MOST_TROUBLES)]
        if form:
            output.print_rows(rows, form, _TROUBLES)
        else:
            _list_troubles(rows)
        output.say(f"Entries that failed or were given up · {len(rows)}")
        return 0
    rows = [row.as_dict() for row in status(state)]
    output.print_rows(rows, form, _COLUMNS)
    troubled = [row for row in rows if row["error"] is not None]
    for row in troubled if form in {None, "table"} else ():
        output.say(f"{row['feed']}: {row['error']}")
    output.say(f"Feeds · {len(rows)}, {len(troubled)} of them in trouble")
    return 0


def _list_troubles(rows: list[dict[str, Any]]) -> None:
    """A line for each, with the whole reason."""
    for row in rows:
        then = f", next {row['next_due']}" if row["next_due"] else ""
        click.echo(
            output.visible(f"{row['feed']}: {row['state']} ({row['tries']} tries{then}): {row['reason']}")
        )
