"""``dateline serve``: the desk in a browser, and the API behind it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli import output
from dateline.cli.options import allow_private_option, db_option
from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.serve.settings import Settings

__all__ = ["serve"]

MOST = 4  # processes that are started unless more are asked for


@click.command(epilog="Example: dateline serve --db desk.db --port 8321")
@db_option
@click.option(
    "--host",
    metavar="HOST",
    default="127.0.0.1",
    show_default=True,
    help="Who reaches it: this machine alone.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="N", default=8321, show_default=True, help="The port."
)
@click.option("--write", is_flag=True, help="Allow reviewing and adding, for who has the token.")
@click.option(
    "--token",
    metavar="WORDS",
    envvar="DATELINE_TOKEN",
    show_envvar=True,
    help="The token; one is made for this machine alone.",
)
@click.option(
    "--who",
    metavar="NAME",
    envvar="DATELINE_WHO",
    show_envvar=True,
    default="the desk",
    show_default=True,
    help="Who decides in reviews.",
)
@click.option(
    "--rate",
    type=click.IntRange(0),
    metavar="N",
    default=50,
    show_default=True,
    help="Requests a second from one other machine; 0 for any number.",
)
@click.option(
    "--processes",
    type=click.IntRange(0, 64),
    metavar="N",
    help="Processes that draw pages; else one for each core, four at most.",
)
@allow_private_option
def serve(
    *,
    db: Path | str,
    host: str,
    port: int,
    write: bool,
    token: str | None,
    who: str,
    rate: int,
    processes: int | None,
    allow_private: bool,
) -> int:
    """Open the desk: pages for people at http://127.0.0.1:8321/, an API for programs at /api/v1.

    It is read-only unless --write is given, and then asks for a token. Nothing leaves the machine, but
    for the address of a page that somebody adds.
    """
    from dateline.serve.application import run  # noqa: PLC0415 - the server is loaded when it is started
    from dateline.serve.settings import Settings  # noqa: PLC0415

    settings = Settings(
        db,
        host,
        port,
        write=write,
        token=token,
        allow_private=allow_private,
        who=who,
        rate=rate,
        processes=_processes() if processes is None else processes,
    )
    try:
        run(settings, started=_started)
    except OSError as error:
        message = (
            f"The desk cannot open at {host}, port {port} ({error.strerror or error}); choose another --port."
        )
        raise DatelineError(message) from error
    return 0


def _processes() -> int:
    """As many as there are cores, up to four; of a single core this process makes use itself."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, MOST) if cores > 1 else 0


def _started(settings: Settings) -> None:
    output.say(f"The desk is open at {settings.address} (Ctrl-C ends it)")
    if settings.write:
        output.say(f"To review and add, open {settings.address}sign-in?token={settings.token}")
