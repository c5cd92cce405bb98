"""Arithmetic on days, weeks, months, seasons and feasts. Weeks run from Monday to Sunday (ISO 8601).

Everything here raises ``ValueError`` for a day that does not exist and ``OverflowError`` beyond
``datetime.date``; :func:`dateline.reading.dates.find` turns both into "no date".
"""

from __future__ import annotations

import calendar
import datetime as dt

from dateline.model.times import When

__all__ = [
    "add_months",
    "day_in_week",
    "easter",
    "ends",
    "half",
    "month_bounds",
    "nearest",
    "part_of",
    "quarter",
    "season",
    "week",
]

SEASON_STARTS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of each season, as meteorologists count them in the northern hemisphere."""


def ends(when: When) -> tuple[dt.date, dt.date]:
    """The first and the last day of ``when``; ``ValueError`` for a vague time."""
    if when.first is None or when.last is None:
        message = "a vague time has no ends"
        raise ValueError(message)
    return when.first, when.last


def week(day: dt.date, shift: int = 0) -> When:
    """The week that holds ``day``, moved by ``shift`` weeks."""
    monday = day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=shift)
    return When.between(monday, monday + dt.timedelta(days=6))


def day_in_week(day: dt.date, weekday: int, shift: int = 0) -> dt.date:
    """The day with that ``weekday`` (Monday is 0) in the week of ``day``, moved by ``shift`` weeks."""
    return day + dt.timedelta(days=weekday - day.weekday(), weeks=shift)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the last day of that month when it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return dt.date(years, month + 1, min(day.day, last))


def month_bounds(first_month: dt.date, months: int) -> When:
    """``months`` whole months from the month of ``first_month`` on."""
    first = first_month.replace(day=1)
    return When.between(first, add_months(first, months) - dt.timedelta(days=1))


def quarter(year: int, number: int) -> When:
    """The first to the fourth quarter of a year."""
    return month_bounds(dt.date(year, 3 * number - 2, 1), 3)


def half(year: int, number: int) -> When:
    """The first or the second half of a year."""
    return month_bounds(dt.date(year, 6 * number - 5, 1), 6)


def season(year: int, name: str) -> When:
    """The season that begins in ``year``: winter 2025 runs from December 2025 to February 2026."""
    return month_bounds(dt.date(year, SEASON_STARTS[name], 1), 3)


def easter(year: int, *, orthodox: bool = False) -> dt.date:
    """Easter Sunday in the Gregorian calendar.

    Sources: the anonymous Gregorian algorithm (Nature, 20 April 1876) and Meeus's Julian algorithm
    (Astronomical Algorithms, 1991), whose result is moved by the Julian calendar's lag.
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        lag = year // 100 - year // 400 - 2
        return dt.date(year, month, day + 1) + dt.timedelta(days=lag)
    a, (b, c) = year % 19, divmod(year, 100)
    f = (b + 8) // 25
    h = (19 * a + b - b // 4 - (b - f + 1) // 3 + 15) % 30
    rest = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * rest) // 451
    month, day = divmod(h + rest - 7 * m + 114, 31)
    return dt.date(year, month, day + 1)


def nearest(candidates: list[When], day: dt.date) -> When:
    """The candidate that lies nearest to ``day``; of two as near, the earlier one."""

    def distance(when: When) -> int:
        first, last = ends(when)
        return max((first - day).days, (day - last).days, 0)

    return min(candidates, key=distance)


def part_of(when: When, part: str) -> When:
    """A part of a week, month, season or year.

    Convention (ours; no standard says): *early*, *mid* and *late* are the thirds of a period, the
    second and first half its halves. *Beginning* and *end* are the outer thirds too, but of a year
    its first and last month. In a week, early is Monday to Wednesday, mid Tuesday to Thursday, late
    Thursday to Sunday, the end Friday to Sunday.
    """
    first, last = ends(when)
    length = (last - first).days + 1
    if length == 7:
        from_day, to_day = _WEEK_PARTS[part]
        return When.between(first + dt.timedelta(days=from_day), first + dt.timedelta(days=to_day))
    if length <= 31:
        return _part_of_month(first, last, part)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if part in ("beginning", "end") and months == 12:
        return month_bounds(first if part == "beginning" else last, 1)
    offset, size = _MONTH_PARTS[part]
    return month_bounds(add_months(first, months * offset // 6), max(1, months * size // 6))


_WEEK_PARTS = {
    "beginning": (0, 1),
    "early": (0, 2),
    "first half": (0, 2),
    "mid": (1, 3),
    "second half": (3, 6),
    "late": (3, 6),
    "end": (4, 6),
}
_MONTH_PARTS = {  # offset and size, in sixths
    "beginning": (0, 2),
    "early": (0, 2),
    "mid": (2, 2),
    "late": (4, 2),
    "end": (4, 2),
    "first half": (0, 3),
    "second half": (3, 3),
}


def _part_of_month(first: dt.date, last: dt.date, part: str) -> When:
    days = {
        "mid": (first.replace(day=11), first.replace(day=20)),
        "late": (first.replace(day=21), last),
        "end": (first.replace(day=21), last),
        "first half": (first, first.replace(day=15)),
        "second half": (first.replace(day=16), last),
    }
    return When.between(*days.get(part, (first, first.replace(day=10))))
