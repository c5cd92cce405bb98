"""Quoted words are never cut: what an attribution says is made whole against the quotations it touches.

A content is only ever widened to the marks; what is taken away is what can be nobody's words: what a cue
inside a quotation reached out of it for, and the half of a quotation that another attribution has whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.attribution.speech import is_speech
from dateline.model.text import Span

__all__ = ["cut", "leave", "merge", "share", "stands_inside", "whole"]


def merge(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The ranges in order, those made one that overlap or have only blanks between them on a line."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not text[merged[-1].end : span.start].strip(" "):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def cut(text: str, spans: Iterable[Span], hole: Span) -> tuple[Span, ...]:
    """The ranges without ``hole``; what is left of one and holds no letter or digit goes, too."""
    pieces: list[Span] = []
    for span in spans:
        if not span.overlaps(hole):
            pieces.append(span)
            continue
        for start, end in ((span.start, hole.start), (hole.end, span.end)):
            words = text[start:end]
            if any(c.isalnum() for c in words):
                lead = len(words) - len(words.lstrip(" ,"))
                pieces.append(Span(start + lead, start + len(words.rstrip(" ,"))))
    return tuple(pieces)


def stands_inside(text: str, attribution: Attribution, span: Span) -> bool:
    """Whether somebody speaks within the quotation ``span``: the first cue lies there, beside other words."""
    cue = attribution.cue[0] if attribution.cue else None
    if cue is None or not span.holds(cue) or not any(c.isalnum() for c in text[cue.start : cue.end]):
        return False
    return span.end - span.start > cue.end - cue.start + 2


def whole(text: str, attribution: Attribution, near: Sequence[Quotation]) -> Attribution:
    """The attribution with every quotation of ``near`` that its content touches and its cue stands outside.

    ``near`` are the quotations that source, cue or content touch, in text order. A source inside a quotation
    whose cue stands outside is no reason to cut the quotation: it is left to whoever stands beside it.
    """
    attribution = _inside_one(text, attribution, near)
    own = attribution.cue + attribution.source
    parts = list(_after_quotation(text, attribution, near).content)
    for quotation in near:
        span = quotation.span
        if not any(part.overlaps(span) for part in parts) or any(_speaks_in(text, o, span) for o in own):
            continue
        if all(span.holds(part) or not part.overlaps(span) for part in parts) or _crosses(parts, span):
            parts.append(span)
    return replace(_after_quotation(text, attribution, near), content=merge(text, parts))


def _speaks_in(text: str, span: Span, quotation: Span) -> bool:
    """Whether words of ``span``, and not marks alone, stand in the quotation."""
    shared = text[max(span.start, quotation.start) : min(span.end, quotation.end)]
    return any(c.isalnum() for c in shared)


def _after_quotation(text: str, attribution: Attribution, near: Sequence[Quotation]) -> Attribution:
    """Mend ``"...," Name said`` where the parse took the name into the content."""
    if attribution.source or not attribution.cue or not attribution.quotes:
        return attribution
    cue = attribution.cue[0].start
    inside = [q for q in near if q.end <= cue and q.depth == 0 and is_speech(text, q)]
    inside = [q for q in inside if any(c.holds(q.span) for c in attribution.content)]
    if not inside:
        return attribution
    last = inside[-1]
    content = list(attribution.content)
    part = next(c for c in content if c.holds(last.span))
    rest = text[last.end : part.end].strip(" ,")
    if not rest or part.end > cue:
        return attribution
    at = text.index(rest, last.end)
    content[content.index(part)] = Span(part.start, last.end)
    return replace(attribution, source=(Span(at, at + len(rest)),), content=merge(text, content))


def _inside_one(text: str, attribution: Attribution, near: Sequence[Quotation]) -> Attribution:
    """What is said inside a quotation of speech stays inside it: what leaves it is cut off."""
    if not attribution.cue or attribution.looks_back:
        return attribution
    holders = (
        q for q in near if q.depth == 0 and stands_inside(text, attribution, q.span) and is_speech(text, q)
    )
    holder = next(holders, None)
    if holder is None:
        return attribution
    marked = not text[holder.start].isalnum() and holder.end - holder.start > 2
    inner = Span(holder.start + marked, holder.end - (marked and not text[holder.end - 1].isalnum()))
    return replace(
        attribution,
        source=_clip(attribution.source, inner),
        cue=_clip(attribution.cue, inner),
        content=_clip(attribution.content, inner),
    )


def _clip(spans: Iterable[Span], limit: Span) -> tuple[Span, ...]:
    pieces = (Span(max(s.start, limit.start), min(s.end, limit.end)) for s in spans)
    return tuple(piece for piece in pieces if piece.start < piece.end)


def _crosses(parts: Sequence[Span], span: Span) -> bool:
    return any(part.overlaps(span) and not part.holds(span) for part in parts)


def share(text: str, found: list[Attribution], speech: Sequence[Quotation]) -> None:
    """Where one attribution has a quotation whole and another a piece of it, the piece is cut off, in place.

    Somebody inside the quotation, and what looks back at it, keep their piece. Of several pieces and no whole
    the longest is kept, to be made whole.
    """
    contents = Places((part, at) for at, a in enumerate(found) for part in a.content)
    for quotation in speech:
        span = quotation.span
        claims = [at for at in dict.fromkeys(contents.touching(span)) if _claims(text, found[at], span)]
        if len(claims) < 2:
            continue
        most = max(_reach(found[at], span) for at in claims)
        best = next(at for at in claims if _reach(found[at], span) == most)
        body = Span(quotation.start + 2, max(quotation.end - 2, quotation.start + 3))
        for at in claims:
            has = any(part.holds(body) for part in found[at].content)
            if at != best and not has and not found[at].looks_back:
                found[at] = replace(found[at], content=cut(text, found[at].content, span))


def leave(found: list[Attribution], speech: Sequence[Quotation]) -> None:
    """Words outside marks between two halves of a quotation are left to who says nothing but them, in place.

    ``"It is over," she said of the talks, which she was sure would fail. "For me."``: that they would fail is
    what she was sure of, and no part of what she said.
    """
    quoted = Places((q.span, q) for q in speech)
    only = {a.content[0]: at for at, a in enumerate(found) if len(a.content) == 1}
    for at, attribution in enumerate(found):
        if not any(quoted.touching(part) for part in attribution.content):
            continue
        kept = tuple(p for p in attribution.content if quoted.touching(p) or only.get(p, at) == at)
        if kept != attribution.content:
            found[at] = replace(attribution, content=kept)


def _claims(text: str, attribution: Attribution, span: Span) -> bool:
    return not stands_inside(text, attribution, span) and _reach(attribution, span) > 0


def _reach(attribution: Attribution, span: Span) -> int:
    """How many code points of ``span`` the content has."""
    return sum(max(0, min(p.end, span.end) - max(p.start, span.start)) for p in attribution.content)
