"""Ledgers for benchmarks: a fresh one in every kind of store that this machine has."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from postgresql_server import NOT_INSTALLED, server, tool

__all__ = ["STORES", "fresh_place"]

STORES = ("sqlite", "postgresql")


@contextlib.contextmanager
def fresh_place(store: str, keep: Path | None = None) -> Iterator[str | None]:
    """Where a new ledger may be made, on a real disk; None (and a sentence) where there is no server.

    A ledger in SQLite stays after use if ``keep`` says where; raises FileExistsError if a file is there.
    """
    if store == "sqlite" and keep is not None:
        if keep.exists():
            raise FileExistsError(keep)
        yield str(keep)
    elif store == "sqlite":
        with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
            yield str(Path(folder) / "desk.db")
    elif tool("initdb") is None:
        print(f"postgresql: left out, {NOT_INSTALLED}")
        yield None
    else:
        with server() as address:
            yield address
