"""How a side's words on one issue hold together over time: shifts, and words that cannot both be meant.

Which stances pull in opposite directions is the table below; ``docs/positions.md`` shows it in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline.model.findings import Issue, Stance

if TYPE_CHECKING:
    from dateline.model.entries import DatedPosition

__all__ = ["AGAINST", "FOR", "WIDE", "Contradiction", "Shift", "opposed"]

FOR: frozenset[Stance] = frozenset(
    {Stance.DEMANDS, Stance.URGES, Stance.ACCEPTS, Stance.OFFERS, Stance.SUPPORTS, Stance.COMMITS}
)
"""Whoever takes one of these wants the matter to come about."""
AGAINST: frozenset[Stance] = frozenset({Stance.REJECTS, Stance.OPPOSES})
"""Whoever takes one of these does not. A condition is between the two; a warning, a threat, a
condemnation and a denial are about somebody else's act and turn against no matter of their own."""
WIDE: frozenset[Issue] = frozenset({Issue.OTHER})
"""Issues that hold unlike matters: two words on them are compared only where they share a theme."""


def opposed(one: Stance, other: Stance) -> bool:
    """Whether nobody can take both stances on one matter at one time."""
    return (one in FOR and other in AGAINST) or (one in AGAINST and other in FOR)


@dataclass(frozen=True, slots=True)
class Shift:
    """The same side on the same issue, and later another stance.

    ``before`` is the newest word of the report that spoke last, ``after`` the first word of the new
    one. ``theme`` are the words that both share where the issue is wide, else None.
    """

    before: DatedPosition
    after: DatedPosition
    theme: str | None = None

    @property
    def turns(self) -> bool:
        """Whether it goes from for to against or back, not only from one tone to another."""
        return opposed(self.before.stance, self.after.stance)

    def as_dict(self) -> dict[str, Any]:
        """The shift as plain values; the flat columns are those of the new words."""
        return {
            "before": self.before.stance.value,
            "after": self.after.stance.value,
            "turns": self.turns,
            "theme": self.theme,
            "was": self.before.as_dict(),
            "now": self.after.as_dict(),
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two voices of one side that at one time say what cannot both be meant; the older word first."""

    one: DatedPosition
    other: DatedPosition
    theme: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contradiction as plain values."""
        return {"theme": self.theme, "one": self.one.as_dict(), "other": self.other.as_dict()}
