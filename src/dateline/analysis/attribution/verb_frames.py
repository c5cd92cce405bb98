"""Frames of verbs: clause, infinitive, object, passive, and what is put into another clause."""

from __future__ import annotations

from typing import Any

from dateline.analysis.attribution.frame import Frame, FrameKind, first_children, make_frame
from dateline.analysis.attribution.noun_frames import state_frame
from dateline.analysis.attribution.passive_frames import about_frame, passive_frame
from dateline.analysis.attribution.roles import (
    LEADING,
    OCCASION,
    closes,
    hangs_back,
    source_of,
    subject_of,
    verb_cue,
)
from dateline.analysis.attribution.stretches import Range, phrase, tidy

__all__ = ["verb_frame"]

LONGEST_SOURCE = 35
"""Tokens between a quotation and its verb that can be a name with an apposition."""
DASHES = frozenset({"-", "–", "—"})
CONCEDING = frozenset({"while", "although", "though"})
CALLED = frozenset({("call", "on"), ("call", "upon"), ("appeal", "to"), ("prevail", "on")})
NAMING = frozenset({"call", "dub", "label", "describe", "brand", "term", "name"})
FULL = frozenset({"want", "seem", "appear"})


def verb_frame(verb: Any) -> Frame | None:
    """The frame of a verb that is no auxiliary, if it makes one."""
    kids = first_children(verb)
    if (
        verb.lemma_ in LEADING
        and "xcomp" in kids
        and kids["xcomp"].pos_ == "VERB"
        and verb.lemma_ not in FULL
    ):
        return None
    passive = "nsubjpass" in kids or "auxpass" in kids
    if verb.lemma_ == "be" or verb.pos_ == "AUX":
        return state_frame(verb, kids)
    subject = subject_of(verb)
    if subject is None and verb.tag_ == "VB" and verb.dep_ == "ROOT":
        return None
    cue = verb_cue(verb)
    if passive:
        return passive_frame(verb, kids, subject, cue)
    return _active(verb, kids, subject, cue)


def _active(verb: Any, kids: dict[str, Any], subject: Any | None, cue: Range) -> Frame | None:  # noqa: C901, PLR0911 - one return for each construction, in the order of their strength
    source = _sources(verb, subject, kids)
    clause = _said_clause(verb, kids)
    holes = [cue, *source]
    dashed = clause is not None and clause.i < verb.i and verb.nbor(-1).text in DASHES
    if subject is None and source and not dashed:
        return make_frame(FrameKind.BARE, verb, source, cue, [], holes)
    if clause is not None and verb.lemma_ == "make" and clause.lemma_ == "clear":
        return _make_clear(verb, clause, source, cue)
    if clause is not None and (clause.i > verb.i or _ends_before(clause, verb)):
        return make_frame(FrameKind.CLAUSE, verb, source, cue, [_clause(verb, clause)], holes)
    if clause is not None and clause.right_edge.i > verb.i:
        return make_frame(FrameKind.AROUND, verb, source, cue, [_clause(verb, clause)], holes)
    if verb.dep_ in {"parataxis", "ccomp"} and "dobj" not in kids and _is_inserted(verb, subject):
        inner = _inserted(verb)
        return make_frame(FrameKind.AROUND, verb, source, cue, [_host(verb)], [inner])
    if "xcomp" not in kids and "advcl" in kids and _called_on(verb, kids["advcl"]) is not None:
        kids = {**kids, "xcomp": kids["advcl"]}
    if "xcomp" in kids:
        return _infinitive(verb, kids, source, cue, holes)
    if "dobj" in kids and verb.lemma_ in NAMING and any(c.dep_ == "appos" for c in kids["dobj"].children):
        return make_frame(FrameKind.NAMING, verb, source, cue, [phrase(kids["dobj"])], holes)
    if "oprd" in kids and "dobj" in kids:
        parts = [phrase(kids["dobj"]), phrase(kids["oprd"])]
        return make_frame(FrameKind.NAMING, verb, source, cue, parts, holes)
    if "dobj" in kids and _refers_back(kids["dobj"]) and source:
        return make_frame(FrameKind.BACK, verb, source, cue, [], holes)
    if "dobj" in kids:
        thing = kids["dobj"]
        parts = [_object(verb, thing)]
        as_ = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as"), None)
        if as_ is not None and as_.i > thing.i:
            return make_frame(FrameKind.NAMING, verb, source, cue, [*parts, phrase(as_)], holes)
        return make_frame(FrameKind.OBJECT, verb, source, cue, parts, holes)
    return about_frame(verb, source, cue, holes) or make_frame(FrameKind.BARE, verb, source, cue, [], holes)


