"""Which findings of many reports are one meeting: a pure clustering that can be explained.

Findings are taken in order of publication. Each joins the best meeting that it can be, or opens a
new one; what it can be is decided by four tests that must all pass (:func:`can_be`): the same
people (persons, else their sides), a compatible kind, a compatible place, and a time that fits
what the meeting was last known to be. The order of arrival plays no part. Only meetings that share
two names are compared (or one, where only one is known), so unrelated reports cannot disturb each
other and the cost stays near linear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations, islice
from typing import TypeGuard

from dateline.ledger.decisions import NOTHING, Decisions
from dateline.ledger.found import MeetingFinding
from dateline.ledger.levels import Level, level
from dateline.ledger.names import tokens
from dateline.model.findings import Format, MeetingKind, Participant, Status
from dateline.model.times import When

__all__ = ["Known", "can_be", "cluster"]

_OVER = frozenset({Status.HELD, Status.ONGOING})
_OPEN = frozenset({Status.PROPOSED, Status.UNCLEAR, Status.REFUSED})
_MOVED = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED})
_REMOTE = frozenset({Format.CALL, Format.VIDEO})

# How long words about a meeting without a date stay about the same meeting, in days.
_COMING = dt.timedelta(days=60)  # an encounter that is planned or put off
_JUST_HELD = dt.timedelta(days=14)  # "they met" without saying when
_DISAGREE = dt.timedelta(days=2)  # two outlets (or time zones) on the day of one encounter
_NEWEST = 64  # meetings under one name or pair of names that are compared: those last spoken of
_FARTHEST_MOVE = dt.timedelta(days=183)  # a new date beyond half a year is another meeting

_KINDS: dict[MeetingKind, frozenset[MeetingKind]] = {
    MeetingKind.CALL: frozenset({MeetingKind.CALL, MeetingKind.TALKS}),
    MeetingKind.GATHERING: frozenset({MeetingKind.GATHERING, MeetingKind.SUMMIT}),
    MeetingKind.SUMMIT: frozenset(
        {MeetingKind.SUMMIT, MeetingKind.MEETING, MeetingKind.TALKS, MeetingKind.VISIT, MeetingKind.GATHERING}
    ),
    MeetingKind.MEETING: frozenset(
        {MeetingKind.MEETING, MeetingKind.SUMMIT, MeetingKind.TALKS, MeetingKind.VISIT}
    ),
    MeetingKind.VISIT: frozenset(
        {MeetingKind.VISIT, MeetingKind.MEETING, MeetingKind.SUMMIT, MeetingKind.TALKS}
    ),
    MeetingKind.TALKS: frozenset(
        {MeetingKind.TALKS, MeetingKind.MEETING, MeetingKind.SUMMIT, MeetingKind.VISIT, MeetingKind.CALL}
    ),
}
"""What one report may call what another calls by the key."""


@dataclass(slots=True)
class Known:
    """What is known of a meeting so far, while the findings are read in order."""

    findings: list[MeetingFinding] = field(default_factory=list)
    people: dict[str, set[str]] = field(default_factory=dict)  # side -> persons who come for it
    kinds: set[MeetingKind] = field(default_factory=set)
    levels: set[Level] = field(default_factory=set)
    remote: bool | None = None
    place: tuple[str, ...] = ()
    when: When | None = None
    seen: dt.date | None = None  # the last report's day
    over: bool = False
    moved: bool = False
    settled: bool = False  # more than a proposal: its date is a date

    def take(self, finding: MeetingFinding) -> None:
        """Learn what ``finding`` says, which is newer than everything before."""
        self.findings.append(finding)
        for side, persons in people(finding.participants).items():
            self.people.setdefault(side, set()).update(persons)
        self.kinds.add(finding.kind)
        self.levels |= {at} if (at := level(finding)) else set()
        self.remote = is_remote(finding) if self.remote is None else self.remote
        self.place = self.place or tokens(finding.place or "")
        if _is_dated(finding.when) and (self.when is None or finding.tells_date):
            self.when = finding.when
        self.seen = _day(finding.published) or self.seen
        self.over = self.over or bool(_OVER & finding.statuses)
        self.settled = self.settled or bool(finding.statuses - _OPEN)
        self.moved = bool(_MOVED & finding.statuses) or (self.moved and not _is_dated(finding.when))


def cluster(
    findings: Iterable[MeetingFinding], decisions: Decisions = NOTHING
) -> tuple[tuple[MeetingFinding, ...], ...]:
    """The findings of each meeting, in order of publication; meetings by their first finding.

    What people decided to be one meeting, or two, is so whatever the tests say.
    """
    meetings: list[Known] = []
    blocks: dict[str, dict[int, None]] = {}  # of each the meetings, the one last spoken of last
    placed: dict[str, int] = {}
    joined, parted = decisions.joined, decisions.parted
    for finding in sorted(findings, key=lambda f: f.order):
        shared, asked = _blocks(finding)
        nearby = sorted({i for b in asked for i in islice(reversed(blocks.get(b, {})), _NEWEST)})
        others = {placed[f] for f in parted.get(finding.id, ()) if f in placed}
        fits = [
            (closeness(finding, meetings[i]), i)
            for i in nearby
            if i not in others and can_be(finding, meetings[i])
        ]
        ours = sorted({placed[f] for f in joined.get(finding.id, ()) if f in placed} - others)
        number = ours[0] if ours else max(fits)[1] if fits else len(meetings)
        if number == len(meetings):
            meetings.append(Known())
        meetings[number].take(finding)
        placed[finding.id] = number
        for block in shared:
            meetings_there = blocks.setdefault(block, {})
            meetings_there.pop(number, None)
            meetings_there[number] = None
    return tuple(tuple(m.findings) for m in meetings)


def _blocks(finding: MeetingFinding) -> tuple[set[str], set[str]]:
    """Where a finding is kept, and where its like are looked for: under pairs of sides, or one name."""
    ours = people(finding.participants)
    names = set(ours) | {person for persons in ours.values() for person in persons}
    anywhere, alone = ({f"{word} {name}" for name in names} for word in ("any", "alone"))
    if len(ours) < 2:
        return anywhere | alone, anywhere
    pairs = {f"pair {one} / {other}" for one, other in combinations(sorted(ours), 2)}
    return anywhere | pairs, alone | pairs


@lru_cache(1 << 12)
def people(participants: tuple[Participant, ...]) -> dict[str, frozenset[str]]:
    """Side to the persons who come for it; a side that comes as itself has none."""
    found: dict[str, frozenset[str]] = {}
    for participant in participants:
        name = " ".join(tokens(participant.name))
        side = " ".join(tokens(participant.side)) if participant.side else name
        persons = frozenset({name}) - {side}
        found[side] = found.get(side, frozenset()) | persons
    return found


def is_remote(finding: MeetingFinding) -> bool | None:
    """Whether they meet by wire; None when the report leaves it open."""
    if finding.format in _REMOTE or finding.kind is MeetingKind.CALL:
        return True
    if finding.format is Format.IN_PERSON or finding.place:
        return False
    return None if finding.kind in {MeetingKind.TALKS, MeetingKind.GATHERING} else False


def can_be(finding: MeetingFinding, meeting: Known) -> bool:
    """Whether ``finding`` can be about ``meeting``, as far as it is known."""
    if meeting.findings[-1].report == finding.report:
        return False  # one report tells its own meetings apart
    return (
        _same_time(finding, meeting)  # first what costs least
        and _same_people(finding, meeting)
        and _same_kind(finding, meeting)
        and _same_place(finding, meeting)
    )


def closeness(finding: MeetingFinding, meeting: Known) -> tuple[int, ...]:
    """How well ``finding`` fits, for choosing among meetings that it can be: the more the better."""
    ours = people(finding.participants)
    persons = sum(len(names & meeting.people.get(side, set())) for side, names in ours.items())
    dated = _is_dated(finding.when) and meeting.when is not None and finding.when.overlaps(meeting.when)
    placed = bool(finding.place) and bool(meeting.place)
    alike = int(finding.kind in meeting.kinds) + int(level(finding) in meeting.levels)
    return (
        persons,
        int(dated) + int(placed),
        alike,
        -len(set(meeting.people) - set(ours)),
        int(not meeting.over),
    )


def _same_people(finding: MeetingFinding, meeting: Known) -> bool:
    ours, theirs = people(finding.participants), meeting.people
    shared = [side for side in ours if side in theirs]
    if len(shared) < min(len(ours), len(theirs)):
        return False  # neither list of sides holds the other
    if any(ours[s] and theirs[s] and not _same_persons(ours[s], theirs[s]) for s in shared):
        return False  # another person comes for the same side
    if len(shared) >= 2 or sum(len(ours[s] & theirs[s]) for s in shared) >= 2:
        return True
    if finding.kind is MeetingKind.SUMMIT and MeetingKind.SUMMIT in meeting.kinds:
        return any(_same_persons(ours[s], theirs[s]) for s in shared)  # leaders do not meet every day
    # One name alone ("Lavrov's talks in Ankara") is enough only where place or day agree as well.
    return bool(shared) and (_places_agree(finding, meeting) or _days_agree(finding, meeting))


def _same_persons(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a person of the one is in the other, by the full name or by a part of it."""
    known = [set(name.split()) for name in theirs]
    return any(one <= other or other <= one for one in map(set, map(str.split, ours)) for other in known)


