"""Opening an SQLite file as a ledger: is it one, is it ours to write, and is its schema new enough.

The schema's versions are the numbered files in ``migrations/sqlite``; ``PRAGMA user_version`` says which
of them a file has, ``PRAGMA application_id`` that it is a ledger at all.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from dateline.errors import LedgerError
from dateline.ledger.versions import VERSION, migration, refuse_newer

__all__ = ["APPLICATION", "connect"]

APPLICATION = 0x44544C4E  # "DTLN"
_PATIENCE = 60.0  # seconds that a writer waits for its turn
_CACHE = 16_384  # kB of pages that a connection keeps at hand


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection to the ledger at ``path``, which is made (empty) unless ``read_only``.

    Raises :class:`~dateline.errors.LedgerError` when there is none and none can be made, when the
    file is something else, or when a newer Dateline wrote it.
    """
    _look(path, read_only=read_only)
    try:
        connection = _open(path, read_only=read_only)
    except sqlite3.Error as error:
        raise _unopened(path, error) from error
    try:
        _prepare(connection, path, read_only=read_only)
    except sqlite3.Error as error:
        connection.close()
        raise _unopened(path, error) from error
    except LedgerError:
        connection.close()
        raise
    return connection


def _look(path: Path, *, read_only: bool) -> None:
    if path.is_dir():
        message = f"{path} is a folder; give the path of a ledger file, such as {path / 'dateline.db'}."
        raise LedgerError(message)
    if path.exists():
        return
    if read_only:
        message = f"There is no ledger at {path}; make one with: dateline add REPORT --db {path}"
        raise LedgerError(message)
    if not path.parent.is_dir():
        message = f"The folder {path.parent} does not exist; make it, or give another path."
        raise LedgerError(message)


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    uri = path.absolute().as_uri()
    if read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        # SQLite cannot share a WAL file that it may not touch: without one the file is at rest.
        at_rest = not path.with_name(f"{path.name}-wal").exists()
        uri += "?mode=ro" + ("&immutable=1" if at_rest else "")
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")  # so that REPLACE meets the triggers too
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")
    connection.execute("BEGIN")  # one look at all three: another process may be making the ledger
    try:
        version = _version(connection, path)
    finally:
        if connection.in_transaction:  # SQLite may have ended it itself, over what it could not read
            connection.execute("ROLLBACK")
    if version < VERSION:
        if read_only:
            message = f"The ledger {path} is empty or of an older Dateline; add a report to renew it."
            raise LedgerError(message)
        _wal(connection)
        _migrate(connection, path)
    if read_only:
        connection.execute("PRAGMA query_only = ON")
        return
    _wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # acknowledged means on the disk


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema version of the file, 0 for a new one; refuses what is not a ledger of ours."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and (tables or version or application):
        message = f"{path} is a database, but not a Dateline ledger; give another path for the ledger."
        raise LedgerError(message)
    refuse_newer(str(path), version)
    return version


def _wal(connection: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; the switch itself does not wait for others, so we do."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it while this one waited.
        for number in range(_version(connection, path) + 1, VERSION + 1):
            for command in _commands(number):
                connection.execute(command)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _commands(number: int) -> list[str]:
    """The commands of one migration, one by one: ``executescript`` would end the transaction."""
    commands, command = [], ""
    for line in migration("sqlite", number).splitlines(keepends=True):
        command += line
        if sqlite3.complete_statement(command):
            commands.append(command)
            command = ""
    return commands


def _unopened(path: Path, error: sqlite3.Error) -> LedgerError:
    if "not a database" in str(error):
        message = f"{path} is not a Dateline ledger; give another path for the ledger."
    elif "readonly" in str(error) or "read-only" in str(error):
        message = f"The ledger {path} may not be written; change its permissions or copy it elsewhere."
    else:
        message = f"The ledger {path} cannot be opened ({error}); check the file and its permissions."
    return LedgerError(message)
