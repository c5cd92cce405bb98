"""Dates by the calendar: days, months, quarters, seasons and feasts. Conventions: :mod:`.rules`."""

from __future__ import annotations

import datetime as dt

from dateline.model.times import When
from dateline.reading.dates import calendar_arithmetic as cal
from dateline.reading.dates.context import (
    ONE_DAY,
    SHIFTS,
    Context,
    Match,
    choose,
    day_number,
    given_year,
    month_number,
    read_year,
    take_part,
)

__all__ = [
    "day_of_month",
    "days_of_month",
    "days_of_two_months",
    "feast",
    "month",
    "month_year",
    "numeric",
    "quarter",
    "season",
    "slashed",
    "year",
]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def numeric(m: Match, _: Context) -> When | None:
    """``2025-10-21``, ``21.10.25``."""
    return When.day(dt.date(read_year(m["year"]), int(m["month"]), int(m["day"])))


def slashed(m: Match, _: Context) -> When | None:
    """``21/10/2025`` and ``10/21/2025``; what could be read both ways is not read."""
    day, month = int(m["day"]), int(m["month"])
    if day <= 12 and month <= 12 and day != month:
        return None
    if month > 12:
        day, month = month, day
    return When.day(dt.date(read_year(m["year"]), month, day))


def day_of_month(m: Match, context: Context) -> When | None:
    """``21 October``, ``Oct. 21``, ``Tuesday, October 21, 2025``."""
    month, day = month_number(m["month"]), day_number(m["day"])
    dt.date(2000, month, day)  # 31 June exists in no year
    given = given_year(m, context)
    if given:
        return When.day(dt.date(given, month, day))
    return choose(lambda year: When.day(dt.date(year, month, day)), context)


def days_of_month(m: Match, context: Context) -> When | None:
    """``13 to 15 October``, ``October 13-15, 2025``."""
    month, first, last = month_number(m["month"]), day_number(m["day"]), day_number(m["last_day"])
    if first > last:
        return None

    def in_year(year: int) -> When:
        return When.between(dt.date(year, month, first), dt.date(year, month, last))

    in_year(2000)
    given = given_year(m, context)
    return in_year(given) if given else choose(in_year, context)


def days_of_two_months(m: Match, context: Context) -> When | None:
    """``28 October to 2 November``, ``December 30, 2025 - January 2, 2026``."""
    first = month_number(m["month"]), day_number(m["day"])
    last = month_number(m["last_month"]), day_number(m["last_day"])

    def in_year(year: int) -> When:
        """The range that ends in ``year``."""
        start = dt.date(year - (first > last), *first)
        return When.between(start, dt.date(year, *last))

    if m["first_year"]:
        start = dt.date(read_year(m["first_year"]), *first)
        end = dt.date(read_year(m["year"] or m["first_year"]), *last)
        return When.between(start, end) if start <= end else None
    given = given_year(m, context)
    return in_year(given) if given else choose(in_year, context)


def month_year(m: Match, _: Context) -> When | None:
    """``October 2025``, ``late October 2025``."""
    return take_part(m["part"], When.month(read_year(m["year"]), month_number(m["month"])))


def month(m: Match, context: Context) -> When | None:
    """``in October``, ``last March``, ``mid-November``, ``the end of August``."""
    number = month_number(m["month"] or m["sure"] or m["unsure"])
    mod = m["mod"] and m["mod"].lower()
    if mod == "this" or m["of_year"]:
        year = context.today.year + SHIFTS[m["of_year"] or "this"]
        return take_part(m["part"], When.month(year, number))
    return take_part(m["part"], choose(lambda year: When.month(year, number), context, mod))


def year(m: Match, _: Context) -> When | None:
    """``in 2018``, ``mid-2026``."""
    return take_part(m["part"], When.year(read_year(m["year"] or m["parted"])))


def quarter(m: Match, context: Context) -> When | None:
    """``the first quarter of 2026``, ``Q4 2025``, ``the last quarter of this year``."""
    number = int(m["number"]) if m["number"] else _ORDINALS[m["ordinal"]]
    chosen = read_year(m["year"]) if m["year"] else context.today.year + SHIFTS[m["mod"]]
    return cal.quarter(chosen, number)


def season(m: Match, context: Context) -> When | None:
    """``spring 2026``, ``in the summer``."""
    if m["year"]:
        return take_part(m["part"], cal.season(read_year(m["year"]), m["name"].lower()))
    return take_part(m["part"], choose(lambda year: cal.season(year, m["bare"]), context))


def feast(m: Match, context: Context) -> When | None:
    """``Easter weekend`` (Good Friday to Easter Monday), ``Orthodox Easter``, ``Christmas Eve``."""
    name, orthodox = " ".join(m["feast"].split()), m["rite"] == "Orthodox"

    def in_year(year: int) -> When:
        if name.startswith("Christmas"):
            return When.day(dt.date(year, 12, 24 if name.endswith("Eve") else 25))
        if name.startswith("New"):
            return When.day(dt.date(year, 12, 31) if name.endswith("Eve") else dt.date(year, 1, 1))
        sunday = cal.easter(year, orthodox=orthodox)
        days = {"Good Friday": -2, "Easter Saturday": -1, "Easter Sunday": 0, "Easter Monday": 1}
        if name in days:
            return When.day(sunday + days[name] * ONE_DAY)
        return When.between(sunday - 2 * ONE_DAY, sunday + ONE_DAY)

    return in_year(read_year(m["year"])) if m["year"] else choose(in_year, context)
