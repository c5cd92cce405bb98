"""Pronouns in the parse: which stand for nobody, which stand in quotation marks, what subject is near."""

from __future__ import annotations

from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.dialogue import dash_speech
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = [
    "is_name_part",
    "is_pleonastic",
    "named_in_quotes",
    "quoted_tokens",
    "spoken_tokens",
    "subject_before",
]

CLIMB = 8
"""How many clauses out a subject is looked for."""


def quoted_tokens(doc: Any) -> list[bool]:
    """Whether each token stands inside double quotation marks of its line, or in speech between dashes."""
    inside, states = False, []
    spoken = tuple(dash_speech(doc.text, Span(0, len(doc.text)), ()))
    for token in doc:
        if token.text in ('"', "“", "”", "«", "»", "„"):
            inside = token.text in ("“", "«", "„") or (token.text == '"' and not inside)
        states.append(inside or any(s.start <= token.idx < s.end for s in spoken))
    return states


def spoken_tokens(parsed: Parsed, line: Line) -> list[bool]:
    """As :func:`quoted_tokens`; in a turn of a transcript every word is spoken, marks or not."""
    return quoted_tokens(line.doc) if parsed.turn_at(line.start) is None else [True] * len(line.tokens)


def named_in_quotes(parsed: Parsed, index: ActorIndex, token: Any) -> frozenset[str]:
    """The actors (by id) whom the sentence of ``token`` names in quotation marks.

    Whoever is quoted there is none of them: people say "I" of themselves.
    """
    quoted = quoted_tokens(token.doc)
    mentions = index.mentions(parsed.span(token.sent))
    heads = ((parsed.token_at(span.start), actor.id) for span, actor in mentions)
    return frozenset(actor for head, actor in heads if head is not None and quoted[head.i])


STYLES = frozenset({"HE", "HH", "HRH"})


def is_name_part(token: Any) -> bool:
    """Whether "He" is a surname ("He Lifeng"), or the style of a dignitary ("HE the Prime Minister")."""
    if token.text in STYLES and token.i + 1 < len(token.doc):
        return bool(token.nbor(1).lower_ == "the" or token.nbor(1).pos_ in ("PROPN", "ADJ"))
    inside = token.text == "He" and token.i + 1 < len(token.doc) and not token.is_sent_start
    follower = token.doc[token.i + 1] if inside else None
    return follower is not None and follower.pos_ == "PROPN" and follower.text.istitle()


def is_pleonastic(token: Any) -> bool:
    """As in "It" that means nothing: with an extraposed clause, a passive of opinion, weather or time."""
    if token.dep_ == "expl":
        return True
    if token.lower_ != "it" or token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    if verb.lemma_ in ("be", "seem", "appear", "become", "happen", "rain", "snow", "take"):
        return True
    return verb.tag_ == "VBN" and any(
        c.dep_ in ("ccomp", "csubj", "csubjpass", "xcomp") for c in verb.children
    )


def subject_before(token: Any) -> Any | None:
    """The subject of the nearest clause around ``token``, where it stands before it."""
    head = token.head
    for _ in range(CLIMB):
        subject = next((c for c in head.lefts if c.dep_ in ("nsubj", "nsubjpass") and c.i < token.i), None)
        if subject is not None and subject.i != token.i:
            return subject
        if head.head.i == head.i:
            return None
        head = head.head
    return None
