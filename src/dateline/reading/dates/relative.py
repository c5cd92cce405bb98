"""Dates reckoned from the day of publication. Conventions: :mod:`.rules`."""

from __future__ import annotations

import datetime as dt

from dateline.model.times import When
from dateline.reading.dates import calendar_arithmetic as cal
from dateline.reading.dates.context import (
    ONE_DAY,
    SHIFTS,
    Context,
    Match,
    Tense,
    choose,
    read_number,
    take_part,
)

__all__ = [
    "ago",
    "ahead",
    "day_before",
    "day_beside",
    "near_day",
    "rolling",
    "the_weekend",
    "unit",
    "unit_of_today",
    "vague",
    "weekday",
    "weekday_of_week",
    "weekdays",
    "within",
]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _weekday(number: int, mod: str | None, context: Context) -> dt.date:
    today = context.today
    behind, ahead = (today.weekday() - number) % 7, (number - today.weekday()) % 7
    if mod in ("last", "past", "this past"):
        return today - (behind or 7) * ONE_DAY
    if mod in ("coming", "this coming"):
        return today + (ahead or 7) * ONE_DAY
    if mod in ("this", "next"):
        return cal.day_in_week(today, number, SHIFTS[mod])
    return today + ahead * ONE_DAY if context.looks_ahead else today - behind * ONE_DAY


def _mod(m: Match) -> str | None:
    return " ".join(m["mod"].lower().split()) if m["mod"] else None


def weekday(m: Match, context: Context) -> When | None:
    """``Tuesday``, ``last Tuesday``, ``Tuesday evening``, ``Tuesday of next week``."""
    number = _WEEKDAYS.index(m["weekday"])
    if m["week"]:
        return When.day(cal.day_in_week(context.today, number, SHIFTS[m["week"].lower()]))
    return When.day(_weekday(number, _mod(m), context))


def weekday_of_week(m: Match, context: Context) -> When | None:
    """``next week on Tuesday``."""
    number = _WEEKDAYS.index(m["weekday"])
    return When.day(cal.day_in_week(context.today, number, SHIFTS[m["week"].lower()]))


def weekdays(m: Match, context: Context) -> When | None:
    """``Monday and Tuesday``, ``Thursday to Saturday``: from the one to the other."""
    first, last = _WEEKDAYS.index(m["weekday"]), _WEEKDAYS.index(m["last_weekday"])
    length = (last - first) % 7 * ONE_DAY
    if m["mod"] or context.looks_ahead:
        start = _weekday(first, _mod(m), context)
    else:
        start = _weekday(last, None, context) - length
    return When.between(start, start + length)


def near_day(m: Match, context: Context) -> When | None:
    """``today``, ``tonight``, ``yesterday evening``, ``earlier today``, ``this morning``."""
    shift = {"yesterday": -1, "tomorrow": 1}.get((m["word"] or "").lower(), 0)
    return When.day(context.today + shift * ONE_DAY)


def day_before(_: Match, context: Context) -> When | None:
    """``the day before``, ``last night``, ``a day earlier``: the day before the anchor."""
    return When.day(context.today - ONE_DAY)


def day_beside(m: Match, context: Context) -> When | None:
    """``the day before yesterday``, ``the day after tomorrow``."""
    return When.day(context.today + (2 if m["beside"].lower().startswith("after") else -2) * ONE_DAY)


def _moved(day: dt.date, count: int, unit: str) -> dt.date:
    if unit in ("month", "year"):
        return cal.add_months(day, count * (12 if unit == "year" else 1))
    days = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14}[unit]
    return day + dt.timedelta(days=count * days)


def _unit_at(day: dt.date, unit: str) -> When:
    """The unit that holds ``day``: a distance is as precise as its unit."""
    if unit == "year":
        return When.year(day.year)
    if unit == "month":
        return When.month(day.year, day.month)
    return cal.week(day) if unit in ("week", "fortnight") else When.day(day)


