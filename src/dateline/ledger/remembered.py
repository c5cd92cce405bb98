"""What the fold remembers of a report: what it says of names and offices, and its findings as items."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from dateline.ledger.aliases import bare
from dateline.ledger.carrier_rows import read_press, write_press
from dateline.ledger.carriers import Carrier, Naming, outlet_key
from dateline.ledger.codec import write_value
from dateline.ledger.found import Found
from dateline.ledger.lineage import chain
from dateline.ledger.moments import Moment
from dateline.ledger.namings import KINDS, Named
from dateline.ledger.offices import Held, held_in
from dateline.ledger.order import (
    carrier_place,
    finding_place,
    hashed,
    number_of,
    saying_place,
    told_place,
)
from dateline.ledger.press import article_mark, outlet_mark
from dateline.ledger.register import Vote
from dateline.ledger.sides import Sides, sided, spelled, words_of
from dateline.ledger.stands import position_of
from dateline.model.actors import ActorKind

__all__ = ["Remembered", "Told", "carrier_item", "items_of", "marks_of", "votes_of"]

Told = tuple[str, int, str, str]
"""An item before it has a number: id, ordinal, place and body."""


@dataclass(slots=True)
class Remembered:
    """What is remembered of one report: see the functions that make each part."""

    votes: list[Vote] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    inferred: list[tuple[str, str]] = field(default_factory=list)
    day: str = ""
    marks: list[int] = field(default_factory=list)
    press: dict[str, Any] = field(default_factory=dict)
    actors: list[list[Any]] = field(default_factory=list)
    out: bool = False  # superseded or taken back: it does not count

    @classmethod
    def of(cls, carrier: Carrier, *, out: bool = False) -> Remembered:
        """A fresh page; of a report that is ``out`` only what tells it from other versions."""
        if out:
            return cls(press=write_press(carrier), out=True)
        held, inferred = held_in(carrier)
        day = carrier.day.isoformat() if carrier.day else ""
        actors = [[n.name, n.kind.value, n.side, n.role, n.written] for n in carrier.actors]
        return cls(held=held, inferred=inferred, day=day, press=write_press(carrier), actors=actors)

    @classmethod
    def read(cls, body: str) -> Remembered:
        """What :meth:`body` wrote."""
        told = json.loads(body)
        pairs = {name: list(map(tuple, told[name])) for name in ("votes", "held", "inferred")}
        return cls(**(told | pairs))

    @property
    def namings(self) -> list[Naming]:
        """Whom the report names."""
        return [Naming(name, ActorKind(kind), *told) for name, kind, *told in self.actors]

    def body(self) -> str:
        """All of it as JSON."""
        told = {name: getattr(self, name) for name in self.__slots__}
        return json.dumps(told, separators=(",", ":"), sort_keys=True)


def votes_of(report: str, found: Found, press: dict[str, Any]) -> Iterator[Vote]:
    """What ``report`` says of names: their sides and how it writes them."""
    whole = replace(found, carriers=(read_press(report, press),))
    yield from (("side", who, side) for _, who, side in sided(whole))
    yield from (("spelling", who, spelling) for _, who, spelling in spelled(whole))


def marks_of(
    told: Found, found: Found, page: Remembered, namings: Iterable[Named], sides: Sides
) -> list[int]:
    """The keys of every name that a report uses, as written and in full; of its outlet and article.

    ``namings`` are the rows of whom it names, ``sides`` has the names in full.
    """
    outlet, article = page.press["outlet"], page.press["key"]
    used = {*_names(told), *_names(found)}
    words = {words_of(n) for n in used} | {words_of(n.name) for n in page.namings if n.kind in KINDS}
    words |= {sides.whole(w) for w in words} | {bare(key) for key, *_ in namings}
    marks = {hashed("name", w) for w in words} | {hashed("hop", outlet_key(n)) for n in used}
    marks |= {outlet_mark(outlet_key(outlet))} if outlet and not page.out else set()
    return sorted(marks | ({article_mark(outlet, article)} if article is not None else set()))


def items_of(found: Found) -> Iterator[tuple[str, Told, str]]:
    """What one report says as items: kind, item, and the group of a position."""
    for meeting in found.meetings:
        if meeting.assertions:  # no words, no entry
            at = number_of(meeting.order[0], meeting.report)
            yield "meeting", (meeting.id, at, finding_place(meeting), write_value(meeting)), ""
    sayings = {s.id: s for s in found.sayings}
    for saying in found.sayings:
        at = number_of(saying.order[0], saying.report)
        yield "saying", (saying.id, at, saying_place(saying), write_value(saying)), ""
    for told in found.positions:
        body = write_value((told, chain(told, sayings)))
        at = number_of(Moment.of(told.passage.published).at, told.passage.report)
        yield "position", (told.finding, at, told_place(told), body), position_of(told)


def carrier_item(carrier: Carrier, body: str) -> Told:
    """A report as an item."""
    return carrier.id, number_of(carrier.order[0], carrier.id), carrier_place(carrier), body


def _names(found: Found) -> Iterator[str]:
    """Every name that one report uses where it may stand for another."""
    for meeting in found.meetings:
        yield from (p.name for p in meeting.participants)
        yield from (name for claim in meeting.assertions for name in claim.by)
    for told in found.positions:
        yield told.actor.name
        yield from (told.speaker,) if told.speaker else ()
    for saying in found.sayings:
        yield from (name for name, _, _ in saying.chain)
        yield from (saying.speaker,) if saying.speaker else ()
