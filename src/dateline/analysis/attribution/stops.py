"""Where sentences end in running text with quotations, without a parse."""

from __future__ import annotations

import re

__all__ = ["STOP", "first_stop", "last_stop"]

STOP = re.compile(r"[.!?…][\"”’')\]]*\s*(?=[A-Z“\"]|$)")
ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Rev|Prof|Lt|Col|Sgt|vs|U\.S|a\.m|p\.m)\.$"
)


def last_stop(text: str, start: int, end: int) -> int:
    """Where the last sentence of ``text[start:end]`` begins."""
    at = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not _abbreviates(text, start, stop):
            at = stop.end()
    return at


def first_stop(text: str, start: int, end: int) -> int:
    """Where the first sentence of ``text[start:end]`` ends."""
    for stop in STOP.finditer(text, start, end):
        if stop.start() > start and not _abbreviates(text, start, stop):
            return stop.end()
    return end


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    return ABBREVIATION.search(text, max(start, stop.start() - 6), stop.start() + 1) is not None
