"""Notes about what is derived, beside it in the store: how far it goes, by which rules it was made."""

from __future__ import annotations

import json
from typing import Any

from dateline.ledger.relational import RelationalStore

__all__ = ["note", "noted"]


def noted(store: RelationalStore, name: str) -> Any:
    """What is noted under ``name``, as JSON has it; None for nothing."""
    rows = store.ask("SELECT value FROM derived WHERE name = ?", [name])
    return next((json.loads(row["value"]) for row in rows), None)


def note(store: RelationalStore, name: str, value: Any) -> None:
    """Note something instead of what was there, inside a transaction."""
    store.run("DELETE FROM derived WHERE name = ?", [name])
    store.fill("derived", [{"name": name, "value": json.dumps(value, sort_keys=True)}])
