"""Attribution without a verb: ``Name: what she says``, ``"...": Name ...`` and ``What happened - Outlet``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import SegmentKind, Span

__all__ = ["headline_attributions"]

COLON = re.compile(r"(?P<who>[^\W\d_][^:;,.!?\"“”]{1,60}?)(?P<cue>:)\s+(?=\S)")
WORD = r"[A-Z](?:[^\W\d_]|[’'&-])*(?<!['’]s)"
SUFFIX = re.compile(
    rf"(?:\s(?P<cue>[-–—|])|(?<=[\w\"”’)])(?P<colon>:))\s"
    rf"(?P<who>(?:the\s)?{WORD}(?:['’]s)?(?:\s(?:(?:of|and|for|the|de)\s)*{WORD}(?:['’]s)?){{0,4}}|[a-z]+(?:\s[a-z]+)?)"
    r"(?=\s*(?:\d|$))"
)
QUOTED_LEAD = re.compile(
    r"(?P<quote>[\"“„«'‘][^\"”“»\n]{8,}[\"”“»'’])(?P<cue>:)\s+"
    r"(?P<who>[A-Z][^\W\d_]*(?:[’'-][A-Z][^\W\d_]*)?(?:\s[A-Z][^\W\d_]*){0,3})"
)
NAMES = frozenset({"PROPN"})
SMALL = frozenset({"ADP", "DET", "CCONJ", "PART", "ADJ", "NOUN", "PUNCT"})
FEWEST = 4
"""Words of a content without a verb of saying; fewer are a label."""
SHORT = 160
"""Code points. A longer line that ends in a full stop is prose, not a headline."""


def headline_attributions(parsed: Parsed, number: int) -> Iterator[Attribution]:
    """What the line ``number`` attributes by a colon after a name or by an outlet at its end."""
    line = parsed.lines[number]
    text = parsed.text
    colon = COLON.match(text, line.start, line.end)
    if colon and _leads(parsed, number, colon):
        yield _made(colon, Span(colon.end(), line.start + len(text[line.start : line.end].rstrip(" ."))))
    elif _is_headline(parsed, number):
        yield from _suffixed(text, line)
        lead = QUOTED_LEAD.match(text, line.start, line.end)
        if lead and _proper(line, lead):
            yield _made(lead, Span(*lead.span("quote")))


def _proper(line: Line, lead: re.Match[str]) -> bool:
    """Whether the words after ``"...":`` are a name: what the headline tells of is who said it."""
    start, end = (at - line.start for at in lead.span("who"))
    tokens = line.doc.char_span(start, end, alignment_mode="contract")
    return tokens is not None and all(t.pos_ in NAMES for t in tokens)


def _leads(parsed: Parsed, number: int, colon: re.Match[str]) -> bool:
    """Whether what stands before the colon is who says the rest of the line."""
    line = parsed.lines[number]
    if _is_name(line, colon):
        return _quoted(parsed.text[colon.end()]) or _is_headline(parsed, number)
    unnamed = colon["who"].casefold() in _unnamed() and _is_headline(parsed, number)
    return unnamed and _tells(line, Span(colon.end(), line.end))


def _tells(line: Line, span: Span) -> bool:
    """Whether a stretch is a sentence and no list of names ("Sources: Reuters, AFP")."""
    inside = line.doc.char_span(span.start - line.start, span.end - line.start, alignment_mode="contract")
    return inside is not None and len(inside) >= FEWEST and any(t.pos_ in ("VERB", "AUX") for t in inside)


def _suffixed(text: str, line: Line) -> Iterator[Attribution]:
    """Who says it stands at the end of the line, or a date or a counter is glued to it."""
    for suffix in SUFFIX.finditer(text, line.start, line.end):
        who, rest = suffix["who"], Span(line.start, suffix.start())
        known = who[:1].isupper() or who.startswith("the ") or who in _unnamed()
        named = suffix["cue"] is not None or who in _unnamed() or _proper(line, suffix)
        if known and named and len(text[rest.start : rest.end].split()) >= FEWEST:
            yield _made(suffix, rest)
            return


@functools.cache
def _unnamed() -> frozenset[str]:
    return frozenset(w for row in lexicon("headlines")["unnamed"] for w in row["words"])


def _made(match: re.Match[str], content: Span) -> Attribution:
    sign = "cue" if match["cue"] else "colon"
    return Attribution((Span(*match.span("who")),), (Span(*match.span(sign)),), (content,), quotes=True)


def _quoted(sign: str) -> bool:
    return sign in "\"“„«'‘"


def _is_headline(parsed: Parsed, number: int) -> bool:
    """A headline or teaser as the reader marked it, or a short line without a full stop."""
    line = parsed.lines[number]
    if line.segment.kind in {SegmentKind.HEADLINE, SegmentKind.TEASER}:
        return True
    short = line.end - line.start <= SHORT
    return short and parsed.text[line.start : line.end].rstrip()[-1:] not in ".:;,"


def _is_name(line: Line, colon: re.Match[str]) -> bool:
    """Whether a name stands before the colon, and nothing but what belongs to a name."""
    words = colon["who"].split()
    if (
        len(words) <= 3
        and all(w[0].isupper() for w in words)
        and words[-1].lower() not in lexicon("headlines")["not_names"]
    ):
        return True
    tokens = line.doc.char_span(0, colon.end("who") - line.start, alignment_mode="contract")
    if tokens is None or len(tokens) > 8:
        return False
    kinds = [t.pos_ for t in tokens]
    return kinds[-1] in NAMES and all(k in NAMES | SMALL for k in kinds)
