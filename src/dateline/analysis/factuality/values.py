"""What a text commits itself to about an event: the three values of factuality.

The scheme is that of NewsReader's MEANTIME corpus (van Son, van Erp, Fokkens and Vossen, "Hope and Fear:
Interpreting Perspectives by Integrating Sentiment and Event Factuality", 2014), which goes back to FactBank
(Saurí and Pustejovsky, "FactBank: a corpus annotated with event factuality", 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Certainty", "Factuality", "Polarity", "Time"]


class Certainty(StrEnum):
    """How sure the source of the words is of the event."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNDERSPECIFIED = "underspecified"


class Polarity(StrEnum):
    """Whether the event is affirmed or denied."""

    POS = "pos"
    NEG = "neg"
    UNDERSPECIFIED = "underspecified"


class Time(StrEnum):
    """Whether the event lies ahead of the words that tell of it."""

    NON_FUTURE = "non_future"
    FUTURE = "future"


@dataclass(frozen=True, slots=True)
class Factuality:
    """Certainty, polarity and time of one event; without arguments what holds of most: it happened."""

    certainty: Certainty = Certainty.CERTAIN
    polarity: Polarity = Polarity.POS
    time: Time = Time.NON_FUTURE

    @property
    def ahead(self) -> bool:
        """Whether the event is future."""
        return self.time is Time.FUTURE

    def denied(self) -> Factuality:
        """The same under a negation: what was denied is affirmed, and the other way round."""
        turned = {Polarity.POS: Polarity.NEG, Polarity.NEG: Polarity.POS}
        return Factuality(self.certainty, turned.get(self.polarity, self.polarity), self.time)
