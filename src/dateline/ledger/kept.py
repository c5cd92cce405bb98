"""The entries that a store keeps: written as a whole, read by question, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.ledger.entry_rows import Derivations, Entry, Standings, entry_rows, read_entry
from dateline.ledger.filing import Row
from dateline.ledger.names import key
from dateline.ledger.relational import RelationalStore
from dateline.ledger.store import Selection
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["Kept", "state"]

_PAGE = 200  # rows that are read at once: a reader who needs fewer does not wait for the rest
_END = 2**31 - 1  # after the place of every entry
_AT_ONCE = 500  # names that are looked up at once
_ROWS = 2000  # rows that are written at once


class Kept:
    """The kept entries of one store."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``, as far as it keeps any."""
        self._store = store

    def folded_from(self) -> str | None:
        """What the kept entries were folded from; None when there are none."""
        row = next(iter(self._store.ask("SELECT value FROM derived WHERE name = 'from'")), None)
        return str(row["value"]) if row else None

    def keep(self, entries: Entries, folded_from: str) -> None:
        """Keep ``entries`` in the place of all others; nothing is done when they are there already."""
        with self._store.filling():
            if self.folded_from() == folded_from:
                return
            for table in ("derived", "entry", "entry_name"):
                self._store.run(f"DELETE FROM {table}")  # noqa: S608 - constants
            rows: list[Row] = []
            names: list[Row] = []
            for row, ids in entry_rows(entries):
                rows.append(row)
                names += [{"name": n, "kind": row["kind"], "place": row["place"]} for n in ids]
                if len(rows) >= _ROWS:
                    self._fill(rows, names)
            self._fill(rows, names)
            self._store.fill("derived", [{"name": "from", "value": folded_from}])

    def _fill(self, rows: list[Row], names: list[Row]) -> None:
        self._store.fill("entry", rows)
        self._store.fill("entry_name", names)
        rows.clear()
        names.clear()

    def forget(self) -> None:
        """Throw all of it away."""
        with self._store.filling():
            for table in ("derived", "entry", "entry_name"):
                self._store.run(f"DELETE FROM {table}")  # noqa: S608 - constants

    def rows(self) -> Iterator[Row]:
        """Every kept row in order."""
        yield from self._store.ask("SELECT * FROM entry ORDER BY kind, place")

    # Questions

    def meetings(self, wanted: Selection, status: str | None = None) -> Iterator[Meeting]:
        """In order, at least those that are wanted: what the columns tell is looked at, and no more."""
        extra = [("status = ?", status)] if status is not None else []
        for entry in self._found("meeting", wanted, extra):
            if isinstance(entry, Meeting):
                yield entry

    def positions(self, wanted: Selection) -> Iterator[Position]:
        """In order, at least those that are wanted."""
        for entry in self._found("position", wanted):
            if isinstance(entry, Position):
                yield entry

    def changes(self, wanted: Selection) -> Iterator[Change]:
        """In order, the changes that are wanted and no others."""
        for entry in self._found("change", wanted):
            if isinstance(entry, Change):
                yield entry

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return tuple(r["id"] for r in self._store.ask("SELECT id FROM entry WHERE kind = 'change'"))

    def _found(self, kind: str, wanted: Selection, extra: Iterable[tuple[str, Any]] = ()) -> Iterator[Entry]:
        where, values = self._conditions(wanted)
        for condition, value in extra:
            where.append(condition)
            values.append(value)
        after, beyond, order = (_END, "<", "place DESC") if wanted.newest else (-1, ">", "place")
        condition = " AND ".join(["kind = ?", f"place {beyond} ?", *where])
        command = f"SELECT * FROM entry WHERE {condition} ORDER BY {order} LIMIT {_PAGE}"  # noqa: S608 - words of this file
        while rows := list(self._store.ask(command, [kind, after, *values])):
            yield from map(read_entry, rows)
            after = rows[-1]["place"]

    def _conditions(self, wanted: Selection) -> tuple[list[str], list[Any]]:
        where, values = self._store.dated(wanted, "outlets")
        self._store.named("names", wanted.names, where, values)
        if wanted.side is not None:
            where.append(self._store.holds("sides"))
            values.append(f"|{key(wanted.side)}|")
        if wanted.phrases is not None:
            about = " AND ".join(self._store.holds("words") for _ in wanted.phrases)
            values += [f" {phrase}" for phrase in wanted.phrases]
            if wanted.issue is not None:
                about = f"({about}) OR issue = ?"
                values.append(wanted.issue.value if hasattr(wanted.issue, "value") else wanted.issue)
            where.append(f"({about})")
        return where, values

    # By name

    def called(self, name: str) -> Entries:
        """The meetings, positions and changes that answer to ``name``."""
        found = [entry for _, entry in self._named([name], ("meeting", "position", "change"))]
        return Entries(
            meetings=tuple(e for e in found if isinstance(e, Meeting)),
            positions=tuple(e for e in found if isinstance(e, Position)),
            changes=tuple(e for e in found if isinstance(e, Change)),
        )

    def carried(self, statements: Iterable[str]) -> dict[str, Utterance]:
        """Statement to the utterance that it carries."""
        found = self._named(statements, ("utterance",))
        return {name: entry for name, entry in found if isinstance(entry, Utterance)}

    def derived(self, reports: Iterable[str]) -> dict[str, tuple[Derivation, ...]]:
        """Report to what it is derived from."""
        found = self._named(reports, ("derivation",))
        return {name: entry.derivations for name, entry in found if isinstance(entry, Derivations)}

    def stood(self, reports: Iterable[str]) -> dict[str, Standing]:
        """Report to why it does not count."""
        found = self._named(reports, ("standing",))
        return {name: entry.standing for name, entry in found if isinstance(entry, Standings)}

    def _named(self, names: Iterable[str], kinds: tuple[str, ...]) -> Iterator[tuple[str, Entry]]:
        wanted = list(dict.fromkeys(names))
        of_kinds = ", ".join(f"'{kind}'" for kind in kinds)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            command = (  # CROSS: SQLite is to go from the names to the entries, and never the other way round
                "SELECT n.name, e.* FROM entry_name n CROSS JOIN entry e "  # noqa: S608 - words of this file
                f"WHERE n.name IN ({marks}) AND n.kind IN ({of_kinds}) "
                "AND e.kind = n.kind AND e.place = n.place ORDER BY e.kind, e.place"
            )
            for row in self._store.ask(command, some):
                yield row["name"], read_entry(row)


def state(revision: tuple[int, int, int], edition: str) -> str:
    """What entries are folded from, in words: the ledger's revision and the fold's rules."""
    return json.dumps([*revision, edition])
