"""``dateline notify``: changes to a webhook, the one command that sends something, to the address given."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli import output
from dateline.cli.options import db_option, output_options, query_options
from dateline.cli.places import open_to_ask

if TYPE_CHECKING:
    from dateline.export.webhooks import Endpoint, Outbox

__all__ = ["notify"]

_COLUMNS = {"id": "id", "fate": "fate", "attempts": "tries", "reason": "reason", "claim": "change"}


@click.command(epilog="Example: dateline notify https://desk.example/hook --secret-file hook.secret")
@click.argument("url", metavar="URL")
@click.option(
    "--secret-file",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The secret that signs the messages: one line, at least 16 bytes, or whsec_ and base64.",
)
@click.option(
    "--outbox",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where it remembers what was sent; else beside the ledger.",
)
@click.option("--from-now", is_flag=True, help="Send nothing, and count all that is known as told.")
@click.option("--list-dead", is_flag=True, help="Send nothing, and list what nobody took.")
@click.option("--dead", is_flag=True, help="Also send again what nobody took.")
@click.option("--attempts", type=click.IntRange(1, 20), default=5, show_default=True, help="Tries a message.")
@click.option(
    "--pause",
    type=click.FloatRange(0, 60),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="The first pause between two tries; each is twice the one before, up to a minute.",
)
@query_options
@db_option
@output_options
def notify(
    url: str,
    *,
    secret_file: Path,
    outbox: Path | None,
    from_now: bool,
    list_dead: bool,
    dead: bool,
    attempts: int,
    pause: float,
    db: Path | str,
    form: str | None,
    **filters: Any,
) -> int:
    """Send what a webhook has not been told yet: each change of the query as one signed message.

    Nothing is sent but by this command, and to URL alone. Run it after every 'dateline add'. Exit code 1
    when something was not taken.
    """
    from dateline import query as queries  # noqa: PLC0415 - loaded when it runs
    from dateline.export.webhooks import Endpoint, Outbox, Patience, read_secret  # noqa: PLC0415

    query = queries.Query.parse(**filters)
    query.wanted("changes")
    box = Outbox(_outbox(outbox, db))
    if list_dead:
        return _list_dead(box, url, form)
    endpoint = Endpoint.of(url, read_secret(secret_file))
    with open_to_ask(db) as ledger, box.held():
        changes = queries.changes(ledger, query)
        if from_now:
            return _skip(changes, endpoint, box)
        return _send(changes, endpoint, box, Patience(attempts, pause), dead=dead, form=form)


def _outbox(named: Path | None, db: Path | str) -> Path:
    if named is not None:
        return named
    if isinstance(db, Path):
        return db.with_name(f"{db.name}.outbox.jsonl")
    message = "a ledger in a database needs an outbox of its own: name a file with --outbox"
    raise click.UsageError(message)


def _list_dead(box: Outbox, url: str, form: str | None) -> int:
    from dateline.export.webhooks.outbox import Fate  # noqa: PLC0415 - loaded when it runs

    rows = [asdict(one) | {"id": one.change} for one in box.letters(url).values() if one.fate is Fate.DEAD]
    output.print_rows(rows, form, {"id": "id", "at": "given up", "reason": "reason", "claim": "change"})
    output.say(f"Dead letters · {len(rows)}")
    return 0


def _skip(changes: Any, endpoint: Endpoint, box: Outbox) -> int:
    from dateline.export.webhooks.notify import skip  # noqa: PLC0415 - loaded when it runs

    output.say(f"{skip(changes, endpoint, box)} changes counted as told; nothing was sent")
    return 0


def _send(
    changes: Any, endpoint: Endpoint, box: Outbox, patience: Any, *, dead: bool, form: str | None
) -> int:
    from dateline.export.webhooks import notify as send  # noqa: PLC0415 - loaded when it runs

    rows = [told.as_dict() for told in send(changes, endpoint, box, patience=patience, dead=dead)]
    if form or any(row["fate"] != "delivered" for row in rows):
        shown = rows if form else [row for row in rows if row["fate"] != "delivered"]
        output.print_rows(shown, form, _COLUMNS)
    counts = {fate: sum(row["fate"] == fate for row in rows) for fate in ("delivered", "dead", "pending")}
    output.say(", ".join(f"{number} {fate}" for fate, number in counts.items()))
    return 1 if counts["dead"] or counts["pending"] else 0
