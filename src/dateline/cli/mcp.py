"""``dateline mcp``: the ledger for agents."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from dateline.cli import output
from dateline.cli.options import db_option
from dateline.cli.places import open_ledger
from dateline.errors import DatelineError

__all__ = ["mcp"]


@click.command(epilog="Example: dateline mcp --db desk.db")
@click.option("--http", is_flag=True, help="Over streamable HTTP instead of standard input and output.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Who reaches it by HTTP."
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8322, show_default=True, metavar="N", help="The port."
)
@db_option
def mcp(*, http: bool, host: str, port: int, db: Path | str) -> int:
    """Give agents seven read-only tools over the ledger (Model Context Protocol).

    Every result carries the words it rests on and a citation line. An agent's program starts this command
    itself and speaks to it by standard input and output; with --http it listens at http://HOST:PORT/mcp.
    """
    open_ledger(db, must_exist=True, read_only=True).close()  # a sentence now, before the protocol begins
    from dateline.serve.mcp import server  # noqa: PLC0415 - the server is loaded when it is started

    if http:
        _refuse_taken(host, port)
        output.say(f"The tools are at http://{host}:{port}/mcp (Ctrl-C ends it)")
    server(db, host=host, port=port).run("streamable-http" if http else "stdio")
    return 0


def _refuse_taken(host: str, port: int) -> None:
    """A sentence when nobody can listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        reason = error.strerror or error
        message = f"The tools cannot be at {host}, port {port} ({reason}); choose another --port."
        raise DatelineError(message) from error
