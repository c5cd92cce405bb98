"""What the fold keeps of every finding, in the tables of a store: items in groups, found by their keys.

An *item* is a finding as it is folded. Items are asked for as they stood at a moment of the order in
which they are read, so a report that comes late finds what it would have found in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from dateline.ledger.notes import note, noted
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore

__all__ = ["Item", "Placed", "Shelf"]

Order = tuple[int, str]
"""Ordinal and place of an item."""

_ROUND = 16  # keys are asked for in multiples of it
_MORE = 4  # so much more is read of a key under which many items come after the place
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


class Placed(NamedTuple):
    """An item under a key: its place, group and id."""

    place: str
    group: str
    id: str


class Shelf:
    """The items of one store; what writes must be inside the store's ``filling``."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store
        self._next: int | None = None

    # Items

    def put(self, kind: str, report: str, told: tuple[str, int, str, str], group: str = "") -> Item:
        """Keep an item of ``report``; ``told`` are its id, ordinal, place and body."""
        name, ordinal, place, body = told
        item = Item(self._fresh_number(), kind, name, report, ordinal, place, group, body)
        self._next = item.number + 1
        row = (item.number, kind, name, report, ordinal, place, group, body)
        self._store.run(f"INSERT INTO folded_item ({_ITEM}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)  # noqa: S608
        return item

    def drop(self, item: Item) -> None:
        """Forget an item; its number is not given again, for what is known of it is known by its number."""
        self._next = self._fresh_number()
        self._store.run("DELETE FROM folded_item WHERE number = ?", [item.number])

    def end(self, kind: str) -> Order | None:
        """A place after which no item of a kind ever was in a group; None where that is not known."""
        found = noted(self._store, f"end {kind}")
        return None if found is None else (found[0], found[1])

    def extend(self, kind: str, order: Order) -> None:
        """Note that items of a kind are in groups up to a place."""
        note(self._store, f"end {kind}", order)

    def _fresh_number(self) -> int:
        if self._next is None:
            self._next = int(self._one("SELECT coalesce(max(number), 0) + 1 AS n FROM folded_item"))
        return self._next

    def regroup(self, number: int, group: str) -> None:
        """Put an item into another group."""
        self._store.run("UPDATE folded_item SET grp = ? WHERE number = ?", [group, number])

    def item(self, number: int) -> Item | None:
        """One item by its number."""
        return next(self._items("number = ?", [number]), None)

    def named(self, kind: str, names: Iterable[str]) -> Iterator[Item]:
        """Items of a kind by their ids."""
        for some in portions(names):
            yield from self._items(f"kind = ? AND id IN ({placeholders(some)})", [kind, *some])

    def of_reports(self, reports: Iterable[str], kind: str | None = None) -> Iterator[Item]:
        """All items of ``reports``, or those of one kind."""
        of_kind = " AND kind = ?" if kind else ""
        for some in portions(reports):
            values = [*some, kind] if kind else some
            yield from self._items(f"report IN ({placeholders(some)}){of_kind}", values)

    def members(self, kind: str, group: str, after: str = "", before: str | None = None) -> Iterator[Item]:
        """The items of a group in their order, those between two places."""
        command, values = "kind = ? AND grp = ? AND place > ?", [kind, group, after]
        if before is not None:
            command += " AND place < ?"
            values.append(before)
        yield from self._items(f"{command} ORDER BY place", values)

    def first(self, kind: str, group: str) -> Iterator[Item]:
        """The first item of a group, if there is any."""
        yield from self._items("kind = ? AND grp = ? ORDER BY place LIMIT 1", [kind, group])

    def before(self, kind: str, group: str, place: str, count: int) -> Iterator[Item]:
        """The last ``count`` items of a group before a place, the last first."""
        order = f"ORDER BY place DESC LIMIT {count}"
        yield from self._items(f"kind = ? AND grp = ? AND place < ? {order}", [kind, group, place])

    def places(self, numbers: Iterable[int]) -> dict[int, str]:
        """The places of items, by their numbers."""
        found: dict[int, str] = {}
        for some in portions(numbers):
            command = f"SELECT number, place FROM folded_item WHERE number IN ({placeholders(some)})"  # noqa: S608
            found.update(dict(self._store.tuples(command, some)))
        return found

    def _items(self, condition: str, values: Sequence[Any]) -> Iterator[Item]:
        command = f"SELECT {_ITEM} FROM folded_item WHERE {condition}"  # noqa: S608 - words of this file
        for row in self._store.tuples(command, values):
            yield Item(*row)

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
        for some in portions(keys):
            command = f"SELECT item FROM folded_key WHERE key IN ({placeholders(some)})"  # noqa: S608 - marks
            found.update(item for (item,) in self._store.tuples(command, some))
        return found

    def recent(
        self, keys: Iterable[int], before: Order, count: int, among: int
    ) -> Iterator[tuple[int, list[str]]]:
        """Under each key the ``count`` groups of the last ``among`` items before a place in the order."""
        limit = min(2 * count, among)
        for key, (standing, more) in self.earlier(keys, before, limit).items():
            groups = _groups(standing, count, among)
            if more and len(groups) < count:  # few groups with many items
                groups = self._far(key, before, count, among)
            yield key, groups

    def _far(self, key: int, before: Order, count: int, among: int) -> list[str]:
        limit = among
        while True:
            standing, more = self.earlier([key], before, limit)[key]
            groups = _groups(standing, count, among)
            if not more or len(groups) == count or len(standing) >= among:
                return groups
            limit *= _MORE

    def earlier(
        self, keys: Iterable[int], before: Order, limit: int, *, first: bool = False
    ) -> dict[int, tuple[list[Placed], bool]]:
        """Under each key the items before a place, the last of them first (or the first ones, in order).

        About ``limit``, for of one ordinal all are given; and whether there may be more.
        """
        found: dict[int, list[tuple[int, Placed]]] = {}
        for some in portions(keys):
            for key, ordinal, *told in self._under(some, before[0], limit, first=first):
                found.setdefault(key, []).append((ordinal, Placed(*told)))
        return {key: self._cut(key, told, before, limit, first=first) for key, told in found.items()}

    def _under(self, keys: list[int], ordinal: int, limit: int, *, first: bool) -> list[tuple[Any, ...]]:
        """Rows of many keys at once, as far as the limit of each: an index is read and no more."""
        order = "ASC" if first else "DESC"
        one = (
            "SELECT * FROM (SELECT key, ord, item FROM folded_key WHERE key = ? AND ord <= ? "  # noqa: S608
            f"ORDER BY ord {order} LIMIT {limit}) o"
        )
        padded = [*keys, *[None] * (-len(keys) % _ROUND)]  # few different commands
        command = (
            "SELECT k.key, k.ord, i.place, i.grp, i.id "  # noqa: S608
            f"FROM ({' UNION ALL '.join([one] * len(padded))}) k JOIN folded_item i ON i.number = k.item"
        )
        return self._store.tuples(command, [value for key in padded for value in (key, ordinal)])

    def _cut(
        self, key: int, told: list[tuple[int, Placed]], before: Order, limit: int, *, first: bool
    ) -> tuple[list[Placed], bool]:
        more = len(told) >= limit
        if more:  # of the last ordinal some may be missing
            end = max(told)[0] if first else min(told)[0]
            command = (
                "SELECT k.ord, i.place, i.grp, i.id FROM folded_key k "
                "JOIN folded_item i ON i.number = k.item WHERE k.key = ? AND k.ord = ?"
            )
            rest = self._store.tuples(command, [key, end])
            told = [one for one in told if one[0] != end]
            told += [(ordinal, Placed(*row)) for ordinal, *row in rest]
        kept = [one for _, one in told if one.place < before[1]]
        return sorted(kept, reverse=not first), more

    def later(self, keys: Iterable[int], after: Order, limit: int | None = None) -> set[tuple[int, str, int]]:
        """Ordinal, place and number of the items under ``keys`` after a place; about ``limit`` of them."""
        found: set[tuple[int, str, int]] = set()
        for some in portions(keys):
            padded = [*some, *[None] * (-len(some) % _ROUND)]
            command = (
                "SELECT k.ord, i.place, i.number FROM folded_key k JOIN folded_item i ON i.number = k.item "  # noqa: S608
                f"WHERE k.key IN ({placeholders(padded)}) AND k.ord >= ?"
            )
            command += f" ORDER BY k.ord LIMIT {limit}" if limit is not None else ""
            found.update(r for r in self._store.tuples(command, [*padded, after[0]]) if r[1] > after[1])
        return found

    def _one(self, command: str, values: Sequence[Any] = ()) -> Any:
        return next(iter(self._store.ask(command, values)))["n"]

    # What is to be folded again

    def soil(self, kind: str, groups: Iterable[str]) -> None:
        """Remember that ``groups`` are to be folded again."""
        command = "INSERT INTO folded_dirty (kind, grp) VALUES (?, ?) ON CONFLICT DO NOTHING"
        self._store.run_all(command, [(kind, group) for group in groups])

    def dirty(self, limit: int) -> list[tuple[str, str]]:
        """Some of what is to be folded again; actors last, for they count all the rest."""
        for which in ("kind > 'actor'", "kind = 'actor'"):  # as an index has them: the others come after it
            command = f"SELECT kind, grp FROM folded_dirty WHERE {which} ORDER BY kind, grp LIMIT ?"  # noqa: S608 - constants
            if rows := list(self._store.ask(command, [limit])):
                return [(row["kind"], row["grp"]) for row in rows]
        return []

    def clean(self, kind: str, groups: Iterable[str]) -> None:
        """Remember that ``groups`` were folded."""
        command = "DELETE FROM folded_dirty WHERE kind = ? AND grp = ?"
        self._store.run_all(command, [(kind, group) for group in groups])


def _groups(standing: Sequence[Placed], count: int, among: int) -> list[str]:
    return list(islice(dict.fromkeys(one.group for one in standing[:among]), count))
