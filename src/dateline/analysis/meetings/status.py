"""What one mention says of its encounter: tense, modality, negation and the words above it.

The reader climbs from the mention to the finite clause around it. Every word on the way is looked up in
``lexicon/status_cues.toml``; the lowest disposition ("postpone", "cancel", "refuse") counts most, then
the lowest plan or proposal, then the tense. A negation turns what it stands over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.analysis.meetings.noun_status import NounClimb
from dateline.analysis.meetings.tense import has_no, negated
from dateline.analysis.meetings.verb_status import FINAL
from dateline.analysis.meetings.words import cue_of
from dateline.model.findings import Status

__all__ = ["Reading", "denied", "read_status"]

UNNAMED = frozenset({"what", "nothing", "it", "that", "this", "which"})
AGREEING = frozenset({"agree", "schedule", "arrange", "fix", "settle"})


@dataclass(frozen=True, slots=True)
class Reading:
    """``status`` None: the mention asserts nothing. ``clause`` is the verb of the finite clause around it.

    ``scene``: the encounter is only where or when something else happened.
    """

    status: Status | None
    clause: Any
    scene: bool = False


def read_status(token: Any, *, verbal: bool, headline: bool = False) -> Reading:
    """What the clause around ``token`` (the noun or verb that names an encounter) says of it."""
    climb = NounClimb(token, headline=headline)
    status = climb.verb(token) if verbal else climb.noun(token)
    return Reading(status, climb.clause, climb.scene)


def denied(verb: Any) -> Status | None:
    """What "nothing has been agreed" or "it was called off" says of an encounter that it does not name."""
    cue = cue_of(verb)
    if cue is None or cue.status not in {*FINAL, Status.PLANNED} or cue.status is Status.UNCLEAR:
        return None
    told = [c.lower_ for c in verb.children if c.dep_ == "nsubjpass"]
    if verb.tag_ == "VBN" and any(c.lemma_ == "date" and has_no(c) for c in verb.children):
        return Status.UNCLEAR
    if verb.tag_ != "VBN" or not set(told) & UNNAMED:
        return None
    if cue.status is Status.PLANNED:
        agreed = verb.lemma_ in AGREEING and (negated(verb) or "nothing" in told)
        return Status.REFUSED if agreed else None
    return cue.negated if negated(verb) else cue.status
