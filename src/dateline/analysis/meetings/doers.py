"""Who does what an infinitive or a participle says: control, raising, passives of planning, owners."""

from __future__ import annotations

from typing import Any

__all__ = ["doers_of"]

DEPTH = 8
RELATIVE = frozenset({"who", "which", "that"})
PASSED_ON = frozenset(
    {"xcomp", "conj", "advcl", "ccomp", "acl", "relcl", "pcomp", "prep", "acomp", "attr", "dep"}
)
INVITING = frozenset({"invite", "ask", "urge", "allow", "want", "encourage", "expect", "request"})


def doers_of(verb: Any) -> list[Any]:
    """The nouns that do ``verb``, the nearest first; empty when the sentence does not say.

    "is expected to meet" gives the subject of the passive, "Macron's offer to meet" the owner,
    "invited Modi to visit" the one invited, "who met" the noun before the clause.
    """
    at = verb
    for _ in range(DEPTH):
        if at == verb and _passive(at):
            return [g for c in at.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        own = _own(at)
        if own is not None:
            return [_antecedent(own, at)]
        owner = _owner(at) if at.pos_ == "NOUN" else None
        guest = owner or _invited(at) or (_noun_before(at) if at == verb else None)
        if guest is not None:
            return [guest]
        if at.dep_ in {"acl", "relcl"} and at.tag_ in {"VBG", "VBN", "VBD", "VBZ"}:
            return [at.head] if at.head.pos_ in {"NOUN", "PROPN"} else []
        if at.head == at or at.dep_ not in PASSED_ON | {"dobj", "pobj"}:
            return []
        at = at.head
    return []


def _noun_before(verb: Any) -> Any | None:
    """The noun right before a past tense that the parser left without a subject: "and the minister met"."""
    if verb.tag_ != "VBD" or not verb.i or any(c.i < verb.i for c in verb.children):
        return None
    noun = verb.doc[verb.i - 1]
    return noun if noun.pos_ in {"NOUN", "PROPN"} and noun.sent == verb.sent else None


def _owner(noun: Any) -> Any | None:
    """Whose a plan or a refusal is: "Macron's offer to", "the refusal of Putin to", "plans for Modi to"."""
    poss = next((c for c in noun.children if c.dep_ == "poss"), None)
    if poss is not None:
        return poss
    preps = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in {"of", "for", "by", "to"}]
    return next((g for p in preps for g in p.children if g.dep_ == "pobj"), None)


def _passive(verb: Any) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _own(verb: Any) -> Any | None:
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    found = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    # The parser may split a name into two subjects: the second one has the rest of the phrase below it.
    split = len(found) > 1 and found[1].i == found[0].i + 1 and found[0].pos_ == "PROPN"
    return found[split] if found else None


def _antecedent(noun: Any, verb: Any) -> Any:
    return verb.head if noun.lower_ in RELATIVE and verb.dep_ == "relcl" else noun


def _invited(verb: Any) -> Any | None:
    if verb.dep_ not in {"xcomp", "ccomp", "advcl"} or verb.head.lemma_ not in INVITING:
        return None
    return next((c for c in verb.head.children if c.dep_ == "dobj"), None)
