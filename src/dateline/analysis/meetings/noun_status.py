"""The status that the words around the noun of a mention give it."""

from __future__ import annotations

from typing import Any

from dateline.analysis.factuality.tense import Tense, tense_of
from dateline.analysis.meetings.predicates import PredicateClimb, modifier_of
from dateline.analysis.meetings.tense import MODALS, finite, has_no, negated
from dateline.analysis.meetings.verb_status import FINAL, cue_subject, moved
from dateline.analysis.meetings.words import Cue, cue_of, phrase_of
from dateline.model.findings import Status

__all__ = ["NounClimb", "is_definite"]

TOLD_OF = {Tense.PAST: Status.HELD, Tense.FUTURE: Status.PLANNED}
"""When a definite encounter is, by the tense of what is told of it, even if that is denied."""
REACHING = frozenset({"to", "on", "for", "of", "against", "about"})
ATTENDING = frozenset({"participate", "take", "join", "arrive", "engage", "travel"})
MOTION = frozenset(
    {"travel", "fly", "go", "come", "arrive", "meet", "welcome", "host", "visit", "return", "gather"}
    | {"leave", "depart", "head"}
)


class NounClimb(PredicateClimb):
    """One way up from a noun: its modifiers, what it depends on, then the verb above."""

    def noun(self, token: Any) -> Status | None:
        """The status of what the noun ``token`` stands for."""
        own = modifier_of(token)
        above = self._above_noun(token)
        if above is None or self.scene:
            above = self._relative(token) or above
        if above is None and own is None:
            above = self._background(token)
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
            return self.governed(head, token) or self._reduced(token)
        return self._reduced(token)

    def _reduced(self, token: Any) -> Status | None:
        """A participle after the noun: "the meeting expected this week"."""
        for child in token.children:
            if child.dep_ in {"acl", "amod"} and child.i > token.i and child.pos_ in {"VERB", "ADJ"}:
                cue = cue_of(child, "verb" if child.pos_ == "VERB" else "adj")
                if cue is not None and cue.status is not None:
                    return moved(cue.status, child)
                if cue is not None and cue.effect in {"plain", "end"} and child.tag_ == "VBN":
                    return Status.HELD
        phrase = phrase_of(token)
        if phrase is not None and self.headline:
            return phrase.status or Status.ONGOING
        return None

    def _background(self, token: Any) -> Status | None:
        """A definite encounter that something else is told of: it was, when the telling verb is past."""
        if not is_definite(token) and not _is_subject(token):
            return None
        verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
        if verb is None or verb.sent != token.sent or cue_of(verb) is not None:
            return None
        tense = tense_of(verb, headline=False)
        told = TOLD_OF.get(tense) if tense else None
        self.scene = told is not None
        return told

    def _relative(self, token: Any) -> Status | None:
        """A relative clause about the noun: "the summit, which will be held in May"."""
        for clause in token.children:
            if clause.dep_ != "relcl" or clause.pos_ not in {"VERB", "AUX"}:
                continue
            pronoun = next((c for c in clause.children if c.tag_ == "WDT"), None)
            status = self.governed(clause, pronoun) if pronoun is not None else None
            if status is not None:
                self.scene = False
                return status
        return None

    def _preposition(self, prep: Any, noun: Any) -> Status | None:  # noqa: PLR0911 - one return for each construction
        governor = _governor(prep)
        word = prep.lower_
        if governor.pos_ in {"NOUN", "PROPN"} and word not in {"before", "ahead", "after", "during"}:
            cue = cue_of(governor, "noun")
            if cue is not None and (governor.lemma_ not in POINTS or _has_no_point(governor)):
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
        return self._verbs_phrase(governor, prep, noun) if governor.pos_ in {"VERB", "AUX"} else None

    def _verbs_phrase(self, verb: Any, prep: Any, noun: Any) -> Status | None:
        """In a phrase under a verb: "agreed to talks", "preparations are under way for a summit"."""
        planned = cue_subject(verb) if prep.lower_ in REACHING else None
        if planned is not None:
            return self._noun_cue(*planned)
        if verb.lemma_ == "invite" and is_definite(noun):
            return None  # who is invited to "the talks" is not asked whether there shall be talks
        cue = cue_of(verb)
        if cue is not None and _reaches(cue, verb, prep.lower_):
            return self.governed(verb, prep)
        return self._scene(verb, prep.lower_)

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
            return self.verb(verb) if verb.lemma_ in MOTION else None
        if verb.lemma_ == "be":  # "is on a visit", "was in talks"
            self.scene = False
            return tense
        return {Status.HELD: Status.HELD, Status.PLANNED: Status.PLANNED}.get(tense) if tense else None


POINTS = frozenset({"point", "sense", "use"})


def _has_no_point(noun: Any) -> bool:
    """Whether somebody sees "no point in" a thing; a point by itself says nothing."""
    return has_no(noun) or (noun.head.pos_ in {"VERB", "AUX"} and negated(noun.head))


def _is_subject(noun: Any) -> bool:
    """Whether the encounter does something: "two hours of talks brought no result" were held."""
    at = noun
    while at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.head.pos_ == "NOUN":
        at = at.head.head
    return at.dep_ in {"nsubj", "nsubjpass"} and any(c.dep_ == "prep" for c in noun.children)


def is_definite(noun: Any) -> bool:
    """Whether the words speak of one known encounter: "the summit", "Friday's talks", "their call"."""
    if any(t.tag_ == "POS" for t in noun.doc[max(0, noun.i - 3) : noun.i]):
        return True
    return any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "that", "these", "those"})
        for c in noun.children
    )


def _reaches(cue: Cue, verb: Any, preposition: str) -> bool:
    """Whether a verb has its encounter under ``preposition``: "agree to talks", "withdraw from talks"."""
    if cue.status is None:
        return verb.lemma_ in ATTENDING
    return preposition in REACHING or (preposition == "from" and cue.status in FINAL)


def _governor(prep: Any) -> Any:
    """What a preposition hangs on; the cue noun right before it, where the parser chose the verb."""
    if prep.head.pos_ == "ADP" and prep.lower_ == "of":
        return prep.head.head  # "pulled out of the talks"
    before = prep.doc[prep.i - 1] if prep.i else prep
    if before.lemma_ in POINTS and before.head == prep.head:
        return before
    if prep.lower_ not in REACHING:
        return prep.head
    is_cue = before.pos_ == "NOUN" and before.dep_ == "dobj" and before.head == prep.head
    return before if is_cue and cue_of(before, "noun") else prep.head
