"""Quotations that lost their marks on the way.

A paragraph in the first person in the middle of a report that is not, is such a one; whose it is, is
decided by its neighbours (:mod:`dateline.analysis.chains`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Mode, Speaker, Statement
from dateline.model.text import SegmentKind

__all__ = ["unmarked"]

NOBODY = Speaker(kind=ActorKind.UNNAMED, named=False)
FIRST_PERSON = frozenset({"i", "we", "my", "our"})
MOST = 0.25
"""Of a report's paragraphs: with more in the first person, the author speaks of himself."""


def unmarked(parsed: Parsed, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """``statements`` with the paragraphs that no mark and no cue betrays, in text order, ids given anew."""
    added = list(_pulled(parsed, statements))
    return _renumbered([*statements, *added]) if added else tuple(statements)


def _renumbered(statements: list[Statement]) -> tuple[Statement, ...]:
    ordered = sorted(statements, key=lambda s: (s.whole.start, -s.whole.end, s.id))
    ids = {id(s): f"s{n}" for n, s in enumerate(ordered, start=1)}
    new = {s.id: ids[id(s)] for s in statements if s.id}
    return tuple(_with_id(s, ids[id(s)], new.get(s.parent) if s.parent else None) for s in ordered)


def _with_id(s: Statement, name: str, parent: str | None) -> Statement:
    return Statement(
        name, s.source, s.cue, s.content, s.mode, s.speaker, parent, s.addressee, s.said_when, s.chain
    )


def _pulled(parsed: Parsed, statements: Sequence[Statement]) -> Iterator[Statement]:
    """Whole paragraphs in the first person, without quotation marks."""
    body = [line for line in parsed.lines if line.segment.kind in (SegmentKind.BODY, SegmentKind.QUOTE_BLOCK)]
    found = [line for line in body if _speaks_of_itself(line)]
    if len(found) > max(1, MOST * len(body)) or len(body) < 3:
        return
    claimed = [part for s in statements for part in s.content] + [
        part for s in statements for part in s.source
    ]
    for line in found:
        if line is not body[0] and not any(line.span.overlaps(part) for part in claimed):
            yield Statement("", (), (), (line.span,), Mode.DIRECT, NOBODY)


def _speaks_of_itself(line: Line) -> bool:
    if any(mark in line.doc.text for mark in '"“”«»„'):
        return False
    sentence: Any = next(iter(line.doc.sents), None)
    if sentence is None or line.doc.text[-1:] not in ".!?…":
        return False
    return any(t.lower_ in FIRST_PERSON and t.dep_ in ("nsubj", "poss") and t.text != "US" for t in sentence)
