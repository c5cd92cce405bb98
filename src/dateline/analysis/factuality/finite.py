"""Finite clauses: what tense and modality say of an event, and what the words above the clause make of it."""

from __future__ import annotations

from typing import Any

from dateline.analysis.clauses import is_question, thought_away
from dateline.analysis.factuality.cues import AHEAD, FACT, MAYBE, OPEN, UNDER, WISHED, Effect, effect_of
from dateline.analysis.factuality.forms import (
    has_happened,
    is_awaited,
    is_denied,
    is_subjunctive,
    outer_effect,
)
from dateline.analysis.factuality.tense import Tense
from dateline.analysis.factuality.values import Certainty, Factuality, Polarity, Time

__all__ = ["DEPTH", "POLITE", "FiniteReader"]

DEPTH = 10
"""Governors climbed at most; beyond lies another matter, or the parser's mistake."""
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
COUNTERFACTUAL = {
    Tense.CONDITIONAL: Factuality(Certainty.UNDERSPECIFIED),
    Tense.OUGHT: Factuality(Certainty.UNDERSPECIFIED),
    Tense.MAY: Factuality(Certainty.POSSIBLE),
    Tense.COULD: Factuality(Certainty.POSSIBLE),
}
"""Modals over a perfect: "would have sunk", "may have sunk"."""
HEDGING = frozenset({Effect.POSSIBLE, Effect.PROBABLE, Effect.UNLIKELY})
SUPPOSING = frozenset({"if", "unless", "lest"})
POLITE = frozenset({"like", "love", "prefer", "appreciate"})


class FiniteReader:
    """Reads finite verbs of one line; ``headline``: it is set like one (present is past)."""

    def __init__(self, *, headline: bool) -> None:
        """Begin with all governors still to climb."""
        self.headline = headline
        self.left = DEPTH

    def of(self, token: Any) -> Factuality:
        """The factuality of the event that ``token`` names; the readers of the other words know more."""
        raise NotImplementedError

    def _plain(self, governor: Any) -> Factuality:
        """The factuality of ``governor`` without its negation, which stands over that word alone."""
        value = self.of(governor)
        return Factuality(value.certainty, Polarity.POS, value.time)

    def _finite(self, verb: Any, tense: Tense) -> Factuality:
        value = self._time(verb, tense)
        value = self._hedged(verb, value)
        if tense is Tense.OUGHT and is_subjunctive(verb):
            value = WISHED
        nearly = any(c.dep_ == "advmod" and effect_of(c, "adverb") is Effect.NOT for c in verb.children)
        turned = (is_denied(verb) != nearly) != thought_away(verb)
        if verb.dep_ == "ccomp" and outer_effect(verb) is Effect.NOT and not is_denied(verb.head):
            turned = not turned
        return value.denied() if turned else value

    def _time(self, verb: Any, tense: Tense) -> Factuality:
        """What the tense says, by itself and by the clause that it goes with."""
        if tense is Tense.CONDITIONAL and verb.lemma_ in POLITE:
            return FACT
        if tense is Tense.COULD and is_denied(verb):
            return FACT
        if has_happened(verb) and tense in COUNTERFACTUAL:
            return COUNTERFACTUAL[tense]
        if is_awaited(verb) and tense in {Tense.PRESENT, Tense.FUTURE} and verb.tag_ in {"VBZ", "VBP", "VBN"}:
            governor = verb.head
            return self._plain(governor) if governor.pos_ in {"VERB", "AUX"} else FACT
        return FINITE[tense]

    def _hedged(self, verb: Any, value: Factuality) -> Factuality:
        """The value under what the clause hangs on ("fears that …", "if …") and under adverbs."""
        marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
        if "whether" in marks:
            return Factuality(Certainty.POSSIBLE, Polarity.POS, value.time)
        if marks & SUPPOSING:
            told = Time.NON_FUTURE if has_happened(verb) else Time.FUTURE
            return Factuality(
                Certainty.UNDERSPECIFIED, OPEN.polarity if "unless" in marks else Polarity.POS, told
            )
        if verb.dep_ == "ROOT" and is_question(verb.sent):
            return Factuality(Certainty.UNDERSPECIFIED, Polarity.UNDERSPECIFIED, value.time)
        adverbs = (effect_of(c, "adverb") for c in verb.children if c.dep_ == "advmod")
        found = next((e for e in adverbs if e in UNDER), None) or (
            outer_effect(verb) if value.ahead else None
        )
        if found in HEDGING and value.certainty is Certainty.CERTAIN:
            hedge = UNDER[found]
            return Factuality(hedge.certainty, hedge.polarity, value.time)
        return value
