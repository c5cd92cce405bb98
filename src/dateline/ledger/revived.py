"""Reports that counted at a moment of the past and count no more: what they said then.

A report that was superseded or taken back is not folded, so nothing of it is kept. As of a moment before
that, it counts: its findings are read from the store, as people decided about them, with names in full and of
whom reports know in office as they are known today. Such reports are few: those of articles of which a
version came before the moment and another one after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property

from dateline.ledger.actors import renamed
from dateline.ledger.articles import standings
from dateline.ledger.carrier_rows import read_press
from dateline.ledger.carriers import Carrier, read_carrier, read_sayings
from dateline.ledger.codec import read_value, write_value
from dateline.ledger.decided import decided
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_rows import Standings
from dateline.ledger.filing import Row
from dateline.ledger.former import called_as_before
from dateline.ledger.found import Found, MeetingFinding, is_by, read_found
from dateline.ledger.histories import ToldPosition
from dateline.ledger.identity import clustered
from dateline.ledger.lineage import chain
from dateline.ledger.moments import Moment
from dateline.ledger.offices import KeptOffices, held_in
from dateline.ledger.order import finding_place, number_of, written
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.press import article_mark
from dateline.ledger.register import KeptRegister
from dateline.ledger.regroup import MeetingRules
from dateline.ledger.relational import RelationalStore
from dateline.ledger.shelf import Item, Shelf
from dateline.ledger.sides import Sides
from dateline.ledger.stands import position_of

__all__ = ["Revived"]

_AFTER_ALL = "r" + "f" * 16  # a report's id that sorts after all others


class Revived:
    """What counts in one store as of a minute (``last``, as in :meth:`Found.until`) other than today."""

    def __init__(self, store: RelationalStore, decisions: Decisions, last: str) -> None:
        """Of ``store``, as people decided; nothing is read before it is asked for."""
        self._store = store
        self._decisions = decisions
        self._last = last
        self._shelf = Shelf(store)

    # Which reports

    @cached_property
    def _then(self) -> tuple[frozenset[str], frozenset[str]]:
        """The reports that counted and do no more, and those that did not and do now."""
        out = {s.report for s in self._standings}
        late = [s.report for s in self._standings if not "" < Moment.of(s.standing.when).first <= self._last]
        versions = self._versions(late)
        then = {c.id: c for c in versions.values() if is_by(c, self._last)}
        out_then = standings(then.values()).keys()
        return frozenset((then.keys() & out) - out_then), frozenset(out_then - out)

    @cached_property
    def _standings(self) -> list[Standings]:
        rows = self._store.ask("SELECT body FROM entry WHERE kind = 'standing'")
        return [read_value(Standings, row["body"]) for row in rows]

    def _versions(self, reports: list[str]) -> dict[str, Carrier]:
        """All versions of the articles of ``reports``, by their ids."""
        marks = {article_mark(c.outlet, c.key) for c in self._pages("report", reports) if c.key is not None}
        return {c.id: c for c in self._pages("number", self._shelf.marked(marks))}

    def _pages(self, column: str, values: Iterable[str] | Iterable[int]) -> list[Carrier]:
        found: list[Carrier] = []
        for some in portions(values):  # type: ignore[type-var]
            command = f"SELECT report, body FROM folded_report WHERE {column} IN ({placeholders(some)})"  # noqa: S608 - marks
            rows = self._store.ask(command, some)
            found += [read_press(row["report"], json.loads(row["body"])["press"]) for row in rows]
        return found

    @property
    def gone(self) -> frozenset[str]:
        """The reports that count today and did not then."""
        return self._then[1]

    # What they said

    @cached_property
    def _found(self) -> Found:
        """What the reports that counted then and do no more said."""
        reports = sorted(self._then[0])
        if not reports:
            return Found()
        said = self._rows("SELECT * FROM statement WHERE report", reports, "report, ordinal")
        bodies: dict[str, list[Row]] = {name: [] for name in reports}
        for row in said:
            bodies[row["report"]].append(row)
        told = read_found(
            self._rows("SELECT * FROM meeting WHERE report", reports, "report, ordinal"),
            self._rows(_ASSERTIONS, reports, "a.meeting, a.ordinal"),
            self._rows("SELECT * FROM position WHERE report", reports, "report, ordinal"),
        )
        holders: dict[tuple[str, str], str] = {}
        for row in self._rows("SELECT * FROM report WHERE id", reports, "id"):
            text, rows = self._store.text(row["id"]), bodies[row["id"]]
            told += Found(sayings=tuple(read_sayings(rows, text)))
            holders |= self._holders(read_carrier(row, text, [json.loads(r["body"]) for r in rows]))
        told = called_as_before(told, self._rows("SELECT * FROM superseded WHERE report", reports, "number"))
        sides = Sides(KeptRegister(self._store), self._decisions.aliases)
        return sides.found(renamed(decided(told, self._decisions), holders)).until(self._last)

    def _holders(self, carrier: Carrier) -> dict[tuple[str, str], str]:
        offices, day = KeptOffices(self._store), carrier.day.isoformat() if carrier.day else ""
        held = ((name, offices.holder(office, day)) for name, office in held_in(carrier)[1])
        return {(carrier.id, name): who for name, who in held if who is not None and who != name}

    def _rows(self, command: str, reports: list[str], order: str) -> list[Row]:
        found: list[Row] = []
        for some in portions(reports):
            found += self._store.ask(f"{command} IN ({placeholders(some)}) ORDER BY {order}", some)
        return found

    @cached_property
    def positions(self) -> dict[str, list[ToldPosition]]:
        """Position to their words on it."""
        sayings = {s.id: s for s in self._found.sayings}
        told: dict[str, list[ToldPosition]] = {}
        for one in self._found.positions:
            told.setdefault(position_of(one), []).append((one, chain(one, sayings)))
        return told

    @cached_property
    def meetings(self) -> dict[str, list[MeetingFinding]]:
        """Group of a meeting, as items are grouped, to what they said of it; under ``""`` what is of none."""
        told: dict[str, list[MeetingFinding]] = {}
        for finding in self._found.meetings:
            told.setdefault(self._judged(finding) or self._joined(finding), []).append(finding)
        return told

    @property
    def alone(self) -> list[list[MeetingFinding]]:
        """What they said of meetings of which nothing else is kept, meeting by meeting."""
        return clustered(self.meetings.get("", ()), self._decisions.apart)

    def _judged(self, finding: MeetingFinding) -> str:
        """The group of a finding that a reviewer has put together with this one; empty for none."""
        pairs = [pair for pair in self._decisions.together if finding.id in pair]
        others = self._shelf.named("meeting", (name for pair in pairs for name in pair))
        return next((item.group for item in others), "")

    def _joined(self, finding: MeetingFinding) -> str:
        """The group that it would have joined when it came, else the likest until the moment; or empty."""
        when_it_came = number_of(finding.order[0], finding.report), finding_place(finding)
        then = number_of(self._last, _AFTER_ALL), written(self._last, "~")
        body = write_value(finding)
        for ordinal, place in (when_it_came, then):
            item = Item(-1, "meeting", finding.id, finding.report, ordinal, place, "", body)
            chosen = MeetingRules(self._shelf, self._decisions.apart).choose(item)
            if chosen is not None:
                return chosen
        return ""


_ASSERTIONS = "SELECT a.*, m.report FROM assertion a JOIN meeting m ON m.id = a.meeting WHERE m.report"
