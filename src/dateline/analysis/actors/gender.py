"""Which pronoun fits a person: by title, by first name, or either."""

from __future__ import annotations

import functools

from dateline.analysis.lexicons import lexicon
from dateline.model.actors import Actor, ActorKind

__all__ = ["fits"]

WOMEN = ("she", "her", "hers", "herself")
MEN = ("he", "him", "his", "himself")


@functools.cache
def _first_names() -> tuple[frozenset[str], frozenset[str]]:
    names = lexicon("first_names")
    return frozenset(names["women"].split()), frozenset(names["men"].split())


def fits(actor: Actor, pronoun: str) -> bool:
    """Whether ``pronoun`` (he, she and their forms, in lower case) may stand for ``actor``.

    A first name on neither list, and somebody without a name, fit both. "A spokesman" is a man.
    """
    women, men = _first_names()
    words = actor.name.split()
    first = words[0] if words and actor.kind is ActorKind.PERSON else ""
    last = words[-1].lower() if words else ""
    if pronoun in WOMEN:
        return first not in men and not last.endswith(("spokesman", "chairman", "businessman"))
    return first not in women and not last.endswith(("spokeswoman", "chairwoman", "businesswoman"))
