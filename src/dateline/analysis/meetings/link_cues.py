"""The words that link encounters, from ``lexicon/meeting_links.toml``, ready to be looked for."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.analysis.lexicons import lexicon
from dateline.model.findings import Relation

__all__ = ["LinkCue", "carriers", "cues", "gatherings", "pattern"]


@dataclass(frozen=True, slots=True)
class LinkCue:
    """A row of the lexicon, with one of its phrases."""

    relation: Relation
    by: str
    words: str
    then: frozenset[str]
    swapped: bool
    aside: bool


@functools.cache
def cues() -> Mapping[str, tuple[LinkCue, ...]]:
    """The rows by their phrases, in small letters with single blanks."""
    found: dict[str, list[LinkCue]] = {}
    for row in lexicon("meeting_links")["cue"]:
        for words in row["words"]:
            cue = LinkCue(
                relation=Relation(row["relation"]),
                by=row["by"],
                words=words,
                then=frozenset(row.get("then", ())),
                swapped=row.get("swapped", False),
                aside=row.get("aside", False),
            )
            found.setdefault(words, []).append(cue)
    return {words: tuple(rows) for words, rows in found.items()}


@functools.cache
def pattern() -> re.Pattern[str]:
    """Any of the phrases, the longest first, with white space as it comes."""
    phrases = sorted(cues(), key=lambda words: -len(words))
    words = (r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(words)})(?![\w-])", re.IGNORECASE)


@functools.cache
def carriers() -> frozenset[str]:
    """Verbs, by lemma, that put an encounter at a time or place."""
    return frozenset(lexicon("meeting_links")["carriers"]["words"])


@functools.cache
def gatherings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Names of gatherings; the same and bodies that stand for theirs."""
    row = lexicon("meeting_links")["gatherings"]
    named, bodies = ("|".join(map(re.escape, row[key])) for key in ("words", "bodies"))
    return re.compile(rf"\b(?:{named})\b"), re.compile(rf"\b(?:{named}|{bodies})\d*\b")
