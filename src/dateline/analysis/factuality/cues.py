"""The words that change what is true of the event under them, ready to be looked up by lemma."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Any

from dateline.analysis.factuality.values import Certainty, Factuality, Polarity, Time
from dateline.analysis.lexicons import lexicon

__all__ = ["AHEAD", "FACT", "LIKELY", "MAYBE", "OPEN", "UNDER", "WISHED", "Effect", "effect_of"]


class Effect(StrEnum):
    """What a word does (``lexicon/factuality.toml`` says what the names mean)."""

    SAME = "same"
    NOT = "not"
    PLANNED = "planned"
    WISHED = "wished"
    AIMED = "aimed"
    POSSIBLE = "possible"
    PROBABLE = "probable"
    UNLIKELY = "unlikely"


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
    Effect.UNLIKELY: LIKELY.denied(),
}
"""What an event is under a word of each effect, whatever that word itself is."""


@functools.cache
def _effects() -> dict[tuple[str, str], Effect]:
    """Effects by part of speech and lemma; the first row that has a word counts."""
    table: dict[tuple[str, str], Effect] = {}
    for row in lexicon("factuality")["cue"]:
        for part in row["as"].split():
            for word in row["words"]:
                table.setdefault((part, word), Effect(row["effect"]))
    return table


def effect_of(token: Any, part: str) -> Effect | None:
    """What ``token`` does as a ``part`` (``as`` in the lexicon: verb, object, noun, adj …); None: nothing."""
    table = _effects()
    particles = [f"{token.lemma_.lower()} {c.lower_}" for c in token.children if c.dep_ == "prt"]
    words = (*particles, token.lemma_.lower(), token.lower_)
    return next((table[part, w] for w in words if (part, w) in table), None)
