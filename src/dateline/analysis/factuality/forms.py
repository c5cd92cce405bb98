"""The form of a verb: bare, perfect, subjunctive, "is to", "is said to"; what denies it, what stands over it.

Everything takes spaCy tokens; dependency labels are those of the English models (ClearNLP).
"""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import is_negated
from dateline.analysis.factuality.cues import Effect, effect_of
from dateline.analysis.factuality.tense import negated

__all__ = [
    "has_happened",
    "has_to",
    "is_awaited",
    "is_bare",
    "is_denied",
    "is_going",
    "is_hearsay",
    "is_more",
    "is_subjunctive",
    "is_to",
    "outer_effect",
    "singles_out",
]

CLAUSES = frozenset({"ccomp", "acl", "relcl", "advcl", "csubj"})
TEMPORAL = frozenset({"when", "before", "until", "till", "once", "after"})


def is_bare(verb: Any) -> bool:
    """Whether a participle or base form has no auxiliary of its own."""
    has_aux = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb.tag_ in {"VB", "VBG", "VBN"} and not has_aux


def is_subjunctive(verb: Any) -> bool:
    """Whether a clause tells what is asked for: "recommended that the pier be demolished"."""
    if verb.dep_ != "ccomp" or effect_of(verb.head, "verb") is not Effect.WISHED:
        return False
    aux = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    return [a.lower_ for a in aux] == ["be"] or (not aux and verb.tag_ == "VB")


def has_to(verb: Any) -> bool:
    """Whether the verb is an infinitive with "to", active or passive."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_to(be: Any, verb: Any) -> bool:
    """Whether an infinitive follows a bare copula: "the fair is to open", not "is an answer to …"."""
    if be.lemma_ != "be":
        return False
    return not any(c.dep_ in {"acomp", "attr", "prep"} and c.i < verb.i for c in be.children)


def is_going(verb: Any) -> bool:
    """Whether "is going" makes a future of the infinitive under it."""
    return verb.lemma_ == "go" and verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.children)


def is_hearsay(verb: Any) -> bool:
    """Whether a passive passes on what others say: "is said to", "was believed to"."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    return passive and effect_of(verb, "hearsay") is not None


def is_denied(verb: Any) -> bool:
    """Whether a negation stands on the verb itself; one after an "and" or "but" is that of what follows."""
    last = min((c.i for c in verb.children if c.dep_ == "cc" and c.i > verb.i), default=None)
    own = [c for c in verb.children if c.dep_ == "neg"]
    if own:
        return any(not is_more(c) and (last is None or c.i < last) for c in own)
    return negated(verb) or (is_negated(verb) and verb.dep_ != "conj")


def is_more(negation: Any) -> bool:
    """Whether a "not" denies nothing: "not only", "not just"."""
    after = negation.doc[negation.i + 1 : negation.i + 2]
    return any(t.lower_ in {"only", "just", "merely", "simply"} for t in after)


def has_happened(verb: Any) -> bool:
    """Whether a form of "have" makes the verb perfect, under a modal too."""
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def is_awaited(verb: Any) -> bool:
    """Whether a clause in the present tells when something else is, was or will be: "until it opens"."""
    return verb.dep_ == "advcl" and any(
        c.lower_ in TEMPORAL and c.dep_ in {"mark", "advmod"} for c in verb.children
    )


def outer_effect(verb: Any) -> Effect | None:
    """What the word does that the clause of ``verb`` hangs on."""
    if verb.dep_ not in CLAUSES:
        return None
    head = verb.head
    if head.lemma_ == "be":
        found = [c for c in head.children if c.dep_ in {"acomp", "attr"} and c.i < verb.i]
        if found and found[-1].lower_ in {"certain", "sure"} and is_denied(head):
            return Effect.POSSIBLE
        head = found[-1] if found else head
    part = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(head.pos_)
    return effect_of(head, part) if part else None


def singles_out(noun: Any) -> bool:
    """Whether a relative infinitive tells what was: "the first to swim", "among the few to return"."""
    words = {c.lower_ for c in noun.children} | {noun.lower_}
    return bool(words & {"first", "last", "only", "few", "second", "third", "latest", "one"})
