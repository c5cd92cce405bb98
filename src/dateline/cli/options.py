"""Options that several commands share, written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

__all__ = [
    "PLACE",
    "allow_private_option",
    "brief_option",
    "chain_options",
    "db_option",
    "issues_option",
    "keep_all_option",
    "metadata_options",
    "output_options",
    "query_options",
]

ADDRESSES = ("postgresql://", "postgres://")
"""How the address of a database begins; anything else is a path."""

Command = TypeVar("Command", bound=Callable[..., Any])


def chain_options(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Options in the order in which help shows them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _time(_: click.Context, __: click.Parameter, words: str | None) -> str | None:
    """A time of publication that can be read, as it was written; usage otherwise."""
    if words is not None:
        from dateline.errors import SourceError  # noqa: PLC0415 - needed when the option is given
        from dateline.sources.metadata import read_published  # noqa: PLC0415

        try:
            read_published(words, "--published")
        except SourceError as error:
            raise click.UsageError(str(error)) from error
    return words


output_options = chain_options(
    click.option("--json", "form", flag_value="json", help="One JSON value (an array for several)."),
    click.option("--jsonl", "form", flag_value="jsonl", help="One JSON object a line."),
    click.option("--csv", "form", flag_value="csv", help="Comma-separated values with a header."),
    click.option("--table", "form", flag_value="table", help="A table, also where it is not the default."),
)

keep_all_option = click.option(
    "--keep-all",
    is_flag=True,
    help="Read also what is not about diplomacy, which is skipped in folders, JSON Lines and archives; tell"
    " what it holds.",
)

brief_option = click.option(
    "--brief", "form", flag_value="brief", help="What a person reads: each with its history and its words."
)

query_options = chain_options(
    click.option("--by", metavar="NAME", help="Who says it or takes part: a name or a surname."),
    click.option("--about", metavar="WORDS", help="Words in it, or an issue such as ceasefire."),
    click.option("--side", metavar="SIDE", help="The state or organisation spoken for: Russia, Kremlin, EU."),
    click.option("--status", metavar="STATUS", help="A meeting's status: planned, postponed, contested …"),
    click.option("--since", metavar="DATE", help="From this day on: 2025-10-21, 2025-10 or 2025."),
    click.option("--until", metavar="DATE", help="Up to this day, included."),
    click.option("--as-of", metavar="DATE", help="As the reports published by this day told it."),
    click.option("--outlet", metavar="NAME", help="Only reports of this outlet."),
    click.option("--limit", metavar="N", help="At most so many rows."),
)

metadata_options = chain_options(
    click.option(
        "--published",
        metavar="DATE",
        callback=_time,
        help="When it was published, in ISO 8601: 2025-10-21T08:00.",
    ),
    click.option("--outlet", metavar="NAME", help="Who published it."),
    click.option("--title", metavar="TEXT", help="Its title."),
    click.option("--url", metavar="URL", help="Its address."),
)

allow_private_option = click.option(
    "--allow-private", is_flag=True, help="Fetch from private and loopback addresses too (tests, intranets)."
)


class _Place(click.Path):
    """Where a ledger is: the path of a file, or the address of a database as it was written."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, str) and value.startswith(ADDRESSES):
            return value
        return super().convert(value, param, ctx)


issues_option = click.option(
    "--issues",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A TOML file with issues of your own, beside those that ship.",
)

PLACE = _Place(dir_okay=False, path_type=Path)

db_option = click.option(
    "--db",
    type=PLACE,
    metavar="PATH|URL",
    envvar="DATELINE_DB",
    default="dateline.db",
    show_default=True,
    show_envvar=True,
    help="The ledger: a file, or postgresql://user@host/database.",
)
