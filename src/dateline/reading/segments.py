"""The segments of a plain text: which lines are the report's prose, and what the others are.

Our own classifier, because extraction libraries work on markup and a text file has none. A line is
judged by its words (``debris.toml``), by its shape (a glued time stamp, capitals, no sentence's end)
and by its neighbours (a short title between two paragraphs). Nothing is deleted: debris is marked.
Where the features do not speak clearly a line is body, since debris is not analysed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model.text import DEBRIS, Segment, SegmentKind
from dateline.reading.datelines import dateline_end, is_dateline, is_wire_dateline
from dateline.reading.debris import kind_of
from dateline.reading.lines import Line, lines
from dateline.reading.teasers import Teaser, ranked, teaser
from dateline.reading.transcripts import labels

__all__ = ["segment"]

OPENING_LINES = 5
TOP = 3
"""A headline, its deck and a byline are over after so many lines."""
LONGEST_HEADLINE = 34
LONGEST_LABEL = 14
LONGEST_QUESTION = 8
LONGEST_LABEL_CHARACTERS = 100
SHORTEST_REPEAT = 60
LONGEST_REPEAT_TEXT = 200_000
REPORTED = re.compile(r"\b(?:said|told|added|stated|noted|reported|according to)\b", re.IGNORECASE)
"""A paragraph that lost its full stop still reports; a subheading does not."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A line among its neighbours."""

    line: Line
    before: Line | None
    after: Line | None
    number: int
    headed: bool
    """Whether everything before it was headline, byline and the like."""
    above: bool
    """Whether the dateline of the report is yet to come."""
    ranked: bool
    """Whether it lists another story by rank, under a label such as "Most read"."""
    labelled: bool
    """Whether it begins a turn of a transcript."""


def segment(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """The segments of ``text``: in order, without overlap, covering all that is not white space.

    ``title`` is the title the report came with, which marks the line that repeats it as headline. A
    teaser carries the outlet and the time glued to it; one without a stamp has no time.
    """
    found = tuple(lines(text))
    opening, listed = _opening(found), ranked(found)
    turns = {label.line for label in labels(text, [line.span for line in found])}
    out: list[Segment] = []
    headed = True
    before: Line | None = None
    for number, line in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        place = _Place(
            line, before, after, number, headed, number < opening, number in listed, number in turns
        )
        segments = _segments(place, text, title)
        out += segments
        kinds = {s.kind for s in segments}
        headed = headed and not kinds & {SegmentKind.BODY, SegmentKind.QUOTE_BLOCK}
        if not kinds <= DEBRIS:
            before = line
    return tuple(out)


def _opening(found: tuple[Line, ...]) -> int:
    """The number of the line that opens the report with a dateline; 0 where none of the first does."""
    heads = (
        n
        for n, line in enumerate(found[:OPENING_LINES])
        if dateline_end(line.words) or is_dateline(line.words)
    )
    return next(heads, 0)


def _segments(place: _Place, text: str, title: str | None) -> list[Segment]:
    line = place.line
    if line.counter:
        return [_whole(line, SegmentKind.COUNTER)]
    related = teaser(line.words, counted=line.counted)
    if related is not None and place.number > 0:
        return [_teaser(line, related)]
    if place.ranked:
        return [_whole(line, SegmentKind.TEASER)]
    kind = SegmentKind.BODY if place.labelled else _kind(place, text, title)
    if kind is SegmentKind.BODY and place.above:  # prose begins at the dateline
        first = place.number == 0 and line.size <= LONGEST_HEADLINE
        return [_whole(line, SegmentKind.HEADLINE if first else SegmentKind.CAPTION)]
    if kind is SegmentKind.BODY and place.headed:
        return _with_dateline(line)
    return [_whole(line, kind)]


def _kind(place: _Place, text: str, title: str | None) -> SegmentKind:
    return _named(place, title) or _shaped(place, text) or SegmentKind.BODY


def _named(place: _Place, title: str | None) -> SegmentKind | None:
    """What the words of a line say it is."""
    line = place.line
    if place.headed and title and _same(line.words, title):
        return SegmentKind.HEADLINE
    if is_wire_dateline(line.words) or (place.headed and is_dateline(line.words)):
        return SegmentKind.DATELINE
    known = kind_of(line.words)
    if known is SegmentKind.CAPTION and place.number == 0 and line.words[-1] != ")":
        return None  # a headline may end in the name of an agency
    return known


def _shaped(place: _Place, text: str) -> SegmentKind | None:
    """What the shape of a line and its neighbours say it is."""
    line = place.line
    shapes = (
        (SegmentKind.HEADLINE, _headline(place)),
        (SegmentKind.TEASER, line.shouted and not line.ends_sentence and place.number > 0),
        (SegmentKind.BOILERPLATE, _repeated(line, text)),
        (SegmentKind.LABEL, _subheading(place)),
        (SegmentKind.QUOTE_BLOCK, line.quoted and line.prose),
    )
    return next((kind for kind, holds in shapes if holds), None)


def _same(words: str, title: str) -> bool:
    return " ".join(words.split()).casefold() == " ".join(title.split()).casefold()


def _headline(place: _Place) -> bool:
    """A title at the top: it ends no sentence, and a text follows."""
    line = place.line
    if not place.headed or place.number >= TOP or place.after is None:
        return False
    return 3 <= line.size <= LONGEST_HEADLINE and line.titled


def _subheading(place: _Place) -> bool:
    """A short title between two paragraphs, the first of which is finished."""
    line, before, after = place.line, place.before, place.after
    if before is None or after is None or not line.titled:
        return False
    if line.size > LONGEST_LABEL or len(line.words) > LONGEST_LABEL_CHARACTERS:
        return False
    if (line.words[-1] == "?" and line.size > LONGEST_QUESTION) or REPORTED.search(line.words):
        return False
    return before.ends_sentence and after.prose


def _repeated(line: Line, text: str) -> bool:
    """Whether a paragraph stands word for word in what came before: a pull quote, an embedded post."""
    if len(line.words) < SHORTEST_REPEAT or len(text) > LONGEST_REPEAT_TEXT:
        return False
    return text.find(line.words, 0, line.start) >= 0


def _teaser(line: Line, related: Teaser) -> Segment:
    return Segment(line.start, line.end, SegmentKind.TEASER, related.outlet, related.published)


def _with_dateline(line: Line) -> list[Segment]:
    """The first paragraph, its dateline cut off."""
    end = dateline_end(line.words)
    rest = line.words[end:]
    if not end or not rest.strip():
        return [_whole(line, SegmentKind.DATELINE if end else SegmentKind.BODY)]
    start = line.start + end + len(rest) - len(rest.lstrip())
    return [
        Segment(line.start, line.start + end, SegmentKind.DATELINE),
        Segment(start, line.end, SegmentKind.BODY),
    ]


def _whole(line: Line, kind: SegmentKind) -> Segment:
    return Segment(line.start, line.end, kind)
