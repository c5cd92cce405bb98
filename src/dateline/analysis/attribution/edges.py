"""Where the words of a role begin and end: no dateline before a source, no dash behind what is said."""

from __future__ import annotations

import re
from typing import Final

from dateline.analysis.parse import Line
from dateline.model.text import Span

__all__ = ["bare_content", "bare_source"]

DATELINE: Final = re.compile(r"[A-Z][A-Z .]{2,30}(?:,[^-–—]{1,30})?(?:\([^)]{1,20}\)\s*)?\s*[-–—]+\s+")
GLUED: Final = '."”»… '
"""Marks at the head of a source that a missing blank glued to it."""
TRAILING: Final = " -–—"


def bare_source(line: Line, span: Span) -> Span:
    """``span`` of ``line`` without the dateline before it, and the marks that a missing blank glued to it."""
    words = line.doc.text[span.start - line.start : span.end - line.start]
    place = DATELINE.match(words) if span.start == line.start else None
    lead = place.end() if place else len(words) - len(words.lstrip(GLUED))
    return Span(span.start + lead, span.end) if lead < len(words) else span


def bare_content(text: str, span: Span) -> Span:
    """``span`` without the dash that parts it from "... - said the minister"."""
    words = text[span.start : span.end].rstrip(TRAILING)
    return Span(span.start, span.start + len(words)) if words else span
