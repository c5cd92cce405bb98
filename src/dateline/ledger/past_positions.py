"""Positions as of a moment, from the kept histories: what was said by then, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile

from dateline.ledger.decisions import Decisions
from dateline.ledger.histories import Histories, ToldPosition, by_words, on_issues
from dateline.ledger.lineage import traced_position
from dateline.ledger.names import key
from dateline.ledger.order import position_place, written
from dateline.ledger.origins import Roots
from dateline.ledger.relational import RelationalStore
from dateline.ledger.reviewed import marked_position
from dateline.ledger.revived import Revived
from dateline.ledger.shelf import Shelf
from dateline.ledger.stands import stand
from dateline.ledger.store import Selection
from dateline.model.entries import Position

__all__ = ["Head", "PastPositions"]

_AT_ONCE = 20  # histories that are read at once


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a position without its history; ``side`` as places have it."""

    id: str
    place: str
    issue: str
    side: str


class PastPositions:
    """The positions of one store as of a minute, ``last`` (see :meth:`Found.until`)."""

    def __init__(
        self, store: RelationalStore, decisions: Decisions, roots: Roots, revived: Revived, last: str
    ) -> None:
        """As people decided, with origins as ``roots`` has them; ``revived`` counted then."""
        self._store = store
        self._decisions = decisions
        self._roots = roots
        self._revived = revived
        self._histories = Histories(store)
        self._last = last
        self._then = Selection(last=last)

    def wanted(self, wanted: Selection) -> Iterator[Position]:
        """In order, at least those that are wanted, each with everything that was said by then."""
        heads: Iterable[Head] = self.heads(wanted.side)
        if wanted.newest:
            heads = reversed(list(heads))
        if wanted.beyond is not None:
            beyond = self._told([wanted.beyond])
            heads = list(dropwhile(lambda head: head.id != wanted.beyond, heads))[1:] if beyond else ()
        left = list(heads)
        size = min(wanted.limit or _AT_ONCE, _AT_ONCE) if not by_words(wanted) else _AT_ONCE
        for start in range(0, len(left), size):
            yield from self.of(self._asked(left[start : start + size], wanted))

    def heads(self, side: str | None = None) -> list[Head]:
        """The positions (of a side), in order; of some nothing may have been said by then."""
        rows = self._store.tuples(
            "SELECT e.id, e.place, e.issue, g.side FROM entry e JOIN glance g ON g.entry = e.number "
            "WHERE e.kind = 'position'"
        )
        known = {row[0]: Head(*row) for row in rows}
        for name, told in self._revived.positions.items():
            if name not in known:
                one = stand(words for words, _ in told)
                known[name] = Head(name, position_place(one), str(one.issue), written(one.side))
        own = key(side) if side is not None else None
        heads = (head for head in known.values() if own is None or key(head.side) == own)
        return sorted(heads, key=lambda head: head.place)

    def counts(self) -> dict[str, int]:
        """Position to how many words were said on it by then, if any."""
        found = self._histories.count(None, self._then)
        for name, told in self._revived.positions.items():
            found[name] = found.get(name, 0) + len(told)
        items = Shelf(self._store).of_reports(self._revived.gone)
        touched = sorted({item.group for item in items if item.kind == "position"})
        left = self._told(touched)
        found |= {name: len(left.get(name, ())) for name in touched}
        return {name: count for name, count in found.items() if count}

    def of(self, positions: Sequence[str]) -> Iterator[Position]:
        """Positions by their ids, in that order; those of which nothing was said by then are left out."""
        told = self._told(positions)
        for name in positions:
            if name in told:
                yield self._position(told[name])

    def _asked(self, heads: Sequence[Head], wanted: Selection) -> list[str]:
        """Those of ``heads`` of which a word may be wanted."""
        if not by_words(wanted):
            return [head.id for head in heads]
        last = min(wanted.last or self._last, self._last)
        found: set[str] = set(self._revived.positions)
        for own, asked in on_issues(((head.id, head.issue) for head in heads), wanted):
            found |= self._histories.count(own, replace(asked, last=last)).keys()
        return [head.id for head in heads if head.id in found]

    def _told(self, positions: Iterable[str]) -> dict[str, list[ToldPosition]]:
        """Everything that was said by then on some positions, if anything was."""
        wanted = list(positions)
        found = self._histories.of(wanted, self._then)
        gone = self._revived.gone
        for name in wanted:
            told = [one for one in found.pop(name, ()) if one[0].passage.report not in gone]
            told += self._revived.positions.get(name, ())
            if told:
                found[name] = told
        return found

    def _position(self, told: Sequence[ToldPosition]) -> Position:
        chains = {one.finding: chain for one, chain in told}
        position = traced_position(stand(one for one, _ in told), self._roots, chains)
        return marked_position(position, self._decisions)
