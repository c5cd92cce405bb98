"""Whether a place name stands for a government or for the place itself.

"Moscow" refuses, and one flies to Moscow. The rule reads the dependency parse only: metonyms stand
where a sender or receiver of acts stands, places after a preposition of place, as the object of a verb
of motion or attack, or as the modifier of a noun of place (Markert & Nissim 2007, SemEval task 8, find
grammatical role to be the strongest single cue).
"""

from __future__ import annotations

from typing import Any

__all__ = ["stands_for_government"]

PLACE_PREPOSITIONS = frozenset(
    [
        "in",
        "near",
        "around",
        "across",
        "inside",
        "outside",
        "throughout",
        "over",
        "through",
        "at",
        "within",
        "via",
    ]
)
MOTION_PREPOSITIONS = frozenset({"to", "from", "into", "toward", "towards", "for"})
MOTION = frozenset(
    [
        "arrive",
        "bring",
        "come",
        "depart",
        "drive",
        "evacuate",
        "fly",
        "flee",
        "go",
        "head",
        "invite",
        "land",
        "leave",
        "march",
        "move",
        "return",
        "send",
        "ship",
        "summon",
        "tour",
        "travel",
        "trip",
        "visit",
        "withdraw",
        "flight",
        "journey",
        "way",
        "road",
        "route",
        "train",
        "delegation",
        "arrival",
        "departure",
        "return",
        "relocate",
        "strike",
        "attack",
        "bomb",
        "hit",
        "shell",
        "capture",
        "seize",
        "occupy",
        "besiege",
        "host",
        "hold",
        "reach",
    ]
)
PLACED = frozenset(
    [
        "airport",
        "area",
        "border",
        "city",
        "embassy",
        "hotel",
        "meeting",
        "metro",
        "mission",
        "office",
        "region",
        "resident",
        "river",
        "street",
        "suburb",
        "subway",
        "summit",
        "talk",
        "talks",
        "university",
        "venue",
        "conference",
        "airport",
        "protocol",
        "agreement",
        "time",
        "forum",
    ]
)
CAPITAL_EXCHANGES = frozenset(
    [
        "appeal",
        "approach",
        "assurance",
        "attitude",
        "call",
        "concession",
        "demand",
        "guarantee",
        "letter",
        "message",
        "offer",
        "open",
        "overture",
        "policy",
        "pressure",
        "proposal",
        "reply",
        "request",
        "response",
        "signal",
        "stance",
        "support",
        "threat",
        "ultimatum",
        "warning",
        "belong",
        "say",
        "give",
        "hand",
        "pass",
        "convey",
        "send",
        "talk",
        "speak",
        "listen",
        "pledge",
        "commit",
        "aid",
        "loyalty",
        "tie",
        "relation",
        "close",
        "loyal",
    ]
)
PASSIVE_SUBJECTS = frozenset({"nsubjpass"})


def stands_for_government(token: Any, *, capital: bool) -> bool:
    """Whether the place named by ``token`` (the head of the name) acts, speaks or is dealt with.

    ``capital`` says that the name is a city's: a city needs a sign that it stands for its government
    after "to" and "from"; a state needs a sign that it does not.
    """
    dep, head = token.dep_, token.head
    lemma = head.lemma_.lower()
    if dep in ("conj", "appos") and head.i != token.i and _alike(token, head):
        return stands_for_government(head, capital=capital)
    if dep == "pobj":
        return _after_preposition(lemma, head.head.lemma_.lower(), capital=capital)
    if dep == "dobj" or dep in PASSIVE_SUBJECTS:
        return lemma not in MOTION
    if dep in ("compound", "nmod", "amod"):
        return not (capital and lemma in PLACED)
    if dep in ("nsubj", "poss", "agent", "dative", "iobj"):
        return True
    return not capital


def _alike(one: Any, other: Any) -> bool:
    """Whether both are names of one kind; the parser does not know every city's ("Kyiv")."""
    kinds = {one.ent_type_, other.ent_type_} - {""}
    return len(kinds) < 2 and (one.pos_ == other.pos_ or one.ent_type_ == other.ent_type_)


def _after_preposition(preposition: str, governor: str, *, capital: bool) -> bool:
    if preposition in PLACE_PREPOSITIONS:
        return False
    if preposition not in MOTION_PREPOSITIONS:
        return True
    return governor in CAPITAL_EXCHANGES if capital else governor not in MOTION
