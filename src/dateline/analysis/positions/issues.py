"""What a position is about: weighted words from ``lexicon/issues.toml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from dateline.analysis.lexicons import lexicon
from dateline.model.findings import Issue, issue_named

__all__ = ["IssueMatch", "IssueTable", "best"]

WORD = re.compile(r"[^\W_]+")
KEY = 2
"""How many letters of a phrase's first word the index is keyed by; no first word is shorter than its key."""


class IssueMatch(NamedTuple):
    """An issue, how strongly the words mean it (0 when it is only the default ``other``), and where."""

    issue: Issue | str
    weight: float
    start: int
    end: int


class _Word(NamedTuple):
    text: str
    open: bool

    def fits(self, word: str) -> bool:
        return word.startswith(self.text) if self.open else word == self.text


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: tuple[_Word, ...]
    issue: Issue | str
    weight: float


_Index = dict[str, tuple[_Phrase, ...]]
Row = Mapping[str, Any]
"""A row of a table of issues."""


class IssueTable:
    """Weighted words for issues, indexed."""

    def __init__(self, rows: Iterable[Row]) -> None:
        """Of rows with ``issue``, ``words`` and ``weight`` (3 names it, 2 is a usual part, 1 leans to it)."""
        self.rows = tuple(rows)
        lists: dict[str, list[_Phrase]] = {}
        for row in self.rows:
            issue, weight = issue_named(row["issue"]), float(row.get("weight", 3))
            for text in row["words"]:
                words = tuple(_words(text))
                if words:
                    lists.setdefault(words[0].text[:KEY], []).append(_Phrase(words, issue, weight))
        self._index = {key: tuple(sorted(found, key=_order)) for key, found in lists.items()}

    @classmethod
    @functools.cache
    def default(cls) -> IssueTable:
        """The table that ships: ``lexicon/issues.toml``."""
        return cls(lexicon("issues")["rows"])

    def weigh(self, text: str) -> tuple[IssueMatch, ...]:
        """Every issue named in ``text``: longest phrase first at each word, in text order."""
        words = [(m.group().casefold(), m.start(), m.end()) for m in WORD.finditer(text)]
        found: list[IssueMatch] = []
        at = 0
        while at < len(words):
            listed = self._index.get(words[at][0][:KEY])
            phrase = _longest(listed, words, at) if listed else None
            if phrase is None:
                at += 1
                continue
            last = at + len(phrase.words)
            found.append(IssueMatch(phrase.issue, phrase.weight, words[at][1], words[last - 1][2]))
            at = last
        return tuple(found)


def best(matches: Iterable[IssueMatch]) -> IssueMatch:
    """The heaviest issue; between equals the one that is named first.

    A second naming of an issue counts half, a third a quarter: three weak words are not a name.
    """
    sums: dict[Issue | str, float] = {}
    times: dict[Issue | str, int] = {}
    first: dict[Issue | str, IssueMatch] = {}
    for match in matches:
        n = times.get(match.issue, 0)
        times[match.issue] = n + 1
        sums[match.issue] = sums.get(match.issue, 0.0) + match.weight / 2**n
        first.setdefault(match.issue, match)
    if not sums:
        return IssueMatch(Issue.OTHER, 0.0, 0, 0)
    issue = max(sums, key=lambda i: (sums[i], -first[i].start))
    return first[issue]._replace(weight=sums[issue])


def _longest(phrases: Iterable[_Phrase], words: list[tuple[str, int, int]], at: int) -> _Phrase | None:
    for phrase in phrases:
        if at + len(phrase.words) <= len(words) and all(
            w.fits(words[at + i][0]) for i, w in enumerate(phrase.words)
        ):
            return phrase
    return None


def _order(phrase: _Phrase) -> tuple[int, float]:
    """Long before short, heavy before light; equals stay in the order of the rows."""
    return -len(phrase.words), -phrase.weight


def _words(phrase: str) -> Iterable[_Word]:
    for part in phrase.replace("-", " ").split():
        for word in WORD.findall(part):
            yield _Word(word.casefold(), part.endswith("*"))
