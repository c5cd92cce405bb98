"""Quotation marks and their pairs in one paragraph, whatever the marks look like.

A mark opens or closes by its shape, by the white space around it, and by what stands open: reports mix
straight, curly, low and angle marks, turn them the wrong way round, forget them and use them for inches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.model.findings import Signal
from dateline.model.text import Span

__all__ = ["MARK", "MARKS", "Pair", "outside", "pairs", "points_left", "singles", "stray"]

MARK = re.compile(r"''|``|[\"“”„‟«»]")
MARKS = "\"“”„‟«»'’‘‚‹›`"
OPENERS, CLOSERS = frozenset({"“", "„", "‟", "«", "``"}), frozenset({"”", "»"})
TURNED = frozenset({("„", "“"), ("»", "«"), ("‟", "“")})
"""Pairs whose second mark has the shape of an opening one."""
SINGLE = re.compile(r"(?<![\w'’‘])['‘](?=[\w\[(…])(?!\d0s|em\b|til\b|tis\b|twas\b|n['’]\b)|[‚‹›](?=[\w\[(…])")
SINGLE_END = re.compile(r"(?<=[\w.,!?…)\]])['’‘›‹](?![\w'’])")
INCHES = re.compile(r"(?<![\w\"“”])(?:\d['’])?\d{1,3}(?:\.\d|½)?$")
INNER = frozenset("'‘’\"")
SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[A-Z])")
MESSAGES = {
    "unclosed": "This quotation mark opens and never closes; the quotation ends with its paragraph.",
    "unopened": "This quotation mark closes what was never opened.",
}


class Pair(NamedTuple):
    """Quoted words with their marks; ``depth`` pairs around them; not ``closed``: the end is missing."""

    start: int
    end: int
    depth: int
    closed: bool = True


def stray(code: str, at: int) -> Signal:
    """The signal of a mark at ``at`` without a partner: ``unclosed`` or ``unopened``."""
    return Signal(f"quotation.{code}", at, at + 1, MESSAGES[code])


def pairs(text: str, line: Span) -> tuple[list[Pair], list[Signal]]:
    """Pairs of double marks in the paragraph ``line``, and the marks without a partner.

    A mark left open makes a pair that is not closed: it ends with the paragraph, or where the next quotation
    opens after a full stop. A mark that closes after a comma what nothing opened closes its sentence.
    """
    found: list[Pair] = []
    signals: list[Signal] = []
    stack: list[re.Match[str]] = []
    for mark in MARK.finditer(text, line.start, line.end):
        if stack and _is_inches(text, line, mark):
            continue
        if _opens(text, line, mark, stack):
            if stack and mark.group() == stack[-1].group() and not _nests(text, line, mark):
                left = stack.pop().start()
                signals.append(stray("unclosed", left))
                found += _ended(text, line, left, mark.start(), len(stack))
            stack.append(mark)
        elif stack:
            found.append(Pair(stack.pop().start(), mark.end(), len(stack)))
        elif _next_closes(text, line, mark) and not INCHES.search(text, line.start, mark.start()):
            stack.append(mark)
        else:
            signals.append(stray("unopened", mark.start()))
            found += _begun(text, line, found, mark)
    if stack:
        first = stack[0].start()
        signals += [stray("unclosed", m.start()) for m in stack[1:]]
        found = [p._replace(depth=1) if p.start > first else p for p in found]
        found.append(Pair(first, line.end, 0, closed=False))
    return found, signals


def points_left(sign: str) -> bool:
    """Whether a mark by its shape opens."""
    return sign in OPENERS


def outside(text: str, line: Span, at: int, step: int) -> bool:
    """Whether what stands beside a mark (``step`` -1: before it) belongs outside the quoted words.

    An inner mark is looked through: in ``'stop'",`` it is the ``p`` that counts.
    """
    at += min(step, 0)
    while line.start <= at < line.end and text[at] in INNER:
        at += step
    if not line.start <= at < line.end or text[at].isspace():
        return True
    return text[at] in ("([{—–-/" if step < 0 else ")]}—–-/,.;:!?")


def singles(text: str, line: Span) -> Iterator[Span]:
    """Single marks used as quotation marks; an apostrophe has letters on both sides or no partner."""
    at = line.start
    while opening := SINGLE.search(text, at, line.end):
        closing = _single_end(text, opening.end(), line.end)
        at = opening.end() if closing is None else closing
        if closing is not None:
            yield Span(opening.start(), closing)


def _opens(text: str, line: Span, mark: re.Match[str], stack: Sequence[re.Match[str]]) -> bool:
    """Whether a mark opens: by its own shape, else by the white space and the words around it."""
    sign = mark.group()
    if stack and (stack[-1].group(), sign) in TURNED:
        return False
    before, after = outside(text, line, mark.start(), -1), outside(text, line, mark.end(), 1)
    if points_left(sign):
        return not (stack and after and not before)
    if sign in CLOSERS:
        return not stack and not after and (before or _is_followed(text, line, mark))
    return not stack if before == after else before


def _is_inches(text: str, line: Span, mark: re.Match[str]) -> bool:
    """Whether a mark inside a quotation measures (``the 12" guns``): the next mark closes, too."""
    if mark.group() not in {'"', "''", "”"} or not INCHES.search(text, line.start, mark.start()):
        return False
    return _next_closes(text, line, mark)


def _next_closes(text: str, line: Span, mark: re.Match[str]) -> bool:
    """Whether the next mark of the paragraph stands behind words and before none."""
    following = MARK.search(text, mark.end(), line.end)
    if following is None or points_left(following.group()):
        return False
    return not outside(text, line, following.start(), -1) and outside(text, line, following.end(), 1)


def _is_followed(text: str, line: Span, mark: re.Match[str]) -> bool:
    """Whether the next mark of the paragraph has the shape of one that closes."""
    following = MARK.search(text, mark.end(), line.end)
    return following is not None and following.group() in CLOSERS


def _nests(text: str, line: Span, mark: re.Match[str]) -> bool:
    """Whether a mark opens inside one of its own kind: what follows closes both.

    Straight marks show it where two stand side by side; marks that open and close by their shape where the
    rest of the paragraph closes one pair more than it opens.
    """
    if mark.group() == '"':
        return text.find('""', mark.end(), line.end) >= 0
    depth = 2
    for following in MARK.finditer(text, mark.end(), line.end):
        sign = following.group()
        depth += (sign == mark.group()) - (sign in CLOSERS and not outside(text, line, following.start(), -1))
        if not depth:
            return True
    return False


def _ended(text: str, line: Span, start: int, end: int, depth: int) -> Iterator[Pair]:
    """A quotation without an end before the next one, where it begins and ends like a sentence."""
    body = text[start:end].rstrip()
    before = text[line.start : start].rstrip()
    if depth == 0 and body[-1] in ".!?…," and body[1:2].isupper() and (not before or before[-1] in ":,.!?"):
        yield Pair(start, start + len(body), 0, closed=False)


def _begun(text: str, line: Span, found: Sequence[Pair], mark: re.Match[str]) -> Iterator[Pair]:
    """A quotation whose opening mark got lost: ``We go on," she said`` opens its paragraph or sentence."""
    if text[mark.start() - 1] != "," or mark.start() == line.start:
        return
    if text[mark.end() : mark.end() + 1] != " ":
        return
    start = line.start
    if found:
        stops = list(SENTENCE.finditer(text, max(p.end for p in found), mark.start()))
        if not stops:
            return
        start = stops[-1].end()
    if text[start].isupper():
        yield Pair(start, mark.end(), 0)


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
