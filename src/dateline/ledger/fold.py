"""The fold: all findings to meetings, positions and changes, as a pure function.

The findings may come in any order and any number of times; the entries are the same, byte for
byte. Nothing here reads a clock, a file or a table.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dateline.ledger.actors import Renamed, officeholders, renamed
from dateline.ledger.anchors import anchored
from dateline.ledger.articles import counted, standings
from dateline.ledger.beside import links_of
from dateline.ledger.carriers import Saying
from dateline.ledger.changes import date_change, position_changes, status_change
from dateline.ledger.decided import decided
from dateline.ledger.decisions import NOTHING, Decisions
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.identity import clustered, merged
from dateline.ledger.known import actors
from dateline.ledger.lineage import trace
from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.ledger.namings import Named, namings_of
from dateline.ledger.order import change_place
from dateline.ledger.sides import Sides, complete
from dateline.ledger.stands import stands
from dateline.ledger.utterances import named, said
from dateline.model import status as life
from dateline.model.entries import (
    Change,
    DatedAssertion,
    Entries,
    Meeting,
    Stage,
    Voice,
)
from dateline.model.findings import Format, MeetingKind, Participant, Status
from dateline.model.rows import Passage
from dateline.model.status import Claim
from dateline.model.times import When

T = TypeVar("T")

__all__ = ["Folded", "fold", "folded", "life_of"]


@dataclass(frozen=True, slots=True)
class Folded:
    """What the fold made, and on the way: the findings with names in full, in the groups that it found.

    ``told`` are the findings that count, as people decided, with the names of whom reports know in office;
    ``meetings`` are groups of findings before a reviewer put any together, ``sayings`` the carriers of
    each utterance; ``namings`` are whom each report names, ``sides`` has the names in full.
    """

    entries: Entries
    told: Found
    found: Found
    meetings: Sequence[Sequence[MeetingFinding]]
    sayings: Sequence[Sequence[Saying]]
    namings: Mapping[str, Sequence[Named]]
    sides: Sides


def fold(found: Found, decisions: Decisions = NOTHING) -> Entries:
    """Everything that ``found`` amounts to, as people decided about it.

    Reports that were superseded or taken back are named, and do not count otherwise.
    Meetings come in the order of their first words, positions by side and issue, changes in the
    order of the words that made them.
    """
    return folded(found, decisions).entries


def folded(found: Found, decisions: Decisions = NOTHING) -> Folded:
    """The same with what was found on the way."""
    out = standings(found.carriers)
    counting = counted(found)
    holders = officeholders(counting.carriers)
    told = renamed(decided(counting, decisions), holders)
    found, sides = complete(told, decisions.aliases)
    findings = {f.id: f for f in found.meetings if f.assertions}  # no words, no entry
    names = anchored(
        "m",
        ((f.id, f.report, f.start) for f in findings.values()),
        {f.id: f.called for f in findings.values()},
    )
    groups = clustered(findings.values(), decisions.apart)
    whole = merged(groups, decisions.together)
    homes = {f.id: names[group[0].id] for group in whole for f in group}
    lives = [life_of(group, names, homes) for group in whole]
    positions = stands(found.positions)
    changes = [c for _, made in lives for c in made]
    changes += [c for position in positions for c in position_changes(position)]
    changes = list({c.id: c for c in changes}.values())  # two pairs of voices may differ in the same words
    sayings = said(found.sayings)
    meetings = tuple(meeting for meeting, _ in lives)
    namings = _namings(told, holders, sides)
    entries = Entries(
        meetings=meetings,
        positions=positions,
        changes=tuple(sorted(changes, key=change_place)),
        utterances=named(sayings),
        standings=tuple(out[report] for report in sorted(out)),
        actors=actors(namings, meetings, positions, decisions.aliases),
    )
    return Folded(trace(entries, found, sides), told, found, groups, sayings, namings, sides)


def _namings(told: Found, holders: Renamed, sides: Sides) -> dict[str, list[Named]]:
    """Whom each report names."""
    parts = told.of_reports()
    days = {c.id: c.day.isoformat() if c.day else "" for c in told.carriers}
    return {
        c.id: namings_of(c.id, c.actors, holders, parts[c.id], sides, day=days[c.id])
        for c in {c.id: c for c in told.carriers}.values()
    }


def _order(passage: Passage) -> tuple[str, str, int]:
    return Moment.of(passage.published).at, passage.report, passage.start


# Meetings


def life_of(
    group: Sequence[MeetingFinding], names: Mapping[str, str], homes: Mapping[str, str]
) -> tuple[Meeting, list[Change]]:
    """One meeting and what changed in its life; ``group`` is in order of publication.

    ``names`` are the ids that findings would give a meeting, ``homes`` the meetings of those that are
    linked with the group's.
    """
    links, linked_from = links_of(group, homes, names[group[0].id])
    meeting = Meeting(
        id=names[group[0].id],
        label=_commonest((f.label for f in group), ""),
        participants=_participants(group),
        kind=_commonest((f.kind for f in group), MeetingKind.MEETING),
        format=_commonest((f.format for f in group), Format.UNKNOWN),
        status=Status.UNCLEAR,
        history=tuple(sorted((a for f in group for a in f.assertions), key=lambda a: _order(a.passage))),
        findings=tuple(f.id for f in group),
        merged_from=tuple(names[f.id] for f in group[1:]),
        place=_commonest((f.place for f in group), None),
        links=links,
        linked_from=linked_from,
    )
    sides = tuple(dict.fromkeys(p.side or p.name for p in meeting.participants))
    when: When | None = None
    status: Status | None = None
    claims: dict[Claim, DatedAssertion] = {}
    newest: _Newest = {}
    changes: list[Change] = []
    stages: list[Stage] = []
    for finding in group:  # one report tells of it once, so it makes at most one change of status
        _hear(newest, finding)
        claims = dict(newest.values())
        now, date = life.fold(claims, sides), _date(when, finding)
        if now is not status:
            stages.append(Stage(now, _telling(claims, sides, now, finding)))
            changes.append(status_change(meeting, status, stages[-1], names))
        if when is not None and date != when:
            changes.append(date_change(meeting, finding, when, date, names))
        status, when = now, date
    voices = _voices(claims, sides) if status is Status.CONTESTED else ()
    whole = replace(meeting, status=status or Status.UNCLEAR, when=when, voices=voices, stages=tuple(stages))
    return whole, changes


_Newest = dict[tuple[Status, str | None, str | None], tuple[Claim, DatedAssertion]]


def _hear(newest: _Newest, finding: MeetingFinding) -> None:
    """Take in the claims of ``finding``, of each source and side the newest with each status.

    Whatever an older one supersedes, the newest does too, and it supersedes the older one itself:
    so the status is the same as of all claims, and the cost grows with the sources, not the reports.
    """
    for assertion, side in zip(finding.assertions, finding.sides, strict=True):
        claim = _claim(assertion, side)
        place = claim.status, claim.by[-1] if claim.by else None, side
        known = newest.get(place)
        if known is None or _last_day(known[0]) <= _last_day(claim):
            newest[place] = claim, assertion


def _last_day(claim: Claim) -> dt.date:
    last = claim.said_when.last if claim.said_when else None
    return last or dt.date.max


def _claim(assertion: DatedAssertion, side: str | None) -> Claim:
    said = assertion.said_when or assertion.passage.published
    return Claim(assertion.status, assertion.by, said, side)


def _voices(claims: dict[Claim, DatedAssertion], sides: tuple[str, ...]) -> tuple[Voice, ...]:
    """The two that cannot both be right, the assertion first."""
    pair = life.rivals(life.standing(claims, sides), sides) or ()
    return tuple(Voice(claims[c].voice, c.status, claims[c].passage) for c in pair)


def _date(known: When | None, finding: MeetingFinding) -> When | None:
    """The date after one more finding: the newest word, unless it only says the same less finely."""
    told = finding.when
    if known is not None and not finding.tells_date:
        return known
    if told is None or told.first is None or told.last is None:
        return known
    if known is None or known.first is None or known.last is None:
        return told
    coarser = told.first <= known.first and known.last <= told.last
    return known if coarser else told


def _telling(
    claims: dict[Claim, DatedAssertion], sides: tuple[str, ...], status: Status, finding: MeetingFinding
) -> DatedAssertion:
    """The claim that gives the status: of those that stand, one of ``finding`` before the older ones."""
    standing = life.standing(claims, sides)
    pair = (life.rivals(standing, sides) or ()) if status is Status.CONTESTED else ()
    telling = [claims[c] for c in pair or standing if pair or c.status is status]
    here = [a for a in telling if a.finding == finding.id]
    return max(here or telling or finding.assertions, key=lambda a: _order(a.passage))


def _participants(group: Iterable[MeetingFinding]) -> tuple[Participant, ...]:
    """Everybody who takes part, once; a side that comes in person is not listed beside its person."""
    everybody: dict[tuple[str, ...], Participant] = {}
    for finding in group:
        for one in finding.participants:
            known = everybody.setdefault(tokens(one.name), one)
            if known.side is None and one.side is not None:
                everybody[tokens(one.name)] = one
    present = {p.side for p in everybody.values() if p.side and p.side != p.name}
    return tuple(p for p in everybody.values() if p.name not in present)


def _commonest(values: Iterable[T], without: T) -> T:
    """The value given most often, of equals the one given first; ``without`` only when there is no other."""
    counts = Counter(v for v in values if v != without)
    return counts.most_common(1)[0][0] if counts else without
