"""Attribution without a verb: ``Name: what she says``, ``"...": Name ...`` and ``What happened - Outlet``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import SegmentKind, Span

__all__ = ["headline_attributions"]

COLON = re.compile(r"(?P<who>[^\W\d_][^:;,.!?\"“”]{1,60}?)(?P<cue>:)\s+(?=\S)")
SUFFIX = re.compile(r"\s(?P<cue>[-–—|])\s(?P<who>[A-Z][^\W\d_]*(?:\s[A-Z][^\W\d_]*){0,2})(?=\s*(?:\d|$))")
QUOTED_LEAD = re.compile(
    r"(?P<quote>[\"“„«'‘][^\"”“»\n]{8,}[\"”“»'’])(?P<cue>:)\s+"
    r"(?P<who>[A-Z][^\W\d_]*(?:[’'-][A-Z][^\W\d_]*)?(?:\s[A-Z][^\W\d_]*){0,3})"
)
NAMES = frozenset({"PROPN"})
SMALL = frozenset({"ADP", "DET", "CCONJ", "PART", "ADJ", "NOUN", "PUNCT"})
NOT_NAMES = frozenset(
    [
        "note",
        "update",
        "updated",
        "photo",
        "video",
        "related",
        "details",
        "background",
        "read",
        "watch",
        "also",
        "more",
        "exclusive",
        "source",
        "sources",
        "opinion",
        "breaking",
        "analysis",
        "date",
        "time",
        "where",
        "when",
        "what",
        "who",
        "why",
        "how",
        "location",
        "address",
        "email",
        "phone",
        "tags",
        "topics",
    ]
)
SHORT = 160
"""Code points. A longer line that ends in a full stop is prose, not a headline."""


def headline_attributions(parsed: Parsed, number: int) -> Iterator[Attribution]:
    """What the line ``number`` attributes by a colon after a name or by an outlet at its end."""
    line = parsed.lines[number]
    text = parsed.text
    colon = COLON.match(text, line.start, line.end)
    if colon and _is_name(line, colon) and (_quoted(text[colon.end()]) or _is_headline(parsed, number)):
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


def _suffixed(text: str, line: Line) -> Iterator[Attribution]:
    """The outlet stands at the end of the line, or a date or a counter is glued to it."""
    suffix = SUFFIX.search(text, line.start, line.end)
    if suffix and len(text[line.start : suffix.start()].split()) >= 4:
        yield _made(suffix, Span(line.start, suffix.start()))


def _made(match: re.Match[str], content: Span) -> Attribution:
    return Attribution((Span(*match.span("who")),), (Span(*match.span("cue")),), (content,), quotes=True)


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
    if len(words) <= 3 and all(w[0].isupper() for w in words) and words[-1].lower() not in NOT_NAMES:
        return True
    tokens = line.doc.char_span(0, colon.end("who") - line.start, alignment_mode="contract")
    if tokens is None or len(tokens) > 8:
        return False
    kinds = [t.pos_ for t in tokens]
    return kinds[-1] in NAMES and all(k in NAMES | SMALL for k in kinds)
