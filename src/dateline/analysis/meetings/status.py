"""What one mention says of its encounter: tense, modality, negation and the words above it.

The reader climbs from the mention to the finite clause around it. Every word on the way is looked up in
``lexicon/status_cues.toml``; the lowest disposition ("postpone", "cancel", "refuse") counts most, then
the lowest plan or proposal, then the tense. A negation turns what it stands over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.analysis.meetings.tense import MODALS, TURNED, finite, has_no, negated
from dateline.analysis.meetings.words import Cue, cue_of
from dateline.model.findings import Status

__all__ = ["Reading", "denied", "read_status"]

DEPTH = 8
"""Governors climbed at most; beyond lies another matter, or the parser's mistake."""
SPEECH = frozenset(
    [
        "say",
        "tell",
        "state",
        "report",
        "write",
        "add",
        "note",
        "claim",
        "insist",
        "believe",
        "think",
        "know",
        "stress",
        "explain",
        "argue",
        "recall",
        "reveal",
        "disclose",
        "acknowledge",
        "admit",
        "declare",
        "indicate",
        "mention",
        "tweet",
        "warn",
        "fear",
        "learn",
        "show",
    ]
)
REACHING = frozenset({"to", "on", "for", "of", "against", "about"})
ATTENDING = frozenset({"participate", "take", "join", "arrive", "engage", "travel"})
MOTION = frozenset(
    {"travel", "fly", "go", "come", "arrive", "meet", "welcome", "host", "visit", "return", "gather"}
)
EVENTS = frozenset({"hold", "take", "happen", "occur", "go", "come", "conduct", "convene"})


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
    climb = _Climb(token, headline=headline)
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


UNNAMED = frozenset({"what", "nothing", "it", "that", "this", "which"})
AGREEING = frozenset({"agree", "schedule", "arrange", "fix", "settle"})


