"""Times as a store compares them: fixed-width strings whose order is the order of time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from dateline.model.times import When

__all__ = ["Moment", "day_after"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A :class:`When` as ``YYYY-MM-DDTHH:MM``; an unknown time is three empty strings.

    ``at`` is the first minute in UTC (a time without a zone is taken as UTC), for order; ``first``
    and ``last`` are the first and last minute as written, for filters: a reader who asks for the
    21st means the date he sees.
    """

    at: str = ""
    first: str = ""
    last: str = ""

    @classmethod
    def of(cls, when: When | None) -> Moment:
        """The moment of ``when``."""
        return _moment(when) if when is not None else _UNKNOWN


@lru_cache(1 << 16)  # the fold asks for the order of the same few times again and again
def _moment(when: When) -> Moment:
    if when.first is None or when.last is None:
        return _UNKNOWN
    if when.clock is None:
        first, last = _write(when.first, dt.time(0, 0)), _write(when.last, dt.time(23, 59))
        return Moment(first, first, last)
    written = _write(when.first, when.clock)
    return Moment(_utc(when.first, when.clock, when.offset_minutes), written, written)


def day_after(minute: str) -> str:
    """A day after a ``first`` or ``last``: no ``at`` of a row that begins by then is later, in any zone."""
    try:
        return _write(dt.date.fromisoformat(minute[:10]) + dt.timedelta(days=1), dt.time(23, 59))
    except (OverflowError, ValueError):  # the last day of the calendar
        return "~"


_UNKNOWN = Moment()


def _write(day: dt.date, clock: dt.time) -> str:
    return f"{day.isoformat()}T{clock:%H:%M}"


def _utc(day: dt.date, clock: dt.time, offset: int | None) -> str:
    try:
        moment = dt.datetime.combine(day, clock) - dt.timedelta(minutes=offset or 0)
    except OverflowError:  # the first or last day of the calendar
        return _write(day, clock)
    return _write(moment.date(), moment.time())
