"""Quotations that are signed: a dash and a name behind the closing mark, or on a line of their own below.

As in letters, testimonials and epigraphs: ``"We will come back." — Jane Doe, Riga``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.quotations import Quotation, Shape, find_quotations
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = ["signed"]

SIGNATURE = re.compile(
    r"\s*(?P<dash>[-‐‑‒–—―]{1,3})\s*(?P<name>[^\W\d_][\w.'’-]*(?:\s+[\w.'’&-]+){0,5}(?:,\s*[^.!?\"“”]{1,60}?)?)[\s.]*$"
)
"""A dash and up to six words, with a place, an age or an office behind a comma; then the line ends."""
SMALL = frozenset({"a", "and", "de", "da", "del", "der", "di", "for", "la", "le", "of", "the", "van", "von"})
"""Words of a name that need no capital."""


def signed(parsed: Parsed) -> Sequence[Attribution]:
    """One attribution for each signed quotation: the name is the source, the dash the cue."""
    quotations, _ = find_quotations(parsed.text, [line.span for line in parsed.lines])
    last = {q.line: q for q in quotations if not q.depth and q.shape is Shape.MARKS}
    return [a for number, quotation in sorted(last.items()) for a in _signed(parsed, number, quotation)]


def _signed(parsed: Parsed, number: int, quotation: Quotation) -> Iterator[Attribution]:
    line = parsed.lines[number]
    tail = Span(quotation.end, line.end)
    if not parsed.text[tail.start : tail.end].strip() and _alone(parsed, line, quotation):
        below = parsed.lines[number + 1 : number + 2]
        tail = below[0].span if below else tail
    found = SIGNATURE.match(parsed.text[tail.start : tail.end])
    if found is None or not _is_name(found["name"]):
        return
    cue, name = (Span(tail.start + found.start(g), tail.start + found.end(g)) for g in ("dash", "name"))
    yield Attribution((name,), (cue,), (quotation.span,), quotes=True)


def _alone(parsed: Parsed, line: Line, quotation: Quotation) -> bool:
    """Whether the quotation is the whole paragraph: only then can the next line sign it."""
    return not parsed.text[line.start : quotation.start].strip()


def _is_name(words: str) -> bool:
    """Whether every word of the part before a comma is capitalised, as names are, and sentences are not."""
    parts = words.split(",", 1)[0].split()
    return all(part[0].isupper() or part.casefold() in SMALL for part in parts)