class _Climb:
    """One way up, with the finite clause it reached."""

    def __init__(self, token: Any, *, headline: bool) -> None:
        self.clause = token
        self.headline = headline
        self.left = DEPTH
        self.scene = False

    def noun(self, token: Any) -> Status | None:
        """The status of what the noun ``token`` stands for."""
        own = _modifier(token)
        above = self._above_noun(token)
        if has_no(token):
            above = Status.REFUSED if above in {None, Status.HELD, Status.PLANNED, Status.PROPOSED} else above
        if own is None or above in FINAL:
            return above or own
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
            return self._above_noun(governor)
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
            if cue is not None and (word in REACHING if cue.status else governor.lemma_ in ATTENDING):
                return self._governed(governor, prep)
            return self._scene(governor, word)
        return None

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

    def _noun_cue(self, cue: Cue, noun: Any) -> Status | None:
        status = cue.status
        head = noun.head
        denies = has_no(noun)
        if noun.dep_ in {"dobj", "attr", "nsubj", "nsubjpass"} and head.pos_ in {"VERB", "AUX"}:
            self.clause = head
            denies = denies or negated(head)
            outer = cue_of(head)
            if outer is not None and outer.status in FINAL and not denies:
                return outer.status
        elif noun.dep_ == "pobj" and head.head.pos_ in {"VERB", "AUX"}:
            self.clause = head.head
            denies = denies or negated(head.head)
        if noun.lemma_ == "date" and denies:
            return Status.UNCLEAR
        return cue.negated if denies and status else status

    def _adjective(self, adjective: Any) -> Status | None:
        cue = cue_of(adjective, "adj")
        verb = adjective.head
        denies = negated(adjective) or (verb.pos_ in {"VERB", "AUX"} and negated(verb))
        self.clause = verb if verb.pos_ in {"VERB", "AUX"} else adjective
        return (cue.negated if denies else cue.status) if cue else None

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
        if below.dep_ == "nsubj" and cue.status is not Status.UNCLEAR and cue.weak and verb.tag_ != "VBN":
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
        return None

    def _disposed(self, cue: Cue, verb: Any) -> Status | None:
        """The status that the disposition ``verb`` gives, under its own modality and negation."""
        if negated(verb):
            return cue.negated
        modals = {a.lower_ for a in verb.children if a.dep_ == "aux"}
        if modals & {"may", "might", "could"} and not cue.weak:
            return Status.UNCLEAR
        if verb.tag_ in {"VB", "VBG"} and verb.dep_ in {"xcomp", "ccomp"} and not cue.weak:
            outer = cue_of(verb.head)
            if outer is not None and outer.status is Status.REFUSED:
                return cue.negated
            if outer is not None and outer.effect in {"proposed", "unclear"}:
                return Status.UNCLEAR
        return self._over(cue.status, verb)

    def _over(self, status: Status | None, verb: Any) -> Status | None:
        """What the verb above ``verb`` does to ``status``: "refused to agree to talks"."""
        if verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_.lower() not in SPEECH:
            outer = cue_of(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else None
            if outer is not None and outer.status in {Status.REFUSED, Status.UNCLEAR} and status in TURNED:
                turned = TURNED[status] if outer.status is Status.REFUSED else Status.UNCLEAR
                return status if negated(verb.head) else turned
        return status

    def verb(self, verb: Any) -> Status | None:
        """The status of what the verb ``verb`` itself does: its tense, or the words that govern it."""
        self.clause = verb
        self.left -= 1
        status = finite(verb, headline=self.headline)
        if status is not None or self.left <= 0:
            return status
        return self._infinite(verb)

    def _infinite(self, verb: Any) -> Status | None:  # noqa: PLR0911 - one return for each construction
        head = verb.head
        if self.headline and verb.tag_ == "VB" and cue_of(head) is None:
            return Status.PLANNED
        if head == verb:
            return None
        self.clause = verb
        if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
            return self.verb(head)
        if verb.dep_ in {"pcomp", "prep"} or (verb.dep_ == "advcl" and verb.tag_ == "VBG"):
            return self._participle(verb)
        if head.pos_ in {"NOUN", "PROPN"} and verb.dep_ in {"acl", "relcl", "xcomp", "ccomp"}:
            cue = cue_of(head, "noun")
            return self._noun_cue(cue, head) if cue else None
        if head.pos_ == "ADJ":
            status = self._adjective(head)
            return TURNED.get(status, status) if status and negated(verb) else status
        if head.pos_ in {"VERB", "AUX"}:
            return self._under(head, verb)
        return None

    def _participle(self, verb: Any) -> Status | None:
        """A participle: "after meeting", "ahead of hosting", "while receiving"."""
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}} | {verb.head.lower_}
        if marks & {"before", "ahead"}:
            return Status.PLANNED
        if marks & {"after", "since", "following"}:
            return Status.HELD
        governor = verb.head.head if verb.dep_ == "pcomp" else verb.head
        if verb.dep_ == "pcomp":
            cue = cue_of(governor)
            if cue is not None and cue.status is not None:
                return cue.negated if negated(governor) or has_no(governor) else cue.status
        if governor.pos_ in {"VERB", "AUX"}:
            tense = finite(governor, headline=self.headline)
            self.clause = verb
            return tense if tense in {Status.HELD, Status.PLANNED} else None
        return None

    def _under(self, head: Any, verb: Any) -> Status | None:  # noqa: PLR0911 - one return for each construction
        """An infinitive under a verb: "plans to meet", "refused to meet", "flew there to meet"."""
        cue = cue_of(head)
        self.clause = head
        if cue is not None and cue.status is not None and verb.dep_ in {"xcomp", "ccomp", "advcl", "dep"}:
            modals = {a.lower_ for a in head.children if a.dep_ == "aux"}
            if cue.status is Status.PLANNED and modals & {"may", "might", "could", "can", "should"}:
                return Status.PROPOSED
            if negated(head) or negated(verb):
                return cue.negated if cue.status is not Status.UNCLEAR else Status.UNCLEAR
            return self._over(cue.status, head)
        if head.lemma_ == "be":
            return self._copula(head)
        if head.lemma_ == "go" and head.tag_ == "VBG":
            return Status.REFUSED if negated(head) else Status.PLANNED
        if head.lemma_ == "fail":
            return Status.REFUSED
        if verb.dep_ in {"advcl", "xcomp", "conj"}:
            return finite(head, headline=self.headline) or self._infinite(head)
        return None

    def _copula(self, be: Any) -> Status | None:
        """A copula: "is ready to meet", "is due to visit", "is to visit"."""
        for child in be.children:
            if child.dep_ in {"acomp", "attr"}:
                cue = cue_of(child, "adj" if child.pos_ in {"ADJ", "VERB"} else "noun")
                if cue is not None and cue.status is not None:
                    return cue.negated if negated(be) or has_no(child) else cue.status
        return Status.REFUSED if negated(be) else Status.PLANNED


FINAL = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED, Status.REFUSED, Status.UNCLEAR})
"""What an outer word keeps when an inner one says planned."""


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
