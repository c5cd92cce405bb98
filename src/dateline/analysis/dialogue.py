"""Dashes as quotation marks: ``- Words. - said X. - More words.``, as many reports print speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.model.text import Span

__all__ = ["dash_speech"]

OPENING_DASH = re.compile(r"(?:(?<=[.!?…]\s)|(?<=[.!?…\"”])(?=[–—]|-\s)|(?<![^\n]))[-–—]\s*(?=[A-Z“\"])")
DASH = re.compile(r"(?:(?<=\s)|(?<=[.,!?…\"”]))[-–—](?:\s+(?=\w)|(?<=[–—])(?=\w)|(?<=[,!?…\"”]-)(?=\w))")
TAG = re.compile(r"[^.!?…\"“”]{1,120}(?:[.!?…]|$)")
TAG_END = re.compile(r"[.!?…](?=\s|[-–—A-Z\"“]|$)|(?<=\s)[-–—](?=\s)")
DATELINE = 60
"""Code points. A dash so near the beginning of a paragraph stands after a dateline."""


def dash_speech(text: str, line: Span, quoted: Sequence[Span]) -> Iterator[Span]:
    """The stretches of the paragraph ``line`` that dashes mark as speech, from the dash to the last word.

    Every other piece is speech, the rest its tag. Speech opens the paragraph or follows a full stop. A
    paragraph that opens with a dash and holds no second one may be a list item: it is no quotation here.
    ``quoted`` are the ranges inside marks: a dash there opens nothing.
    """
    at = line.start
    talks = False
    for opening in OPENING_DASH.finditer(text, line.start, line.end):
        if opening.start() < at or any(q.start < opening.start() < q.end for q in quoted):
            continue
        first = opening.start() == line.start
        if not (first or talks) and opening.start() - line.start < DATELINE:
            continue
        turn = _turn(text, opening.end(), line.end)
        if turn is None and first:
            continue
        end = turn if turn is not None else line.end
        at = _tag_end(text, end, line.end) if turn is not None else line.end
        talks = True
        yield Span(opening.start(), opening.start() + len(text[opening.start() : end].rstrip()))


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
