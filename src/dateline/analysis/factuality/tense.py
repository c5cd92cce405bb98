"""The finite verb: its tense and modality, and what negates it.

Everything takes spaCy tokens; dependency labels are those of the English models (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

__all__ = ["FUTURE_WORDS", "MODALS", "Tense", "has_no", "negated", "points_ahead", "tense_of"]


class Tense(StrEnum):
    """What the form of a finite verb says: a time, or the modal it stands under."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    MAY = "may"
    COULD = "could"
    CAN = "can"
    OUGHT = "ought"


NEGATIONS = frozenset({"no", "not", "n't", "n’t", "never", "neither", "nor", "without", "nothing", "none"})
NOBODY = frozenset({"none", "neither", "nobody", "nothing"})
MODALS = {
    "will": Tense.FUTURE,
    "'ll": Tense.FUTURE,
    "’ll": Tense.FUTURE,
    "wo": Tense.FUTURE,
    "shall": Tense.FUTURE,
    "would": Tense.CONDITIONAL,
    "may": Tense.MAY,
    "might": Tense.MAY,
    "could": Tense.COULD,
    "can": Tense.CAN,
    "ca": Tense.CAN,
    "should": Tense.OUGHT,
    "must": Tense.OUGHT,
}
AHEAD = frozenset({"when", "before", "until", "once"})
FUTURE_WORDS = frozenset({"tomorrow", "next", "later", "upcoming", "soon", "coming"})
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "xcomp", "conj", "csubj", "parataxis"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve"})


def tense_of(verb: Any, *, headline: bool) -> Tense | None:  # noqa: PLR0911 - English has that many tenses
    """Tense or modal of ``verb``; None for an infinitive and a participle that no auxiliary makes finite.

    ``headline``: the line is set like one, where the present tense tells the past. A present that points
    ahead ("meets him tomorrow", "before he meets him") is a future.
    """
    aux = [c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    for word in aux:
        if word in MODALS:
            return MODALS[word]
    if "to" in aux:
        return None
    if HAVE & set(aux):
        return Tense.PRESENT if verb.tag_ == "VBG" else Tense.PAST
    if verb.tag_ == "VBG":
        return _progressive(verb, aux)
    if verb.tag_ == "VBD" or {"was", "were", "did"} & set(aux):
        return Tense.PAST
    if verb.tag_ == "VBN":
        return Tense.PAST if not aux or verb.dep_ in {"acl", "relcl"} else Tense.PRESENT
    if verb.tag_ in {"VBZ", "VBP"} or {"is", "are", "does", "do"} & set(aux):
        return _present(verb, headline=headline)
    return None


def _progressive(verb: Any, aux: list[str]) -> Tense | None:
    if {"was", "were"} & set(aux):
        return Tense.PAST
    if {"is", "are", "am", "'s", "’s", "'re", "’re"} & set(aux):
        return Tense.FUTURE if points_ahead(verb) else Tense.PRESENT
    return None


def _present(verb: Any, *, headline: bool) -> Tense:
    if any(c.lower_ in AHEAD and c.dep_ in {"mark", "advmod"} for c in verb.children):
        return Tense.FUTURE
    if headline:
        return Tense.PAST
    return Tense.FUTURE if points_ahead(verb) else Tense.PRESENT


def negated(token: Any) -> bool:
    """Whether a negation stands on a word or on its subject or object."""
    for child in token.children:
        if child.dep_ in {"neg", "preconj", "cc"} and child.lower_ in NEGATIONS:
            return True
        if child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children):
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and (has_no(child) or child.lower_ in NOBODY):
            return True
    return False


def has_no(noun: Any) -> bool:
    """Whether a noun phrase is denied: "no meeting", "neither summit"."""
    return any(c.dep_ in {"det", "neg", "preconj", "predet"} and c.lower_ in NEGATIONS for c in noun.children)


def points_ahead(verb: Any) -> bool:
    """Whether a word under ``verb`` names a time to come; clauses under it have times of their own."""
    return any(t.lower_ in FUTURE_WORDS and not _next_to(t) for t in _own_words(verb))


def _own_words(verb: Any) -> Iterator[Any]:
    for child in verb.children:
        if child.dep_ not in CLAUSES:
            yield child
            yield from _own_words(child)


def _next_to(token: Any) -> bool:
    after = token.doc[token.i + 1 : token.i + 2]
    return token.lower_ == "next" and [t.lower_ for t in after] == ["to"]
