"""Questions about a parsed clause: its subject, whether it is negated, whether it is only supposed.

Everything takes and gives spaCy tokens; dependency labels are those of the English models (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = [
    "FIRST_PERSON",
    "conjuncts",
    "given_to",
    "is_first_person",
    "is_negated",
    "is_own",
    "is_question",
    "is_supposed",
    "reporting_subject",
    "subject",
    "thought_away",
]

FIRST_PERSON = frozenset({"i", "we", "me", "us", "our", "my", "ours", "ourselves"})
SUBJECTS = frozenset({"nsubj", "csubj"})
CAPITALS = ("US", "WE", "ME")
"""Not the pronoun, or a headline that shouts."""
RELATIVE = frozenset({"who", "which", "that", "whose", "whom"})
NEGATIONS = frozenset({"no", "never", "neither", "nor", "nothing", "nobody", "none", "hardly", "without"})
SUPPOSED_BY = frozenset({"if", "whether", "unless", "until", "lest"})
OPINIONS = frozenset({"think", "believe", "feel", "expect", "consider", "suppose"})
DEPTH = 12
"""How many governors are climbed at most; deeper trees are the parser's mistakes."""


def subject(verb: Any) -> Any | None:
    """The token that does what ``verb`` says: its own subject, the agent of a passive, or the one it shares.

    A participle or an infinitive shares the subject of what it hangs on; a relative pronoun stands
    for the noun before its clause. None when nothing of this is there.
    """
    at = verb
    for _ in range(DEPTH):
        own = _own_subject(at)
        if own is not None:
            return _antecedent(own, at)
        if at.dep_ in {"acl", "relcl"}:
            given = given_to(at)
            if given is not None:
                return given
            of_verb = at.tag_ == "VB" and at.head.dep_ in {"dobj", "attr"}
            if not of_verb:
                return at.head if at.head.pos_ in {"NOUN", "PROPN", "PRON"} else None
            at = at.head.head
        elif _shares(at):
            if (given := given_to(at)) is not None:
                return given
            at = at.head
        else:
            return None
    return None


def reporting_subject(word: Any) -> Any | None:
    """The subject of the verb that reports the clause of ``word``: X in "X said it was ready"."""
    at = word
    for _ in range(DEPTH):
        if at.dep_ == "ccomp":
            return subject(at.head)
        if at.dep_ not in {"acomp", "xcomp", "attr", "conj", "dobj"}:
            return None
        at = at.head
    return None


def given_to(clause: Any) -> Any | None:
    """Who is given something in order to do what an infinitive says: X in "gave X a week to reply"."""
    if clause.tag_ != "VB" or not any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children):
        return None
    verb = clause.head.head if clause.dep_ == "acl" else clause.head
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i < clause.i]
    return (
        next((c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"), None) if things else None
    )


def _own_subject(verb: Any) -> Any | None:
    passive = False
    for child in verb.children:
        if child.dep_ in SUBJECTS:
            return child
        if child.dep_ == "agent":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
        passive = passive or child.dep_ == "nsubjpass"
    return None


def _shares(token: Any) -> bool:
    """Whether a clause without a subject has that of what it hangs on."""
    kinds = {c.dep_ for c in token.children}
    if "nsubjpass" in kinds and token.dep_ != "xcomp":
        return False
    if token.dep_ in {"ccomp", "advcl"}:
        is_bare = token.tag_ in {"VBG", "VB", "VBN"} and not kinds & {"mark", "expl"}
        return is_bare and not any(c.tag_ == "MD" for c in token.children)
    return token.dep_ in {"xcomp", "conj", "pcomp", "prep"}


def _antecedent(found: Any, verb: Any) -> Any:
    if found.lower_ in RELATIVE and verb.dep_ == "relcl":
        return verb.head
    return found


def is_first_person(word: Any) -> bool:
    """Whether ``word`` is "I", "we" or a form of them, and not the country in capitals."""
    return word.lower_ in FIRST_PERSON and word.text not in CAPITALS


def is_own(noun: Any) -> bool:
    """Whether "my" or "our" stands before ``noun``."""
    return any(child.dep_ == "poss" and is_first_person(child) for child in noun.children)


def conjuncts(noun: Any) -> Iterator[Any]:
    """``noun`` and the nouns joined to it by "and" or commas, in text order."""
    yield noun
    for child in noun.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def is_negated(word: Any) -> bool:
    """Whether ``word`` itself is denied: "not", "never", "no longer", "no" on it, or "without" before it."""
    for child in word.children:
        if child.dep_ == "neg" or (child.lower_ in NEGATIONS and child.i < word.i and child.dep_ != "mark"):
            return True
        if child.lower_ == "longer" and any(g.lower_ == "no" for g in child.children):
            return True
    if word.dep_ == "conj" and word.head.i < word.i and not _has_subject(word):
        return is_negated(word.head) and not any(c.lower_ == "but" for c in word.head.children)
    return word.dep_ in {"pcomp", "pobj"} and word.head.lower_ == "without"


def _has_subject(word: Any) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "csubj"} for c in word.children)


def is_supposed(word: Any) -> bool:
    """Whether the clause of ``word`` is only an "if", "whether" or "unless" of a bigger clause."""
    at = word
    for _ in range(DEPTH):
        if any(c.dep_ == "mark" and c.lower_ in SUPPOSED_BY for c in at.children):
            return True
        if at.dep_ not in {"xcomp", "conj", "ccomp", "acl", "dobj", "attr", "acomp"} or at.head == at:
            return False
        at = at.head
    return False


def is_question(sentence: Any) -> bool:
    """Whether the sentence ends in a question mark."""
    return "?" in sentence.text[-3:]


def thought_away(clause: Any) -> bool:
    """Whether ``clause`` is the object of a negated "think" or "believe": the negation is its own."""
    return clause.dep_ == "ccomp" and clause.head.lemma_ in OPINIONS and is_negated(clause.head)
