"""The finite verb: what tense, modality and negation say of an encounter."""

from __future__ import annotations

from typing import Any

from dateline.model.findings import Status

__all__ = ["MODALS", "TURNED", "finite", "fragment", "has_no", "negated"]

NEGATIONS = frozenset({"no", "not", "n't", "never", "neither", "nor", "without", "nothing", "none"})
MODALS = {
    "will": Status.PLANNED,
    "'ll": Status.PLANNED,
    "’ll": Status.PLANNED,
    "wo": Status.PLANNED,
    "shall": Status.PLANNED,
    "would": Status.PLANNED,
    "may": Status.UNCLEAR,
    "might": Status.UNCLEAR,
    "could": Status.PROPOSED,
    "can": Status.PROPOSED,
    "ca": Status.PROPOSED,
    "should": Status.PROPOSED,
    "must": Status.PROPOSED,
}
SUPPOSED = frozenset({"if", "whether", "unless"})
PERHAPS = frozenset({"maybe", "perhaps", "possibly"})
FEARS = frozenset({"concern", "fear", "worry", "alarm", "anxiety", "unease", "dread"})
AHEAD = frozenset({"when", "before", "until", "once"})
TURNED = {
    Status.HELD: Status.REFUSED,
    Status.ONGOING: Status.REFUSED,
    Status.PLANNED: Status.REFUSED,
    Status.PROPOSED: Status.REFUSED,
    Status.REFUSED: Status.PROPOSED,
    Status.POSTPONED: Status.PLANNED,
    Status.CANCELLED: Status.PLANNED,
    Status.RESCHEDULED: Status.PLANNED,
}
FUTURE_WORDS = frozenset({"tomorrow", "next", "later", "upcoming", "soon", "coming"})


def finite(verb: Any, *, headline: bool) -> Status | None:
    """The status that tense, modality and negation of ``verb`` give; None for an infinitive."""
    status = _tense(verb, headline=headline)
    if status is None:
        return None
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if marks & SUPPOSED or marks & PERHAPS:
        return Status.UNCLEAR
    if status is Status.UNCLEAR and _feared(verb):
        return None
    return TURNED.get(status, status) if negated(verb) else status


def _feared(verb: Any) -> bool:
    """Whether a "may" is what somebody fears: that says how he feels, and nothing of the encounter."""
    if verb.dep_ not in {"acl", "relcl", "ccomp"}:
        return False
    head = verb.head
    subjects = [c.lemma_ for c in head.children if c.dep_ in {"nsubj", "attr"}]
    return bool(FEARS & {head.lemma_, *subjects})


def _tense(verb: Any, *, headline: bool) -> Status | None:  # noqa: PLR0911 - English has that many tenses
    children = list(verb.children)
    aux = [c.lower_ for c in children if c.dep_ in {"aux", "auxpass"}]
    for word in aux:
        if word in MODALS:
            return MODALS[word]
    if "to" in aux:
        return None
    if {"has", "have", "had", "having", "'ve", "’ve"} & set(aux):
        return Status.ONGOING if verb.tag_ == "VBG" else Status.HELD
    if verb.tag_ == "VBG":
        return _progressive(verb, aux)
    if verb.tag_ == "VBD" or {"was", "were", "did"} & set(aux):
        return Status.HELD
    if verb.tag_ == "VBN":
        return Status.HELD if not aux or verb.dep_ in {"acl", "relcl"} else Status.ONGOING
    if verb.tag_ in {"VBZ", "VBP"} or {"is", "are", "does", "do"} & set(aux):
        return _present(verb, headline=headline)
    return None


def _progressive(verb: Any, aux: list[str]) -> Status | None:
    if {"was", "were"} & set(aux):
        return Status.HELD
    if {"is", "are", "am", "'s", "’s", "'re", "’re"} & set(aux):
        return Status.PLANNED if _points_ahead(verb) else Status.ONGOING
    return None


def _present(verb: Any, *, headline: bool) -> Status | None:
    if any(c.lower_ in AHEAD and c.dep_ in {"mark", "advmod"} for c in verb.children):
        return Status.PLANNED
    if headline:
        return Status.HELD
    return Status.PLANNED if _points_ahead(verb) else Status.ONGOING


def negated(token: Any) -> bool:
    """Whether a negation stands on a word or on its subject or object."""
    for child in token.children:
        if child.dep_ in {"neg", "preconj", "cc"} and child.lower_ in NEGATIONS:
            return True
        if child.dep_ in {"nsubj", "nsubjpass", "dobj", "attr"} and (
            has_no(child) or child.lower_ in {"none", "neither", "nobody", "nothing"}
        ):
            return True
    return False


def has_no(noun: Any) -> bool:
    """Whether a noun phrase is denied: "no meeting", "neither summit"."""
    return any(c.dep_ in {"det", "neg", "preconj", "predet"} and c.lower_ in NEGATIONS for c in noun.children)


def _points_ahead(verb: Any) -> bool:
    return any(t.lower_ in FUTURE_WORDS for t in verb.subtree)


FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def fragment(noun: Any) -> Status | None:
    """The status of an encounter that a sentence without a verb lists: "A call with the King of Spain."."""
    sentence = noun.sent
    if any(t.tag_ in FINITE for t in sentence) or noun.dep_ not in {"ROOT", "appos", "conj", "dep"}:
        return None
    return Status.PLANNED if {t.lower_ for t in sentence} & FUTURE_WORDS else Status.HELD
