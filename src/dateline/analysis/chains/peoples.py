"""Speakers told by nation or number alone: "the Estonian", "the two leaders"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.offices import LEADERS, holds
from dateline.analysis.actors.phrases import stands_for
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span
from dateline.world import Form, World

__all__ = ["national", "side_of_people", "the_two"]

REACH = 800
"""Code points back to those who are meant."""
TWO = re.compile(r"(?:the\s+two|both|the\s+pair\s+of)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
BEFORE = 40
PAIR = 2


def side_of_people(head: Any) -> str | None:
    """The state of "the Estonian", one of a people; None for other words and for many."""
    article = any(c.dep_ == "det" and c.lower_ in ("the", "a", "an", "another") for c in head.lefts)
    if not article or head.tag_ in ("NNS", "NNPS") or any(c.pos_ == "PROPN" for c in head.lefts):
        return None
    found = World.default().find(head.text)
    exact = next((m for m in found if m.form is Form.DEMONYM and m.end - m.start == len(head.text)), None)
    return stands_for(exact) if exact is not None else None


def national(parsed: Parsed, index: ActorIndex, head: Any, side: str) -> Actor | None:
    """The person of ``side`` who was mentioned last before ``head``."""
    people = (a for _, a in _before(parsed, index, head) if a.kind is ActorKind.PERSON)
    return next((a for a in people if a.side == side), None)


def the_two(parsed: Parsed, index: ActorIndex, head: Any) -> list[Actor]:
    """The two office-holders of "the two leaders", "both ministers"; empty unless two are in reach."""
    at = parsed.span(head)
    if head.tag_ != "NNS" or TWO.search(parsed.text, max(0, at.start - BEFORE), at.start) is None:
        return []
    role = head.lemma_.lower()
    found = {a.id: a for _, a in _before(parsed, index, head) if _has(a, role)}
    return sorted(found.values(), key=lambda a: a.mentions[0]) if len(found) == PAIR else []


def _has(actor: Actor, role: str) -> bool:
    if role == "leader":
        return actor.kind is ActorKind.PERSON and (actor.role or "").casefold() in LEADERS
    return holds(actor, role, None)


def _before(parsed: Parsed, index: ActorIndex, head: Any) -> Iterator[tuple[Span, Actor]]:
    """The mentions before the noun phrase of ``head``, the last one first."""
    start = parsed.span(head.left_edge).start
    near = list(index.mentions(Span(max(0, start - REACH), start))) if start else []
    return ((m, a) for m, a in reversed(near) if m.end <= start)
