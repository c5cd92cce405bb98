"""Whom the labels of a transcript name: ``MR ALVAREZ``, ``PRESIDENT MONTALVÁN``, ``Minister Ana Quispe``.

A label is no sentence, and in capitals: neither the parse nor the world tables read it. It means whoever the
report names in full, else whoever bears the name in that office on the day, else somebody of that name.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.analysis.actors.nouns import PhraseKind, match
from dateline.analysis.actors.phrases import stands_for
from dateline.analysis.actors.sightings import Sighting
from dateline.analysis.actors.table import NameTable
from dateline.analysis.parse import Parsed
from dateline.analysis.transcripts import Turn
from dateline.model.actors import ActorKind
from dateline.reading.transcripts import PREFIXES, lexicon
from dateline.world import Entry, EntryKind, World

__all__ = ["Labels", "Titled", "titled_label"]

KINDS: Final = {
    EntryKind.PERSON: ActorKind.PERSON,
    EntryKind.STATE: ActorKind.STATE,
    EntryKind.ORGANISATION: ActorKind.ORGANISATION,
    EntryKind.OUTLET: ActorKind.OUTLET,
}
LONGEST_SIDE: Final = 3
"""Words of a state's name in a label."""


@dataclass(frozen=True, slots=True)
class Titled:
    """The parts of a label: the name as prose writes it (empty for none), office and side before it."""

    name: str
    role: str | None
    side: str | None


@functools.lru_cache(maxsize=4096)
def titled_label(words: str) -> Titled:
    """The parts of the label ``words``: "PERUVIAN MINISTER TERÁN", "Mr Alvarez", "INÉS CARPIO OF ECUADOR"."""
    parts = words.split()
    lows = [part.casefold().rstrip(".") for part in parts]
    at, role, side = 0, None, None
    while at < len(parts):
        office, beside = _office(lows, at), _sided(parts, at)
        if office is not None:
            at, role = office
            owned = _sided(parts, at + 1) if lows[at : at + 1] in (["of"], ["for"]) else None
            at, side = owned or (at, side)
        elif (styled := _styled(lows, at)) and at + styled < len(parts):
            at += styled
        elif lows[at] == "the":
            at += 1
        elif beside is not None and beside[0] < len(parts):
            at, side = beside
        else:
            break
    name = parts[at:]
    for of in range(1, len(name) - 1):
        owner = _side(name[of + 1 :]) if name[of].casefold() == "of" else None
        if owner is not None:
            name, side = name[:of], owner
            break
    return Titled(_name(name), role, side)


def _office(lows: Sequence[str], at: int) -> tuple[int, str] | None:
    """The index behind the office that begins at word ``at``, and its role."""
    found = match(lows, at)
    roles = [noun.meaning for noun in found[1] if noun.kind is PhraseKind.TITLE] if found is not None else []
    return (found[0], roles[0]) if found is not None and roles else None


def _sided(parts: Sequence[str], at: int) -> tuple[int, str] | None:
    """The index behind the state or its adjective that begins at word ``at``, and the side."""
    at += parts[at : at + 1] in (["the"], ["THE"])
    for end in range(min(len(parts), at + LONGEST_SIDE), at, -1):
        side = _side(parts[at:end])
        if side is not None:
            return end, side
    return None


def _name(parts: Sequence[str]) -> str:
    """The words as prose writes a name: small words in small letters, unless they open it."""
    small = lexicon()["small"]["words"]
    written = (p.casefold() if n and p.casefold() in small else _as_written(p) for n, p in enumerate(parts))
    return " ".join(written)


def _styled(lows: Sequence[str], at: int) -> int:
    """How many words at ``at`` are a style before a name ("mr", "under secretary")."""
    styles = lexicon()["honorific"]["words"]
    return max((len(s.split()) for s in styles if lows[at : at + len(s.split())] == s.split()), default=0)


def _side(parts: Sequence[str]) -> str | None:
    """The state or organisation that the words name, or an adjective of it; capitals do not matter."""
    for words in (" ".join(parts), " ".join(map(_as_written, parts))):
        found = World.default().find(words) if words else ()
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)):
            return stands_for(found[0]) if found[0].entries[0].kind is not EntryKind.PERSON else None
    return None


def _as_written(word: str) -> str:
    """A word in capitals as prose writes it: ``Montalván``, ``McConnell``, ``O'Brien``, ``J.``."""
    if word.upper() != word and not word.startswith(PREFIXES):
        return word
    prefix = next((p for p in PREFIXES if word.startswith(p) and word[len(p) :].isupper()), None)
    if prefix is not None:
        return prefix + word[len(prefix) :].capitalize()
    if word.upper() != word or "." in word:
        return word
    return "".join(piece.capitalize() if piece.isalpha() else piece for piece in _pieces(word))


def _pieces(word: str) -> list[str]:
    pieces: list[str] = [""]
    for letter in word:
        if letter.isalpha():
            pieces[-1] += letter
        else:
            pieces += [letter, ""]
    return pieces


