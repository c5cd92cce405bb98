"""Which names people have judged to be one actor's, or not: what the ledger reads names by.

A judgement is about names, as their words in small letters: "zelensky" and "zelenskiy" are one, "brook" is
not "ana brook". Where two people have one name, a judgement parts the reports that mean the other: what
they call so is known under a key of its own (``john brook#7``, by the number of the decision).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model.reviewed import Reviewed

__all__ = ["NO_ALIASES", "Aliases", "alike", "bare", "parted_key"]

Pair = tuple[str, str]
Forms = tuple[tuple[str, ...], ...]
"""Alternatives, each the words that a name must hold."""
_PARTED = "#"


@dataclass(frozen=True, slots=True)
class Aliases:
    """The judgements about names that are in force.

    ``alike`` gives for a name the one that stands for it and all that are its actor's; ``apart`` are pairs
    (each in order) that are never read as one; ``parted`` gives, for a report and a name in it, the number
    of the decision that parted them. ``decided`` is the last decision about each name.
    """

    alike: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    parted: Mapping[Pair, int] = field(default_factory=dict)
    decided: Mapping[str, Reviewed] = field(default_factory=dict)

    def root(self, key: str) -> str:
        """The key of the actor who goes by ``key``."""
        return self.alike.get(key, key)

    def key(self, report: str, name: str) -> str:
        """The key of the actor whom ``report`` calls ``name`` (as words)."""
        number = self.parted.get((report, name)) if self.parted else None
        return self.root(name if number is None else parted_key(name, number))

    def is_parted(self, report: str | None, name: str) -> bool:
        """Whether ``name`` means somebody else in ``report`` than in others."""
        return bool(self.parted) and (report, name) in self.parted

    def are_apart(self, one: str, other: str) -> bool:
        """Whether the two names are judged not to be one actor's."""
        return bool(self.apart) and ((one, other) if one <= other else (other, one)) in self.apart

    def forms(self, names: Forms | None) -> Forms | None:
        """What a name is looked for by, and every name that people put together with one that it finds."""
        if not names or not self.alike:
            return names
        words = {name: set(bare(name).split()) for name in self.alike}
        roots = {self.alike[n] for form in names for n, own in words.items() if own.issuperset(form)}
        others = sorted(bare(n) for n, root in self.alike.items() if root in roots)
        return tuple(dict.fromkeys((*names, *(tuple(n.split()) for n in others))))

    def plain(self) -> dict[str, dict[str, str]]:
        """For each name what is judged of it, as JSON has it: what differs is to be read again."""
        told: dict[str, dict[str, str]] = {}
        for name, root in self.alike.items():
            told.setdefault(name, {})["alike"] = root
        for one, other in sorted(self.apart):
            for name in (one, other):
                told.setdefault(name, {})[f"apart {one} / {other}"] = ""
        for (report, name), number in sorted(self.parted.items()):
            told.setdefault(name, {})[f"parted {report}"] = str(number)
            told.setdefault(parted_key(name, number), {})[f"parted {report}"] = ""
        for name, review in self.decided.items():
            told.setdefault(name, {})["decided"] = str(review.number)
        return told


NO_ALIASES = Aliases()
"""Nobody has judged any name."""


def parted_key(name: str, number: int) -> str:
    """The key of whom some reports call ``name``, as decision ``number`` parted them."""
    return f"{name}{_PARTED}{number}"


def bare(key: str) -> str:
    """The name in a key."""
    return key.partition(_PARTED)[0]


def alike(together: Iterable[Pair], preferred: Sequence[str]) -> dict[str, str]:
    """For each name of ``together`` the one that stands for its actor.

    That is the last of ``preferred`` among them (the first name of the last merge), else the first.
    """
    into: dict[str, str] = {}

    def root(name: str) -> str:
        while into.setdefault(name, name) != name:
            name = into[name]
        return name

    for one, other in sorted(together):
        into[root(other)] = root(one)
    groups: dict[str, list[str]] = {}
    for name in sorted(into):
        groups.setdefault(root(name), []).append(name)
    place = {name: number for number, name in enumerate(preferred)}
    found: dict[str, str] = {}
    for names in groups.values():
        best = max(names, key=lambda n: (_PARTED not in n, place.get(n, -1), -names.index(n)))
        found |= dict.fromkeys(names, best)
    return found
