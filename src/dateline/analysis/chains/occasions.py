"""When something was said."""

from __future__ import annotations

import re
from typing import Any

from dateline.analysis.parse import Parsed
from dateline.model.findings import Statement
from dateline.model.text import SegmentKind, Span
from dateline.model.times import When
from dateline.reading.dates import Tense, find

__all__ = ["said_when"]

RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
DATED = ("DATE", "TIME")
OWNS = ("'s", "’s")
OCCASION = re.compile(r"(?:When|After|As soon as)\b", re.IGNORECASE)


def said_when(parsed: Parsed, statement: Statement) -> When | None:
    """When it was said: the date nearest to the cue outside the content; a teaser's own time; else None.

    What is denied may be told in a clause of its own that dates the denial: "When X reported on Friday
    that …, Quito denied it".
    """
    anchors = statement.cue or statement.source
    if not anchors:
        return None
    at = anchors[0]
    line = parsed.line_at(at.start)
    if line is None:
        return None
    teaser = line.segment.published if line.segment.kind is SegmentKind.TEASER else None
    sentence = parsed.sentence_at(at.start)
    anchor = teaser or parsed.document.published
    if sentence is None or not _maybe_dated(sentence):
        return teaser
    base = parsed.span(sentence)
    contents = [c for c in statement.content if not OCCASION.match(parsed.text, c.start, c.end)]
    mentions = [
        (_gap(Span(base.start + m.start, base.start + m.end), at), m.when)
        for m in find(sentence.text, anchor, tense=_tense(parsed, at))
        if not any(c.overlaps(Span(base.start + m.start, base.start + m.end)) for c in contents)
        and not _of_the_source(parsed, statement, Span(base.start + m.start, base.start + m.end))
    ]
    return min(mentions, key=lambda pair: pair[0])[1] if mentions else teaser


def _of_the_source(parsed: Parsed, statement: Statement, mention: Span) -> bool:
    """Whether the date tells of the source: "Doe, who came on Friday, said", "The 2019 report says".

    "Monday's statement" and "the statement on Monday" do date what was said.
    """
    if not any(s.start <= mention.start < s.end for s in statement.source):
        return False
    dates_it = parsed.text.endswith("on ", 0, mention.start) or parsed.text.startswith(OWNS, mention.end)
    clause = any(RELATIVE.search(parsed.text, s.start, mention.start) for s in statement.source)
    return clause or not dates_it


def _maybe_dated(sentence: Any) -> bool:
    return any(c in sentence.text for c in "0123456789") or any(t.ent_type_ in DATED for t in sentence)


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _tense(parsed: Parsed, cue: Span) -> Tense:
    verb = next((t for t in parsed.tokens(cue) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return Tense.PAST
    if any(c.tag_ == "MD" and c.lower_ in ("will", "shall") for c in verb.children):
        return Tense.FUTURE
    return Tense.PRESENT if verb.tag_ in ("VBZ", "VBP") else Tense.PAST
