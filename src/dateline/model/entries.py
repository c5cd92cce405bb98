"""What the ledger derives from many reports: meetings, positions and changes.

Entries are never stored as facts: they are a pure function of the findings. Each carries its passages
(report, offsets, quote), so every answer opens at the words it rests on. ``as_dict`` gives plain
values whose first columns are flat: a row of a table is the same object as the JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.model.actors import KnownActor
from dateline.model.contract import iso, participant_as_dict
from dateline.model.findings import Format, Issue, MeetingKind, Participant, Stance, Status
from dateline.model.lineage import Derivation, Origin, Standing, Utterance, basis
from dateline.model.links import DatedLink, Link
from dateline.model.notebook import meeting_html
from dateline.model.reviewed import Reviewed
from dateline.model.rows import Passage
from dateline.model.stands import Contradiction, Shift
from dateline.model.times import When

__all__ = [
    "Change",
    "ChangeKind",
    "DatedAssertion",
    "DatedPosition",
    "Entries",
    "Meeting",
    "Position",
    "Stage",
    "Voice",
]


@dataclass(frozen=True, slots=True)
class DatedAssertion:
    """One claim about a meeting: what, by whom, when it was said, and the words.

    ``by`` runs outermost first without the outlet of the passage; empty: the outlet's own voice.
    ``finding`` is the ledger-wide id of the meeting in its report (``<report id>.m1``); ``when``
    is the date of the meeting that this claim gives, ``links`` the meetings beside which it puts it.
    """

    finding: str
    status: Status
    passage: Passage
    by: tuple[str, ...] = ()
    said_when: When | None = None
    when: When | None = None
    links: tuple[DatedLink, ...] = ()

    @property
    def voice(self) -> str | None:
        """Who says so in the end: the innermost of ``by``, else the outlet."""
        return self.by[-1] if self.by else self.passage.outlet

    def as_dict(self) -> dict[str, Any]:
        """One line of a meeting's history."""
        return (
            {"status": self.status.value, "who": self.voice}
            | self.passage.as_dict()
            | {
                "by": list(self.by),
                "said_when": iso(self.said_when),
                "when": iso(self.when),
                "finding": self.finding,
            }
        )


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side of a contested meeting says last."""

    name: str | None
    status: Status
    passage: Passage

    def as_dict(self) -> dict[str, Any]:
        """The voice as plain values."""
        return {"who": self.name, "status": self.status.value} | self.passage.as_dict()


@dataclass(frozen=True, slots=True)
class Stage:
    """One step in a meeting's life: the status that holds from here on, and the claim that brought it.

    ``contested`` is brought by the newer of the two claims that cannot both be true.
    """

    status: Status
    said: DatedAssertion

    def as_dict(self) -> dict[str, Any]:
        """The step as plain values; ``claimed`` is what the words themselves assert."""
        return (
            {"status": self.status.value, "claimed": self.said.status.value, "who": self.said.voice}
            | self.said.passage.as_dict()
            | {"by": list(self.said.by), "said_when": iso(self.said.said_when)}
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """One encounter across all reports, with its life.

    ``status`` is folded from ``history`` (oldest first); ``voices`` holds who contradicts whom and
    is empty unless the status is contested. ``findings`` are the ledger-wide ids that were judged
    to be this meeting, ``stages`` the steps from its first status to the one it has. ``links`` are the
    meetings that it is ahead of, on the sidelines of, or after; ``linked_from`` those that are so to it.
    """

    id: str
    label: str
    participants: tuple[Participant, ...]
    kind: MeetingKind
    format: Format
    status: Status
    history: tuple[DatedAssertion, ...]
    findings: tuple[str, ...]
    place: str | None = None
    when: When | None = None
    voices: tuple[Voice, ...] = ()
    stages: tuple[Stage, ...] = ()
    origins: tuple[Origin, ...] = ()
    merged_from: tuple[str, ...] = ()
    review: Reviewed | None = None
    links: tuple[Link, ...] = ()
    linked_from: tuple[Link, ...] = ()

    def _repr_html_(self) -> str:
        """The meeting in a notebook."""
        return meeting_html(self)

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports it rests on, oldest first."""
        return tuple(dict.fromkeys(f.rpartition(".")[0] for f in self.findings))

    @property
    def last(self) -> DatedAssertion | None:
        """The newest claim that gives the meeting its status, else the newest of all."""
        telling = [a for a in self.history if a.status is self.status] or list(self.history)
        return telling[-1] if telling else None

    def as_dict(self) -> dict[str, Any]:
        """Flat columns (with the words that give it its status) first, then the whole history."""
        last = self.last
        passage = last.passage if last else Passage("", 0, 0, "")
        return (
            {
                "claim": f"{self.label}: {self.status.value}",
                "who": last.voice if last else None,
            }
            | passage.as_dict()
            | {
                "id": self.id,
                "label": self.label,
                "participants": [participant_as_dict(p) for p in self.participants],
                "kind": self.kind.value,
                "format": self.format.value,
                "place": self.place,
                "when": iso(self.when),
                "status": self.status.value,
                "contested": [v.as_dict() for v in self.voices] or None,
                "stages": [s.as_dict() for s in self.stages],
                "history": [a.as_dict() for a in self.history],
                "reports": list(self.reports),
                "basis": basis(self.origins),
                "origins": [o.as_dict() for o in self.origins],
                "merged_from": list(self.merged_from),
                "findings": list(self.findings),
                "review": self.review.as_dict() if self.review else None,
                "links": [link.as_dict() for link in self.links],
                "linked_from": [link.as_dict() for link in self.linked_from],
            }
        )


