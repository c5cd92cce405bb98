"""Whether the words around a cue let it stand: denied, only possible, taken back, of another meaning."""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import NEGATIONS, given_to, is_negated, is_supposed, thought_away
from dateline.analysis.positions import complements
from dateline.analysis.positions.words import words

__all__ = ["claims_nothing", "is_claim", "is_denied", "is_own_act"]

LINKS = frozenset({"be", "seem", "remain", "feel", "appear", "stay"})
PREDICATES = frozenset({"acomp", "prep", "conj", "ROOT", "oprd", "relcl", "ccomp", "advcl"})
CLAIMED = frozenset({"could", "might", "may", "can"})
OUGHT = frozenset({"should", "must", "ought"})
REFUSALS = frozenset({"refuse", "decline"})
SIDING = frozenset({"be", "vote", "argue", "speak"})


def claims_nothing(token: Any, part: str, kind: str) -> bool:
    """Whether a cue of that part of speech, with an object of that ``kind``, says nothing here."""
    return (
        is_supposed(token)
        or _only_possible(token)
        or _wrong_frame(token, part, kind)
        or _comes_to_nothing(token)
    )


def is_denied(token: Any, part: str) -> bool:
    """Whether a negation stands on the cue, its verb, its subject or the opinion it is part of."""
    if is_negated(token) or thought_away(token) or _by_nobody(token):
        return True
    verb = token.head
    if part == "adjective":
        return verb.lemma_ in LINKS and (is_negated(verb) or thought_away(verb))
    return part == "noun" and token.dep_ in {"dobj", "attr"} and is_negated(verb)


def is_claim(verb: Any) -> bool:
    """Whether it is like "rejected the accusation": what is turned away is a claim."""
    things = [verb.head] if complements.is_squeezed(verb) else (c for c in verb.children if c.dep_ == "dobj")
    return any(thing.lemma_ in words("claims") for thing in things)


def is_own_act(verb: Any) -> bool:
    """Whether nothing is wished of anybody: "wants to go home", "insists that the grain is flowing"."""
    kinds = {c.dep_ for c in verb.children}
    acts = [c for c in verb.children if c.dep_ == "xcomp" and not any(g.dep_ == "nsubj" for g in c.children)]
    facts = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ in {"VBZ", "VBP", "VBD"}]
    modals = {g.lower_ for c in verb.children if c.dep_ == "ccomp" for g in c.children if g.tag_ == "MD"}
    only_so = bool(facts) and not modals
    return (bool(acts) and "dobj" not in kinds) or only_so or bool(modals & CLAIMED)


def _by_nobody(verb: Any) -> bool:
    """As in "neither A nor B accepted": the negation stands on the subject."""
    return any(
        c.dep_ == "nsubj" and (c.lower_ in NEGATIONS or any(g.lower_ in NEGATIONS for g in c.children))
        for c in verb.children
    )


def _only_possible(token: Any) -> bool:
    """Whether it only may be: "could reject", or what somebody else expects ("for Norland to reject")."""
    kinds = {c.dep_ for c in token.children}
    words_before = {c.lower_ for c in token.children if c.dep_ == "aux"}
    if token.tag_ == "VB" and "to" in words_before and ("nsubj" in kinds or given_to(token) is not None):
        return True
    return bool(words_before & CLAIMED) and not is_negated(token)


def _wrong_frame(token: Any, part: str, kind: str) -> bool:
    if part == "adjective":
        return _is_loose_adjective(token)
    if part == "noun":
        return (
            token.dep_ in {"compound", "nmod", "npadvmod"}
            or not _is_about(token)
            or (token.dep_ == "dobj" and _is_taken_back(token.head))
            or (token.dep_ == "pobj" and token.head.head.lemma_ in words("lacking"))
        )
    if any(c.dep_ == "xcomp" and c.lemma_ in words("replies") for c in token.children) or _withholds(token):
        return True
    return not complements.is_squeezed(token) and _is_wrong_verb(token, kind)


