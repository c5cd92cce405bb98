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

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from dateline.ledger.carriers import Saying, outlet_key
from dateline.ledger.derivation import derivations
from dateline.ledger.found import Found
from dateline.ledger.origins import (
    Roots,
    Voiced,
    voiced_assertion,
    voiced_position,
    voiced_saying,
)
from dateline.ledger.sides import Sides
from dateline.ledger.utterances import utterances
from dateline.model.actors import ActorKind
from dateline.model.entries import Change, DatedPosition, Entries, Meeting, Position
from dateline.model.findings import Status
from dateline.model.lineage import Origin, Utterance
from dateline.model.rows import Passage

__all__ = ["trace"]

Spoken = Mapping[tuple[str, int, int, str], str | None]
"""Finding, range and status of an assertion to the side that it speaks for."""


def trace(entries: Entries, found: Found) -> Entries:
    """``entries`` with the origins of each, and the utterances and derivations of all reports."""
    derived = derivations(found.carriers)
    roots = Roots(found.carriers, derived, Sides(found).full)
    sayings = {s.id: s for s in found.sayings}
    sides: Spoken = {
        (m.id, a.passage.start, a.passage.end, a.status.value): side
        for m in found.meetings
        for a, side in zip(m.assertions, m.sides, strict=True)
    }
    meetings = tuple(_meeting(m, roots, sides) for m in entries.meetings)
    positions = tuple(_position(p, roots, sayings) for p in entries.positions)
    subjects: dict[str, Meeting | Position] = {m.id: m for m in meetings}
    subjects |= {p.id: p for p in positions}
    return replace(
        entries,
        meetings=meetings,
        positions=positions,
        changes=tuple(map(_Changes(subjects, roots, sides, sayings).traced, entries.changes)),
        utterances=tuple(_utterance(u, roots, sayings) for u in utterances(sayings.values())),
        derivations=tuple(d for report in sorted(derived) for d in derived[report]),
    )


def _meeting(meeting: Meeting, roots: Roots, sides: Spoken) -> Meeting:
    """The meeting with the origins of its status: of both sides' claims when it is contested."""
    statuses = {v.status for v in meeting.voices} if meeting.status is Status.CONTESTED else {meeting.status}
    claims = [c for c in _claims(meeting, sides) if c.same in statuses]
    return replace(meeting, origins=roots.origins(claims or _claims(meeting, sides)))


def _claims(meeting: Meeting, sides: Spoken) -> list[Voiced]:
    return [
        voiced_assertion(a, sides.get((a.finding, a.passage.start, a.passage.end, a.status.value)))
        for a in meeting.history
    ]


def _position(position: Position, roots: Roots, sayings: Mapping[str, Saying]) -> Position:
    """The position with the origins of its stance."""
    told = [p for p in position.history if p.stance is position.stance]
    return replace(position, origins=roots.origins(voiced_position(p, _chain(p, sayings)) for p in told))


def _chain(told: DatedPosition, sayings: Mapping[str, Saying]) -> tuple[str, ...]:
    """Through whom a position reaches the report: its statement's chain, else its speaker."""
    saying = sayings.get(told.statement or "")
    if saying is not None and saying.speaker is not None:
        return voiced_saying(saying).by
    return (told.speaker,) if told.speaker else ()


class _Changes:
    """The origins of changes: each claim is looked at once for its entry, not once for each change."""

    def __init__(
        self,
        subjects: Mapping[str, Meeting | Position],
        roots: Roots,
        sides: Spoken,
        sayings: Mapping[str, Saying],
    ) -> None:
        self._subjects = subjects
        self._roots = roots
        self._sides = sides
        self._sayings = sayings
        self._runs: dict[str, dict[Passage, tuple[DatedPosition, ...]]] = {}
        self._known: dict[tuple[str, frozenset[str | None]], tuple[Origin, ...]] = {}

    def traced(self, change: Change) -> Change:
        """The change with the origins of what it says, as they are known now."""
        subject = self._subjects.get(change.subject)
        if isinstance(subject, Meeting):
            return replace(change, origins=self._of_meeting(subject, change))
        if isinstance(subject, Position):
            return replace(change, origins=self._of_position(subject, change))
        return change

    def _of_meeting(self, meeting: Meeting, change: Change) -> tuple[Origin, ...]:
        statuses: frozenset[str | None] = frozenset({change.after})
        if change.after == Status.CONTESTED:
            statuses = frozenset(v.status.value for v in meeting.voices)
        key = meeting.id, statuses
        if key not in self._known:
            same = [c for c in _claims(meeting, self._sides) if c.same in statuses]
            self._known[key] = self._roots.origins(same)
        here = [c for c in _claims(meeting, self._sides) if c.report == change.passage.report]
        return self._known[key] or self._roots.origins(here)

    def _of_position(self, position: Position, change: Change) -> tuple[Origin, ...]:
        """Of the words that made the change and those that bear it out before anything else is said."""
        if position.id not in self._runs:
            self._runs[position.id] = _runs(position)
        told = self._runs[position.id].get(change.passage) or position.history
        return self._roots.origins(voiced_position(p, _chain(p, self._sayings)) for p in told)


def _runs(position: Position) -> dict[Passage, tuple[DatedPosition, ...]]:
    """Of the first words of each unbroken row of one stance, the whole row; of others, themselves."""
    rows = [tuple(row) for _, row in groupby(position.history, key=lambda p: p.stance)]
    alone = {p.passage: (p,) for p in position.history}
    return alone | {row[0].passage: row for row in rows}


def _utterance(utterance: Utterance, roots: Roots, sayings: Mapping[str, Saying]) -> Utterance:
    carriers = [sayings[c] for c in utterance.carriers]
    return replace(utterance, origins=roots.origins(_spoken(carriers)))


def _spoken(carriers: Iterable[Saying]) -> list[Voiced]:
    """The carriers as claims of one speaker: a chain that ends with an outlet leads to the outlet."""
    told = []
    for saying in carriers:
        claim = voiced_saying(saying)
        own = saying.outlet and claim.by and outlet_key(claim.by[-1]) == outlet_key(saying.outlet)
        told.append(replace(claim, by=claim.by[:-1]) if own and saying.kind is ActorKind.OUTLET else claim)
    return told
