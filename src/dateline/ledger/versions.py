"""The versions of a ledger's schema: numbered scripts, one folder for each kind of database."""

from __future__ import annotations

from importlib.resources import files

from dateline.errors import LedgerError

__all__ = ["VERSION", "migration", "refuse_newer"]

VERSION = 9
"""The schema that this Dateline writes; the scripts up to it are in ``migrations/<database>/``."""


def migration(database: str, number: int) -> str:
    """The script that takes a ledger in ``database`` (sqlite, postgresql) to version ``number``."""
    script = files("dateline.ledger").joinpath("migrations", database, f"{number:04d}.sql")
    return script.read_text("utf-8")


def refuse_newer(where: str, version: int) -> None:
    """Raise :class:`~dateline.errors.LedgerError` for a ledger that a newer Dateline wrote."""
    if version > VERSION:
        message = (
            f"The ledger {where} was written by a newer Dateline "
            f"(its schema is {version}, this one knows {VERSION}); "
            "update Dateline to open it."
        )
        raise LedgerError(message)
