"""Who: persons, states, organisations, outlets, offices, and the unnamed who speak for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.model.reviewed import Reviewed
from dateline.model.text import Span

__all__ = ["Actor", "ActorKind", "KnownActor", "RoleHeld", "Spelling"]


class ActorKind(StrEnum):
    """What an actor, a speaker or a hop is."""

    PERSON = "person"
    STATE = "state"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    OFFICE = "office"
    GROUP = "group"
    DOCUMENT = "document"
    UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that one report names, with every mention of it.

    ``side`` is the canonical name of the state or organisation spoken for ("Russia",
    "European Union"); ``role`` is in words ("foreign minister"). ``id`` is unique inside the
    report ("a1"); the ledger links it to other reports.
    """

    id: str
    name: str
    kind: ActorKind
    side: str | None = None
    role: str | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role of somebody and whence it is known.

    ``known_from`` is ``reports`` (then the days are the first and the last on which one names him in it, and
    ``reports`` says how many do) or ``world`` (the tables that ship; the days are those of the office).
    """

    role: str
    side: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None
    reports: int = 0
    known_from: str = "reports"

    def as_dict(self) -> dict[str, Any]:
        """The role as plain values."""
        return {
            "role": self.role,
            "side": self.side,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "reports": self.reports,
            "known_from": self.known_from,
        }


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name under which reports know somebody: in how many, on which days, and why it is his."""

    name: str
    reports: int
    why: str
    first: dt.date | None = None
    last: dt.date | None = None

    def as_dict(self) -> dict[str, Any]:
        """The spelling as plain values."""
        return {
            "name": self.name,
            "reports": self.reports,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Somebody as all reports know him: the name that most of them use, and every other one with its reason.

    ``reports`` is how many reports name him, from ``first`` to ``last`` (days of publication);
    ``statements``, ``meetings`` and ``positions`` count what is his, of a state or organisation also what
    others say and do for it. ``merged_from`` are ids under which one of his names would be known alone;
    ``key`` is the name, as its words, after which he has his id.
    """

    id: str
    name: str
    kind: ActorKind
    side: str | None
    spellings: tuple[Spelling, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    reports: int = 0
    statements: int = 0
    meetings: int = 0
    positions: int = 0
    first: dt.date | None = None
    last: dt.date | None = None
    merged_from: tuple[str, ...] = ()
    review: Reviewed | None = None
    key: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The actor as plain values; a row of a table is the same object as the JSON."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind.value,
            "side": self.side,
            "role": self.role,
            "reports": self.reports,
            "statements": self.statements,
            "meetings": self.meetings,
            "positions": self.positions,
            "first": _iso(self.first),
            "last": _iso(self.last),
            "names": [s.as_dict() for s in self.spellings],
            "roles": [r.as_dict() for r in self.roles],
            "merged_from": list(self.merged_from),
            "review": self.review.as_dict() if self.review else None,
        }

    @property
    def role(self) -> str | None:
        """The role in which the newest reports name him, else the last one that the world's tables know."""
        told = [r for r in self.roles if r.known_from == "reports"] or self.roles
        newest = max(told, key=lambda r: (r.last or dt.date.max, r.reports, r.role), default=None)
        return newest.role if newest else None


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
