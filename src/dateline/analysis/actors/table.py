"""The document name table: sightings put together into the actors of one report.

A person whose full name stands once is meant wherever the last word of it stands ("one sense per
discourse", Gale, Church & Yarowsky 1992). Two bearers of one surname: the one named in full last.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.analysis.actors.sightings import Sighting
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span

__all__ = ["COUNTERPART", "NameTable", "actors_of", "drop_overlaps"]

COUNTERPART = "counterpart"
"""A role that says only that there is another of the same; any other says more."""
SHORTEST_SURNAME = 3
PARTICLES = frozenset(
    ["von", "van", "der", "den", "de", "la", "del", "di", "da", "bin", "al", "el", "ben", "du", "le"]
)


class NameTable:
    """Surnames of the persons a report names in full, with where each full name stands."""

    def __init__(self, sightings: Iterable[Sighting]) -> None:
        """Learn from the sightings of whole names, in text order."""
        self._full: dict[str, Sighting] = {}
        self._bearers: dict[str, list[tuple[int, Sighting]]] = {}
        for sighting in sorted(sightings, key=lambda s: s.span):
            if sighting.full and sighting.kind is ActorKind.PERSON:
                self._full.setdefault(sighting.name, sighting)
                for surname in surnames(sighting.name):
                    self._bearers.setdefault(surname, []).append((sighting.span.start, sighting))

        self._pattern = self._surnames_pattern()

    def in_full(self, name: str) -> Sighting | None:
        """The sighting of the whole ``name``, where the report has it."""
        return self._full.get(name)

    def bearer(self, surname: str, offset: int) -> Sighting | None:
        """Who is called ``surname`` at ``offset``: named in full last before it, else first after it."""
        named = self._bearers.get(surname)
        if not named:
            return None
        at = bisect.bisect_right([start for start, _ in named], offset)
        return named[max(0, at - 1)][1]

    def bearer_in_capitals(self, surname: str, offset: int) -> Sighting | None:
        """Who is called ``surname`` at ``offset``, however its letters are written there."""
        low = surname.casefold()
        written = (
            surname
            if surname in self._bearers
            else next((s for s in self._bearers if s.casefold() == low), "")
        )
        return self.bearer(written, offset)

    def sweep(self, text: str, start: int) -> Iterator[Sighting]:
        """Every surname of the table in ``text``, which begins at ``start`` of the report."""
        for match in self._pattern.finditer(text) if self._bearers else ():
            person = self.bearer(match[0], start + match.start())
            if person is not None:
                yield replace(person, span=Span(start + match.start(), start + match.end()), full=False)

    def _surnames_pattern(self) -> re.Pattern[str]:
        words = "|".join(re.escape(w) for w in sorted(self._bearers, key=lambda w: (-len(w), w)))
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


def surnames(name: str) -> list[str]:
    """What a person may be called for short: the last word, and the particles before it with it."""
    words = name.split()
    if len(words) < 2:
        return []
    last = words[-1].rstrip(".,")
    if last in ("Jr", "Sr", "II", "III") and len(words) > 2:
        words, last = words[:-1], words[-2].rstrip(",")
    if len(last) < SHORTEST_SURNAME or not last[:1].isupper():
        return []
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    return [last] if at == len(words) - 1 else [" ".join(words[at:]), last]


def drop_overlaps(sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings in text order; of two that overlap, the one given first stays."""
    starts: list[int] = []
    kept: list[Sighting] = []
    for sighting in sightings:
        at = bisect.bisect_right(starts, sighting.span.start)
        before, after = kept[at - 1 : at] if at else [], kept[at : at + 1]
        if any(s.span.overlaps(sighting.span) for s in before + after):
            continue
        starts.insert(at, sighting.span.start)
        kept.insert(at, sighting)
    return kept


def actors_of(sightings: Sequence[Sighting]) -> tuple[Actor, ...]:
    """One actor a name, by first mention; the first side and role that a sighting tells are his."""
    grouped: dict[str, list[Sighting]] = {}
    for sighting in sorted(sightings, key=lambda s: s.span):
        grouped.setdefault(sighting.name.casefold(), []).append(sighting)
    return tuple(_actor(f"a{n}", group) for n, group in enumerate(grouped.values(), start=1))


def _actor(actor_id: str, group: Sequence[Sighting]) -> Actor:
    known = next((s for s in group if s.known), group[0])
    persons = any(s.kind is ActorKind.PERSON for s in group)
    kind = known.kind if known.known or not persons else ActorKind.PERSON
    side = next((s.side for s in (known, *group) if s.side), None)
    roles = [s.role for s in (known, *group) if s.role]
    role = next((r for r in roles if r != COUNTERPART), roles[0] if roles else None)
    return Actor(actor_id, known.name, kind, side, role, tuple(dict.fromkeys(s.span for s in group)))
