"""The record of an event at the head of a text: a line for each fact, then a blank line and its description.

Written by :mod:`dateline.sources.wires.item`; what its lines say is read by
:mod:`dateline.analysis.meetings.records`.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.model.provenance import Form
from dateline.model.text import Segment, SegmentKind
from dateline.reading.segments import segment

__all__ = ["record_end", "segments_of"]


def record_end(text: str) -> int:
    """Where the record ends and the prose begins: behind the first blank line, or at the end of the text."""
    end = text.find("\n\n")
    return len(text) if end < 0 else end + 2


def segments_of(text: str, title: str | None, form: Form) -> tuple[Segment, ...]:
    """The segments of a text of that form; the lines of a record are labels, which are not read as prose."""
    if form is not Form.EVENT:
        return segment(text, title=title)
    end = record_end(text)
    labels: list[Segment] = []
    at = 0
    for line in text[:end].splitlines(keepends=True):
        words = line.rstrip()
        if words:
            labels.append(Segment(at, at + len(words), SegmentKind.LABEL))
        at += len(line)
    prose = segment(text[end:], title=title)
    return (*labels, *(replace(s, start=s.start + end, end=s.end + end) for s in prose))
