"""Who holds a position: from the noun that stands for him to a side, and the person who voices it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.own_words import kinds
from dateline.analysis.clauses import conjuncts, is_first_person, is_own
from dateline.analysis.parse import Parsed
from dateline.analysis.positions.words import words
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Speaker, Statement
from dateline.world import World

__all__ = ["Holder", "Holders"]

INCLUDING = frozenset({"including", "like", "as"})
MUTE = frozenset({ActorKind.OUTLET, ActorKind.DOCUMENT})
"""Kinds that carry words but hold no position."""
ADJECTIVES = frozenset({"amod", "compound", "nmod"})
MODIFIERS = frozenset({"poss", "amod", "compound", "nmod", "nummod"})


@dataclass(frozen=True, slots=True)
class Holder:
    """The side whose position it is, and who voices it (None when the side itself is the subject)."""

    name: str
    side: str | None
    speaker: str | None
    in_office: bool = False

    @property
    def has_side(self) -> bool:
        """Whether the holder speaks for a state or an organisation, or in a political office."""
        return self.side is not None or self.in_office


class Holders:
    """Find holders in one report."""

    def __init__(self, parsed: Parsed, index: ActorIndex) -> None:
        """Look up ``parsed`` in ``index``."""
        self._parsed = parsed
        self._index = index

    def of_speakers(self, speaker: Speaker) -> list[Holder]:
        """The holder behind a resolved speaker, or each of those who speak together."""
        members = [self._index.by_name(name) for name in speaker.members]
        each = [_holder(a.kind, a.name, a.side, named=True, role=a.role) for a in members if a]
        found = list({h.name: h for h in each if h}.values())
        own = self.of_speaker(speaker)
        return found if len(found) > 1 else [own] if own else []

    def of_speaker(self, speaker: Speaker) -> Holder | None:
        """The holder behind a resolved speaker; None when the report does not say for whom he speaks."""
        if speaker.kind in MUTE:
            return None
        actor = self._index.by_id(speaker.actor) if speaker.actor else None
        side = speaker.side or (actor.side if actor else None)
        name = speaker.name or (actor.name if actor else None)
        role = speaker.role or (actor.role if actor else None)
        return _holder(speaker.kind, name, side, named=speaker.named, role=role)

    def of_noun(self, noun: Any, statement: Statement | None) -> list[Holder]:
        """Every holder that a noun phrase names: "European leaders, including A and B" names A and B.

        "We", "my country", and a side named by somebody who speaks for it, are voiced by the speaker of
        ``statement``.
        """
        own = self.of_speaker(statement.speaker) if statement else None
        if is_first_person(noun) or (
            own is not None and is_own(noun) and noun.lemma_.casefold() in kinds()["own"]
        ):
            return [own] if own else []
        found: dict[str, Holder] = {}
        for part in conjuncts(noun):
            for actor in self._actors(part):
                holder = _holder(actor.kind, actor.name, actor.side, named=True, role=actor.role)
                if holder and own and holder.name == own.name and holder.speaker is None:
                    holder = own
                if holder:
                    found.setdefault(holder.name, holder)
        return list(found.values()) or self._by_adjective(noun)

    def _by_adjective(self, noun: Any) -> list[Holder]:
        """The state that an adjective names: "British support", "the head of British diplomacy"."""
        named = [noun] if noun.dep_ in ADJECTIVES else []
        if noun.lemma_.casefold() in words("offices"):
            of = (c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of")
            nouns = (g for prep in of for g in prep.children if g.dep_ == "pobj")
            named += [c for noun in nouns for c in noun.children if c.dep_ in ADJECTIVES]
        states = (World.default().state(word.text) for word in named if word.text[:1].isupper())
        return [Holder(state, state, None) for state in states if state][:1]

    def names(self, token: Any) -> bool:
        """Whether ``token`` itself belongs to a mention of somebody who can hold a position."""
        actor = self._index.at(self._parsed.span(token))
        return actor is not None and actor.kind not in MUTE

    def actor_of(self, noun: Any) -> Actor | None:
        """The one actor that the noun itself names, else its apposition, else the last one in front of it."""
        here = self._index.at(self._parsed.span(noun))
        if here is not None:
            return here
        for token in noun.children:
            actor = self._index.at(self._parsed.span(token)) if token.dep_ == "appos" else None
            if actor is not None:
                return actor
        if noun.lemma_ in words("others"):
            return None
        before = [t for t in noun.children if t.i < noun.i and t.dep_ in MODIFIERS]
        for token in reversed(before):
            actor = self._index.at(self._parsed.span(token))
            if actor is not None and actor.kind not in MUTE:
                return actor
        return None

    def _actors(self, noun: Any) -> Iterator[Actor]:
        listed = [a for a in self._listed(noun) if a.kind not in MUTE]
        if listed:
            yield from listed
            return
        at = self._parsed.span(noun)
        exact = [a for m, a in self._index.mentions(at) if m.holds(at)]
        if len(exact) > 1:
            yield from exact
            return
        actor = self.actor_of(noun)
        if actor is not None:
            yield actor
        else:
            yield from self._spoken_for(noun)

    def _spoken_for(self, noun: Any) -> Iterator[Actor]:
        """Those behind an office: "the presidents of A and B", and "whose government" of one named before."""
        if noun.lemma_.casefold() not in words("offices"):
            return
        for child in noun.children:
            if child.dep_ == "poss" and child.lower_ == "whose" and noun.head.dep_ == "relcl":
                actor = self.actor_of(noun.head.head)
                yield from [actor] if actor else []
            elif child.dep_ == "prep" and child.lower_ == "of":
                places = (part for g in child.children if g.dep_ == "pobj" for part in conjuncts(g))
                yield from (a for place in places if (a := self._index.at(self._parsed.span(place))))

    def _listed(self, noun: Any) -> Iterator[Actor]:
        """The actors after "including" in the phrase of ``noun``."""
        for child in noun.children:
            if child.i > noun.i and child.lower_ in INCLUDING and child.dep_ in {"prep", "acl"}:
                for grand in child.children:
                    if grand.dep_ in {"pobj", "dobj"}:
                        span = self._parsed.span(noun.doc[grand.left_edge.i : grand.right_edge.i + 1])
                        yield from self._index.within(span)


def _holder(
    kind: ActorKind, name: str | None, side: str | None, *, named: bool, role: str | None = None
) -> Holder | None:
    if kind in MUTE or (kind is ActorKind.UNNAMED and not side) or not (name or side):
        return None
    if _is_private(role) or (side is not None and _only_watches(side)):
        return None
    if kind is ActorKind.PERSON and named and name:
        return Holder(side or name, side, name, _is_political(role))
    if kind is ActorKind.ORGANISATION and name and _only_watches(name):
        return None
    if kind in {ActorKind.STATE, ActorKind.ORGANISATION} and name:
        return Holder(name, side or name, None)
    return Holder(side or name or "", side, None)


def _is_political(role: str | None) -> bool:
    """Whether a role in words is one of politics: a party's leader is, an analyst is not."""
    return role is not None and not words("politics").isdisjoint(role.casefold().split())


def _is_private(role: str | None) -> bool:
    """Whether a role in words is one in which nobody speaks for his country: a journalist, a player."""
    return role is not None and not words("private").isdisjoint(role.casefold().split())


def _only_watches(name: str) -> bool:
    """Whether it is a body that studies and judges, such as an institute."""
    return not words("observers").isdisjoint(name.casefold().split())
