"""The fold, carried on: what some new or changed reports touch is folded again, and nothing else.

What a report says passes through the steps of :func:`dateline.ledger.fold.fold`, one report at a time: as
people decided about it, with the names of whom reports know in office, with names in full and on their
sides. Each step remembers what it read, so that a change finds the other reports that it concerns: those
that ask who holds an office, those that use a name. What they say becomes items, and items find their
groups (:mod:`dateline.ledger.regroup`, :mod:`dateline.ledger.rederive`). The groups that are others
now, or rest on another report, are left *dirty*, for :mod:`dateline.ledger.settle` to make their entries.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.ledger.actors import renamed
from dateline.ledger.aliases import bare
from dateline.ledger.articles import standings
from dateline.ledger.carrier_rows import read_press, write_compared, write_press
from dateline.ledger.carriers import Carrier, outlet_key, read_carrier, read_sayings
from dateline.ledger.decided import decided
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_rows import standing_row
from dateline.ledger.filing import Row
from dateline.ledger.former import called_as_before
from dateline.ledger.found import Found, read_found
from dateline.ledger.histories import Histories
from dateline.ledger.kept import Kept
from dateline.ledger.namings import KeptNamings, Named, namings_of
from dateline.ledger.offices import KeptOffices
from dateline.ledger.order import hashed
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.press import Outlets, article_mark
from dateline.ledger.rederive import Rederiving
from dateline.ledger.register import KeptRegister, Vote
from dateline.ledger.regroup import MeetingRules, Regrouping, SayingRules
from dateline.ledger.relational import RelationalStore
from dateline.ledger.remembered import Remembered, Told, carrier_item, items_of, marks_of, votes_of
from dateline.ledger.shelf import Item, Shelf
from dateline.ledger.sides import Sides, parts

__all__ = ["Refolding"]


class Refolding:
    """One round, inside one transaction of the store."""

    def __init__(self, store: RelationalStore, decisions: Decisions) -> None:
        """Of ``store``, as people decided."""
        self._store = store
        self._decisions = decisions
        self._shelf = Shelf(store)
        self._register = KeptRegister(store)
        self._offices = KeptOffices(store)
        self._namings = KeptNamings(store)
        self._numbers: dict[str, int] = {}
        self._was: dict[str, Remembered] = {}
        self._now: dict[str, Remembered] = {}
        self._found: dict[str, Found] = {}
        self._out: list[str] = []
        self._kept = Kept(store)

    def take(self, reports: Mapping[str, int], judged: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        """Fold ``reports`` (id and arrival), which are new or were read again.

        ``judged`` are findings and ``names`` keys of actors about which people decide otherwise than before.
        """
        again = {name.partition(".")[0] for name in judged}
        self._recall([*reports, *again])
        carriers = self._count(self._read(reports))
        fresh = [*carriers, *self._out]
        touched = self._seat(fresh) | {n for n in again if n in self._was or n in reports}
        self._hear([*fresh, *(touched - set(fresh))])
        swayed = self._vote() | self._publish(fresh) | self._using(_parts_of(names))
        self._hear([name for name in swayed if name not in self._found])
        rederived = self._derive(carriers)
        self._regroup(judged)
        self._remember()
        self._soil({*self._found, *swayed, *rederived})
        self._shelf.soil("actor", names)

    # What is known

    def _recall(self, reports: Iterable[str]) -> None:
        """Read what is remembered of reports."""
        wanted = [name for name in dict.fromkeys(reports) if name not in self._was]
        for row in self._rows("SELECT * FROM folded_report WHERE report", wanted):
            self._numbers[row["report"]] = row["number"]
            self._was[row["report"]] = Remembered.read(row["body"])
            self._now[row["report"]] = Remembered.read(row["body"])

    def _called(self, numbers: Iterable[int]) -> set[str]:
        """The reports of some numbers."""
        found = self._rows("SELECT number, report FROM folded_report WHERE number", list(numbers))
        return {row["report"] for row in found}

    def _rows(self, command: str, values: list[Any], rest: str = "") -> Iterator[Row]:
        for some in portions(values):
            yield from self._store.ask(f"{command} IN ({placeholders(some)}){rest}", some)

    # The steps

    def _read(self, reports: Mapping[str, int]) -> dict[str, Carrier]:
        """The carriers of new reports, and a fresh page for what is to be remembered of each."""
        said = self._statements(list(reports))
        carriers: dict[str, Carrier] = {}
        for row in self._rows("SELECT * FROM report WHERE id", list(reports)):
            name = row["id"]
            bodies = [json.loads(r["body"]) for r in said.get(name, ())]
            carriers[name] = read_carrier(row, self._store.text(name), bodies)
            self._numbers[name] = reports[name]
            self._now[name] = Remembered.of(carriers[name])
        return carriers

    def _statements(self, reports: list[str]) -> dict[str, list[Row]]:
        said: dict[str, list[Row]] = {}
        for row in self._rows("SELECT * FROM statement WHERE report", reports, " ORDER BY report, ordinal"):
            said.setdefault(row["report"], []).append(row)
        return said

    def _count(self, carriers: dict[str, Carrier]) -> dict[str, Carrier]:
        """The reports among ``carriers`` that count, and older ones that count again.

        Those that do not, or no more, are out: nothing of what they say is folded.
        """
        pages = [
            *(self._was[n].press for n in carriers if n in self._was),
            *map(write_press, carriers.values()),
        ]
        marks = {article_mark(p["outlet"], p["key"]) for p in pages if p["key"] is not None}
        others = self._called(self._shelf.marked(marks)) - carriers.keys()
        self._recall(others)
        versions = carriers | {name: read_press(name, self._was[name].press) for name in others}
        out = standings(versions.values())
        self._kept.exchange("standing", versions, map(standing_row, out.values()))
        again = {n: self._numbers[n] for n in others if self._was[n].out and n not in out}
        carriers = {n: c for n, c in carriers.items() if n not in out} | self._read(again)
        for name in out:
            if name not in others or not self._was[name].out:
                self._now[name] = Remembered.of(versions[name], out=True)
                self._out.append(name)
        return carriers

    def _seat(self, reports: list[str]) -> set[str]:
        """Take in who is in office; the reports for which that may be another now."""
        gone = [(self._numbers[r], held) for r in reports if r in self._was for held in self._was[r].held]
        come = [(self._numbers[r], held) for r in reports for held in self._now[r].held]
        others = self._called(self._offices.change(gone, come))
        self._recall(others)
        return others

    def _hear(self, reports: list[str]) -> None:
        """Read what reports say, as people decided, with the names of whom they know in office."""
        self._recall(reports)
        told = read_found(
            self._rows("SELECT * FROM meeting WHERE report", reports, " ORDER BY report, ordinal"),
            self._rows(_ASSERTIONS, reports, " ORDER BY a.meeting, a.ordinal"),
            self._rows("SELECT * FROM position WHERE report", reports, " ORDER BY report, ordinal"),
            self._rows(_SPEAKERS, reports),
        )
        for name, rows in self._statements(reports).items():
            told += Found(sayings=tuple(read_sayings(rows, self._store.text(name))))
        older = self._rows("SELECT * FROM superseded WHERE report", reports)
        parts = decided(called_as_before(told, older), self._decisions).of_reports()
        for name in reports:
            if name in self._now:
                found = Found() if self._now[name].out else parts.get(name, Found())
                self._found[name] = renamed(found, self._holders(name))

    def _holders(self, report: str) -> dict[tuple[str, str], str]:
        known = self._now[report]
        held = ((name, self._offices.holder(office, known.day)) for name, office in known.inferred)
        return {(report, name): holder for name, holder in held if holder is not None and holder != name}

    def _vote(self) -> set[str]:
        """Count what the reports say of names; the reports that use a name that means something else now."""
        gone: list[Vote] = []
        come: list[Vote] = []
        for name, found in self._found.items():
            page = self._now[name]
            now = set() if page.out else set(votes_of(name, found, page.press))
            was = set(self._was[name].votes) if name in self._was else set()
            gone += sorted(was - now)
            come += sorted(now - was)
            self._now[name].votes = sorted(now)
        return self._using(self._register.learn(gone, come))

    def _using(self, names: Iterable[str]) -> set[str]:
        """The reports that use a name."""
        return self._called(self._shelf.marked(hashed("name", name) for name in names))

    def _publish(self, reports: list[str]) -> set[str]:
        """The reports that name an outlet which is new among those that publish, or may be no more."""
        known = Outlets(self._store)
        changed: set[str] = set()
        for name in reports:
            was, now = (_publisher(pages.get(name)) for pages in (self._was, self._now))
            changed |= {key for key in (was,) if key is not None and key != now}
            changed |= {key for key in (now,) if key is not None and key not in known}
        return self._called(self._shelf.marked(hashed("hop", key) for key in changed))

    def _derive(self, carriers: Mapping[str, Carrier]) -> set[str]:
        """Derive reports again; those that come from elsewhere now, and all that are made from them."""
        was = {item.report: item for item in self._shelf.named("carrier", [*carriers, *self._out])}
        fresh = {name: write_compared(carrier) for name, carrier in carriers.items()}
        changed = {n: body for n, body in fresh.items() if n not in was or was[n].body != body}
        rederiving = Rederiving(self._store, self._shelf)
        gone = [was[name] for name in [*changed, *self._out] if name in was]
        rederiving.take_out(gone)
        come = []
        for name, body in changed.items():
            come.append(self._shelf.put("carrier", name, carrier_item(carriers[name], body)))
        return rederiving.take_in(come)

    def _regroup(self, judged: Iterable[str]) -> None:
        """Make what reports say items, and find the groups of those that are others than before."""
        sides = Sides(self._register, self._decisions.aliases)
        whole = {name: sides.found(found) for name, found in self._found.items()}
        for name, found in whole.items():
            now = self._now[name]
            namings = self._name(name, sides)
            now.marks = marks_of(self._found[name], found, now, namings, sides)
        gone, fresh = self._compared(whole)
        again = list(self._shelf.named("meeting", judged))
        for rules in (MeetingRules(self._shelf, self._decisions.apart), SayingRules(self._shelf)):
            round_ = Regrouping(self._shelf, rules)
            round_.take_out(item for item in gone if item.kind == rules.kind)
            come = [self._shelf.put(kind, name, told) for kind, name, told, _ in fresh if kind == rules.kind]
            changed = round_.take_in(come, again if rules.kind == "meeting" else ())
            self._shelf.soil(rules.kind, changed)
        lost = [item for item in gone if item.kind == "position"]
        for item in lost:
            self._shelf.drop(item)
        self._shelf.soil("position", {item.group for item in lost})
        words = [self._shelf.put(k, name, told, group) for k, name, told, group in fresh if k == "position"]
        histories = Histories(self._store)
        histories.drop(item.number for item in lost)
        histories.keep((item.number, item.group, item.body) for item in words)

    def _name(self, report: str, sides: Sides) -> list[Named]:
        """Keep whom a report names; the actors whom that makes others are to be made again."""
        now = self._now[report]
        namings: list[Named] = []
        if not now.out:
            told, holders = self._found[report], self._holders(report)
            namings = namings_of(report, now.namings, holders, told, sides, day=now.day)
        self._shelf.soil("actor", self._namings.exchange(self._numbers[report], namings))
        return namings

    def _compared(self, whole: Mapping[str, Found]) -> tuple[list[Item], list[tuple[str, str, Told, str]]]:
        """The items that are no more, and those that are new: kind, report, item and group."""
        was = {(i.kind, i.id): i for i in self._shelf.of_reports(whole) if i.kind != "carrier"}
        fresh: list[tuple[str, str, Told, str]] = []
        for name, found in whole.items():
            for kind, told, group in items_of(found):
                known = was.get((kind, told[0]))
                if known is not None and (known.id, known.ordinal, known.place, known.body) == told:
                    del was[kind, told[0]]
                else:
                    fresh.append((kind, name, told, group))
        return list(was.values()), fresh

    def _remember(self) -> None:
        """Keep what is to be remembered of each report."""
        for name in self._found:
            now, number = self._now[name], self._numbers[name]
            was = self._was.get(name)
            before = set(was.marks) if was else set()
            self._shelf.unmark(before - set(now.marks), number)
            self._shelf.mark(set(now.marks) - before, number)
            if was is None:
                row = (number, name, now.body())
                self._store.run("INSERT INTO folded_report (number, report, body) VALUES (?, ?, ?)", row)
            elif was.body() != now.body():
                self._store.run("UPDATE folded_report SET body = ? WHERE number = ?", [now.body(), number])

    def _soil(self, reports: Iterable[str]) -> None:
        """All that rests on ``reports`` is to be made again."""
        groups: dict[str, set[str]] = {}
        for item in self._shelf.of_reports(reports):
            if item.kind != "carrier":
                groups.setdefault(item.kind, set()).add(item.group)
        for kind, some in groups.items():
            self._shelf.soil(kind, some)


def _parts_of(keys: Iterable[str]) -> Iterator[str]:
    """The names in keys, and all that may stand for them."""
    for name in map(bare, keys):
        yield name
        yield from parts(name)


def _publisher(page: Remembered | None) -> str | None:
    """The outlet of a report that counts, by its key."""
    outlet = page.press["outlet"] if page and not page.out else None
    return outlet_key(outlet) if outlet else None


_ASSERTIONS = "SELECT a.*, m.report FROM assertion a JOIN meeting m ON m.id = a.meeting WHERE m.report"
_SPEAKERS = "SELECT DISTINCT report, speaker_key, side FROM statement WHERE side IS NOT NULL AND report"
