"""Who: persons, states, organisations, outlets, offices, and the unnamed who speak for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

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
    """A role in which reports name somebody, from the first to the last day on which one does."""

    role: str
    side: str | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    def as_dict(self) -> dict[str, Any]:
        """The role as plain values."""
        first, last = (day.isoformat() if day else None for day in (self.first, self.last))
        return {"role": self.role, "side": self.side, "first": first, "last": last}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name under which reports know somebody, and why it is thought to be he."""

    name: str
    reports: tuple[str, ...]
    why: str

    def as_dict(self) -> dict[str, Any]:
        """The spelling as plain values."""
        return {"name": self.name, "reports": list(self.reports), "why": self.why}


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Somebody as all reports know him: the fullest name first, every other name with its reason."""

    id: str
    name: str
    kind: ActorKind
    side: str | None
    roles: tuple[RoleHeld, ...]
    spellings: tuple[Spelling, ...]

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that name him."""
        return tuple(dict.fromkeys(r for s in self.spellings for r in s.reports))

    def as_dict(self) -> dict[str, Any]:
        """The actor as plain values."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind.value,
            "side": self.side,
            "roles": [r.as_dict() for r in self.roles],
            "spellings": [s.as_dict() for s in self.spellings],
            "reports": list(self.reports),
        }
