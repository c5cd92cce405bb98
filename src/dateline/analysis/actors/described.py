"""Whom a description means: "the Russian leader", "the spokesperson", "the ministry", "the officials"."""

from __future__ import annotations

import re

from dateline.analysis.actors.offices import SINGLE, holder_on, holds
from dateline.analysis.actors.phrases import Phrase, PhraseKind
from dateline.analysis.actors.salience import Salience, Seen
from dateline.analysis.actors.sightings import published_day
from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span

__all__ = ["Described"]

BEHIND = re.compile(r"\s(?:to|of|for|in|at|from|with|who|familiar|close|briefed)\s")
"""What completes a noun: "an adviser | to the king"."""
LINES_BACK = 2
"""Paragraphs back in which those are looked for whom a plural title means."""


class Described:
    """Looks among those seen so far; everybody is told by the place among the report's actors."""

    def __init__(self, parsed: Parsed, actors: list[Actor], salience: Salience) -> None:
        """Share the reader's ``actors`` and ``salience``; holders whom nobody names are added there."""
        self._parsed, self._actors, self._salience = parsed, actors, salience
        self._on = published_day(parsed.document.published)
        self._names = {actor.name.casefold(): place for place, actor in enumerate(actors)}

    def meant(self, line: Line, phrase: Phrase, span: Span) -> int | None:
        """The one whom the phrase at ``span`` means; None where it is not plain."""
        if phrase.kind is PhraseKind.TITLE:
            holder = self._office_holder(line, phrase, span)
            if holder is not None or not phrase.definite or phrase.possessed:
                return holder
            return self._unnamed_before(span)
        if phrase.kind is PhraseKind.BODY:
            noun = line.doc.text[phrase.head_start : phrase.head_end].split()[-1].casefold()
            seen = self._salience.last(
                span.start, lambda s: noun in self._actors[s.actor].name.casefold().split()
            )
            return seen.actor if seen else None
        seen = self._salience.last(span.start, lambda s: self._same_people(s, phrase))
        return seen.actor if seen else None

    def both(self, phrase: Phrase, span: Span, line: int) -> tuple[int, ...]:
        """The two whom a plural title means: "the presidents" after Doe and Tamsaar, both presidents."""
        found: dict[int, None] = {}
        if phrase.side is not None or phrase.collective or phrase.counted:
            return ()
        for seen in self._salience.before(span.start):
            if line - seen.line > LINES_BACK:
                break
            if holds(self._actors[seen.actor], phrase.meaning, None):
                found.setdefault(seen.actor)
        return tuple(sorted(found)) if len(found) == 2 else ()

    def _unnamed_before(self, span: Span) -> int | None:
        """The unnamed one last spoken of under the same title: "the spokesperson" after "a spokesperson"."""
        noun = self._parsed.text[span.start : span.end].split()[-1].casefold()
        seen = self._salience.last(
            span.start,
            lambda s: (
                self._actors[s.actor].kind is ActorKind.UNNAMED
                and BEHIND.split(self._actors[s.actor].name.casefold())[0].split()[-1:] == [noun]
            ),
        )
        return seen.actor if seen else None

    def _same_people(self, seen: Seen, phrase: Phrase) -> bool:
        actor = self._actors[seen.actor]
        words = actor.name.casefold().split()
        noun = phrase.meaning.split()[-1]
        number = seen.plural == phrase.plural
        return actor.kind is ActorKind.UNNAMED and number and (noun in words or f"{noun}s" in words)

    def _office_holder(self, line: Line, phrase: Phrase, span: Span) -> int | None:
        side = phrase.side or self._possessor_side(line, phrase, span)
        role = phrase.meaning
        if role == "counterpart":
            peer = self._salience.last(span.start, lambda s: self._actors[s.actor].role is not None)
            role = (self._actors[peer.actor].role if peer else None) or role
        if side is None and phrase.possessed:
            return None
        seen = self._salience.last(span.start, lambda s: holds(self._actors[s.actor], role, side))
        if seen is not None:
            return seen.actor
        return self._unnamed_holder(side, role) if side else None

    def _possessor_side(self, line: Line, phrase: Phrase, span: Span) -> str | None:
        """As in "the country's foreign minister": the state mentioned last."""
        words = line.doc.text[phrase.start : phrase.head_start].casefold()
        if not any(w in words for w in ("country's", "country’s", "nation's", "nation’s")):
            return None
        seen = self._salience.last(span.start, lambda s: self._actors[s.actor].kind is ActorKind.STATE)
        return self._actors[seen.actor].name if seen else None

    def _unnamed_holder(self, side: str, role: str) -> int | None:
        """Whoever held the office on the day, else the office itself: actors that the report never names."""
        if role not in SINGLE:
            return None
        held = holder_on(side, role, self._on)
        name, office = held or (f"{role} of {side}", role)
        kind = ActorKind.PERSON if held else ActorKind.OFFICE
        if name.casefold() not in self._names:
            self._names[name.casefold()] = len(self._actors)
            self._actors.append(Actor(f"a{len(self._actors) + 1}", name, kind, side, office))
        return self._names[name.casefold()]
