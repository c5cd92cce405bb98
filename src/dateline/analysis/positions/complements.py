"""The complement of a stance: what is demanded, refused or offered, and to whom it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.analysis.clauses import conjuncts

__all__ = ["addressed", "beside", "clause", "is_squeezed", "short", "topics", "towards"]

COMPLEMENTS = frozenset({"xcomp", "ccomp", "dobj", "prep", "acl", "attr", "relcl", "pcomp", "dative", "oprd"})
TO_SOMEBODY = frozenset({"to", "against", "from", "with", "on", "at"})
LEADING = frozenset({"mark", "aux", "prep", "cc"})
LONGEST = 14
"""Words of an issue's short phrase; the evidence carries the rest."""


def topics(cue: Any, addressee: Any | None) -> list[Any]:
    """The complement of ``cue`` as spaCy spans: one, or one for each of the clauses or things it joins.

    An addressee with nothing beside it is itself the matter ("urged a longer timeline"). Empty when
    the cue stands alone ("he insisted").
    """
    if is_squeezed(cue):
        return _squeezed_topic(cue)
    whole = _whole(cue, addressee) or _whole(cue, None)
    if whole is None:
        head = cue.head
        is_object = cue.dep_ == "relcl" and head.i < cue.i
        return [cue.doc[head.left_edge.i : head.i + 1]] if is_object else []
    heads = [c for c in cue.children if c.dep_ in {"ccomp", "dobj"} and c != addressee and c.i > cue.i]
    joined = list(conjuncts(heads[-1])) if heads else []
    if len(joined) < 2:
        return [whole]
    starts = [_start(j) for j in joined]
    ends = [*starts[1:], max(joined[-1].right_edge.i + 1, whole.end)]
    return [cue.doc[a:b] for a, b in zip(starts, ends, strict=True) if a < b] or [whole]


def is_squeezed(verb: Any) -> bool:
    """Whether the parser took a finite verb with a subject for a modifier of its own object.

    "Norland dismissed concerns" and "Norland rejects truce offer", as headlines and short sentences have it.
    """
    finite = verb.tag_ in {"VBD", "VBZ", "VBN", "VBP"} and verb.head.i > verb.i
    return (
        finite
        and verb.dep_ in {"amod", "compound", "nmod"}
        and any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    )


def _squeezed_topic(verb: Any) -> list[Any]:
    end = verb.sent.end
    for token in verb.doc[verb.i + 1 : end]:
        if token.is_punct or token.pos_ == "SCONJ" or token.lower_ == "as":
            end = token.i
            break
    return [verb.doc[verb.i + 1 : end]] if end > verb.i + 1 else []


def _start(part: Any) -> int:
    """Where a joined clause or noun phrase begins; its left edge may reach over the one before it."""
    before = [c for c in part.children if c.i < part.i and c.dep_ not in {"cc", "punct"}]
    start: int = min([part.i, *(c.left_edge.i for c in before)])
    return start


def _whole(cue: Any, addressee: Any | None) -> Any | None:
    parts = [c for c in cue.children if c.dep_ in COMPLEMENTS and c != addressee and c.i > cue.i]
    if cue.pos_ == "ADP":  # "against tariffs", "in favour of tariffs"
        things = [c for c in cue.children if c.dep_ == "pobj"]
        parts = [g for c in things for g in c.children if g.dep_ == "prep" and g.lower_ == "of"] or things
    if addressee is not None:
        parts = [p for p in parts if addressee not in p.children or p.dep_ in {"ccomp", "xcomp"}]
    if not parts:
        parts = [c for c in cue.children if c.dep_ == "nsubjpass" and c != addressee] or beside(cue)
    if not parts:
        return None
    start, end = min(p.left_edge.i for p in parts), max(p.right_edge.i for p in parts) + 1
    if addressee is not None and start <= addressee.i < end - 1:
        start = addressee.right_edge.i + 1
    return cue.doc[start:end] if start < end else None


def beside(noun: Any) -> list[Any]:
    """What the parser hung on the verb of an object: "to the plan" in "gave its consent to the plan".

    A preposition right after the noun, or a later "to".
    """
    if noun.pos_ != "NOUN" or noun.dep_ != "dobj":
        return []
    after = [c for c in noun.head.children if c.i > noun.i and c.dep_ in {"dative", "prep"}]
    return [c for c in after if c.lower_ == "to" or c.i == noun.i + 1]


def clause(verb: Any) -> Any:
    """The whole clause of ``verb`` as a spaCy span."""
    return verb.doc[verb.left_edge.i : verb.right_edge.i + 1]


def addressed(verb: Any) -> Any | None:
    """The noun that is spoken to: the object, "on X", or the subject of the infinitive ("urged X to ...")."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative", "nsubjpass"}:
            return child
        if child.dep_ == "prep" and child.lower_ in {"on", "upon", "to"}:
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    for child in verb.children:
        if (
            child.dep_ in {"ccomp", "xcomp"}
            and child.tag_ == "VB"
            and not any(g.tag_ == "MD" for g in child.children)
        ):
            return next((g for g in child.children if g.dep_ == "nsubj" and g.i > verb.i), None)
    return None


def towards(cue: Any) -> Iterator[Any]:
    """The nouns that the cue may be turned to: "to X", "against X", "wants X to ..."."""
    for child in cue.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ in TO_SOMEBODY:
            yield from (g for g in child.children if g.dep_ == "pobj")
        elif child.dep_ in {"ccomp", "xcomp"}:
            yield from (g for g in child.children if g.dep_ == "nsubj")


def short(topic: Any | None) -> str:
    """``topic`` as a short phrase: without the words that only join it to its verb, and not too long."""
    if topic is None or not len(topic):
        return ""
    first = 0
    while first < len(topic) - 1 and (topic[first].dep_ in LEADING or topic[first].is_punct):
        first += 1
    text: str = topic[first : first + LONGEST].text
    return text.strip()
