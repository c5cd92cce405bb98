"""Utterances: the same words of the same speaker, whole, cut or translated back, in many reports.

Sayings are taken in order of publication, one speaker at a time; each joins the utterance whose
words it shares, or opens a new one. Two rules say that words are shared:

- **verbatim**: nearly all runs of three words of the shorter stand in the longer, and it is long
  enough not to be a formula;
- **retold** (a translation back, an indirect version), only within a few days: most of the shorter
  one's content words, by their stems, stand in the longer, with the same numbers and the same "not".

A speaker without a name is only ever matched verbatim. :func:`blocks` parts the sayings by speaker, so
a new report costs the sayings of those who speak in it; inside a block only sayings that share a key are
compared.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.ledger.anchors import anchored
from dateline.ledger.carriers import Saying
from dateline.ledger.names import tokens
from dateline.model.lineage import Utterance

__all__ = ["blocks", "said_in_block", "speaker_key", "utterances"]

_RETOLD = dt.timedelta(days=4)  # a retelling after that is a new saying of an old thought
_VERBATIM = 0.75  # of the shorter one's runs of three words
_STEMS = 0.6  # of the shorter one's content words
_FEWEST = 4  # content words below which two sentences are alike by chance
_LATEST = 24  # utterances under one key that are compared

_IDLE = frozenset(
    [
        "a",
        "about",
        "after",
        "again",
        "against",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "done",
        "down",
        "for",
        "from",
        "further",
        "had",
        "has",
        "have",
        "having",
        "he",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "itself",
        "just",
        "me",
        "more",
        "most",
        "my",
        "nor",
        "now",
        "of",
        "off",
        "on",
        "once",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "same",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "today",
        "too",
        "under",
        "until",
        "up",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "said",
        "says",
        "say",
        "told",
        "added",
        "according",
        "must",
        "may",
        "might",
        "shall",
        "yet",
    ]
)
_NEGATIONS = frozenset(
    {"not", "no", "never", "nobody", "nothing", "none", "neither", "without", "cannot", "t"}
)
_ENDINGS = re.compile(r"(?:ations?|ings?|edly|ed|ies|es|s|ly|ment|ments|ion|ions)$")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a saying as they are compared."""

    runs: frozenset[tuple[str, ...]]
    stems: frozenset[str]
    numbers: frozenset[str]
    negated: bool

    @classmethod
    def of(cls, words: str) -> _Words:
        said = tokens(words)
        runs = [tuple(said[n : n + 3]) for n in range(max(len(said) - 2, 1))]
        stems = {_stem(w) for w in said if w not in _IDLE and w not in _NEGATIONS and len(w) > 2}
        numbers = {w for w in said if w[0].isdigit()}
        return cls(frozenset(runs), frozenset(stems), frozenset(numbers), bool(_NEGATIONS & set(said)))


@dataclass(slots=True)
class _Open:
    """An utterance while the sayings are read in order."""

    sayings: list[Saying] = field(default_factory=list)
    versions: list[_Words] = field(default_factory=list)


def speaker_key(saying: Saying) -> str:
    """Under whom a saying is filed: a name, else nobody; the unnamed of one side are told apart by words."""
    if saying.speaker is None or not saying.named:
        return ""
    return " ".join(tokens(saying.speaker))


def blocks(sayings: Iterable[Saying]) -> dict[str, list[Saying]]:
    """The sayings of each speaker; a block's utterances depend on nothing outside it."""
    found: dict[str, list[Saying]] = {}
    for saying in {s.id: s for s in sayings}.values():
        found.setdefault(speaker_key(saying), []).append(saying)
    return found


def utterances(sayings: Iterable[Saying]) -> tuple[Utterance, ...]:
    """Every utterance, by its first carrier; each saying carries exactly one."""
    filed = blocks(sayings)
    told = [u for key in sorted(filed) for u in said_in_block(filed[key], named=bool(key))]
    names = anchored("u", ((s.id, s.report, s.start) for group in told for s in group[:1]))
    return tuple(_utterance(group, names[group[0].id]) for group in sorted(told, key=lambda g: g[0].order))


