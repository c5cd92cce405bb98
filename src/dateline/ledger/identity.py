"""Which findings of many reports are one meeting: a pure clustering that can be explained and corrected.

Findings are taken in order of publication. Each joins the meeting that it is most alike
(:mod:`dateline.ledger.likeness`), or opens a new one. Only meetings under one of its :func:`keys` are asked:
those that share two sides with it (or one, where only one is known) and were in the news within the
last months, so the cost of a report does not grow with the ledger.

:func:`join` is the step for one finding. Findings that are newer than all others can be appended by it
alone; an older one that comes late asks for the block to be folded again from its time on, which
:func:`cluster` does: the order of arrival plays no part.

A reviewer's judgements come last and win: findings that are ``apart`` never join, and meetings that
hold findings that are ``together`` are one. They are pairs of findings, so they outlive every new
clustering, and taking one away takes back what it did.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from dateline.ledger.found import MeetingFinding
from dateline.ledger.likeness import ENOUGH, Known, likeness
from dateline.ledger.people import people
from dateline.ledger.recent import Recent

__all__ = [
    "AMONG",
    "LATEST",
    "Pair",
    "barred",
    "cluster",
    "clustered",
    "join",
    "joined",
    "keys",
    "merged",
    "reaches",
]

G = TypeVar("G", int, str)
Pair = tuple[str, str]
"""Two findings by their ledger-wide ids (``<report>.m1``), of which a reviewer has judged."""

LATEST = 32
"""Meetings under one key that are asked: those that were in the news last."""
AMONG = 1024
"""Findings under one key among which these are looked for."""

_REACH = dt.timedelta(days=250)  # farther back no rule of likeness reaches


def cluster(
    findings: Iterable[MeetingFinding],
    together: Collection[Pair] = frozenset(),
    apart: Collection[Pair] = frozenset(),
) -> tuple[tuple[MeetingFinding, ...], ...]:
    """The findings of each meeting, in order of publication; meetings by their first finding."""
    return merged(clustered(findings, apart), together)


def clustered(
    findings: Iterable[MeetingFinding], apart: Collection[Pair] = frozenset()
) -> list[list[MeetingFinding]]:
    """The findings of each meeting before a reviewer put any together."""
    meetings: list[Known] = []
    index: Recent[str] = Recent(AMONG)
    kept_apart = barred(apart)
    for finding in sorted(findings, key=lambda f: f.order):
        kept, asked = keys(finding)
        nearby = sorted({n for key in asked for n in _reached(index.last(key, LATEST), meetings, finding)})
        chosen = join(finding, [meetings[n] for n in nearby], kept_apart.get(finding.id, frozenset()))
        number = nearby[chosen] if chosen is not None else len(meetings)
        if chosen is None:
            meetings.append(Known())
        meetings[number].take(finding)
        for key in kept:
            index.name(key, number)
    return [m.findings for m in meetings]


def keys(finding: MeetingFinding) -> tuple[frozenset[str], frozenset[str]]:
    """Where a finding is kept, and where its like are looked for: under pairs of sides, or one name."""
    ours = people(finding.participants)
    names = set(ours) | {person for persons in ours.values() for person in persons}
    anywhere, alone = ({f"{word} {name}" for name in names} for word in ("any", "alone"))
    if len(ours) < 2:
        return frozenset(anywhere | alone), frozenset(anywhere)
    pairs = {f"pair {one} / {other}" for one, other in combinations(sorted(ours), 2)}
    return frozenset(anywhere | pairs), frozenset(alone | pairs)


def join(finding: MeetingFinding, meetings: Sequence[Known], apart: Collection[str] = ()) -> int | None:
    """The number of the meeting that ``finding`` is about, of those that share a key; None for a new one.

    ``apart`` are findings that a reviewer has judged to be of other meetings.
    """
    fits = [
        (likeness(finding, m), not m.over, -len(set(m.people) - set(people(finding.participants))), n)
        for n, m in enumerate(meetings)
        if not apart or not any(known.id in apart for known in m.findings)
    ]
    best = max(fits, default=(0, False, 0, 0))
    return best[-1] if best[0] >= ENOUGH else None


def _reached(numbers: Sequence[int], meetings: Sequence[Known], finding: MeetingFinding) -> list[int]:
    return [n for n in numbers if reaches(meetings[n], finding)]


def reaches(meeting: Known, finding: MeetingFinding) -> bool:
    """Whether ``meeting`` was in the news not too long before ``finding``, or is to come."""
    day = finding.published.last if finding.published else None
    if day is None:
        return True
    last = meeting.when.last if meeting.when and meeting.when.last else meeting.seen
    newest = max(filter(None, (last, meeting.seen)), default=None)
    return newest is None or newest + _REACH >= day


def barred(apart: Collection[Pair]) -> dict[str, frozenset[str]]:
    """For each finding of ``apart`` those that are of other meetings."""
    found: dict[str, set[str]] = {}
    for one, other in apart:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {name: frozenset(others) for name, others in found.items()}


def merged(
    groups: Sequence[Sequence[MeetingFinding]], together: Collection[Pair]
) -> tuple[tuple[MeetingFinding, ...], ...]:
    """The groups, those that a reviewer has put together as one."""
    into = joined({f.id: n for n, group in enumerate(groups) for f in group}, together)
    merged: dict[int, list[MeetingFinding]] = {}
    for number, group in enumerate(groups):
        merged.setdefault(into.get(number, number), []).extend(group)
    whole = [tuple(sorted(group, key=lambda f: f.order)) for group in merged.values()]
    return tuple(sorted(whole, key=lambda group: group[0].order))


def joined(place: Mapping[str, G], together: Collection[Pair]) -> dict[G, G]:
    """Of the groups that hold findings which are ``together``, to which one each belongs.

    ``place`` is the group of each finding.
    """
    into: dict[G, G] = {}

    def root(group: G) -> G:
        while into.setdefault(group, group) != group:
            group = into[group]
        return group

    for one, other in sorted(together):
        if one in place and other in place:
            into[root(place[other])] = root(place[one])
    return {group: root(group) for group in list(into)}
