"""Words by which somebody takes a stance: verbs, adjectives and nouns from ``lexicon/stances.toml``.

A cue is found on the parse, with its negation already turned: "did not accept" is a rejection, "did
not rule out" is nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.analysis.clauses import NEGATIONS, is_negated, is_question, is_supposed, thought_away
from dateline.analysis.lexicons import lexicon
from dateline.analysis.positions import complements, contents
from dateline.model.findings import Stance

__all__ = ["Cue", "find", "words"]

PARTS = {
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adjective",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADP": "adjective",
    "SCONJ": "adjective",
}
LINKS = frozenset({"be", "seem", "remain", "feel", "appear", "stay"})
PREDICATES = frozenset({"acomp", "prep", "conj", "ROOT", "oprd", "relcl", "ccomp", "advcl"})
WISHES = frozenset({Stance.DEMANDS, Stance.URGES, Stance.THREATENS, Stance.WARNS, Stance.COMMITS})
"""Stances whose complement is not yet so: a noun in it is no position of its own."""
MISREAD = {"hop": "hope"}
"""Lemmas that spaCy's rules get wrong ("hoped", "hopes")."""
OUGHT = frozenset({"should", "must", "ought"})
REFUSALS = frozenset({"refuse", "decline"})
CLAIMED = frozenset({"could", "might", "may", "can"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that takes a stance.

    ``addressed``: its direct object is who is spoken to. ``adjacent``: the parser took the verb for an
    attribute ("Smith rejected offers of ..."), so the name right before it is its subject.
    """

    token: Any
    part: str
    stance: Stance
    weight: float
    addressed: bool
    adjacent: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[str, ...]
    part: str
    stance: Stance | None
    negated: Stance | None
    weight: float
    object: str


@functools.cache
def words(name: str) -> frozenset[str]:
    """A plain list of ``lexicon/stances.toml``: "expressed", "dropped", "claims", "others", ..."""
    return frozenset(lexicon("stances")[name])


@functools.cache
def _rows() -> dict[tuple[str, str], tuple[_Row, ...]]:
    by_key: dict[tuple[str, str], list[_Row]] = {}
    for group in lexicon("stances")["groups"]:
        for cue, _ in group["cues"]:
            words = tuple(cue.split())
            by_key.setdefault((group["part"], words[0]), []).append(_row(group, words))
    return {key: tuple(sorted(rows, key=lambda r: -len(r.words))) for key, rows in by_key.items()}


def _row(group: dict[str, Any], words: tuple[str, ...]) -> _Row:
    stance = None if group["stance"] == "none" else Stance(group["stance"])
    negated = Stance(group["negated"]) if "negated" in group else None
    return _Row(words, group["part"], stance, negated, float(group["weight"]), group.get("object", ""))


def find(sentence: Any) -> Iterator[Cue]:
    """The cues of a sentence (a ``spacy.tokens.Span``) in text order.

    A cue inside the infinitive of another ("refused to support") is left out: the outer one decides.
    """
    taken: dict[int, Stance] = {}
    for token in () if is_question(sentence) else sentence:
        cue = _cue(token)
        if cue is not None and not _outdone(token, taken):
            taken[token.i] = cue.stance
            yield cue


def _outdone(token: Any, taken: dict[int, Stance]) -> bool:
    """Whether another cue decides: "urged Paris to insist", "asked for support"."""
    at = token
    for _ in range(6):
        if at.head == at or not _is_wished(at):
            return False
        at = at.head
        if at.i in taken:
            return token.pos_ != "NOUN" or taken[at.i] in WISHES
    return False


def _is_wished(token: Any) -> bool:
    if token.dep_ == "ccomp":
        return token.tag_ in {"VB", "VBG"} and not any(
            c.tag_ == "MD" or c.dep_ == "mark" for c in token.children
        )
    return (
        token.dep_ in {"xcomp", "pcomp"}
        or (token.dep_ == "acl" and token.tag_ == "VB")
        or (token.pos_ == "NOUN" and token.dep_ in {"dobj", "pobj"})
        or (token.dep_ == "prep" and token.head.pos_ == "VERB")
    )


def _cue(token: Any) -> Cue | None:
    part = PARTS.get(token.pos_)
    if part is None:
        return None
    state = _rows().get(("adjective", token.lower_), ()) if _is_state(token) else ()
    lemma = token.lemma_.casefold()
    for row in (*state, *_rows().get((part, MISREAD.get(lemma, lemma)), ())):
        if all(_has(token, word) for word in row.words[1:]):
            return _turned(token, row)
    return _naming(token) if part == "verb" and lemma in words("naming") else None


def _naming(token: Any) -> Cue | None:
    """The judgement in "called it a disaster"."""
    stance = None if is_supposed(token) or is_negated(token) else contents.named(token)
    return Cue(token, "verb", stance, 3.0, addressed=True) if stance else None


def _has(token: Any, word: str) -> bool:
    """Whether the particle, preposition or "to" of a cue hangs on ``token``."""
    for child in token.children:
        if child.lower_ == word and child.i > token.i:
            return True
        if child.dep_ in {"prt", "prep", "advmod"} and any(
            g.lower_ == word and g.i > token.i for g in child.children
        ):
            return True
        if word == "that" and child.dep_ == "ccomp":
            return True
        if (
            word == "to"
            and child.dep_ in {"xcomp", "ccomp"}
            and any(g.lower_ == "to" for g in child.children)
        ):
            return True
    return False


def _turned(token: Any, row: _Row) -> Cue | None:
    """The row as a cue, its stance turned by negation; None where nothing is claimed."""
    if is_supposed(token) or _only_possible(token) or _wrong_frame(token, row) or _comes_to_nothing(token):
        return None
    stance = row.negated if _denied(token, row.part) else row.stance
    if stance is Stance.REJECTS and row.part == "verb" and _is_claim(token):
        stance = Stance.DENIES
    if stance is None:
        return None
    own = row.object == "other" and _is_own_act(token)
    weight = row.weight - 1 if own else row.weight
    stance = Stance.SUPPORTS if own and stance is Stance.DEMANDS else stance
    adjacent = token.dep_ == "amod" and not complements.is_squeezed(token)
    return Cue(token, row.part, stance, weight, row.object == "addressee", adjacent)


def _comes_to_nothing(verb: Any) -> bool:
    """Not done ("failed to condemn"), or leaves all open ("refused to rule out"), or of oneself ("allowed himself")."""
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


def _is_own_act(verb: Any) -> bool:
    """Whether nothing is wished of anybody: "wants to go home", "insists that the grain is flowing"."""
    kinds = {c.dep_ for c in verb.children}
    acts = [c for c in verb.children if c.dep_ == "xcomp" and not any(g.dep_ == "nsubj" for g in c.children)]
    facts = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ in {"VBZ", "VBP", "VBD"}]
    modals = {g.lower_ for c in verb.children if c.dep_ == "ccomp" for g in c.children if g.tag_ == "MD"}
    only_so = bool(facts) and not modals
    return (bool(acts) and "dobj" not in kinds) or only_so or bool(modals & CLAIMED)


def _is_state(token: Any) -> bool:
    """A passive without an agent: "is opposed to", "is committed to"."""
    kinds = {c.dep_ for c in token.children}
    return token.tag_ == "VBN" and "nsubjpass" in kinds and "agent" not in kinds


def _is_claim(verb: Any) -> bool:
    """Whether it is like "rejected the accusation": what is turned away is a claim."""
    things = [verb.head] if complements.is_squeezed(verb) else (c for c in verb.children if c.dep_ == "dobj")
    return any(thing.lemma_ in words("claims") for thing in things)


def _denied(token: Any, part: str) -> bool:
    if is_negated(token) or thought_away(token) or _by_nobody(token):
        return True
    verb = token.head
    if part == "adjective":
        return verb.lemma_ in LINKS and (is_negated(verb) or thought_away(verb))
    return part == "noun" and token.dep_ in {"dobj", "attr"} and is_negated(verb)


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
    if token.tag_ == "VB" and "to" in words_before and "nsubj" in kinds:
        return True
    return bool(words_before & CLAIMED) and not is_negated(token)


def _wrong_frame(token: Any, row: _Row) -> bool:
    if row.part == "adjective":
        if token.dep_ == "acomp" and _only_ought(token.head):
            return True
        return token.dep_ not in PREDICATES or (token.dep_ == "prep" and token.head.lemma_ != "be")
    if row.part == "noun":
        return (
            token.dep_ in {"compound", "nmod", "npadvmod"}
            or not _is_about(token)
            or (token.dep_ == "dobj" and _is_taken_back(token.head))
        )
    if any(c.dep_ == "xcomp" and c.lemma_ in words("replies") for c in token.children):
        return True
    if complements.is_squeezed(token):
        return False
    if _withholds(token):
        return True
    if token.dep_ == "amod":
        return token.tag_ not in {"VBD", "VBN"} or token.i == 0
    if row.object == "agreement" and not _leaves_agreement(token):
        return True
    return token.dep_ == "compound" or (row.object == "matter" and _has_person(token))


def _is_taken_back(verb: Any) -> bool:
    """Whether a demand or an offer is dropped; who "gives" support takes nothing back, who gives it up does."""
    given = verb.lemma_ == "give" and not any(c.lower_ == "up" for c in verb.children)
    return verb.lemma_ in words("dropped") and not given


def _leaves_agreement(verb: Any) -> bool:
    """As in "withdrew from the treaty"; an army that withdraws from a valley rejects nothing."""
    preps = (c for c in verb.children if c.dep_ in {"prep", "prt"})
    nouns = [g for prep in preps for c in (prep, *prep.children) for g in c.children if g.dep_ == "pobj"]
    nouns += [c for c in verb.children if c.dep_ == "dobj"]
    return any(t.lemma_.casefold() in words("agreements") for noun in nouns for t in noun.subtree)


def _is_about(noun: Any) -> bool:
    return any(c.i > noun.i and c.dep_ in {"prep", "acl", "relcl", "ccomp", "xcomp"} for c in noun.children)


def _has_person(verb: Any) -> bool:
    return any(
        c.dep_ == "dobj" and (c.ent_type_ == "PERSON" or c.pos_ in {"PRON", "PROPN"}) for c in verb.children
    )
