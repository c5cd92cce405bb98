"""The mark that a person's decision leaves on an answer: who decided what, when, and what stood there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Reviewed"]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last decision in force about an answer.

    ``number`` names it for ``undo``; ``verb`` is accept, correct, merge, split or reject (of some of
    what it rested on); ``machine`` has the machine's value where the human's is shown.
    """

    number: int
    verb: str
    who: str
    at: str
    machine: Mapping[str, str | None] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The mark as plain values."""
        return {
            "number": self.number,
            "verb": self.verb,
            "who": self.who,
            "at": self.at,
            "machine": dict(self.machine),
        }
