"""The histories of kept positions: a row for each word, written when the word is new and never again.

A kept position is what lists and filters ask of it; its history is read where it is wanted, as far as it is
wanted, and where it shifts or contradicts itself follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from dateline.ledger.codec import read_value, write_value
from dateline.ledger.filing import Row
from dateline.ledger.moments import Moment
from dateline.ledger.names import key
from dateline.ledger.order import told_place
from dateline.ledger.portions import placeholders, portions
from dateline.ledger.relational import RelationalStore
from dateline.ledger.stands import stand
from dateline.ledger.store import Selection
from dateline.model.entries import DatedPosition, Position

__all__ = [
    "Histories",
    "ToldPosition",
    "by_words",
    "head_of",
    "history_rows",
    "on_issues",
    "told_row",
    "whole",
]

ToldPosition = tuple[DatedPosition, tuple[str, ...]]
"""A report's word on a position, and through whom it reaches the report."""
_ALL = Selection()


def head_of(position: Position) -> Position:
    """The position without what its history tells."""
    return replace(position, history=(), shifts=(), contradictions=())


def whole(head: Position, history: Iterable[ToldPosition]) -> Position:
    """The position of ``head`` with (some of) its history, at least one word."""
    return replace(stand(one for one, _ in history), origins=head.origins, review=head.review)


def told_row(position: str, told: DatedPosition) -> Row:
    """What a word on a position is asked by, as a row."""
    moment, outlet = Moment.of(told.passage.published), told.passage.outlet
    return {
        "position": position,
        "place": told_place(told),
        "first": moment.first,
        "last": moment.last,
        "names": "".join(map(key, dict.fromkeys(n for n in (told.speaker, told.actor.name) if n))),
        "outlets": key(outlet) if outlet else "",
        "words": key(f"{told.issue_text} {told.passage.quote}"),
    }


def history_rows(positions: Iterable[Position]) -> Iterator[Row]:
    """Every word of ``positions`` as :meth:`Histories.rows` gives it, position after position."""
    for position in positions:
        yield from (_row(told_row(position.id, p), p) for p in position.history)


def by_words(wanted: Selection) -> bool:
    """Whether what is wanted of positions is told by their single words."""
    told = wanted.names, wanted.phrases, wanted.first, wanted.last, wanted.outlets
    return any(asked is not None for asked in told)


def on_issues(
    positions: Iterable[tuple[str, str]], wanted: Selection
) -> Iterator[tuple[list[str], Selection]]:
    """Positions, each with its issue, and what is wanted of their words: all, on an issue that is wanted."""
    known = list(positions)
    on_it = [name for name, issue in known if wanted.issue is not None and issue == wanted.issue]
    yield on_it, replace(wanted, phrases=None)
    yield [name for name, _ in known if name not in on_it], wanted


class Histories:
    """Of the positions of one store; what writes must be inside the store's ``filling``."""

    def __init__(self, store: RelationalStore) -> None:
        """Of ``store``."""
        self._store = store

    def keep(self, items: Iterable[tuple[int, str, str]]) -> None:
        """Keep words: of each the number of its item, its position, and the item's body."""
        told = ((number, position, _read(body)) for number, position, body in items)
        self._store.fill("told", [{"item": n, **told_row(position, one[0])} for n, position, one in told])

    def drop(self, items: Iterable[int]) -> None:
        """Forget words, by the numbers of their items."""
        self._store.run_all("DELETE FROM told WHERE item = ?", [(number,) for number in items])

    def of(self, positions: Iterable[str], wanted: Selection = _ALL) -> dict[str, list[ToldPosition]]:
        """Position to its history in order, as far as it is wanted, if anything of it is.

        Of ``wanted`` the words, speakers, times and outlets count.
        """
        where, values = self._conditions(wanted)
        found: dict[str, list[ToldPosition]] = {}
        for some in portions(positions):
            condition = " AND ".join([f"t.position IN ({placeholders(some)})", *where])
            command = (
                "SELECT t.position, i.body FROM told t JOIN folded_item i ON i.number = t.item "  # noqa: S608 - words of the ledger's own files
                f"WHERE {condition} ORDER BY t.position, t.place"
            )
            for position, body in self._store.tuples(command, [*some, *values]):
                found.setdefault(position, []).append(_read(body))
        return found

    def count(self, positions: Iterable[str] | None = None, wanted: Selection = _ALL) -> dict[str, int]:
        """Position (of all, or of ``positions``) to how many such words it has, if any; none is read."""
        where, values = self._conditions(wanted)
        found: dict[str, int] = {}
        for some in [None] if positions is None else portions(positions):
            among = [] if some is None else [f"position IN ({placeholders(some)})"]
            condition = f"WHERE {' AND '.join([*among, *where])}" if among or where else ""
            command = f"SELECT position, count(*) FROM told {condition} GROUP BY position"  # noqa: S608 - words of the ledger's own files
            found |= dict(self._store.tuples(command, [*(some or ()), *values]))
        return found

    def _conditions(self, wanted: Selection) -> tuple[list[str], list[Any]]:
        where, values = self._store.dated(wanted, "outlets")
        self._store.named("names", wanted.names, where, values)
        for phrase in wanted.phrases or ():
            where.append(self._store.holds("words"))
            values.append(f" {phrase}")
        return where, values

    def positions_of(self, findings: Iterable[str]) -> dict[str, str]:
        """Finding to the position of which it is a word, as far as it is one."""
        found: dict[str, str] = {}
        for some in portions(findings):
            command = (
                f"SELECT id, grp FROM folded_item WHERE kind = 'position' AND id IN ({placeholders(some)})"  # noqa: S608 - marks
            )
            found |= dict(self._store.tuples(command, some))
        return found

    def rows(self) -> Iterator[Row]:
        """Every word by position and place, with its body."""
        command = (
            "SELECT t.*, i.body FROM told t JOIN folded_item i ON i.number = t.item "
            "ORDER BY t.position, t.place"
        )
        for row in self._store.ask(command):
            yield _row({k: v for k, v in row.items() if k not in {"item", "body"}}, _read(row["body"])[0])


def _row(told: Row, words: DatedPosition) -> Row:
    return {
        "kind": "told",
        **told,
        "place": f"{told['position']}\x1f{told['place']}",
        "body": write_value(words),
    }


def _read(body: str) -> ToldPosition:
    return read_value(ToldPosition, body)  # type: ignore[arg-type]
