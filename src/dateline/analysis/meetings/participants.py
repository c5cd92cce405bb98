"""Who takes part: the actors around a word that names an encounter, persons before their states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.narrator import narrator_of
from dateline.analysis.chains.peoples import the_two
from dateline.analysis.clauses import is_first_person
from dateline.analysis.meetings.ranks import is_deputy, office_of
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Findings, Participant, Statement
from dateline.model.text import Span
from dateline.world import Entry, EntryKind, Form, World

__all__ = ["Cast", "Party", "merged", "sides_of"]

NATIONAL = frozenset({Form.NAME, Form.DEMONYM, Form.ABBREVIATION})
SENDING = frozenset({EntryKind.STATE, EntryKind.ORGANISATION})
DOMESTIC = frozenset({"cabinet", "congress", "parliament", "senate", "government"})
BETWEEN_HALVES = re.compile(r"\binter-(Korean)\b", re.IGNORECASE)
HALVES = re.compile(r"\b(North|South|East|West) and (?:North|South|East|West) ([A-Z]\w+)")
TAKES_PART = frozenset(
    {ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OFFICE, ActorKind.GROUP}
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who may take part, as one mention shows him; ``start`` is where the mention begins."""

    name: str
    side: str | None
    person: bool
    start: int

    @property
    def participant(self) -> Participant:
        """What the report says of him."""
        return Participant(self.name, self.side)


class Cast:
    """The actors and the statements of a report, ready to be asked who stands where."""

    def __init__(self, parsed: Parsed, findings: Findings) -> None:
        """Index the actors of ``findings``; statements are sorted, the shortest content first."""
        self._parsed = parsed
        self._actors = ActorIndex(findings.actors)
        self._narrator = narrator_of(parsed, findings.actors)
        parts = [(p, s) for s in findings.statements for p in s.content]
        self._contents = sorted(parts, key=lambda pair: (pair[0].end - pair[0].start, pair[0].start))

    def actor(self, name: str | None) -> Actor | None:
        """The actor with this canonical name."""
        return self._actors.by_name(name) if name else None

    def statement(self, span: Span) -> Statement | None:
        """The innermost statement whose content holds the beginning of ``span``."""
        start = Span(span.start, span.start + 1)
        return next((s for part, s in self._contents if part.holds(start)), None)

    def content(self, span: Span) -> Span | None:
        """The smallest content range that holds the beginning of ``span``."""
        start = Span(span.start, span.start + 1)
        return next((part for part, _ in self._contents if part.holds(start)), None)

    def parties(self, tokens: Sequence[Any], *, places: bool = False) -> list[Party]:
        """Who stands among ``tokens`` (neighbours of one line), in text order, each once.

        Adjectives count ("US and Russian officials"), a capital stands for its state with ``places``.
        """
        if not tokens:
            return []
        span = Span(self._parsed.span(tokens[0]).start, self._parsed.span(tokens[-1]).end)
        found = [
            party
            for mention, actor in self._actors.mentions(span)
            if mention.end <= span.end
            for party in _parties(actor, mention)
        ]
        spoken = [self._first_person(t) for t in tokens if is_first_person(t)]
        parties = [p for p in (*found, *spoken, *self._states(span, places=places)) if p is not None]
        named = merged([sorted((self._full(p) for p in parties), key=lambda p: p.start)])
        return self._in_office(tokens, named, span.start)

    def _full(self, party: Party) -> Party:
        """``party`` under the full name, where the report gives but a first name: "Donald's courage"."""
        if not party.person or " " in party.name:
            return party
        people = [a for a in self._actors.actors if a.kind is ActorKind.PERSON and " " in a.name]
        same = [a for a in people if a.name.split()[0] == party.name]
        if len(same) != 1 or any(a.name.split()[-1] == party.name for a in people):
            return party
        return Party(same[0].name, same[0].side, person=True, start=party.start)

    def _in_office(self, tokens: Sequence[Any], named: list[Party], start: int) -> list[Party]:
        """``named`` with states turned into those who hold the office that a plural names.

        "The foreign ministers of Peru and Chile" are two persons when the report names them, and so are
        "the presidents" when it names exactly two.
        """
        office = office_of(tokens)
        if office is None or is_deputy(t.lower_ for t in tokens) or any(p.person for p in named):
            return named
        pair = next((p for t in tokens if (p := the_two(self._parsed, self._actors, t))), [])
        if pair and not named:
            return [Party(a.name, a.side, person=True, start=start) for a in pair]
        holders = self._holders(office)
        if named:
            return [self._holder(p, holders) for p in named]
        sides = {h.side or h.name for h in holders}
        both = len(holders) == len(sides) == 2
        return [Party(h.name, h.side, person=True, start=start) for h in holders] if both else []

    def _holders(self, office: str) -> list[Actor]:
        """The persons whose role is ``office``; "ministers" may be of any field."""
        people = [a for a in self._actors.actors if a.kind is ActorKind.PERSON and a.role]
        if office == "minister":
            return [a for a in people if (a.role or "").casefold().endswith(" minister")]
        return [a for a in people if (a.role or "").casefold() == office]

    @staticmethod
    def _holder(party: Party, holders: Sequence[Actor]) -> Party:
        side = party.side or party.name
        mine = [h for h in holders if h.side == side] or [h for h in holders if h.side is None]
        return Party(mine[0].name, side, person=True, start=party.start) if len(mine) == 1 else party

    def _states(self, span: Span, *, places: bool) -> list[Party]:
        """The states that only an adjective or, with ``places``, a capital names."""
        forms = NATIONAL | {Form.CAPITAL} if places else NATIONAL
        states = []
        for known in World.default().find(self._parsed.text[span.start : span.end]):
            here = Span(span.start + known.start, span.start + known.end)
            if known.form not in forms or self._is_named(here):
                continue
            sending = SENDING if self._is_described(here) else {EntryKind.STATE}
            entry = next((e for e in known.entries if e.kind in sending or _has_members(e)), None)
            if entry is not None:
                states.append(Party(entry.name, entry.name, person=False, start=here.start))
        return [*self._halves(span), *states]

    def _is_named(self, span: Span) -> bool:
        """Whether an actor with a name stands there: "Russian" in "US and Russian officials" is not taken."""
        return any(a.kind is not ActorKind.UNNAMED for _, a in self._actors.mentions(span))

    def _is_described(self, span: Span) -> bool:
        """Whether it stands inside the words for people without a name: "negotiators from A and B"."""
        return any(a.kind is ActorKind.UNNAMED and m.holds(span) for m, a in self._actors.mentions(span))

    def _halves(self, span: Span) -> list[Party]:
        """The first of two states that share the end of their names: "North and South Korea"."""
        found = []
        for match in HALVES.finditer(self._parsed.text, span.start, span.end):
            name = World.default().state(f"{match[1]} {match[2]}")
            if name is not None:
                found.append(Party(name, name, person=False, start=match.start()))
        for match in BETWEEN_HALVES.finditer(self._parsed.text, span.start, span.end):
            found += [Party(s, s, person=False, start=match.start()) for s in ("North Korea", "South Korea")]
        return found

    def _first_person(self, token: Any) -> Party | None:
        """Who "I" or "we" is: the speaker of the statement around it, or the narrator."""
        span = self._parsed.span(token)
        if token.lower_ in {"i", "me", "my"}:
            return self.speaker(span)
        side = self.side(span)
        return Party(side, side, person=False, start=span.start) if side else self.speaker(span)

    def side(self, span: Span) -> str | None:
        """For whom the speaker at ``span`` speaks, whether he is named or not."""
        statement = self.statement(span)
        if statement is not None:
            return statement.speaker.side
        narrator = self.narrator(span)
        return narrator.side if narrator else None

    def speaker(self, span: Span) -> Party | None:
        """Who speaks at ``span``: the speaker of the statement around it, or the narrator of a speech."""
        statement = self.statement(span)
        if statement is None:
            actor = self.narrator(span)
            return Party(actor.name, actor.side, person=True, start=span.start) if actor else None
        speaker = statement.speaker
        if speaker.name is None or not speaker.named or speaker.kind not in TAKES_PART:
            return None
        return Party(speaker.name, speaker.side, speaker.kind is ActorKind.PERSON, span.start)

    def narrator(self, span: Span) -> Actor | None:
        """Whose speech the report prints at ``span``."""
        told = self._narrator
        return told.actor if told and span.start >= told.start else None


