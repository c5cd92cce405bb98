"""The status that the verb of a mention gives, and what the words above that verb do to it."""

from __future__ import annotations

from typing import Any

from dateline.analysis.meetings.tense import TURNED, finite, has_no, negated
from dateline.analysis.meetings.words import Cue, cue_of
from dateline.model.findings import Status

__all__ = ["FINAL", "TARGETS", "VerbClimb", "cue_subject", "moved"]

DEPTH = 8
"""Governors climbed at most; beyond lies another matter, or the parser's mistake."""
FINAL = frozenset({Status.POSTPONED, Status.RESCHEDULED, Status.CANCELLED, Status.REFUSED, Status.UNCLEAR})
"""What an outer word keeps when an inner one says planned."""
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


class VerbClimb:
    """One way up from a verb, with the finite clause it reached.

    After :meth:`verb`, ``clause`` is the verb of that clause, and ``scene`` says that the encounter is
    only where or when something else happened.
    """

    def __init__(self, token: Any, *, headline: bool) -> None:
        """Stand on ``token``; ``headline``: the line is set like one, where the present tense is past."""
        self.clause = token
        self.headline = headline
        self.left = DEPTH
        self.scene = False

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
            planned = cue_subject(head) if verb.dep_ in {"advcl", "ccomp", "xcomp"} else None
            if planned is not None and any(c.lower_ == "for" for c in verb.children):
                return self._noun_cue(*planned)
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
        if _lapsed(head):
            return Status.UNCLEAR
        if cue is not None and cue.status is not None and verb.dep_ in {"xcomp", "ccomp", "advcl", "dep"}:
            modals = {a.lower_ for a in head.children if a.dep_ == "aux"}
            if cue.status is Status.PLANNED and modals & {"may", "might", "could", "can", "should"}:
                return Status.PROPOSED
            if negated(head) or negated(verb):
                return _given_up(cue, head) if cue.status is not Status.UNCLEAR else Status.UNCLEAR
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

    def _disposed(self, cue: Cue, verb: Any) -> Status | None:  # noqa: PLR0911 - one return for each form
        """The status that the disposition ``verb`` gives, under its own modality and negation."""
        if _lapsed(verb):
            return Status.UNCLEAR
        if negated(verb):
            return _given_up(cue, verb)
        modals = {a.lower_ for a in verb.children if a.dep_ == "aux"}
        if modals & {"may", "might", "could"} and not cue.weak:
            return Status.UNCLEAR
        if _is_attempt(verb) and cue.status in FINAL - {Status.REFUSED}:
            return Status.UNCLEAR
        if verb.tag_ in {"VB", "VBG"} and verb.dep_ in {"xcomp", "ccomp"} and not cue.weak:
            outer = cue_of(verb.head)
            if outer is not None and outer.status is Status.REFUSED:
                return cue.negated
            if outer is not None and outer.effect in {"proposed", "unclear"}:
                return Status.UNCLEAR
        if cue.status is Status.PLANNED and _is_purpose(verb):
            return Status.PROPOSED
        return self._over(moved(cue.status, verb), verb)

    def _over(self, status: Status | None, verb: Any) -> Status | None:
        """What the verb above ``verb`` does to ``status``: "refused to agree to talks"."""
        if verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_.lower() not in SPEECH:
            outer = cue_of(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else None
            if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
                return status  # what stands over a finite clause is read once, for the whole clause
            if verb.lemma_ in TELLING and outer is not None and outer.status is Status.REFUSED:
                return Status.UNCLEAR  # "declined to confirm the meeting"
            if verb.head.lemma_ == "fail" and not negated(verb.head):
                return TURNED.get(status, status) if status else None
            if outer is not None and outer.status in {Status.REFUSED, Status.UNCLEAR} and status in TURNED:
                turned = TURNED[status] if outer.status is Status.REFUSED else Status.UNCLEAR
                return status if negated(verb.head) else turned
        return status

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
            if outer is not None and outer.effect == "end" and noun.dep_ == "nsubj":
                return Status.CANCELLED
            if outer is not None and outer.lifts and noun.dep_ == "dobj" and not denies:
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


def _lapsed(verb: Any) -> bool:
    """Whether something "was supposed to" be: the words leave open what came of it."""
    past = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"was", "were", "had"} for c in verb.children)
    return verb.lemma_ == "suppose" and past


TELLING = frozenset({"confirm", "announce", "discuss", "reveal", "deny", "comment"})
ARRANGING = frozenset({"arrange", "organise", "organize", "schedule", "agree", "set", "fix", "secure"})


def _is_attempt(verb: Any) -> bool:
    """Whether the verb says what somebody is after: "an attempt to derail the summit"."""
    if verb.tag_ != "VB" or verb.dep_ not in {"acl", "relcl", "advcl"} or verb.head.pos_ != "NOUN":
        return False
    cue = cue_of(verb.head, "noun")
    return cue is not None and cue.status is Status.PROPOSED


def _is_purpose(verb: Any) -> bool:
    """Whether the verb says what is aimed at: "talks to arrange a meeting"."""
    if verb.dep_ not in {"advcl", "acl", "relcl"} or verb.tag_ != "VB" or verb.lemma_ not in ARRANGING:
        return False
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def cue_subject(verb: Any) -> tuple[Cue, Any] | None:
    """The subject, after its cue, that says how far things are: "preparations are under way for a summit"."""
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubjpass"} and child.pos_ == "NOUN":
            cue = cue_of(child, "noun")
            return (cue, child) if cue is not None and cue.status is not None else None
    return None


NEAR = 9
"""Tokens after a verb within which its new date stands."""
TARGETS = frozenset({"to", "until", "till", "for"})


def moved(status: Status | None, verb: Any) -> Status | None:
    """``status``, or rescheduled where what is put off has a new date: "postponed to June"."""
    if status is not Status.POSTPONED:
        return status
    dated = any(
        c.dep_ == "prep" and c.lower_ in TARGETS and any(_is_date(g) for g in c.children)
        for c in verb.doc[verb.i : min(verb.i + NEAR, verb.right_edge.i)]
    )
    return Status.RESCHEDULED if dated else status


def _is_date(token: Any) -> bool:
    return token.ent_type_ == "DATE" and token.pos_ in {"PROPN", "NUM"}


def _given_up(cue: Cue, verb: Any) -> Status:
    """What a negation over ``verb`` leaves: a plan that "no longer" stands is cancelled."""
    longer = any(c.lower_ == "longer" for c in verb.children)
    return Status.CANCELLED if longer and cue.status is Status.PLANNED else cue.negated
