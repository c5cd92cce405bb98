"""Times in feeds: RFC 822 and ISO 8601 with their own offset, and whatever else feedparser can read."""

from __future__ import annotations

import datetime as dt
import re
import time
from email.utils import parsedate_to_datetime

from dateline.model.times import When
from dateline.sources.metadata import YEARS

__all__ = ["when_of"]


def when_of(words: object, parsed: time.struct_time | None = None) -> When | None:
    """The time that ``words`` name; ``parsed`` is another reader's opinion in UTC.

    None for what is no time, and for a year in which no report appeared.
    """
    found = (_iso(words) or _mail(words)) if isinstance(words, str) else None
    found = found or _utc(parsed)
    return found if found is not None and found.first is not None and found.first.year in YEARS else None


def _iso(words: str) -> When | None:
    text = re.sub(r"(?<=:\d\d)\.\d+", "", words.strip())
    text = re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text)
    try:
        return When.parse(text) if re.match(r"\d{4}-\d\d-\d\d", text) else None
    except (ValueError, OverflowError):
        return None


def _mail(words: str) -> When | None:
    try:
        moment = parsedate_to_datetime(words)
        return _when(moment)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _utc(parsed: time.struct_time | None) -> When | None:
    if parsed is None:
        return None
    try:
        return _when(dt.datetime(*parsed[:6], tzinfo=dt.UTC))
    except (ValueError, TypeError, OverflowError):
        return None


def _when(moment: dt.datetime) -> When:
    return When.minute(moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC))
