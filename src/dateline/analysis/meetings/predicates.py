"""What a verb says of an encounter that is its subject or its object."""

from __future__ import annotations

from typing import Any

from dateline.analysis.meetings.tense import finite, negated
from dateline.analysis.meetings.verb_status import FINAL, VerbClimb
from dateline.analysis.meetings.words import Cue, cue_of, phrase_of
from dateline.model.findings import Status

__all__ = ["PredicateClimb", "modifier_of"]

EVENTS = frozenset({"hold", "take", "happen", "occur", "go", "come", "conduct", "convene"})
COPULAS = frozenset({"be", "remain", "stay", "seem", "appear", "look", "become", "get"})
PLEASED = frozenset({"welcome", "appreciate", "love", "like"})
PUTTING = frozenset({"put", "place", "leave"})
STATING = (
    COPULAS
    | PUTTING
    | frozenset({"hang", "throw", "cast", "call", "bring", "come", "keep", "go", "strike", "remove"})
    | frozenset({"take", "drop", "stand"})
)
"""Verbs under which a phrase tells the state of a thing: "put on hold", "hangs in the balance"."""
ORDERING = frozenset({"follow", "precede"})
"""Verbs that put two events in a row: when one will follow, the other is ahead too."""


class PredicateClimb(VerbClimb):
    """One way up from a noun through the verb that has it as subject or object."""

    def governed(self, verb: Any, below: Any) -> Status | None:
        """The status of an encounter that is subject or object of ``verb``, by way of its child ``below``."""
        self.clause = verb
        raised = _raised(verb, below)
        if raised is not None:
            status = self.governed(raised, raised)
            if status is not None or cue_of(verb) is None:
                return status
        phrase, cue = _phrase(verb, below), cue_of(verb)
        if phrase is not None and (cue is None or phrase.status is not None):
            return self._plain(phrase, verb, below) if phrase.status is None else self._disposed(phrase, verb)
        if cue is None:
            return self._no_cue(verb, below)
        return self._plain(cue, verb, below) if cue.status is None else self._cued(cue, verb, below)

    def _plain(self, cue: Cue, verb: Any, below: Any) -> Status | None:
        """Under a verb whose own tense decides: "held", "will take place", "began"."""
        if below.dep_ == "nsubj" and cue.effect == "plain" and verb.lemma_ not in EVENTS:
            return None
        tense = self.verb(verb)
        if tense is Status.PLANNED and _instead(verb):
            return Status.RESCHEDULED
        if (
            cue.effect == "end"
            and tense is Status.REFUSED
            and not any(c.dep_ == "neg" for c in verb.children)
        ):
            return Status.HELD  # "the talks produced no result"
        if cue.effect == "start":
            return Status.ONGOING if tense is Status.HELD else tense
        if negated(verb) and cue.negated is Status.CANCELLED and tense is Status.REFUSED:
            return Status.CANCELLED
        return tense

    def _cued(self, cue: Cue, verb: Any, below: Any) -> Status | None:
        """Under a verb that plans it, puts it off, calls it off; the encounter itself does none of this."""
        if below.dep_ == "nsubj" and cue.status is Status.UNCLEAR:
            return None
        if below.dep_ == "nsubj" and cue.weak and verb.tag_ != "VBN":
            return cue.status if self.headline and verb.tag_ == "VBD" else None
        return self._disposed(cue, verb)

    def _no_cue(self, verb: Any, below: Any) -> Status | None:
        if verb.lemma_ in PLEASED and any(c.lower_ == "would" for c in verb.children):
            return Status.PROPOSED
        if verb.lemma_ == "include" and below.dep_ == "dobj":
            return next((s for s in map(_listed_as, verb.children) if s), None)
        if verb.lemma_ in COPULAS:
            return self._linked(verb, below)
        if verb.lemma_ in ORDERING and not negated(verb):
            ahead = finite(verb, headline=self.headline) is Status.PLANNED
            return Status.PLANNED if ahead else None
        return None

    def _linked(self, verb: Any, below: Any) -> Status | None:
        """Under a copula: "is possible", "remains uncertain", "there was a meeting"."""
        linked = verb.children if below.dep_ in {"nsubj", "expl", "attr"} else ()
        for child in linked:
            if child.dep_ in {"acomp", "attr", "oprd"} and child != below:
                cue = cue_of(child, "adj" if child.pos_ == "ADJ" else "noun")
                if cue is not None and cue.status is not None:
                    return cue.negated if negated(verb) else cue.status
        there = any(c.dep_ == "expl" for c in verb.children)
        tense = finite(verb, headline=self.headline)
        told = {Status.HELD, Status.PLANNED, Status.REFUSED} if there else {Status.PLANNED}
        return tense if tense in told else None


def _instead(verb: Any) -> bool:
    """Whether a new date stands for an old one: "will take place in July instead of May"."""
    return any(
        t.lower_ == "instead" and any(w.ent_type_ == "DATE" for w in t.doc[t.i : t.i + 4])
        for t in verb.subtree
    )


def _phrase(verb: Any, below: Any) -> Cue | None:
    """What a phrase under the verb says of its subject or object."""
    if below.dep_ not in {"nsubj", "nsubjpass", "dobj"} or verb.lemma_ not in STATING:
        return None
    phrase = phrase_of(verb)
    if phrase is None and below.dep_ == "dobj" and verb.lemma_ in PUTTING:
        return phrase_of(below)
    return phrase


def _listed_as(subject: Any) -> Status | None:
    """What a list says of all it holds: "the possible meetings include …"."""
    if subject.dep_ != "nsubj":
        return None
    below = [g for c in subject.children if c.dep_ == "prep" for g in c.children]
    return next((s for s in map(modifier_of, (subject, *below)) if s), None)


def _raised(verb: Any, below: Any) -> Any | None:
    """The infinitive whose subject stands at the verb over it: "it appears to have been called off"."""
    if below.dep_ not in {"nsubj", "nsubjpass"}:
        return None
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "VERB"), None)
    if inner is None:
        return None
    cue = cue_of(inner)
    firm = cue is not None and cue.status in FINAL - {Status.UNCLEAR, Status.REFUSED}
    return inner if verb.lemma_ in {"appear", "seem"} or firm else None


def modifier_of(noun: Any) -> Status | None:
    """What stands before the noun: "the planned summit", "last week's call"."""
    found = None
    for child in noun.children:
        if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod", "advmod", "poss", "det"}:
            cue = cue_of(child, "modifier")
            if cue is None and child.dep_ == "poss":
                cue = next((c for c in (cue_of(g, "modifier") for g in child.children) if c), None)
            if cue is not None and cue.status is not None:
                found = cue.status
    return found
