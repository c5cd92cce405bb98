"""To whom something was said, and when."""

from __future__ import annotations

import re
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Statement
from dateline.model.text import SegmentKind, Span
from dateline.model.times import When
from dateline.reading.dates import Tense, find

__all__ = ["addressee", "said_when"]

TO_SOMEBODY = frozenset(
    [
        "tell",
        "inform",
        "assure",
        "remind",
        "warn",
        "urge",
        "ask",
        "advise",
        "notify",
        "promise",
        "convince",
        "brief",
    ]
)
TO = frozenset(
    {"say", "speak", "write", "complain", "explain", "announce", "appeal", "report", "suggest", "call"}
)
OCCASION = re.compile(r"(?:When|After|As soon as)\b", re.IGNORECASE)
PRONOUNS = frozenset({"PRP", "PRP$", "WP"})


def addressee(parsed: Parsed, index: ActorIndex, statement: Statement) -> str | None:
    """Whom the words were said to: an actor's name, else the words; None for an outlet or nobody."""
    for verb in _verbs(parsed, statement):
        target = _target(verb)
        if target is None or statement.says(parsed.span(target)):
            continue
        actor = index.at(parsed.span(target))
        if actor is not None:
            return None if actor.kind is ActorKind.OUTLET else actor.name
        if target.tag_ in PRONOUNS or target.pos_ not in ("NOUN", "PROPN"):
            return None
        return _phrase(target)
    return None


def _verbs(parsed: Parsed, statement: Statement) -> list[Any]:
    return [t for span in statement.cue for t in parsed.tokens(span) if t.pos_ in ("VERB", "AUX")]


def _target(verb: Any) -> Any | None:
    lemma = verb.lemma_.lower()
    if lemma in TO_SOMEBODY:
        subject_of = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp")), None)
        raised = (
            next((c for c in subject_of.lefts if c.dep_ == "nsubj"), None) if subject_of is not None else None
        )
        if raised is not None and subject_of is not None and any(c.tag_ == "TO" for c in subject_of.lefts):
            return raised
        return next((c for c in verb.rights if c.dep_ in ("dobj", "dative", "iobj")), None)
    if lemma in TO:
        to = next(
            (c for c in verb.rights if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "with")), None
        )
        return next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    return None


def _phrase(noun: Any) -> str:
    words = noun.doc[noun.left_edge.i : noun.i + 1].text
    return " ".join(words.split())


def said_when(parsed: Parsed, statement: Statement) -> When | None:
    """When it was said: the date nearest to the cue outside the content; a teaser's own time; else None.

    What is denied may be told in a clause of its own that dates the denial: "When X reported on Friday
    that …, Quito denied it".
    """
    anchors = statement.cue or statement.source
    if not anchors:
        return None
    at = anchors[0]
    line = parsed.line_at(at.start)
    if line is None:
        return None
    teaser = line.segment.published if line.segment.kind is SegmentKind.TEASER else None
    sentence = parsed.sentence_at(at.start)
    anchor = teaser or parsed.document.published
    if sentence is None or (not any(c in sentence.text for c in "0123456789") and not _maybe_dated(sentence)):
        return teaser
    base = parsed.span(sentence)
    contents = [c for c in statement.content if not OCCASION.match(parsed.text, c.start, c.end)]
    mentions = [
        (_gap(Span(base.start + m.start, base.start + m.end), at), m.when)
        for m in find(sentence.text, anchor, tense=_tense(parsed, at))
        if not any(c.overlaps(Span(base.start + m.start, base.start + m.end)) for c in contents)
    ]
    return min(mentions, key=lambda pair: pair[0])[1] if mentions else teaser


def _maybe_dated(sentence: Any) -> bool:
    return any(t.ent_type_ in ("DATE", "TIME") for t in sentence)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _tense(parsed: Parsed, cue: Span) -> Tense:
    verb = next((t for t in parsed.tokens(cue) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return Tense.PAST
    if any(c.tag_ == "MD" and c.lower_ in ("will", "shall") for c in verb.children):
        return Tense.FUTURE
    return Tense.PRESENT if verb.tag_ in ("VBZ", "VBP") else Tense.PAST
