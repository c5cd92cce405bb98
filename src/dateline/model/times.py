"""When: an interval of time with the precision it was given in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Precision", "When"]


class Precision(StrEnum):
    """How finely a time was given; ``vague`` has no interval ("in the near future")."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    INTERVAL = "interval"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class When:
    """A time as an interval of days, both ends included, or a minute of one day.

    ``first`` and ``last`` are ``None`` for a vague time; ``clock`` is set for minutes only, in the
    zone of ``offset_minutes`` from UTC where the words or the metadata gave one.
    """

    first: dt.date | None
    last: dt.date | None
    precision: Precision
    clock: dt.time | None = None
    offset_minutes: int | None = None

    @classmethod
    def day(cls, date: dt.date) -> When:
        """One day."""
        return cls(date, date, Precision.DAY)

    @classmethod
    def between(cls, first: dt.date, last: dt.date) -> When:
        """From ``first`` to ``last``, both included."""
        return cls.day(first) if first == last else cls(first, last, Precision.INTERVAL)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        """A whole month."""
        first = dt.date(year, month, 1)
        after = dt.date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else dt.date.max
        last = after - dt.timedelta(days=1) if after != dt.date.max else after
        return cls(first, last, Precision.MONTH)

    @classmethod
    def year(cls, year: int) -> When:
        """A whole year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)

    @classmethod
    def minute(cls, moment: dt.datetime) -> When:
        """A minute of one day; an aware datetime keeps its offset from UTC."""
        delta = moment.utcoffset()
        offset = None if delta is None else int(delta.total_seconds() // 60)
        clock = moment.time().replace(second=0, microsecond=0, tzinfo=None)
        return cls(moment.date(), moment.date(), Precision.MINUTE, clock, offset)

    @classmethod
    def vague(cls) -> When:
        """A time that was named without saying when."""
        return cls(None, None, Precision.VAGUE)

    @classmethod
    def parse(cls, iso: str) -> When:
        """Read what :attr:`iso` writes (and any ISO 8601 date-time; seconds are dropped).

        Raises ``ValueError`` when ``iso`` is none of: a date-time, a day, a month, a year, an
        interval ``day/day``.
        """
        text = iso.strip()
        first, slash, last = text.partition("/")
        if slash:
            start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
            if end < start:
                message = f"the interval {text} ends before it begins"
                raise ValueError(message)
            return cls.between(start, end)
        if len(text) == 4 and text.isdigit():
            return cls.year(int(text))
        if len(text) == 7 and text[4] == "-" and text.replace("-", "").isdigit():
            return cls.month(int(text[:4]), int(text[5:]))
        if len(text) == 10:
            return cls.day(dt.date.fromisoformat(text))
        return cls.minute(dt.datetime.fromisoformat(text))

    @property
    def iso(self) -> str | None:
        """ISO 8601: ``2025-10-21T08:00``, ``2025-10-21``, ``2025-10``, ``2025``, ``day/day``; vague: None."""
        if self.first is None or self.last is None:
            return None
        if self.precision is Precision.MINUTE and self.clock is not None:
            return f"{self.first.isoformat()}T{self.clock:%H:%M}{self._zone()}"
        if self.precision is Precision.MONTH:
            return f"{self.first.year:04d}-{self.first.month:02d}"
        if self.precision is Precision.YEAR:
            return f"{self.first.year:04d}"
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()}/{self.last.isoformat()}"

    def _zone(self) -> str:
        if self.offset_minutes is None:
            return ""
        sign = "-" if self.offset_minutes < 0 else "+"
        hours, minutes = divmod(abs(self.offset_minutes), 60)
        return f"{sign}{hours:02d}:{minutes:02d}"

    def overlaps(self, other: When) -> bool:
        """Whether the two intervals share a day; a vague time shares none."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return False
        return self.first <= other.last and other.first <= self.last
