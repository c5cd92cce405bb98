"""Whom something was said to."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.clauses import conjuncts
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Statement
from dateline.model.text import Span

__all__ = ["addressee"]

PRONOUNS = frozenset({"PRP", "PRP$", "WP"})
OBJECTS = ("dobj", "dative", "iobj")


def addressee(parsed: Parsed, index: ActorIndex, statement: Statement, around: Sequence[Span]) -> str | None:
    """Whom the words were said to: an actor's name, else the words; None for an outlet or nobody.

    Several are joined by "and". The verb of the cue decides ("told Doe", "called on Doe to"), else a noun
    for the words beside it ("in a letter to Doe").
    """
    for target in _targets(parsed, statement, around):
        named = target.pos_ == "PROPN" or index.at(parsed.span(target)) is not None
        if statement.says(parsed.span(target)) and not named:
            continue
        names = [name for one in conjuncts(target) if (name := _name(parsed, index, one))]
        return " and ".join(dict.fromkeys(names)) or None
    return None


def _name(parsed: Parsed, index: ActorIndex, noun: Any) -> str | None:
    actor = index.at(parsed.span(noun))
    if actor is not None:
        return None if actor.kind is ActorKind.OUTLET else actor.name
    if noun.tag_ in PRONOUNS or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    return " ".join(noun.doc[noun.left_edge.i : noun.i + 1].text.split())


def _targets(parsed: Parsed, statement: Statement, around: Sequence[Span]) -> Iterator[Any]:
    """The nouns for whom the cue may be spoken to, the object first."""
    for verb in _verbs(parsed, statement):
        yield from filter(None, (_object(verb), _behind(verb)))
    yield from filter(None, (_after(noun, "to") for noun in _nouns(parsed, around)))


def _verbs(parsed: Parsed, statement: Statement) -> list[Any]:
    return [t for span in statement.cue for t in parsed.tokens(span) if t.pos_ in ("VERB", "AUX")]


def _nouns(parsed: Parsed, around: Sequence[Span]) -> list[Any]:
    """The nouns for words that go to somebody."""
    return [t for span in around for t in parsed.tokens(span) if t.lemma_.lower() in _words("nouns")]


def _object(verb: Any) -> Any | None:
    """The object of "told", the subject of what somebody is urged to do, or that of "was told"."""
    if verb.lemma_.lower() not in _words("object"):
        return None
    passive = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return passive
    clause = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp")), None)
    urged = clause is not None and any(c.tag_ == "TO" for c in clause.lefts)
    raised = (
        next((c for c in clause.lefts if c.dep_ == "nsubj"), None) if clause is not None and urged else None
    )
    return raised or next((c for c in verb.rights if c.dep_ in OBJECTS), None)


def _behind(verb: Any) -> Any | None:
    """As in "said to Doe", "called on Doe"."""
    lemma = verb.lemma_.lower()
    prepositions = (p for p in ("to", "on", "with") if lemma in _words(p))
    return next((noun for p in prepositions if (noun := _after(verb, p)) is not None), None)


def _after(word: Any, preposition: str) -> Any | None:
    for child in word.rights:
        if child.dep_ in ("prep", "dative") and child.lower_ == preposition:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


@functools.cache
def _words(table: str) -> frozenset[str]:
    return frozenset(lexicon("addressees")[table]["words"])
