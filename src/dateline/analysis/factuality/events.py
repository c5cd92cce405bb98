"""Certainty, polarity and time of any event: a verb, a noun or an adjective of a parsed line."""

from __future__ import annotations

from typing import Any

from dateline.analysis.factuality.nouns import NounReader
from dateline.analysis.factuality.values import Factuality

__all__ = ["factuality_of"]


def factuality_of(token: Any, *, headline: bool = False) -> Factuality:
    """What the text says of the event that ``token`` (a spaCy token) names.

    ``headline``: the line is set like a headline. Every token has an answer; one that names no event, or
    that no rule knows, is certain, affirmed and not future, as most events of news are.
    """
    return NounReader(headline=headline).of(token)
