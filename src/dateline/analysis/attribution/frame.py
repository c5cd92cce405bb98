"""A possible attribution as the parse shows it: the value, its kinds, and how one is made.

The kinds follow the boundary rules of PolNeAR (Newell, Margolin and Ruths, LREC 2018): ``that`` belongs to
the content, auxiliaries, negation and manner adverbs to the cue, appositions to the source.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.analysis.attribution.stretches import Range, without

__all__ = ["ABOUT", "Frame", "FrameKind", "first_children", "make_frame"]

ABOUT = frozenset(
    [
        "of",
        "about",
        "for",
        "on",
        "against",
        "to",
        "with",
        "as",
        "into",
        "over",
        "from",
        "at",
        "in",
        "that",
        "regarding",
    ]
)


class FrameKind(StrEnum):
    """How the content hangs on the cue."""

    CLAUSE = "clause"  # X said that Y
    AROUND = "around"  # Y, X said, Z
    INFINITIVE = "infinitive"  # X promised to Y
    RAISED = "raised"  # Y is expected to Z
    OBJECT = "object"  # X criticised Y
    NAMING = "naming"  # X called Y a Z
    ABOUT = "about"  # X spoke of Y
    BY = "by"  # Y was criticised by X
    BARE = "bare"  # X said. (what is said stands elsewhere)
    NOUN_CLAUSE = "noun_clause"  # X's claim that Y
    NOUN_INFINITIVE = "noun_infinitive"  # X's plan to Y
    NOUN_ABOUT = "noun_about"  # X's criticism of Y
    STATE_CLAUSE = "state_clause"  # X is confident that Y
    STATE_INFINITIVE = "state_infinitive"  # X is ready to Y
    STATE_ABOUT = "state_about"  # X is worried about Y
    ACCORDING = "according"  # Y, according to X
    MANNER = "manner"  # Y reportedly Z
    BACK = "back"  # Y. This was reported by X.


@dataclass(frozen=True, slots=True)
class Frame:
    """A possible attribution in token places of one line; ``lemma`` and ``kind`` are the lexicon's key."""

    kind: FrameKind
    lemma: str
    head: int
    source: tuple[Range, ...]
    cue: Range
    content: tuple[Range, ...]


def first_children(token: Any) -> dict[str, Any]:
    """The first child under each label."""
    found: dict[str, Any] = {}
    for child in token.children:
        found.setdefault(child.dep_, child)
    return found


def make_frame(  # noqa: PLR0917 - a frame has as many parts as a sentence
    kind: FrameKind,
    head: Any,
    source: tuple[Range, ...],
    cue: Range,
    parts: list[Range],
    holes: list[Range],
    lemma: str = "",
    *,
    passive: bool = False,
) -> Frame:
    """The frame of ``head``, the ``holes`` cut out of the content ``parts``."""
    doc = head.doc
    content = tuple(piece for part in parts for piece in without(doc, part, holes))
    name = lemma or head.lemma_.lower()
    return Frame(kind, f"be {name}" if passive else name, head.i, source, cue, content)
