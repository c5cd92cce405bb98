"""The lines of a report, with the features that tell prose from what stands around it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.model.text import Span

__all__ = ["Line", "lines"]

COUNTER = re.compile(r"\[\s*views?[_ :]*\d+\s*\]", re.IGNORECASE)
"""The glued view counter of some sites; it is cut from its line wherever it stands."""
ENDS_SENTENCE = re.compile(r"[.!?…。]\s?[\"'”’»)\]]*(?:\s*\[\d+\])?\s?[\"'”’»)\]]*$")
OPENING = "\"“„«'‘‚"
CLOSING = "\"”“»'’"


@dataclass(frozen=True)
class Line:
    """A line of the text, or a part of one: ``text[start:end] == words``, without outer white space."""

    start: int
    end: int
    words: str
    counter: bool = False
    counted: bool = False
    """Whether a view counter follows in the same line."""

    @property
    def span(self) -> Span:
        """The range of the line."""
        return Span(self.start, self.end)

    @functools.cached_property
    def size(self) -> int:
        """How many words it holds."""
        return len(self.words.split())

    @functools.cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, closing quotation marks and brackets aside."""
        return bool(ENDS_SENTENCE.search(self.words[-12:]))

    @functools.cached_property
    def prose(self) -> bool:
        """Whether it looks like a paragraph: a sentence's end, or many words."""
        return (self.ends_sentence and self.size >= 5) or self.size >= 22

    @property
    def quoted(self) -> bool:
        """Whether it begins and ends with a quotation mark and holds no other."""
        inside = self.words[1:-1]
        return (
            len(self.words) > 2
            and self.words[0] in OPENING
            and self.words[-1] in CLOSING
            and not any(mark in inside for mark in '"“”„«»')
        )

    @functools.cached_property
    def shouted(self) -> bool:
        """Whether it is in capitals: a link or a banner, not a sentence."""
        letters = [c for c in self.words if c.isalpha()]
        return self.size >= 4 and sum(c.isupper() for c in letters) >= 0.85 * len(letters) > 0

    @property
    def titled(self) -> bool:
        """Whether it could be a title: it begins as one and does not end as a sentence or a clause does."""
        first, bare = self.words[0], self.words.rstrip(CLOSING + " ")
        begins = first.isupper() or first.isdigit() or (first in OPENING and self.quoted)
        return begins and bool(bare) and bare[-1] not in ".!…;:,-–—"


def lines(text: str) -> Iterator[Line]:
    """Every stretch of the text that holds a character other than white space, line by line, in order."""
    at = 0
    for whole in text.splitlines(keepends=True):
        yield from _parts(whole, at)
        at += len(whole)


def _parts(whole: str, at: int) -> Iterator[Line]:
    done = 0
    for match in COUNTER.finditer(whole):
        yield from _stripped(whole[done : match.start()], at + done, counted=True)
        yield Line(at + match.start(), at + match.end(), match.group(), counter=True)
        done = match.end()
    yield from _stripped(whole[done:], at + done, counted=False)


def _stripped(part: str, at: int, *, counted: bool) -> Iterator[Line]:
    words = part.strip()
    if words:
        start = at + part.index(words)
        yield Line(start, start + len(words), words, counted=counted)
