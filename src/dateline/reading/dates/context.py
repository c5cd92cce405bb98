"""What every rule reads with: the anchor and the tense, numbers in words, and the choice of a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.times import When
from dateline.reading.dates import calendar_arithmetic as cal
from dateline.reading.dates.grammar import NUMBERS

__all__ = [
    "ONE_DAY",
    "SHIFTS",
    "Context",
    "Match",
    "Tense",
    "choose",
    "day_number",
    "given_year",
    "month_number",
    "read_number",
    "read_year",
    "take_part",
]

Match = re.Match[str]
SHIFTS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "the": 0, "next": 1, "coming": 1}
"""How many periods a word moves on."""
ONE_DAY = dt.timedelta(days=1)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Tense(StrEnum):
    """The tense of the verb that a date belongs to; it decides a bare weekday."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is resolved against."""

    anchor: dt.date | None
    tense: Tense | None = None

    @property
    def today(self) -> dt.date:
        """The anchor day; ``LookupError`` when the publication time is unknown."""
        if self.anchor is None:
            message = "a relative date needs an anchor"
            raise LookupError(message)
        return self.anchor

    @property
    def looks_ahead(self) -> bool:
        """Whether a bare weekday lies ahead."""
        return self.tense in (Tense.FUTURE, Tense.PRESENT)


def month_number(name: str) -> int:
    """1 to 12, from a name or its abbreviation."""
    return _MONTHS.index(name[:3].lower()) + 1


def day_number(words: str) -> int:
    """The number in "21" or "21st"."""
    return int(words.rstrip("stndrh"))


def read_year(digits: str) -> int:
    """Four digits, or two: 69 to 99 belong to the last century (POSIX ``strptime``)."""
    year = int(digits)
    if len(digits) == 2:
        year += 1900 if year >= 69 else 2000
    if not 1000 <= year < 2200:
        message = f"no year of a news report: {digits}"
        raise ValueError(message)
    return year


def given_year(m: Match, context: Context) -> int | None:
    """The year that stands beside a date, in digits or as "last year"."""
    if m["of_year"]:
        return context.today.year + SHIFTS[m["of_year"]]
    return read_year(m["year"]) if m["year"] else None


def read_number(words: str) -> int:
    """The number in digits or in words ("a" is one)."""
    return int(words) if words.isdigit() else NUMBERS[words.lower()]


def take_part(words: str | None, when: When) -> When:
    """The part of ``when`` that ``words`` name ("early", "the second half"); all of it without words."""
    if words is None:
        return when
    part = words.lower().replace("-", " ")
    return cal.part_of(when, {"start": "beginning", "middle": "mid"}.get(part, part))


def choose(in_year: Callable[[int], When], context: Context, mod: str | None = None) -> When:
    """Of the same date in the years around the anchor, the one that tense or "last/next" asks for."""
    today = context.today
    candidates = []
    for year in range(today.year - 8, today.year + 9):
        try:
            candidates.append(in_year(year))
        except ValueError:  # 29 February
            continue
    before = [c for c in candidates if cal.ends(c)[0] <= today]
    after = [c for c in candidates if cal.ends(c)[1] >= today]
    if mod == "last":
        return [c for c in candidates if cal.ends(c)[1] < today][-1]
    if mod == "next":
        return min((c for c in candidates if cal.ends(c)[0] > today), key=cal.ends)
    if context.tense is Tense.PAST:
        return before[-1]
    return after[0] if context.tense is Tense.FUTURE else cal.nearest(candidates, today)
