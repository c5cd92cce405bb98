"""Who meets: sides and the persons who come for them, and whether two lists can be one encounter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from dateline.ledger.names import tokens
from dateline.model.findings import Participant

__all__ = ["People", "people", "same_people", "same_person", "shared_persons"]

People = Mapping[str, frozenset[str]]
"""Side to the persons who come for it; a side that comes as itself has none."""


@lru_cache(1 << 14)
def people(participants: tuple[Participant, ...]) -> dict[str, frozenset[str]]:
    """Side to the persons who come for it, names as words."""
    found: dict[str, frozenset[str]] = {}
    for participant in participants:
        name = " ".join(tokens(participant.name))
        side = " ".join(tokens(participant.side)) if participant.side else name
        found[side] = found.get(side, frozenset()) | (frozenset({name}) - {side})
    return found


def same_people(ours: People, theirs: Mapping[str, Iterable[str]]) -> bool:
    """Whether one list of sides holds the other, and no side sends two different persons."""
    shared = [side for side in ours if side in theirs]
    if not shared or len(shared) < min(len(ours), len(theirs)):
        return False
    return not any(ours[s] and theirs[s] and not same_person(ours[s], theirs[s]) for s in shared)


def same_person(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether a person of the one is in the other, by the full name or by a part of it."""
    known = [set(name.split()) for name in theirs]
    return any(one <= other or other <= one for one in map(set, map(str.split, ours)) for other in known)


def shared_persons(ours: People, theirs: Mapping[str, Iterable[str]]) -> int:
    """For how many sides the same person comes."""
    return sum(
        bool(ours[s]) and bool(theirs[s]) and same_person(ours[s], theirs[s]) for s in ours if s in theirs
    )
