"""Asking for many values at once: so many in one command, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

__all__ = ["placeholders", "portions"]

T = TypeVar("T", int, str)

AT_ONCE = 400
"""Values of one command: twice as many stay below the 999 that old builds of SQLite take."""


def portions(values: Iterable[T]) -> Iterator[list[T]]:
    """Each of ``values`` once, in order, at most 400 at a time."""
    wanted = list(dict.fromkeys(values))
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]


def placeholders(values: Sized) -> str:
    """``?, ?, ?``: a place for each of ``values``."""
    return ", ".join("?" * len(values))
