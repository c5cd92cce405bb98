"""Statements that are signed with a part of a name, where the ledger knows whom it means.

Who asks for "Marta Salcedo" wants what reports that call her "Salcedo" have her say, too. A signature is
taken for hers where it is one of the names of her actor, and of nobody else's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from dateline.ledger.names import key
from dateline.ledger.store import Selection
from dateline.model.actors import KnownActor

__all__ = ["with_signatures"]


class _Actors(Protocol):
    def actors(self, wanted: Selection) -> Iterable[KnownActor]: ...


def with_signatures(wanted: Selection, answers: _Actors) -> Selection:
    """``wanted`` with the other signatures of those whom its names find."""
    if not wanted.names:
        return wanted
    found = answers.actors(Selection(names=wanted.names))
    own = {key(s.name): actor.id for actor in found for s in actor.spellings}
    others = (words for words in own if not _has(words, wanted.names))
    signed = (words for words in others if _owners(words, answers) == {own[words]})
    return replace(wanted, signed=tuple(sorted(signed)))


def _has(words: str, names: Iterable[tuple[str, ...]]) -> bool:
    """Whether a signature holds all words of a name that is asked for."""
    return any(all(f" {word} " in words for word in form) for form in names)


def _owners(words: str, answers: _Actors) -> set[str]:
    """The actors who go by exactly these words."""
    near = answers.actors(Selection(names=(tuple(words.split()),)))
    return {actor.id for actor in near if words in {key(s.name) for s in actor.spellings}}
