"""Encounters of many where a report names but one: leaders on a call, the summit of an alliance.

Such an encounter takes place whether one of the many comes or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.analysis.meetings.doers import doers_of
from dateline.analysis.meetings.participants import Party
from dateline.analysis.meetings.tense import negated, told
from dateline.analysis.meetings.words import MeetingVerb
from dateline.model.findings import Status
from dateline.world import World

__all__ = ["among_leaders", "keeps_company", "without_one"]

LEADERS = frozenset(
    {"leader", "ally", "partner", "president", "minister", "counterpart", "head", "ambassador", "chief"}
)


def among_leaders(noun: Any, parties: Sequence[Party]) -> bool:
    """Whether others are there without a name: "a call with world leaders", "the NATO summit"."""
    if any(World.default().members(p.name) for p in parties if not p.person):
        return True
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"with", "of", "between"}]
    others = [g for p in preps for g in p.children if g.dep_ == "pobj"]
    return any(g.tag_ == "NNS" and g.lemma_.lower() in LEADERS for g in others)


COUNTERPARTS = frozenset({"counterpart", "negotiator", "mediator", "envoy", "diplomat", "ambassador"})
"""Nouns for those who come from another side, whoever they are."""
ABROAD = frozenset(
    {"world", "foreign", "european", "regional", "arab", "african", "asian", "western", "allied", "gulf"}
)
"""Words before "leaders" or "ministers" that make them those of other states."""


def keeps_company(verb: Any, row: MeetingVerb, doers: Sequence[Party]) -> bool:
    """Whether the doers of a verb of meeting meet others who are not named.

    The many of one body meet each other ("EU foreign ministers meet"), and one meets "the chief
    negotiators" or "Arab leaders".
    """
    if not doers or any(c.dep_ in {"dobj", "auxpass"} and not _is_abroad(c) for c in verb.children):
        return False
    if any(_is_abroad(noun) for noun in _met(verb, row)):
        return True
    many = any(d.tag_ == "NNS" and d.lemma_.lower() in LEADERS for d in doers_of(verb))
    return many and any(World.default().members(p.name) for p in doers if not p.person)


def _met(verb: Any, row: MeetingVerb) -> list[Any]:
    met = [c for c in verb.children if c.dep_ == "dobj" and "object" in row.counterpart]
    preps = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in row.counterpart]
    return met + [g for c in preps for g in c.children if g.dep_ == "pobj"]


def _is_abroad(noun: Any) -> bool:
    if noun.tag_ != "NNS":
        return False
    lemma = noun.lemma_.lower()
    return lemma in COUNTERPARTS or (lemma in LEADERS and any(c.lower_ in ABROAD for c in noun.children))


COMING = frozenset({"attend", "join"})
STAYING_AWAY = frozenset({"skip", "miss", "boycott", "snub"})


def without_one(noun: Any, named: Sequence[Party], *, headline: bool) -> Status | None:
    """The status of a body's encounter from which one of the many stays away: "skipped the NATO summit".

    None where it is not that: what two hold between them is off when one of them does not come.
    """
    verb = noun.head
    away = verb.lemma_ in STAYING_AWAY or (verb.lemma_ in COMING and negated(verb))
    if noun.dep_ != "dobj" or not away or not named:
        return None
    if any(p.person or not World.default().members(p.name) for p in named):
        return None
    return told(verb, headline=headline) or Status.PLANNED
