"""How much speaks for it that a finding is about a meeting, and what excludes it.

Something that cannot be excludes at once: other people, a call and a dinner, ministers and presidents,
two cities, a day on which it was not. What remains is weighed in points; :data:`ENOUGH` of them make
one meeting. So a name alone, or two states that talk for years, never make two encounters one: it takes the
persons of two sides and a day, a place, or news of the same days.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TypeGuard

from dateline.ledger.beside import is_meant, same_event
from dateline.ledger.found import MeetingFinding, Other
from dateline.ledger.levels import Level, level
from dateline.ledger.names import tokens
from dateline.ledger.people import people, same_people, shared_persons
from dateline.ledger.places import Fit, Place, fit, place
from dateline.model.findings import Format, MeetingKind, Relation, Status
from dateline.model.times import When

__all__ = ["ENOUGH", "Known", "likeness"]

ENOUGH = 3
"""Points that make a finding one of a meeting's."""

_OVER = frozenset({Status.HELD, Status.ONGOING})
_OPEN = frozenset({Status.PROPOSED, Status.UNCLEAR, Status.REFUSED})
_MOVED = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED})
_REMOTE = frozenset({Format.CALL, Format.VIDEO})
_TELLING = frozenset({MeetingKind.SUMMIT, MeetingKind.VISIT, MeetingKind.GATHERING})

# How long words about a meeting stay about the same one.
_COMING = dt.timedelta(days=60)  # an encounter that is planned or put off
_JUST_HELD = dt.timedelta(days=14)  # "they met" without saying when
_JUST_CALLED = dt.timedelta(days=4)  # presidents call each other every week
_DISAGREE = dt.timedelta(days=2)  # two outlets (or time zones) on the day of one encounter
_MOVED_QUIETLY = dt.timedelta(days=10)  # a day that changes without a word about it
_FARTHEST_MOVE = dt.timedelta(days=183)  # a new date beyond half a year is another meeting
_A_WEEK = dt.timedelta(days=7)
_SAME_NEWS = dt.timedelta(days=3)

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
    """What is known of a meeting so far, while the findings are read in order of publication."""

    findings: list[MeetingFinding] = field(default_factory=list)
    people: dict[str, set[str]] = field(default_factory=dict)  # side -> persons who come for it
    kinds: set[MeetingKind] = field(default_factory=set)
    levels: set[Level] = field(default_factory=set)
    words: set[tuple[str, ...]] = field(default_factory=set)  # of the evidence
    remote: bool | None = None
    place: Place = field(default_factory=Place)
    when: When | None = None
    seen: dt.date | None = None  # the last report's day
    over: bool = False
    moved: bool = False
    settled: bool = False  # more than a proposal: its date is a date
    beside: dict[tuple[Relation, bool, Other], None] = field(default_factory=dict)

    def take(self, finding: MeetingFinding) -> None:
        """Learn what ``finding`` says, which is newer than everything before."""
        self.findings.append(finding)
        for side, persons in people(finding.participants).items():
            self.people.setdefault(side, set()).update(persons)
        self.kinds.add(finding.kind)
        self.levels |= {at} if (at := level(finding)) else set()
        self.words |= _words(finding)
        self.remote = _is_remote(finding) if self.remote is None else self.remote
        told = place(finding.place)
        self.place = told if told.site and not (self.place.site and not self.place.loose) else self.place
        self.place = self.place if self.place != Place() else told
        if _is_dated(finding.when) and (self.when is None or finding.tells_date):
            self.when = finding.when
        self.beside |= dict.fromkeys((b.relation, b.inward, b.other) for b in finding.beside)
        self.seen = _day(finding.published) or self.seen
        self.over = self.over or bool(_OVER & finding.statuses)
        self.settled = self.settled or bool(finding.statuses - _OPEN)
        self.moved = bool(_MOVED & finding.statuses) or (self.moved and not _is_dated(finding.when))

    @property
    def vague(self) -> bool:
        """Whether it is only talked about: no day, no place, nothing settled."""
        return self.when is None and self.place == Place() and not self.settled


