"""A way around the ledger, for tests of what happens when somebody goes around the ledger."""

import sqlite3
from contextlib import closing
from urllib.parse import urldefrag

TABLES = ("frozen_text", "report", "statement", "meeting", "assertion", "position", "superseded", "decision")


def run(place, command, values=(), *, freely=False):
    """Run ``command`` on the ledger's own tables and give its rows; ``freely``: without its triggers."""
    if str(place).startswith("postgresql:"):
        return _in_postgresql(place, command.replace("?", "%s"), values, freely=freely)
    with closing(sqlite3.connect(place)) as raw, raw:
        if freely:
            for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
                raw.execute(f"DROP TRIGGER {name}")
        return raw.execute(command, values).fetchall()


def _in_postgresql(place, command, values, *, freely):
    import psycopg

    url, schema = urldefrag(str(place))
    with psycopg.connect(url, autocommit=True) as raw:
        raw.execute(f"SET search_path = {schema}")
        if freely:
            raw.execute("SET session_replication_role = replica")  # neither triggers nor foreign keys
        cursor = raw.execute(command, values or None)
        return cursor.fetchall() if cursor.description else []
