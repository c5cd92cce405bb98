"""What one mention says of its encounter: tense, modality, negation and the words above it.

The reader climbs from the mention to the finite clause around it. Every word on the way is looked up in
``lexicon/status_cues.toml``; the lowest disposition ("postpone", "cancel", "refuse") counts most, then
the lowest plan or proposal, then the tense. A negation turns what it stands over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.analysis.meetings.frames import framed
from dateline.analysis.meetings.noun_status import NounClimb, is_definite
from dateline.analysis.meetings.places import city_of
from dateline.analysis.meetings.tense import has_no, negated
from dateline.analysis.meetings.verb_status import FINAL, moved
from dateline.analysis.meetings.words import Cue, cue_of, phrase_of
from dateline.model.findings import Status

__all__ = ["Reading", "denied", "read_status", "struck"]

UNNAMED = frozenset({"what", "nothing", "it", "that", "this", "which"})
MOVED = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED})
"""What is said of a city that stands for its summit, and never of the government that sits there."""
STRIKING = frozenset({"postponement", "cancellation", "rescheduling", "scrapping"})
AGREEING = frozenset({"agree", "schedule", "arrange", "fix", "settle"})


@dataclass(frozen=True, slots=True)
class Reading:
    """``status`` None: the mention asserts nothing. ``clause`` is the verb of the finite clause around it.

    ``scene``: the encounter is only where or when something else happened.
    """

    status: Status | None
    clause: Any
    scene: bool = False


def read_status(token: Any, *, verbal: bool, headline: bool = False) -> Reading:
    """What the clause around ``token`` (the noun or verb that names an encounter) says of it."""
    climb = NounClimb(token, headline=headline)
    status = climb.verb(token) if verbal else climb.noun(token)
    return Reading(framed(status, climb.clause), climb.clause, climb.scene)


def denied(verb: Any) -> Status | None:
    """What "nothing has been agreed" or "it was called off" says of an encounter that it does not name.

    A city may stand for what was to be there: "Budapest is off", "Budapest will not take place".
    """
    city = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and city_of(c)), None)
    if city is not None:
        status = _of_city(verb, city)
        return status if status in MOVED or (status is not None and _takes_place(verb)) else None
    return _of_nameless(verb)


def _of_city(verb: Any, city: Any) -> Status | None:
    if _takes_place(verb):
        return read_status(city, verbal=False).status
    cue = cue_of(verb)
    if cue is None:
        return _said_of(verb, phrase_of(verb))
    return _passive(verb, cue, city) if verb.tag_ == "VBN" and cue.status in MOVED else None


def _of_nameless(verb: Any) -> Status | None:
    cue = cue_of(verb)
    told = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ in UNNAMED), None)
    if cue is None:
        return _linked(verb, told)
    if cue.status is None:
        return read_status(told, verbal=False).status if told is not None and _comes_off(verb, told) else None
    if verb.tag_ != "VBN" or cue.status not in {*FINAL, Status.PLANNED} - {Status.UNCLEAR}:
        return None
    return _passive(verb, cue, told)


def _passive(verb: Any, cue: Cue, told: Any | None) -> Status | None:
    if any(c.lemma_ == "date" and has_no(c) for c in verb.children):
        return Status.UNCLEAR
    if told is None or told.dep_ != "nsubjpass":
        return None
    if cue.status is Status.PLANNED:
        agreed = verb.lemma_ in AGREEING and (negated(verb) or told.lower_ == "nothing")
        return Status.REFUSED if agreed else None
    return cue.negated if negated(verb) else moved(cue.status, verb)


def _comes_off(verb: Any, told: Any) -> bool:
    """Whether "it" is said to take place or not: "it will not take place", "it was held in May"."""
    if told.lower_ != "it" or {c.lower_ for c in verb.children} & {
        "can",
        "could",
        "may",
        "might",
        "if",
        "when",
    }:
        return False
    return _takes_place(verb) or (verb.lemma_ == "hold" and told.dep_ == "nsubjpass")


def _takes_place(verb: Any) -> bool:
    return bool(verb.lemma_ == "take" and any(c.lower_ == "place" for c in verb.children))


def _linked(verb: Any, told: Any | None) -> Status | None:
    """What a copula with a phrase says of "it": "it is off", "it is on hold"."""
    return _said_of(verb, phrase_of(verb) if told is not None and told.lower_ == "it" else None)


def _said_of(verb: Any, cue: Cue | None) -> Status | None:
    if cue is None or cue.status not in FINAL - {Status.UNCLEAR}:
        return None
    return cue.negated if negated(verb) else cue.status


def struck(noun: Any) -> Status | None:
    """What "the postponement" or "the cancellation" says of an encounter that it does not name."""
    if noun.lemma_.lower() not in STRIKING or not is_definite(noun):
        return None
    if any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children):
        return None
    cue = cue_of(noun, "noun")
    return cue.status if cue else None
