"""What each date expression means: one function per pattern of :mod:`.grammar`.

The conventions, where no standard decides:

* A week runs from Monday to Sunday.
* A bare weekday is decided by tense: past, the latest one on or before the anchor day; future or
  present, the first on or after it; without a tense, past, for reports tell what happened. The
  weekday of the anchor day is the anchor day. "last Tuesday" is the latest before the anchor day,
  "this Tuesday" that of the anchor's week, "next Tuesday" that of the week after, "this coming
  Tuesday" the first after the anchor day.
* A date without a year is the one nearest to the anchor, unless tense, "last" or "next" decides.
* "by X" runs from the anchor day to the last day of X, when that is still to come.
* A distance is as precise as its unit: "two weeks ago" is a week, "three months ago" a month.
* "later this month" begins on the day after the anchor; "earlier this month" ends on the day before.
* An ambiguous form (05/06/2025) and a day that does not exist are no dates.
"""

from __future__ import annotations

from collections.abc import Callable

from dateline.model.times import When
from dateline.reading.dates import absolute, relative
from dateline.reading.dates.context import Context, Match

__all__ = ["RULES", "Rule"]

Rule = Callable[[Match, Context], When | None]
"""A match and its context give a time; None, ``ValueError`` or ``LookupError`` mean: no date."""

RULES: dict[str, Rule] = {
    "iso": absolute.numeric,
    "dotted": absolute.numeric,
    "slashed": absolute.slashed,
    "days_of_two_months": absolute.days_of_two_months,
    "days_of_month": absolute.days_of_month,
    "day_month": absolute.day_of_month,
    "two_months_days": absolute.days_of_two_months,
    "month_days": absolute.days_of_month,
    "month_day": absolute.day_of_month,
    "month_year": absolute.month_year,
    "month": absolute.month,
    "year": absolute.year,
    "quarter": absolute.quarter,
    "season": absolute.season,
    "feast": absolute.feast,
    "weekday_of_week": relative.weekday_of_week,
    "weekdays": relative.weekdays,
    "weekday": relative.weekday,
    "night_before": relative.day_before,
    "day_beside": relative.day_beside,
    "near_day": relative.near_day,
    "day_before": relative.day_before,
    "ago": relative.ago,
    "rolling": relative.rolling,
    "within": relative.within,
    "ahead": relative.ahead,
    "unit_of_today": relative.unit_of_today,
    "unit": relative.unit,
    "the_weekend": relative.the_weekend,
    "vague": relative.vague,
}
