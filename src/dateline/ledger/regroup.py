"""The greedy clusterings, carried on: a changed finding is placed again, and whoever it may sway after it.

:func:`dateline.ledger.identity.cluster` and :func:`dateline.ledger.utterances.said_in_block` read
all findings in order, and each joins the group that it is most alike, of those under its keys. What one
finding does is decided by those before it alone. So when some are added, changed or taken away, these are
read again in the same order, and after them those later ones that look under a key of a group that has
become another; who decides as before sways nobody else. What comes of it is what reading all of them
from the beginning gives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Protocol

from dateline.ledger import identity, utterances
from dateline.ledger.carriers import Saying
from dateline.ledger.codec import read_value
from dateline.ledger.found import MeetingFinding
from dateline.ledger.likeness import Known
from dateline.ledger.order import hashed
from dateline.ledger.shelf import Item, Shelf

__all__ = ["MeetingRules", "Regrouping", "SayingRules", "finding_keys", "saying_keys"]


class Rules(Protocol):
    """How findings of one kind are grouped."""

    kind: str

    def kept(self, item: Item) -> frozenset[int]:
        """The keys under which an item is found."""
        ...

    def found_by(self, item: Item) -> frozenset[int]:
        """The keys under which all are kept who look for it."""
        ...

    def choose(self, item: Item) -> str | None:
        """The group that an item joins; None for a new one."""
        ...


class Regrouping:
    """One round of placing items of one kind again."""

    def __init__(self, shelf: Shelf, rules: Rules) -> None:
        """With what ``shelf`` holds, by ``rules``."""
        self._shelf = shelf
        self._rules = rules
        self._queue: list[tuple[int, str, int]] = []
        self._swayed: dict[
            int, tuple[int, str]
        ] = {}  # key -> the place from which on all who look there are read
        self._changed: set[str] = set()
        self._end = shelf.end(rules.kind)

    def take_out(self, gone: Iterable[Item]) -> None:
        """Take items out."""
        for item in gone:
            self._sway(item.group, item)
            self._shelf.unmark(self._rules.kept(item), item.number, item.ordinal)
            self._shelf.drop(item)

    def take_in(self, come: Iterable[Item], again: Iterable[Item] = ()) -> set[str]:
        """Place items that are on the shelf but in no group; the groups that are others than at first.

        ``again`` are items about which a judgement has changed.
        """
        for item in come:
            self._shelf.mark(self._rules.kept(item), item.number, item.ordinal)
            self._queue.append((item.ordinal, item.place, item.number))
        self._queue += [(item.ordinal, item.place, item.number) for item in again]
        heapify(self._queue)
        self._reach()
        done: set[int] = set()
        while self._queue:
            _, _, number = heappop(self._queue)
            if number in done:
                continue
            done.add(number)
            known = self._shelf.item(number)
            if known is not None:
                self._decide(known)
        return self._changed - {""}

    def _reach(self) -> None:
        """Note how far the items in groups will go, once those in the queue are."""
        last = max(self._queue, default=None)
        if last is not None and (self._end is None or last[:2] > self._end):
            self._shelf.extend(self._rules.kind, last[:2])

    def _decide(self, item: Item) -> None:
        chosen = self._rules.choose(item) or str(item.number)
        if chosen == item.group:
            return
        self._shelf.regroup(item.number, chosen)
        for group in {item.group, chosen} - {""}:
            self._sway(group, item)

    def _sway(self, group: str, item: Item) -> None:
        """Whoever looks for the group, or for the item, after the item is to be read again.

        That is nobody where all that comes after it has just come, as in a report that is the newest.
        """
        self._changed.add(group)
        at = item.ordinal, item.place
        if self._end is not None and at >= self._end:
            return
        found_by = set(self._rules.found_by(item))
        for member in self._shelf.members(self._rules.kind, group) if group else ():
            found_by |= self._rules.found_by(member)
        fresh = [key for key in found_by if key not in self._swayed or at < self._swayed[key]]
        self._swayed |= dict.fromkeys(fresh, at)
        for later in self._shelf.later(fresh, at):
            heappush(self._queue, later)


_CARRIERS = 32  # of an utterance that are looked at for its last wordings
_AT_HAND = 10_000  # items that are read once and kept


class MeetingRules:
    """Meetings, as :mod:`dateline.ledger.identity` tells them apart."""

    kind = "meeting"

    def __init__(self, shelf: Shelf, apart: Iterable[identity.Pair] = ()) -> None:
        """With the findings on ``shelf``; ``apart`` are those that a reviewer has judged to be two."""
        self._shelf = shelf
        self._apart = identity.barred(frozenset(apart))
        self._told: dict[int, _Finding] = {}
        self._known: dict[str, tuple[str, str, Known]] = {}

    def kept(self, item: Item) -> frozenset[int]:
        """Pairs of sides, or single names."""
        return self._read(item).kept

    def found_by(self, item: Item) -> frozenset[int]:
        """The same pairs; and whoever has one name looks for all, and all for whoever has one name."""
        return self._read(item).found_by

    def _read(self, item: Item) -> _Finding:
        if item.number not in self._told:
            if len(self._told) > _AT_HAND:
                self._told.clear()
            self._told[item.number] = finding_keys(read_value(MeetingFinding, item.body))
        return self._told[item.number]

    def choose(self, item: Item) -> str | None:
        """The meeting that a finding is of."""
        told, at = self._read(item), (item.ordinal, item.place)
        finding = told.finding
        groups = {
            g for _, some in self._shelf.recent(told.asked, at, identity.LATEST, identity.AMONG) for g in some
        }
        known = [(*self._before(group, item.place), group) for group in groups]
        nearby = sorted((first, g, m) for first, m, g in known if identity.reaches(m, finding))
        chosen = identity.join(finding, [m for _, _, m in nearby], self._apart.get(finding.id, ()))
        return nearby[chosen][1] if chosen is not None else None

    def _before(self, group: str, place: str) -> tuple[str, Known]:
        """The first place of a meeting, and what is known of it before a place; asked for in order."""
        first, last, known = self._known.get(group) or ("", "", Known())
        for member in self._shelf.members(self.kind, group, last, place):
            first, last = first or member.place, member.place
            known.take(self._read(member).finding)
        self._known[group] = first, last, known
        return first, known


class SayingRules:
    """Utterances, as :mod:`dateline.ledger.utterances` tells them apart."""

    kind = "saying"

    def __init__(self, shelf: Shelf) -> None:
        """With the sayings on ``shelf``."""
        self._shelf = shelf
        self._told: dict[int, _Saying] = {}
        self._open: dict[str, tuple[str, utterances.Open]] = {}
        self._first: dict[int, str] = {}  # where groups begin: a group is called after its first item

    def kept(self, item: Item) -> frozenset[int]:
        """Its runs of words and its stems, among those of its speaker."""
        return self._read(item).kept

    def found_by(self, item: Item) -> frozenset[int]:
        """The same, and the stems of the week that follows."""
        return self._read(item).found_by

    def _read(self, item: Item) -> _Saying:
        if item.number not in self._told:
            if len(self._told) > _AT_HAND:
                self._told.clear()
            self._told[item.number] = _Saying(read_value(Saying, item.body))
        return self._told[item.number]

    def choose(self, item: Item) -> str | None:
        """The utterance that a saying carries: the likest of those that share most keys with it."""
        told, at = self._read(item), (item.ordinal, item.place)
        shared: Counter[str] = Counter()
        for key, groups in self._shelf.recent(told.asked, at, utterances.LATEST, utterances.AMONG):
            for group in groups:
                shared[group] += told.asked[key]
        near = [group for group, count in shared.items() if count >= utterances.FEW]
        self._first |= self._shelf.places(int(g) for g in near if int(g) not in self._first)
        few = [(-shared[group], self._first[int(group)], group) for group in near]
        best, chosen = 0.0, None
        for _, _, group in sorted(few)[: utterances.COMPARED]:
            known = self._before(group, item.place)
            alike = utterances.likeness(told.saying, told.words, known, named=told.named)
            if alike > best:
                best, chosen = alike, group
        return chosen

    def _before(self, group: str, place: str) -> utterances.Open:
        """An utterance before a place, at least its last wordings; asked for in order."""
        last, known = self._open.get(group) or (self._last(group, place), utterances.Open())
        for member in self._shelf.members(self.kind, group, last, place):
            last = member.place
            said = self._read(member)
            known.take(said.saying, said.words)
        self._open[group] = last, known
        return known

    def _last(self, group: str, place: str) -> str:
        """A place before which an utterance was only told in wordings that are not compared any more."""
        members = self._shelf.before(self.kind, group, place, _CARRIERS)
        wordings: set[str] = set()
        for member in members:
            if len(wordings) == utterances.COMPARED:
                return member.place
            wordings.add(self._read(member).saying.words)
        return ""


@dataclass(frozen=True, slots=True)
class _Finding:
    """A meeting's finding with the keys under which it is kept, looks, and is looked for."""

    finding: MeetingFinding
    kept: frozenset[int]
    asked: frozenset[int]
    found_by: frozenset[int]


