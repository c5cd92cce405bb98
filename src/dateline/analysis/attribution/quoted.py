"""Quoted words are never cut: what an attribution says is made whole against the quotations it touches.

It mends what a parse of running text gets wrong about marks: a name taken into the quotation, a sentence
glued to the one before, a word inside a quotation that reaches out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.quotations import Quotation, is_speech
from dateline.model.text import Span

__all__ = ["merge", "whole"]


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The ranges in order, those made one that overlap or have only blanks between them on a line."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not text[merged[-1].end : span.start].strip(" "):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def whole(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """The attribution with every quotation that its content touches, unless the cue stands inside it."""
    attribution = _inside_one(attribution, quotations)
    own = attribution.cue + attribution.source
    parts = _unglued(text, attribution, quotations)
    for quotation in quotations:
        span = quotation.span
        if not any(part.overlaps(span) for part in parts) or any(o.overlaps(span) for o in own):
            continue
        if all(span.holds(part) or not part.overlaps(span) for part in parts) or _crosses(parts, span):
            parts.append(span)
    return _after_quotation(text, replace(attribution, content=merge(text, parts)), quotations)


def _unglued(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> list[Span]:
    """The content, which ends at a full stop that a missing blank has glued to the next quotation."""
    parts = list(attribution.content)
    for quotation in quotations:
        if quotation.start == 0 or text[quotation.start - 1] not in ".!?":
            continue
        stop = quotation.start - 1
        for k, part in enumerate(parts):
            after = all(c.end <= part.start for c in attribution.cue)
            if after and part.start < stop < part.end:
                parts[k] = Span(part.start, stop)
    return parts


def _after_quotation(text: str, attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """Mend ``"...," Name said`` where the parse took the name, or the sentence before, into the content."""
    if not attribution.cue or not attribution.quotes:
        return attribution
    cue = attribution.cue[0].start
    inside = [q for q in quotations if q.end <= cue and q.depth == 0 and is_speech(text, q)]
    inside = [q for q in inside if any(c.holds(q.span) for c in attribution.content)]
    if not inside:
        return attribution
    last = inside[-1]
    part = next(c for c in attribution.content if c.holds(last.span))
    source, content = attribution.source, list(attribution.content)
    rest = text[last.end : part.end].strip(" ,")
    if not source and rest and part.end <= cue:
        at = text.index(rest, last.end)
        source = (Span(at, at + len(rest)),)
        content[content.index(part)] = part = Span(part.start, last.end)
    first = inside[0]
    if text[part.start : first.start].rstrip()[-1:] in {":", "."} and part.holds(first.span):
        content[content.index(part)] = Span(first.start, part.end)
    return replace(attribution, source=source, content=merge(text, content))


def _inside_one(attribution: Attribution, quotations: Sequence[Quotation]) -> Attribution:
    """What is said inside a quotation stays inside it: parts of an attribution that leave it are cut off."""
    if not attribution.cue or attribution.looks_back:
        return attribution
    holder = next((q for q in quotations if q.depth == 0 and q.span.holds(attribution.cue[0])), None)
    if holder is None:
        return attribution
    inner = Span(holder.start + 1, holder.end - 1) if holder.end - holder.start > 2 else holder.span
    return replace(
        attribution, source=_cut(attribution.source, inner), content=_cut(attribution.content, inner)
    )


def _cut(spans: Iterable[Span], limit: Span) -> tuple[Span, ...]:
    pieces = (Span(max(s.start, limit.start), min(s.end, limit.end)) for s in spans)
    return tuple(piece for piece in pieces if piece.start < piece.end)


def _crosses(parts: Sequence[Span], span: Span) -> bool:
    return any(part.overlaps(span) and not part.holds(span) for part in parts)