@dataclass(frozen=True, slots=True)
class DatedPosition:
    """One report's word on a side's position, with its ledger-wide id ``<report id>.p2``."""

    finding: str
    actor: Participant
    stance: Stance
    issue: Issue | str
    issue_text: str
    passage: Passage
    speaker: str | None = None
    addressee: str | None = None
    condition: Passage | None = None
    statement: str | None = None

    @property
    def voice(self) -> str:
        """Who says so: the speaker where the report names one, else the actor."""
        return self.speaker or self.actor.name

    def as_dict(self) -> dict[str, Any]:
        """One line of a position's history."""
        condition = self.condition
        return (
            {"stance": self.stance.value, "who": self.voice}
            | self.passage.as_dict()
            | {
                "actor": participant_as_dict(self.actor),
                "speaker": self.speaker,
                "issue": str(self.issue),
                "issue_text": self.issue_text,
                "addressee": self.addressee,
                "condition": (
                    {"start": condition.start, "end": condition.end, "quote": condition.quote}
                    if condition
                    else None
                ),
                "statement": self.statement,
                "finding": self.finding,
            }
        )


@dataclass(frozen=True, slots=True)
class Position:
    """Where one side stands on one issue; ``stance`` is the newest of ``history`` (oldest first).

    ``shifts`` are where it took another stance, ``contradictions`` where two of its voices disagree.
    """

    id: str
    side: str
    issue: Issue | str
    stance: Stance
    history: tuple[DatedPosition, ...]
    shifts: tuple[Shift, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    origins: tuple[Origin, ...] = ()
    review: Reviewed | None = None

    @property
    def last(self) -> DatedPosition:
        """The newest words."""
        return self.history[-1]

    def as_dict(self) -> dict[str, Any]:
        """Flat columns (with the newest words) first, then the whole history."""
        last = self.last
        return (
            {
                "claim": f"{self.side} {self.stance.value} {last.issue_text}",
                "who": last.voice,
            }
            | last.passage.as_dict()
            | {
                "id": self.id,
                "side": self.side,
                "issue": str(self.issue),
                "stance": self.stance.value,
                "condition": last.condition.quote if last.condition else None,
                "shifts": [s.as_dict() for s in self.shifts],
                "contradictions": [c.as_dict() for c in self.contradictions],
                "history": [p.as_dict() for p in self.history],
                "reports": list(dict.fromkeys(p.passage.report for p in self.history)),
                "basis": basis(self.origins),
                "origins": [o.as_dict() for o in self.origins],
                "review": self.review.as_dict() if self.review else None,
            }
        )


class ChangeKind(StrEnum):
    """What is different."""

    FIRST_APPEARANCE = "first_appearance"
    STATUS = "status"
    DATE = "date"
    POSITION = "position"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a report made different, with the words that did it.

    ``subject`` is the id of the meeting or position and ``label`` names it; ``before`` and
    ``after`` are statuses, ISO dates or stances in words. The id comes from the finding that made
    the change, so a repeated report makes none.
    """

    id: str
    kind: ChangeKind
    subject: str
    label: str
    before: str | None
    after: str | None
    who: str | None
    passage: Passage
    origins: tuple[Origin, ...] = ()

    @property
    def at(self) -> When | None:
        """When the words were published."""
        return self.passage.published

    def as_dict(self) -> dict[str, Any]:
        """The change as plain values."""
        before = f"{self.before} → " if self.before else ""
        return (
            {"claim": f"{self.label}: {before}{self.after}", "who": self.who}
            | self.passage.as_dict()
            | {
                "id": self.id,
                "at": iso(self.at),
                "kind": self.kind.value,
                "subject": self.subject,
                "label": self.label,
                "before": self.before,
                "after": self.after,
                "basis": basis(self.origins),
                "origins": [o.as_dict() for o in self.origins],
            }
        )


@dataclass(frozen=True, slots=True)
class Entries:
    """Everything the fold derives: meetings and changes oldest first, positions by side and issue.

    Utterances come in the order of their first carriers, derivations by report;
    ``standings`` are those of the reports that do not count. Of ``actors`` those come first whom most
    reports name.
    """

    meetings: tuple[Meeting, ...] = ()
    positions: tuple[Position, ...] = ()
    changes: tuple[Change, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    standings: tuple[Standing, ...] = ()
    actors: tuple[KnownActor, ...] = ()

    @property
    def derived(self) -> dict[str, list[Derivation]]:
        """Report to what it is derived from."""
        found: dict[str, list[Derivation]] = {}
        for derivation in self.derivations:
            found.setdefault(derivation.report, []).append(derivation)
        return found

    @property
    def stood(self) -> dict[str, Standing]:
        """Report to why it does not count."""
        return {s.report: s for s in self.standings}

    @property
    def carried(self) -> dict[str, Utterance]:
        """Statement to the utterance that it carries."""
        return {carrier: u for u in self.utterances for carrier in u.carriers}

    def as_dict(self) -> dict[str, Any]:
        """All entries as plain values, in their canonical order."""
        return {
            "meetings": [m.as_dict() for m in self.meetings],
            "positions": [p.as_dict() for p in self.positions],
            "changes": [c.as_dict() for c in self.changes],
            "utterances": [u.as_dict() for u in self.utterances],
            "derivations": [d.as_dict() | {"of": d.report} for d in self.derivations],
            "standings": [s.as_dict() | {"of": s.report} for s in self.standings],
            "actors": [a.as_dict() for a in self.actors],
        }