def _same_kind(finding: MeetingFinding, meeting: Known) -> bool:
    remote = is_remote(finding)
    if None not in (remote, meeting.remote) and remote != meeting.remote:
        return False
    at = level(finding)
    if at is not None and meeting.levels and at not in meeting.levels:
        return False  # the ministers' meeting is not the presidents'
    return all(kind in _KINDS[finding.kind] for kind in meeting.kinds)


def _same_place(finding: MeetingFinding, meeting: Known) -> bool:
    return not finding.place or not meeting.place or _places_agree(finding, meeting)


def _places_agree(finding: MeetingFinding, meeting: Known) -> bool:
    ours, theirs = set(tokens(finding.place or "")), set(meeting.place)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _days_agree(finding: MeetingFinding, meeting: Known) -> bool:
    return (
        _is_dated(finding.when)
        and meeting.when is not None
        and _gap(finding.when, meeting.when) == dt.timedelta(0)
    )


def _same_time(finding: MeetingFinding, meeting: Known) -> bool:
    """Whether the time fits, by what both sides of the comparison know."""
    if _is_dated(finding.when) and meeting.when is not None:
        return _same_date(finding, meeting, finding.when, meeting.when)
    if meeting.when is not None:
        return _fits_date(finding, meeting, meeting.when)
    return _fits_news(finding, meeting)


