"""Places as they are compared: Budapest is in Hungary, the Kremlin is somewhere in Russia, Bree is Bree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from dateline.ledger.names import tokens
from dateline.world import World

__all__ = ["Fit", "Place", "fit", "place"]

_LOOSE = frozenset({"region", "office"})  # what holds towns, or stands in one


class Fit(IntEnum):
    """How two places go together."""

    OTHER = -1
    UNKNOWN = 0
    WITHIN = 1
    SAME = 2


@dataclass(frozen=True, slots=True)
class Place:
    """A town or venue (``site``, as words) and the state it is in, as far as the tables know.

    A ``loose`` site is a region or an office: it does not exclude a town of the same state.
    """

    site: tuple[str, ...] = ()
    state: str | None = None
    loose: bool = False


@lru_cache(1 << 12)
def place(name: str | None) -> Place:
    """The place of that name, "Budapest, Hungary" too; an empty one for no name."""
    if not name:
        return Place()
    world, rest, loose = World.default(), name, False
    state: str | None = None
    site: tuple[str, ...] = ()
    for mention in world.find(name):
        words = name[mention.start : mention.end]
        rest = rest.replace(words, " ")
        if mention.form.value == "name" and mention.entry.kind.value == "state":
            state = mention.entry.name
            continue
        known = next((e for e in mention.entries if e.kind.value == "place"), mention.entry)
        country = next((e.side for e in reversed(mention.entries) if e.kind.value != "organisation"), None)
        state = state or known.side if known.kind.value == "place" else state or country
        site = site or tokens(words)
        loose = known.kind.value == "office" or world.place_sort(known.name) in _LOOSE
    return Place(site or (() if state else tokens(rest)), state, loose)


def fit(one: Place, other: Place) -> Fit:
    """Whether two reports can mean one place."""
    if not (one.site or one.state) or not (other.site or other.state):
        return Fit.UNKNOWN
    if one.site and other.site:
        return _sites(one, other)
    if one.state and other.state:
        return Fit.WITHIN if one.state == other.state else Fit.OTHER
    return Fit.UNKNOWN


def _sites(one: Place, other: Place) -> Fit:
    ours, theirs = set(one.site), set(other.site)
    if ours <= theirs or theirs <= ours:
        return Fit.SAME
    same_state = one.state is not None and one.state == other.state
    return Fit.WITHIN if same_state and (one.loose or other.loose) else Fit.OTHER
