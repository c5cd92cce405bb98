"""The plain word lists of ``lexicon/stances.toml``: "expressed", "dropped", "claims", "others" and more."""

from __future__ import annotations

import functools

from dateline.analysis.lexicons import lexicon

__all__ = ["words"]


@functools.cache
def words(name: str) -> frozenset[str]:
    """The list of that name; what it is for stands beside it in the table."""
    return frozenset(lexicon("stances")[name])
