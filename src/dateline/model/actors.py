"""Who: persons, states, organisations, outlets, offices, and the unnamed who speak for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dateline.model.text import Span

__all__ = ["Actor", "ActorKind"]


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
