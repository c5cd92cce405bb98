"""Outlet wrappers: the words by which a report says through which outlet the news came."""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.datelines import is_wire
from dateline.analysis.chains.outlet_names import outlet_names
from dateline.analysis.chains.wordings import (
    AROUND,
    LEAD_IN,
    Wording,
    Wrapping,
    platforms,
    times,
    wordings,
)
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Hop
from dateline.model.text import Document, SegmentKind, Span
from dateline.world import World

__all__ = ["Credit", "Credits", "Wrapping", "credited_hops", "find_credits", "is_platform", "own_names"]

INTERVIEW = re.compile(
    r"\binterview (?:with|to|for|on) (?:the )?((?:[A-Z][\w’'-]*)(?: (?:[A-Z0-9][\w’'-]*)){0,3})"
)
"""An outlet that neither the tables nor spaCy know ("in an interview with Radio Fjord")."""
OPENS = re.compile(rf"(?:[,–—\"”»]|\s-)\s*(?:as\s+|and\s+|which\s+)?(?:[a-z]+s\s+|wrote\s+)?{LEAD_IN}$")
STARTS = re.compile(rf"(?:^|[.!?]\s)\W*(?:[Aa]ccording to|[Pp]er)\s+{LEAD_IN}$")
AS = re.compile(rf"(?:^|\W)(?:as|which|whom|what)\s+{LEAD_IN}$", re.IGNORECASE)
LIST = re.compile(
    r"[\"”’']?\s*(?:,|,?\s*\b(?:and|or|as well as)\b|&|/)\s*(?:the\s+|\b)?[\"“‘']?", re.IGNORECASE
)
CHANNEL = re.compile(
    r"[\s\"“«]*(?:(?:news|channel|account|page|newspaper|paper|broadcaster|agency|daily|weekly|magazine|network|"
    r"station|outlet|portal|website|tabloid|radio|television|tv)[\s\"“«]+){0,3}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """One outlet credited at one place: its canonical name, where the name stands, and its line.

    ``subject``: it is who tells ("Reuters reported"). ``closing``: it does so in a clause of its own that
    belongs to the whole sentence (", Reuters reported."; "As Reuters reports, ..."). ``own``: it is the
    outlet that publishes the report. ``joint``: the list of outlets in which it stands ("Reuters and AFP").
    """

    name: str
    span: Span
    wrapping: Wrapping
    line: int
    subject: bool = False
    closing: bool = False
    own: bool = False
    joint: Span | None = None


@functools.cache
def _closers() -> re.Pattern[str]:
    """What follows ", X reports" where it ends a sentence or stands between commas."""
    further = r"(?:citing|quoting|referring to|with reference to|from)\s[^.]{3,90}"
    return re.compile(rf"(?:\s+{times()})?(?:\s+{further})?\s*(?:[.,;!?)\"”»]|$)")


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


def is_platform(name: str) -> bool:
    """Whether everybody may publish there ("Telegram"): no newsroom asks, and none is retold."""
    return name in lexicon("outlet_wrappers")["platforms"]["names"]


def find_credits(parsed: Parsed, index: ActorIndex) -> Credits:
    """Every credit of an outlet in text order, those of the publishing outlet marked as its own."""
    own = own_names(parsed.document.outlet)
    found: dict[Span, Credit] = {}
    for number, line in enumerate(parsed.lines):
        for credit in _line_credits(line, number, index):
            found.setdefault(credit.span, replace(credit, own=credit.name.casefold() in own))
    return Credits(sorted(found.values(), key=lambda c: c.span))


def own_names(outlet: str | None) -> frozenset[str]:
    """What the publishing outlet may be called, in lower case: as given, and by its canonical name."""
    if not outlet:
        return frozenset()
    entry = World.default().outlet(outlet)
    return frozenset({outlet.casefold(), entry.name.casefold()} if entry else {outlet.casefold()})


def credited_hops(document: Document) -> list[Hop]:
    """The outlets that the metadata credits, outermost first: hops without a place in the text."""
    own = own_names(document.outlet)
    names = dict.fromkeys(_known(credit) for credit in document.provenance.credits)
    return [Hop(name, ActorKind.OUTLET, named=True) for name in names if name.casefold() not in own]


def _known(credit: str) -> str:
    """The name of an outlet that metadata may give as a code ("REUTERS", "reuters", "afp"); else as given."""
    spellings = (credit, credit.capitalize(), credit.upper())
    return next((e.name for s in spellings if (e := World.default().outlet(s))), credit)


def _line_credits(line: Line, number: int, index: ActorIndex) -> Iterator[Credit]:
    names = list(outlet_names(line, index))
    found = [_credit(name, span, line, number, known=known) for span, name, known in names]
    _share(line, [(span, name) for span, name, _ in names], found)
    for (span, name, _), credit in zip(names, found, strict=True):
        if credit is not None and not _describes(line, span, names, found, platform=is_platform(name)):
            yield credit
    text = line.doc.text
    for match in INTERVIEW.finditer(text):
        span = Span(line.start + match.start(1), line.start + match.end(1))
        if not any(True for _ in index.mentions(span)) and _is_name(match[1], text[match.end() :]):
            yield Credit(match[1], span, Wrapping.VENUE, number)
    for start, end in platforms(text):
        yield Credit(text[start:end], Span(line.start + start, line.start + end), Wrapping.VENUE, number)


def _is_name(words: str, after: str) -> bool:
    """Neither a day ("interview on Monday") nor what comes before the name ("the German agency X")."""
    lists = lexicon("outlet_wrappers")
    behind = after.split(maxsplit=1)[:1]
    described = bool(behind) and behind[0].strip('"“').lower() in lists["description"]["words"]
    return words.split(maxsplit=1)[0].lower() not in lists["times"]["words"] and not (
        described and after[:1] == " "
    )


def _credit(name: str, span: Span, line: Line, number: int, *, known: bool) -> Credit | None:
    """The credit that the words around one name make of it."""
    text, start, end = line.doc.text, span.start - line.start, span.end - line.start
    if is_wire(text[:start], text[end : end + AROUND]):
        return Credit(name, span, Wrapping.DATELINE, number)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if not known and not _is_name(name, after):
        return None
    for wording in wordings():
        taken = wording.fits(before, after) if known or wording.any_name else None
        if taken is None or (wording.wrapping is Wrapping.SUFFIX and not _ends_headline(after, line)):
            continue
        closing = _closes(wording, before, after[taken:])
        return Credit(name, span, wording.wrapping, number, subject=wording.subject, closing=closing)
    return None


def _closes(wording: Wording, before: str, rest: str) -> bool:
    if wording.wrapping is not Wrapping.CREDIT or not _closers().match(rest):
        return bool(wording.subject and AS.search(before))
    starts = not wording.subject and STARTS.search(before)
    return bool(starts or OPENS.search(before) or AS.search(before))


def _share(line: Line, names: Sequence[tuple[Span, str]], found: list[Credit | None]) -> None:
    """As in "according to Reuters, AFP and the BBC": the outlets of a list are credited together."""
    pairs = [(n, n + 1) for n in range(len(names) - 1)]
    for one, other in (*pairs, *((b, a) for a, b in reversed(pairs))):
        credit = found[one]
        first, second = sorted((names[one][0], names[other][0]))
        between = line.doc.text[first.end - line.start : max(first.end, second.start) - line.start]
        if credit is not None and found[other] is None and LIST.fullmatch(between):
            list_of = credit.joint or credit.span
            joint = Span(min(first.start, list_of.start), max(second.end, list_of.end))
            found[one] = replace(credit, joint=joint)
            found[other] = replace(credit, name=names[other][1], span=names[other][0], joint=joint)


def _describes(
    line: Line,
    span: Span,
    names: Sequence[tuple[Span, str, bool]],
    found: Sequence[Credit | None],
    *,
    platform: bool,
) -> bool:
    """As in "the Telegram channel Nexta" or "the Nordic broadcaster Radio Fjord": the second one is meant."""
    for (other, _, _), credit in zip(names, found, strict=True):
        if credit is None or other.start < span.end:
            continue
        between = line.doc.text[span.end - line.start : other.start - line.start]
        if CHANNEL.fullmatch(between) and (platform or between.strip('"“« ')):
            return True
    return False


def _ends_headline(after: str, line: Line) -> bool:
    """A suffix ends its line, but for a glued date and counter, and the line is no prose."""
    rest = re.sub(r"^\s*[\d.,:•|\[\]\s]*(?:\[?views?_?\d*\]?)?", "", after)
    prose = line.segment.kind is SegmentKind.BODY and line.doc.text.rstrip()[-1:] in ".!?"
    return not rest.strip() and not prose
