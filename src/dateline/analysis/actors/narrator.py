"""Who says "I" where a report prints a speech without quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind

__all__ = ["Narrator", "narrator_of"]

SPEECHES = frozenset({"text", "transcript", "speech", "address", "remarks"})
"""Words of a line that announces a speech: "The full text of the address:"."""


@dataclass(frozen=True, slots=True)
class Narrator:
    """``actor`` speaks from the code point ``start`` to the end of the report."""

    actor: Actor
    start: int


def narrator_of(parsed: Parsed, actors: Iterable[Actor]) -> Narrator | None:
    """The person named last before a line that announces a speech and ends in a colon; else None."""
    for line in parsed.lines:
        if not len(line.doc) or line.doc[-1].text != ":" or not SPEECHES & {t.lower_ for t in line.doc}:
            continue
        end = parsed.span(line.doc[-1]).end
        named = [
            (mention.start, actor)
            for actor in actors
            if actor.kind is ActorKind.PERSON
            for mention in actor.mentions
            if mention.end <= end
        ]
        return Narrator(max(named, key=lambda pair: pair[0])[1], end) if named else None
    return None
