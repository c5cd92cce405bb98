"""Quotations without marks: a paragraph in the first person amid a report in the third.

"I think they asked for too much." right below a paragraph that names who is talking is speech whose marks
got lost on the way (a pulled quotation, a quotation block). Its speaker is the neighbour's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.analysis.attributions import Attribution
from dateline.analysis.parse import Parsed
from dateline.analysis.quotations import Quotation
from dateline.model.text import SegmentKind, Span

__all__ = ["pulled_quotations"]

FIRST_PERSON = re.compile(
    r"(?<![\w.-])(?:I(?:['’](?:m|ve|d|ll))?|[Ww]e(?:['’](?:re|ve|d|ll))?|[Mm]y|[Oo]ur)(?![\w.-])"
)
OPENING = re.compile(r"(?:I|We|My|Our|Listen|Look|Yes|No|But I|And I|But we|And we)\b")
LEAST_WORDS = 5
MOST_SHARE = 1 / 3
"""Above this share of paragraphs in the first person the whole text is somebody's own: a column, a speech."""


def pulled_quotations(
    parsed: Parsed, found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Attributions with an empty cue for the paragraphs that are quotations without marks.

    The source is that of the last speaker in the paragraph above; empty when there is none.
    """
    quoted = {q.line for q in quotations}
    personal = [
        n for n, line in enumerate(parsed.lines) if n not in quoted and _is_personal(parsed.text, line.span)
    ]
    if not personal or len(personal) > MOST_SHARE * len(parsed.lines):
        return
    for number in personal:
        span = parsed.lines[number].span
        here = _outermost([a for a in found if a.source and _stands_in(a, span)])
        if any(a.quotes and not _own(parsed.text, a) for a in here):
            continue
        speaking = _speaker_above(parsed, number, found)
        if speaking is not None:
            yield Attribution(speaking.source, (), (span,), quotes=True)


def _is_personal(text: str, line: Span) -> bool:
    words = text[line.start : line.end]
    return bool(OPENING.match(words) and FIRST_PERSON.search(words)) and len(words.split()) >= LEAST_WORDS


def _own(text: str, attribution: Attribution) -> bool:
    """Whether the source is the one who speaks in the paragraph: "I", "we"."""
    return all(FIRST_PERSON.fullmatch(text[s.start : s.end]) for s in attribution.source)


def _stands_in(attribution: Attribution, line: Span) -> bool:
    return any(line.holds(c) for c in attribution.cue)


def _speaker_above(parsed: Parsed, number: int, found: Sequence[Attribution]) -> Attribution | None:
    """The last outermost speaker of the nearest paragraph above that is the report's own prose."""
    for line in reversed(parsed.lines[:number]):
        if line.segment.kind is SegmentKind.TEASER:
            continue
        said = [a for a in found if a.quotes and a.source and a.content and _stands_in(a, line.span)]
        outer = _outermost(said)
        return outer[-1] if outer else None
    return None


def _outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """Those whose cue no other one's content holds."""
    return [a for a in found if not any(c.holds(a.cue[0]) for b in found if b is not a for c in b.content)]
