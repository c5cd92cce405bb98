"""One encounter, many mentions: which mentions of a report speak of the same meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.meetings.participants import Party, merged, sides_of
from dateline.analysis.meetings.places import finest, state_of
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.times import When

__all__ = ["Cluster", "Told", "cluster"]

AHEAD = frozenset(
    {Status.PROPOSED, Status.PLANNED, Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED, Status.REFUSED}
)
PAST = frozenset({Status.HELD})
FINAL = AHEAD - {Status.PROPOSED, Status.PLANNED}
APART = frozenset({"new", "first", "second", "third", "fourth", "another", "next", "previous", "earlier"}) | {
    *("separate", "follow-up", "other", "last")
}
NEAR = 600
"""Code points. A denial without a noun does not point further back."""
MONTHS = dt.timedelta(days=60)
"""Time. A visit cancelled in January is not the one that is planned for July."""
SAME_STAGE = 0.3
NEXT = 250
"""Code points. "It will be held in May" speaks of what the sentence before it told of."""
REACH = 6
"""Mentions. "The summit" does not point further back than this many other mentions."""


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with its place and time resolved; ``acted``: when it was called off or put off."""

    mention: Mention
    place: str | None
    when: When | None
    acted: When | None = None

    @property
    def status(self) -> Status | None:
        """What the mention says of the encounter."""
        return self.mention.status

    def open(self) -> Told:
        """The same mention, which leaves open whether the encounter is on."""
        return replace(self, mention=replace(self.mention, status=Status.UNCLEAR))

    def under_way(self) -> Told:
        """The same mention of an encounter that others say is under way."""
        return replace(self, mention=replace(self.mention, status=Status.ONGOING))


@dataclass(slots=True)
class Cluster:
    """The mentions of one encounter, in text order."""

    told: list[Told] = field(default_factory=list)

    @property
    def parties(self) -> list[Party]:
        """Everybody that any mention names."""
        return merged(t.mention.parties for t in self.told)

    @property
    def kind(self) -> MeetingKind:
        """The kind that the first mention with parties gives; a summit stays a summit."""
        kinds = [t.mention.kind for t in self.told]
        return next((k for k in (MeetingKind.SUMMIT, MeetingKind.VISIT) if k in kinds), kinds[0])

    @property
    def format(self) -> Format:
        """The first format that is known."""
        return next(
            (t.mention.format for t in self.told if t.mention.format is not Format.UNKNOWN), Format.UNKNOWN
        )

    @property
    def place(self) -> str | None:
        """The first place named, or the city that a later mention names inside it."""
        return finest(t.place for t in self.told)

    @property
    def when(self) -> When | None:
        """The finest time named, the first of equals."""
        times = [t.when for t in self.told if t.when is not None and t.when.first is not None]
        return min(times, key=_breadth, default=None)


def _breadth(when: When) -> int:
    return (when.last - when.first).days if when.first and when.last else 10_000


def cluster(told: Sequence[Told]) -> list[Cluster]:
    """The encounters of a report, by first mention; mentions of nobody that recall nothing are left out."""
    clusters: list[Cluster] = []
    for mention in told:
        one = _with_parties(mention, clusters) if mention.mention.outcome else mention
        home = _home(one, clusters)
        if home is not None:
            home.told.append(one)
            continue
        one = _another(one, clusters) or one
        if _stands_alone(one):
            clusters.append(Cluster([one]))
    return clusters


def _another(one: Told, clusters: Sequence[Cluster]) -> Told | None:
    """Another encounter of the same people: "a second round", "the previous summit", "the 2019 summit"."""
    mention = one.mention
    dated = mention.recalls and one.when is not None
    if (
        len(mention.parties) > 1
        or mention.status is None
        or not (mention.fresh & (APART | {"state"}) or dated)
    ):
        return None
    if mention.elliptical or mention.presence or mention.outcome:
        return None
    for group in sorted(clusters, key=lambda c: -c.told[-1].mention.span.start)[:REACH]:
        kin = mention.kind in {t.mention.kind for t in group.told}
        shared = _shared(mention.parties, group.parties)
        if kin and shared == len(mention.parties) and len(group.parties) > 1 and not _spoken(mention, group):
            return replace(one, mention=replace(mention, parties=tuple(group.parties)))
    return None


def _with_parties(one: Told, clusters: Sequence[Cluster]) -> Told:
    """What was agreed somewhere, with the two whom the nearest encounter before it brings together."""
    near = max(clusters, key=lambda c: c.told[-1].mention.span.start, default=None)
    if near is None or len(near.parties) != 2 or near.kind is MeetingKind.CALL:
        return one
    return replace(one, mention=replace(one.mention, parties=tuple(near.parties), kind=near.kind))


def _stands_alone(one: Told) -> bool:
    mention = one.mention
    if mention.presence:
        return False
    if len(mention.parties) >= 2:
        return len({p.side or p.name for p in mention.parties}) >= 2
    if mention.kind is MeetingKind.VISIT:
        guests = {p.side or p.name for p in mention.parties} - {state_of(one.place) if one.place else None}
        return bool(guests) and one.place is not None and mention.status is not None
    return bool(mention.parties) and mention.needs < 2 and mention.status is not None


def _home(one: Told, clusters: list[Cluster]) -> Cluster | None:
    recent = sorted(clusters, key=lambda c: -c.told[-1].mention.span.start)[:REACH]
    fits = [
        (score + _stage(one, c), -rank, c) for rank, c in enumerate(recent) if (score := _fit(one, c)) > 0
    ]
    return max(fits, key=lambda f: f[:2])[2] if fits else None


def _stage(one: Told, group: Cluster) -> float:
    """A little for the same stage of life: what was held is rather one that others say was held."""
    theirs = {t.status for t in group.told}
    return SAME_STAGE if any(one.status in stage and theirs & stage for stage in (PAST, AHEAD)) else 0


