"""What stands over the clause that tells of an encounter: denials, doubts, hopes, conditions, questions.

The climb of a mention ends at a finite verb. The words above that verb may still turn what it says:
"denied that they had met", "there is a chance that he will visit", "if the shelling stops, they will meet".
"""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import is_question
from dateline.analysis.meetings.tense import TURNED, has_no, negated
from dateline.analysis.meetings.words import cue_of
from dateline.model.findings import Status

__all__ = ["framed"]

DENYING = frozenset({"deny", "refute", "denial"})
ASSERTING = frozenset({"say", "insist", "raise", "announce", "discuss", "need", "allow", "work", "look"})
"""Verbs that may carry a proposal in their object, and in a clause say that a thing is so."""
OPEN = frozenset({Status.PLANNED, Status.ONGOING, Status.PROPOSED})
CONDITIONS = frozenset({"if", "unless", "provided", "providing"})
FIRM = frozenset({Status.HELD, Status.REFUSED, Status.POSTPONED, Status.CANCELLED, Status.RESCHEDULED})


def framed(status: Status | None, clause: Any) -> Status | None:
    """``status`` as the words over ``clause``, the finite verb that carries it, leave it."""
    if status is None or clause.pos_ not in {"VERB", "AUX"}:
        return status
    if _asked(clause) and status not in FIRM:
        return Status.UNCLEAR
    status = _under(status, clause)
    might = status is Status.UNCLEAR and any(c.lower_ in {"may", "might"} for c in clause.children)
    if (status is Status.PLANNED or might) and _on_condition(clause):
        return Status.PROPOSED
    return status


def _asked(clause: Any) -> bool:
    """Whether the sentence asks: "Will they meet?"; or the clause is one of "whether"."""
    if any(c.lower_ == "whether" for c in clause.children):
        return True
    at = clause
    while at.dep_ in {"conj", "xcomp", "ccomp"} and at.head != at:
        at = at.head
    first = at.sent[0]
    return at.dep_ == "ROOT" and is_question(at.sent) and first.pos_ in {"AUX", "VERB"}


def _under(status: Status, clause: Any) -> Status:
    """What the verb, noun or adjective over a clause leaves of its status."""
    head = clause.head
    if clause.dep_ not in {"ccomp", "acl", "relcl"} or head == clause:
        return status
    if head.lemma_.lower() in DENYING and clause.dep_ != "relcl":
        return status if negated(head) else TURNED.get(status, status)
    if status not in OPEN or any(c.dep_ == "nsubj" and c.tag_ == "WDT" for c in clause.children):
        return status
    return _hoped(status, head, clause) if head.pos_ in {"VERB", "AUX"} else _chance(status, head)


def _chance(status: Status, word: Any) -> Status:
    """What a noun or an adjective leaves of the clause after it: "a chance that", "unlikely that"."""
    cue = cue_of(word, "adj" if word.pos_ == "ADJ" else "noun")
    if cue is None or cue.status not in {Status.PROPOSED, Status.UNCLEAR}:
        return status
    denied = has_no(word) or (word.head.pos_ in {"VERB", "AUX"} and negated(word.head))
    return cue.negated if denied and cue.status is Status.PROPOSED else cue.status


def _hoped(status: Status, verb: Any, clause: Any) -> Status:
    """What a verb of wish or doubt leaves of a clause: "hopes that they will meet", "suggested they meet"."""
    cue = cue_of(verb)
    if cue is None or verb.lemma_ in ASSERTING or clause.dep_ != "ccomp":
        return status
    if cue.status is Status.UNCLEAR and not negated(verb):
        return Status.UNCLEAR
    return Status.PROPOSED if cue.status is Status.PROPOSED and not negated(verb) else status


def _on_condition(clause: Any) -> bool:
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in CONDITIONS for m in c.children)
        for c in clause.children
    )
