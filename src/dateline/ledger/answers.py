"""Where answers come from: the entries that the store keeps, or entries in memory. Both answer alike."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import dropwhile, islice
from typing import Protocol, TypeVar

from dateline.ledger.entry_filters import EntryFilter, status_named
from dateline.ledger.entry_rows import names_of
from dateline.ledger.kept import Kept
from dateline.ledger.names import key
from dateline.ledger.store import Selection
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.glances import PASSAGES, MeetingGlance, PositionGlance
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["Answers", "FromMemory", "FromStore", "PositionGrid", "fold_edition", "grid_of"]


T = TypeVar("T")
Named = TypeVar("Named", Meeting, Position, Change, KnownActor)
_FEW = 2000  # reports whose changes are looked up by their names


@dataclass(frozen=True, slots=True)
class PositionGrid:
    """Some rows of all positions: how many sides and positions there are, and those of the rows' sides.

    The sides with most words come first; of one side the positions are in the order of their issues.
    """

    sides: int
    positions: int
    shown: tuple[PositionGlance, ...]


class Answers(Protocol):
    """Entries by question and by name."""

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first unless the newest are wanted."""
        ...

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        ...

    def changes(
        self,
        wanted: Selection,
        seen: frozenset[str] = frozenset(),
        told_in: AbstractSet[str] | None = None,
    ) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first unless the newest are wanted.

        With ``told_in`` only those whose words stand in these reports, or that have these ids.
        """
        ...

    def meeting_glances(
        self, wanted: Selection, status: Status | str | None = None
    ) -> tuple[MeetingGlance, ...]:
        """What lists show of the meetings that are wanted."""
        ...

    def position_glances(self, wanted: Selection, passages: int = PASSAGES) -> tuple[PositionGlance, ...]:
        """What lists show of the positions that are wanted, with so many of the newest passages."""
        ...

    def grid(self, wanted: Selection, rows: slice, passages: int = PASSAGES) -> PositionGrid:
        """The positions that are wanted by side, those with most words first: some rows of them."""
        ...

    def ids(self, names: Iterable[str], kind: str) -> Mapping[str, str]:
        """Name to the id of the meeting, position, change or actor that answers to it."""
        ...

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        ...

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        ...

    def called(self, name: str) -> Entries:
        """At least the meetings, positions, changes and actors that answer to ``name``."""
        ...

    def carried(self, statements: Iterable[str], *, short: bool = False) -> Mapping[str, Utterance]:
        """Statement to the utterance that it carries; ``short``: it may lack other carriers and reports."""
        ...

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:
        """Report to what it is derived from."""
        ...

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:
        """Report to why it does not count; one that counts is not there."""
        ...


@dataclass(frozen=True, slots=True)
class FromMemory:
    """Answers from entries that were just folded."""

    entries: Entries

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first."""
        return EntryFilter(wanted).meetings(_ordered(self.entries.meetings, wanted), status)

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        return EntryFilter(wanted).positions(_ordered(self.entries.positions, wanted))

    def changes(
        self,
        wanted: Selection,
        seen: frozenset[str] = frozenset(),
        told_in: AbstractSet[str] | None = None,
    ) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first."""
        fresh = (
            c
            for c in _ordered(self.entries.changes, wanted)
            if c.id not in seen and (told_in is None or not told_in.isdisjoint((c.id, c.passage.report)))
        )
        return EntryFilter(wanted).changes(fresh, self.entries)

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        return EntryFilter(wanted).actors(_ordered(self.entries.actors, wanted), kind)

    def meeting_glances(
        self, wanted: Selection, status: Status | str | None = None
    ) -> tuple[MeetingGlance, ...]:
        """What lists show of the meetings that are wanted."""
        return tuple(map(MeetingGlance.of, self.meetings(wanted, status)))

    def position_glances(self, wanted: Selection, passages: int = PASSAGES) -> tuple[PositionGlance, ...]:
        """What lists show of the positions that are wanted."""
        return tuple(PositionGlance.of(p, passages) for p in self.positions(wanted))

    def grid(self, wanted: Selection, rows: slice, passages: int = PASSAGES) -> PositionGrid:
        """The positions that are wanted by side."""
        return grid_of(self.position_glances(wanted, passages), rows)

    def ids(self, names: Iterable[str], kind: str) -> Mapping[str, str]:
        """Name to the id of the entry that answers to it."""
        found: Iterable[Meeting | Position | Change | KnownActor] = getattr(self.entries, f"{kind}s")
        told = [(name, entry.id) for entry in found for name in _names_of(entry)]
        known = dict(sorted(told, key=lambda pair: pair[0] == pair[1]))  # its own id before older ones
        return {name: known[name] for name in names if name in known}

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return tuple(c.id for c in self.entries.changes)

    def called(self, name: str) -> Entries:  # noqa: ARG002 - all of them are at hand
        """All entries."""
        return self.entries

    def carried(self, statements: Iterable[str], *, short: bool = False) -> Mapping[str, Utterance]:  # noqa: ARG002 - see above
        """Statement to the utterance that it carries; the utterance's own id too."""
        return self.entries.carried | {u.id: u for u in self.entries.utterances}

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:  # noqa: ARG002 - see above
        """Report to what it is derived from."""
        return self.entries.derived

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:  # noqa: ARG002 - see above
        """Report to why it does not count."""
        return self.entries.stood


