"""When a change came to the ledger: with the report whose words made it, or later, with another one.

A report that comes late may make another one's words a change: "put off" is one only where it was planned
before. Such a change is noted with the number of reports that there were then, for whoever asks what is new
since there were so many. It is a note of what was told when, as what was seen is: no finding, but not derived
either, so it outlives a fold from scratch.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore

__all__ = ["Arrivals"]


class Arrivals:
    """What is noted in one store of the changes that came by older words."""

    def __init__(self, store: RelationalStore, told: int, upto: int) -> None:
        """Of ``store``: the changes of the first ``told`` reports are known, now ``upto`` are folded."""
        self._store = store
        self._told = told
        self._upto = upto

    def came(self, changes: Iterable[tuple[str, str]]) -> None:
        """Hear of changes (id, and report of the words) that were not there before; inside a transaction."""
        reports = dict(changes)
        if not reports or not self._told:
            return
        older: set[str] = set()
        for some in portions(reports.values()):
            command = f"SELECT id FROM report WHERE arrival <= ? AND id IN ({placeholders(some)})"  # noqa: S608 - marks
            older |= {row["id"] for row in self._store.ask(command, [self._told, *some])}
        late = [(change, self._upto) for change, report in reports.items() if report in older]
        self._store.run_all("DELETE FROM late_change WHERE change = ?", [(change,) for change, _ in late])
        self._store.run_all("INSERT INTO late_change (change, arrival) VALUES (?, ?)", late)
