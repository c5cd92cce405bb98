"""Which credits carry which statement: its sentence's, a note of origin's, or its speaker's venue's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.notes import find_notes
from dateline.analysis.chains.retelling import Retelling, is_anonymous
from dateline.analysis.chains.wrappers import Credit, Wrapping, find_credits
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Speaker, Statement
from dateline.model.text import SegmentKind, Span

__all__ = ["Carriers", "sentences_of"]

BESIDE = 2
"""Paragraphs for which an office-holder keeps the venue that he spoke in."""
EDGE = 2
"""Code points between a wrapper at the edge of a content and that edge."""
OPENING = 45
"""Code points before an outlet that opens a content ("According to the X agency, ...")."""
ADJACENT = 35
"""Code points between an outlet and the one that quotes it ("X reported, as quoted by Y")."""
OWN_WORDS = re.compile(r"that\b|[\"“„«‘']", re.IGNORECASE)
"""How a content begins whose every word is the speaker's own."""
BREAK = re.compile(
    r";|,\s+(?:but|while|whereas|though|although|however)\b|,?\s+and\s+(?=(?:[A-Z]|the\s|it\s|an?\s))",
)
"""Where another clause begins, which is carried by others."""
RELATIVE = re.compile(r"\b(?:which|that|who)\s+(?:was|were|has been|have been|had been)\b[^,;]*$")
"""An aside on one thing ("the trip, which was first reported by X, ..."), not on who speaks after it."""
ASIDE = 50
"""Code points of an aside before its outlet."""
PUBLIC = re.compile(
    r"\b(?:told|tells|telling) (?:the )?(?:\w+ )?(?:reporters|journalists|parliament|lawmakers|deputies|"
    r"the media|senators|delegates|supporters|the (?:nation|crowd|council|assembly))\b|"
    r"\b(?:news|press) (?:conference|briefing)|"
    r"\bbriefing\b|\bin (?:a|an|his|her|the) (?:\w+ )?(?:speech|address|statement|letter)\b",
    re.IGNORECASE,
)
"""An occasion of its own: what is said there was not said to the outlet of another paragraph."""


def sentences_of(parsed: Parsed, statement: Statement) -> tuple[Span, ...]:
    """The sentences in which source and cue stand (of a bare content, none)."""
    spans: dict[Span, None] = {}
    for part in (*statement.cue, *statement.source):
        sentence = parsed.sentence_at(part.start)
        if sentence is not None:
            spans[parsed.span(sentence)] = None
    return tuple(spans)


