"""Words by which somebody takes a stance: verbs, adjectives and nouns from ``lexicon/stances.toml``.

A cue is found on the parse, with its negation already turned: "did not accept" is a rejection, "did
not rule out" is nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.analysis.clauses import is_negated, is_question, is_supposed
from dateline.analysis.lexicons import lexicon
from dateline.analysis.positions import complements, contents, frames
from dateline.analysis.positions.words import words
from dateline.model.findings import Stance

__all__ = ["Cue", "find"]

PARTS = {
    "VERB": "verb",
    "AUX": "verb",
    "ADJ": "adjective",
    "NOUN": "noun",
    "PROPN": "noun",
    "ADP": "adjective",
    "SCONJ": "adjective",
}
WISHES = frozenset({Stance.DEMANDS, Stance.URGES, Stance.THREATENS, Stance.WARNS, Stance.COMMITS})
"""Stances whose complement is not yet so: a noun in it is no position of its own."""
REFUSED = 2.0
MISREAD = {"hop": "hope"}
"""Lemmas that spaCy's rules get wrong ("hoped", "hopes")."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A token that takes a stance.

    ``addressed``: its direct object is who is spoken to. ``adjacent``: the parser took the verb for an
    attribute ("Smith rejected offers of ..."), so the name right before it is its subject. ``verbs``: those
    whose subject holds what a noun says, beside the usual ones ("sees no point in").
    """

    token: Any
    part: str
    stance: Stance
    weight: float
    addressed: bool
    adjacent: bool = False
    verbs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Row:
    words: tuple[str, ...]
    part: str
    stance: Stance | None
    negated: Stance | None
    weight: float
    object: str
    verbs: frozenset[str]
    across: bool = False


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
    verbs = frozenset(group.get("verbs", ()))
    return _Row(
        words,
        group["part"],
        stance,
        negated,
        float(group["weight"]),
        group.get("object", ""),
        verbs,
        group.get("across", False),
    )


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
        if all(_has(token, word, across=row.across) for word in row.words[1:]):
            return _turned(token, row)
    return _naming(token) if part == "verb" and lemma in words("naming") else None


def _naming(token: Any) -> Cue | None:
    """The judgement in "called it a disaster"."""
    stance = None if is_supposed(token) or is_negated(token) else contents.named(token)
    return Cue(token, "verb", stance, 3.0, addressed=True) if stance else None


def _has(token: Any, word: str, *, across: bool = False) -> bool:
    """Whether the particle, preposition or "to" of a cue hangs on ``token``, or ``across`` it."""
    nouns = [c for c in token.children if across and c.dep_ == "dobj"]
    preps = [*complements.beside(token), *(g for c in nouns for g in c.children if g.dep_ == "prep")]
    return any(c.lower_ == word for c in preps) or _has_below(token, word)


def _has_below(token: Any, word: str) -> bool:
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
            and child.dep_ in {"xcomp", "ccomp", "acl", "relcl"}
            and any(g.lower_ == "to" for g in child.children)
        ):
            return True
    return False


def _turned(token: Any, row: _Row) -> Cue | None:
    """The row as a cue, its stance turned by negation; None where nothing is claimed."""
    if frames.claims_nothing(token, row.part, row.object):
        return None
    stance = row.negated if frames.is_denied(token, row.part) else row.stance
    if stance is Stance.REJECTS and row.part == "verb" and frames.is_claim(token):
        stance = Stance.DENIES
    if stance is None:
        return None
    refused = stance is Stance.REJECTS and stance is not row.stance  # says more than "allowed"
    own = row.object == "other" and frames.is_own_act(token)
    weight = row.weight - 1 if own else max(row.weight, REFUSED) if refused else row.weight
    stance = Stance.SUPPORTS if own and stance is Stance.DEMANDS else stance
    adjacent = token.dep_ == "amod" and not complements.is_squeezed(token)
    return Cue(token, row.part, stance, weight, row.object == "addressee", adjacent, row.verbs)


def _is_state(token: Any) -> bool:
    """A passive without an agent: "is opposed to", "is committed to"."""
    kinds = {c.dep_ for c in token.children}
    if token.tag_ == "VBN" and token.dep_ == "acomp":
        return True
    return token.tag_ == "VBN" and "nsubjpass" in kinds and "agent" not in kinds
