"""What reports say of names, kept as counts: a new report changes those of its own names and no others.

:class:`KeptRegister` answers as :class:`dateline.ledger.sides.Sides` asks. Of what it is told it
remembers which names now mean something else, so that the reports that use them can be read again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore
from dateline.ledger.sides import parts, winner, words_of

__all__ = ["KeptRegister", "Vote"]

Vote = tuple[str, str, str]
"""What a report says of a name: sort (side, spelling), the name as its words, the value."""

_REMEMBERED = 1 << 15  # names whose answers are at hand


class _Name:
    """The votes on one name and who won them."""

    def __init__(self, body: str | None) -> None:
        told: dict[str, dict[str, int]] = json.loads(body) if body else {}
        self.votes: dict[str, dict[str, int]] = {sort: told.get(sort, {}) for sort in ("side", "spelling")}
        self.count()

    def count(self) -> None:
        self.side = winner(self.votes["side"]) if self.votes["side"] else None
        self.spelling = winner(self.votes["spelling"]) if self.votes["spelling"] else None

    def body(self) -> str | None:
        """The votes as JSON; None for no vote at all."""
        return json.dumps(self.votes, sort_keys=True) if any(self.votes.values()) else None


class KeptRegister:
    """The names of one store's reports."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store
        self._names: dict[str, _Name] = {}
        self._full: dict[str, str | None] = {}
        self._states: dict[str, bool] = {}

    # Questions

    def side(self, name: str) -> str | None:
        """The side that most reports give it."""
        return self._name(name).side

    def spelling(self, name: str) -> str | None:
        """How most reports write it."""
        return self._name(name).spelling

    def is_state(self, name: str) -> bool:
        """Whether somebody is on the side of that name."""
        if name not in self._states:
            self._states[name] = any(self._linked("state", name, 1))
        return self._states[name]

    def full(self, part: str) -> str | None:
        """The only name with a side of which ``part`` is a part."""
        if part not in self._full:
            names = list(self._linked("part", part, 2))
            self._full[part] = names[0] if len(names) == 1 else None
        return self._full[part]

    def _name(self, name: str) -> _Name:
        if name not in self._names:
            self._read([name])
        return self._names[name]

    def _read(self, names: Iterable[str]) -> None:
        for some in portions(n for n in names if n not in self._names):
            command = f"SELECT name, body FROM folded_name WHERE name IN ({placeholders(some)})"  # noqa: S608
            rows = self._store.ask(command, some)
            told = {row["name"]: row["body"] for row in rows}
            self._names |= {name: _Name(told.get(name)) for name in some}

    def _linked(self, sort: str, key: str, count: int) -> Iterator[str]:
        command = "SELECT value FROM folded_link WHERE sort = ? AND key = ? ORDER BY value LIMIT ?"
        yield from (row["value"] for row in self._store.ask(command, [sort, key, count]))

    # Votes

    def learn(self, gone: Iterable[Vote], come: Iterable[Vote]) -> set[str]:
        """Count votes that are no more and new ones; the names that mean something else from now on."""
        if len(self._names) > _REMEMBERED:
            self._names.clear()
            self._full.clear()
            self._states.clear()
        told = [(vote, -1) for vote in gone] + [(vote, 1) for vote in come]
        touched = dict.fromkeys(name for (_, name, _), _ in told)
        self._read(touched)
        before = {name: (self._names[name].side, self._names[name].spelling) for name in touched}
        for (sort, name, value), step in told:
            votes = self._names[name].votes[sort]
            votes[value] = votes.get(value, 0) + step
            if not votes[value]:
                del votes[value]
        self._keep(touched)
        return self._others(before)

    def _keep(self, names: Iterable[str]) -> None:
        rows: list[tuple[str, str]] = []
        for name in names:
            self._names[name].count()
            if body := self._names[name].body():
                rows.append((name, body))
        self._store.run_all("DELETE FROM folded_name WHERE name = ?", [(name,) for name in names])
        self._store.run_all("INSERT INTO folded_name (name, body) VALUES (?, ?)", rows)

    def _others(self, before: dict[str, tuple[str | None, str | None]]) -> set[str]:
        """The names that those whose winners changed make mean something else."""
        others: set[str] = set()
        states: dict[str, bool] = {}
        links: dict[str, list[tuple[str, str, str]]] = {"gone": [], "come": []}
        for name, (side, spelling) in before.items():
            now = self._names[name]
            if (now.side, now.spelling) == (side, spelling):
                continue
            others |= {name, *parts(name)}
            if now.side == side:
                continue
            for which, value in (("gone", side), ("come", now.side)):
                if value is not None:
                    state = words_of(value)
                    states.setdefault(state, self.is_state(state))
                    links[which].append(("state", state, name))
            if side is None or now.side is None:
                links["come" if side is None else "gone"] += [("part", p, name) for p in set(parts(name))]
        self._link(links["gone"], links["come"])
        return others | {state for state, was in states.items() if self.is_state(state) != was}

    def _link(self, gone: list[tuple[str, str, str]], come: list[tuple[str, str, str]]) -> None:
        self._store.run_all("DELETE FROM folded_link WHERE sort = ? AND key = ? AND value = ?", gone)
        self._store.run_all(
            "INSERT INTO folded_link (sort, key, value) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", come
        )
        for sort, key, _ in (*gone, *come):
            remembered: dict[str, Any] = self._states if sort == "state" else self._full
            remembered.pop(key, None)
