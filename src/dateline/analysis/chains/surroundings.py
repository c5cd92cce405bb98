"""The words around a statement: the sentence of its cue and source, less everything that is said in it."""

from __future__ import annotations

from dateline.analysis.parse import Parsed
from dateline.model.findings import Statement
from dateline.model.text import Span

__all__ = ["words_around"]


def words_around(parsed: Parsed, statement: Statement, parent: Statement | None = None) -> tuple[Span, ...]:
    """The ranges of the sentences of cue and source outside the content, in text order.

    Of a nested statement, only what lies in the content of ``parent``.
    """
    anchors = (*statement.cue, *statement.source)
    found = {parsed.span(s) for a in anchors if (s := parsed.sentence_at(a.start)) is not None}
    if parent is not None:
        found = {cut for s in found for part in parent.content if (cut := _common(s, part)) is not None}
    return tuple(gap for sentence in sorted(found) for gap in _gaps(sentence, statement.content))


def _common(one: Span, other: Span) -> Span | None:
    start, end = max(one.start, other.start), min(one.end, other.end)
    return Span(start, end) if start < end else None


def _gaps(sentence: Span, contents: tuple[Span, ...]) -> list[Span]:
    gaps, at = [], sentence.start
    for part in sorted(contents):
        if part.overlaps(sentence):
            if part.start > at:
                gaps.append(Span(at, part.start))
            at = max(at, part.end)
    return [*gaps, Span(at, sentence.end)] if at < sentence.end else gaps
