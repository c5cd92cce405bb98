"""Whose minister it is when no side is said: "Brazil hopes so. Foreign Minister Paulo Brandt said …".

A report that says "Foreign Minister" and no country means the one it has just let speak, or the one it is
written in. The world tables have a veto: where they know who holds that office on the day, and it is
somebody else, the side stays unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dateline.analysis.actors.sightings import Sighting
from dateline.analysis.parse import Line
from dateline.model.actors import ActorKind
from dateline.model.text import SegmentKind
from dateline.world import Form, World

__all__ = ["THEIR", "HomeSides"]

NATIONAL = frozenset(
    [
        "president",
        "vice president",
        "prime minister",
        "deputy prime minister",
        "chancellor",
        "foreign minister",
        "deputy foreign minister",
        "defence minister",
        "finance minister",
        "interior minister",
        "spokesperson",
        "presidential spokesperson",
        "government spokesperson",
        "presidential aide",
    ]
)
VOICED = frozenset(
    [
        "accept",
        "accuse",
        "agree",
        "announce",
        "ask",
        "be",
        "call",
        "confirm",
        "demand",
        "deny",
        "expect",
        "hop",  # as the small model has it of "hopes"
        "hope",
        "insist",
        "offer",
        "propose",
        "refuse",
        "reject",
        "say",
        "stress",
        "suggest",
        "tell",
        "urge",
        "want",
        "warn",
        "welcome",
    ]
)
"""What a state does in words; who shells a town is not the one whose minister is asked about it."""
OWN = re.compile(r"\b(?:its|the country['’]s|the nation['’]s)(?: [\w-]+){1,5},? ?$")
THEIR = re.compile(r"\b(?:his|her)(?: [\w-]+){1,5},? ?$", re.IGNORECASE)
"""Whose, coreference decides later."""
SPEAK_FOR_STATES = (ActorKind.STATE, ActorKind.OFFICE)
PLURAL = re.compile(r"(?:ministers|presidents|chancellors|spokes\w+s|aides)\b[^.;]*$", re.IGNORECASE)
WINDOW = 60


class HomeSides:
    """Goes through a report's lines in order and remembers which state spoke last."""

    def __init__(self, on: dt.date | None) -> None:
        """Veto by the office-holders of the day ``on``."""
        self._on = on
        self._home: str | None = None
        self._last: tuple[int, str] | None = None
        self._line = 0

    def read(self, line: Line, sightings: Sequence[Sighting]) -> list[Sighting]:
        """The sightings of the next line, strangers in national offices with the side they are of."""
        self._line += 1
        if line.segment.kind is SegmentKind.DATELINE:
            self._home = _capital(line) or self._home
        given = []
        for sighting in sorted(sightings, key=lambda s: s.span):
            if sighting.kind in SPEAK_FOR_STATES and sighting.side and _voiced(line, sighting):
                self._last = (self._line, sighting.side)
            given.append(self._sided(line, sighting) if _wants_side(sighting) else sighting)
        return given

    def _sided(self, line: Line, sighting: Sighting) -> Sighting:
        start = sighting.span.start - line.start
        if PLURAL.search(line.doc.text[max(0, start - WINDOW) : start]):
            return sighting
        if OWN.search(line.doc.text[max(0, start - WINDOW) : start]):
            return replace(sighting, side=self._recent())
        if THEIR.search(line.doc.text[max(0, start - WINDOW) : start]):
            return sighting
        side = self._recent() or self._home
        holder = World.default().holder(side, sighting.role or "", self._on) if side else None
        return sighting if holder is not None and holder != sighting.name else replace(sighting, side=side)

    def _recent(self) -> str | None:
        """The state that spoke last, in this line or the one before."""
        return self._last[1] if self._last and self._line - self._last[0] <= 1 else None


def _wants_side(sighting: Sighting) -> bool:
    person = sighting.kind is ActorKind.PERSON and not sighting.known
    return person and sighting.side is None and sighting.role in NATIONAL


def _voiced(line: Line, sighting: Sighting) -> bool:
    """Whether the state is the subject of what it says or wants."""
    start, end = sighting.span.start - line.start, sighting.span.end - line.start
    span = line.doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return False
    token: Any = span.root
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in VOICED


def _capital(line: Line) -> str | None:
    """The state in whose capital the report was written ("LIMA -")."""
    for mention in World.default().find(line.doc.text):
        if mention.form is Form.CAPITAL:
            return mention.entries[0].name
    return World.default().state(re.split(r"[,(–—-]", line.doc.text)[0].strip().title())
