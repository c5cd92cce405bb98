"""The entries that a store keeps, each written when it changes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from dateline.ledger.entry_rows import Named, is_party
from dateline.ledger.filing import Row
from dateline.ledger.kept_answers import KeptAnswers
from dateline.ledger.portions import placeholders, portions

__all__ = ["Kept", "state"]

_WHOLE = (
    "SELECT e.*, g.side, g.weight, g.body AS glance FROM entry e LEFT JOIN glance g ON g.entry = e.number"
)
_OF_GLANCE = frozenset({"side", "weight", "glance"})


class Kept(KeptAnswers):
    """The kept entries of one store."""

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
        for table, column in (("entry", "number"), ("entry_name", "entry"), ("glance", "entry")):
            self._store.run_all(f"DELETE FROM {table} WHERE {column} = ?", [(n,) for n in there])  # noqa: S608
        self.put(kind, fresh)
        return gone

    def bodies(self, kind: str, name: str) -> dict[str, str]:
        """Id to body of the entries of a kind that answer to a name."""
        named = "SELECT entry FROM entry_name WHERE kind = ? AND name = ?"
        command = f"SELECT id, body FROM entry WHERE number IN ({named})"  # noqa: S608 - words of this file
        return dict(self._store.tuples(command, [kind, name]))

    def _under(self, kind: str, names: Iterable[str]) -> Iterator[Row]:
        for some in portions(names):
            command = (
                f"{_WHOLE} WHERE e.number IN "  # noqa: S608 - marks
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
        rows = [(number, row) for number, (row, _) in numbered]
        self._store.fill("entry", [{"number": n, **_without_glance(row)} for n, row in rows])
        glances = [
            {"entry": n, "body": row["glance"]} | {k: row[k] for k in ("kind", "place", "side", "weight")}
            for n, row in rows
            if row["glance"] is not None
        ]
        self._store.fill("glance", glances)
        names = [
            {"name": name, "kind": kind, "entry": number} for number, (_, own) in numbered for name in own
        ]
        self._store.fill("entry_name", names)

    def rows(self) -> Iterator[Row]:
        """Every kept row in order, without its number; then every word of the positions."""
        for row in self._store.ask(f"{_WHOLE} ORDER BY e.kind, e.place"):
            yield {k: v for k, v in row.items() if k != "number"}
        yield from self._histories.rows()


def _without_glance(row: Row) -> Row:
    return {k: v for k, v in row.items() if k not in _OF_GLANCE}


def state(revision: tuple[int, int, int], edition: str) -> str:
    """What entries are folded from, in words: the ledger's revision and the fold's rules."""
    return json.dumps([*revision, edition])