def _said_clause(verb: Any, kids: dict[str, Any]) -> Any | None:
    """The clause that is said: of two the one behind the verb; an object after "that" is one too."""
    first = kids.get("ccomp")
    if first is not None and first.i < verb.i:
        behind = (c for c in verb.children if c.dep_ == "ccomp" and c.left_edge.i > verb.i)
        late = next((c for c in behind if c.tag_ not in {"VBG", "VBN"}), None)
        conceded = any(c.dep_ == "mark" and c.lower_ in CONCEDING for c in first.children)
        first = late or (None if conceded else first)
    thing = kids.get("dobj")
    if first is None and thing is not None and thing.left_edge.i < thing.i and thing.i > verb.i:
        return thing if (thing.left_edge.lower_, thing.left_edge.dep_) == ("that", "mark") else None
    return first


def _ends_before(clause: Any, verb: Any) -> bool:
    """Whether a clause stands wholly before the verb, and no colon parts it from the verb's own one."""
    end = clause.right_edge.i
    return bool(end < verb.i and verb.doc[end + 1].text not in {":", ";"})


def _refers_back(thing: Any) -> bool:
    """Whether an object is what was said before ("X denied this"), not a relative ("that X denied")."""
    return thing.lower_ in {"this", "that"} and thing.right_edge == thing and thing.i > thing.head.i


def _make_clear(verb: Any, clear: Any, source: tuple[Range, ...], cue: Range) -> Frame | None:
    """``X made it clear that Y``."""
    inner = next((c for c in [*clear.children, *verb.children] if c.dep_ == "ccomp" and c.i > clear.i), None)
    if inner is None:
        return None
    cue = (cue[0], clear.i + 1)
    return make_frame(FrameKind.CLAUSE, verb, source, cue, [phrase(inner)], [cue, *source], "make clear")


