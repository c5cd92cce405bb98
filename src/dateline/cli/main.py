"""The commands. Data goes to stdout, messages to stderr; exit 0 done, 1 something failed, 2 usage.

Each command imports what it needs when it runs, so that ``dateline --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.exceptions import NoArgsIsHelpError

from dateline import __version__
from dateline.cli import output
from dateline.cli.aside import Aside
from dateline.cli.bulk import bulk
from dateline.cli.exporting import cite, codebook, export
from dateline.cli.keeping import backup, reanalyse, rebuild
from dateline.cli.mcp import mcp
from dateline.cli.notify import notify
from dateline.cli.options import (
    allow_private_option,
    brief_option,
    db_option,
    issues_option,
    keep_all_option,
    metadata_options,
    output_options,
    query_options,
)
from dateline.cli.places import open_ledger, open_to_ask
from dateline.cli.review import review
from dateline.cli.serve import serve
from dateline.cli.watch import watch
from dateline.errors import DatelineError, QueryError

if TYPE_CHECKING:
    from dateline.model.report import Report
    from dateline.query import Query

__all__ = ["cli", "main"]

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=None if arguments is None else list(arguments), standalone_mode=False) or 0
    except click.Abort:
        output.complain("interrupted; what was read before is whole, and what was added is in the ledger.")
        code = 1
    except NoArgsIsHelpError as error:
        error.show()
        code = 2
    except click.ClickException as error:
        output.complain(_usage(error))
        code = error.exit_code
    except QueryError as error:
        output.complain(str(error))
        code = 2
    except DatelineError as error:
        output.complain(str(error))
        code = 1
    sys.exit(code)


def _usage(error: click.ClickException) -> str:
    """A usage error in one sentence that says where the right usage stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "dateline"
    return f"{' '.join(error.format_message().split()).rstrip('.')}; see '{path} --help'."


class _Commands(click.Group):
    """The commands, and what happens when their output cannot be written."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that has seen enough (``| head``) is no error, a full disk is."""
        try:
            result = super().invoke(ctx)
            if sys.stdout is not None:
                sys.stdout.flush()
        except BrokenPipeError:
            _drop_output()
            return 0
        except OSError as error:
            _drop_output()
            message = (
                f"The output cannot be written ({error.strerror or error}); make room, or write elsewhere."
            )
            raise DatelineError(message) from error
        return result