def finding_keys(finding: MeetingFinding) -> _Finding:
    """The keys of a meeting's finding."""
    kept, asked = identity.keys(finding)
    swapped = {"any": "alone", "alone": "any"}
    words = (key.split(" ", 1) for key in kept)
    by = frozenset(f"{swapped.get(word, word)} {name}" for word, name in words)
    return _Finding(
        finding, *(frozenset(hashed("meeting", key) for key in some) for some in (kept, asked, by))
    )


class _Saying:
    """A saying with its words; its keys are made when they are asked for, which is seldom."""

    def __init__(self, saying: Saying) -> None:
        self.saying = saying
        self.words = utterances.Words.of(saying.words)
        self._speaker = utterances.speaker_key(saying)
        self.named = bool(self._speaker)

    @cached_property
    def _told(self) -> tuple[list[int], list[int], list[int]]:
        told = utterances.word_keys(self.saying, self.words, named=self.named)
        runs, asked, kept = (self._hashed(keys) for keys in told)
        return runs, asked, kept

    def _hashed(self, keys: Iterable[tuple[str, ...]]) -> list[int]:
        return [hashed("saying", self._speaker, *key) for key in keys]

    @cached_property
    def kept(self) -> frozenset[int]:
        """Its runs of words and its stems."""
        runs, _, kept = self._told
        return frozenset((*runs, *kept))

    @cached_property
    def asked(self) -> Mapping[int, int]:
        """The keys under which it looks for its like, and the weight of each."""
        runs, asked, _ = self._told
        weights = dict.fromkeys(asked, 1)
        for run in runs:
            weights[run] = weights.get(run, 0) + utterances.FEW
        return weights

    @cached_property
    def found_by(self) -> frozenset[int]:
        """The keys under which all are kept who look for it."""
        after = utterances.told_again(self.saying, self.words, named=self.named)
        return self.kept | frozenset(self._hashed(after))


def saying_keys(saying: Saying) -> frozenset[int]:
    """The keys under which a saying is kept."""
    return _Saying(saying).kept