def likeness(finding: MeetingFinding, meeting: Known) -> int:
    """The points that speak for ``finding`` being about ``meeting``; 0 when something excludes it."""
    if any(known.report == finding.report for known in meeting.findings[-8:]):
        return 0  # one report tells its own meetings apart
    ours = people(finding.participants)
    where = fit(place(finding.place), meeting.place)
    if (
        where is Fit.OTHER
        or not _same_time(finding, meeting, where)  # first what costs least
        or not same_people(ours, meeting.people)
        or not _same_kind(finding, meeting)
        or _vague_and_settled(finding, meeting)
        or _is_beside(finding, meeting)
    ):
        return 0
    same_words = bool(_words(finding) & meeting.words)
    if sum(side in meeting.people for side in ours) < 2 and not (
        same_words or _lone(finding, meeting, where)
    ):
        return 0
    extra = abs(len(ours) - len(meeting.people)) if min(len(ours), len(meeting.people)) > 1 else 0
    points = _people(finding, meeting) + _time(finding, meeting) + max(where, 0) - min(extra, 1)
    points += finding.kind in _TELLING and finding.kind in meeting.kinds
    points += ENOUGH * same_words
    points += _beside_the_same(finding, meeting)
    return max(points, 0)


def _is_beside(finding: MeetingFinding, meeting: Known) -> bool:
    """Whether one is what the other is ahead of, or after: then it is not the other."""
    if finding.kind in meeting.kinds:
        return False
    told = any(is_meant(other, finding) for _, _, other in meeting.beside)
    return told or any(is_meant(b.other, f) for b in finding.beside for f in meeting.findings[-8:])


def _beside_the_same(finding: MeetingFinding, meeting: Known) -> bool:
    """Whether both are ahead of one encounter, or both on its sidelines, or after it."""
    return any(
        b.relation is relation and b.inward is inward and same_event(b.other, other)
        for b in finding.beside
        for relation, inward, other in meeting.beside
    )


def _words(finding: MeetingFinding) -> set[tuple[str, ...]]:
    """The words of its evidence, each long enough not to be a formula."""
    told = {tokens(a.passage.quote) for a in finding.assertions}
    return {words for words in told if len(words) >= 6}


def _people(finding: MeetingFinding, meeting: Known) -> int:
    """Two points for two persons or three sides, one for two sides or a person; a side alone has none."""
    ours = people(finding.participants)
    shared = sum(side in meeting.people for side in ours)
    persons = shared_persons(ours, meeting.people)
    if persons >= 2 or shared > 2:
        return 2  # three sides that are the same three say as much as two persons
    return min(persons, 1) if shared < 2 else 1


def _lone(finding: MeetingFinding, meeting: Known, where: Fit) -> bool:
    """Whether one name alone can do: a person on the day or in the place, a state on both."""
    agree = int(where is not Fit.UNKNOWN) + int(_time(finding, meeting) == 2 and meeting.when is not None)
    both = {finding.kind} & meeting.kinds & {MeetingKind.SUMMIT, MeetingKind.GATHERING}
    person = shared_persons(people(finding.participants), meeting.people) > 0
    if both and (person or where is Fit.SAME):
        return True  # leaders do not meet every day, and an organisation's summit has no other side
    return agree >= (1 if person else 2) and (person or bool(finding.place))


def _vague_and_settled(finding: MeetingFinding, meeting: Known) -> bool:
    """A readiness to talk is not the meeting that comes of it, unless both are the leaders' summit."""
    if finding.kind is MeetingKind.SUMMIT and MeetingKind.SUMMIT in meeting.kinds:
        return False
    open_only = finding.statuses <= {Status.PROPOSED, Status.UNCLEAR}
    vague = open_only and not _is_dated(finding.when) and not finding.place
    concrete = _is_dated(finding.when) or bool(finding.place)
    return (vague and not meeting.vague) or (meeting.vague and concrete)


def _same_kind(finding: MeetingFinding, meeting: Known) -> bool:
    remote = _is_remote(finding)
    if None not in (remote, meeting.remote) and remote != meeting.remote:
        return False
    at = level(finding)
    if at is not None and meeting.levels and at not in meeting.levels:
        return False  # the ministers' meeting is not the presidents'
    return all(kind in _KINDS[finding.kind] for kind in meeting.kinds)


