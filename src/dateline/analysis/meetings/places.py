"""Which of the places that mentions of one encounter name says most: a city inside its state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dateline.world import Entry, EntryKind, World

__all__ = ["city_of", "finest", "state_of"]


def finest(places: Iterable[str | None]) -> str | None:
    """The first place named, or the first one inside it when it is a state; None of none.

    "Hungary" then "Budapest" gives "Budapest"; a city in another state changes nothing.
    """
    named = [p for p in places if p]
    if not named:
        return None
    first = named[0]
    if _entry(first, EntryKind.STATE) is None:
        return first
    return next((p for p in named if _inside(p, first)), first)


def city_of(noun: Any) -> str | None:
    """The city that ``noun`` names by itself, which may stand for what is to be there; None of a state."""
    if noun.pos_ != "PROPN" or noun.right_edge.i != noun.i:
        return None
    entry = _entry(noun.doc[noun.left_edge.i : noun.i + 1].text, EntryKind.PLACE)
    return entry.name if entry else None


def state_of(place: str) -> str | None:
    """The state that ``place`` is or lies in; None where the world does not know it."""
    state = _entry(place, EntryKind.STATE)
    if state is not None:
        return state.name
    entry = _entry(place, EntryKind.PLACE)
    return entry.side if entry else None


def _inside(place: str, state: str) -> bool:
    entry = _entry(place, EntryKind.PLACE)
    return entry is not None and entry.side == state and place != state


def _entry(place: str, kind: EntryKind) -> Entry | None:
    """What the world knows under the whole of ``place`` as a ``kind``."""
    known = World.default().find(place)
    if len(known) != 1 or (known[0].start, known[0].end) != (0, len(place)):
        return None
    return next((e for e in known[0].entries if e.kind is kind), None)
