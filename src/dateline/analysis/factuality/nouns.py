"""Nouns and adjectives that name events: what stands before them, and what they depend on."""

from __future__ import annotations

from typing import Any

from dateline.analysis.factuality.cues import AHEAD, FACT, OPEN, UNDER, Effect, effect_of
from dateline.analysis.factuality.forms import is_more
from dateline.analysis.factuality.tense import has_no, points_ahead
from dateline.analysis.factuality.values import Certainty, Factuality, Polarity
from dateline.analysis.factuality.verbs import VerbReader

__all__ = ["NounReader"]


class NounReader(VerbReader):
    """Reads any word of one line."""

    def of(self, token: Any) -> Factuality:  # noqa: PLR0911 - one return for each kind of word
        """The factuality of the event that ``token`` names."""
        self.left -= 1
        if self.left <= 0:
            return FACT
        if token.dep_ in {"aux", "auxpass"}:
            return self.of(token.head)
        if token.pos_ in {"VERB", "AUX"}:
            return FACT if token.dep_ in {"amod", "compound"} else self.verb(token)
        told = {"acomp", "oprd", "attr", *(("ccomp", "xcomp") if token.pos_ == "ADJ" else ())}
        if token.dep_ in told and token.head.pos_ in {"VERB", "AUX"}:
            value = self.verb(token.head)
            return value.denied() if _no(token) and value.polarity is Polarity.POS else value
        if token.tag_ in {"WDT", "WP"} and token.head.dep_ == "relcl" and token.head.head.pos_ == "NOUN":
            return self.of(token.head.head)
        if token.pos_ == "ADJ":
            return FACT.denied() if any(c.dep_ == "neg" for c in token.children) else FACT
        return self._noun(token)

    def _noun(self, noun: Any) -> Factuality:
        value = self._called_off(noun) or self._modified(noun) or self._later(noun) or self._above(noun)
        return value.denied() if _no(noun) and value.polarity is Polarity.POS else value

    def _called_off(self, noun: Any) -> Factuality | None:
        """The object of a verb that undoes it: "cancelled the sale", "the planned strike was called off"."""
        if noun.dep_ not in {"dobj", "nsubjpass"} or effect_of(noun.head, "object") is not Effect.NOT:
            return None
        value = self.of(noun.head)
        return OPEN if value.ahead else value.denied()

    def _modified(self, noun: Any) -> Factuality | None:
        """What stands before the noun: "the planned sale", "next week's sale"."""
        for child in noun.children:
            if child.i > noun.i:
                continue
            if child.dep_ in {"amod", "compound", "nmod"}:
                effect = effect_of(child, "modifier")
                if effect is Effect.NOT:
                    return FACT.denied()
                if effect in UNDER:
                    return UNDER[effect]
            if child.dep_ == "poss" and child.ent_type_ == "DATE" and points_ahead(child):
                return AHEAD
        return None

    def _later(self, noun: Any) -> Factuality | None:
        """What a participle after the noun says: "a sale to be held in June", "the sale expected in June"."""
        for child in noun.children:
            if child.i < noun.i or child.dep_ not in {"acl", "relcl"} or child.tag_ != "VBN":
                continue
            aux = {c.lower_ for c in child.children if c.dep_ in {"aux", "auxpass"}}
            if "to" in aux and effect_of(child, "stage"):
                return AHEAD
            effect = None if aux else effect_of(child, "object")
            if effect in {Effect.PLANNED, Effect.PROBABLE}:
                return UNDER[effect]
        return None

    def _above(self, noun: Any) -> Factuality:
        head = noun.head
        if head == noun:
            return FACT
        if noun.dep_ in {"compound", "nmod"} and head.pos_ == "NOUN":
            effect = effect_of(head, "noun")
            return UNDER[effect] if effect in UNDER else self._plain(head)
        if noun.dep_ in {"conj", "appos"}:
            return self._plain(head) if head.pos_ in {"NOUN", "PROPN"} else FACT
        if noun.dep_ == "pobj":
            return self._after(head, noun)
        if head.pos_ in {"VERB", "AUX"}:
            return self._argument(noun, head)
        return FACT

    def _after(self, preposition: Any, noun: Any) -> Factuality:
        """After a preposition: "a request for help", "filed for bankruptcy", "before the launch"."""
        head, word = preposition.head, preposition.lower_
        if word in {"before", "until", "during"}:
            while head.pos_ not in {"VERB", "AUX"} and head.head != head:
                head = head.head
            return AHEAD if head.pos_ in {"VERB", "AUX"} and self.verb(head).ahead else FACT
        if word == "of" and (head.pos_ in {"NUM", "PRON", "DET"} or effect_of(head, "part")):
            return self._above(head)
        if head.pos_ == "NOUN" and word in {"for", "of", "on", "to", "about"}:
            effect = effect_of(head, "noun")
            return self._under(effect, head) if effect in UNDER else FACT
        if head.pos_ == "ADJ" and word in {"for", "to", "of"} and head.lower_ != "due":
            effect = effect_of(head, "adj")
            return self._under(effect, head) if effect in UNDER else FACT
        if head.pos_ == "VERB" and word in {"for", "to", "on", "of", "about"}:
            effect = effect_of(head, "verb")
            return self._under(effect, head) if effect in UNDER and effect_of(noun, "noun") is None else FACT
        return FACT

    def _argument(self, noun: Any, verb: Any) -> Factuality:
        """Subject or object of a verb."""
        if noun.dep_ in {"dobj", "nsubjpass"}:
            effect = effect_of(verb, "object")
            settled = effect_of(noun, "noun") or effect_of(noun, "settled")
            if effect in UNDER and (settled is None or effect is Effect.PROBABLE):
                return self._under(effect, verb)
            if verb.tag_ == "VB" and self._plain(verb).certainty is Certainty.UNDERSPECIFIED:
                return self._plain(verb)
        if noun.dep_ in {"nsubj", "nsubjpass"}:
            for child in verb.children:
                passive = verb.lemma_ != "be" or child.tag_ == "VBN"
                if child.dep_ == "xcomp" and passive and effect_of(child, "stage"):
                    return self._plain(child)
        if noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and effect_of(verb, "stage"):
            return self._plain(verb)
        return FACT


def _no(noun: Any) -> bool:
    """Whether the noun is denied: "no sale", "but not a triumph"."""
    if has_no(noun):
        return True
    before = noun.doc[max(0, noun.left_edge.i - 1)]
    return before.dep_ == "neg" and before.head.i < before.i - 1 and not is_more(before)
