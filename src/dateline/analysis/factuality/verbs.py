"""Verbs: a finite one by its tense and modality, the others by what they hang on."""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import is_negated
from dateline.analysis.factuality.cues import Effect, effect_of
from dateline.analysis.factuality.tense import Tense, has_no, negated, tense_of
from dateline.analysis.factuality.values import Certainty, Factuality, Polarity, Time

__all__ = ["VerbReader"]

DEPTH = 10
"""Governors climbed at most; beyond lies another matter, or the parser's mistake."""
FACT = Factuality()
AHEAD = Factuality(time=Time.FUTURE)
MAYBE = Factuality(Certainty.POSSIBLE, Polarity.POS, Time.FUTURE)
LIKELY = Factuality(Certainty.PROBABLE, Polarity.POS, Time.FUTURE)
WISHED = Factuality(Certainty.UNDERSPECIFIED, Polarity.POS, Time.FUTURE)
OPEN = Factuality(Certainty.UNDERSPECIFIED, Polarity.UNDERSPECIFIED, Time.FUTURE)
UNDER = {
    Effect.PLANNED: AHEAD,
    Effect.WISHED: WISHED,
    Effect.AIMED: MAYBE,
    Effect.POSSIBLE: MAYBE,
    Effect.PROBABLE: LIKELY,
}
"""What an event is under a word of each effect, whatever that word itself is."""
FINITE = {
    Tense.PAST: FACT,
    Tense.PRESENT: FACT,
    Tense.CAN: FACT,
    Tense.FUTURE: AHEAD,
    Tense.CONDITIONAL: AHEAD,
    Tense.OUGHT: AHEAD,
    Tense.MAY: MAYBE,
    Tense.COULD: MAYBE,
}
SUPPOSING = frozenset({"if", "whether", "unless", "lest"})
POLITE = frozenset({"like", "love", "prefer", "appreciate"})
TOWARDS = frozenset({"to", "of", "for", "on", "about", "at"})
TAKING = frozenset({Effect.SAME, Effect.NOT, Effect.PLANNED, Effect.WISHED})
"""Effects of verbs that take an infinitive, whatever name the parser gives to it."""
CLAUSES = frozenset({"ccomp", "acl", "relcl", "advcl", "csubj"})


