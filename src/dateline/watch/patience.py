"""How long is waited before something is tried again."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

__all__ = ["DAY", "Patience", "retry_after"]

DAY = 86_400.0
_FIRST, _LONGEST = 60.0, 6 * 3600.0


class Patience:
    """Waits that double with each failure and are never quite the same for two feeds."""

    def __init__(self, chance: random.Random | None = None) -> None:
        """``chance`` spreads the waits; seeded, they can be foretold."""
        self._chance = chance or random.Random()  # noqa: S311 - nothing is secret about it

    def visit(self, every: float, failures: int, asked: float | None = None) -> float:
        """Seconds to the next visit of a feed, after so many failures in a row.

        A tenth of it is left to chance, so that feeds do not come all at once; a day is the longest,
        unless the feed is to be visited less often; what the server asked for is the least.
        """
        doubled = max(every, _FIRST) * 2.0 ** min(failures, 16)
        wait = min(doubled, max(every, DAY)) if failures else every
        return max(wait * self._chance.uniform(0.95, 1.05), asked or 0.0)

    def fetch(self, tries: int, asked: float | None = None) -> float:
        """Seconds to the next try of an article that could not be fetched ``tries`` times."""
        wait = min(_FIRST * 2.0 ** min(tries - 1, 16), _LONGEST)
        return max(wait * self._chance.uniform(0.8, 1.2), asked or 0.0)

    def again(self, idle: int) -> float:
        """Seconds before an article is read again whose last ``idle`` updates brought no other words."""
        return min(3600.0 * 2.0 ** min(idle - 1, 16), DAY) if idle else 0.0


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a server asks to wait (``Retry-After``, in seconds or as a date); a day at most."""
    words = headers.get("retry-after", "").strip()
    if words.isascii() and words.isdigit():
        return min(float(words[:9]), DAY)
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    return min(max(moment.timestamp() - now, 0.0), DAY)
