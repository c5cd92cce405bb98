"""Outlet wrappers: the words by which a report says through which outlet the news came."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import SegmentKind, Span
from dateline.world import World

__all__ = ["Credit", "Credits", "Wrapping", "find_credits", "is_platform", "own_names"]

AROUND = 70
"""Code points before and after an outlet's name in which its wrapper is looked for."""
DESCRIPTION = r"(?:the\s+|a\s+|an\s+)?(?:[\w’'-]+\s+){0,3}?"

INTERVIEW = re.compile(
    r"\binterview (?:with|to|for|on) (?:the )?((?:[A-Z][\w’'-]*)(?: (?:[A-Z0-9][\w’'-]*)){0,3})"
)
"""An outlet that neither the tables nor spaCy know ("in an interview with Radio Fjord")."""


WHERE = re.compile(r"[A-Z][\w .’'-]+(?:[,/] ?[\w .’'-]+)*\s*\(")
WIRED = re.compile(r"\)\s*(?:[-–—]|$)")
"""A dateline with its agency: "OSLO, March 10 (Reuters) -"."""


class Wrapping(IntEnum):
    """How the outlet carries the news; the order is from the outside in."""

    DATELINE = 0
    PARAGRAPH = 1
    SUFFIX = 2
    CREDIT = 3
    SOURCE = 4
    VENUE = 5


@dataclass(frozen=True, slots=True)
class Credit:
    """One outlet credited at one place: its canonical name, where the name stands, and its line."""

    name: str
    span: Span
    wrapping: Wrapping
    line: int


@dataclass(frozen=True, slots=True)
class _Wrapper:
    wrapping: Wrapping
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    any_name: bool

    def fits(self, before: str, after: str) -> bool:
        ahead = self.before is None or self.before.search(before) is not None
        return ahead and (self.after is None or self.after.match(after) is not None)


class Credits:
    """The credits of one report, by place."""

    def __init__(self, found: Sequence[Credit]) -> None:
        """Index ``found``, which is in text order."""
        self.all = tuple(found)
        self._starts = [credit.span.start for credit in self.all]

    def within(self, span: Span) -> tuple[Credit, ...]:
        """The credits whose outlet stands in ``span``."""
        first = bisect.bisect_left(self._starts, span.start)
        return self.all[first : bisect.bisect_left(self._starts, span.end)]


@functools.cache
def _wrappers() -> tuple[_Wrapper, ...]:
    return tuple(
        _Wrapper(
            Wrapping[row["kind"].upper()],
            _before(row["before"], row["kind"]) if "before" in row else None,
            _after(row["after"]) if "after" in row else None,
            row.get("any_name", False),
        )
        for row in lexicon("outlet_wrappers")["wrapper"]
    )


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=len, reverse=True))


def _before(words: Sequence[str], kind: str) -> re.Pattern[str]:
    if kind == "suffix":
        return re.compile(rf"\s(?:{_any(words)})\s*$")
    return re.compile(rf"(?<!\w)(?:{_any(words)})\s+{DESCRIPTION}$", re.IGNORECASE)


def _after(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:['’]s?)?\s+(?:{_any(words)})(?!\w)", re.IGNORECASE)


@functools.cache
def _platforms() -> re.Pattern[str]:
    row = lexicon("outlet_wrappers")["platforms"]
    return re.compile(
        rf"(?<!\w)(?:{_any(row['before'])})\s+(?:the\s+|his\s+|her\s+)?({_any(row['names'])})(?!\w)"
    )


def is_platform(name: str) -> bool:
    """Whether everybody may publish there ("Telegram"): no newsroom asks, and none is retold."""
    return name in lexicon("outlet_wrappers")["platforms"]["names"]


def find_credits(parsed: Parsed, index: ActorIndex) -> Credits:
    """Every credit of another outlet than the one that publishes, in text order."""
    own = own_names(parsed.document.outlet)
    found: dict[Span, Credit] = {}
    for number, line in enumerate(parsed.lines):
        for credit in _line_credits(line, number, index):
            if credit.name.casefold() not in own:
                found.setdefault(credit.span, credit)
    return Credits(sorted(found.values(), key=lambda c: c.span))


def own_names(outlet: str | None) -> frozenset[str]:
    """What the publishing outlet may be called, in lower case: as given, and by its canonical name."""
    if not outlet:
        return frozenset()
    entry = World.default().outlet(outlet)
    return frozenset({outlet.casefold(), entry.name.casefold()} if entry else {outlet.casefold()})


def _line_credits(line: Line, number: int, index: ActorIndex) -> Iterator[Credit]:
    text = line.doc.text
    for span, actor in index.mentions(line.span):
        if not _may_carry(actor):
            continue
        start, end = span.start - line.start, span.end - line.start
        before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        if before.endswith("(") and WIRED.match(after) and WHERE.fullmatch(before):
            yield Credit(actor.name, span, Wrapping.DATELINE, number)
            continue
        wrapping = _wrapping(actor, before, after, line)
        if wrapping is not None:
            yield Credit(actor.name, span, wrapping, number)
    for match in INTERVIEW.finditer(text):
        span = Span(line.start + match.start(1), line.start + match.end(1))
        if not any(True for _ in index.mentions(span)):
            yield Credit(match[1], span, Wrapping.VENUE, number)
    for match in _platforms().finditer(text):
        yield Credit(
            match[1], Span(line.start + match.start(1), line.start + match.end(1)), Wrapping.VENUE, number
        )


def _may_carry(actor: Actor) -> bool:
    """An outlet, or a body that the tables know nothing of (a small radio station, it may be)."""
    return actor.kind is ActorKind.OUTLET or (actor.kind is ActorKind.ORGANISATION and actor.side is None)


def _wrapping(actor: Actor, before: str, after: str, line: Line) -> Wrapping | None:
    known = actor.kind is ActorKind.OUTLET
    for wrapper in _wrappers():
        if not (known or wrapper.any_name) or not wrapper.fits(before, after):
            continue
        if wrapper.wrapping is Wrapping.SUFFIX and not _ends_headline(after, line):
            continue
        return wrapper.wrapping
    return None


def _ends_headline(after: str, line: Line) -> bool:
    """A suffix ends its line, but for a glued date and counter, and the line is no prose."""
    rest = re.sub(r"^\s*[\d.,:•|\[\]\s]*(?:\[?views?_?\d*\]?)?", "", after)
    prose = line.segment.kind is SegmentKind.BODY and line.doc.text.rstrip()[-1:] in ".!?"
    return not rest.strip() and not prose
