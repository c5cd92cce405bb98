"""Which statement a place of the report stands in."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model.findings import Statement
from dateline.model.text import Span

__all__ = ["Said"]

BLOCK = 512
"""Code points a bucket; a report's place falls in one bucket, which holds the few statements around it."""


class Said:
    """The statements of one report, by place."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Index the contents and the cues of ``statements``."""
        self._contents: dict[int, list[Statement]] = {}
        self._cues: dict[int, list[Statement]] = {}
        for statement in statements:
            _file(self._contents, statement.content, statement)
            _file(self._cues, statement.cue, statement)

    def within(self, span: Span) -> list[Statement]:
        """The statements whose content shares a code point with ``span``, in the order given."""
        found = {
            statement.id: statement
            for block in range(span.start // BLOCK, span.end // BLOCK + 1)
            for statement in self._contents.get(block, ())
            if any(part.overlaps(span) for part in statement.content)
        }
        return list(found.values())

    def innermost(self, span: Span) -> Statement | None:
        """The shortest statement whose content holds ``span``."""
        here = [s for s in self._contents.get(span.start // BLOCK, ()) if s.says(span)]
        return min(here, key=_length, default=None)

    def cued_by(self, span: Span) -> Statement | None:
        """The first statement whose cue shares a code point with ``span``."""
        here = self._cues.get(span.start // BLOCK, ())
        return next((s for s in here if any(c.overlaps(span) for c in s.cue)), None)


def _file(blocks: dict[int, list[Statement]], parts: Iterable[Span], statement: Statement) -> None:
    for block in sorted({b for p in parts for b in range(p.start // BLOCK, p.end // BLOCK + 1)}):
        blocks.setdefault(block, []).append(statement)


def _length(statement: Statement) -> int:
    return sum(part.end - part.start for part in statement.content)
