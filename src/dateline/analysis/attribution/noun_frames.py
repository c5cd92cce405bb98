"""Frames of states, nouns, ``according to`` and adverbs such as ``reportedly``."""

from __future__ import annotations

from typing import Any

from dateline.analysis.attribution.frame import ABOUT, Frame, FrameKind, first_children, make_frame
from dateline.analysis.attribution.roles import CUE_PARTS, owner_of, source_of, subject_of
from dateline.analysis.attribution.stretches import Range, phrase

__all__ = ["according_frame", "manner_frame", "noun_frame", "state_frame"]


def state_frame(verb: Any, kids: dict[str, Any]) -> Frame | None:
    """``X is confident that Y``."""
    adjective = kids.get("acomp")
    subject = subject_of(verb)
    if subject is not None and subject.pos_ == "NOUN" and adjective is None and "ccomp" in kids:
        return _position(verb, subject, kids["ccomp"])
    if adjective is None or subject is None:
        return None
    inner = first_children(adjective)
    empty = subject.lower_ in {"it", "there"}
    source = () if empty else (source_of(subject),)
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in CUE_PARTS and c.i < verb.i)])
    cue = (start, adjective.i + 1)
    holes = [cue, *source]
    lemma = f"be {adjective.lemma_.lower()}"
    clause = inner.get("ccomp") or (
        kids.get("ccomp") if "ccomp" in kids and kids["ccomp"].i > adjective.i else None
    )
    if clause is not None:
        return make_frame(FrameKind.STATE_CLAUSE, verb, source, cue, [phrase(clause)], holes, lemma)
    if "xcomp" in inner and not empty:
        return make_frame(
            FrameKind.STATE_INFINITIVE, verb, source, cue, [phrase(inner["xcomp"])], holes, lemma
        )
    prep: Any = inner.get("prep")
    thing = (
        next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None) if prep is not None else None
    )
    if thing is None or empty:
        return None
    cue = (start, max(cue[1], prep.i + 1)) if prep.i == cue[1] else cue
    return make_frame(
        FrameKind.STATE_ABOUT, verb, source, cue, [phrase(thing)], [*holes, cue], f"{lemma} {prep.lower_}"
    )


def _position(verb: Any, noun: Any, clause: Any) -> Frame | None:
    """``X's position is that Y``."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None or clause.i < verb.i:
        return None
    source, cue = (owner_of(owner),), (noun.i, verb.i + 1)
    return make_frame(
        FrameKind.NOUN_CLAUSE, verb, source, cue, [phrase(clause)], [cue, *source], noun.lemma_.lower()
    )


def noun_frame(noun: Any) -> Frame | None:
    """``X's claim that Y``, ``the plan to Y``, ``criticism of Y``."""
    kids = first_children(noun)
    owner = kids.get("poss")
    source: tuple[Range, ...] = ()
    if owner is not None:
        source = (owner_of(owner),)
    cue = (noun.i, noun.i + 1)
    holes = [cue, *source]
    lemma = noun.lemma_.lower()
    clause = kids.get("acl") or kids.get("ccomp")
    if clause is not None and clause.i > noun.i:
        first = clause.left_edge
        if first.lower_ == "that" and first.dep_ == "mark":
            return make_frame(FrameKind.NOUN_CLAUSE, noun, source, cue, [phrase(clause)], holes, lemma)
        if first.lower_ == "to":
            return make_frame(FrameKind.NOUN_INFINITIVE, noun, source, cue, [phrase(clause)], holes, lemma)
        return None
    prep: Any = next(
        (c for c in noun.children if c.dep_ == "prep" and c.i == noun.i + 1 and c.lower_ in ABOUT), None
    )
    thing = (
        next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None) if prep is not None else None
    )
    if thing is None:
        return None
    cue = (noun.i, prep.i + 1)
    return make_frame(
        FrameKind.NOUN_ABOUT, noun, source, cue, [phrase(thing)], [*holes, cue], f"{lemma} {prep.lower_}"
    )


def according_frame(token: Any) -> Frame | None:
    """``according to X, Y``: the content is the clause that holds the phrase."""
    to: Any = next((c for c in token.children if c.dep_ == "prep" and c.lower_ == "to"), None)
    who: Any = next((c for c in to.children if c.dep_ == "pobj"), None) if to is not None else None
    if who is None:
        return None
    own = phrase(token)
    head = token.head
    while head.pos_ not in {"VERB", "AUX"} and head.dep_ != "ROOT":
        head = head.head
    whole = phrase(head)
    if head.dep_ in {"relcl", "acl"} or whole == own:
        whole = (token.sent.start, token.sent.end)
    cue = (token.i, to.i + 1)
    return make_frame(FrameKind.ACCORDING, token, (source_of(who),), cue, [whole], [own], "according to")


def manner_frame(token: Any) -> Frame | None:
    """``Y reportedly Z``: nobody is named."""
    cue = (token.i, token.i + 1)
    return make_frame(FrameKind.MANNER, token, (), cue, [phrase(token.head)], [cue], token.lower_)
