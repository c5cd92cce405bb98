"""Where a ledger is: a path is an SQLite file, an address that begins with postgresql:// a database."""

from __future__ import annotations

import os
from pathlib import Path

from dateline.ledger.relational import RelationalStore
from dateline.ledger.sqlite import SQLiteStore

__all__ = ["is_address", "open_store"]


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether ``place`` is the address of a database rather than the path of a file."""
    return str(place).startswith(("postgresql://", "postgres://"))


def open_store(place: str | os.PathLike[str], *, read_only: bool = False) -> RelationalStore:
    """The store at ``place``; raises :class:`~dateline.errors.LedgerError` when it cannot be opened."""
    if is_address(place):
        from dateline.ledger.postgresql import PostgreSQLStore  # noqa: PLC0415 - only its users need psycopg

        return PostgreSQLStore(str(place), read_only=read_only)
    return SQLiteStore(Path(place), read_only=read_only)