def _has_members(entry: Entry) -> bool:
    """Whether it is a body of states: "the G7 leaders" are its people, though no actor stands there."""
    return entry.kind is EntryKind.ORGANISATION and bool(World.default().members(entry.name))


def _pair(actor: Actor, mention: Span) -> list[Party]:
    """The two persons of a name that joins them: "Zelensky-Lula"."""
    halves = actor.name.split("-")
    if len(halves) != 2 or len(actor.name.split()) > 1:
        return []
    known = [e for half in halves for k in World.default().find(half) for e in k.entries[:1]]
    if len(known) != 2 or any(e.kind is not EntryKind.PERSON for e in known):
        return []
    return [Party(e.name, e.side, person=True, start=mention.start) for e in known]


def _parties(actor: Actor, mention: Span) -> list[Party | None]:
    return [*_pair(actor, mention)] or [_party(actor, mention)]


def _party(actor: Actor, mention: Span) -> Party | None:
    if actor.kind is not ActorKind.PERSON and actor.name.casefold() in DOMESTIC:
        return None
    if actor.kind not in TAKES_PART:
        if actor.kind is ActorKind.UNNAMED and actor.side:
            return Party(actor.side, actor.side, person=False, start=mention.start)
        return None
    if actor.kind is ActorKind.PERSON and "spokes" in (actor.role or ""):
        return None
    if actor.kind is ActorKind.GROUP and actor.name[:1].islower() and actor.side is None:
        return None
    stands_for_a_side = actor.kind in {ActorKind.OFFICE, ActorKind.GROUP} and actor.side is not None
    name = (actor.side if stands_for_a_side else None) or actor.name
    return Party(name, actor.side or name, actor.kind is ActorKind.PERSON, mention.start)


def merged(groups: Iterable[Iterable[Party]]) -> list[Party]:
    """The parties of all groups, each name once, without a state or a body whose person is there."""
    seen: dict[str, Party] = {}
    for group in groups:
        for party in group:
            seen.setdefault(party.name, party)
    spoken_for = {p.side for p in seen.values() if p.person}
    return [p for p in seen.values() if p.person or not {p.name, p.side} & spoken_for]


def sides_of(parties: Iterable[Party]) -> frozenset[str]:
    """The sides that ``parties`` are on."""
    return frozenset(p.side or p.name for p in parties)
