"""What many reports together know of names: whose side a person is on, and whom a surname means.

One report says "Carpio", another "Inés Carpio, Peru's foreign minister". The findings are completed
before they are folded, so that both are of one side. Each report has one vote for a name's side;
the most votes win and a tie says nothing. Names never borrow from names that share no word with
them, and nothing depends on the order in which reports arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from dateline.ledger.aliases import NO_ALIASES, Aliases
from dateline.ledger.beside import besides
from dateline.ledger.carriers import Carrier, Naming, Saying
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.names import tokens
from dateline.model.actors import ActorKind
from dateline.model.entries import DatedPosition
from dateline.model.findings import Participant

__all__ = ["Register", "Sides", "complete", "parts", "sided", "spelled", "winner", "words_of"]


def complete(found: Found, aliases: Aliases = NO_ALIASES) -> tuple[Found, Sides]:
    """``found`` with every name in full and on its side, as any of its reports knows it; and the names.

    ``aliases`` are what people judged of names.
    """
    sides = Sides(_Learned(found), aliases)
    return sides.found(found), sides


class Register(Protocol):
    """What reports say of names, each name as its words in small letters."""

    def side(self, name: str) -> str | None:
        """The side that most reports give it; None where two have equally many."""
        ...

    def spelling(self, name: str) -> str | None:
        """How most reports write it."""
        ...

    def is_state(self, name: str) -> bool:
        """Whether somebody is on the side of that name."""
        ...

    def full(self, part: str) -> str | None:
        """The only name with a side of which ``part`` is a part."""
        ...


class _Learned:
    """The register of everything that ``found`` says of names."""

    def __init__(self, found: Found) -> None:
        self._sides = most(sided(found))
        self._spelling = most(spelled(found))
        self._states = {words_of(side) for side in self._sides.values()}
        full: dict[str, set[str]] = {}
        for name in self._sides:
            for part in parts(name):
                full.setdefault(part, set()).add(name)
        self._full = {part: names.pop() for part, names in full.items() if len(names) == 1}

    def side(self, name: str) -> str | None:
        return self._sides.get(name)

    def spelling(self, name: str) -> str | None:
        return self._spelling.get(name)

    def is_state(self, name: str) -> bool:
        return name in self._states

    def full(self, part: str) -> str | None:
        return self._full.get(part)


class Sides:
    """The names of all reports with their sides."""

    def __init__(self, register: Register, aliases: Aliases = NO_ALIASES) -> None:
        """As ``register`` knows them and people judged them."""
        self._register = register
        self._aliases = aliases

    def of(self, name: str) -> str | None:
        """The side of ``name``; None when no report knows it or they disagree evenly."""
        read = self._read(words_of(name))
        return self._register.side(self._aliases.root(read)) or self._register.side(read)

    def full(self, name: str) -> str:
        """The full name that ``name`` stands for, as most reports spell it; itself where none is known."""
        whole = self.whole(name)
        return name if whole == words_of(name) else self._spelling(whole, name)

    def whole(self, name: str) -> str:
        """The full name that ``name`` stands for, as words; itself unless it is one person's, on his side."""
        return self._aliases.root(self._read(words_of(name)))

    def key(self, report: str, name: str, side: str | None = None) -> str:
        """The actor whom ``report`` calls ``name``, on a side or on none, as one word for all his names."""
        words = words_of(name)
        if self._aliases.is_parted(report, words):
            return self._aliases.key(report, words)
        return self.whole(name) if self._means(words, side) else words

    def key_in_full(self, report: str, name: str, full: str) -> str:
        """The same of a name that was read in full already (``full``)."""
        words = words_of(name)
        is_parted = self._aliases.is_parted(report, words)
        return self._aliases.key(report, words) if is_parted else self._aliases.root(words_of(full))

    def found(self, found: Found) -> Found:
        """The findings with every name in full and on its side, and with what stands beside each."""
        return replace(
            found,
            meetings=besides(self.meeting(m) for m in found.meetings),
            positions=tuple(self.position(p) for p in found.positions),
            sayings=tuple(self.saying(s) for s in found.sayings),
        )

    def meeting(self, finding: MeetingFinding) -> MeetingFinding:
        """The finding with its participants and its voices on their sides."""
        voices = zip(finding.assertions, finding.sides, strict=True)
        return replace(
            finding,
            participants=tuple(self._participant(p, finding.report) for p in finding.participants),
            sides=tuple(side or (self.of(a.by[-1]) if a.by else None) for a, side in voices),
        )

    def position(self, position: DatedPosition) -> DatedPosition:
        """The position with its actor on his side."""
        return replace(position, actor=self._participant(position.actor, position.passage.report))

    def saying(self, saying: Saying) -> Saying:
        """The saying with its speaker's name in full, on his side."""
        if saying.speaker is None or not saying.named:
            return saying
        words = words_of(saying.speaker)
        whole = self.whole(saying.speaker)
        if whole == words or self._aliases.is_parted(saying.report, words):
            return saying
        if not self._means(words, saying.side):
            return saying
        side = saying.side or self.of(saying.speaker)
        return replace(saying, speaker=self._spelling(whole, saying.speaker), side=side)

    def _participant(self, one: Participant, report: str) -> Participant:
        words = words_of(one.name)
        if self._aliases.is_parted(report, words):
            return one
        if one.side is not None and one.side != one.name:
            side: str | None = one.side
        else:
            side = self.of(one.name) or one.side
        whole = self.whole(one.name)
        is_his = words in self._aliases.alike or side == self._register.side(self._read(words))
        return Participant(self._spelling(whole, one.name) if is_his else one.name, side)

    def _means(self, words: str, side: str | None) -> bool:
        """Whether ``words``, of a side or of none, are read as the name that they may stand for."""
        known = self._register.side(self._read(words))
        return words in self._aliases.alike or not known or side in {None, known}

    def _spelling(self, whole: str, name: str) -> str:
        return self._register.spelling(whole) or name

    def _read(self, words: str) -> str:
        """The full name that reports know for ``words``, where nobody judged that it is another's."""
        full = self._register.full(words)
        if full is None or self._register.is_state(words) or self._aliases.are_apart(words, full):
            return words
        own = self._register.side(words)
        return full if own is None or own == self._register.side(full) else words


def words_of(name: str) -> str:
    """A name as names are compared."""
    return " ".join(tokens(name))


def parts(name: str) -> Iterator[str]:
    """What a full name, as its words, may be cut to: a word (families may come first), or its end."""
    words = name.split()
    yield from words if len(words) > 1 else ()
    yield from (" ".join(words[n:]) for n in range(1, len(words) - 1))


def spelled(found: Found) -> Iterator[tuple[str, str, str]]:
    """Report, name as its words, and the name as that report writes it."""
    yield from ((report, words_of(one.name), one.name) for report, one in _named(found))


def sided(found: Found) -> Iterator[tuple[str, str, str]]:
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


def most(told: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """For each name what most reports say of it; nothing where two say something else equally often."""
    votes: dict[str, Counter[str]] = {}
    for _, name, value in set(told):
        votes.setdefault(name, Counter())[value] += 1
    return {name: won for name, counts in sorted(votes.items()) if (won := winner(counts)) is not None}


def winner(votes: Mapping[str, int]) -> str | None:
    """What has more votes than any other; None where two have equally many."""
    best = Counter(votes).most_common(2)
    return best[0][0] if len(best) == 1 or (best and best[0][1] > best[1][1]) else None
