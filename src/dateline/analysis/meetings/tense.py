"""The finite verb: what tense, modality and negation say of an encounter.

The verb is read in the room of factuality, as for any event; here its tense becomes a status.
"""

from __future__ import annotations

from typing import Any

from dateline.analysis.factuality.tense import FUTURE_WORDS, MODALS, Tense, has_no, negated, tense_of
from dateline.model.findings import Status

__all__ = ["MODALS", "TURNED", "finite", "fragment", "has_no", "negated", "told"]

TOLD = {
    Tense.PAST: Status.HELD,
    Tense.PRESENT: Status.ONGOING,
    Tense.FUTURE: Status.PLANNED,
    Tense.CONDITIONAL: Status.PLANNED,
    Tense.MAY: Status.UNCLEAR,
    Tense.COULD: Status.PROPOSED,
    Tense.CAN: Status.PROPOSED,
    Tense.OUGHT: Status.PROPOSED,
}
SUPPOSED = frozenset({"if", "whether", "unless"})
PERHAPS = frozenset({"maybe", "perhaps", "possibly"})
FEARS = frozenset({"concern", "fear", "worry", "alarm", "anxiety", "unease", "dread"})
TURNED = {
    Status.HELD: Status.REFUSED,
    Status.ONGOING: Status.REFUSED,
    Status.PLANNED: Status.REFUSED,
    Status.PROPOSED: Status.REFUSED,
    Status.REFUSED: Status.PROPOSED,
    Status.POSTPONED: Status.PLANNED,
    Status.CANCELLED: Status.PLANNED,
    Status.RESCHEDULED: Status.PLANNED,
}
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def finite(verb: Any, *, headline: bool) -> Status | None:
    """The status that tense, modality and negation of ``verb`` give; None for an infinitive."""
    tense = tense_of(verb, headline=headline)
    if tense is None:
        return None
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if marks & SUPPOSED or marks & PERHAPS:
        return Status.UNCLEAR
    if tense is Tense.MAY and _feared(verb):
        return None
    if tense is Tense.PRESENT and _dated(verb):
        tense = Tense.FUTURE
    status = TOLD[tense]
    return TURNED.get(status, status) if negated(verb) else status


def told(verb: Any, *, headline: bool) -> Status | None:
    """What the tense of ``verb`` says, whether it is denied or not; None for an infinitive."""
    tense = tense_of(verb, headline=headline)
    return TOLD[tense] if tense is not None else None


DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}) | frozenset(
    {"january", "february", "march", "april", "june", "july", "august", "september"}
    | {"october", "november", "december"}
)


def _dated(verb: Any) -> bool:
    """Whether a present has a date under it: "meets him on Friday" is a plan, as in a timetable."""
    for child in verb.children:
        if child.i > verb.i and child.dep_ in {"prep", "npadvmod", "dobj"}:
            near = [child, *child.children, *(g for c in child.children for g in c.children)]
            if any(t.lower_ in DAYS for t in near) and not any(t.lower_ in {"since", "last"} for t in near):
                return True
    return False


def _feared(verb: Any) -> bool:
    """Whether a "may" is what somebody fears: that says how he feels, and nothing of the encounter."""
    if verb.dep_ not in {"acl", "relcl", "ccomp"}:
        return False
    head = verb.head
    subjects = [c.lemma_ for c in head.children if c.dep_ in {"nsubj", "attr"}]
    return bool(FEARS & {head.lemma_, *subjects})


def fragment(noun: Any) -> Status | None:
    """The status of an encounter that a sentence without a verb lists: "A call with the King of Spain."."""
    sentence = noun.sent
    if any(t.tag_ in FINITE for t in sentence) or noun.dep_ not in {"ROOT", "appos", "conj", "dep"}:
        return None
    return Status.PLANNED if {t.lower_ for t in sentence} & FUTURE_WORDS else Status.HELD