class VerbReader:
    """Reads verbs of one line; ``headline``: it is set like one (present is past, an infinitive ahead)."""

    def __init__(self, *, headline: bool) -> None:
        """Begin with all governors still to climb."""
        self.headline = headline
        self.left = DEPTH

    def verb(self, verb: Any) -> Factuality:
        """The factuality of the event that ``verb`` names."""
        self.left -= 1
        if self.left <= 0:
            return FACT
        tense = None if _bare(verb) else tense_of(verb, headline=self.headline)
        if tense is None:
            return self._infinite(verb)
        return self._finite(verb, tense)

    def _finite(self, verb: Any, tense: Tense) -> Factuality:
        value = FINITE[tense]
        if tense is Tense.CONDITIONAL and verb.lemma_ in POLITE:
            value = FACT
        if value.ahead and _perfect(verb):
            value = Factuality(Certainty.POSSIBLE)
        value = self._hedged(verb, value)
        return value.denied() if _denied(verb) else value

    def _hedged(self, verb: Any, value: Factuality) -> Factuality:
        """The value under what the clause hangs on ("fears that …", "if …") and under adverbs."""
        if any(c.dep_ in {"mark", "advmod"} and c.lower_ in SUPPOSING for c in verb.children):
            return Factuality(Certainty.UNDERSPECIFIED, Polarity.POS, value.time)
        if not value.ahead:
            return value
        adverbs = (effect_of(c, "adverb") for c in verb.children if c.dep_ == "advmod")
        found = next((e for e in adverbs if e is not None), None) or _outer(verb)
        if found in {Effect.POSSIBLE, Effect.PROBABLE} and value.certainty is Certainty.CERTAIN:
            return UNDER[found]
        return value

    def _infinite(self, verb: Any) -> Factuality:
        value = self._governed(verb)
        return value.denied() if is_negated(verb) else value

    def _governed(self, verb: Any) -> Factuality:  # noqa: PLR0911 - one return for each construction
        head = verb.head
        if head == verb:
            return AHEAD if self.headline and verb.tag_ in {"VB", "VBG"} else FACT
        if verb.dep_ == "conj":
            return self._plain(head)
        if verb.tag_ == "VB" or _has_to(verb):
            return self._infinitive(verb, head)
        if verb.dep_ == "pcomp":
            return self._after_preposition(head)
        if verb.tag_ != "VBG":
            return self._plain(head) if verb.dep_ == "xcomp" and head.pos_ in {"VERB", "AUX"} else FACT
        if verb.dep_ in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX"}:
            return self._under(effect_of(head, "verb") or Effect.SAME, head)
        return self._beside(head)

    def _beside(self, head: Any) -> Factuality:
        """A participle beside a clause ("…, raising its fares") is of the time of that clause."""
        for _ in range(DEPTH):
            if head.pos_ in {"VERB", "AUX"}:
                return self._plain(head)
            head = head.head
        return FACT

    def _infinitive(self, verb: Any, head: Any) -> Factuality:
        if head.pos_ in {"VERB", "AUX"}:
            return self._under_verb(verb, head)
        if head.pos_ not in {"NOUN", "PROPN", "PRON", "NUM"}:
            value = self._under(effect_of(head, "adj") or Effect.PLANNED, head)
            return value.denied() if any(c.lower_ == "too" for c in head.children) else value
        effect = effect_of(head, "noun")
        if effect is None and _singled_out(head):
            return FACT
        if self.headline and head.dep_ == "ROOT" and effect is None:
            return AHEAD
        if effect is None and verb.tag_ == "VBN":
            return AHEAD
        return self._under(effect or Effect.AIMED, head)

    def _under_verb(self, verb: Any, head: Any) -> Factuality:
        if _is_to(head, verb) or (head.lemma_ == "go" and head.tag_ == "VBG"):
            return AHEAD.denied() if negated(head) else AHEAD
        effect = effect_of(head, "verb")
        if verb.dep_ == "csubj":
            return WISHED
        if verb.dep_ == "advcl" and effect is not Effect.NOT and effect_of(verb, "outcome"):
            return self._plain(head)
        if effect is not None and (verb.dep_ != "advcl" or effect in TAKING):
            return self._under(effect, head)
        held = [c for c in head.children if c.dep_ == "dobj" and c.i < verb.i and effect_of(c, "noun")]
        return self._under(effect_of(held[-1], "noun") or Effect.AIMED, held[-1]) if held else MAYBE

    def _after_preposition(self, preposition: Any) -> Factuality:
        word, head = preposition.lower_, preposition.head
        if word == "without" or (word == "of" and head.lower_ == "instead"):
            return FACT if word == "without" else FACT.denied()
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
        return UNDER[effect].denied() if _denied(governor) or has_no(governor) else UNDER[effect]

    def _plain(self, governor: Any) -> Factuality:
        """The factuality of ``governor`` without its negation, which stands over that word alone."""
        value = self.of(governor)
        return Factuality(value.certainty, Polarity.POS, value.time)

    def of(self, token: Any) -> Factuality:
        """The factuality of the event that ``token`` names; a noun is told by the reader of nouns."""
        if token.pos_ in {"VERB", "AUX"}:
            return self.verb(token)
        if token.pos_ == "ADJ" and token.head.pos_ in {"VERB", "AUX"} and token.head != token:
            return self.verb(token.head)
        return FACT


def _bare(verb: Any) -> bool:
    """Whether a participle or base form has no auxiliary of its own."""
    has_aux = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
    return verb.tag_ in {"VB", "VBG", "VBN"} and not has_aux


def _has_to(verb: Any) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_to(be: Any, verb: Any) -> bool:
    """Whether an infinitive follows a bare copula: "the fair is to open", not "is a response to …"."""
    if be.lemma_ != "be":
        return False
    return not any(c.dep_ in {"acomp", "attr", "prep"} and c.i < verb.i for c in be.children)


def _denied(verb: Any) -> bool:
    """Whether a negation stands on the verb itself; one after an "and" or "but" is that of what follows."""
    last = min((c.i for c in verb.children if c.dep_ == "cc" and c.i > verb.i), default=None)
    for child in verb.children:
        if child.dep_ == "neg" and (last is None or child.i < last):
            return True
    if any(c.dep_ == "neg" for c in verb.children):
        return False
    return negated(verb) or (is_negated(verb) and verb.dep_ != "conj")


def _perfect(verb: Any) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def _outer(verb: Any) -> Effect | None:
    """What the word does that the clause of ``verb`` hangs on."""
    if verb.dep_ not in CLAUSES:
        return None
    head = verb.head
    part = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj"}.get(head.pos_)
    return effect_of(head, part) if part else None


def _singled_out(noun: Any) -> bool:
    """Whether a relative infinitive tells what was: "the first woman to lead", "one of the few to rise"."""
    words = {c.lower_ for c in noun.children} | {noun.lower_}
    return bool(words & {"first", "last", "only", "few", "second", "third", "latest", "one"})
