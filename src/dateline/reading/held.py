"""What a publisher holds back: withheld items, and those under an embargo that has not passed."""

from __future__ import annotations

import datetime as dt

from dateline.errors import Withheld
from dateline.model.provenance import PubStatus
from dateline.model.times import When
from dateline.sources.raw import Raw

__all__ = ["refuse_held"]


def refuse_held(raw: Raw, now: dt.datetime | None = None) -> None:
    """Raise :class:`~dateline.errors.Withheld` for a report that may not be used at ``now`` (UTC).

    An embargo without a zone is taken as UTC, a day's ends when the day begins, and a vague one has
    no end. A cancellation is never held back: it takes words back.
    """
    if raw.pub_status is PubStatus.CANCELED:
        return
    if raw.pub_status is PubStatus.WITHHELD:
        message = f"{raw.where}: withheld by its publisher{_until(raw.embargo)}; read it once it is usable."
        raise Withheld(message)
    if raw.embargo is not None and _still(raw.embargo, now or dt.datetime.now(dt.UTC)):
        message = f"{raw.where}: under embargo{_until(raw.embargo)}; read it again then."
        raise Withheld(message)


def _still(embargo: When, now: dt.datetime) -> bool:
    if embargo.first is None:
        return True
    zone = dt.timezone(dt.timedelta(minutes=embargo.offset_minutes or 0))
    end = dt.datetime.combine(embargo.first, embargo.clock or dt.time.min, zone)
    return now < end


def _until(embargo: When | None) -> str:
    if embargo is None:
        return ""
    return f" until {embargo.iso}" if embargo.iso else " without an end"
