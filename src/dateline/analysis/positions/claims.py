"""A claim that words make, the candidate for a position it becomes, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.analysis.positions.conditions import Condition
from dateline.analysis.positions.holders import Holder
from dateline.analysis.positions.topics import SURE
from dateline.analysis.positions.words import words
from dateline.model.findings import Issue, Stance, Statement
from dateline.model.text import Span

__all__ = ["Candidate", "Claim", "surety"]

CONTENT = frozenset({"NOUN", "PROPN", "VERB"})
NAMES = frozenset({"NOUN", "PROPN", "NUM"})
GERUND = 0.25
"""A participle says it in passing: it gives way to a sentence that says it outright."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible position; ``evidence`` and ``condition`` are ranges of the report."""

    holder: Holder
    stance: Stance
    issue: Issue
    issue_text: str
    evidence: Span
    score: float
    addressee: str | None = None
    condition: Span | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What the words say, before it is known whose claim it is."""

    token: Any
    stance: Stance
    weight: float
    topic: Any | None
    noun: Any | None
    addressee: Any | None
    condition: Condition | None
    statement: Statement | None
    pointing: bool = False
    by_words: bool = False


def surety(claim: Claim, weight: float, holder: Holder, stance: Stance, issue: Issue) -> float:
    """What is added to the weight of the cue.

    A known issue helps. What hurts: one's own people as those told, no side (an expert's "must" is an
    opinion), nothing said of the matter, a plan to meet (a meeting, not a position).
    """
    known = 1.25 if weight > SURE else 1.0 if weight == SURE else 0.5 if weight else 0.0
    stray = 0.0 if holder.has_side else 1.5 if claim.by_words else 0.5
    content = (
        CONTENT if weight or claim.by_words else NAMES
    )  # "to uphold" alone is nothing, "to negotiate" is known
    empty = 0.0 if claim.topic is not None and any(t.pos_ in content for t in claim.topic) else 1.0
    told = claim.addressee if not claim.by_words else None
    home = 2.0 if told is not None and told.lemma_ in words("own_people") else 0.0
    loose = GERUND if claim.token.tag_ == "VBG" and not claim.by_words else 0.0
    plan = 1.0 if stance is Stance.COMMITS and issue is Issue.TALKS and claim.token.pos_ != "NOUN" else 0.0
    guess = (
        1.0
        if claim.by_words and stance is Stance.WARNS and issue is Issue.TALKS and claim.weight < SURE
        else 0.0
    )
    return known - stray - empty - plan - guess - home - loose