def _distance(m: Match, context: Context, sign: int) -> When | None:
    counts = sorted({read_number(m["count"]), read_number(m["most"] or m["count"])}, reverse=sign < 0)
    if m["unit"] in ("minute", "hour") and counts[-1] > 12:
        return None  # it may be another day, and the anchor has no clock
    wheres = [_unit_at(_moved(context.today, sign * n, m["unit"]), m["unit"]) for n in counts]
    return wheres[0] if len(wheres) == 1 else When.between(cal.ends(wheres[0])[0], cal.ends(wheres[-1])[1])


def ago(m: Match, context: Context) -> When | None:
    """``two days ago``, ``a fortnight ago``, ``three weeks from now``."""
    return _distance(m, context, -1 if m["way"] == "ago" else 1)


def ahead(m: Match, context: Context) -> When | None:
    """``in two weeks``; a span of time when the tense is past ("they met five times in two weeks").

    "In ten years" is a span more often than not, and is a date in the future tense only.
    """
    if context.tense is Tense.PAST or (m["unit"] == "year" and context.tense is not Tense.FUTURE):
        return None
    return _distance(m, context, 1)


def rolling(m: Match, context: Context) -> When | None:
    """``the past two weeks``, ``the next ten days``: up to the anchor day, or from it on."""
    sign = 1 if m["way"].lower() in ("next", "coming", "following") else -1
    other = _moved(context.today, sign * read_number(m["most"] or m["count"]), m["unit"])
    return When.between(min(other, context.today), max(other, context.today))


def within(m: Match, context: Context) -> When | None:
    """``within two weeks``: from the anchor day on."""
    return When.between(context.today, _moved(context.today, read_number(m["most"] or m["count"]), m["unit"]))


def _whole_unit(unit: str, shift: int, context: Context) -> When:
    today = context.today
    if unit == "weekend":
        saturday = cal.day_in_week(today, 5, shift)
        return When.between(saturday, saturday + ONE_DAY)
    if unit in ("week", "month", "year"):
        return _unit_at(_moved(today, shift, unit), unit)
    if unit == "quarter":
        return cal.month_bounds(cal.add_months(today, 3 * shift - (today.month - 1) % 3), 3)
    if shift == 0:
        return cal.season(today.year, unit)
    return choose(lambda year: cal.season(year, unit), context, "last" if shift < 0 else "next")


def _shifted(when: When, direction: str | None, today: dt.date) -> When:
    """The rest of a period after the anchor day, or what of it lies before."""
    if direction is None:
        return when
    first, last = cal.ends(when)
    if direction == "later":
        return When.between(min(today + ONE_DAY, last), last)
    return When.between(first, max(today - ONE_DAY, first))


def unit(m: Match, context: Context) -> When | None:
    """``last week``, ``early next year``, ``later this month``, ``the end of this week``."""
    mod, name = m["mod"].lower(), m["unit"]
    if mod in ("past", "coming") and name in ("week", "month", "year"):
        other = _moved(context.today, SHIFTS[mod], name)
        return When.between(min(other, context.today), max(other, context.today))
    when = _whole_unit(name, SHIFTS[mod], context)
    if mod == "this":
        when = _shifted(when, m["shift"] and m["shift"].lower(), context.today)
    return take_part(m["part"], when)


def unit_of_today(m: Match, context: Context) -> When | None:
    """``the end of the year``, ``later in the week``, ``earlier in the day``."""
    if m["unit"].lower() == "day":
        return When.day(context.today)
    when = _whole_unit(m["unit"].lower(), 0, context)
    return take_part(m["part"], _shifted(when, m["shift"] and m["shift"].lower(), context.today))


def the_weekend(_: Match, context: Context) -> When | None:
    """``the weekend``: the one to come when the tense is future, else the latest that has begun."""
    saturday = cal.day_in_week(context.today, 5)
    if not context.looks_ahead and saturday > context.today:
        saturday -= 7 * ONE_DAY
    return When.between(saturday, saturday + ONE_DAY)


def vague(_: Match, __: Context) -> When | None:
    """``soon``, ``in the coming weeks``: tagged, without an interval."""
    return When.vague()
