"""A report's text, its segments, and the one place where evidence is made.

Offsets everywhere are half-open ranges of Python code points into ``Document.text``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from dateline.errors import EvidenceError
from dateline.model.provenance import NOTHING_KNOWN, Provenance
from dateline.model.times import When

__all__ = ["DEBRIS", "Document", "Evidence", "Segment", "SegmentKind", "Span"]


class Span(NamedTuple):
    """A half-open range ``[start, end)`` of code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one code point."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end


class SegmentKind(StrEnum):
    """What a stretch of a report is (the vocabulary of the JSON contract)."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BODY = "body"
    QUOTE_BLOCK = "quote_block"
    TEASER = "teaser"
    CAPTION = "caption"
    AD = "ad"
    SHARE = "share"
    COUNTER = "counter"
    LABEL = "label"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"


DEBRIS = frozenset(
    {
        SegmentKind.TEASER,
        SegmentKind.CAPTION,
        SegmentKind.AD,
        SegmentKind.SHARE,
        SegmentKind.COUNTER,
        SegmentKind.LABEL,
        SegmentKind.BYLINE,
        SegmentKind.BOILERPLATE,
    }
)
"""The kinds that are not the report's own prose. They are marked, never deleted."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text with one kind; a teaser carries its own outlet and time."""

    start: int
    end: int
    kind: SegmentKind
    outlet: str | None = None
    published: When | None = None

    @property
    def span(self) -> Span:
        """The range of the segment."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A range of a report and the very words in it: ``text[start:end] == quote``.

    Made by :meth:`Document.cite` and nowhere else.
    """

    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """The range of the words."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Document:
    """One report: its frozen text, where it came from, and its segments; ``provenance`` is what came with it.

    ``segments`` are in text order, do not overlap, and cover every line that holds a
    character other than white space.
    """

    text: str
    path: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: When | None = None
    language: str = "en"
    segments: tuple[Segment, ...] = field(default=())
    provenance: Provenance = NOTHING_KNOWN

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """A content address: the same text from the same outlet, time and address is one report.

        Outlet and time belong to it because they change what the report says ("last week",
        and through whom the words reach us); the path does not. So do the article's key and version,
        a withdrawal and the credits, as far as they are known.
        """
        published = (self.published.iso if self.published else None) or ""
        known = self.sha256, self.outlet or "", published, self.url or "", self.title or ""
        facts = "\x1f".join((*known, *self.provenance.identity))
        return "r" + hashlib.sha256(facts.encode()).hexdigest()[:16]

    def cite(self, start: int, end: int) -> Evidence:
        """The evidence for ``text[start:end]``.

        Raises :class:`~dateline.errors.EvidenceError` when the range is empty or leaves the text.
        """
        if not 0 <= start < end <= len(self.text):
            message = f"No words stand at {start}:{end} of a text of {len(self.text)} characters."
            raise EvidenceError(message)
        return Evidence(start, end, self.text[start:end])

    def segment_at(self, offset: int) -> Segment | None:
        """The segment that holds ``offset``, if any."""
        return next((s for s in self.segments if s.start <= offset < s.end), None)
