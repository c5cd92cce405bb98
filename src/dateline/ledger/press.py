"""What origins ask of reports, read from a store when it is asked."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dateline.ledger.carrier_rows import read_voices
from dateline.ledger.carriers import Carrier, outlet_key
from dateline.ledger.kept import Kept
from dateline.ledger.order import hashed
from dateline.ledger.relational import RelationalStore
from dateline.model.lineage import Derivation

__all__ = ["Derived", "Outlets", "Press", "article_mark", "outlet_mark"]


def outlet_mark(outlet: str) -> int:
    """The key under which the reports of an outlet are found; ``outlet`` is its key."""
    return hashed("outlet", outlet)


def article_mark(outlet: str | None, article: str) -> int:
    """The key under which the versions of an article are found, of an outlet by its name."""
    return hashed("article", outlet_key(outlet) if outlet else "", article)


class Press:
    """Reports that count: their outlets, and what they say of names."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store
        self._known: dict[str, Carrier | None] = {}

    def get(self, name: str, /) -> Carrier | None:
        """One report."""
        if name not in self._known:
            rows = self._store.tuples("SELECT body FROM folded_report WHERE report = ?", [name])
            page = json.loads(rows[0][0]) if rows else None
            self._known[name] = read_voices(name, page["press"]) if page and not page["out"] else None
        return self._known[name]


class Derived:
    """What each report is derived from."""

    def __init__(self, store: RelationalStore) -> None:
        """As ``store`` keeps it."""
        self._kept = Kept(store)
        self._known: dict[str, Sequence[Derivation]] = {}

    def get(self, name: str, /) -> Sequence[Derivation] | None:
        """Of one report."""
        if name not in self._known:
            self._known[name] = self._kept.derived([name]).get(name, ())
        return self._known[name]


class Outlets:
    """The outlets that publish reports of the ledger, by their keys."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store
        self._known: dict[object, bool] = {}

    def __contains__(self, outlet: object) -> bool:
        """Whether a report of that outlet is there."""
        if outlet not in self._known:
            command = "SELECT 1 AS n FROM folded_key WHERE key = ? LIMIT 1"
            mark = outlet_mark(str(outlet))
            self._known[outlet] = any(True for _ in self._store.ask(command, [mark]))
        return self._known[outlet]
