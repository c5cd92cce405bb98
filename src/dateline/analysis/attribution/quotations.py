"""Quotation geometry: where quoted words stand, whoever says them.

This module knows marks, paragraphs and dashes; it knows nothing of cues and speakers. A mark that
finds no partner costs one quotation and emits a ``Signal``, never the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.model.findings import Signal
from dateline.model.text import Span

__all__ = ["Quotation", "Shape", "find_quotations", "is_speech"]


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


MARK = re.compile(r"''|``|[\"“”„‟«»]")
OPENERS, CLOSERS = set("“„‟«"), set("”»")
SINGLE = re.compile(r"(?<![\w'’‘])['‘](?=[\w\[(…])(?!\d0s|em\b|til\b|tis\b|twas\b|n['’]\b)")
SINGLE_END = re.compile(r"(?<=[\w.,!?…)\]])['’](?![\w'’])")
OPENING_DASH = re.compile(r"(?:(?<=[.!?…]\s)|(?<=[.!?…\"”])|(?<![^\n]))[-–—]\s*(?=[A-Z“\"])")
DASH = re.compile(r"(?:(?<=\s)|(?<=[.,!?…\"”]))[-–—]\s*(?=\w)")
TAG = re.compile(r"[^.!?…\"“”]{1,120}(?:[.!?…]|$)")
TAG_END = re.compile(r"[.!?…](?=\s|[-–—A-Z\"“]|$)|(?<=\s)[-–—](?=\s)")
MOST_CARRIED = 4
"""Paragraphs over which an open quotation may run without a mark; further on the mark is a slip."""
CLAUSE_WORDS = 4
"""Words of a quotation before a comma outside its marks ("We left early", she said) that make a clause."""
DATELINE = 60
"""Code points. A dash so near the beginning of a paragraph stands after a dateline."""
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
            inside, stray = _carried_over(text, line, number)
        else:
            inside, stray = _line_quotations(text, line, number, open_before=open_before)
        last = max((q for q in inside if q.depth == 0), key=lambda q: q.end, default=None)
        open_before = last is not None and not last.closed
        carried = max(carried - 1, 0) or (
            _lines_to_close(text, lines, number, last) if last and open_before else 0
        )
        goes_on = open_before and (carried > 0 or _reopens(text, lines, number))
        open_before = goes_on
        if last is not None and not last.closed and not goes_on:
            stray.append(_signal("unclosed", last.start))
            if not _stands_alone(text, line, last):
                inside.remove(last)
        found += inside
        signals += stray
    return tuple(sorted(found, key=lambda q: (q.start, -q.end))), tuple(
        sorted(signals, key=lambda s: s.start)
    )


def is_speech(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words could stand as a sentence; a scare quote or a title could not."""
    words = WORD.findall(text, quotation.start, quotation.end)
    if quotation.shape is Shape.DASH or len(words) >= 9:
        return True
    body = text[quotation.start : quotation.end].strip("\"“”„‟«»'’‘`- ")
    if 2 <= len(words) <= 6 and body[-1:] not in "!?" and all(w[0].isupper() for w in words if len(w) > 3):
        return False
    starts = bool(body) and (body[0].isupper() or body[0] in "…[.")
    if starts and len(words) >= CLAUSE_WORDS and text[quotation.end : quotation.end + 1] == ",":
        return True
    return starts and (len(words) >= 2 or body[-1:] in "!?.,") and body[-1:] in "!?.,…—-"


def _signal(code: str, at: int) -> Signal:
    message = {
        "unclosed": "This quotation mark opens and never closes; the quotation ends with its paragraph.",
        "unopened": "This quotation mark closes what was never opened; it is read as no mark.",
    }[code]
    return Signal(f"quotation.{code}", at, at + 1, message)


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
            inner = text[mark.start() - 1] in ".,!?…" and mark.group() not in OPENERS
            return ahead if inner and _outside(text, line, mark.end(), 1) else 0
    return 0


def _carried_over(text: str, line: Span, number: int) -> tuple[list[Quotation], list[Signal]]:
    """A paragraph that begins inside a quotation which the paragraph before left open, without a mark."""
    mark = MARK.search(text, line.start, line.end)
    if mark is None:
        return [Quotation(line.start, line.end, number, closed=False, continues=True)], []
    rest, stray = _line_quotations(text, Span(mark.end(), line.end), number, open_before=False)
    return [Quotation(line.start, mark.end(), number, continues=True), *rest], stray


def _stands_alone(text: str, line: Span, quotation: Quotation) -> bool:
    """An unclosed quotation is kept where all the paragraph, or its end after ``:`` or ``,``, is quoted."""
    before = text[line.start : quotation.start].rstrip()
    return not before or before[-1] in ":,"


def _line_quotations(
    text: str, line: Span, number: int, *, open_before: bool
) -> tuple[list[Quotation], list[Signal]]:
    pairs, stray = _pair(text, line)
    quotations = [Quotation(s, e, number, depth=d, closed=c) for s, e, d, c in pairs]
    if open_before and quotations:
        first = min(quotations, key=lambda q: q.start)
        quotations[quotations.index(first)] = replace(first, continues=True)
    quotations += _singles(text, line, number, quotations)
    quotations += list(_dashes(text, line, number, quotations))
    return _leveled(quotations), stray


