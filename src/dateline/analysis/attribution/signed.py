"""Quotations that are signed: a dash and a name behind the closing mark, or on a line of their own below.

As in letters, testimonials and epigraphs: ``"We will come back." — Jane Doe, Riga``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.cues import quotes_words
from dateline.analysis.attribution.geometry import quotations_of
from dateline.analysis.attribution.quotations import Quotation, Shape
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
    quotations, _ = parsed.once(quotations_of)
    by_line: dict[int, list[Quotation]] = {}
    for quotation in quotations:
        if not quotation.depth and quotation.shape is Shape.MARKS:
            by_line.setdefault(quotation.line, []).append(quotation)
    return [a for number, there in sorted(by_line.items()) for a in _signed(parsed, number, there)]


def _signed(parsed: Parsed, number: int, there: Sequence[Quotation]) -> Iterator[Attribution]:
    line, quotation = parsed.lines[number], there[-1]
    tail = Span(quotation.end, line.end)
    if not parsed.text[tail.start : tail.end].strip() and _alone(parsed, line, quotation):
        below = parsed.lines[number + 1 : number + 2]
        tail = below[0].span if below else tail
    found = SIGNATURE.match(parsed.text[tail.start : tail.end])
    if found is None or not _is_name(found["name"]):
        return
    cue, name = (Span(tail.start + found.start(g), tail.start + found.end(g)) for g in ("dash", "name"))
    words = Span(_begin(parsed, line, there), quotation.end)
    yield Attribution((name,), (cue,), (words,), quotes=True)


def _begin(parsed: Parsed, line: Line, there: Sequence[Quotation]) -> int:
    """Where the signed words begin: with the paragraph, if a mark opens it and nobody is quoted in between.

    ``"He told us "no." And then "maybe later"." — Jane Doe``: who quotes within a quotation may lose a mark.
    """
    between = [Span(one.end, two.start) for one, two in pairwise(there)]
    told = any(
        t.pos_ == "VERB" and quotes_words(t.lemma_.lower()) for gap in between for t in parsed.tokens(gap)
    )
    return there[-1].start if told or there[0].start > line.start else there[0].start


def _alone(parsed: Parsed, line: Line, quotation: Quotation) -> bool:
    """Whether the quotation is the whole paragraph: only then can the next line sign it."""
    return not parsed.text[line.start : quotation.start].strip()


def _is_name(words: str) -> bool:
    """Whether every word of the part before a comma is capitalised, as names are, and sentences are not."""
    parts = words.split(",", 1)[0].split()
    return all(part[0].isupper() or part.casefold() in SMALL for part in parts)
