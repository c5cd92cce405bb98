"""Whether a report can hold anything for the ledger, told from its names and words alone.

The gate stands between reading and the parse, which costs a hundred times as much. It asks two things:
does the text name a side (a state or an organisation, by itself, its people or its offices), and does it hold
words of diplomacy (``lexicon/relevance.toml`` and the titles, bodies and issues of the other tables)? It is
made to keep what is in doubt, also where the tables know none of the sides: ``benchmarks/gate.py`` measures
what it loses.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from dateline.analysis.lexicons import lexicon
from dateline.model.provenance import Form, PubStatus
from dateline.model.text import Document
from dateline.world import World
from dateline.world.fold import fold

__all__ = ["Relevance", "is_relevant", "may_hold", "relevance"]


@dataclass(frozen=True, slots=True)
class Relevance:
    """What the gate saw in a text: the sides it names, the words that count, and the points they give."""

    sides: frozenset[str]
    words: frozenset[str]
    points: int

    @property
    def holds(self) -> bool:
        """Whether the text may hold a meeting, a position or a statement of diplomacy."""
        needed: list[int] = lexicon("relevance")["needed"]
        return self.points >= needed[min(len(self.sides), len(needed) - 1)]


def is_relevant(document: Document) -> bool:
    """Whether a report may hold something for the ledger.

    A record of an event always does, and a notice that withdraws a report: it takes findings back.
    """
    if document.provenance.pub_status is not PubStatus.USABLE or document.provenance.form is Form.EVENT:
        return True
    return relevance(f"{document.title}\n{document.text}" if document.title else document.text).holds


def may_hold(text: str) -> bool:
    """Whether a report may be relevant that is some of the lines of ``text``, as an article is of its page.

    Where :func:`relevance` keeps some of the lines, this keeps all of them.
    """
    return _relevance(text, loose=True).holds


def relevance(text: str) -> Relevance:
    """What of ``text`` speaks for diplomacy; the same text always gives the same answer."""
    return _relevance(text, loose=False)


def _relevance(text: str, *, loose: bool) -> Relevance:
    gate = _gate()
    words = frozenset(gate.words(text))
    sides, actors = World.default().sides(text, loose=loose)
    points = sum(map(gate.points, words)) + len(actors) * int(lexicon("relevance")["named"])
    return Relevance(sides, words | actors, points)


class _Words:
    """The words that count, in one automaton."""

    def __init__(self, points: dict[str, int]) -> None:
        self._patterns = tuple(points)
        self._points = points
        self._whole = tuple(not pattern.endswith("*") for pattern in points)
        stems = [pattern.rstrip("*") for pattern in points]
        self._automaton = AhoCorasick(stems, matchkind=MatchKind.Standard, store_patterns=False)

    def points(self, word: str) -> int:
        """What a word of the table gives."""
        return self._points[word]

    def words(self, text: str) -> Iterator[str]:
        """The words of the table that stand in ``text``, as often as they do."""
        folded = fold(text.casefold())
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and folded[start - 1].isalnum():
                continue
            if not (self._whole[number] and end < len(folded) and folded[end].isalnum()):
                yield self._patterns[number]


@functools.cache
def _gate() -> _Words:
    table = lexicon("relevance")
    vague = {_plain(word) for word in table["vague"]}
    points = {_plain(word): 1 for word in _borrowed()} | {
        _plain(word): row["points"] for row in table["rows"] for word in row["words"]
    }
    return _Words({word: worth for word, worth in points.items() if word not in vague or worth > 1})


def _borrowed() -> Iterator[str]:
    """The words of the other tables; a title may stand in the plural."""
    for title in lexicon("titles")["title"]:
        vague = lexicon("relevance")["vague"]
        for word in title["words"]:
            if word not in vague:
                yield from (word, f"{word}s")
    for body in lexicon("bodies")["body"]:
        yield from body["words"]
    for row in lexicon("issues")["rows"]:
        yield from row["words"]


def _plain(word: str) -> str:
    return " ".join(fold(word.casefold()).split())