def _same_date(finding: MeetingFinding, meeting: Known, ours: When, theirs: When) -> bool:
    """Both have a date: they agree, or the meeting was moved and had not taken place."""
    gap = _gap(ours, theirs)
    if gap <= _DISAGREE:
        return True
    # A proposed day is no promise, and those who meet in the place agreed on another day have moved it.
    moved = meeting.moved or not meeting.settled or bool(_MOVED & finding.statuses)
    moved = moved or (_places_agree(finding, meeting) and len(people(finding.participants)) > 1)
    return moved and not meeting.over and gap <= _FARTHEST_MOVE


def _fits_date(finding: MeetingFinding, meeting: Known, date: When) -> bool:
    """The meeting has a date and the finding has none: judge by the day it was written."""
    written = _day(finding.published)
    if written is None or date.first is None or date.last is None:
        return True
    if _OVER & finding.statuses:
        return date.first - _DISAGREE <= written <= date.last + _JUST_HELD
    if meeting.over or not meeting.moved:
        # Whoever still speaks of it as coming after its day means another one.
        return written <= date.last + _DISAGREE
    return meeting.seen is None or written <= meeting.seen + _COMING


def _fits_news(finding: MeetingFinding, meeting: Known) -> bool:
    """The meeting has no date yet: judge by how far the reports lie apart."""
    written = _day(finding.published)
    if meeting.over and not _OVER & finding.statuses:
        return written is None or meeting.seen is None or written <= meeting.seen
    if written is None or meeting.seen is None:
        return True
    patience = _JUST_HELD if meeting.over else _COMING
    if _is_dated(finding.when) and _OVER & finding.statuses and finding.when.last is not None:
        # Held on a known day: it is what was spoken of as coming before, or as just held after.
        return finding.when.last >= meeting.seen - patience
    return written - meeting.seen <= patience


def _is_dated(when: When | None) -> TypeGuard[When]:
    return when is not None and when.first is not None


def _day(when: When | None) -> dt.date | None:
    return when.last if when else None


def _gap(one: When, other: When) -> dt.timedelta:
    """The days between two intervals; none where they overlap or one is vague."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return dt.timedelta(0)
    return max(one.first - other.last, other.first - one.last, dt.timedelta(0))
