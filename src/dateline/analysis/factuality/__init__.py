"""Is it so, is it denied, does it lie ahead: certainty, polarity and time of any event of a parsed line."""

from __future__ import annotations

from dateline.analysis.factuality.events import factuality_of
from dateline.analysis.factuality.values import Certainty, Factuality, Polarity, Time

__all__ = ["Certainty", "Factuality", "Polarity", "Time", "factuality_of"]
