"""Answers as of a moment, read from what the store keeps of today.

The history of a meeting or position is cut at the moment, and what follows from it is made again: statuses,
dates, stances, shifts, who contradicts whom, labels, origins. What was published later, or nobody knows when,
is not there; a report that was superseded or taken back since counts as it did then.

What is *known* is known as of today: whom a name means and on whose side he is, which claims are of one
meeting, which report is made from which, what people decided. So the answer is the one that folding only what
had been published by then would give, unless a report that is not there (a later one by the day that it
writes, or one of no known day) taught the ledger something about a name, an outlet, an identity or a source;
what it was taught is not forgotten again. What a report said that does not count today is put to the meeting
that it would have joined when it came, else to the likest of those until then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property

from dateline.ledger.answers import FromMemory, PositionGrid, grid_of
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_filters import EntryFilter
from dateline.ledger.histories import by_words
from dateline.ledger.origins import Roots
from dateline.ledger.past_meetings import PastMeetings
from dateline.ledger.past_positions import PastPositions
from dateline.ledger.press import Derived, Outlets, Press
from dateline.ledger.register import KeptRegister
from dateline.ledger.relational import RelationalStore
from dateline.ledger.revived import Revived
from dateline.ledger.sides import Sides
from dateline.ledger.store import Selection
from dateline.model.actors import ActorKind, KnownActor
from dateline.model.entries import Change, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.glances import PASSAGES, MeetingGlance, PositionGlance
from dateline.model.lineage import Derivation, Standing, Utterance

__all__ = ["FromPast"]


class FromPast:
    """Answers as of a minute: meetings and positions from kept histories, and all else from memory."""

    def __init__(
        self, store: RelationalStore, decisions: Decisions, last: str, entries: Callable[[], Entries]
    ) -> None:
        """Of ``store``, whose kept entries must be up to date, as people decided.

        ``last`` is the minute (``YYYY-MM-DDTHH:MM``); ``entries`` folds what had been published by then.
        """
        full = Sides(KeptRegister(store), decisions.aliases).full
        roots = Roots(Press(store), Derived(store), Outlets(store), full)
        revived = Revived(store, decisions, last)
        self._meetings = PastMeetings(store, decisions, roots, revived, last)
        self._positions = PastPositions(store, decisions, roots, revived, last)
        self._entries = entries

    def meetings(self, wanted: Selection, status: Status | str | None = None) -> tuple[Meeting, ...]:
        """The meetings that are wanted, oldest first unless the newest are wanted."""
        return EntryFilter(wanted).meetings(self._meetings.wanted(wanted), status)

    def positions(self, wanted: Selection) -> tuple[Position, ...]:
        """The positions that are wanted, by side and issue."""
        return EntryFilter(wanted).positions(self._positions.wanted(wanted))

    def meeting_glances(
        self, wanted: Selection, status: Status | str | None = None
    ) -> tuple[MeetingGlance, ...]:
        """What lists show of the meetings that are wanted."""
        return tuple(map(MeetingGlance.of, self.meetings(wanted, status)))

    def position_glances(self, wanted: Selection, passages: int = PASSAGES) -> tuple[PositionGlance, ...]:
        """What lists show of the positions that are wanted."""
        return tuple(PositionGlance.of(p, passages) for p in self.positions(wanted))

    def grid(self, wanted: Selection, rows: slice, passages: int = PASSAGES) -> PositionGrid:
        """The positions that are wanted by side; of sides that are not shown words are only counted."""
        if by_words(wanted) or wanted.limit is not None:
            return grid_of(self.position_glances(wanted, passages), rows)
        counts = self._positions.counts()
        heads = [head for head in self._positions.heads(wanted.side) if head.id in counts]
        weight = Counter[str]()
        for head in heads:
            weight[head.side] += counts[head.id]
        ranked = [side for side, _ in weight.most_common()]
        shown = [head.id for side in ranked[rows] for head in heads if head.side == side]
        glances = tuple(PositionGlance.of(p, passages) for p in self._positions.of(shown))
        return PositionGrid(len(ranked), len(heads), glances)

    # What is folded anew

    @cached_property
    def _folded(self) -> FromMemory:
        return FromMemory(self._entries())

    def changes(
        self,
        wanted: Selection,
        seen: frozenset[str] = frozenset(),
        told_in: AbstractSet[str] | None = None,
    ) -> tuple[Change, ...]:
        """The changes that are wanted and not ``seen``."""
        return self._folded.changes(wanted, seen, told_in)

    def ids(self, names: Iterable[str], kind: str) -> Mapping[str, str]:
        """Name to the id of the entry that answers to it."""
        return self._folded.ids(names, kind)

    def actors(self, wanted: Selection, kind: ActorKind | None = None) -> tuple[KnownActor, ...]:
        """The actors that are wanted, those first whom most reports name."""
        return self._folded.actors(wanted, kind)

    def change_ids(self) -> tuple[str, ...]:
        """The ids of all changes."""
        return self._folded.change_ids()

    def called(self, name: str) -> Entries:
        """All entries."""
        return self._folded.called(name)

    def carried(self, statements: Iterable[str], *, short: bool = False) -> Mapping[str, Utterance]:
        """Statement to the utterance that it carries."""
        return self._folded.carried(statements, short=short)

    def derived(self, reports: Iterable[str]) -> Mapping[str, Iterable[Derivation]]:
        """Report to what it is derived from."""
        return self._folded.derived(reports)

    def stood(self, reports: Iterable[str]) -> Mapping[str, Standing]:
        """Report to why it does not count."""
        return self._folded.stood(reports)