def _sources(verb: Any, subject: Any | None, kids: dict[str, Any]) -> tuple[Range, ...]:
    """The subject outside the quoted words; or what follows an inverted verb: ``"...," said X``."""
    if subject is None:
        after = kids.get("dobj") or kids.get("attr") or kids.get("oprd") or kids.get("dep")
        after = after or next((c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VBG"), None)
        inverted = verb.i > 0 and verb.tag_ in {"VBD", "VBZ", "VBN"} and _is_tag(verb)
        if inverted and verb.dep_ == "amod" and verb.head.i > verb.i:
            return ((verb.i + 1, verb.head.i + 1),)
        return (source_of(after),) if inverted and after is not None and after.i > verb.i else ()
    found = source_of(subject)
    if subject.i > verb.i and subject.pos_ == "PROPN":
        to = next((c for c in subject.children if c.dep_ == "prep" and c.lower_ == "to"), None)
        found = found if to is None else (found[0], to.i)
    mark = next((t.i for t in reversed(verb.doc[found[0] : verb.i]) if closes(t)), None)
    if mark is not None and subject.i < verb.i:
        rest = tidy(verb.doc, mark + 1, verb.i)
        if rest is not None and verb.doc[rest[0]].pos_ == "CCONJ":
            return (tidy(verb.doc, subject.left_edge.i, subject.i + 1) or found,)
        return (rest,) if rest is not None and rest[1] - rest[0] <= LONGEST_SOURCE else (found,)
    return (found,)


def _is_tag(verb: Any) -> bool:
    """Whether the verb opens the tag of what stands before it: ``"...," said X``, ``..., writes X``."""
    before = verb.nbor(-1)
    if before.text in DASHES:
        return True
    if before.text != ",":
        return closes(before)
    return verb.dep_ == "ROOT" or (verb.i > 1 and closes(verb.nbor(-2)))


def _infinitive(
    verb: Any, kids: dict[str, Any], source: tuple[Range, ...], cue: Range, holes: list[Range]
) -> Frame | None:
    inner = kids["xcomp"]
    parts = [phrase(inner)]
    if "dobj" in kids and kids["dobj"].i < inner.i:
        parts.insert(0, phrase(kids["dobj"]))
    called = _called_on(verb, inner)
    if called is not None:
        cue = (cue[0], cue[1] + 1)
        return make_frame(FrameKind.INFINITIVE, verb, source, cue, [called, *parts], [cue, *source])
    if verb.lemma_ in {"seem", "appear", "look"} and source:
        return make_frame(FrameKind.RAISED, verb, (), cue, [*source, *parts], [cue])
    return make_frame(FrameKind.INFINITIVE, verb, source, cue, parts, holes)


def _called_on(verb: Any, inner: Any) -> Range | None:
    """Those on whom it is called, or to whom it is appealed, to do something."""
    prep = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    if prep is None or prep.head != verb or (verb.lemma_, prep.lower_) not in CALLED:
        return None
    whom = next((c for c in prep.children if c.dep_ == "pobj" and c.i < inner.i), None)
    return None if whom is None else (whom.left_edge.i, min(whom.right_edge.i + 1, inner.left_edge.i))


def _object(verb: Any, thing: Any) -> Range:
    """The object with what is said of it: ``praised him for his courage``, not ``on Monday``."""
    start, end = phrase(thing)
    for child in verb.children:
        if (
            child.dep_ != "prep"
            or child.left_edge.i != end
            or child.lower_ in {"during", "after", "before", "as"}
        ):
            continue
        inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
        if inner is None or inner.ent_type_ in {"DATE", "TIME"} or inner.lemma_ in OCCASION:
            break
        end = child.right_edge.i + 1
    return start, end


def _clause(verb: Any, clause: Any) -> Range:
    """The clause with the loose words of the cue's verb that stand inside or before it."""
    start, end = phrase(clause)
    for child in clause.children:
        if (
            child.dep_ == "advcl"
            and child.i > clause.i
            and child.left_edge.lower_ in {"while", "although", "though"}
        ):
            end = min(end, child.left_edge.i)
    back = next((t.i for t in verb.doc[clause.i : end] if hangs_back(t)), None) if clause.i > verb.i else None
    if back is not None:
        end = back
    for child in verb.children:
        if child.dep_ == "mark" or (
            child.dep_ in {"advcl", "prep", "npadvmod", "dep"} and child.i < start < verb.i
        ):
            start = min(start, child.left_edge.i) if child.i < start and clause.i < verb.i else start
    return start, end


def _is_inserted(verb: Any, subject: Any | None) -> bool:
    """Whether the verb's clause is put into another one: ``Y, X said, Z``."""
    if subject is None or subject.head != verb:
        return False
    doc = verb.doc
    start, end = phrase(verb)
    start = next((i for i in range(start, end) if not doc[i].is_punct), start)
    before = doc[start - 1].text if start > 0 else ""
    return before in {",", "”", '"', "—", "–", "-", "("}


def _inserted(verb: Any) -> Range:
    """The inserted clause alone: the verb, its subject and what else hangs on it."""
    return phrase(verb)


def _host(verb: Any) -> Range:
    """The clause into which the verb's clause is put."""
    head = verb.head
    while head.dep_ == "conj" and head.head.pos_ in {"VERB", "AUX"}:
        head = head.head
    return phrase(head)