@dataclass(frozen=True, slots=True)
class FromStore:
    """Answers from the entries that a store keeps; only what may be wanted is read."""

    kept: Kept

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first."""
        now = status_named(status).value if status is not None else None
        return EntryFilter(wanted).meetings(self.kept.meetings(wanted, now), status)

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        return EntryFilter(wanted).positions(self.kept.positions(wanted))

    def changes(
        self,
        wanted: Selection,
        seen: frozenset[str] = frozenset(),
        told_in: AbstractSet[str] | None = None,
    ) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``, oldest first."""
        if told_in is None:
            found = self.kept.changes(wanted)
        elif len(told_in) > _FEW:
            found = (c for c in self.kept.changes(wanted) if not told_in.isdisjoint((c.id, c.passage.report)))
        else:
            found = self.kept.changes(wanted, told_in)
        return tuple(islice((c for c in found if c.id not in seen), wanted.limit))

    def meeting_glances(
        self, wanted: Selection, status: Status | str | None = None
    ) -> tuple[MeetingGlance, ...]:
        """What lists show of the meetings that are wanted."""
        if _by_passage(wanted):
            return tuple(map(MeetingGlance.of, self.meetings(wanted, status)))
        now = status_named(status).value if status is not None else None
        return tuple(islice(self.kept.meeting_glances(wanted, now), wanted.limit))

    def position_glances(self, wanted: Selection, passages: int = PASSAGES) -> tuple[PositionGlance, ...]:
        """What lists show of the positions that are wanted."""
        if _by_passage(wanted) or wanted.phrases is not None or passages != PASSAGES:
            return tuple(PositionGlance.of(p, passages) for p in self.positions(wanted))
        return tuple(islice(self.kept.position_glances(wanted), wanted.limit))

    def grid(self, wanted: Selection, rows: slice, passages: int = PASSAGES) -> PositionGrid:
        """The positions that are wanted by side; of the sides that are not shown only the number is read."""
        if _by_passage(wanted) or wanted.phrases is not None or wanted.limit is not None:
            return grid_of(self.position_glances(wanted, passages), rows)
        own = key(wanted.side) if wanted.side is not None else None
        sides = [s for s in self.kept.sides() if own is None or key(s[0]) == own]
        sides.sort(key=lambda side: -side[2])
        shown = self.kept.positions_of(side for side, _, _ in sides[rows])
        return PositionGrid(len(sides), sum(count for _, count, _ in sides), tuple(shown))

    def ids(self, names: Iterable[str], kind: str) -> Mapping[str, str]:
        """Name to the id of the entry that answers to it."""
        return self.kept.ids(names, kind)

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        return tuple(islice(self.kept.actors(wanted, kind.value if kind else None), wanted.limit))

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return self.kept.change_ids()

    def called(self, name: str) -> Entries:
        """The meetings, positions, changes and actors that answer to ``name``."""
        return self.kept.called(name)

    def carried(self, statements: Iterable[str], *, short: bool = False) -> Mapping[str, Utterance]:
        """Statement to the utterance that it carries."""
        return self.kept.carried(statements, short=short)

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:
        """Report to what it is derived from."""
        return self.kept.derived(reports)

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:
        """Report to why it does not count."""
        return self.kept.stood(reports)


def _ordered(entries: Sequence[Named], wanted: Selection) -> Iterable[Named]:
    """The entries in the order that is wanted, from where the answer begins."""
    order = reversed(entries) if wanted.newest else iter(entries)
    if wanted.beyond is None:
        return order
    return islice(dropwhile(lambda entry: entry.id != wanted.beyond, order), 1, None)


def _by_passage(wanted: Selection) -> bool:
    """Whether what is wanted is told by the single passages of an entry, and not by its columns."""
    return any(f is not None for f in (wanted.names, wanted.first, wanted.last, wanted.outlets))


def _names_of(entry: Meeting | Position | Change | KnownActor) -> tuple[str, ...]:
    if isinstance(entry, KnownActor):
        return entry.id, *entry.merged_from
    return (entry.id,) if isinstance(entry, Change) else names_of(entry)


def grid_of(found: Sequence[PositionGlance], rows: slice) -> PositionGrid:
    """Some rows of the grid of all positions that were found."""
    weight = Counter[str]()
    for position in found:
        weight[position.side] += position.passages
    ranked = [side for side, _ in weight.most_common()]
    shown = [p for side in ranked[rows] for p in found if p.side == side]
    return PositionGrid(len(ranked), len(found), tuple(shown))


@cache
def fold_edition() -> str:
    """A digest of the fold's rules and of what they know: kept entries of another edition do not count."""
    content = hashlib.sha256()
    for room in ("ledger", "model", "world"):
        for file in sorted(files("dateline").joinpath(room).iterdir(), key=lambda f: f.name):
            if file.name.endswith(".py"):
                content.update(file.read_bytes())
    return content.hexdigest()[:12]
