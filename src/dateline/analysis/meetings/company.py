"""Encounters of many where a report names but one: leaders on a call, the summit of an alliance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.analysis.meetings.participants import Party
from dateline.world import World

__all__ = ["among_leaders"]

LEADERS = frozenset(
    {"leader", "ally", "partner", "president", "minister", "counterpart", "head", "ambassador", "chief"}
)


def among_leaders(noun: Any, parties: Sequence[Party]) -> bool:
    """Whether others are there without a name: "a call with world leaders", "the NATO summit"."""
    if any(World.default().members(p.name) for p in parties if not p.person):
        return True
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"with", "of", "between"}]
    others = [g for p in preps for g in p.children if g.dep_ == "pobj"]
    return any(g.tag_ == "NNS" and g.lemma_.lower() in LEADERS for g in others)
