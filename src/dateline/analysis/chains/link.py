"""Through whom a statement reached the reader: publishing outlet, agency, speaker.

The fourth step of the analysis: fills the speaker, chain, addressee and time of every statement in
:attr:`Findings.statements`. A chain
runs outermost first: the outlet that publishes (of a teaser, the teaser's own), the statement around this
one, the outlets credited in its sentence, the agency retold
(:mod:`dateline.analysis.chains.retelling`), and the speaker last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.circumstances import addressee, said_when
from dateline.analysis.chains.retelling import Retelling
from dateline.analysis.chains.speakers import as_speaker, speaker_of
from dateline.analysis.chains.wrappers import Credit, Credits, Wrapping, find_credits, own_names
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import NOBODY, Findings, Hop, Speaker, Statement
from dateline.model.text import SegmentKind, Span

__all__ = ["link"]

CITING = (
    "citing",
    "quoting",
    "referring to",
    "with reference to",
    "attributing it to",
    "on the authority of",
)
CITED_WITHIN = 40
"""Code points between "citing" and who is cited ("citing an article by")."""
NEAR = 5
"""Code points between a verb and the outlet behind it ("writes the Courier")."""
BESIDE = 2
"""Paragraphs for which an office-holder keeps the venue that he spoke in."""
DEEPEST = 8
"""Statements inside statements; a deeper nesting is a fault of the parse."""


def link(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the speaker, chain, addressee and time of every statement.

    A statement without a source is the one speaker's of the paragraph before. A speaker who cannot be
    told stays unknown: ``Speaker(kind=UNNAMED, named=False)``, and the chain then ends with the last
    outlet.
    """
    if not findings.statements:
        return findings
    index = ActorIndex(findings.actors)
    found = find_credits(parsed, index)
    statements = findings.statements
    linker = _Linker(parsed, index, found, statements)
    return replace(findings, statements=tuple(linker.linked(s) for s in statements))


