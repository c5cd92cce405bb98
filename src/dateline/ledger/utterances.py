"""Utterances: the same words of the same speaker, whole, cut or translated back, in many reports.

Sayings are taken in order of publication, one speaker at a time; each joins the utterance whose
words it shares, or opens a new one. Two rules say that words are shared:

- **verbatim**: nearly all runs of three words of the shorter stand in the longer, and it is long
  enough not to be a formula;
- **retold** (a translation back, an indirect version), only within a few days: most of the shorter
  one's content words, by their stems, stand in the longer, with the same numbers and the same "not".

A speaker without a name is matched verbatim only, unless both reports have the words through one
outlet. :func:`blocks` parts the sayings by speaker, so
a new report costs the sayings of those who speak in it; inside a block only sayings that share a key are
compared.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from dateline.ledger.anchors import anchored
from dateline.ledger.carriers import Saying, outlet_key
from dateline.ledger.names import tokens
from dateline.ledger.recent import Recent
from dateline.model.actors import ActorKind
from dateline.model.lineage import Utterance

__all__ = [
    "COMPARED",
    "FEW",
    "LATEST",
    "Open",
    "Words",
    "blocks",
    "likeness",
    "named",
    "said",
    "said_in_block",
    "speaker_key",
    "told_again",
    "utterance",
    "utterances",
    "word_keys",
]

_RETOLD = dt.timedelta(days=4)  # a retelling after that is a new saying of an old thought
_VERBATIM = 0.75  # of the shorter one's runs of three words
_STEMS = 0.6  # of the shorter one's content words
_FEWEST = 4  # content words below which two sentences are alike by chance
LATEST = 24
"""Utterances under one key that are looked at: those that were carried last."""
AMONG = 4 * LATEST
"""Carriers under one key among which these are looked for."""
COMPARED = 8
"""Of all those the ones that are compared word by word."""

FEW = _FEWEST - 1
"""Stems that two wordings must share at least."""


_LEXICON = tomllib.loads(files("dateline.ledger").joinpath("said_words.toml").read_text("utf-8"))
_IDLE, _NEGATIONS = frozenset(_LEXICON["idle"]), frozenset(_LEXICON["negations"])
_QUOTED = re.compile(r"(?<=“)[^”]+|(?<=«)[^»]+|\"[^\"]+\"")
_ENDINGS = re.compile(r"(?:ations?|ings?|edly|ed|ies|es|s|ly|ment|ments|ion|ions)$")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a saying as they are compared."""

    runs: frozenset[tuple[str, ...]]
    stems: frozenset[str]
    numbers: frozenset[str]
    negated: bool

    @classmethod
    def of(cls, words: str) -> Words:
        """The words of a saying: of a quotation those inside the marks."""
        # The words around a quotation are the reporter's.
        said = tokens(" ".join(_QUOTED.findall(words)))
        said = said if len(said) >= _FEWEST else tokens(words)
        runs = [tuple(said[n : n + 3]) for n in range(max(len(said) - 2, 1))]
        stems = {_stem(w) for w in said if w not in _IDLE and w not in _NEGATIONS and len(w) > 2}
        numbers = {w for w in said if w[0].isdigit()}
        return cls(frozenset(runs), frozenset(stems), frozenset(numbers), bool(_NEGATIONS & set(said)))


@dataclass(slots=True)
class Open:
    """An utterance while the sayings are read in order; of equal words the last carrier is compared."""

    sayings: list[Saying] = field(default_factory=list)
    versions: dict[str, tuple[Saying, Words]] = field(default_factory=dict)

    def take(self, saying: Saying, words: Words) -> None:
        """One more carrier."""
        self.sayings.append(saying)
        self.versions.pop(saying.words, None)
        self.versions[saying.words] = saying, words


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
    return named(said(sayings))


def said(sayings: Iterable[Saying]) -> list[list[Saying]]:
    """The carriers of each utterance, in order."""
    filed = blocks(sayings)
    return [u for key in sorted(filed) for u in said_in_block(filed[key], named=bool(key))]


def named(told: Iterable[Sequence[Saying]]) -> tuple[Utterance, ...]:
    """Utterances by their carriers, each with its id, by their first carriers."""
    told = list(told)
    first = [group[0] for group in told if group]
    names = anchored("u", ((s.id, s.report, s.start) for s in first), {s.id: s.called for s in first})
    return tuple(utterance(group, names[group[0].id]) for group in sorted(told, key=lambda g: g[0].order))