class Carriers:
    """The outlets that carried each statement of one report, from the outside in."""

    def __init__(
        self,
        parsed: Parsed,
        index: ActorIndex,
        statements: Sequence[Statement],
        speakers: Mapping[str, Speaker],
    ) -> None:
        """Find the credits and notes of the report and give each statement its own."""
        self._parsed, self._index = parsed, index
        self._statements, self._speakers = statements, speakers
        self._credits = find_credits(parsed, index)
        self._notes = find_notes(parsed, self._credits)
        self._doubted = frozenset(c for note in self._notes if note.guarded for c in note.credits)
        self._by_id = {s.id: s for s in statements}
        self._own = {s.id: self._around(s) for s in statements}
        told = frozenset(
            c
            for s in statements
            for c in self._own[s.id]
            if c.wrapping is Wrapping.VENUE and is_anonymous(speakers[s.id])
        )
        conveyed = frozenset(
            c
            for s in statements
            for c in self._own[s.id]
            if c.wrapping is Wrapping.RELAY and speakers[s.id].named and not c.subject
        )
        opening = (c for c in self._credits.all if not c.own and c not in self._doubted | conveyed)
        self._retelling = Retelling(parsed, opening, told)
        self._venues = self._venues_by_speaker()

    def own(self, statement: Statement) -> tuple[Credit, ...]:
        """The credits around the statement's content, from the outside in; its publisher's too."""
        return (*self._note(statement), *self._own[statement.id])

    def wire(self, statement: Statement) -> Credit | None:
        """The agency of the dateline before the statement: its dispatch is all of it but the teasers."""
        line = self._parsed.line_at(statement.whole.start)
        if line is None or line.segment.kind is SegmentKind.TEASER:
            return None
        wires = [c for c in self._credits.all if c.wrapping is Wrapping.DATELINE]
        before = [c for c in wires if c.span.start < statement.whole.end]
        return before[-1] if before else next(iter(wires), None) if len(wires) == 1 else None

    def inherited(self, statement: Statement) -> Credit | None:
        """An outlet credited elsewhere: for the same speaker, or for the report."""
        line = self._parsed.line_at(statement.whole.start)
        if line is None or line.segment.kind is SegmentKind.TEASER:
            return None
        speaker = self._speakers[statement.id]
        number = self._parsed.line_index(line)
        venue = self._venue_of(speaker, number) if not self._in_public(statement) else None
        if venue is not None:
            return venue
        alone = speaker.name is None and not statement.source
        return self._retelling.at(number) if alone or is_anonymous(speaker) else None

    def _in_public(self, statement: Statement) -> bool:
        """Whether its sentence tells of an occasion of its own ("told reporters")."""
        return any(
            PUBLIC.search(self._parsed.text[s.start : s.end]) for s in sentences_of(self._parsed, statement)
        )

    def _note(self, statement: Statement) -> tuple[Credit, ...]:
        """The credits of the note of origin behind the statement."""
        if statement.parent is not None:
            return ()
        unnamed = self._speakers[statement.id].kind is ActorKind.UNNAMED
        for note in self._notes:
            if note.covers.holds(statement.whole) and (unnamed or not note.guarded):
                return _ordered(note.credits)
        return ()

    def _around(self, statement: Statement) -> tuple[Credit, ...]:
        parent = self._by_id.get(statement.parent or "")
        found = {
            credit: None
            for sentence in sentences_of(self._parsed, statement)
            for credit in self._credits.within(sentence)
            if credit.wrapping is not Wrapping.DATELINE and credit not in self._doubted
            if not _inside(self._parsed.text, credit, statement) and self._covers(credit, statement)
            if parent is None or parent.says(credit.span)
        }
        return _ordered(tuple(found))

    def _covers(self, credit: Credit, statement: Statement) -> bool:
        """Whether the credit is the statement's, and not another clause's."""
        if any(part.overlaps(credit.span) for part in statement.source):
            return True
        tellers = [
            s
            for s in self._statements
            if s is not statement and any(p.overlaps(credit.span) for p in s.source)
        ]
        if RELATIVE.search(self._parsed.text, max(0, credit.span.start - ASIDE), credit.span.start):
            return False
        if tellers and credit.subject and not credit.closing:
            return any(_overlap(t.content, statement.content) for t in tellers)
        if credit.closing:
            return True
        if (
            credit.subject
            and credit.span.start > statement.whole.start
            and credit.wrapping is Wrapping.CREDIT
        ):
            return False
        return not self._apart(credit, statement) and self._nearest(credit, statement)

    def _apart(self, credit: Credit, statement: Statement) -> bool:
        """Whether another clause begins between the credit and the statement."""
        parts = [*statement.source, *statement.cue, *statement.content]
        here = credit.joint or credit.span
        near = min(parts, key=lambda p: max(p.start - here.end, here.start - p.end, 0))
        start, end = sorted((near, here))
        return BREAK.search(self._parsed.text, start.end, max(start.end, end.start)) is not None

    def _nearest(self, credit: Credit, statement: Statement) -> bool:
        """A venue belongs to the speaker whose cue or source is nearest."""
        if credit.wrapping is not Wrapping.VENUE:
            return True
        name = self._speakers[statement.id].name
        others = [
            s
            for s in self._statements
            if s.parent == statement.parent and s.cue and s.source
            if s.source != statement.source and self._speakers[s.id].name not in (name, None)
        ]
        own = _gap(credit.span, statement)
        return all(own <= _gap(credit.span, other) for other in others)

    def _venues_by_speaker(self) -> dict[str, list[tuple[int, Credit]]]:
        venues: dict[str, list[tuple[int, Credit]]] = {}
        for statement in self._statements:
            name = self._speakers[statement.id].name
            for credit in self.own(statement):
                if name and not credit.own and credit.wrapping in (Wrapping.VENUE, Wrapping.SOURCE):
                    venues.setdefault(name, []).append((credit.line, credit))
        return venues

    def _venue_of(self, speaker: Speaker, line: int) -> Credit | None:
        """Where the same speaker spoke: an interview is reported over more than one paragraph.

        Who holds an office speaks in many places; he keeps the venue for the paragraphs beside only.
        """
        actor = self._index.by_id(speaker.actor) if speaker.actor else None
        reach = BESIDE if actor is not None and actor.role and actor.side else len(self._parsed.lines)
        near = [(n, c) for n, c in self._venues.get(speaker.name or "", ()) if -1 <= line - n <= reach]
        before = [c for n, c in near if n <= line]
        return before[-1] if before else next((c for _, c in near), None)


def _ordered(found: Sequence[Credit]) -> tuple[Credit, ...]:
    """From the outside in: a closing ", X reports" is further out than what stands before it."""
    closing = [c for c in found if c.closing and c.wrapping is Wrapping.CREDIT]
    last = max((c.span for c in closing), default=None)
    others = [c.span for c in found]

    def place(credit: Credit) -> tuple[int, int]:
        if credit.span == last == max(others) and len(found) > 1 and credit.joint is None:
            return (Wrapping.RELAY, -credit.span.start)
        if credit.wrapping is Wrapping.RELAY:
            beside = any(0 <= credit.span.start - o.end <= ADJACENT for o in others)
            outer = beside or not any(o < credit.span for o in others)
            return (Wrapping.RELAY if outer else Wrapping.SOURCE, -credit.span.start)
        return (credit.wrapping, credit.span.start)

    return tuple(sorted(found, key=place))


def _inside(text: str, credit: Credit, statement: Statement) -> bool:
    """Whether the outlet is part of what was said; a wrapper at the edge of a content is not."""
    for part in statement.content:
        if part.holds(credit.span):
            if credit.wrapping not in (Wrapping.RELAY, Wrapping.CREDIT, Wrapping.SOURCE):
                return True
            ends = credit.closing or credit.span.end >= part.end - EDGE
            opens = not credit.subject and credit.span.start - part.start <= OPENING
            return not (ends or (opens and OWN_WORDS.match(text, part.start) is None))
    return False


def _overlap(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a.overlaps(b) for a in one for b in other)


def _gap(span: Span, statement: Statement) -> int:
    parts = statement.cue or statement.source or statement.content
    return min(max(p.start - span.end, span.start - p.end, 0) for p in parts)