def _is_remote(finding: MeetingFinding) -> bool | None:
    """Whether they meet by wire; None when the report leaves it open."""
    if finding.format in _REMOTE or finding.kind is MeetingKind.CALL:
        return True
    if finding.format is Format.IN_PERSON or finding.place:
        return False
    return None if finding.kind in {MeetingKind.TALKS, MeetingKind.GATHERING} else False


def _time(finding: MeetingFinding, meeting: Known) -> int:
    """Two points for the same day or news of it, one for the same days, or while it is awaited."""
    written = _day(finding.published)
    if _is_dated(finding.when) and meeting.when is not None:
        gap, narrow = _gap(finding.when, meeting.when), _is_narrow(finding.when) and _is_narrow(meeting.when)
        return 2 if gap <= _DISAGREE and narrow else 1
    if meeting.when is not None and meeting.when.first and meeting.when.last and written:
        if _OVER & finding.statuses:
            return 2 if meeting.when.first <= written <= meeting.when.last + _SAME_NEWS else 0
        if written <= meeting.when.last + _DISAGREE or meeting.moved:
            return 1  # it is still awaited
    if written is not None and meeting.seen is not None:
        apart = abs(written - meeting.seen)
        return 2 if apart <= dt.timedelta(days=1) else int(apart <= _SAME_NEWS or _pending(finding, meeting))
    return 1 if written is None or meeting.seen is None else 0


def _pending(finding: MeetingFinding, meeting: Known) -> bool:
    """A plan without a day, and news of it within the fortnight."""
    written = _day(finding.published)
    if meeting.over or written is None or meeting.seen is None:
        return False
    return written - meeting.seen <= _JUST_HELD and meeting.settled


def _same_time(finding: MeetingFinding, meeting: Known, where: Fit) -> bool:
    """Whether the time fits, by what both sides of the comparison know."""
    if _is_dated(finding.when) and meeting.when is not None:
        return _same_date(finding, meeting, finding.when, meeting.when, where)
    if meeting.when is not None:
        return _fits_date(finding, meeting, meeting.when)
    return _fits_news(finding, meeting)


def _same_date(finding: MeetingFinding, meeting: Known, ours: When, theirs: When, where: Fit) -> bool:
    """Both have a date: they agree, or the meeting was moved and had not taken place."""
    gap = _gap(ours, theirs)
    if gap <= _DISAGREE:
        return True
    if meeting.over or gap > _FARTHEST_MOVE:
        return False
    if meeting.moved or _MOVED & finding.statuses or not meeting.settled:
        return True  # a proposed day is no promise
    written = _day(finding.published)
    ahead = written is None or theirs.last is None or written <= theirs.last
    quietly = where is Fit.SAME and len(people(finding.participants)) > 1
    return quietly and (ahead or gap <= _MOVED_QUIETLY)


def _fits_date(finding: MeetingFinding, meeting: Known, date: When) -> bool:
    """The meeting has a date and the finding has none: judge by the day it was written."""
    written = _day(finding.published)
    if written is None or date.first is None or date.last is None:
        return True
    if _OVER & finding.statuses:
        patience = _JUST_CALLED if meeting.remote else _JUST_HELD
        return date.first - _DISAGREE <= written <= date.last + patience
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
    patience = (_JUST_CALLED if meeting.remote else _JUST_HELD) if meeting.over else _COMING
    if _is_dated(finding.when) and _OVER & finding.statuses and finding.when.last and finding.when.first:
        # Held on a known day: it is what was spoken of as coming before, or as just held after.
        return meeting.seen - patience <= finding.when.last and finding.when.first <= meeting.seen + patience
    return written - meeting.seen <= patience


def _is_dated(when: When | None) -> TypeGuard[When]:
    """Whether a time says something: a whole year does not."""
    if when is None or when.first is None or when.last is None:
        return False
    return when.last - when.first <= dt.timedelta(days=45)


def _is_narrow(when: When) -> bool:
    return when.first is not None and when.last is not None and when.last - when.first <= _A_WEEK


def _day(when: When | None) -> dt.date | None:
    return when.last if when else None


def _gap(one: When, other: When) -> dt.timedelta:
    """The days between two intervals; none where they overlap or one is vague."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return dt.timedelta(0)
    return max(one.first - other.last, other.first - one.last, dt.timedelta(0))