def _leveled(quotations: list[Quotation]) -> list[Quotation]:
    """The same with ``depth`` 1 for what stands inside dash dialogue."""
    spoken = [q for q in quotations if q.shape is Shape.DASH]
    return [
        replace(q, depth=1) if any(d.start < q.start and q.end <= d.end for d in spoken) else q
        for q in quotations
    ]


def _pair(text: str, line: Span) -> tuple[list[tuple[int, int, int, bool]], list[Signal]]:
    """Pairs of double marks as (start, end, depth, closed), and the marks without a partner."""
    pairs: list[tuple[int, int, int, bool]] = []
    stray: list[Signal] = []
    stack: list[re.Match[str]] = []
    for mark in MARK.finditer(text, line.start, line.end):
        if _opens(text, line, mark, stack):
            if stack and mark.group() == stack[-1].group():
                stray.append(_signal("unclosed", stack.pop().start()))
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop().start(), mark.end(), len(stack), True))
        else:
            stray.append(_signal("unopened", mark.start()))
    if stack:
        stray += [_signal("unclosed", m.start()) for m in stack[1:]]
        pairs = [(s, e, 1 if s > stack[0].start() else d, c) for s, e, d, c in pairs]
        pairs.append((stack[0].start(), line.end, 0, False))
    return pairs, stray


def _opens(text: str, line: Span, mark: re.Match[str], stack: list[re.Match[str]]) -> bool:
    """Whether a mark opens: by its own shape, else by the white space and the words around it."""
    sign = mark.group()
    if stack and (stack[-1].group(), sign) in {("„", "“"), ("»", "«")}:
        return False
    if sign in OPENERS or sign == "``":
        return True
    before, after = _outside(text, line, mark.start(), -1), _outside(text, line, mark.end(), 1)
    if sign in CLOSERS:
        return sign == "»" and not stack and before and not after
    return not stack if before == after else before


def _outside(text: str, line: Span, at: int, step: int) -> bool:
    """Whether what stands beside a mark (``step`` -1: before it) belongs outside the quoted words.

    An inner mark is looked through: in ``'stop'",`` it is the ``p`` that counts.
    """
    at += min(step, 0)
    while line.start <= at < line.end and text[at] in "'‘’":
        at += step
    if not line.start <= at < line.end or text[at].isspace():
        return True
    return text[at] in ("([{—–-/" if step < 0 else ")]}—–-/,.;:!?")


def _singles(text: str, line: Span, number: int, doubles: list[Quotation]) -> Iterator[Quotation]:
    """Single marks used as quotation marks; an apostrophe has letters on both sides or no partner."""
    at = line.start
    while opening := SINGLE.search(text, at, line.end):
        closing = _single_end(text, opening.end(), line.end)
        if closing is None:
            at = opening.end()
            continue
        held = any(q.start < opening.start() and closing <= q.end for q in doubles)
        yield Quotation(opening.start(), closing, number, Shape.SINGLE, depth=1 if held else 0)
        at = closing


def _single_end(text: str, start: int, end: int) -> int | None:
    """Where the single quotation that opens before ``start`` ends; at a plural's ``s'`` only in need."""
    plural = None
    for mark in SINGLE_END.finditer(text, start, end):
        if MARK.search(text, start, mark.start()):
            break
        if text[mark.start() - 1] != "s":
            return mark.end()
        plural = plural or mark.end()
    return plural


def _dashes(text: str, line: Span, number: int, quoted: list[Quotation]) -> Iterator[Quotation]:
    """Dash dialogue: ``- Words. - said X. - More words.``: every other piece is speech.

    Speech opens the paragraph or follows a full stop. A paragraph that opens with a dash and holds no
    second one may be a list item: it is no quotation here.
    """
    at = line.start
    for opening in OPENING_DASH.finditer(text, line.start, line.end):
        if opening.start() < at or _inside(quoted, opening.start()):
            continue
        first = opening.start() == line.start
        if not first and opening.start() - line.start < DATELINE:
            continue
        turn = _turn(text, opening.end(), line.end)
        if turn is None and first:
            continue
        end = turn if turn is not None else line.end
        at = _tag_end(text, end, line.end) if turn is not None else line.end
        body = len(text[opening.start() : end].rstrip())
        yield Quotation(opening.start(), opening.start() + body, number, Shape.DASH)


def _inside(quoted: list[Quotation], at: int) -> bool:
    return any(q.start < at < q.end for q in quoted)


def _turn(text: str, start: int, end: int) -> int | None:
    """Where speech turns to its tag: at a dash after the end of a clause, else at the last dash.

    After the last dash one sentence must be left: the tag.
    """
    last = None
    for dash in DASH.finditer(text, start, end):
        before = text[start : dash.start()].rstrip()[-1:]
        if before in set(".,!?…”") or before == '"':
            return dash.start()
        last = dash.start()
        if TAG.match(text, dash.end(), end):
            return last
    return None


def _tag_end(text: str, start: int, end: int) -> int:
    """Where the tag ends that begins with the dash at ``start``: at its full stop or the next dash."""
    stop = TAG_END.search(text, start + 1, end)
    return stop.end() if stop else end