def _is_loose_adjective(token: Any) -> bool:
    if token.dep_ == "acomp" and _only_ought(token.head):
        return True
    return token.dep_ not in PREDICATES or (token.dep_ == "prep" and not _takes_sides(token))


def _takes_sides(prep: Any) -> bool:
    """Whether somebody is, speaks, votes or comes out "in favour of" or "against" something."""
    verb = prep.head
    return verb.lemma_ in SIDING or (verb.lemma_ == "come" and any(c.lower_ == "out" for c in verb.children))


def _is_wrong_verb(token: Any, kind: str) -> bool:
    if token.dep_ == "amod":
        return token.tag_ not in {"VBD", "VBN"} or token.i == 0
    if _is_undergone(token):
        return True
    if kind == "agreement" and not _leaves_agreement(token):
        return True
    return token.dep_ == "compound" or (kind == "matter" and _has_person(token))


def _comes_to_nothing(verb: Any) -> bool:
    """As in "failed to condemn", "refused to rule out", "allowed himself"."""
    above = verb.head.lemma_ if verb.dep_ == "xcomp" else ""
    if above in words("unfulfilled") or (verb.lemma_ == "rule" and above in REFUSALS):
        return True
    return any(
        (c.dep_ == "xcomp" and c.lemma_ == "rule" and any(g.lower_ == "out" for g in c.children))
        or (c.dep_ in {"dobj", "dative"} and c.lower_.endswith(("self", "selves")))
        for c in verb.children
    )


def _withholds(verb: Any) -> bool:
    """As in "denied Norland the loan", which denies no claim."""
    return verb.lemma_ == "deny" and any(c.dep_ in {"dative", "iobj"} for c in verb.children)


def _only_ought(link: Any) -> bool:
    """Whether somebody only should be so ("must be ready"), or needs to."""
    above = link.head if link.dep_ in {"xcomp", "acl"} else link
    return any(c.dep_ == "aux" and c.lower_ in OUGHT for c in link.children) or above.lemma_ == "need"


def _is_taken_back(verb: Any) -> bool:
    """Whether a demand or an offer is dropped; who gives support takes nothing back, who gives it up does."""
    given = verb.lemma_ == "give" and not any(c.lower_ == "up" for c in verb.children)
    return verb.lemma_ in words("dropped") and not given


def _leaves_agreement(verb: Any) -> bool:
    """As in "withdrew from the treaty"; an army that withdraws from a valley rejects nothing."""
    preps = (c for c in verb.children if c.dep_ in {"prep", "prt"} and c.lower_ not in {"for", "to"})
    nouns = [g for prep in preps for c in (prep, *prep.children) for g in c.children if g.dep_ == "pobj"]
    nouns += [c for c in verb.children if c.dep_ == "dobj"]
    return any(noun.lemma_.casefold() in words("agreements") for noun in nouns)


def _is_about(noun: Any) -> bool:
    """Whether it says of what: in a phrase of its own, or beside it ("gave its consent to the plan")."""
    own = any(c.i > noun.i and c.dep_ in {"prep", "acl", "relcl", "ccomp", "xcomp"} for c in noun.children)
    return own or bool(complements.beside(noun))


def _is_undergone(verb: Any) -> bool:
    """As in the headline "Norland invited to summit": somebody else invites."""
    if verb.lemma_ not in words("undergone") or any(c.dep_ in {"dobj", "dative"} for c in verb.children):
        return False
    after = next((t for t in verb.doc[verb.i + 1 : verb.i + 3] if t.pos_ != "ADV"), None)
    return after is not None and after.lower_ == "to"


def _has_person(verb: Any) -> bool:
    return any(
        c.dep_ == "dobj" and (c.ent_type_ == "PERSON" or c.pos_ in {"PRON", "PROPN"}) for c in verb.children
    )