def said_in_block(block: Iterable[Saying], *, named: bool) -> list[list[Saying]]:
    """The carriers of each utterance of one speaker; ``named`` False: of all who have no name."""
    opened: list[_Open] = []
    index: dict[str, list[int]] = {}
    for saying in sorted(block, key=lambda s: s.order):
        words = _Words.of(saying.words)
        asked, kept = _keys(saying, words, named=named)
        nearby = Counter(n for k in asked for n in index.get(k, ())[-_LATEST:])
        fits = [(_likeness(saying, words, opened[n], named=named), -n) for n in sorted(nearby)]
        likeness, number = max(fits, default=(0.0, 0))
        if likeness <= 0:
            number = -len(opened)
            opened.append(_Open())
        opened[-number].sayings.append(saying)
        opened[-number].versions.append(words)
        for key in kept:
            known = index.setdefault(key, [])
            if -number not in known[-_LATEST:]:
                known.append(-number)
    return [o.sayings for o in opened]


def _keys(saying: Saying, words: _Words, *, named: bool) -> tuple[list[str], list[str]]:
    """Where its like is looked for, and where it is kept: by runs at any time, by stems for a few days."""
    runs = sorted(" ".join(r) for r in words.runs if any(len(w) > 4 for w in r))
    if not named:
        return runs, runs
    week = saying.published.first.toordinal() // 7 if saying.published and saying.published.first else None
    weeks = [week] if week is None else [week, week - 1]
    asked = [f"{stem} {w}" for stem in sorted(words.stems) for w in weeks]
    return runs + asked, runs + [f"{stem} {week}" for stem in sorted(words.stems)]


def _likeness(saying: Saying, words: _Words, utterance: _Open, *, named: bool) -> float:
    """How alike the words are to the most alike of the utterance's versions; 0: another utterance."""
    best = 0.0
    for other, version in zip(utterance.sayings[-_LATEST:], utterance.versions[-_LATEST:], strict=True):
        if not named and not _same_nobody(saying, other):
            continue
        alike = _verbatim(words, version)
        if not alike and named and _close(saying, other):
            alike = _retold(words, version)
        best = max(best, alike)
    return best


def _same_nobody(one: Saying, other: Saying) -> bool:
    """Whether two speakers without a name can be one: not of two sides."""
    return one.side is None or other.side is None or one.side == other.side


def _close(one: Saying, other: Saying) -> bool:
    days = [s.published.first for s in (one, other) if s.published and s.published.first]
    return len(days) == 2 and abs(days[0] - days[1]) <= _RETOLD and one.report != other.report


def _verbatim(one: _Words, other: _Words) -> float:
    shorter = min(one.runs, other.runs, key=len)
    shared = len(one.runs & other.runs)
    if len(one.stems & other.stems) < _FEWEST and one.runs != other.runs:
        return 0.0
    return 1 + shared / len(shorter) if len(shorter) > 1 and shared >= _VERBATIM * len(shorter) else 0.0


def _retold(one: _Words, other: _Words) -> float:
    fewer = min(len(one.stems), len(other.stems))
    shared = len(one.stems & other.stems)
    if fewer < _FEWEST or shared < _STEMS * fewer or one.negated != other.negated:
        return 0.0
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return 0.0
    return shared / fewer if shared >= 0.35 * len(one.stems | other.stems) else 0.0


@lru_cache(1 << 14)
def _stem(word: str) -> str:
    """A word without its ending: "agreed" and "agreement" have one stem; rough, and alike on both sides."""
    bare = _ENDINGS.sub("", word)
    return bare if len(bare) >= 4 else word


def _utterance(sayings: Sequence[Saying], name: str) -> Utterance:
    fullest = max(sayings, key=lambda s: (s.direct, len(s.words)))
    names = [s.speaker for s in sayings if s.speaker]
    sides = [s.side for s in sayings if s.side]
    return Utterance(
        id=name,
        speaker=names[0] if names else None,
        side=sides[0] if sides else None,
        words=fullest.words,
        carriers=tuple(s.id for s in sayings),
    )
