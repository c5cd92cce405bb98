"""Surnames that others bear too: "Kira Solberg" in a report on skiing is no prime minister."""

from __future__ import annotations

import re

from dateline.world.matcher import TITLED

__all__ = ["is_namesake"]

_NAME_BEFORE = re.compile(r"\b([A-Z][\w'’]*[a-z])[ -]$")
_OPENERS = frozenset(
    """after although and as at because before both but by can could did does earlier for from had has have
    how if in is it its later like meanwhile monday tuesday wednesday thursday friday saturday sunday no
    not now on once only or since so still that the then there though to today tomorrow under until was
    what when where whereas whether which while who why will with without would yesterday yet""".split()  # noqa: SIM905 - reads better
)
"""What begins a sentence with a capital and is nobody's first name."""


def is_namesake(text: str, start: int) -> bool:
    """Whether a name that is none of the tables' stands right before the surname at ``start``."""
    before = text[max(0, start - 40) : start]
    named = _NAME_BEFORE.search(before)
    return named is not None and named[1].casefold() not in _OPENERS and TITLED.search(before) is None
