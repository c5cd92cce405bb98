"""Actors across reports: who is meant by a surname, by an office, by another spelling.

The world's tables name whoever held an office when they were made. A report of another year, or of a
minister whom they do not know, says it itself: "Indian Foreign Minister Arvind Kelkar". What reports say by
name outranks what the tables only infer: where a report speaks of "the Indian foreign minister" and the
tables filled in a name that the report never writes, the person whom reports of those months name in that
office is meant (:func:`officeholders`).

:func:`actors` gives the ledger's register: each actor with every name under which reports know him, and for
each name the reason why it is he. Nothing is overwritten: the register is derived anew from the findings,
and a reviewer's judgement about two names (``together``, ``apart``) can be taken back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from dateline.ledger.carriers import Carrier, Naming, Saying
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.names import tokens
from dateline.model.actors import ActorKind, KnownActor, RoleHeld, Spelling
from dateline.model.findings import Participant
from dateline.world import World

__all__ = ["TERM", "actors", "by_office", "nearest", "office_of", "officeholders", "renamed"]

TERM = dt.timedelta(days=270)
"""So far from a report another one still knows who holds an office."""

T = TypeVar("T", MeetingFinding, Saying)
Renamed = Mapping[tuple[str, str], str]
"""Report and a name that its tables filled in, to the name of whom reports know in that office."""


def by_office(found: Found) -> Found:
    """``found`` with the people in office whom its reports name, where the tables only inferred one."""
    return renamed(found, officeholders(found.carriers))


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


def actors(
    found: Found,
    together: Collection[tuple[str, str]] = frozenset(),
    apart: Collection[tuple[str, str]] = frozenset(),
) -> tuple[KnownActor, ...]:
    """Everybody whom the reports name, by name; each name of a report is one actor's.

    ``together`` and ``apart`` are pairs of names that a reviewer has judged; both are taken as written.
    """
    named = [(c, n) for c in {c.id: c for c in found.carriers}.values() for n in c.actors if n.written]
    told: dict[str, list[tuple[Carrier, Naming]]] = {}
    for carrier, naming in sorted(named, key=lambda pair: (*pair[0].order, pair[1].name)):
        told.setdefault(" ".join(tokens(naming.name)), []).append((carrier, naming))
    told.pop("", None)
    whole = _whole(told, together, apart)
    groups: dict[str, list[str]] = {}
    for name in sorted(told):
        groups.setdefault(whole[name][0], []).append(name)
    return tuple(_actor(name, names, told, whole) for name, names in sorted(groups.items()))


def _whole(
    told: Mapping[str, list[tuple[Carrier, Naming]]],
    together: Collection[tuple[str, str]],
    apart: Collection[tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """For each name whose it is, and why."""
    judged = {frozenset(" ".join(tokens(n)) for n in pair) for pair in apart}
    full: dict[str, set[str]] = {}
    for name in told:
        for word in name.split() if " " in name else ():
            full.setdefault(word, set()).add(name)
    found = {}
    for name in told:
        whole = {
            w
            for w in full.get(name, ())
            if frozenset((name, w)) not in judged and _agree(told[name], told[w])
        }
        if " " not in name and len(whole) == 1 and told[name][0][1].kind is ActorKind.PERSON:
            found[name] = (min(whole), "a part of the only full name in these reports that has it")
        else:
            found[name] = (name, "the name as written")
    for one, other in sorted(together):
        first, second = sorted(" ".join(tokens(n)) for n in (one, other))
        if first in found and second in found:
            target = found[first][0]
            for name in [n for n in found if found[n][0] == found[second][0]]:
                found[name] = (target, "a reviewer put the two names together")
    return found


def _agree(one: Iterable[tuple[Carrier, Naming]], other: Iterable[tuple[Carrier, Naming]]) -> bool:
    """Whether two names can be one actor: of one kind, and not of two sides."""
    ours, theirs = ({n.side for _, n in told if n.side} for told in (one, other))
    return not ours or not theirs or bool(ours & theirs)


def _actor(
    name: str,
    names: list[str],
    told: Mapping[str, list[tuple[Carrier, Naming]]],
    whole: Mapping[str, tuple[str, str]],
) -> KnownActor:
    everything = [pair for n in names for pair in told[n]]
    own = told[name]
    spellings = tuple(
        Spelling(told[n][0][1].name, tuple(dict.fromkeys(c.id for c, _ in told[n])), whole[n][1])
        for n in sorted(names, key=lambda n: (n != name, n))
    )
    return KnownActor(
        id="a" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12],
        name=Counter(n.name for _, n in own).most_common(1)[0][0],
        kind=Counter(n.kind for _, n in own).most_common(1)[0][0],
        side=next((s for s, _ in Counter(n.side for _, n in everything if n.side).most_common(1)), None),
        roles=tuple(_roles(everything)),
        spellings=spellings,
    )


def _roles(told: Iterable[tuple[Carrier, Naming]]) -> list[RoleHeld]:
    """The roles in which reports name him, each from the first to the last day on which one does."""
    days: dict[tuple[str, str | None], list[dt.date]] = {}
    for carrier, naming in told:
        if naming.role:
            known = days.setdefault((naming.role, naming.side), [])
            known += [carrier.day] if carrier.day else []
    held = [
        RoleHeld(role, side, min(d, default=None), max(d, default=None)) for (role, side), d in days.items()
    ]
    return sorted(held, key=lambda r: (r.first or dt.date.max, r.role, r.side or ""))
