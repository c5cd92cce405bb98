"""What stands inside what is said: real speech inside speech is kept, the rest makes no statement.

"He was told that Russia had no plans" inside a quotation is a statement of its own; "we understand this" and
"who asked not to be named" are only how somebody talks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.model.text import Span

__all__ = ["without_asides"]


def without_asides(
    found: Sequence[Attribution], quotations: Sequence[Quotation], speech: Sequence[Quotation] = ()
) -> tuple[Attribution, ...]:
    """The attributions that tell something by themselves, in the order given.

    Left out are slight ones inside a quotation or another content, those there whose source stands outside
    the quotation ("does not agree to 'stop in place'"), and what the source of an outer one is
    said to do in it ("X refused to *discuss* a ceasefire"). One with a quotation of ``speech`` that no
    other content has is never left out.
    """
    contents = Places((part, a) for a in found for part in (*a.content, *a.source))
    quoted = Places((q.span, q) for q in quotations)
    cues = Places((a.cue[0], a) for a in found if a.cue)
    asides = [bool(a.cue) and (_is_aside(a, contents, quoted) or _is_part(a, cues)) for a in found]
    needed = _carriers(found, asides, speech)
    return tuple(a for at, a in enumerate(found) if not asides[at] or at in needed)


def _carriers(found: Sequence[Attribution], asides: Sequence[bool], speech: Sequence[Quotation]) -> set[int]:
    """The places of the asides that alone hold a quotation."""
    contents = Places((part, at) for at, a in enumerate(found) for part in a.content)
    needed: set[int] = set()
    for quotation in speech:
        holders = [at for _, at in contents.holding(quotation.span)]
        if holders and all(asides[at] for at in holders):
            needed.add(holders[0])
    return needed


def _is_aside(attribution: Attribution, contents: Places[Attribution], quoted: Places[Quotation]) -> bool:
    if attribution.looks_back:
        return False
    cue = attribution.cue[0]
    around = [a for _, a in contents.holding(cue) if a is not attribution]
    if (attribution.slight or not attribution.source) and (around or quoted.holding(cue)):
        return True
    if around and any(not q.span.holds(s) for q in quoted.touching(cue) for s in attribution.source):
        return True
    return any(_shares(attribution, outer) for outer in around)


def _shares(inner: Attribution, outer: Attribution) -> bool:
    """Whether the source is the outer one's, and stands outside what the outer one says."""
    return bool(inner.source) and inner.source == outer.source


def _is_part(attribution: Attribution, cues: Places[Attribution]) -> bool:
    """Whether the cue is a piece of another one with the same source: "wants" of "wants to propose"."""
    cue = attribution.cue[0]
    return any(span != cue and a.source == attribution.source for span, a in cues.holding(cue))


def hull(spans: Sequence[Span]) -> Span:
    """From the first to the last code point of ``spans``."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def _says_all(attribution: Attribution, whole: Span) -> bool:
    """Whether one part of the content is all there is of an attribution, cue and source within."""
    return any(part == whole for part in attribution.content)


def nested_in(found: Sequence[Attribution]) -> Iterator[int | None]:
    """For each attribution the place of the one that holds it wholly in the shortest content part.

    Who reacts to what stands before ("The ministry denied this") has not told it: it is nobody's part.
    """
    wholes = [hull((*a.source, *a.cue, *a.content)) for a in found]
    contents = Places((part, at) for at, a in enumerate(found) if not a.reacts for part in a.content)
    for at, whole in enumerate(wholes):
        holders = [
            (part.end - part.start, other)
            for part, other in contents.holding(whole)
            if other != at and (wholes[other] != whole or other < at or not _says_all(found[at], whole))
        ]
        yield min(holders)[1] if holders else None
