"""Who holds the office that a description names: by the role a report gives, or by the world tables."""

from __future__ import annotations

import re
from datetime import date

from dateline.model.actors import Actor, ActorKind
from dateline.world import World

__all__ = ["LEADERS", "SINGLE", "holder_on", "holds"]

SPOKES = re.compile(r"spokes(?:wo)?man")
LEADERS = frozenset({"president", "prime minister", "chancellor", "leader", "monarch", "supreme leader"})
FOREIGN = frozenset({"foreign minister", "foreign secretary", "secretary of state"})
"""Names of one office, state by state."""
SINGLE = LEADERS | FOREIGN | {"defence minister"}
"""Offices that one person holds at a time, so that the day tells who is meant."""
HEADS = ("president", "prime minister", "supreme leader")
"""Who "the leader" may be, unless two of them are held by two people."""


def holds(actor: Actor, role: str, side: str | None) -> bool:
    """Whether ``actor`` is a person with that role, on that side where one is told."""
    if actor.kind is not ActorKind.PERSON or (side and actor.side != side) or not actor.role:
        return False
    own = SPOKES.sub("spokesperson", actor.role.casefold())
    if role == "leader" and own in LEADERS:
        return side is not None
    if role == "minister":
        return own.endswith("minister")
    return own == role or (side is not None and own.endswith(role)) or {own, role} <= FOREIGN


def holder_on(side: str, role: str, day: date | None) -> tuple[str, str] | None:
    """The name and office of whoever was ``role`` of ``side`` on ``day``; None when it cannot be told.

    Nor can it for a report without a date: today's minister would be a guess.
    """
    if role not in SINGLE or day is None:
        return None
    world = World.default()
    roles = HEADS if role == "leader" else (role,)
    names = [world.holder(side, r, day) for r in roles]
    name = next((n for n in names if n), None)
    if name is None or (role == "leader" and len({n for n in names if n}) > 1):
        return None
    return name, roles[names.index(name)]
