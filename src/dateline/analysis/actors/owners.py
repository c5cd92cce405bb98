"""Whose spokeswoman she is: the side of a person whose title is somebody's ("his spokeswoman, Jane Doe")."""

from __future__ import annotations

from dataclasses import replace

from dateline.analysis.actors.home_sides import THEIR
from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.table import COUNTERPART
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span

__all__ = ["sided_by_owners"]

OWNED_WITHIN = 60
"""Code points between "his" and the name that it belongs to."""


def sided_by_owners(text: str, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The actors, with the side of whoever "his" is in "his spokeswoman, Jane Doe"."""
    index = ActorIndex(actors)
    return tuple(replace(a, side=_owner_side(text, a, index)) if a.role and not a.side else a for a in actors)


def _owner_side(text: str, actor: Actor, index: ActorIndex) -> str | None:
    if actor.kind is not ActorKind.PERSON or actor.role == COUNTERPART:
        return None
    for mention in actor.mentions:
        start = max(0, mention.start - OWNED_WITHIN)
        found = THEIR.search(text[start : mention.start])
        if found is not None:
            at = start + found.start()
            owner = next((o for m, o in index.mentions(Span(at, at + 3)) if m.start == at), None)
            if owner is not None:
                return owner.side
    return None
