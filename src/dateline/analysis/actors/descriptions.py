"""Bare descriptions that stand for somebody named before: "the agency", "the alliance"."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any

from dateline.analysis.lexicons import lexicon
from dateline.model.actors import Actor
from dateline.world import World

__all__ = ["bears", "description"]


def description(words: Iterable[Any]) -> dict[str, Any] | None:
    """The row of ``descriptions.toml`` for the tokens of a noun; None when there is none."""
    return _rows().get(" ".join(token.lower_ for token in words))


def bears(actor: Actor, row: dict[str, Any]) -> bool:
    """Whether ``actor`` is of the kind that the description is of, and has its name where it gives one.

    An outlet that the tables know must be of one of the description's sorts: Telegram is no agency.
    """
    if actor.kind.value != row["of"] or row.get("name", actor.name) != actor.name:
        return False
    sort = World.default().outlet_sort(actor.name) if "sorts" in row else None
    return sort is None or sort in row["sorts"]


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return {words: row for row in lexicon("descriptions")["description"] for words in row["words"]}
