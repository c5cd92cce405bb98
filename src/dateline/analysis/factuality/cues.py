"""The words that change what is true of the event under them, ready to be looked up by lemma."""

from __future__ import annotations

import functools
from enum import StrEnum
from typing import Any

from dateline.analysis.lexicons import lexicon

__all__ = ["Effect", "effect_of"]


class Effect(StrEnum):
    """What a word does (``lexicon/factuality.toml`` says what the names mean)."""

    SAME = "same"
    NOT = "not"
    PLANNED = "planned"
    WISHED = "wished"
    AIMED = "aimed"
    POSSIBLE = "possible"
    PROBABLE = "probable"


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
    """What ``token`` does as a ``part``: verb, object, noun, adj, modifier, adverb or stage; None: nothing."""
    table = _effects()
    particles = [f"{token.lemma_.lower()} {c.lower_}" for c in token.children if c.dep_ == "prt"]
    words = (*particles, token.lemma_.lower(), token.lower_)
    return next((table[part, w] for w in words if (part, w) in table), None)
