"""Text reuse: the fingerprint of a report, by which copies are found without comparing all with all.

A fingerprint is a pure function of one report, small, and made once. It holds the runs of five words
of the report's own prose (debris left out, words in quotation marks apart: two reporters who heard one
speech have not copied each other), and what survives a rewrite: its names and numbers. ``keys`` are
what two reports must share before they are compared at all: bands of a MinHash (Broder 1997; by rensa)
for copies, and every fourth run by its hash for abridgements, whose MinHash is another.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rensa import RMinHash

from dateline.model.text import DEBRIS, Document, SegmentKind, Span

__all__ = ["Fingerprint", "Runs", "fingerprint", "own_words"]

RUN = 5
"""Words of a run: shorter ones are idioms, longer ones break at the first changed word."""

_PERMUTATIONS, _ROWS = 64, 4  # bands of 4: two texts that share half their runs meet in 64 of 100 cases
_SAMPLE = 4
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_QUOTED = re.compile(r"“[^“”\n]{8,}”|\"[^\"\n]{8,}\"|«[^«»\n]{8,}»")
_FACT = re.compile(r"(?:(?<=[a-z,;] )[A-Z][\w’'-]{2,}|\b\d[\d.,]*\d)")


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs of words in text order: the hash of each (32 bits), and where it starts and ends."""

    hashes: array[int]
    starts: array[int]
    ends: array[int]

    def passage(self, shared: frozenset[int]) -> tuple[int, int] | None:
        """The longest stretch of text whose runs are all ``shared``; None where there is none."""
        length, first = self._stretch(shared)
        return (self.starts[first], self.ends[first + length - 1]) if length else None

    def longest(self, shared: frozenset[int]) -> int:
        """How many runs that stretch has."""
        return self._stretch(shared)[0]

    def _stretch(self, shared: frozenset[int]) -> tuple[int, int]:
        """The number of runs of the longest stretch, and the first of them."""
        best, first = (0, 0), 0
        for number, run in enumerate([*self.hashes, None]):
            if run is not None and run in shared:
                continue
            best = max(best, (number - first, -first))
            first = number + 1
        return best[0], -best[1]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What one report shares with its copies, abridgements and rewrites; ``words`` is how many it has."""

    prose: Runs
    quoted: Runs
    facts: frozenset[str]
    bands: tuple[int, ...]
    words: int

    @property
    def keys(self) -> frozenset[str]:
        """What another report must share with it before the two are compared."""
        runs = {f"run {h}" for h in self.prose.hashes if h % _SAMPLE == 0}
        return frozenset(runs | {f"band {n} {h}" for n, h in enumerate(self.bands)})


def own_words(document: Document) -> tuple[Span, ...]:
    """The ranges of the report's own prose: neither debris nor the dateline."""
    left_out = DEBRIS | {SegmentKind.DATELINE}
    spans = tuple(s.span for s in document.segments if s.kind not in left_out)
    return spans or ((Span(0, len(document.text)),) if not document.segments else ())


def fingerprint(document: Document) -> Fingerprint:
    """The fingerprint of a report."""
    text, own = document.text, own_words(document)
    quoted = [Span(m.start(), m.end()) for s in own for m in _QUOTED.finditer(text, s.start, s.end)]
    prose = _runs(text, _outside(own, quoted))
    return Fingerprint(
        prose=prose,
        quoted=_runs(text, quoted),
        facts=frozenset(_facts(text, own)),
        bands=tuple(_bands(prose.hashes)),
        words=sum(len(_WORD.findall(text, s.start, s.end)) for s in own),
    )


def _outside(spans: Iterable[Span], holes: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        at = span.start
        for hole in holes:
            if span.start <= hole.start < span.end:
                yield Span(at, hole.start)
                at = hole.end
        yield Span(at, span.end)


def _runs(text: str, spans: Iterable[Span]) -> Runs:
    """Every run of words, across the gaps that were left out."""
    words = [m for s in spans for m in _WORD.finditer(text, s.start, s.end)]
    capital = [m.group()[0].isupper() for m in words]
    lowered = [m.group().casefold().replace("’", "'") for m in words]
    hashes, starts, ends = array("I"), array("I"), array("I")
    for number in range(max(len(words) - RUN + 1, 0)):
        if sum(capital[number : number + RUN]) > RUN // 2:
            continue  # a run of titles and names is nobody's prose
        hashes.append(zlib.crc32(" ".join(lowered[number : number + RUN]).encode("utf-8", "replace")))
        starts.append(words[number].start())
        ends.append(words[number + RUN - 1].end())
    return Runs(hashes, starts, ends)


def _bands(hashes: Sequence[int]) -> Iterator[int]:
    if not hashes:
        return
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=1)
    sketch.update([str(h) for h in hashes])
    digest = sketch.digest()
    for first in range(0, _PERMUTATIONS, _ROWS):
        yield zlib.crc32(repr(digest[first : first + _ROWS]).encode())


def _facts(text: str, spans: Iterable[Span]) -> Iterator[str]:
    """Names and numbers, which a rewrite keeps."""
    for span in spans:
        yield from (m.group().casefold() for m in _FACT.finditer(text, span.start, span.end))
