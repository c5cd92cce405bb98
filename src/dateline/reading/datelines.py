"""The dateline at the head of a report: ``GENEVA, Oct 21 (Reuters) -``, ``VALETTA —``, ``Moscow CNN —``."""

from __future__ import annotations

import re

__all__ = ["dateline_end", "is_dateline", "is_wire_dateline"]

PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
CAPITALS = r"[A-Z][A-Z.'’-]{2,}(?:[ /][A-Z][A-Z.'’-]+){0,3}"
REGION = rf"(?:, ?{PLACE}){{0,2}}"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
DAY = rf"(?:[,.] ?{MONTH} \d{{1,2}}(?:, \d{{4}})?)"
AGENCY = r"(?:\([A-Z][\w./ -]{1,24}\)|/[A-Z][\w. -]{1,20}/\.?|[A-Z]{2,5}(?: Business)?)"
WIRES = r"(?:AP|AFP|BBC|CNN|DPA|EFE|PAP|Reuters|REUTERS|TASS|UPI|Xinhua)"
DASH = r"(?:\s?[–—]+\s?|\s--?\s)"

HEADS = (
    re.compile(rf"{CAPITALS}{REGION}{DAY}?\.?(?: {AGENCY})?\.?{DASH}"),
    re.compile(rf"{PLACE}{REGION}{DAY}(?: {AGENCY})?\.?{DASH}"),
    re.compile(rf"{PLACE}{REGION},? {AGENCY}\.?{DASH}"),
    re.compile(rf"{CAPITALS}{REGION}{DAY}\.? {AGENCY}[.,:]? "),
    re.compile(rf"(?:\({WIRES}\)|{WIRES})\s?[–—]+\s?"),
)
ALONE = re.compile(rf"{PLACE}{REGION}(?: [A-Z]{{2,5}})?(?: [A-Z]\w+)?\s?[–—]+$")
WIRED = re.compile(rf"(?:{PLACE}{REGION} )?{WIRES}(?: [A-Z]\w+)?\s?[–—]+$")
LONGEST = 90


def dateline_end(words: str) -> int:
    """How many characters of a line are its dateline, dash included; 0 without one."""
    head = words[:LONGEST]
    found = next((m for m in (p.match(head) for p in HEADS) if m), None)
    return len(found.group().rstrip()) if found else 0


def is_dateline(words: str) -> bool:
    """Whether a whole line is a dateline on its own, as ``Moscow CNN —`` is."""
    return len(words) <= LONGEST and bool(ALONE.match(words))


def is_wire_dateline(words: str) -> bool:
    """Whether a whole line is a dateline with the name of a wire, wherever in the report it stands."""
    return len(words) <= LONGEST and bool(WIRED.match(words))
