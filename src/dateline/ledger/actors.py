"""Actors across reports: who is meant by an office.

The world's tables name whoever held an office when they were made. A report of another year, or of a
minister whom they do not know, says it itself: "Indian Foreign Minister Arvind Kelkar". What reports say by
name outranks what the tables only infer: where a report speaks of "the Indian foreign minister" and the
tables filled in a name that the report never writes, the person whom reports of those months name in that
office is meant (:func:`officeholders`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from dateline.ledger.carriers import Carrier, Naming, Saying
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.names import tokens
from dateline.model.actors import ActorKind
from dateline.model.findings import Participant
from dateline.world import World

__all__ = ["TERM", "Renamed", "nearest", "office_of", "officeholders", "renamed"]

TERM = dt.timedelta(days=270)
"""So far from a report another one still knows who holds an office."""

T = TypeVar("T", MeetingFinding, Saying)
Renamed = Mapping[tuple[str, str], str]
"""Report and a name that its tables filled in, to the name of whom reports know in that office."""


def renamed(found: Found, names: Renamed) -> Found:
    """``found`` with other names for those that its reports never write."""
    if not names:
        return found
    return replace(
        found,
        meetings=tuple(_meeting(m, names) for m in found.meetings),
        positions=tuple(
            replace(
                p,
                actor=_participant(p.actor, p.passage.report, names),
                speaker=names.get((p.passage.report, p.speaker or ""), p.speaker),
            )
            for p in found.positions
        ),
        speakers=tuple(s for s in found.speakers if not _is_inferred(s, names)),
        sayings=tuple(
            replace(s, speaker=names.get((s.report, s.speaker or ""), s.speaker)) for s in found.sayings
        ),
    )


def officeholders(carriers: Iterable[Carrier]) -> Renamed:
    """For each name that a report never writes: who held that office, as the nearest reports have it."""
    known: dict[tuple[str, str], set[tuple[dt.date | None, str]]] = {}
    inferred: list[tuple[Carrier, Naming, tuple[str, str]]] = []
    for carrier in carriers:
        for naming in carrier.actors:
            office = office_of(naming)
            if office is None or naming.kind is not ActorKind.PERSON:
                continue
            if naming.written:
                known.setdefault(office, set()).add((carrier.day, naming.name))
            else:
                inferred.append((carrier, naming, office))
    found: dict[tuple[str, str], str] = {}
    for carrier, naming, office in inferred:
        holder = nearest(known.get(office, ()), carrier.day)
        if holder is not None and holder != naming.name:
            found[carrier.id, naming.name] = holder
    return found


def office_of(naming: Naming) -> tuple[str, str] | None:
    """Side and office, under one name for what amounts to the same (external affairs minister)."""
    if naming.side is None or naming.role is None:
        return None
    role = naming.role.casefold()
    return naming.side, World.default().office(role) or role


def nearest(held: Collection[tuple[dt.date | None, str]], day: dt.date | None) -> str | None:
    """The holder in the reports nearest to ``day``; None where the nearest disagree or are too far.

    ``held`` are the days of reports, each with whom it names in the office.
    """
    if day is None:
        names = {name for _, name in held}
        return names.pop() if len(names) == 1 else None
    apart = [(abs(known - day), name) for known, name in held if known is not None]
    near = sorted((gap, name) for gap, name in apart if gap <= TERM)
    names = {name for gap, name in near if gap == near[0][0]}
    return names.pop() if len(names) == 1 else None


def _meeting(finding: MeetingFinding, names: Renamed) -> MeetingFinding:
    told = tuple(_participant(p, finding.report, names) for p in finding.participants)
    said = tuple(
        replace(a, by=tuple(names.get((finding.report, n), n) for n in a.by)) for a in finding.assertions
    )
    return replace(finding, participants=told, assertions=said)


def _participant(one: Participant, report: str, names: Renamed) -> Participant:
    name = names.get((report, one.name))
    return one if name is None else Participant(name, one.side)


def _is_inferred(speaker: tuple[str, str, str], names: Renamed) -> bool:
    report, name, _ = speaker
    return any(r == report and " ".join(tokens(n)) == name for r, n in names)