class _Report:
    """Whom one report names outside of its labels."""

    def __init__(self, sightings: Sequence[Sighting], table: NameTable) -> None:
        self._table = table
        self.persons = [s for s in sightings if s.kind is ActorKind.PERSON]
        self._named: dict[str, Sighting] = {}
        self._surnamed: dict[str, Sighting] = {}
        for sighting in sightings:
            self._named.setdefault(sighting.name.casefold(), sighting)
        for person in self.persons:
            if person.known:
                self._surnamed.setdefault(person.name.rsplit(" ", 1)[-1].casefold(), person)

    def find(self, name: str, offset: int) -> Sighting | None:
        """Who is called ``name`` at ``offset``, whichever letters are capitals."""
        low = name.casefold()
        if " " in name:
            return self._named.get(low)
        bearer = self._table.bearer_in_capitals(name, offset)
        return bearer or self._named.get(low) or self._surnamed.get(low)


class Labels:
    """The labels of one report and whom they name; it changes nothing in a report without turns."""

    def __init__(self, parsed: Parsed, on: dt.date | None) -> None:
        """``on`` is the day that decides who holds an office."""
        self._text, self._on = parsed.text, on
        self._outlet = (parsed.document.outlet or "").casefold()
        self._turns = [turn for turn in parsed.turns if not turn.unnamed]

    def in_full(self) -> Iterator[Sighting]:
        """A sighting for each label that names a person in full."""
        for turn in self._turns:
            named = titled_label(self._words(turn))
            if " " in named.name:
                known = self._known(turn, named)
                yield known or Sighting(turn.label, *self._person(named), full=True)

    def settled(self, sightings: Sequence[Sighting], table: NameTable) -> list[Sighting]:
        """The sightings of the report, and one for each label that names somebody."""
        report = _Report(sightings, table)
        named = [who for turn in self._turns if (who := self._who(turn, report)) is not None]
        return sorted([*sightings, *named], key=lambda s: s.span) if named else list(sightings)

    def _words(self, turn: Turn) -> str:
        return " ".join(self._text[turn.label.start : turn.label.end].split())

    def _who(self, turn: Turn, report: _Report) -> Sighting | None:
        named = titled_label(self._words(turn))
        if not named.name:
            return self._in_office(turn, named, report.persons)
        own = self._in_report(turn, named, report) or self._known(turn, named)
        return own or Sighting(turn.label, *self._person(named))

    def _person(self, named: Titled) -> tuple[str, ActorKind, str | None, str | None]:
        """What is known of somebody by the label alone; the outlet of the report may ask in its own name."""
        if named.name.casefold() == self._outlet:
            return named.name, ActorKind.OUTLET, None, None
        return named.name, ActorKind.PERSON, named.side, named.role

    def _in_report(self, turn: Turn, named: Titled, report: _Report) -> Sighting | None:
        """Whom the report names elsewhere: in full, else by the same surname."""
        found = report.find(named.name, turn.label.start)
        if found is None:
            return None
        side, role = found.side or named.side, found.role or named.role
        return replace(found, span=turn.label, full=False, side=side, role=role)

    def _in_office(self, turn: Turn, named: Titled, persons: Sequence[Sighting]) -> Sighting | None:
        """The one person in the office that is all a label says ("THE PRESIDENT").

        He is named before the first turn; else nobody else in the report holds such an office.
        """
        persons = [s for s in persons if s.role == named.role and named.side in (None, s.side)]
        above = [s for s in persons if s.span.end <= self._turns[0].whole.start]
        bearers = {s.name: s for s in above or persons}
        if named.role is None or len(bearers) != 1:
            return None
        return replace(next(iter(bearers.values())), span=turn.label, full=False)

    def _known(self, turn: Turn, named: Titled) -> Sighting | None:
        """Whom the world tables know by the whole name, or by a surname in office on the day."""
        whole = (entry for w in (self._words(turn), named.name) if (entry := self._entry(w)) is not None)
        entry = next(whole, None)
        if entry is None or entry.kind not in KINDS:
            return None
        office = named.role is not None and named.role == entry.role
        dated = self._on is not None and World.default().role(entry.name, self._on) is not None
        if entry.kind is EntryKind.PERSON and " " not in named.name and not (office or dated):
            return None
        side = None if entry.kind is EntryKind.OUTLET else entry.side or named.side
        full = entry.kind is EntryKind.PERSON and " " in named.name
        return Sighting(
            turn.label, entry.name, KINDS[entry.kind], side, entry.role or named.role, full, known=True
        )

    def _entry(self, words: str) -> Entry | None:
        """What the world tables know under exactly these words; a surname may be that of several."""
        found = World.default().find(words, on=self._on)
        if len(found) != 1 or (found[0].start, found[0].end) != (0, len(words)):
            return None
        return found[0].entries[0]
