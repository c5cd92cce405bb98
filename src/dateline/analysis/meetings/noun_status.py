"""The status that the words around the noun of a mention give it."""

from __future__ import annotations

from typing import Any

from dateline.analysis.meetings.tense import MODALS, finite, has_no, negated
from dateline.analysis.meetings.verb_status import FINAL, VerbClimb
from dateline.analysis.meetings.words import Cue, cue_of
from dateline.model.findings import Status

__all__ = ["NounClimb"]

REACHING = frozenset({"to", "on", "for", "of", "against", "about"})
ATTENDING = frozenset({"participate", "take", "join", "arrive", "engage", "travel"})
MOTION = frozenset(
    {"travel", "fly", "go", "come", "arrive", "meet", "welcome", "host", "visit", "return", "gather"}
)
EVENTS = frozenset({"hold", "take", "happen", "occur", "go", "come", "conduct", "convene"})
ORDERING = frozenset({"follow", "precede"})
"""Verbs that put two events in a row: when one will follow, the other is ahead too."""


class NounClimb(VerbClimb):
    """One way up from a noun: its modifiers, what it depends on, then the verb above."""

    def noun(self, token: Any) -> Status | None:
        """The status of what the noun ``token`` stands for."""
        own = _modifier(token)
        above = self._above_noun(token)
        if has_no(token):
            above = Status.REFUSED if above in {None, Status.HELD, Status.PLANNED, Status.PROPOSED} else above
        if own is None or above in FINAL:
            return above or own
        if own is Status.PROPOSED and above is Status.PLANNED:
            return own  # to prepare for a possible meeting is to plan none
        return own if above in {None, Status.HELD, Status.ONGOING, Status.PROPOSED} or own in FINAL else above

    def _above_noun(self, token: Any) -> Status | None:
        self.left -= 1
        head = token.head
        if self.left <= 0 or head == token:
            return self._reduced(token)
        if token.dep_ == "pobj":
            return self._preposition(head, token)
        if token.dep_ in {"conj", "appos", "compound", "nmod", "poss"}:
            return self._above_noun(head) if head.pos_ in {"NOUN", "PROPN"} else None
        if head.pos_ in {"VERB", "AUX"}:
            return self._governed(head, token) or self._reduced(token)
        return self._reduced(token)

    def _reduced(self, token: Any) -> Status | None:
        """A participle after the noun: "the meeting expected this week"."""
        for child in token.children:
            if child.dep_ in {"acl", "amod"} and child.i > token.i and child.pos_ in {"VERB", "ADJ"}:
                cue = cue_of(child, "verb" if child.pos_ == "VERB" else "adj")
                if cue is not None and cue.status is not None:
                    return cue.status
        return None

    def _preposition(self, prep: Any, noun: Any) -> Status | None:  # noqa: PLR0911 - one return for each construction
        governor = _governor(prep)
        word = prep.lower_
        if governor.pos_ in {"NOUN", "PROPN"} and word not in {"before", "ahead", "after", "during"}:
            cue = cue_of(governor, "noun")
            if cue is not None:
                return self._noun_cue(cue, governor)
            return self._through(governor)
        if (
            word in {"of", "for", "with", "on", "to"}
            and governor.dep_ == "advmod"
            and governor.lower_ == "ahead"
        ):
            return Status.PLANNED
        if governor.lower_ == "ahead" or word in {"before", "ahead"}:
            self.clause = noun
            return Status.PLANNED
        if word in {"after", "following", "since"}:
            self.clause = noun
            ahead = governor.pos_ in {"VERB", "AUX"} and {c.lower_ for c in governor.children} & set(MODALS)
            return Status.PLANNED if ahead else Status.HELD
        if governor.pos_ == "ADJ" and cue_of(governor, "adj"):
            return self._adjective(governor)
        if governor.pos_ in {"VERB", "AUX"}:
            cue = cue_of(governor)
            if cue is not None and _reaches(cue, governor, word):
                return self._governed(governor, prep)
            return self._scene(governor, word)
        return None

    def _through(self, noun: Any) -> Status | None:
        """The status by way of a noun that is no cue: doubts about the use of a summit leave it as it is."""
        status = self._above_noun(noun)
        doubted = status is Status.UNCLEAR and noun.dep_ not in {"nsubj", "nsubjpass"}
        return None if doubted else status

    def _scene(self, verb: Any, word: str) -> Status | None:
        """An encounter as the scene of something else: "said during the talks"."""
        if word not in {"during", "at", "in", "on", "from", "for"}:
            return None
        if verb.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in verb.children):
            return None
        tense = finite(verb, headline=self.headline)
        self.scene = True
        if word == "for":
            return tense if verb.lemma_ in MOTION else None
        return {Status.HELD: Status.HELD, Status.PLANNED: Status.PLANNED}.get(tense) if tense else None

    def _governed(self, verb: Any, below: Any) -> Status | None:  # noqa: PLR0911 - one return for each construction
        """The status of an encounter that is subject or object of ``verb``."""
        self.clause = verb
        cue = cue_of(verb)
        if cue is None:
            return self._no_cue(verb, below)
        if cue.status is None:
            if below.dep_ == "nsubj" and cue.effect == "plain" and verb.lemma_ not in EVENTS:
                return None
            tense = self.verb(verb)
            if cue.effect == "start":
                return Status.ONGOING if tense is Status.HELD else tense
            if negated(verb) and cue.negated is Status.CANCELLED and tense is Status.REFUSED:
                return Status.CANCELLED
            return tense
        if below.dep_ == "nsubj" and cue.status is Status.UNCLEAR:
            return None
        if below.dep_ == "nsubj" and cue.weak and verb.tag_ != "VBN":
            return cue.status if self.headline and verb.tag_ == "VBD" else None
        return self._disposed(cue, verb)

    def _no_cue(self, verb: Any, below: Any) -> Status | None:
        if verb.lemma_ == "be":
            if below.dep_ in {"nsubj", "expl", "attr"}:
                for child in verb.children:
                    if child.dep_ in {"acomp", "attr"} and child != below:
                        cue = cue_of(child, "adj" if child.pos_ == "ADJ" else "noun")
                        if cue is not None and cue.status is not None:
                            return cue.negated if negated(verb) else cue.status
            there = any(c.dep_ == "expl" for c in verb.children)
            tense = finite(verb, headline=self.headline)
            told = {Status.HELD, Status.PLANNED, Status.REFUSED} if there else {Status.PLANNED}
            return tense if tense in told else None
        if verb.lemma_ in ORDERING and not negated(verb):
            ahead = finite(verb, headline=self.headline) is Status.PLANNED
            return Status.PLANNED if ahead else None
        return None


def _reaches(cue: Cue, verb: Any, preposition: str) -> bool:
    """Whether a verb has its encounter under ``preposition``: "agree to talks", "withdraw from talks"."""
    if cue.status is None:
        return verb.lemma_ in ATTENDING
    return preposition in REACHING or (preposition == "from" and cue.status in FINAL)


def _governor(prep: Any) -> Any:
    """What a preposition hangs on; the cue noun right before it, where the parser chose the verb."""
    before = prep.doc[prep.i - 1] if prep.i else prep
    is_cue = before.pos_ == "NOUN" and before.dep_ == "dobj" and before.head == prep.head
    return before if is_cue and cue_of(before, "noun") else prep.head


def _modifier(noun: Any) -> Status | None:
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
