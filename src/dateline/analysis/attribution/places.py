"""What stands where: any values found by a range of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from dateline.model.text import Span

__all__ = ["Places"]

T = TypeVar("T")
BLOCK = 512
"""Code points a bucket. A range is filed in each bucket it reaches into; a look-up opens one or two."""


class Places(Generic[T]):
    """Values with the ranges they stand at; a look-up costs the few values around it."""

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        """Index ``items``; the order given is the order in which they are found again."""
        self._items = tuple(items)
        self._blocks: dict[int, list[int]] = {}
        for at, (span, _) in enumerate(self._items):
            for block in _blocks(span):
                self._blocks.setdefault(block, []).append(at)

    def touching(self, span: Span) -> list[T]:
        """The values whose range shares a code point with ``span``."""
        return [value for where, value in self.around(span) if where.overlaps(span)]

    def holding(self, span: Span) -> list[tuple[Span, T]]:
        """The values whose range holds ``span`` wholly, each with that range."""
        near = (self._items[at] for at in self._blocks.get(span.start // BLOCK, ()))
        return [(where, value) for where, value in near if where.holds(span)]

    def around(self, span: Span) -> list[tuple[Span, T]]:
        """The values filed in the buckets of ``span``, each once."""
        blocks = _blocks(span)
        if len(blocks) == 1:
            return [self._items[at] for at in self._blocks.get(blocks[0], ())]
        found = {at for block in blocks for at in self._blocks.get(block, ())}
        return [self._items[at] for at in sorted(found)]


def _blocks(span: Span) -> range:
    return range(span.start // BLOCK, max(span.start, span.end - 1) // BLOCK + 1)
