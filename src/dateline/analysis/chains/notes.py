"""Notes of origin: sentences that tell nothing but where the news before them is from.

"This was reported by Reuters.", "She said this in an interview with the agency.", "The news was first
reported by X.", "Reuters and AFP reports were confirmed". Such a sentence covers the sentences of its
paragraph before it, or the paragraph before where it opens its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.analysis.chains.wrappers import Credit, Credits
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import SegmentKind, Span

__all__ = ["Note", "find_notes"]

NEWS = (
    r"(?:news|information|report|reports|story|statement|announcement|remarks?|comments?|details?|decision|"
    r"data|figures|quote|words|claims?|development)"
)
TOLD = (
    r"(?:stated|reported|announced|said|written|published|made|confirmed|revealed|disclosed|evidenced|told|"
    r"expressed|cited|quoted|posted|noted|mentioned|described|emphasi[sz]ed|communicated|carried)"
)
BY_ITS_SUBJECT = re.compile(
    rf"\W*(?:(?:this|that|it|these|so|such)(?:\s+\w+)?|the\s+(?:[\w-]+\s+)?{NEWS})\s*"
    rf"(?:['’]s|is|was|were|are|has been|have been|had been)\s+(?:\w+\s+)?(?:{TOLD}\b|according\s+to\b)",
    re.IGNORECASE,
)
BY_ITS_OBJECT = re.compile(
    r"\b(?:said|says|stated|states|reported|reports?|announced|announces|told|tells|noted|notes|expressed|"
    r"made|commented|writes|wrote|confirmed|broke|informed|informs|shared|revealed|spoke)\s+"
    r"(?:on\s+|about\s+|of\s+)?"
    rf"(?:this|it|so|such a statement|(?:the|these|his|her|their|its)\s+(?:\w+\s+)?{NEWS}|"
    r"(?:his|her|their) (?:opinion|view|views))"
    r"(?=\s+(?:in|on|at|during|to|with|by|citing|earlier|first|while|when"
    r"|as|via|late|exclusively)\b|\s*[.,]|\s*$)",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\W*(?:(?:about|of) this\b|(?:the|his|her|their)\s+(?:[\w-]+\s+){1,4}(?:was|were)\s+(?:first|earlier)\s+"
    r"(?:reported|revealed|disclosed)\s+by\b)",
    re.IGNORECASE,
)
"""Also of the event that the news is about ("The trip was first reported by X")."""
AS_NEWS = re.compile(
    r"[\"”]?(?:['’]s?)?\s+(?:reports?|story|information|account|article|publication)\s+"
    r"(?:was|were|has|have|is|are)\b"
    r"(?:\s+been)?\s+(?:\w+\s+)?(?:confirmed|denied|rejected|dismissed|disputed|corroborated|echoed|refuted)"
)


TELLS_MORE = re.compile(
    r"[\"“:]|\bthat\b|\band (?:said|says|added|noted|called|warned|stressed|told|promised)\b"
)
"""What makes a sentence more than a note: it goes on to tell what was said."""


@dataclass(frozen=True, slots=True)
class Note:
    """The credits of a note of origin, and the stretch that they cover.

    ``guarded``: only those who are not named in that stretch came through them.
    """

    credits: tuple[Credit, ...]
    span: Span
    covers: Span
    guarded: bool = False


def find_notes(parsed: Parsed, found: Credits) -> tuple[Note, ...]:
    """The notes of origin of a report, in text order."""
    return tuple(_notes(parsed, found))


def _notes(parsed: Parsed, found: Credits) -> Iterator[Note]:
    for number, line in enumerate(parsed.lines):
        if line.segment.kind is SegmentKind.TEASER or not found.within(line.span):
            continue
        for sentence in line.sentences:
            span = parsed.span(sentence)
            named = found.within(span)
            doubted = tuple(c for c in named if _as_news(parsed, c))
            if named and (doubted or _is_note(parsed.text[span.start : span.end])):
                covers = _before(parsed, number, line, span)
                if covers is not None:
                    yield Note(doubted or named, span, covers, guarded=bool(doubted))


def _is_note(sentence: str) -> bool:
    if BY_ITS_SUBJECT.match(sentence) or ABOUT.match(sentence):
        return True
    told = BY_ITS_OBJECT.search(sentence)
    return told is not None and TELLS_MORE.search(sentence, told.end()) is None


def _as_news(parsed: Parsed, credit: Credit) -> bool:
    return AS_NEWS.match(parsed.text, (credit.joint or credit.span).end) is not None


def _before(parsed: Parsed, number: int, line: Line, span: Span) -> Span | None:
    """The sentences of the paragraph before ``span``, else the paragraph before."""
    if parsed.text[line.start : span.start].strip():
        return Span(line.start, span.start)
    above = parsed.lines[number - 1] if number else None
    return None if above is None or above.segment.kind is SegmentKind.TEASER else above.span