def _fit(one: Told, group: Cluster) -> float:
    """How well a mention fits an encounter; 0 when it is another one."""
    mention = one.mention
    if (mention.presence or mention.outcome or mention.city) and (
        one.place is None or one.place != group.place
    ):
        return 0
    people = _shared(mention.parties, group.parties)
    if people is None or _differs(one, group):
        return 0
    if not mention.parties:
        return _recall(mention, group)
    if people < 2 and not (mention.recalls or mention.needs == 1 or len(mention.parties) == 1):
        return 0
    if len(mention.parties) == 1 and len(group.parties) > 1:
        return (
            0.5 + _recall(mention, group)
            if mention.recalls or mention.presence or mention.kind is group.kind
            else 0
        )
    return 1 + people + (0.5 if mention.kind is group.kind else 0)


def _recall(mention: Mention, group: Cluster) -> float:
    if not mention.recalls:
        return 0
    if mention.elliptical:
        return _silent_recall(mention, group)
    kinds = {t.mention.kind for t in group.told}
    if mention.kind in kinds:
        return 1
    if MeetingKind.CALL in kinds or mention.kind is MeetingKind.CALL:
        return 0
    return 0.4 if mention.kind in {MeetingKind.MEETING, MeetingKind.TALKS} else 0.2


def _silent_recall(mention: Mention, group: Cluster) -> float:
    """A word without a noun belongs to an encounter ahead that the lines before it talk of."""
    last = group.told[-1].mention
    reach = NEAR if mention.status in {*FINAL, Status.UNCLEAR} else NEXT
    before = mention.span.start - last.span.start
    near = 0 < before < reach or (mention.city is not None and before > 0)
    return (
        1 if near and group.kind is not MeetingKind.CALL and any(t.status in AHEAD for t in group.told) else 0
    )


def _shared(some: Iterable[Party], others: Sequence[Party]) -> int | None:
    """How many of ``some`` are among ``others``, by name or by side; None when two sides differ."""
    count = 0
    sides, names = sides_of(others), {p.name for p in others}
    for party in some:
        side = party.side or party.name
        if party.name in names or (
            side in sides and not (party.person and any(o.person and o.side == side for o in others))
        ):
            count += 1
        elif len(others) >= 2:
            return None
    return count


def _spoken(mention: Mention, group: Cluster) -> bool:
    """Whether one is of voices only and the other is not."""
    if mention.elliptical:
        return False
    theirs = next((t.mention.spoken for t in group.told if t.mention.spoken is not None), None)
    if mention.spoken is None or theirs is None:
        return mention.verbal and mention.spoken is not theirs
    return mention.spoken is not theirs


def _state_visit(mention: Mention, group: Cluster) -> bool:
    """Whether one is a state visit that is still to come and the other is not a state visit."""
    states = any("state" in t.mention.fresh for t in group.told)
    if ("state" in mention.fresh) is states or Status.HELD in {t.status for t in group.told}:
        return False
    return "state" in mention.fresh or not mention.recalls


def _in_general(mention: Mention, group: Cluster) -> bool:
    """Whether states talk here and persons meet there."""
    talks = MeetingKind.TALKS
    if (mention.kind is talks) == (group.kind is talks) or len(mention.parties) < 2:
        return False
    return any(p.person for p in mention.parties) != any(p.person for p in group.parties)


def _other_rank(mention: Mention, group: Cluster) -> bool:
    """Whether deputies meet here and their chiefs there, or ministers here and leaders there."""
    theirs = {_level(t.mention) for t in group.told} - {None}
    rank = _level(mention)
    named = {p.name for p in mention.parties if p.person}
    if "deputy" in theirs and named and not named & {p.name for p in group.parties}:
        return True  # who is called by name is no deputy of the report's ministers
    known = bool(theirs) or rank == "deputy"
    return rank is not None and known and rank not in theirs


def _level(mention: Mention) -> str | None:
    """The rank that the words give, or that of leaders for a summit."""
    return mention.rank or ("leader" if mention.kind is MeetingKind.SUMMIT else None)


def _long_gone(one: Told, group: Cluster) -> bool:
    """Whether one was called off in a month long before the other, which still stands, is to be."""
    ahead = [t for t in group.told if t.status is Status.PLANNED and t.when and t.when.first]
    if one.acted is None or one.acted.last is None or one.status is not Status.CANCELLED or one.when:
        return False
    return any(t.when.first - one.acted.last > MONTHS for t in ahead if t.when and t.when.first)


def _elsewhere(one: Told, group: Cluster) -> bool:
    """Whether the one is in one country and the other in another."""
    if one.place is None or group.place is None or one.place == group.place:
        return False
    if one.mention.status is Status.RESCHEDULED:
        return False
    here, there = state_of(one.place), state_of(group.place)
    return here is not None and there is not None and here != there


def _differs(one: Told, group: Cluster) -> bool:
    """Whether time, place or life stage keep them apart."""
    mention = one.mention
    if any(t.mention.span in mention.beside for t in group.told):
        return True
    if (
        _other_rank(mention, group)
        or _spoken(mention, group)
        or _state_visit(mention, group)
        or _in_general(mention, group)
        or _elsewhere(one, group)
        or _long_gone(one, group)
    ):
        return True
    if one.when and group.when and one.when.first and group.when.first and not one.when.overlaps(group.when):
        return True
    theirs = {t.status for t in group.told}
    past, ahead = Status.HELD in theirs, bool(theirs & AHEAD) and Status.HELD not in theirs
    if mention.status in PAST and ahead:
        return not mention.recalls or bool(mention.fresh & APART)
    return bool(mention.status in AHEAD and past and not ahead)
