"""Who does it, in which words: the source and the cue around a verb or a noun."""

from __future__ import annotations

from typing import Any

from dateline.analysis.attribution.stretches import Range, phrase, tidy

__all__ = [
    "CUE_PARTS",
    "LEADING",
    "OCCASION",
    "closes",
    "hangs_back",
    "owner_of",
    "source_of",
    "subject_of",
    "verb_cue",
]

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE = frozenset({"nsubjpass", "csubjpass"})
CUE_PARTS = frozenset({"aux", "auxpass", "neg", "prt"})
CONTROL = frozenset({"xcomp", "advcl", "conj"})
LEADING = frozenset({"go", "continue", "want", "appear", "seem", "begin", "proceed", "choose", "use"})
OCCASION = frozenset(
    [
        "statement",
        "interview",
        "speech",
        "tweet",
        "letter",
        "email",
        "memo",
        "post",
        "release",
        "message",
        "remarks",
        "briefing",
        "conference",
    ]
)
CLOSING = frozenset({"”", '"', "''", "»"})


def subject_of(verb: Any, depth: int = 0) -> Any | None:  # noqa: PLR0911 - one return for each way a subject is shared
    """Who does it: the verb's own subject, else the one it shares or the noun it describes."""
    for child in verb.children:
        if child.pos_ == "CCONJ":
            continue
        if child.dep_ in SUBJECT or child.dep_ in PASSIVE or (child.dep_ == "expl" and child.lower_ != "it"):
            return child
    if depth > 4:
        return None
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ == "VBG" or verb.lower_ == "to" or _is_main(verb) else None
    if hangs_back(verb):
        return subject_of(_quoter(verb), depth + 1) if _quoter(verb) != verb else None
    if verb.dep_ in CONTROL and verb.head.pos_ in {"VERB", "AUX"}:
        return subject_of(verb.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep" and verb.head.head.pos_ in {"VERB", "AUX"}:
        return subject_of(verb.head.head, depth + 1)
    return None


def _is_main(verb: Any) -> bool:
    """``The chief, Name, called ...`` read as one long noun phrase: the verb is the sentence's own."""
    at_head = verb.dep_ == "acl" and verb.tag_ == "VBD" and verb.head.dep_ == "ROOT"
    return bool(at_head and verb.i > verb.head.i + 1 and verb.nbor(-1).text == ",")


def source_of(token: Any) -> Range:
    """The source phrase: the subtree, without a loose clause after it."""
    start, end = phrase(token)
    for child in token.children:
        if (child.dep_ in {"parataxis", "advcl", "ccomp"} and child.i > token.i) or _is_main(child):
            end = min(end, child.left_edge.i)
    return tidy(token.doc, start, end) or (token.i, token.i + 1)


def closes(token: Any) -> bool:
    """Whether a token is a quotation mark that closes: it touches the word before it."""
    return token.text in CLOSING and (token.i == 0 or not token.nbor(-1).whitespace_)


def hangs_back(verb: Any) -> bool:
    """``X said "...", hinting that Z``: behind a quotation a participle belongs to the one who quotes.

    "Adding" does so behind any content: nobody adds to what he has not said.
    """
    if verb.tag_ != "VBG" or verb.i < 2 or verb.nbor(-1).text != ",":
        return False
    return closes(verb.nbor(-2)) or (verb.lower_ == "adding" and _quoter(verb) != verb)


def _quoter(verb: Any) -> Any:
    """The verb of the sentence that holds ``verb`` deepest down."""
    above = verb
    while above.dep_ in {"advcl", "ccomp", "conj", "xcomp"} and above.head != above:
        above = above.head
    return above


def verb_cue(verb: Any) -> Range:
    """The verb with what stands beside it and belongs to it: auxiliaries, negation, manner, occasion."""
    start = end = verb.i
    doc = verb.doc
    parts = {c.i for c in verb.children if c.dep_ in CUE_PARTS or (c.dep_ == "advmod" and not _wh(c))}
    lead = verb
    while lead.dep_ == "xcomp" and lead.head.lemma_ in LEADING and lead.head.lemma_ not in {"seem", "appear"}:
        lead = lead.head
        parts |= {c.i for c in lead.children if c.dep_ in CUE_PARTS or c.dep_ == "advmod"}
        parts |= set(range(lead.i, verb.i))
    if verb.dep_ == "pcomp" and verb.head.lower_ == "as" and verb.head.head.pos_ == "VERB":
        told = verb.head.head
        parts |= {c.i for c in told.children if c.dep_ in CUE_PARTS} | set(range(told.i, verb.i))
    while start > 0 and start - 1 in parts:
        start -= 1
    end += 1
    while end < len(doc) and end in parts:
        end += 1
    while end - 1 > verb.i and doc[end - 1].dep_ == "advmod" and doc[end - 1].head != verb:
        end -= 1
    occasion = next((c for c in verb.children if c.dep_ == "prep" and c.i == end), None)
    if occasion is not None and any(c.lemma_ in OCCASION for c in occasion.children if c.dep_ == "pobj"):
        end = max(end, occasion.right_edge.i + 1) if occasion.right_edge.i - occasion.i <= 4 else end
    return start, end


def _wh(token: Any) -> bool:
    return token.tag_ in {"WRB", "WP", "WDT"}


def owner_of(owner: Any) -> Range:
    """The possessor without its ``'s``."""
    start, end = phrase(owner)
    if owner.doc[end - 1].tag_ == "POS":
        end -= 1
    return (start, end) if start < end else (owner.i, owner.i + 1)
