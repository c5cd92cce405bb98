"""Derivations, carried on: only what a new report sways is derived again.

It is compared with what came before it itself; a report that comes late is looked at by the few later
ones that now find it under one of their keys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dateline.ledger.carrier_rows import read_compared
from dateline.ledger.carriers import Carrier
from dateline.ledger.derivation import COMPARED, NEAR, derived_from, kept_under, keys
from dateline.ledger.entry_rows import derivation_row
from dateline.ledger.kept import Kept
from dateline.ledger.order import hashed
from dateline.ledger.relational import RelationalStore
from dateline.ledger.shelf import Item, Shelf
from dateline.model.lineage import Derivation

__all__ = ["Rederiving", "carrier_keys"]

_AT_HAND = 4000  # reports that are read once and kept
_OUTLET = "outlet "  # how a key begins under which a credit looks


class Rederiving:
    """One round of deriving reports again."""

    kind = "carrier"

    def __init__(self, store: RelationalStore, shelf: Shelf) -> None:
        """With the carriers on ``shelf``; what comes of it is kept in ``store``."""
        self._store = store
        self._shelf = shelf
        self._kept = Kept(store)
        self._read: dict[int, Carrier] = {}
        self._swayed: dict[int, Item] = {}
        self._lost: set[str] = set()

    def take_out(self, gone: Iterable[Item]) -> None:
        """Take carriers out."""
        for item in gone:
            self._sway(item)
            self._shelf.unmark(carrier_keys(self._carrier(item)), item.number, item.ordinal)
            self._shelf.drop(item)
            self._swayed.pop(item.number, None)
            before = self._kept.derived([item.report]).get(item.report, ())
            self._say(item.report, before, ())
            self._lost |= {item.report} if before else set()

    def take_in(self, come: Iterable[Item]) -> set[str]:
        """Take carriers in that are on the shelf.

        Gives the reports that are derived otherwise than at first, and all that are made from them.
        """
        come = list(come)
        for item in come:
            self._shelf.mark(carrier_keys(self._carrier(item)), item.number, item.ordinal)
        for item in come:
            self._swayed[item.number] = item
            self._sway(item)
        changed = {item.report for item in self._swayed.values() if self._derive(item)}
        return self._descendants(changed | self._lost)

    def _carrier(self, item: Item) -> Carrier:
        if item.number not in self._read:
            if len(self._read) > _AT_HAND:
                self._read.clear()
            self._read[item.number] = read_compared(item.body)
        return self._read[item.number]

    def _sway(self, item: Item) -> None:
        """Later reports to which this one is among the nearest under a key are to be derived again."""
        at = item.ordinal, item.place
        kept = kept_under(self._carrier(item))
        asking = [hashed("asks", key) for key in kept if key.startswith(_OUTLET)]
        keys = [hashed(self.kind, key) for key in kept if not key.startswith(_OUTLET)]
        later = self._shelf.later(asking, at)
        if self._shelf.later(keys, at, len(keys) + 1):  # it is there itself, under each
            before = self._shelf.earlier(keys, at, NEAR)
            for key in keys:  # one of the first under a key is compared with all that follow
                is_first = len(before.get(key, ([], False))[0]) < NEAR
                later |= self._shelf.later([key], at, None if is_first else NEAR + 2)
        for _, _, other in later:
            if other not in self._swayed and (known := self._shelf.item(other)):
                self._swayed[other] = known

    def _derive(self, item: Item) -> bool:
        """Derive a report again; whether something else comes of it."""
        carrier = self._carrier(item)
        earlier: Counter[tuple[str, str]] = Counter()
        wanted = [hashed(self.kind, key) for key in keys(carrier)]
        for near in self._near(wanted, (item.ordinal, item.place)):
            earlier.update(near)
        chosen = sorted(earlier, key=lambda known: (-earlier[known], known))[:COMPARED]
        there = {i.id: i for i in self._shelf.named(self.kind, [name for _, name in chosen])}
        derived = derived_from(carrier, [self._carrier(there[name]) for _, name in chosen])
        before = self._kept.derived([item.report]).get(item.report, ())
        if derived == before:
            return False
        self._say(item.report, before, derived)
        return True

    def _say(self, report: str, before: Sequence[Derivation], derived: Sequence[Derivation]) -> None:
        self._kept.exchange("derivation", [report], [derivation_row(report, derived)] if derived else [])
        for command, some in (
            ("DELETE FROM folded_link WHERE sort = ? AND key = ? AND value = ?", before),
            ("INSERT INTO folded_link (sort, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", derived),
        ):
            self._store.run_all(command, [("made", d.source, report) for d in some if d.source])

    def _near(self, keys: list[int], at: tuple[int, str]) -> Iterator[set[tuple[str, str]]]:
        """Place and id of the first and last few reports under each key."""
        found = self._shelf.earlier(keys, at, 2 * NEAR + 1)
        first = self._shelf.earlier([k for k, (_, more) in found.items() if more], at, NEAR, first=True)
        for key, (standing, more) in found.items():
            near = standing[:NEAR] + first[key][0][:NEAR] if more else standing
            yield {(one.place, one.id) for one in near}

    def _descendants(self, reports: set[str]) -> set[str]:
        """``reports``, and all that are made from them."""
        found, fresh = set(reports), set(reports)
        while fresh:
            command = "SELECT value FROM folded_link WHERE sort = 'made' AND key = ?"
            made = {row["value"] for r in fresh for row in self._store.ask(command, [r])}
            fresh = made - found
            found |= fresh
        return found


def carrier_keys(carrier: Carrier) -> set[int]:
    """Under what a report is found, and from where it looks for what it credits."""
    asks = {hashed("asks", key) for key in keys(carrier) if key.startswith(_OUTLET)}
    return asks | {hashed("carrier", key) for key in kept_under(carrier)}
