"""Quotation geometry: where quoted words stand, whoever says them.

This module knows paragraphs; :mod:`marks` and :mod:`dialogue` know marks and dashes, and none knows of cues
and speakers. A mark that finds no partner costs at most one quotation and emits a ``Signal``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.analysis.attribution.marks import MARK, outside, pairs, points_left, singles, stray
from dateline.analysis.dialogue import dash_speech
from dateline.model.findings import Signal
from dateline.model.text import Span

__all__ = ["Quotation", "Shape", "find_quotations"]


class Shape(StrEnum):
    """What tells the quoted words from the rest."""

    MARKS = "marks"
    SINGLE = "single"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words: ``[start, end)`` of the report with their marks, ``line`` the paragraph they stand in.

    ``depth`` is 0 unless another quotation of the same paragraph holds it. ``closed`` is False when the
    paragraph ends first; ``continues`` when it goes on from the paragraph before, which was left open.
    """

    start: int
    end: int
    line: int
    shape: Shape = Shape.MARKS
    depth: int = 0
    closed: bool = True
    continues: bool = False

    @property
    def span(self) -> Span:
        """The range, marks included."""
        return Span(self.start, self.end)


MOST_CARRIED = 4
"""Paragraphs over which an open quotation may run without a mark; further on the mark is a slip."""
CLAUSE_WORDS = 4
"""Words that a quotation must have to run on into the next paragraph without a mark there."""
WORD = re.compile(r"\w+(?:['’-]\w+)*")


def find_quotations(text: str, lines: Sequence[Span]) -> tuple[tuple[Quotation, ...], tuple[Signal, ...]]:
    """Every quotation in the paragraphs ``lines`` of ``text``, in text order, and what could not be paired.

    Total: any text and any list of disjoint, ordered ranges of it. Codes of the signals:
    ``quotation.unclosed`` (an opening mark without an end) and ``quotation.unopened``.
    """
    found: list[Quotation] = []
    signals: list[Signal] = []
    open_before, carried = False, 0
    for number, line in enumerate(lines):
        if carried:
            inside, strays = _carried_over(text, line, number)
        else:
            inside, strays = _line_quotations(text, line, number, open_before=open_before)
        last = max((q for q in inside if q.depth == 0), key=lambda q: q.end, default=None)
        left_open = last is not None and not last.closed and last.end == line.end
        carried = max(carried - 1, 0) or (
            _lines_to_close(text, lines, number, last) if last and left_open else 0
        )
        open_before = left_open and (carried > 0 or _reopens(text, lines, number))
        if last is not None and left_open and not open_before:
            strays.append(stray("unclosed", last.start))
            if not _stands_alone(text, line, last):
                inside.remove(last)
                inside = [replace(q, depth=q.depth - 1) if _within(q, last) else q for q in inside]
        found += inside
        signals += strays
    return tuple(sorted(found, key=lambda q: (q.start, -q.end))), tuple(
        sorted(signals, key=lambda s: s.start)
    )


def _within(inner: Quotation, outer: Quotation) -> bool:
    return inner.depth > 0 and outer.span.holds(inner.span)


def _reopens(text: str, lines: Sequence[Span], number: int) -> bool:
    """Whether the next paragraph opens with a mark again, as a quotation over paragraphs does."""
    following = lines[number + 1] if number + 1 < len(lines) else None
    mark = MARK.match(text, following.start, following.end) if following else None
    return mark is not None


def _lines_to_close(text: str, lines: Sequence[Span], number: int, opened: Quotation) -> int:
    """How many paragraphs further an open quotation is closed, no mark opening in between; 0 for never.

    It begins like one, and ends with a sentence: a mark that only stands in the wrong place does neither.
    """
    if len(WORD.findall(text, opened.start, opened.end)) < CLAUSE_WORDS or text[opened.start + 1].isspace():
        return 0
    for ahead, line in enumerate(lines[number + 1 : number + 1 + MOST_CARRIED], start=1):
        mark = MARK.search(text, line.start, line.end)
        if mark is not None:
            inner = text[mark.start() - 1] in ".,!?…" and not points_left(mark.group())
            return ahead if inner and outside(text, line, mark.end(), 1) else 0
    return 0


def _carried_over(text: str, line: Span, number: int) -> tuple[list[Quotation], list[Signal]]:
    """A paragraph that begins inside a quotation which the paragraph before left open, without a mark."""
    mark = MARK.search(text, line.start, line.end)
    if mark is None:
        return [Quotation(line.start, line.end, number, closed=False, continues=True)], []
    rest, strays = _line_quotations(text, Span(mark.end(), line.end), number, open_before=False)
    return [Quotation(line.start, mark.end(), number, continues=True), *rest], strays


def _stands_alone(text: str, line: Span, quotation: Quotation) -> bool:
    """An unclosed quotation is kept where it begins like one and the paragraph ends with it."""
    before = text[line.start : quotation.start].rstrip()
    if not before or before[-1] in ":,":
        return True
    first = text[quotation.start : quotation.end].lstrip("\"“”„«'`")[:1]
    return before[-1] in ".!?" and first.isupper() and text[quotation.end - 1] in ".!?…"


def _line_quotations(
    text: str, line: Span, number: int, *, open_before: bool
) -> tuple[list[Quotation], list[Signal]]:
    paired, strays = pairs(text, line)
    quotations = [Quotation(p.start, p.end, number, depth=p.depth, closed=p.closed) for p in paired]
    if open_before and quotations:
        first = min(quotations, key=lambda q: q.start)
        quotations[quotations.index(first)] = replace(first, continues=True)
    spans = [q.span for q in quotations]
    quotations += [
        Quotation(*span, number, Shape.DASH)
        for span in dash_speech(text, line, spans)
        if not any(_crosses(span, other) for other in spans)
    ]
    spans = [q.span for q in quotations]
    quotations += [
        Quotation(*span, number, Shape.SINGLE)
        for span in singles(text, line)
        if not any(_crosses(span, other) for other in spans)
    ]
    return _leveled(quotations), strays


def _crosses(one: Span, other: Span) -> bool:
    return one.overlaps(other) and not one.holds(other) and not other.holds(one)


def _leveled(quotations: list[Quotation]) -> list[Quotation]:
    """The same in text order, with ``depth`` 0 for what stands inside no other one."""
    level: list[Quotation] = []
    reach = -1
    for quotation in sorted(quotations, key=lambda q: (q.start, -q.end)):
        outer = quotation.start >= reach
        reach = max(reach, quotation.end)
        level.append(replace(quotation, depth=0 if outer else max(quotation.depth, 1)))
    return level
