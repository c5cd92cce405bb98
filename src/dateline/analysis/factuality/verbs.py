"""Verbs: a finite one by its tense and modality, the others by what they hang on."""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import is_negated
from dateline.analysis.factuality.cues import AHEAD, FACT, MAYBE, OPEN, UNDER, WISHED, Effect, effect_of
from dateline.analysis.factuality.finite import DEPTH, POLITE, FiniteReader
from dateline.analysis.factuality.forms import (
    has_to,
    is_bare,
    is_denied,
    is_going,
    is_hearsay,
    is_subjunctive,
    is_to,
    singles_out,
)
from dateline.analysis.factuality.tense import Tense, has_no, negated, tense_of
from dateline.analysis.factuality.values import Certainty, Factuality

__all__ = ["VerbReader"]

TOWARDS = frozenset({"to", "of", "for", "on", "about", "at"})
TAKING = frozenset({Effect.SAME, Effect.NOT, Effect.PLANNED, Effect.WISHED, Effect.PROBABLE})
"""Effects of verbs that take an infinitive, whatever name the parser gives to it."""


class VerbReader(FiniteReader):
    """Reads verbs of one line."""

    def verb(self, verb: Any) -> Factuality:
        """The factuality of the event that ``verb`` names."""
        self.left -= 1
        if self.left <= 0:
            return FACT
        if is_subjunctive(verb):
            return self._finite(verb, Tense.OUGHT)
        tense = None if is_bare(verb) else tense_of(verb, headline=self.headline)
        if tense is None:
            return self._infinite(verb)
        return self._finite(verb, tense)

    def _infinite(self, verb: Any) -> Factuality:
        value = self._governed(verb)
        return value.denied() if is_negated(verb) else value

    def _governed(self, verb: Any) -> Factuality:  # noqa: PLR0911 - one return for each construction
        head = verb.head
        if head == verb:
            return AHEAD if self.headline and (verb.tag_ in {"VB", "VBG"} or has_to(verb)) else FACT
        if verb.dep_ == "conj":
            return self._plain(head)
        if verb.tag_ == "VB" or has_to(verb):
            return self._infinitive(verb, head)
        if verb.dep_ == "pcomp":
            return self._after_preposition(head)
        if verb.tag_ != "VBG" or verb.dep_ == "prep":
            return self._plain(head) if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX"} else FACT
        if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
            return self._under(effect_of(head, "verb") or Effect.SAME, head)
        if self.headline and verb.dep_ == "acl" and head.dep_ == "ROOT" and head.pos_ in {"NOUN", "PROPN"}:
            return AHEAD
        value = self._beside(head)
        return value if verb.dep_ != "acl" or value == AHEAD else FACT

    def _beside(self, head: Any) -> Factuality:
        """A participle beside a clause ("…, raising its fares") is of the time of that clause."""
        for _ in range(DEPTH):
            if head.pos_ in {"VERB", "AUX"}:
                return self._plain(head)
            head = head.head
        return FACT

    def _infinitive(self, verb: Any, head: Any) -> Factuality:  # noqa: PLR0911 - one return for each construction
        if any(c.lower_ == "whether" for c in verb.children):
            return OPEN
        if head.pos_ in {"VERB", "AUX"}:
            return self._under_verb(verb, head)
        if head.lower_ == "enough" or any(c.lower_ == "enough" for c in head.children):
            return self._beside(head)
        if any(c.lower_ == "too" and c.dep_ == "advmod" for c in head.children):
            return self._beside(head).denied()
        if head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
            return self._under(effect_of(head, "adj") or Effect.PLANNED, head)
        effect = effect_of(head, "noun")
        if effect is None and singles_out(head):
            return FACT
        if self.headline and head.dep_ == "ROOT" and effect is None:
            return AHEAD
        if effect is None and verb.tag_ == "VBN":
            return AHEAD
        return self._under(effect or Effect.AIMED, head)

    def _under_verb(self, verb: Any, head: Any) -> Factuality:  # noqa: PLR0911 - one return for each construction
        if is_to(head, verb) or is_going(head):
            value = _of_subject(head)
            return value.denied() if negated(head) else value
        found = [c for c in head.children if c.dep_ == "acomp" and c.i < verb.i]
        if head.lemma_ == "be" and found:
            return self._infinitive(verb, found[-1])
        if is_hearsay(head):
            return self._heard(head)
        if head.lemma_ == "have" and head.tag_ == "VBD":
            return self.of(head)
        effect = effect_of(head, "verb")
        if head.lemma_ in POLITE and self._conditional(head) and effect_of(verb, "performative") is None:
            return WISHED
        if verb.dep_ == "csubj":
            return WISHED
        if verb.dep_ == "advcl" and effect is not Effect.NOT and effect_of(verb, "outcome"):
            return self._plain(head)
        if effect is not None and (verb.dep_ != "advcl" or effect in TAKING):
            return self._under(effect, head)
        held = [c for c in head.children if c.dep_ == "dobj" and c.i < verb.i and effect_of(c, "noun")]
        return self._under(effect_of(held[-1], "noun") or Effect.AIMED, held[-1]) if held else MAYBE

    def _conditional(self, verb: Any) -> bool:
        return tense_of(verb, headline=self.headline) is Tense.CONDITIONAL

    def _heard(self, verb: Any) -> Factuality:
        """What somebody "is said to" have done: as sure as those who pass it on are."""
        believed = effect_of(verb, "hearsay") is Effect.PROBABLE
        value = Factuality(Certainty.PROBABLE if believed else Certainty.POSSIBLE)
        return value.denied() if negated(verb) else value

    def _after_preposition(self, preposition: Any) -> Factuality:  # noqa: PLR0911 - one return for each construction
        word, head = preposition.lower_, preposition.head
        if word == "without":
            return FACT
        if word == "of" and "instead" in {head.lower_, *(c.lower_ for c in preposition.children)}:
            return FACT.denied()
        if head.pos_ == "ADJ":
            return self._under(effect_of(head, "adj") or Effect.SAME, head)
        if head.pos_ not in {"NOUN", "VERB", "AUX"}:
            return FACT
        effect = effect_of(head, "noun" if head.pos_ == "NOUN" else "verb")
        if effect is Effect.NOT and word == "from":
            return self._under(effect, head)
        if effect in UNDER and word in TOWARDS:
            return self._under(effect, head)
        return self._beside(head)

    def _under(self, effect: Effect, governor: Any) -> Factuality:
        """What the event under ``governor`` is."""
        if effect is Effect.SAME:
            return self.of(governor)
        if effect is Effect.NOT:
            return self.of(governor).denied()
        return UNDER[effect].denied() if is_denied(governor) or has_no(governor) else UNDER[effect]

    def of(self, token: Any) -> Factuality:
        """The factuality of the event that ``token`` names; a noun is told by the reader of nouns."""
        if token.pos_ in {"VERB", "AUX"}:
            return self.verb(token)
        if token.pos_ == "ADJ" and token.head.pos_ in {"VERB", "AUX"} and token.head != token:
            return self.verb(token.head)
        return FACT


def _of_subject(be: Any) -> Factuality:
    """What the subject of a copula makes of the infinitive after it: "the aim is to win"."""
    effects = (effect_of(c, "noun") for c in be.children if c.dep_ == "nsubj")
    return next((UNDER[e] for e in effects if e in UNDER), AHEAD)
