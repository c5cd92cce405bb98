"""Where entries come from: the derivations of reports, utterances, and the origins of every entry.

The last step of the fold. It is made of blocks that need nothing outside them, so that a store can
keep what they give and fold again only what a new report touches:

- the derivations of one report: :func:`dateline.ledger.derivation.derived_from`, given the few
  earlier reports under its :func:`~dateline.ledger.derivation.keys`;
- the utterances of one speaker: :func:`dateline.ledger.utterances.said_in_block`;
- the origins of one entry: :class:`dateline.ledger.origins.Roots`, given the derivations of the
  reports that the entry rests on and of those that they are derived from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from dateline.ledger.carriers import Saying, outlet_key
from dateline.ledger.derivation import derivations
from dateline.ledger.found import Found, MeetingFinding
from dateline.ledger.origins import (
    Roots,
    Voiced,
    voiced_assertion,
    voiced_position,
    voiced_saying,
)
from dateline.ledger.sides import Sides
from dateline.model.actors import ActorKind
from dateline.model.entries import Change, DatedPosition, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.lineage import Origin, Utterance
from dateline.model.rows import Passage

__all__ = [
    "Spoken",
    "chain",
    "change_of_meeting",
    "change_of_position",
    "spoken_sides",
    "trace",
    "traced_meeting",
    "traced_position",
    "traced_utterance",
]

Spoken = Mapping[tuple[str, int, int, str], str | None]
"""Finding, range and status of an assertion to the side that it speaks for."""


def trace(entries: Entries, found: Found, sides: Sides) -> Entries:
    """``entries`` with the origins of each, and the derivations of all reports."""
    derived = derivations(found.carriers)
    carriers = {c.id: c for c in found.carriers}
    outlets = {outlet_key(c.outlet) for c in found.carriers if c.outlet}
    roots = Roots(carriers, derived, outlets, sides.full)
    sayings = {s.id: s for s in found.sayings}
    spoken = spoken_sides(found.meetings)
    chains = {p.finding: chain(p, sayings) for p in found.positions}
    meetings = tuple(traced_meeting(m, roots, spoken) for m in entries.meetings)
    positions = tuple(traced_position(p, roots, chains) for p in entries.positions)
    tracers: dict[str, Callable[[Change], Change]] = {
        m.id: change_of_meeting(m, roots, spoken) for m in meetings
    }
    tracers |= {p.id: change_of_position(p, roots, chains) for p in positions}
    return replace(
        entries,
        meetings=meetings,
        positions=positions,
        changes=tuple(tracers[c.subject](c) for c in entries.changes),
        utterances=tuple(
            traced_utterance(u, roots, [sayings[c] for c in u.carriers]) for u in entries.utterances
        ),
        derivations=tuple(d for report in sorted(derived) for d in derived[report]),
    )


def spoken_sides(findings: Iterable[MeetingFinding]) -> Spoken:
    """The side that each claim of ``findings`` speaks for."""
    return {
        (m.id, a.passage.start, a.passage.end, a.status.value): side
        for m in findings
        for a, side in zip(m.assertions, m.sides, strict=True)
    }


def traced_meeting(meeting: Meeting, roots: Roots, sides: Spoken) -> Meeting:
    """The meeting with the origins of its status: of both sides' claims when it is contested."""
    statuses = {v.status for v in meeting.voices} if meeting.status is Status.CONTESTED else {meeting.status}
    told = _claims(meeting, sides)
    return replace(meeting, origins=roots.origins([c for c in told if c.same in statuses] or told))


def _claims(meeting: Meeting, sides: Spoken) -> list[Voiced]:
    return [
        voiced_assertion(a, sides.get((a.finding, a.passage.start, a.passage.end, a.status.value)))
        for a in meeting.history
    ]


def traced_position(position: Position, roots: Roots, chains: Mapping[str, tuple[str, ...]]) -> Position:
    """The position with the origins of its stance; ``chains`` are those of its findings."""
    told = [p for p in position.history if p.stance is position.stance]
    return replace(position, origins=roots.origins(voiced_position(p, chains[p.finding]) for p in told))


def chain(told: DatedPosition, sayings: Mapping[str, Saying]) -> tuple[str, ...]:
    """Through whom a position reaches the report: its statement's chain, else its speaker."""
    saying = sayings.get(told.statement or "")
    if saying is not None and saying.speaker is not None:
        return voiced_saying(saying).by
    return (told.speaker,) if told.speaker else ()


def change_of_meeting(meeting: Meeting, roots: Roots, sides: Spoken) -> Callable[[Change], Change]:
    """What gives a change of ``meeting`` its origins, as they are known now."""
    claims = _claims(meeting, sides)
    known: dict[frozenset[str | None], tuple[Origin, ...]] = {}

    def traced(change: Change) -> Change:
        statuses: frozenset[str | None] = frozenset({change.after})
        if change.after == Status.CONTESTED:
            statuses = frozenset(v.status.value for v in meeting.voices)
        if statuses not in known:
            known[statuses] = roots.origins(c for c in claims if c.same in statuses)
        here = (c for c in claims if c.report == change.passage.report)
        return replace(change, origins=known[statuses] or roots.origins(here))

    return traced


def change_of_position(
    position: Position, roots: Roots, chains: Mapping[str, tuple[str, ...]]
) -> Callable[[Change], Change]:
    """What gives a change of ``position`` its origins.

    They are those of the words that made it and of those that bear it out before anything else is said.
    """
    rows = _runs(position)

    def traced(change: Change) -> Change:
        told = rows.get(change.passage) or position.history
        origins = roots.origins(voiced_position(p, chains[p.finding]) for p in told)
        return replace(change, origins=origins)

    return traced


def _runs(position: Position) -> dict[Passage, tuple[DatedPosition, ...]]:
    """Of the first words of each unbroken row of one stance, the whole row; of others, themselves."""
    rows = [tuple(row) for _, row in groupby(position.history, key=lambda p: p.stance)]
    alone = {p.passage: (p,) for p in position.history}
    return alone | {row[0].passage: row for row in rows}


def traced_utterance(utterance: Utterance, roots: Roots, carriers: Iterable[Saying]) -> Utterance:
    """The utterance with the origins of what its ``carriers`` say."""
    return replace(utterance, origins=roots.origins(_spoken(carriers)))


def _spoken(carriers: Iterable[Saying]) -> list[Voiced]:
    """The carriers as claims of one speaker: a chain that ends with an outlet leads to the outlet."""
    told = []
    for saying in carriers:
        claim = voiced_saying(saying)
        own = saying.outlet and claim.by and outlet_key(claim.by[-1]) == outlet_key(saying.outlet)
        told.append(replace(claim, by=claim.by[:-1]) if own and saying.kind is ActorKind.OUTLET else claim)
    return told
