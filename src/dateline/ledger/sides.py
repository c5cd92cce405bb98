"""What many reports together know of names: whose side a person is on, and whom a surname means.

One report says "Carpio", another "Inés Carpio, Peru's foreign minister". The findings are completed
before they are folded, so that both are of one side. Each report has one vote for a name's side;
the most votes win and a tie says nothing. Names never borrow from names that share no word with
them, and nothing depends on the order in which reports arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.ledger.actors import by_office
from dateline.ledger.carriers import Carrier, Naming, Saying
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.names import tokens
from dateline.model.actors import ActorKind
from dateline.model.entries import DatedPosition
from dateline.model.findings import Participant

__all__ = ["Sides", "complete"]


def complete(found: Found) -> Found:
    """``found`` with every name in full and on its side, as far as any of its reports knows."""
    found = by_office(found)
    sides = Sides(found)
    return replace(
        found,
        meetings=tuple(sides.meeting(m) for m in found.meetings),
        positions=tuple(sides.position(p) for p in found.positions),
        sayings=tuple(sides.saying(s) for s in found.sayings),
    )


class Sides:
    """The names of all reports with their sides."""

    def __init__(self, found: Found) -> None:
        """Learn from everything that ``found`` says of names."""
        self._sides = _most(_sided(found))
        self._spelling = _most(
            (report, " ".join(tokens(one.name)), one.name) for report, one in _named(found)
        )
        self._states = {" ".join(tokens(side)) for side in self._sides.values()}
        full: dict[str, set[str]] = {}
        for name in self._sides:
            for part in _parts(name):
                full.setdefault(part, set()).add(name)
        self._full = {part: names.pop() for part, names in full.items() if len(names) == 1}

    def of(self, name: str) -> str | None:
        """The side of ``name``; None when no report knows it or they disagree evenly."""
        return self._sides.get(self._whole(name))

    def full(self, name: str) -> str:
        """The full name that ``name`` stands for, as most reports spell it; itself where none is known."""
        whole = self._whole(name)
        return name if whole == " ".join(tokens(name)) else self._spelling.get(whole, name)

    def meeting(self, finding: MeetingFinding) -> MeetingFinding:
        """The finding with its participants and its voices on their sides."""
        voices = zip(finding.assertions, finding.sides, strict=True)
        return replace(
            finding,
            participants=tuple(self._participant(p) for p in finding.participants),
            sides=tuple(side or (self.of(a.by[-1]) if a.by else None) for a, side in voices),
        )

    def position(self, position: DatedPosition) -> DatedPosition:
        """The position with its actor on his side."""
        return replace(position, actor=self._participant(position.actor))

    def saying(self, saying: Saying) -> Saying:
        """The saying with its speaker's name in full, on his side."""
        if saying.speaker is None or not saying.named:
            return saying
        whole = self._whole(saying.speaker)
        known = self._sides.get(whole)
        if whole == " ".join(tokens(saying.speaker)) or (known and saying.side not in {None, known}):
            return saying
        return replace(saying, speaker=self._spelling.get(whole, saying.speaker), side=saying.side or known)

    def _participant(self, one: Participant) -> Participant:
        if one.side is not None and one.side != one.name:
            side: str | None = one.side
        else:
            side = self.of(one.name) or one.side
        whole = self._whole(one.name)
        name = self._spelling.get(whole, one.name) if side == self._sides.get(whole) else one.name
        return Participant(name, side)

    def _whole(self, name: str) -> str:
        """The full name that ``name`` stands for, as words; itself unless it is one person's, on his side."""
        words = " ".join(tokens(name))
        full = self._full.get(words)
        if full is None or words in self._states or self._sides.get(words) not in {None, self._sides[full]}:
            return words
        return full


def _parts(name: str) -> Iterator[str]:
    """What a full name may be cut to: a word of it (some families come first), or all but its beginning."""
    words = name.split()
    yield from words if len(words) > 1 else ()
    yield from (" ".join(words[n:]) for n in range(1, len(words) - 1))


def _sided(found: Found) -> Iterator[tuple[str, str, str]]:
    """Report, name and side, wherever a name has a side that is not itself."""
    told = [(report, one.name, one.side) for report, one in _named(found)]
    told += [
        (m.report, a.by[-1], side)
        for m in found.meetings
        for a, side in zip(m.assertions, m.sides, strict=True)
        if a.by
    ]
    told += [(report, name, side) for report, name, side in found.speakers]
    told += [(c.id, n.name, n.side) for c, n in _people(found)]
    for report, name, side in told:
        words = tokens(name)
        if side and words and words != tokens(side):
            yield report, " ".join(words), side


def _named(found: Found) -> Iterator[tuple[str, Participant]]:
    """Report and participant, of every meeting and position."""
    yield from ((m.report, p) for m in found.meetings for p in m.participants)
    yield from ((p.passage.report, p.actor) for p in found.positions)
    yield from ((c.id, Participant(n.name, n.side)) for c, n in _people(found))


def _people(found: Found) -> Iterator[tuple[Carrier, Naming]]:
    """The persons whom each report writes by name."""
    for carrier in found.carriers:
        yield from ((carrier, n) for n in carrier.actors if n.written and n.kind is ActorKind.PERSON)


def _most(told: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """For each name what most reports say of it; nothing where two say something else equally often."""
    votes: dict[str, Counter[str]] = {}
    for _, name, value in set(told):
        votes.setdefault(name, Counter())[value] += 1
    best = {name: counts.most_common(2) for name, counts in votes.items()}
    return {n: b[0][0] for n, b in sorted(best.items()) if len(b) == 1 or b[0][1] > b[1][1]}
