"""Through whom a statement reached the reader: publishing outlet, agency, speaker.

The fourth step of the analysis: fills the speaker, chain, addressee and time of every statement in
:attr:`Findings.statements`. A chain runs outermost first: the outlet that publishes (of a teaser, the
teaser's own), those that the report's metadata credits, the agency of the dateline, the chain of the
statement around this one and its speaker, the outlets that carried it
(:mod:`dateline.analysis.chains.carriers`), and the speaker last. It is the same whether an attributor gives
the agency's "reported" as a statement of its own, leaves it out, or gives nothing else: who is cited then
speaks (:mod:`dateline.analysis.chains.cited`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.carriers import Carriers, sentences_of
from dateline.analysis.chains.circumstances import circumstances
from dateline.analysis.chains.cited import cited_by, only_cites
from dateline.analysis.chains.details import SpeakerDetails
from dateline.analysis.chains.speakers import as_speaker, speaker_of
from dateline.analysis.chains.threads import Threads
from dateline.analysis.chains.turns import TurnSpeakers
from dateline.analysis.chains.wrappers import Credit, credited_hops, own_names
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import NOBODY, Findings, Hop, Mode, Speaker, Statement
from dateline.model.text import SegmentKind, Span

__all__ = ["link"]

NEAR = 5
"""Code points between a verb and the outlet behind it ("writes the Courier")."""
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
    statements = findings.statements
    linker = _Linker(parsed, ActorIndex(findings.actors), statements)
    linked = (linker.linked(s) for s in statements if not linker.is_hop(s))
    return replace(findings, statements=tuple(linked))


class _Linker:
    """The work on one report."""

    def __init__(self, parsed: Parsed, index: ActorIndex, statements: Sequence[Statement]) -> None:
        self._parsed, self._index, self._statements = parsed, index, statements
        self._own_names = own_names(parsed.document.outlet)
        self._by_id = {s.id: s for s in statements}
        self._threads = Threads(parsed, statements)
        self._details = SpeakerDetails(parsed, index)
        self._turns = TurnSpeakers(parsed, index)
        self._speakers: dict[str, Speaker] = {}
        self._cited: dict[str, Span] = {}
        self._citing: dict[str, Speaker] = {}
        for statement in statements:
            self._speaker(statement, 0)
        self._carriers = Carriers(parsed, index, statements, self._speakers)
        self._credited = credited_hops(parsed.document)

    def is_hop(self, statement: Statement) -> bool:
        """Whether it is only how an outlet names its source; something inside it makes it more."""
        outlet = self._speakers[statement.id].kind is ActorKind.OUTLET or statement.id in self._citing
        return (
            outlet
            and self._turns.of(statement) is None
            and not any(s.parent == statement.id for s in self._statements)
            and only_cites(self._parsed, self._index, statement)
        )

    def linked(self, statement: Statement) -> Statement:
        """The statement with everything that this step knows."""
        speaker = self._speakers[statement.id]
        credited = [] if self._in_teaser(statement) else self._credited
        hops = [*self._publisher(statement), *credited, *self._wire(statement), *self._carried(statement, 0)]
        spoken = self._spoken(statement, speaker)
        told = circumstances(self._parsed, self._index, statement, self._by_id.get(statement.parent or ""))
        speaker = self._details.told(speaker, statement.source)
        return replace(told, speaker=speaker, chain=_collapsed([*hops, *spoken]))

    def _speaker(self, statement: Statement, depth: int) -> Speaker:
        if statement.id in self._speakers:
            return self._speakers[statement.id]
        parent = self._by_id.get(statement.parent or "")
        around = self._speaker(parent, depth + 1) if parent is not None and depth < DEEPEST else None
        turn = self._turns.of(statement)
        if turn is not None:
            speaker = turn
        elif statement.source:
            speaker = speaker_of(self._parsed, self._index, statement.source, around)
            if speaker.name is None:
                speaker = self._in_thread(statement, depth)
            speaker = self._cited_speaker(statement, speaker)
        else:
            beside = self._beside_cue(statement) or self._hearsay(statement)
            # A cue without a source names nobody on purpose ("is expected to"); a quotation goes on.
            bare = not statement.cue or statement.mode is not Mode.INDIRECT
            speaker = beside or (self._neighbour(statement, depth) if bare else NOBODY)
        self._speakers[statement.id] = speaker
        return speaker

    def _in_thread(self, statement: Statement, depth: int) -> Speaker:
        """Whom a pronoun means that coreference left alone: the one who speaks around or spoke last."""
        for other in self._threads.candidates(statement) if depth < DEEPEST else ():
            speaker = self._speaker(other, depth + 1)
            if self._threads.agrees(statement, speaker):
                return speaker
        group = self._threads.gathered(statement)
        return NOBODY if group is None else speaker_of(self._parsed, self._index, (group,))

    def _cited_speaker(self, statement: Statement, speaker: Speaker) -> Speaker:
        """As in "Reuters reported, citing two officials": the officials speak, Reuters carries."""
        if speaker.kind is not ActorKind.OUTLET:
            return speaker
        cited = cited_by(self._parsed, self._index, statement, sentences_of(self._parsed, statement))
        if cited is None or cited[0].name == speaker.name:
            return speaker
        self._cited[statement.id] = cited[1]
        self._citing[statement.id] = speaker
        return cited[0]

    def _beside_cue(self, statement: Statement) -> Speaker | None:
        """The outlet right behind a verb whose subject the parse has lost (", writes Informant")."""
        for cue in statement.cue:
            for span, actor in self._index.mentions(Span(cue.end, cue.end + NEAR)):
                if actor.kind is ActorKind.OUTLET and span.start >= cue.end and not statement.says(span):
                    return as_speaker(actor)
        return None

    def _hearsay(self, statement: Statement) -> Speaker | None:
        """Words that nobody is said to have spoken: "rumours of", "reportedly", "it was claimed that"."""
        tokens = [t for span in statement.cue for t in self._parsed.tokens(span)]
        verbs = [t for t in tokens if t.pos_ in ("VERB", "AUX")]
        noun = next((t.lower_ for t in tokens if t.pos_ == "NOUN"), None)
        if noun is not None and not verbs:
            return Speaker(ActorKind.UNNAMED, named=False, name=noun)
        if any(t.lower_ == "reportedly" for t in tokens):
            return Speaker(ActorKind.UNNAMED, named=False, name="reports")
        passive = len(verbs) > 1 and verbs[-1].tag_ == "VBN" and verbs[0].lemma_ in ("be", "have")
        return NOBODY if passive or (tokens and all(t.pos_ == "ADV" for t in tokens)) else None

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

    def _in_teaser(self, statement: Statement) -> bool:
        segment = self._parsed.document.segment_at(statement.whole.start)
        return segment is not None and segment.kind is SegmentKind.TEASER

    def _publisher(self, statement: Statement) -> list[Hop]:
        line = self._parsed.line_at(statement.whole.start)
        if line is not None and line.segment.kind is SegmentKind.TEASER and line.segment.outlet:
            name = line.segment.outlet
            within = self._index.mentions(line.span)
            span = next((m for m, a in within if a.name == name), None)
            return [Hop(name, ActorKind.OUTLET, True, self._parsed.cite(span) if span else None)]
        outlet = self._parsed.document.outlet
        own = next((c for c in self._carriers.own(statement) if c.own), None)
        evidence = self._parsed.cite(own.span) if own else None
        return [Hop(outlet, ActorKind.OUTLET, named=True, evidence=evidence)] if outlet else []

    def _wire(self, statement: Statement) -> list[Hop]:
        """The agency of the dateline, unless it is the publisher."""
        wire = self._carriers.wire(statement)
        return [] if wire is None or wire.own else [self._hop(wire)]

    def _is_publisher(self, speaker: Speaker) -> bool:
        """Whether the report speaks of itself ("writes UNN" in UNN)."""
        return (speaker.name or "").casefold() in self._own_names

    def _carried(self, statement: Statement, depth: int) -> list[Hop]:
        """The hops between the publisher and the speaker."""
        parent = self._by_id.get(statement.parent or "")
        hops: list[Hop] = []
        if parent is not None and depth < DEEPEST:
            outer = self._speakers[parent.id]
            hops = [*self._carried(parent, depth + 1), *self._spoken(parent, outer)]
        around = self._carriers.own(statement)
        own = [c for c in around if not c.own]
        if not around and not any(h.kind is ActorKind.OUTLET for h in hops):
            inherited = self._carriers.inherited(statement)
            own = [inherited] if inherited else []
        return [*hops, *(self._hop(c) for c in own)]

    def _hop(self, credit: Credit) -> Hop:
        return Hop(credit.name, ActorKind.OUTLET, named=True, evidence=self._parsed.cite(credit.span))

    def _spoken(self, statement: Statement, speaker: Speaker) -> list[Hop]:
        if speaker.name is None or self._is_publisher(speaker):
            return []
        own = next(iter(statement.source), None)
        citing = self._citing.get(statement.id)
        through = [self._voice(citing, own)] if citing and not self._is_publisher(citing) else []
        return [*through, self._voice(speaker, self._cited.get(statement.id, own))]

    def _voice(self, speaker: Speaker, words: Span | None) -> Hop:
        evidence = self._parsed.cite(words) if words else None
        return Hop(speaker.name or "", speaker.kind, speaker.named, evidence)


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
