"""The turns of a transcript as attributions: the label says them, its colon is the cue.

What others say there is inside a turn or outside all of them; whatever an attributor has reach from one to
another is cut off, since nobody quotes the speaker who comes next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.marks import MARKS
from dateline.analysis.attribution.nesting import hull, without_asides
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.attribution.quoted import cut
from dateline.analysis.parse import Parsed
from dateline.analysis.transcripts import Turn
from dateline.model.text import Span

__all__ = ["kept_apart", "said_in_turns", "with_turns"]


def said_in_turns(parsed: Parsed) -> list[Attribution]:
    """One attribution for each turn, in text order."""
    return [
        Attribution(
            (t.label,), (t.colon,) if t.colon.end > t.colon.start else (), t.words, quotes=True, verbatim=True
        )
        for t in parsed.turns
    ]


def kept_apart(parsed: Parsed, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions without what reaches into a turn, out of it, or from paragraph to paragraph of one.

    Those whose cue is a label or its colon are left out: the turn stands in their place. So are those inside
    a turn that have lost their source or their content.
    """
    turns = parsed.turns
    if not turns:
        return list(found)
    around = Places((turn.whole, turn) for turn in turns)
    kept: list[Attribution] = []
    for attribution in found:
        own = _own(attribution, around)
        kept += (
            _inside(parsed.text, attribution, own)
            if own is not None
            else _outside(parsed.text, attribution, around)
        )
    return kept


def with_turns(
    parsed: Parsed, found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """The attributions with one for each turn, those inside a turn as far as they tell something."""
    turns = parsed.turns
    if not turns:
        return tuple(found)
    around = Places((turn.whole, turn) for turn in turns)
    apart = kept_apart(parsed, found)
    inner = [a for a in apart if _own(a, around) is not None]
    outer = [a for a in apart if _own(a, around) is None]
    return (*outer, *without_asides([*said_in_turns(parsed), *dict.fromkeys(inner)], quotations))


def _own(attribution: Attribution, around: Places[Turn]) -> Turn | None:
    """The turn in which the attribution is made: where its cue stands, else its content."""
    places = attribution.cue or attribution.content or attribution.source
    return next(iter(around.touching(places[0])), None)


def _inside(text: str, attribution: Attribution, turn: Turn) -> Iterator[Attribution]:
    """The attribution within the paragraph of the turn in which its cue stands; nothing without either."""
    if not attribution.cue:
        return
    paragraph = turn.paragraph_at(attribution.cue[0].start)
    if paragraph is None or not paragraph.holds(attribution.cue[0]):
        return
    source = tuple(_unmarked(text, span) for span in _clipped(attribution.source, paragraph))
    content = _clipped(attribution.content, paragraph)
    lost = (attribution.source and not source) or (attribution.content and not content)
    if not lost:
        yield replace(attribution, source=source, cue=_clipped(attribution.cue, paragraph), content=content)


def _outside(text: str, attribution: Attribution, around: Places[Turn]) -> Iterator[Attribution]:
    """The attribution without what it has of turns."""
    touched = [
        turn.whole for span in attribution.source + attribution.content for turn in around.touching(span)
    ]
    source, content = attribution.source, attribution.content
    if touched:
        reach = hull(touched)
        source, content = cut(text, source, reach), cut(text, content, reach)
    if bool(source) == bool(attribution.source) and bool(content) == bool(attribution.content):
        yield replace(attribution, source=source, content=content)


def _unmarked(text: str, span: Span) -> Span:
    """The range without a mark that closes behind it: ``The Courier"`` of ``As "The Courier" wrote``."""
    words = text[span.start : span.end]
    bare = words.rstrip(MARKS + " ")
    return Span(span.start, span.start + len(bare)) if bare and words[0] not in MARKS else span


def _clipped(spans: Iterable[Span], limit: Span) -> tuple[Span, ...]:
    pieces = (Span(max(s.start, limit.start), min(s.end, limit.end)) for s in spans)
    return tuple(piece for piece in pieces if piece.start < piece.end)
