"""Opening the ledger that a command names."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.ledger import Ledger

__all__ = ["open_ledger", "open_to_ask"]


def open_ledger(place: Path | str, *, must_exist: bool = False, read_only: bool = False) -> Ledger:
    """The ledger at ``place``; raises :class:`~dateline.errors.LedgerError` when it cannot be opened."""
    from dateline.errors import LedgerError  # noqa: PLC0415 - loaded when a ledger is opened
    from dateline.ledger import Ledger  # noqa: PLC0415

    if must_exist and isinstance(place, Path) and not place.exists():
        message = f"There is no ledger at {place}: make one with 'dateline add PATH --db {place}'."
        raise LedgerError(message)
    return Ledger(place, read_only=read_only)


def open_to_ask(place: Path | str) -> Ledger:
    """A ledger that is there, to ask it: opened for writing where that is allowed, to keep what it folds."""
    may_write = not isinstance(place, Path) or all(os.access(p, os.W_OK) for p in (place, place.parent))
    return open_ledger(place, must_exist=True, read_only=not may_write)
