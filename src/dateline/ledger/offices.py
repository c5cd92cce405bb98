"""Who holds an office, as reports of its days have it, kept so that a report asks only its neighbours."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from dateline.ledger.actors import TERM, nearest, office_of
from dateline.ledger.carriers import Carrier
from dateline.ledger.relational import RelationalStore
from dateline.model.actors import ActorKind

__all__ = ["Held", "KeptOffices", "held_in"]

Held = tuple[str, str, str]
"""Office and day (empty for none) of a report, and whom it names (as JSON; empty: nobody by name)."""

_ALWAYS = ("0000", "9999-99")  # before and after every day


def held_in(carrier: Carrier) -> tuple[list[Held], list[tuple[str, str]]]:
    """What a report says of offices; and the names that its tables filled in, each with the office."""
    day = carrier.day.isoformat() if carrier.day else ""
    held: dict[Held, None] = {}
    inferred: list[tuple[str, str]] = []
    for naming in carrier.actors:
        office = office_of(naming)
        if office is None or naming.kind is not ActorKind.PERSON:
            continue
        name = json.dumps(office)
        held[name, day, json.dumps(naming.name) if naming.written else ""] = None
        if not naming.written:
            inferred.append((naming.name, name))
    return list(held), inferred


class KeptOffices:
    """The offices of one store's reports."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store

    def change(self, gone: Iterable[tuple[int, Held]], come: Iterable[tuple[int, Held]]) -> set[int]:
        """Take in what reports (by number) say; the reports for which another may hold the office now."""
        gone, come = list(gone), list(come)
        named = {held for _, held in (*gone, *come) if held[2]}
        before = {held for held in named if self._is_known(held)}
        columns = "office = ? AND day = ? AND name = ? AND report = ?"
        self._store.run_all(f"DELETE FROM folded_office WHERE {columns}", [(*h, n) for n, h in gone])  # noqa: S608
        self._store.run_all(
            "INSERT INTO folded_office (office, day, name, report) VALUES (?, ?, ?, ?)",
            [(*h, n) for n, h in come],
        )
        changed = {held for held in named if self._is_known(held) != (held in before)}
        days = {(office, day) for office, day, _ in changed}
        found: set[int] = set()
        for office, day in days:
            found |= self._asking(office, "", "")
            if day:
                found |= self._asking(office, *self._around(office, day, {d for o, d in days if o == office}))
        return found

    def _is_known(self, held: Held) -> bool:
        command = "SELECT 1 AS n FROM folded_office WHERE office = ? AND day = ? AND name = ? LIMIT 1"
        return any(True for _ in self._store.ask(command, held))

    def _asking(self, office: str, first: str, last: str) -> set[int]:
        """Reports of some days that do not name the holder."""
        command = "SELECT report FROM folded_office WHERE office = ? AND day >= ? AND day <= ? AND name = ''"
        return {row["report"] for row in self._store.ask(command, [office, first, last])}

    def _around(self, office: str, day: str, changed: set[str]) -> tuple[str, str]:
        """The days around ``day`` for which it may be the nearest: to the next ones that have not changed."""
        middle = dt.date.fromisoformat(day)
        first = self._next(office, day, changed, back=True)
        last = self._next(office, day, changed, back=False)
        reach = TERM.days
        lowest = dt.date.fromordinal(max(middle.toordinal() - reach, 1)).isoformat()
        highest = dt.date.fromordinal(min(middle.toordinal() + reach, dt.date.max.toordinal())).isoformat()
        return max(first, lowest), min(last, highest)

    def _next(self, office: str, day: str, changed: set[str], *, back: bool) -> str:
        """The nearest other day on which a report names the holder and none has changed."""
        at = day
        while at in changed:
            found = self._day(office, at, back=back, beyond=True)
            if found is None:
                return _ALWAYS[0] if back else _ALWAYS[1]
            at = found
        return at

    def _day(self, office: str, day: str, *, back: bool, beyond: bool = False) -> str | None:
        sign, order = ("<", "DESC") if back else (">", "ASC")
        sign += "" if beyond else "="
        command = (
            f"SELECT day FROM folded_office WHERE office = ? AND day {sign} ? AND day <> '' AND name <> '' "  # noqa: S608
            f"ORDER BY day {order} LIMIT 1"
        )
        return next((str(row["day"]) for row in self._store.ask(command, [office, day])), None)

    def holder(self, office: str, day: str) -> str | None:
        """Whom the reports nearest to ``day`` name in an office (see ``actors.nearest``)."""
        if day:
            days = {self._day(office, day, back=back) for back in (True, False)} - {None}
            which = "office = ? AND day = ? AND name <> ''"
            command = f"SELECT DISTINCT day, name FROM folded_office WHERE {which}"  # noqa: S608 - words of this file
            rows = [row for at in days for row in self._store.ask(command, [office, at])]
        else:
            command = "SELECT DISTINCT name FROM folded_office WHERE office = ? AND name <> '' LIMIT 2"
            rows = [{"day": "", "name": row["name"]} for row in self._store.ask(command, [office])]
        held = {(_date(row["day"]), json.loads(row["name"])) for row in rows}
        return nearest(held, _date(day))


def _date(day: str) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None
