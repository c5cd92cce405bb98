"""The lexicon of outlet wrappers as patterns over the words before and after an outlet's name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from dateline.analysis.lexicons import lexicon

__all__ = ["AROUND", "LEAD_IN", "Wording", "Wrapping", "platforms", "times", "wordings"]

AROUND = 90
"""Code points before and after an outlet's name in which its wrapper is looked for."""
MARKS = "\"“”„«»‘'*"
CORRESPONDENTS = r"(?:correspond\w+|correspodent|reporters?|journalists?|observers?)"


class Wrapping(IntEnum):
    """How the outlet carries the news; the order is from the outside in."""

    DATELINE = 0
    RELAY = 1
    SUFFIX = 2
    CREDIT = 3
    SOURCE = 4
    VENUE = 5


@dataclass(frozen=True, slots=True)
class Wording:
    """One row of the lexicon: a wrapping, and the patterns that the words around a name must fit.

    ``subject``: the outlet is who tells ("Reuters reported"). ``any_name``: the outlet may be one that no
    table knows.
    """

    wrapping: Wrapping
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    any_name: bool
    subject: bool

    def fits(self, before: str, after: str) -> int | None:
        """How many code points of ``after`` the wrapper takes; None where the words do not fit."""
        ahead = self.before.search(before) if self.before else None
        behind = self.after.match(after) if self.after else None
        if (self.before and ahead is None) or (self.after and behind is None):
            return None
        if self.unless and ahead is not None and self.unless.search(before, 0, ahead.start()):
            return None
        if self.unless_after and self.unless_after.match(after):
            return None
        return behind.end() if behind is not None else 0


@functools.cache
def wordings() -> tuple[Wording, ...]:
    """All rows in the lexicon's order; the first one that fits counts."""
    return tuple(_wording(row) for row in lexicon("outlet_wrappers")["wrapper"])


def _wording(row: Mapping[str, Any]) -> Wording:
    kind = row["kind"]
    return Wording(
        Wrapping[kind.upper()],
        _before(row["before"], kind) if "before" in row else None,
        _after(row["after"]) if "after" in row else None,
        re.compile(rf"(?<!\w)(?:{_any(row['unless'])})\s*$", re.IGNORECASE) if "unless" in row else None,
        _unless_after(row["unless_after"]) if "unless_after" in row else None,
        row.get("any_name", False),
        row.get("subject", False),
    )


def _any(words: Sequence[str]) -> str:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(_phrase(w) for w in ordered)


def _phrase(words: str) -> str:
    return (
        re.escape(words).replace(r"\ \~", rf"(?:\s+{times()})?").replace(r"\ ", r"\s+").replace("’", "['’]")
    )


@functools.cache
def times() -> str:
    """As in "on Monday", "earlier this week", "on 3 May 2031"."""
    words = "|".join(lexicon("outlet_wrappers")["times"]["words"])
    return rf"(?i:(?:(?:{words}|\d{{1,2}}(?:st|nd|rd|th)?|\d{{4}})(?!\w),?\s*){{1,6}}(?<=[\s,\w]))"


@functools.cache
def _description() -> str:
    """As in "the Russian state news agency": known words, and words with a capital."""
    words = "|".join(lexicon("outlet_wrappers")["description"]["words"])
    word = rf"(?:(?i:{words})|[A-Z][\w.-]*|[\w]+-[\w-]+)(?:['’]s)?"
    return rf"(?:(?i:the|an?|its|our|his|her|their|two|three|several)\s+)?(?:{word}\s+){{0,7}}?"


LEAD_IN = rf"(?:(?i:the|an?)\s+)?(?:[\w’'.-]+\s+){{0,4}}[{MARKS}]?"
"""What may stand between the comma and the name of an outlet that closes a sentence."""


def _before(words: Sequence[str], kind: str) -> re.Pattern[str]:
    if kind == "suffix":
        return re.compile(rf"(?:\s|(?<=\w)(?=:))(?:{_any(words)})\s*(?:the\s+)?$")
    return re.compile(
        rf"(?<![\w-])(?i:{_any(words)})[{MARKS}]?\s+(?:{times()}\s*)?{_description()}[{MARKS}]*$"
    )


def _after(words: Sequence[str]) -> re.Pattern[str]:
    """A verb behind the name; a title, a time or a clause between commas may come first."""
    clause = r"(?:\s*,[^,;:.\"“”]{1,60},)?"
    name = rf"[{MARKS}]*(?:['’]s?)?(?:\s+(?:{_title()}))*{clause}(?:\s+{times()})?"
    glued = [w for w in words if w[:1] in ",’"]
    apart = [w for w in words if w[:1] not in ",’"]
    options = [rf"\s+(?:{_any(apart)})"] if apart else []
    options += [rf"\s*(?:{_any(glued)})"] if glued else []
    bare = rf"[{MARKS}]*(?:{'|'.join(options)})"
    return re.compile(rf"(?i:{bare}|{name}(?:{'|'.join(options)}))(?!\w)")


@functools.cache
def _title() -> str:
    kinds = r"agency|newspaper|daily|channel|portal|website|magazine|network|tv|news|digital"
    return rf"(?:(?:news|information|telegram)\s+)?(?:{kinds}|{CORRESPONDENTS})"


def _unless_after(words: Sequence[str]) -> re.Pattern[str]:
    glued = "|".join(rf"\s*{_phrase(w)}" if w[:1] == "’" else rf"\s+{_phrase(w)}" for w in words)
    return re.compile(rf"[{MARKS}]*(?:['’]s?)?(?:{glued})(?!\w)", re.IGNORECASE)


@functools.cache
def _platform_patterns() -> tuple[re.Pattern[str], ...]:
    row = lexicon("outlet_wrappers")["platforms"]
    names, pages = _any(row["names"]), _any(row["pages"])
    of = (
        r"(?:(?i:the|his|her|its|their|our|an?|official|own|personal|social|media|network|platform|"
        r"messaging|app|messenger|verified)\s+){0,5}"
    )
    owner = r"(?:(?:[A-Z][\w.-]*|[a-z]+)['’]s?\s+(?:[\w-]+\s+)?)?"
    unless = "".join(rf"(?<!\b{w}\s)" for w in row["unless"])
    return (
        re.compile(rf"{unless}(?<![\w-])(?i:{_any(row['before'])})\s+{of}{owner}({names})(?![\w-]|\.\w)"),
        re.compile(rf"(?<![\w-])(?i:in|on|through|via)\s+{of}{owner}({names})\s+(?:{pages})(?!\w)"),
    )


def platforms(text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` names a platform as the place of a publication ("in a post on Telegram")."""
    found: dict[int, int] = {}
    for pattern in _platform_patterns():
        for match in pattern.finditer(text):
            if match[1] != "X" or not re.match(r"\s+(?:[A-Z]|\d)", text[match.end(1) :]):
                found.setdefault(match.start(1), match.end(1))
    yield from sorted(found.items())
