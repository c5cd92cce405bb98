"""What the fold keeps of every finding, in the tables of a store: items in groups, found by their keys.

An *item* is a finding as it is folded. Items are asked for as they stood at a moment of the order in
which they are read, so a report that comes late finds what it would have found in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.ledger.filing import Row
from dateline.ledger.relational import RelationalStore

__all__ = ["Item", "Shelf"]

_AT_ONCE = 500  # values that are asked for at once
_MORE = 4  # so much more is read of a key under which few groups have many items
_ITEM = "number, kind, id, report, ord, place, grp, body"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding as it is folded; ``ordinal`` and ``place`` are its order, ``body`` is JSON."""

    number: int
    kind: str
    id: str
    report: str
    ordinal: int
    place: str
    group: str
    body: str


class Shelf:
    """The items of one store; what writes must be inside the store's ``filling``."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store
        self._next: int | None = None

    # Items

    def put(self, kind: str, report: str, told: tuple[str, int, str, str], group: str = "") -> Item:
        """Keep an item of ``report``; ``told`` are its id, ordinal, place and body."""
        if self._next is None:
            self._next = self._one("SELECT coalesce(max(number), 0) + 1 AS n FROM folded_item")
        name, ordinal, place, body = told
        item = Item(self._next, kind, name, report, ordinal, place, group, body)
        self._next += 1
        row = (item.number, kind, name, report, ordinal, place, group, body)
        self._store.run(f"INSERT INTO folded_item ({_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return item

    def drop(self, item: Item) -> None:
        """Forget an item."""
        self._store.run("DELETE FROM folded_item WHERE number = ?", [item.number])

    def regroup(self, number: int, group: str) -> None:
        """Put an item into another group."""
        self._store.run("UPDATE folded_item SET grp = ? WHERE number = ?", [group, number])

    def item(self, number: int) -> Item | None:
        """One item by its number."""
        return next(self._items("number = ?", [number]), None)

    def named(self, kind: str, names: Iterable[str]) -> Iterator[Item]:
        """Items of a kind by their ids."""
        for some in _chunks(names):
            yield from self._items(f"kind = ? AND id IN ({_marks(some)})", [kind, *some])

    def of_reports(self, reports: Iterable[str]) -> Iterator[Item]:
        """All items of ``reports``."""
        for some in _chunks(reports):
            yield from self._items(f"report IN ({_marks(some)})", some)

    def members(self, kind: str, group: str, after: str = "", before: str | None = None) -> Iterator[Item]:
        """The items of a group in their order, those between two places."""
        command, values = "kind = ? AND grp = ? AND place > ?", [kind, group, after]
        if before is not None:
            command += " AND place < ?"
            values.append(before)
        yield from self._items(f"{command} ORDER BY place", values)

    def _items(self, condition: str, values: Sequence[Any]) -> Iterator[Item]:
        command = f"SELECT {_ITEM} FROM folded_item WHERE {condition}"  # noqa: S608 - words of this file
        for row in self._store.ask(command, values):
            yield Item(*row.values())

    # Keys

    def mark(self, keys: Iterable[int], item: int, ordinal: int = 0) -> None:
        """Make an item found by ``keys``."""
        self._many("INSERT INTO folded_key (key, ord, item) VALUES (?, ?, ?)", keys, ordinal, item)

    def unmark(self, keys: Iterable[int], item: int, ordinal: int = 0) -> None:
        """Take what :meth:`mark` did back."""
        self._many("DELETE FROM folded_key WHERE key = ? AND ord = ? AND item = ?", keys, ordinal, item)

    def _many(self, command: str, keys: Iterable[int], ordinal: int, item: int) -> None:
        self._store.run_all(command, [(key, ordinal, item) for key in keys])

    def marked(self, keys: Iterable[int]) -> set[int]:
        """The numbers of whatever is found by one of ``keys``."""
        found: set[int] = set()
        for some in _chunks(keys):
            command = f"SELECT item FROM folded_key WHERE key IN ({_marks(some)})"  # noqa: S608 - marks
            found.update(row["item"] for row in self._store.ask(command, some))
        return found

    def recent(self, key: int, before: tuple[int, str], count: int) -> list[str]:
        """The ``count`` groups that were last added to under ``key`` before a place in the order."""
        limit = 2 * count
        while True:
            rows, more = self.earlier(key, before, limit)
            groups = dict.fromkeys(row["grp"] for row in rows)
            if len(groups) >= count or not more:
                return list(groups)[:count]
            limit *= _MORE

    def earlier(
        self, key: int, before: tuple[int, str], limit: int, *, first: bool = False
    ) -> tuple[list[Row], bool]:
        """Items under ``key`` before a place, the last of them first (or the first): id, place, group.

        About ``limit``, for of one ordinal all are given; and whether there may be more.
        """
        order = "" if first else " DESC"
        command = (
            "SELECT k.ord, i.place, i.grp, i.id FROM folded_key k JOIN folded_item i ON i.number = k.item "  # noqa: S608
            f"WHERE k.key = ? AND k.ord <= ? ORDER BY k.ord{order} LIMIT ?"
        )
        rows = list(self._store.ask(command, [key, before[0], limit]))
        more = len(rows) == limit
        if more:
            same = command.replace("k.ord <= ?", "k.ord = ?")
            rest = list(self._store.ask(same, [key, rows[-1]["ord"], 1 << 30]))
            rows = [r for r in rows if r["ord"] != rows[-1]["ord"]] + rest
        rows = [r for r in rows if r["place"] < before[1]]
        return sorted(rows, key=lambda r: r["place"], reverse=not first), more

    def later(self, key: int, after: tuple[int, str], limit: int = 1 << 30) -> list[tuple[int, str, int]]:
        """Ordinal, place and number of the items under ``key`` after a place, in order; about ``limit``."""
        command = (
            "SELECT k.ord, i.place, i.number FROM folded_key k JOIN folded_item i ON i.number = k.item "
            "WHERE k.key = ? AND k.ord >= ? ORDER BY k.ord LIMIT ?"
        )
        rows = self._store.ask(command, [key, after[0], limit])
        return sorted((r["ord"], r["place"], r["number"]) for r in rows if r["place"] > after[1])

    def _one(self, command: str, values: Sequence[Any] = ()) -> Any:
        return next(iter(self._store.ask(command, values)))["n"]

    # What is to be folded again

    def soil(self, kind: str, groups: Iterable[str]) -> None:
        """Remember that ``groups`` are to be folded again."""
        command = "INSERT INTO folded_dirty (kind, grp) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._store.run_all(command, [(kind, group) for group in groups])

    def dirty(self, limit: int) -> list[tuple[str, str]]:
        """Some of what is to be folded again."""
        rows = self._store.ask("SELECT kind, grp FROM folded_dirty ORDER BY kind, grp LIMIT ?", [limit])
        return [(row["kind"], row["grp"]) for row in rows]

    def clean(self, kind: str, groups: Iterable[str]) -> None:
        """Remember that ``groups`` were folded."""
        command = "DELETE FROM folded_dirty WHERE kind = ? AND grp = ?"
        self._store.run_all(command, [(kind, group) for group in groups])


def _chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
