"""The first fold of a ledger: all of it in memory, and everything kept that carrying it on asks for.

What is written is what :class:`dateline.ledger.refold.Refolding` writes, report by report; from memory
it is faster, as far as the memory goes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from dateline.ledger.carrier_rows import write_compared
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_rows import Named, entry_rows
from dateline.ledger.fold import Folded, folded
from dateline.ledger.found import Found
from dateline.ledger.histories import Histories
from dateline.ledger.kept import Kept
from dateline.ledger.offices import Held
from dateline.ledger.rederive import carrier_keys
from dateline.ledger.regroup import finding_keys, saying_keys
from dateline.ledger.relational import RelationalStore
from dateline.ledger.remembered import Remembered, Told, carrier_item, items_of, marks_of, votes_of
from dateline.ledger.reviewed import marked
from dateline.ledger.settle import group_name
from dateline.ledger.shelf import Shelf
from dateline.ledger.sides import parts, winner, words_of

__all__ = ["Outset"]

_ROWS = 5000  # that are written at once


class Outset:
    """The first fold of some reports."""

    def __init__(self, found: Found, arrivals: Mapping[str, int], decisions: Decisions) -> None:
        """Fold ``found``, all that the reports of ``arrivals`` say; nothing is written yet."""
        self._arrivals = arrivals
        self._carriers = {c.id: c for c in found.carriers}
        self._folded: Folded = folded(found, decisions)
        self._aliases = decisions.aliases
        self._entries = marked(self._folded.entries, decisions)
        self._numbers: dict[tuple[str, str], int] = {}
        counted = {c.id for c in self._folded.told.carriers}
        self._pages = {n: Remembered.of(c, out=n not in counted) for n, c in self._carriers.items()}
        self._carriers = {n: c for n, c in self._carriers.items() if n in counted}

    def keep(self, store: RelationalStore) -> None:
        """Write everything, inside a transaction, into tables that are empty."""
        told, found = self._folded.told.of_reports(), self._folded.found.of_reports()
        for name, page in self._pages.items():
            raw = told.get(name, Found())
            page.votes = [] if page.out else sorted(set(votes_of(name, raw, page.press)))
            namings = self._folded.namings.get(name, ())
            page.marks = marks_of(raw, found.get(name, Found()), page, namings, self._folded.sides)
        _write(store, "folded_report", "number, report, body", self._reports())
        _write(store, "folded_office", "office, day, name, report", self._offices())
        _write(store, "folded_name", "name, body", self._names())
        _write(store, "folded_naming", "report, name, body, day, statements", self._namings())
        items = list(self._items(found))
        _write(store, "folded_item", "number, kind, id, report, ord, place, grp, body", self._grouped(items))
        words = ((number, group, told[3]) for number, kind, _, told, group in items if kind == "position")
        while some := list(islice(words, _ROWS)):
            Histories(store).keep(some)
        _write(store, "folded_key", "key, ord, item", self._keys({row[0]: row[3][1] for row in items}))
        for kind in ("meeting", "saying"):
            if ends := [told[1:3] for _, sort, _, told, _ in items if sort == kind]:
                Shelf(store).extend(kind, max(ends))
        links = dict.fromkeys((*self._meanings(), *self._made()))
        _write(store, "folded_link", "sort, key, value", links)
        kept = Kept(store)
        for kind, rows in _by_kind(self._rows()):
            kept.put(kind, rows)

    def _reports(self) -> Iterator[tuple[Any, ...]]:
        yield from ((self._arrivals[name], name, page.body()) for name, page in self._pages.items())

    def _offices(self) -> Iterator[tuple[Any, ...]]:
        held: Iterator[tuple[Held, str]] = ((h, name) for name, p in self._pages.items() for h in p.held)
        yield from ((*one, self._arrivals[name]) for one, name in held)

    # Names

    def _namings(self) -> Iterator[tuple[Any, ...]]:
        told = self._folded.namings.items()
        yield from ((self._arrivals[name], *row) for name, rows in told for row in rows)

    def _counted(self) -> dict[str, dict[str, Counter[str]]]:
        counts: dict[str, dict[str, Counter[str]]] = {}
        for page in self._pages.values():
            for sort, name, value in page.votes:
                counts.setdefault(name, {"side": Counter(), "spelling": Counter()})[sort][value] += 1
        return counts

    def _names(self) -> Iterator[tuple[Any, ...]]:
        yield from ((name, json.dumps(votes, sort_keys=True)) for name, votes in self._counted().items())

    def _meanings(self) -> Iterator[tuple[str, str, str]]:
        for name, votes in self._counted().items():
            side = winner(votes["side"]) if votes["side"] else None
            if side is not None:
                yield "state", words_of(side), name
                yield from (("part", part, name) for part in parts(name))

    def _made(self) -> Iterator[tuple[str, str, str]]:
        yield from (("made", d.source, d.report) for d in self._entries.derivations if d.source)

    # Items

    def _items(self, found: Mapping[str, Found]) -> Iterator[tuple[int, str, str, Told, str]]:
        """Number, kind, report, item and the group of a position."""
        number = 0
        for name, carrier in self._carriers.items():
            made = [("carrier", carrier_item(carrier, write_compared(carrier)), "")]
            for kind, told, group in (*made, *items_of(found.get(name, Found()))):
                number += 1
                self._numbers[kind, told[0]] = number
                yield number, kind, name, told, group

    def _grouped(self, items: Iterable[tuple[int, str, str, Told, str]]) -> Iterator[tuple[Any, ...]]:
        groups = {("meeting", item): group for item, group in self._groups("meeting").items()}
        groups |= {("saying", item): group for item, group in self._groups("saying").items()}
        for number, kind, name, (item, ordinal, place, body), group in items:
            own = groups.get((kind, item))
            yield number, kind, item, name, ordinal, place, group if own is None else str(own), body

    def _groups(self, kind: str) -> dict[str, int]:
        """Of each finding in a group the number of the first one."""
        if kind == "meeting":
            groups = [[f.id for f in group] for group in self._folded.meetings]
        else:
            groups = [[s.id for s in group] for group in self._folded.sayings]
        return {name: self._numbers[kind, group[0]] for group in groups for name in group}

    def _keys(self, ordinals: Mapping[int, int]) -> Iterator[tuple[Any, ...]]:
        told = self._folded
        for name, page in self._pages.items():
            yield from ((key, 0, self._arrivals[name]) for key in page.marks)
        carriers = (("carrier", name, carrier_keys(carrier)) for name, carrier in self._carriers.items())
        findings = (("meeting", f.id, finding_keys(f).kept) for group in told.meetings for f in group)
        sayings = (("saying", s.id, saying_keys(s)) for group in told.sayings for s in group)
        for kept in (carriers, findings, sayings):
            yield from self._rows_of(kept, ordinals)

    def _rows_of(
        self, items: Iterable[tuple[str, str, Iterable[int]]], ordinals: Mapping[int, int]
    ) -> Iterator[tuple[int, int, int]]:
        for kind, name, keys in items:
            number = self._numbers[kind, name]
            yield from ((key, ordinals[number], number) for key in keys)

    # Entries

    def _rows(self) -> Iterator[Named]:
        """The entries, each with the names of its groups."""
        own = {"meeting": self._groups("meeting"), "utterance": self._groups("saying")}
        for row, names in entry_rows(self._entries, self._aliases):
            known = own.get(row["kind"], {})
            groups = {known[name] for name in names if name in known}
            yield row, (*names, *(group_name(str(group)) for group in sorted(groups)))


def _by_kind(rows: Iterable[Named]) -> Iterator[tuple[str, list[Named]]]:
    some: list[Named] = []
    for one in rows:
        if some and (some[0][0]["kind"] != one[0]["kind"] or len(some) >= _ROWS):
            yield some[0][0]["kind"], some
            some = []
        some.append(one)
    if some:
        yield some[0][0]["kind"], some


def _write(store: RelationalStore, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
    marks = ", ".join("?" * (columns.count(",") + 1))
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        store.run_all(f"INSERT INTO {table} ({columns}) VALUES ({marks})", some)  # noqa: S608 - constants
