"""Times of publication as moments in UTC, for formats that know no other."""

from __future__ import annotations

import datetime as dt

from dateline.model.times import When

__all__ = ["EPOCH", "in_words", "utc"]

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
"""What stands where a format demands a time and nobody told one."""

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads as the calendar does
)


def utc(when: When | None) -> dt.datetime:
    """The first minute of ``when`` in UTC; a time without a zone is taken as UTC, none as :data:`EPOCH`.

    The ledger puts reports in order by the same rule.
    """
    if when is None or when.first is None:
        return EPOCH
    moment = dt.datetime.combine(when.first, when.clock or dt.time(0, 0), dt.UTC)
    try:
        return moment - dt.timedelta(minutes=when.offset_minutes or 0)
    except OverflowError:  # the first or last day of the calendar
        return moment


def in_words(when: When | None) -> str | None:
    """A date as a person writes it: ``21 October 2025``, ``October 2025``, ``13 to 19 October 2025``."""
    if when is None or when.first is None or when.last is None:
        return None
    first, last = when.first, when.last
    if when.iso is not None and len(when.iso) == 4:
        return f"{first.year}"
    if when.iso is not None and len(when.iso) == 7:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return f"{_day(last)}{f', {when.clock:%H:%M}' if when.clock else ''}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
