"""At what level people meet: words of office that tell a ministers' meeting from a presidents' summit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

__all__ = ["is_deputy", "office_of", "rank_of"]

RANKS: dict[str, frozenset[str]] = {
    "leader": frozenset({"president", "premier", "chancellor", "leader", "king", "prime minister"}),
    "minister": frozenset({"foreign minister", "defense minister", "defence minister", "minister"}),
}
ADJECTIVES = {"presidential": "leader", "ministerial": "minister", "technical": "expert"}
LEVELS = {"working": "expert", "expert": "expert", "presidential": "leader", "ministerial": "minister"}
"""Words before "level"."""
OFFICES = frozenset({"president", "chancellor", "premier", "minister", "leader"})
FIELDS = frozenset({"foreign", "prime", "defense", "defence", "finance", "interior", "energy"})


def is_deputy(words: Iterable[str]) -> bool:
    """Whether these words (lower case) speak of deputies."""
    return bool({"deputy", "deputies"} & set(words))


def office_of(tokens: Sequence[Any]) -> str | None:
    """The office that a plural among ``tokens`` names: "foreign minister" for "the foreign ministers"."""
    for place, token in enumerate(tokens):
        if token.tag_ not in {"NNS", "NNPS"} or token.lemma_.lower() not in OFFICES:
            continue
        before = tokens[place - 1].lower_ if place else ""
        return f"{before} {token.lemma_.lower()}" if before in FIELDS else token.lemma_.lower()
    return None


def _level(word: Any) -> str | None:
    """The rank of "working-level", "at expert level"."""
    before = [t.lower_ for t in word.doc[max(0, word.i - 2) : word.i] if t.text != "-"]
    return LEVELS.get(before[-1]) if before else None


def rank_of(tokens: Sequence[Any]) -> str | None:
    """The level that ``tokens`` speak of: "deputy", "minister", "leader", or None."""
    if is_deputy(t.lower_ for t in tokens):
        return "deputy"
    told = next((ADJECTIVES[t.lower_] for t in tokens if t.lower_ in ADJECTIVES), None)
    told = told or next((r for t in tokens if t.lower_ == "level" and (r := _level(t))), None)
    if told is not None:
        return told
    office = office_of(tokens)
    return next((rank for rank, offices in RANKS.items() if office in offices), None)
