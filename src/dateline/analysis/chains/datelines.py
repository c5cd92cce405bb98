"""The agency in a dateline, whose dispatch the whole report is ("OSLO, March 10 (Reuters) -")."""

from __future__ import annotations

import re

__all__ = ["is_wire"]

PLACE = r"[A-Z][\w.’'-]*(?:[ ,/.]{1,2}(?:of|de|la|do|[A-Z\d][\w.’'-]*))*"
BRACKET = re.compile(rf"(?:{PLACE}[.,]?\s*(?:[-–—]+\s*)?)?\(\s*")
"""As in "KYIV, Ukraine (", "Atlanta, United States (", "WASHINGTON -- (", "("."""
SLASH = re.compile(rf"(?:{PLACE}[.,]?\s*)?/\s*")
BARE = re.compile(r"(?:[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}(?:, [A-Z][\w’'. ]+)?\s+)?")
"""A place and nothing more: "New York CNN —"."""
BEHIND_BRACKET = re.compile(r"(?:\s*,[^()/\n]{1,30})?\s*\)(?:\s*[-–—:]|(?=[A-Z]))")
BEHIND_SLASH = re.compile(r"\s*/\.?\s*(?:[-–—]|[A-Z\"“«]|$)")
BEHIND_BARE = re.compile(r"\s*(?:[A-Z]\w+\s*)?[—–]+(?:\s|$)")
BEHIND_DATE = re.compile(r",\s+(?:[A-Z][a-z]+\.?\s+\d{1,2}|\d{1,2}\s+[A-Z][a-z]+)(?:,?\s+\d{4})?\s*[.—–-]")
"""As in "TASS, October 21."."""
LONGEST = 60
"""Code points before the agency."""


def is_wire(before: str, after: str) -> bool:
    """Whether a name between ``before`` (the line up to it) and ``after`` is a dateline's agency.

    The credit of a photograph ("(Reuters/Name)", "REUTERS/Name") has no dash behind it and is none.
    """
    if len(before) > LONGEST:
        return False
    forms = (
        (BRACKET, BEHIND_BRACKET),
        (SLASH, BEHIND_SLASH),
        (BARE, BEHIND_BARE),
        (re.compile(""), BEHIND_DATE),
    )
    return any(ahead.fullmatch(before) and behind.match(after) for ahead, behind in forms)
