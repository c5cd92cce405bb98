"""Debris by its words: the lexicon ``debris.toml``, whose every row has an example that is a test."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources

from dateline.model.text import SegmentKind

__all__ = ["Row", "kind_of", "rows"]

LONGEST = 900
"""Characters of the longest line that is looked up; a longer one is prose."""
MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the lexicon."""

    kind: SegmentKind
    pattern: re.Pattern[str]
    words: int
    example: str


@functools.cache
def rows() -> tuple[Row, ...]:
    """The lexicon, in the order in which its rows are tried."""
    file = resources.files("dateline.reading") / "debris.toml"
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Row(
            SegmentKind(row["kind"]), re.compile(row["pattern"]), row.get("words", MOST_WORDS), row["example"]
        )
        for row in table["row"]
    )


def kind_of(words: str) -> SegmentKind | None:
    """The kind of debris that a line is by its words alone; None for what no row knows."""
    if len(words) > LONGEST:
        return None
    size = len(words.split())
    return next((row.kind for row in rows() if size <= row.words and row.pattern.match(words)), None)
