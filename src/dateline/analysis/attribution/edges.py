"""Where the words of a role begin and end: no dateline before a source, no dash behind what is said."""

from __future__ import annotations

import re
from typing import Final

from dateline.model.text import Span

__all__ = ["bare_content", "bare_source", "unglued"]

DATELINE: Final = re.compile(r"[A-Z][A-Z .]{2,30}(?:,[^-–—]{1,30})?(?:\([^)]{1,20}\)\s*)?\s*[-–—]+\s+")
GLUED: Final = '."”»… '
"""Marks at the head of a source that a missing blank glued to it."""
TRAILING: Final = " -–—"
SEAM: Final = re.compile(r"(?<=[\w%)])[.!?](?=[\"“][A-Z]|[-–—]\s[A-Z])")
"""The end of a sentence that a lost blank glued to speech (``... in March."I bought``, or a dash)."""


def bare_source(words: str, span: Span, *, first: bool) -> Span:
    """``span``, whose ``words`` these are, without the marks that a missing blank glued to its head.

    ``first``: it begins its line, where a dateline may stand before it.
    """
    place = DATELINE.match(words) if first else None
    lead = place.end() if place else len(words) - len(words.lstrip(GLUED))
    return Span(span.start + lead, span.end) if lead < len(words) else span


def bare_content(text: str, span: Span) -> Span:
    """``span`` without the dash that parts it from "... - said the minister"."""
    words = text[span.start : span.end].rstrip(TRAILING)
    return Span(span.start, span.start + len(words)) if words else span


def unglued(text: str, span: Span, cue: Span) -> Span:
    """``span`` cut at the seam between a sentence and a quotation, on the side of ``cue``."""
    for seam in SEAM.finditer(text, span.start, span.end):
        if cue.start >= seam.end():
            span = Span(seam.end(), span.end)
        elif cue.end <= seam.start() and span.start < seam.start():
            return Span(span.start, seam.start())
    return span
