"""What is said goes on to the end of the clause that hangs on it.

The network sees words, not their grammar, and now and then lets go too early: "She was right when she left".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dateline.analysis.attribution.marks import MARKS
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["with_tail"]

TAILS: Final = frozenset({"advcl"})
"""How a clause hangs on the words before that says when, why or under what circumstances. A phrase without a
verb ("on her channel", "in an interview") may as well tell where it was said."""


def with_tail(parsed: Parsed, content: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """``content`` with the clause right behind it, if that hangs on its words and has nothing of ``others``.

    ``others`` are source and cue.
    """
    said = tuple(content)
    tokens = parsed.tokens(said[-1]) if said else []
    if not tokens or tokens[-1].i + 1 >= len(tokens[-1].doc) or _is_quoted(parsed.text, said[-1]):
        return said
    inside = {token.i for token in tokens if token.doc is tokens[-1].doc}
    behind = tokens[-1].doc[tokens[-1].i + 1]
    top = behind
    while top.head.i not in inside and top.head.i != top.i:
        top = top.head
    if top.dep_ not in TAILS or top.head.i not in inside or top.left_edge.i != behind.i:
        return said
    tail = Span(parsed.span(behind).start, parsed.span(top.right_edge).end)
    if any(other.overlaps(tail) for other in others):
        return said
    return (*said[:-1], Span(said[-1].start, tail.end))


def _is_quoted(text: str, span: Span) -> bool:
    """Whether the words are a quotation, or end with a whole one ("..., the words 'I was there,'")."""
    return text[span.start] in MARKS or (text[span.end - 1] in MARKS and text[span.end - 2] in ",.!?")
