"""Related-story teasers with a glued outlet and time: small dated, sourced reports of their own."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model.text import SegmentKind
from dateline.model.times import When
from dateline.reading.debris import kind_of
from dateline.reading.lines import Line

__all__ = ["Teaser", "ranked", "teaser"]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
STAMP = re.compile(
    r"(?:"
    r"(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>20\d\d|\d\d)"
    r"|(?P<iy>20\d\d)-(?P<im>\d\d)-(?P<id>\d\d)"
    rf"|(?P<wd>\d{{1,2}})\s{MONTH.format('wm')},?\s(?P<wy>20\d\d)"
    rf"|{MONTH.format('am')}\s(?P<ad>\d{{1,2}}),?\s(?P<ay>20\d\d)"
    r")"
    r"(?:(?:,|\s|\s?at|T)+\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:\s?(?P<half>[ap])\.?m\.?)?)?"
    r"[\s•·|,–—-]*$",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s[-–—|•]\s?|\s?[|•]\s")
LONGEST_OUTLET = 4
LONGEST = 400
SHORTEST_TITLE = 3
ENOUGH = 3
RANKED = re.compile(r"""(\d{1,2})(?:[.)]\s*|\s+)(?=[^\W\d]|["“'‘«])""")
LONGEST_LABEL = 4
LONGEST_RANKED = 18


@dataclass(frozen=True, slots=True)
class Teaser:
    """The outlet and the time that a teaser carries; either may be unknown."""

    outlet: str | None
    published: When | None


def teaser(words: str, *, counted: bool = False) -> Teaser | None:
    """The outlet and time of a teaser line such as ``Talks put off - CNN21.10.25, 08:00``.

    ``counted`` says that a view counter follows. Dates are day-first. None when too little speaks for
    a teaser: the marks are a time stamp glued to a word, an outlet between a dash and the stamp, a
    clock, a counter, and words before it that end no sentence.
    """
    stamp = STAMP.search(words[-60:]) if len(words) <= LONGEST else None
    if stamp is None:
        return Teaser(None, None) if counted and _title(words) else None
    head = words[: max(0, len(words) - 60) + stamp.start()]
    outlet = _outlet(head)
    marks = (
        2 * bool(re.search(r"[^\W\d_]$", head)),
        bool(outlet),
        bool(stamp["hour"]),
        2 * counted,
        not re.search(r"[.!?…]\s*$", head),
    )
    if len(head.split()) < SHORTEST_TITLE or sum(marks) < ENOUGH:
        return None
    if not outlet and sum(marks) == ENOUGH and not counted and not marks[0]:
        return None
    return Teaser(outlet, _when(stamp))


def ranked(found: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines that list other stories by rank: ``1 Rain closes the road``, ``2 …``.

    Such a list stands right under a teaser's label ("Most read"), counts from one without a gap, and
    holds at least two lines, none of which ends a sentence.
    """
    items: list[int] = []
    for first, line in enumerate(found):
        if first and _rank(line) == 1 and _label(found[first - 1]):
            last = first + 1
            while last < len(found) and _rank(found[last]) == last - first + 1:
                last += 1
            items += range(first, last) if last - first > 1 else ()
    return frozenset(items)


def _rank(line: Line) -> int | None:
    rank = RANKED.match(line.words)
    return int(rank[1]) if rank and line.titled and line.size <= LONGEST_RANKED else None


def _label(line: Line) -> bool:
    return line.size <= LONGEST_LABEL and kind_of(line.words) is SegmentKind.TEASER


def _title(words: str) -> bool:
    return len(words.split()) >= SHORTEST_TITLE and not re.search(r"[.!?…]\s*$", words)


def _outlet(head: str) -> str | None:
    """The words between the last dash and the stamp: few, and written as a name."""
    head = head.rstrip(" ,•·|-–—")
    cuts = list(SEPARATOR.finditer(head))
    if not cuts:
        return None
    name = head[cuts[-1].end() :].strip()
    named = 0 < len(name.split()) <= LONGEST_OUTLET and (name[0].isupper() or "." in name)
    return name if named else None


def _when(stamp: re.Match[str]) -> When | None:
    parts = stamp.groupdict()
    try:
        day = _day(parts)
        if not parts["hour"]:
            return When.day(day)
        hour = int(parts["hour"])
        if parts["half"]:
            hour = hour % 12 + 12 * (parts["half"].lower() == "p")
        return When.minute(dt.datetime.combine(day, dt.time(hour, int(parts["minute"]))))
    except ValueError:
        return None


def _day(parts: dict[str, str | None]) -> dt.date:
    if parts["y"]:
        year, month, day = int(parts["y"]) % 100 + 2000, int(parts["m"] or 0), int(parts["d"] or 0)
        return dt.date(year, day, month) if month > 12 >= day else dt.date(year, month, day)
    if parts["iy"]:
        return dt.date(int(parts["iy"]), int(parts["im"] or 0), int(parts["id"] or 0))
    dayfirst = parts["wy"] is not None
    in_year, name, at = (parts[key] or "" for key in (("wy", "wm", "wd") if dayfirst else ("ay", "am", "ad")))
    return dt.date(int(in_year), MONTHS.index(name.lower()[:3]) + 1, int(at))
