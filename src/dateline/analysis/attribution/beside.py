"""Who stands beside a quotation that no attribution carries: the tag is looked up in the parse.

``"We stay," said the envoy``: when an attributor misses it, the quotation still is somebody's. A tag is a
word of speech with its subject, any verb that leads to a colon and the quotation, a name before a colon, or
a name after a dash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.cues import quotes_words
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.attribution.stops import STOP
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = ["can_quote", "lead_in", "tags"]

VERBS = frozenset({"VERB", "AUX"})
LOOSE = frozenset({"relcl", "parataxis", "advcl", "ccomp"})
EDGES = " ,;:.-–—―\"“”„«»'’‘"
LABEL = re.compile(r"(?:[A-Z][\w.'’-]*|of|the|de|von)(?: (?:[A-Z][\w.'’-]*|of|the|de|von)){0,5}(?=:\s*$)")

NEAREST: Final = 4
"""Tokens between a word of speech and the quotation it leads to: ``asking her, "..."``."""

CREDIT = re.compile(r"\s*([-–—―]{1,2})\s*((?:the )?[A-Z][^.!?:;\"“”]{1,80}?)\.?$")


def can_quote(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether a quotation beside the attribution can be its own: by its flag, or by a word of speech."""
    if attribution.quotes:
        return True
    for span in attribution.cue:
        if parsed.text[span.start : span.end].strip() == ":":
            return True
        if any(t.pos_ in VERBS and quotes_words(t.lemma_.lower()) for t in parsed.tokens(span)):
            return True
    return False


def tags(
    parsed: Parsed, line: Line, here: Sequence[Quotation], near: Sequence[Attribution]
) -> Iterator[Attribution]:
    """The tags of a paragraph outside its quotations ``here`` and the cues of ``near``, in text order.

    Each is an attribution without content; a tag whose subject the parse does not tell has no source.
    """
    taken = Places((span, True) for a in near for span in a.cue)
    quoted = Places((q.span, True) for q in here)
    for token in line.doc:
        cue = parsed.span(token)
        spoken = token.pos_ in VERBS and quotes_words(token.lemma_.lower())
        if not spoken and not (token.dep_ == "ROOT" and _leads(parsed.text, cue, here)):
            continue
        if taken.touching(cue) or quoted.touching(cue):
            continue
        yield Attribution(_subject(parsed, token, quoted), (cue,), (), quotes=True)
    if here:
        yield from _label(parsed, line, here[0])
        yield from _credit(parsed, line, here[-1])


def lead_in(
    parsed: Parsed, line: Line, quotation: Quotation, near: Sequence[Attribution]
) -> Attribution | None:
    """The word of speech right before the quotation, if no cue of ``near`` has it; without content.

    ``"Mind the step," she sang before asking him, "Whose house is this?"``: the second quotation is asked.
    """
    before = [t for t in line.doc if parsed.span(t).end <= quotation.start]
    if not before or before[-1].text not in {",", ":"}:
        return None
    taken = Places((span, True) for a in near for span in a.cue)
    for token in reversed(before[-2 - NEAREST : -1]):
        cue = parsed.span(token)
        if taken.touching(cue):
            return None
        if token.pos_ == "VERB" and quotes_words(token.lemma_.lower()):
            source = _subject(parsed, token, Places(((quotation.span, True),)))
            return Attribution(source, (cue,), (), quotes=True) if source else None
        if token.is_punct:
            return None
    return None


def _leads(text: str, cue: Span, here: Sequence[Quotation]) -> bool:
    """Whether a colon and a quotation end the sentence: ``the mayor went further: "..."``."""
    first = next((q for q in here if q.start >= cue.end), None)
    between = text[cue.end : first.start].rstrip() if first else ""
    return between.endswith(":") and not STOP.search(between)


def _subject(parsed: Parsed, verb: Any, quoted: Places[bool]) -> tuple[Span, ...]:
    """The subject of the verb, or of the verb it is joined to, without loose clauses; empty when untold."""
    for _ in range(3):
        for child in verb.children:
            if child.dep_ == "nsubj":
                return _phrase(parsed, child, quoted)
        if verb.dep_ not in {"conj", "xcomp", "advcl", "pcomp", "prep"}:
            return ()
        verb = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return ()


def _phrase(parsed: Parsed, noun: Any, quoted: Places[bool]) -> tuple[Span, ...]:
    first, last = noun.left_edge.i, noun.right_edge.i
    for child in noun.children:
        if child.dep_ in LOOSE and child.i > noun.i:
            last = min(last, child.left_edge.i - 1)
    span = Span(parsed.span(noun.doc[first]).start, parsed.span(noun.doc[last]).end)
    if quoted.touching(span):
        span = parsed.span(noun)
    words = parsed.text[span.start : span.end]
    lead = len(words) - len(words.lstrip(EDGES))
    bare = words.strip(EDGES)
    if not bare or quoted.touching(span):
        return ()
    return (Span(span.start + lead, span.start + lead + len(bare)),)


def _label(parsed: Parsed, line: Line, first: Quotation) -> Iterator[Attribution]:
    """``Anna Berg: "We stay."``: the name that opens the paragraph, with the colon as its cue."""
    name = LABEL.match(parsed.text, line.start, first.start)
    if name is not None:
        yield Attribution((Span(*name.span()),), (Span(name.end(), name.end() + 1),), (), quotes=True)


def _credit(parsed: Parsed, line: Line, last: Quotation) -> Iterator[Attribution]:
    """``"We stay." - Anna Berg, mayor``: the name that closes the paragraph, with the dash as its cue."""
    name = CREDIT.match(parsed.text, last.end, line.end)
    if name is not None:
        yield Attribution((Span(*name.span(2)),), (Span(*name.span(1)),), (), quotes=True)
