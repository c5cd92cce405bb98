"""Entries at a glance: what a list shows of a meeting, a position or a statement, without its whole history.

A meeting of which a thousand reports tell is one line of a list, and that line must not cost a thousand
passages. ``as_dict`` gives plain values; where a whole entry has a list, a glance has how many there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.model.contract import iso
from dateline.model.entries import DatedPosition, Meeting, Position, Voice
from dateline.model.findings import Format, Issue, MeetingKind, Stance, Status
from dateline.model.lineage import basis
from dateline.model.reviewed import Reviewed
from dateline.model.rows import Passage
from dateline.model.times import When

__all__ = ["PASSAGES", "MeetingGlance", "PositionGlance", "StatementGlance"]

PASSAGES = 6
"""The newest passages that a glance at a position holds."""
_NAMED = 12  # origins that the basis names; of more it says how many


@dataclass(frozen=True, slots=True)
class MeetingGlance:
    """One line about a meeting: ``passage`` are the words that give it its status, ``who`` says them.

    ``reports`` and ``origins`` are how many it rests on, ``basis`` the same in words; ``voices`` are those
    of a contested one.
    """

    id: str
    label: str
    kind: MeetingKind
    format: Format
    status: Status
    who: str | None
    passage: Passage
    reports: int
    origins: int
    place: str | None = None
    when: When | None = None
    voices: tuple[Voice, ...] = ()
    basis: str | None = None
    review: Reviewed | None = None

    @classmethod
    def of(cls, meeting: Meeting) -> MeetingGlance:
        """The glance at a whole meeting."""
        last = meeting.last
        return cls(
            id=meeting.id,
            label=meeting.label,
            kind=meeting.kind,
            format=meeting.format,
            status=meeting.status,
            who=last.voice if last else None,
            passage=last.passage if last else Passage("", 0, 0, ""),
            reports=len(meeting.reports),
            origins=len(meeting.origins),
            place=meeting.place,
            when=meeting.when,
            voices=meeting.voices,
            basis=basis(meeting.origins, most=_NAMED),
            review=meeting.review,
        )

    def as_dict(self) -> dict[str, Any]:
        """The line as plain values, with the keys of a whole meeting."""
        return {
            "who": self.who,
            **self.passage.as_dict(),
            "id": self.id,
            "label": self.label,
            "kind": self.kind.value,
            "format": self.format.value,
            "place": self.place,
            "when": iso(self.when),
            "status": self.status.value,
            "contested": [v.as_dict() for v in self.voices] or None,
            "reports": self.reports,
            "basis": self.basis,
            "origins": self.origins,
            "review": self.review.as_dict() if self.review else None,
        }


@dataclass(frozen=True, slots=True)
class PositionGlance:
    """Where a side stands on an issue: the newest passages (oldest first) of ``passages`` altogether.

    ``was`` is the stance before the last shift, ``divided`` whether two of its voices contradict each other.
    """

    id: str
    side: str
    issue: Issue | str
    stance: Stance
    passages: int
    newest: tuple[DatedPosition, ...]
    origins: int
    was: Stance | None = None
    divided: bool = False
    basis: str | None = None
    review: Reviewed | None = None

    @classmethod
    def of(cls, position: Position, passages: int = PASSAGES) -> PositionGlance:
        """The glance at a whole position, with so many of its newest passages."""
        return cls(
            id=position.id,
            side=position.side,
            issue=position.issue,
            stance=position.stance,
            passages=len(position.history),
            newest=position.history[-passages:],
            origins=len(position.origins),
            was=position.shifts[-1].before.stance if position.shifts else None,
            divided=bool(position.contradictions),
            basis=basis(position.origins, most=_NAMED),
            review=position.review,
        )

    @property
    def last(self) -> DatedPosition:
        """The newest words."""
        return self.newest[-1]

    def as_dict(self) -> dict[str, Any]:
        """The glance as plain values, with the keys of a whole position."""
        last = self.last
        return {
            "who": last.voice,
            **last.passage.as_dict(),
            "id": self.id,
            "side": self.side,
            "issue": str(self.issue),
            "stance": self.stance.value,
            "condition": last.condition.quote if last.condition else None,
            "was": self.was.value if self.was else None,
            "divided": self.divided,
            "passages": self.passages,
            "newest": [told.as_dict() for told in self.newest],
            "basis": self.basis,
            "origins": self.origins,
            "review": self.review.as_dict() if self.review else None,
        }


@dataclass(frozen=True, slots=True)
class StatementGlance:
    """What statements are counted and told apart by; ``id`` opens the whole.

    ``issues`` are those on which it takes a position, ``origins`` the names of where it comes from, each
    once; ``published`` is in ISO 8601.
    """

    id: str
    published: str | None
    who: str | None
    side: str | None
    role: str | None
    named: bool
    record: str
    mode: str
    act: str
    outlet: str | None
    issues: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    review: Reviewed | None = None
