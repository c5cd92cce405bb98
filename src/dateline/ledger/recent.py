"""What stands under a key, in the order in which it was last named: the index of the greedy clusterings."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice
from typing import Generic, TypeVar

__all__ = ["Recent"]

K = TypeVar("K", bound=Hashable)


class Recent(Generic[K]):
    """Numbers under keys; of each key those that were named last are at hand, each once."""

    def __init__(self) -> None:
        """With nothing under any key."""
        self._under: dict[K, dict[int, None]] = {}

    def name(self, key: K, number: int) -> None:
        """Put ``number`` under ``key``, after all others."""
        known = self._under.setdefault(key, {})
        known.pop(number, None)
        known[number] = None

    def last(self, key: K, count: int) -> list[int]:
        """The ``count`` numbers that were named last under ``key``, the last first."""
        return list(islice(reversed(self._under.get(key, {})), count))