def _drop_output() -> None:
    """What is still buffered goes nowhere: the interpreter would try, and fail, to write it at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=_Commands,
    context_settings=CONTEXT,
    epilog="Example: dateline read report.txt --published 2025-10-21",
)
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
def cli() -> None:
    """Read news reports about diplomacy into a sourced ledger.

    Who meets whom, and is it still on? Who said what, through whom? What does each side demand, on
    what condition? What changed? Every answer opens at the exact words. Nothing leaves the machine.
    """


@cli.command(epilog="Example: dateline read report.txt --published 2025-10-21 --outlet 'Meridian Wire'")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|-…")
@metadata_options
@allow_private_option
@issues_option
@keep_all_option
@brief_option
@output_options
def read(
    paths: tuple[str, ...],
    *,
    published: str | None,
    outlet: str | None,
    title: str | None,
    url: str | None,
    allow_private: bool,
    issues: Path | None,
    keep_all: bool,
    form: str | None,
) -> int:
    """Read reports and show what they say; nothing is stored.

    PATH is a text or HTML file, a JSON Lines file, a folder of them, an http(s) address, or - for
    standard input. A <name>.meta.json beside <name>.txt may hold published, outlet, title and url.
    Reports that are not about diplomacy are skipped, unless they are named by themselves.
    """
    aside = Aside(keep_all=keep_all)
    facts = {"published": published, "outlet": outlet, "title": title, "url": url}
    reports = _reports(paths, facts, aside, allow_private=allow_private, issues=issues)
    if form == "jsonl":
        output.print_lines(report.as_dict() for report in reports)
    elif form == "json":
        found = [report.as_dict() for report in reports]
        output.print_json(found[0] if len(found) == 1 else found)
    elif form in {"csv", "table"}:
        _print_findings(list(reports), form)
    else:
        _print_briefs(reports)
    if aside.words:
        output.say(aside.words)
    return aside.exit_code


def _reports(
    paths: Sequence[str],
    facts: dict[str, str | None],
    aside: Aside,
    *,
    allow_private: bool,
    issues: Path | None,
) -> Iterator[Report]:
    from dateline.reports import read_all, settle  # noqa: PLC0415 - see the module's docstring

    settle()
    stdin = getattr(sys.stdin, "buffer", None)  # None when the shell closed it
    results = read_all(
        paths,
        allow_private=allow_private,
        issues=issues,
        stdin=stdin,
        keep_all=aside.keep_all,
        doubted=aside.doubt if aside.keep_all else None,
        forget=True,
        **facts,
    )
    return aside.reports(results)


def _print_briefs(reports: Iterator[Report]) -> None:
    from dateline.cli.brief import print_brief  # noqa: PLC0415 - see the module's docstring

    console = output.console()
    for number, report in enumerate(reports):
        if number:
            console.print()
        print_brief(report, console)


def _print_findings(reports: list[Report], form: str) -> None:
    from dateline.cli.brief import report_rows  # noqa: PLC0415 - see the module's docstring

    columns = {
        "finding": "finding",
        "id": "id",
        "who": "who",
        "what": "what",
        "about": "about",
        "quote": "words",
    }
    output.print_rows([row for report in reports for row in report_rows(report)], form, columns)


@cli.command(epilog="Example: dateline add examples/ --db desk.db")
@click.argument("paths", nargs=-1, required=True, metavar="PATH|URL|-…")
@metadata_options
@allow_private_option
@issues_option
@keep_all_option
@db_option
@output_options
def add(
    paths: tuple[str, ...],
    *,
    published: str | None,
    outlet: str | None,
    title: str | None,
    url: str | None,
    allow_private: bool,
    issues: Path | None,
    keep_all: bool,
    db: Path | str,
    form: str | None,
) -> int:
    """Read reports and store what they say in the ledger.

    A report that is there already is not stored again. Each report is one transaction: what was
    counted as added is safe, whatever happens next. Reports that are not about diplomacy are skipped,
    unless they are named by themselves.
    """
    aside = Aside(keep_all=keep_all)
    facts = {"published": published, "outlet": outlet, "title": title, "url": url}
    reports = _reports(paths, facts, aside, allow_private=allow_private, issues=issues)
    with open_ledger(db) as ledger, _progress() as advance:
        where = ledger.where
        rows = []
        for report in reports:
            added = ledger.add(report)
            rows.append(_added_row(report, added=added))
            advance()
    new = sum(row["added"] for row in rows)
    if form:
        columns = {"report": "id", "added": "added", "path": "path", "outlet": "outlet", "published": "date"}
        output.print_rows(rows, form, columns)
    counts = f"{new} added, {len(rows) - new} already there"
    gated = f", {aside.words}" if aside.words else ""
    output.say(f"{counts}, {aside.failed} not read, {aside.skipped} skipped{gated}, in {where}")
    return aside.exit_code


def _added_row(report: Report, *, added: bool) -> dict[str, Any]:
    facts = report.as_dict()["report"]
    return {"report": report.id, "added": added} | {
        k: facts[k] for k in ("path", "outlet", "published", "title")
    }


class _progress:  # noqa: N801 - reads as a verb where it is used
    """A counter on stderr while a person waits; silent in a pipe."""

    def __init__(self) -> None:
        self.done = 0

    def __enter__(self) -> Any:
        return self.advance

    def __exit__(self, *_: object) -> None:
        if self.done and output.watched():
            click.echo("\r\033[K", err=True, nl=False)

    def advance(self) -> None:
        self.done += 1
        if output.watched():
            click.echo(f"\rreports read: {self.done}", err=True, nl=False)


QUERIES = {
    "meetings": {
        "status": "status",
        "label": "meeting",
        "when": "when",
        "who": "last word",
        "quote": "words",
    },
    "statements": {"published": "date", "who": "who", "claim": "words", "through": "through"},
    "positions": {
        "side": "side",
        "stance": "stance",
        "issue": "issue",
        "condition": "condition",
        "quote": "words",
    },
    "changes": {"published": "date", "claim": "change", "who": "who", "quote": "words"},
    "reports": {"published": "date", "outlet": "outlet", "from": "made from", "claim": "title"},
    "actors": {
        "name": "name",
        "kind": "kind",
        "side": "side",
        "role": "role",
        "reports": "reports",
        "statements": "statements",
        "meetings": "meetings",
        "positions": "positions",
        "last": "last seen",
        "also": "also called",
    },
}
"""The columns of each table; ``--json`` and ``--csv`` have all there are."""


def _answer(kind: str, db: Path | str, form: str | None, filters: dict[str, Any]) -> int:
    """Parse the filters, ask the ledger, print the rows; the words of the query go to stderr."""
    from dateline import query as queries  # noqa: PLC0415 - see the module's docstring

    query: Query = queries.Query.parse(**filters)
    query.wanted(kind)
    with open_to_ask(db) as ledger:
        entries = getattr(queries, kind)(ledger, query)
        rows = [entry.as_dict() for entry in entries]
        if query.last:
            ledger.mark_seen()
    if form == "brief":
        from dateline.cli import ledger_brief  # noqa: PLC0415 - see the module's docstring

        output.say(f"{query.words(kind)} · {len(rows)}")
        getattr(ledger_brief, f"print_{kind}")(entries, output.console())
        return 0
    if form in {None, "table"}:
        output.say(f"{query.words(kind)} · {len(rows)}")
        rows = [
            row | {"through": _through(row), "from": _made_from(row), "counts": _stands(row)} | _also(row)
            for row in rows
        ]
    columns = {"id": "id"} | QUERIES[kind]
    if kind == "reports" and any(row.get("standing") for row in rows):
        columns["counts"] = "does not count"
    output.print_rows(rows, form, columns)
    return 0


def _through(row: dict[str, Any]) -> str | None:
    """The chain of a statement in words, behind why its report does not count, if it does not."""
    chain = " ← ".join(hop["name"] for hop in row.get("chain") or ())
    standing = row.get("standing")
    return f"({standing['kind']}) {chain}".strip() if standing else chain or None


def _also(row: dict[str, Any]) -> dict[str, str]:
    """The other names of an actor, in words."""
    return {"also": ", ".join(n["name"] for n in row["names"][1:])} if "names" in row else {}


def _made_from(row: dict[str, Any]) -> str | None:
    """What a report is derived from, in words: "copy of Meridian Wire"."""
    derived = row.get("derived_from") or ()
    return ", ".join(f"{d['kind']} of {d['name'] or d['report']}" for d in derived) or None


def _stands(row: dict[str, Any]) -> str | None:
    """Why a report does not count, in words: "withdrawn by r1d, 2031-03-14T13:00"; None for one that does."""
    standing = row.get("standing")
    if not standing:
        return None
    by = "" if standing["by"] == row["id"] else f" by {standing['by']}"
    return ", ".join(filter(None, [f"{standing['kind']}{by}", standing["when"]]))


@cli.command(epilog="Example: dateline meetings --status postponed --since 2025-10")
@query_options
@db_option
@brief_option
@output_options
def meetings(*, db: Path | str, form: str | None, **filters: Any) -> int:
    """Who meets whom, and is it still on?"""
    return _answer("meetings", db, form, filters)


@cli.command(epilog="Example: dateline statements --by Lavrov --about ceasefire")
@query_options
@db_option
@output_options
def statements(*, db: Path | str, form: str | None, **filters: Any) -> int:
    """Who said what, and through whom did it reach us?"""
    return _answer("statements", db, form, filters)


@cli.command(epilog="Example: dateline positions --side Russia --about ceasefire --csv")
@query_options
@db_option
@brief_option
@output_options
def positions(*, db: Path | str, form: str | None, **filters: Any) -> int:
    """What does each side demand, refuse, accept or offer, and on what condition?"""
    return _answer("positions", db, form, filters)


@cli.command(epilog="Example: dateline actors --kind person --side Russia --limit 20")
@query_options
@click.option("--kind", metavar="KIND", help="person, state, organisation, outlet or office.")
@db_option
@output_options
def actors(*, db: Path | str, form: str | None, **filters: Any) -> int:
    """Who is who: names, roles with dates, and how often each is heard; the most named come first.

    --by takes a name, or the id of an actor, also one that he had before a merge. Names are put together
    and parted with: dateline review merge, dateline review split.
    """
    return _answer("actors", db, form, filters)


@cli.command(epilog="Example: dateline changes --since 2025-10-20")
@query_options
@db_option
@output_options
def changes(*, db: Path | str, form: str | None, **filters: Any) -> int:
    """What is different since a day?"""
    return _answer("changes", db, form, filters)


@cli.command(epilog="Example: dateline reports --outlet 'Meridian Wire' --json")
@query_options
@db_option
@output_options
def reports(*, db: Path, form: str | None, **filters: Any) -> int:
    """Which reports are there, and which is made from which?

    A copy, an abridgement, a rewrite or a quotation names its original, also one that is not here.
    """
    return _answer("reports", db, form, filters)


@cli.command(epilog="Example: dateline show r1f0c2a9b3d4e5f60.s3 --db desk.db")
@click.argument("identifier", metavar="ID")
@db_option
@output_options
def show(identifier: str, *, db: Path | str, form: str | None) -> int:
    """Open the passage that a statement, meeting, position, change or report rests on.

    Source, cue, content and condition are marked: by colour on a terminal, by brackets in a pipe.
    """
    with open_to_ask(db) as ledger:
        passages = ledger.show(identifier)
    if form:
        rows = [passage.as_dict() for passage in passages]
        output.print_rows(rows, form, {"id": "id", "start": "start", "end": "end", "text": "words"})
    else:
        from dateline.cli.passage import print_passages  # noqa: PLC0415 - see the module's docstring

        print_passages(passages)
    return 0


@cli.command(epilog="Example: dateline check --db desk.db")
@db_option
@output_options
def check(*, db: Path | str, form: str | None) -> int:
    """Verify the evidence law over the whole ledger.

    Every range of every finding is opened in its stored text, every reference is followed, and the
    findings are folded twice. Exit code 1 when anything is wrong.
    """
    with open_ledger(db, must_exist=True, read_only=True) as ledger:
        violations = ledger.check()
        reports = len(ledger)
    if form or violations:
        rows = [violation.as_dict() for violation in violations]
        output.print_rows(rows, form, {"where": "where", "message": "what is wrong"})
    output.say(f"{reports} reports checked, {len(violations)} violations")
    return 1 if violations else 0


cli.add_command(serve)
for command in (bulk, watch, review, backup, rebuild, reanalyse, export, cite, codebook, notify, mcp):
    cli.add_command(command)
