"""Attributions meet quotation geometry: quoted words are never lost, never cut, and said once.

It knows nothing of how the attributions were found; a trained model stands here as well as rules. After it,
each quotation of speech (:mod:`speech`) is whole in the content of one statement that stands in no other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.beside import can_quote
from dateline.analysis.attribution.nesting import nested_in, without_asides
from dateline.analysis.attribution.owners import Owners
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.pulled import pulled_quotations
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.attribution.quoted import cut, leave, merge, share, stands_inside, whole
from dateline.analysis.attribution.speech import spoken
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["give_quotations"]

Voice = tuple[tuple[Span, ...], tuple[Span, ...]]
"""The source and the cue of an attribution, which stay while its content grows."""


def give_quotations(
    parsed: Parsed, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """The attributions with every quotation that is theirs, whole; those left without content are dropped.

    Quotations that no attribution carries become attributions of their own, with the speaker beside them or
    with an empty source; so do paragraphs that have lost their marks. Asides within a content are left out.
    """
    text = parsed.text
    speech = spoken(text, quotations)
    found = [_heard(parsed, a) for a in _within(attributions, len(text))]
    share(text, found, speech)
    leave(found, speech)
    placed = Places((q.span, q) for q in quotations)
    found = [whole(text, a, _near(a, placed)) for a in found]
    owners = Owners(parsed, [a for a in found if a.source or a.cue or a.content], speech)
    found = owners.found
    owner: dict[Span, Voice] = {}
    for quotation in speech:
        at = owners.owner[quotation.start]
        owner[quotation.span] = (found[at].source, found[at].cue)
        found[at] = replace(found[at], content=merge(text, [*found[at].content, quotation.span]))
    said = [a for a in found if a.content]
    said += pulled_quotations(parsed, said, quotations)
    return _said_once(text, without_asides(said, quotations, speech), owner)


def _within(attributions: Iterable[Attribution], length: int) -> Iterable[Attribution]:
    """The attributions with those of their ranges that lie in the text and are not empty."""
    for a in attributions:
        source, cue, content = (_kept(spans, length) for spans in (a.source, a.cue, a.content))
        if source or cue or content:
            yield replace(a, source=source, cue=cue, content=content)


def _kept(spans: Iterable[Span], length: int) -> tuple[Span, ...]:
    return tuple(sorted(s for s in spans if 0 <= s.start < s.end <= length))


def _heard(parsed: Parsed, attribution: Attribution) -> Attribution:
    return replace(attribution, quotes=True) if can_quote(parsed, attribution) else attribution


def _near(attribution: Attribution, placed: Places[Quotation]) -> list[Quotation]:
    """The quotations that source, cue or content touch, in text order."""
    parts = attribution.source + attribution.cue + attribution.content
    found = {q.start: q for part in parts for q in placed.touching(part)}
    return [found[start] for start in sorted(found)]


def _said_once(
    text: str, said: Sequence[Attribution], owner: Mapping[Span, Voice]
) -> tuple[Attribution, ...]:
    """The attributions, each quotation of speech left to its owner among those that stand in no other."""
    found = list(said)
    while True:
        parents = list(nested_in(found))
        contents = Places(
            (part, at) for at, a in enumerate(found) if parents[at] is None for part in a.content
        )
        taken = [(at, span) for span in owner for at in _robbed(text, found, contents, span, owner[span])]
        if not taken:
            return tuple(found)
        for at, span in taken:
            found[at] = replace(found[at], content=cut(text, found[at].content, span))
        found = [a for a in found if a.content]


def _robbed(
    text: str, found: Sequence[Attribution], contents: Places[int], span: Span, owner: Voice
) -> Iterator[int]:
    """Who must leave the quotation to another: all but one who have it whole, and who has a part."""
    whole = dict.fromkeys(at for _, at in contents.holding(span))
    yield from sorted(whole, key=lambda at: (*_distance(found[at], span, owner), at))[1:]
    for at in dict.fromkeys(contents.touching(span)):
        if at not in whole and not found[at].looks_back and not stands_inside(text, found[at], span):
            yield at


def _distance(attribution: Attribution, span: Span, owner: Voice) -> tuple[bool, bool, int, int]:
    """How far from the quotation an attribution stands, and how much else it says; the owner is nearest."""
    gaps = [max(c.start - span.end, span.start - c.end, 0) for c in attribution.cue]
    return (
        attribution.looks_back,
        (attribution.source, attribution.cue) != owner,
        min(gaps, default=1_000_000),
        sum(p.end - p.start for p in attribution.content),
    )
