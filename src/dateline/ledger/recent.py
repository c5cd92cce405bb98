"""What stands under a key, in the order in which it was last named: the index of the greedy clusterings."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import islice
from typing import Generic, TypeVar

__all__ = ["Recent"]

K = TypeVar("K", bound=Hashable)


class Recent(Generic[K]):
    """Numbers under keys; of each key those that were named last are at hand.

    Only the last ``among`` namings count: a number that is named all the time hides what was named long ago,
    and looking costs no more however often it is named.
    """

    def __init__(self, among: int) -> None:
        """With nothing under any key."""
        self._among = among
        self._under: dict[K, list[int]] = {}

    def name(self, key: K, number: int) -> None:
        """Put ``number`` under ``key``, after all others."""
        known = self._under.setdefault(key, [])
        known.append(number)
        if len(known) > 2 * self._among:
            del known[: -self._among]

    def last(self, key: K, count: int) -> list[int]:
        """The ``count`` numbers that were named last under ``key``, the last first, each once."""
        known = self._under.get(key, ())
        return list(islice(dict.fromkeys(reversed(known[-self._among :])), count))
