"""Frames of passive verbs, and of what a preposition brings: "Y was criticised by X", "X spoke about Y"."""

from __future__ import annotations

from typing import Any

from dateline.analysis.attribution.frame import ABOUT, Frame, FrameKind, make_frame
from dateline.analysis.attribution.roles import source_of
from dateline.analysis.attribution.stretches import Range, phrase

__all__ = ["about_frame", "passive_frame"]


def passive_frame(verb: Any, kids: dict[str, Any], subject: Any | None, cue: Range) -> Frame | None:  # noqa: PLR0911 - one return for each construction
    """The frame of a passive verb: with a clause, an agent, a topic, or "this" for what stands before."""
    back = _back_frame(verb, subject, cue)
    if back is not None:
        return back
    agent = kids.get("agent")
    by = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
    source = (source_of(by),) if by is not None else ()
    topic = [] if subject is None or subject.lower_ == "it" else [phrase(subject)]
    holes = [cue, *source]
    if agent is not None:
        holes.append((agent.i, agent.i + 1))
    clause = kids.get("ccomp")
    if clause is not None:
        if topic and not source:
            source, topic = (source_of(subject),), []
        return make_frame(
            FrameKind.CLAUSE, verb, source, cue, [phrase(clause)], [*holes, *source], passive=True
        )
    if "xcomp" in kids:
        return make_frame(FrameKind.RAISED, verb, source, cue, [*topic, phrase(kids["xcomp"])], holes)
    if source:
        return make_frame(FrameKind.BY, verb, source, cue, topic, holes)
    if any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children) and topic:
        as_ = next(c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as")
        if any(c.dep_ == "pcomp" for c in as_.children):
            return None
        return make_frame(FrameKind.NAMING, verb, (), cue, [*topic, phrase(as_)], holes, passive=True)
    if not topic or "prep" not in kids:
        return None
    return about_frame(verb, (), cue, [*holes]) if subject is not None else None


def _back_frame(verb: Any, subject: Any | None, cue: Range) -> Frame | None:
    """``This is stated in X``, ``this was reported by X``: the content stands before the sentence."""
    if subject is None or subject.lower_ not in {"this", "that"} or subject.right_edge.i != subject.i:
        return None
    carrier: Any = next(
        (c for c in verb.children if c.dep_ in {"agent", "prep"} and c.lower_ in {"by", "in", "on"}), None
    )
    who = next((c for c in carrier.children if c.dep_ == "pobj"), None) if carrier is not None else None
    if who is None:
        return None
    return make_frame(FrameKind.BACK, verb, (source_of(who),), cue, [], [])


def about_frame(verb: Any, source: tuple[Range, ...], cue: Range, holes: list[Range]) -> Frame | None:
    """``spoke about Y``: the preposition belongs to the cue when it stands beside the verb."""
    prep: Any = next(
        (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i and c.lower_ in ABOUT), None
    )
    if prep is None:
        return None
    inner = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if inner is None:
        return None
    if prep.i == cue[1]:
        cue = (cue[0], prep.i + 1)
    name = f"{verb.lemma_.lower()} {prep.lower_}"
    return make_frame(FrameKind.ABOUT, verb, source, cue, [phrase(inner)], [*holes, cue], name)