class _Linker:
    """The work on one report."""

    def __init__(
        self, parsed: Parsed, index: ActorIndex, found: Credits, statements: Sequence[Statement]
    ) -> None:
        self._parsed, self._index, self._credits = parsed, index, found
        self._statements = statements
        self._own_names = own_names(parsed.document.outlet)
        self._by_id = {s.id: s for s in statements}
        self._speakers: dict[str, Speaker] = {}
        self._cited: dict[str, Credit | None] = {}
        self._own = {s.id: self._own_credits(s) for s in statements}
        for statement in statements:
            self._speaker(statement, 0)
        told = frozenset(
            c
            for s in statements
            for c in self._own[s.id]
            if c.wrapping is Wrapping.VENUE and self._speakers[s.id].kind is ActorKind.UNNAMED
        )
        self._retelling = Retelling(parsed, found.all, told)
        self._venues = self._venues_by_speaker()

    def linked(self, statement: Statement) -> Statement:
        """The statement with everything that this step knows."""
        speaker = self._speakers[statement.id]
        hops = [*self._publisher(statement), *self._wire(statement), *self._carriers(statement, 0)]
        spoken = self._spoken(statement, speaker)
        return replace(
            statement,
            speaker=speaker,
            chain=_collapsed([*hops, *spoken]),
            addressee=addressee(self._parsed, self._index, statement),
            said_when=said_when(self._parsed, statement),
        )

    def _speaker(self, statement: Statement, depth: int) -> Speaker:
        if statement.id in self._speakers:
            return self._speakers[statement.id]
        parent = self._by_id.get(statement.parent or "")
        around = self._speaker(parent, depth + 1) if parent is not None and depth < DEEPEST else None
        if statement.source:
            speaker = speaker_of(self._parsed, self._index, statement.source, around)
            speaker = self._cited_speaker(statement, speaker)
        else:
            speaker = self._beside_cue(statement) or self._neighbour(statement, depth)
        self._speakers[statement.id] = speaker
        return speaker

    def _cited_speaker(self, statement: Statement, speaker: Speaker) -> Speaker:
        """As in "Reuters reported, citing two officials": the officials speak, Reuters carries."""
        if speaker.kind is not ActorKind.OUTLET:
            return speaker
        for sentence in self._sentences(statement):
            low = self._parsed.text[sentence.start : sentence.end].casefold()
            at = next((low.find(w) + len(w) for w in CITING if w in low), None)
            cited = (
                self._first_actor(sentence.start + at, sentence.end, statement) if at is not None else None
            )
            if cited is not None and cited.id != speaker.actor:
                return as_speaker(cited)
        return speaker

    def _first_actor(self, start: int, end: int, statement: Statement) -> Actor | None:
        for span, actor in self._index.mentions(Span(start, end)):
            if span.start >= start and not statement.says(span):
                return actor if span.start - start <= CITED_WITHIN else None
        return None

    def _beside_cue(self, statement: Statement) -> Speaker | None:
        """The outlet right behind a verb whose subject the parse has lost (", writes Informant")."""
        for cue in statement.cue:
            for span, actor in self._index.mentions(Span(cue.end, cue.end + NEAR)):
                if actor.kind is ActorKind.OUTLET and span.start >= cue.end and not statement.says(span):
                    return as_speaker(actor)
        return None

    def _neighbour(self, statement: Statement, depth: int) -> Speaker:
        """The one speaker of the paragraph before; unknown when there are two or none."""
        line = self._parsed.line_at(statement.whole.start)
        if line is None or depth > DEEPEST:
            return NOBODY
        number = self._parsed.line_index(line)
        for back in self._parsed.lines[number - 1 :: -1] if number else ():
            if back.segment.kind is SegmentKind.TEASER:
                continue
            near = [s for s in self._statements if back.span.holds(s.whole) and s.parent is None]
            speakers = {s.name: s for s in (self._speaker(n, depth + 1) for n in near)}
            return next(iter(speakers.values())) if len(speakers) == 1 else NOBODY
        return NOBODY

    def _sentences(self, statement: Statement) -> list[Span]:
        """The sentences in which source and cue stand (of a bare content, none)."""
        spans: dict[Span, None] = {}
        for part in (*statement.cue, *statement.source):
            sentence = self._parsed.sentence_at(part.start)
            if sentence is not None:
                spans[self._parsed.span(sentence)] = None
        return list(spans)

    def _own_credits(self, statement: Statement) -> list[Credit]:
        """The outlets credited in the words around the content, from the outside in."""
        parent = self._by_id.get(statement.parent or "")
        found = {
            credit: None
            for sentence in self._sentences(statement)
            for credit in self._credits.within(sentence)
            if credit.wrapping is not Wrapping.DATELINE
            if not _inside(credit, statement) and self._covers(credit, statement)
            if parent is None or parent.says(credit.span)
        }
        return sorted(found, key=lambda c: (c.wrapping, c.span))

    def _covers(self, credit: Credit, statement: Statement) -> bool:
        """A venue belongs to the statement whose cue or source is nearest."""
        if credit.wrapping is not Wrapping.VENUE:
            return True
        others = [
            s for s in self._statements if s.parent == statement.parent and s.source != statement.source
        ]
        own = _gap(credit.span, statement)
        return all(own <= _gap(credit.span, other) for other in others if other.cue)

    def _publisher(self, statement: Statement) -> list[Hop]:
        line = self._parsed.line_at(statement.whole.start)
        if line is not None and line.segment.kind is SegmentKind.TEASER and line.segment.outlet:
            name = line.segment.outlet
            within = self._index.mentions(line.span)
            span = next((m for m, a in within if a.name == name), None)
            return [Hop(name, ActorKind.OUTLET, True, self._parsed.cite(span) if span else None)]
        outlet = self._parsed.document.outlet
        return [Hop(outlet, ActorKind.OUTLET, named=True)] if outlet else []

    def _wire(self, statement: Statement) -> list[Hop]:
        """The agency of the dateline: the whole report is its dispatch, teasers apart."""
        line = self._parsed.line_at(statement.whole.start)
        if line is None or line.segment.kind is SegmentKind.TEASER:
            return []
        wired = (c for c in self._credits.all if c.wrapping is Wrapping.DATELINE)
        return [self._hop(c) for c in wired if c.span.start < statement.whole.start][:1]

    def _is_publisher(self, speaker: Speaker) -> bool:
        """Whether the report speaks of itself ("writes UNN" in UNN)."""
        return (speaker.name or "").casefold() in self._own_names

    def _carriers(self, statement: Statement, depth: int) -> list[Hop]:
        """The hops between the publisher and the speaker."""
        parent = self._by_id.get(statement.parent or "")
        hops: list[Hop] = []
        if parent is not None and depth < DEEPEST:
            outer = self._speakers[parent.id]
            hops = [*self._carriers(parent, depth + 1), *self._spoken(parent, outer)]
        own = self._own[statement.id]
        if not own and not any(h.kind is ActorKind.OUTLET for h in hops):
            inherited = self._inherited(statement)
            own = [inherited] if inherited else []
        return [*hops, *(self._hop(c) for c in own)]

    def _inherited(self, statement: Statement) -> Credit | None:
        """An outlet credited elsewhere: around the paragraph, for the same speaker, or for the report."""
        line = self._parsed.line_at(statement.whole.start)
        if line is None or line.segment.kind is SegmentKind.TEASER:
            return None
        for credit in self._credits.within(Span(statement.whole.end, line.end)):
            if credit.wrapping is Wrapping.PARAGRAPH:
                return credit
        speaker = self._speakers[statement.id]
        number = self._parsed.line_index(line)
        venue = self._venue_of(speaker, number)
        if venue is not None:
            return venue
        unnamed = speaker.kind is ActorKind.UNNAMED and (speaker.name is not None or not statement.source)
        return self._retelling.at(number) if unnamed else None

    def _venues_by_speaker(self) -> dict[str, list[tuple[int, Credit]]]:
        venues: dict[str, list[tuple[int, Credit]]] = {}
        for statement in self._statements:
            name = self._speakers[statement.id].name
            for credit in self._own[statement.id]:
                if name and credit.wrapping in (Wrapping.VENUE, Wrapping.SOURCE):
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

    def _hop(self, credit: Credit) -> Hop:
        return Hop(credit.name, ActorKind.OUTLET, named=True, evidence=self._parsed.cite(credit.span))

    def _spoken(self, statement: Statement, speaker: Speaker) -> list[Hop]:
        if speaker.name is None or self._is_publisher(speaker):
            return []
        evidence = self._parsed.cite(statement.source[0]) if statement.source else None
        return [Hop(speaker.name, speaker.kind, speaker.named, evidence)]


def _inside(credit: Credit, statement: Statement) -> bool:
    """Whether the outlet is part of what was said; ", according to X" at the end of it is not."""
    for part in statement.content:
        if part.holds(credit.span):
            tail = credit.wrapping in (Wrapping.CREDIT, Wrapping.SOURCE)
            return not tail or credit.span.end < part.end - 2
    return False


def _gap(span: Span, statement: Statement) -> int:
    parts = statement.cue or statement.source or statement.content
    return min(max(p.start - span.end, span.start - p.end, 0) for p in parts)


def _collapsed(hops: Sequence[Hop]) -> tuple[Hop, ...]:
    """The chain without a name that follows itself; what has evidence stays."""
    kept: list[Hop] = []
    for hop in hops:
        earlier = next((n for n, h in enumerate(kept) if h.name.casefold() == hop.name.casefold()), None)
        if earlier is None:
            kept.append(hop)
        elif hop.kind is not ActorKind.OUTLET:
            kept = [*kept[:earlier], *kept[earlier + 1 :], hop]
        elif kept[earlier].evidence is None:
            kept[earlier] = hop
    return tuple(kept)
