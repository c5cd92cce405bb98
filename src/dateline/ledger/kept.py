"""The entries that a store keeps: each written when it changes, read by question, a page at a time."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.ledger.entry_rows import Derivations, Entry, Named, Standings, is_party, read_entry
from dateline.ledger.filing import Row
from dateline.ledger.names import key
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore
from dateline.ledger.store import Selection
from dateline.model.actors import KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["Kept", "state"]

_PAGE = 200  # rows that are read at once: a reader who needs fewer does not wait for the rest


class Kept:
    """The kept entries of one store."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``, as far as it keeps any."""
        self._store = store

    def folded_from(self) -> str | None:
        """What the kept entries were folded from; None when there are none."""
        row = next(iter(self._store.ask("SELECT value FROM derived WHERE name = 'from'")), None)
        return str(row["value"]) if row else None

    def say_from(self, folded_from: str | None) -> None:
        """Note what the kept entries were folded from; None while they are of no moment."""
        self._store.run("DELETE FROM derived WHERE name = 'from'")
        if folded_from is not None:
            self._store.fill("derived", [{"name": "from", "value": folded_from}])

    def exchange(self, kind: str, names: Iterable[str], come: Iterable[Named]) -> list[str]:
        """Take out the entries of a kind that answer to ``names``, put others in; the ids of those.

        What is there already is not written again.
        """
        there = {row["number"]: row for row in self._under(kind, names)}
        known = self._names(there)
        same = {(row["place"], known.get(number, frozenset())): number for number, row in there.items()}
        fresh: list[Named] = []
        gone = [str(row["id"]) for row in there.values()]
        for row, own in come:
            number = same.get((row["place"], frozenset(own)))
            if number is not None and row == {k: v for k, v in there[number].items() if k != "number"}:
                del there[number]
            else:
                fresh.append((row, own))
        for table, column in (("entry", "number"), ("entry_name", "entry")):
            self._store.run_all(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in there])  # noqa: S608
        self.put(kind, fresh)
        return gone

    def _under(self, kind: str, names: Iterable[str]) -> Iterator[Row]:
        for some in portions(names):
            command = (
                "SELECT * FROM entry WHERE number IN "  # noqa: S608 - marks
                f"(SELECT entry FROM entry_name WHERE kind = ? AND name IN ({placeholders(some)}))"
            )
            yield from self._store.ask(command, [kind, *some])

    def _names(self, numbers: Iterable[int]) -> dict[int, frozenset[str]]:
        found: dict[int, set[str]] = {}
        for some in portions(numbers):
            command = f"SELECT name, entry FROM entry_name WHERE entry IN ({placeholders(some)})"  # noqa: S608 - marks
            for row in self._store.ask(command, some):
                found.setdefault(row["entry"], set()).add(row["name"])
        return {number: frozenset(names) for number, names in found.items()}

    def parties(self, kind: str, names: Iterable[str]) -> Counter[str]:
        """Of the entries that answer to ``names`` the names of their parties, each once an entry."""
        numbers = [row["number"] for row in self._under(kind, names)]
        return Counter(name for own in self._names(numbers).values() for name in own if is_party(name))

    def count(self, kind: str, name: str) -> int:
        """How many entries of a kind answer to a name."""
        command = "SELECT count(*) FROM entry_name WHERE kind = ? AND name = ?"
        return int(self._store.tuples(command, [kind, name])[0][0])

    def beside(self, kind: str, names: Iterable[str]) -> set[str]:
        """All names of the entries that answer to ``names``."""
        numbers = [row["number"] for row in self._under(kind, names)]
        return {name for some in self._names(numbers).values() for name in some}

    def put(self, kind: str, come: Iterable[Named]) -> None:
        """Put entries of a kind in."""
        first = next(iter(self._store.ask("SELECT coalesce(max(number), 0) + 1 AS n FROM entry")))["n"]
        numbered = list(enumerate(come, first))
        self._store.fill("entry", [{"number": number, **row} for number, (row, _) in numbered])
        names = [
            {"name": name, "kind": kind, "entry": number} for number, (_, own) in numbered for name in own
        ]
        self._store.fill("entry_name", names)

    def rows(self) -> Iterator[Row]:
        """Every kept row in order, without its number."""
        for row in self._store.ask("SELECT * FROM entry ORDER BY kind, place"):
            yield {k: v for k, v in row.items() if k != "number"}

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
        rows = self._store.ask("SELECT place FROM entry WHERE kind = 'change'")  # an index holds it
        return tuple(row["place"].rpartition("\x1f")[2] for row in rows)

    def _found(self, kind: str, wanted: Selection, extra: Iterable[tuple[str, Any]] = ()) -> Iterator[Entry]:
        where, values = self._conditions(wanted)
        for condition, value in extra:
            where.append(condition)
            values.append(value)
        beyond, order = ("place < ?", "place DESC") if wanted.newest else ("place > ?", "place")
        rest = f"ORDER BY {order} LIMIT {_PAGE}"
        where, values = ["kind = ?", *where], [kind, *values]
        command = f"SELECT * FROM entry WHERE {' AND '.join(where)} {rest}"  # noqa: S608 - words of this file
        rows = list(self._store.ask(command, values))
        command = f"SELECT * FROM entry WHERE {' AND '.join([*where, beyond])} {rest}"  # noqa: S608 - words of this file
        while rows:
            yield from map(read_entry, rows)
            rows = list(self._store.ask(command, [*values, rows[-1]["place"]]))

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

    def actors(self, wanted: Selection, kind: str | None = None) -> Iterator[KnownActor]:
        """In order, the actors that are wanted, and no others."""
        extra = [("status = ?", kind)] if kind is not None else []
        for entry in self._found("actor", wanted, extra):
            if isinstance(entry, KnownActor):
                yield entry

    # By name

    def called(self, name: str) -> Entries:
        """The meetings, positions, changes and actors that answer to ``name``."""
        found = [entry for _, entry in self._named([name], ("meeting", "position", "change", "actor"))]
        return Entries(
            meetings=tuple(e for e in found if isinstance(e, Meeting)),
            positions=tuple(e for e in found if isinstance(e, Position)),
            changes=tuple(e for e in found if isinstance(e, Change)),
            actors=tuple(e for e in found if isinstance(e, KnownActor)),
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
        of_kinds = ", ".join(f"'{kind}'" for kind in kinds)
        for some in portions(names):
            command = (  # CROSS: SQLite is to go from the names to the entries, and never the other way round
                "SELECT n.name, e.* FROM entry_name n CROSS JOIN entry e "  # noqa: S608 - words of this file
                f"WHERE n.name IN ({placeholders(some)}) AND n.kind IN ({of_kinds}) "
                "AND e.number = n.entry ORDER BY e.kind, e.place"
            )
            for row in self._store.ask(command, some):
                yield row["name"], read_entry(row)


def state(revision: tuple[int, int, int], edition: str) -> str:
    """What entries are folded from, in words: the ledger's revision and the fold's rules."""
    return json.dumps([*revision, edition])