def said_in_block(block: Iterable[Saying], *, named: bool) -> list[list[Saying]]:
    """The carriers of each utterance of one speaker; ``named`` False: of all who have no name."""
    opened: list[Open] = []
    index: Recent[Key] = Recent(AMONG)
    for saying in sorted(block, key=lambda s: s.order):
        words = Words.of(saying.words)
        runs, asked, kept = word_keys(saying, words, named=named)
        best, chosen = 0.0, len(opened)
        for number in _nearby(index, runs, asked):
            alike = likeness(saying, words, opened[number], named=named)
            if alike > best:
                best, chosen = alike, number
        if chosen == len(opened):
            opened.append(Open())
        opened[chosen].take(saying, words)
        for key in (*runs, *kept):
            index.name(key, chosen)
    return [o.sayings for o in opened]


Key = tuple[str, ...]


def _nearby(index: Recent[Key], runs: Iterable[Key], stems: Iterable[Key]) -> list[int]:
    """The utterances that share a run or a few stems, those that share most first."""
    shared: defaultdict[int, int] = defaultdict(int)
    for weight, keys in ((FEW, runs), (1, stems)):
        for key in keys:
            for number in index.last(key, LATEST):
                shared[number] += weight
    near = sorted((-count, number) for number, count in shared.items() if count >= FEW)
    return [number for _, number in near[:COMPARED]]


def word_keys(saying: Saying, words: Words, *, named: bool) -> tuple[list[Key], list[Key], list[Key]]:
    """Its runs, at any time; the stems under which it looks for its like, and is kept, for a few days."""
    week = _week(saying)
    runs: list[Key] = [r for r in words.runs if any(len(w) > 4 for w in r)]
    whose = "" if named else through(saying)
    kept: list[Key] = [(stem, whose, str(week)) for stem in words.stems]
    before: list[Key] = [(stem, whose, str(week - 1)) for stem in words.stems] if week else []
    return runs, kept + before, kept


def told_again(saying: Saying, words: Words, *, named: bool) -> list[Key]:
    """Under which stems whoever tells it again in the next week is kept."""
    whose = "" if named else through(saying)
    return [(stem, whose, str(_week(saying) + 1)) for stem in words.stems]


def _week(saying: Saying) -> int:
    return saying.published.first.toordinal() // 7 if saying.published and saying.published.first else 0


def likeness(saying: Saying, words: Words, utterance: Open, *, named: bool) -> float:
    """How alike the words are to the most alike of the utterance's versions; 0: another utterance."""
    best = 0.0
    for other, version in list(utterance.versions.values())[-COMPARED:]:
        if not named and not _same_nobody(saying, other):
            continue
        alike = _verbatim(words, version)
        if not alike and (named or through(saying) == through(other)) and _close(saying, other):
            alike = _retold(words, version)
        best = max(best, alike)
    return best


def through(saying: Saying) -> str:
    """The outlet that has the words from the speaker: the last of the chain, else the publisher."""
    outlets = [name for name, kind, _ in saying.chain if kind is ActorKind.OUTLET]
    name = outlets[-1] if outlets else saying.outlet
    return outlet_key(name) if name else saying.report


def _same_nobody(one: Saying, other: Saying) -> bool:
    """Whether two speakers without a name can be one: not of two sides."""
    return one.side is None or other.side is None or one.side == other.side


def _close(one: Saying, other: Saying) -> bool:
    days = [s.published.first for s in (one, other) if s.published and s.published.first]
    return len(days) == 2 and abs(days[0] - days[1]) <= _RETOLD and one.report != other.report


def _verbatim(one: Words, other: Words) -> float:
    shorter = min(one.runs, other.runs, key=len)
    shared = len(one.runs & other.runs)
    if len(one.stems & other.stems) < _FEWEST and one.runs != other.runs:
        return 0.0
    return 1 + shared / len(shorter) if len(shorter) > 1 and shared >= _VERBATIM * len(shorter) else 0.0


def _retold(one: Words, other: Words) -> float:
    fewer = min(len(one.stems), len(other.stems))
    shared = len(one.stems & other.stems)
    if shared < _STEMS * fewer or one.negated != other.negated:
        return 0.0
    if one.numbers and other.numbers and not one.numbers & other.numbers:
        return 0.0
    alike = shared / max(len(one.stems | other.stems), 1)
    few = fewer == FEW and alike >= 0.75  # a short saying must be there whole
    return shared / fewer if few or (fewer >= _FEWEST and alike >= 0.35) else 0.0


@lru_cache(1 << 14)
def _stem(word: str) -> str:
    """A word without its ending: "agreed" and "agreement" have one stem; rough, and alike on both sides."""
    bare = _ENDINGS.sub("", word)
    return bare if len(bare) >= 4 else word


def utterance(sayings: Sequence[Saying], name: str) -> Utterance:
    """The utterance that ``sayings`` carry, in their order; ``name`` is its id."""
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
