"""Whom an outlet cites: in "Reuters reported, citing two officials" the officials speak, Reuters carries."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.actors.phrases import complement_end
from dateline.analysis.chains.own_words import may_speak
from dateline.analysis.chains.speakers import head_of, speaker_of
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Speaker, Statement
from dateline.model.text import Span

__all__ = ["cited_by", "only_cites"]

CITING = re.compile(
    r"\b(?:[Cc]iting|cites|cited|[Qq]uoting|quotes|quoted|referring to|refers to|with reference to|"
    r"attributing it to|on the authority of|learn(?:ed|t) from|heard from|was told by)\b"
    r"(?!\s+(?:by|in|as)\b)\s+"
)
WITHIN = 40
"""Code points between "citing" and who is cited ("citing an article by")."""
HANDS_ON = 3
"""Outlets that cite outlets: a longer row is a fault of the reading."""


def cited_by(
    parsed: Parsed, index: ActorIndex, statement: Statement, sentences: Sequence[Span]
) -> tuple[Speaker, Span] | None:
    """The innermost speaker whom the statement's outlet cites, and his words; None when it cites nobody."""
    for sentence in sentences:
        source = [part for part in statement.source if sentence.holds(part)]
        behind = max((part.end for part in source), default=sentence.start)
        found = _innermost(parsed, index, statement, Span(behind, sentence.end))
        if found is None and source:  # "Citing two officials, Reuters reported that ..."
            found = _innermost(parsed, index, statement, Span(sentence.start, source[0].start))
        if found is not None:
            return found
    return None


def only_cites(parsed: Parsed, index: ActorIndex, statement: Statement) -> bool:
    """Whether it says no more than whom an outlet has it from ("..., citing its own sources").

    That is a hop in the chain of what is reported, and no statement by itself.
    """
    cue = " ".join(parsed.text[s.start : s.end] for s in statement.cue)
    head = head_of(parsed, statement.content[:1])
    if head is None or not CITING.fullmatch(f"{cue} "):
        return False
    actor = index.at(parsed.span(head))
    return actor is not None or may_speak(head)


def _innermost(
    parsed: Parsed, index: ActorIndex, statement: Statement, stretch: Span
) -> tuple[Speaker, Span] | None:
    """The last of a row of those cited: "citing TASS, which quoted two officials"."""
    found: tuple[Speaker, Span] | None = None
    after = stretch.start
    for _ in range(HANDS_ON):
        match = _citing(parsed.text, after, stretch.end, statement)
        cited = _cited(parsed, index, match.end(), stretch, statement) if match else None
        if cited is None:
            break
        found, after = cited, cited[1].end
        if cited[0].kind is not ActorKind.OUTLET:
            break
    return found


def _citing(text: str, start: int, end: int, statement: Statement) -> re.Match[str] | None:
    for match in CITING.finditer(text, start, end):
        if not statement.says(Span(match.start(), match.start() + 1)):
            return match
    return None


def _cited(
    parsed: Parsed, index: ActorIndex, start: int, sentence: Span, statement: Statement
) -> tuple[Speaker, Span] | None:
    """Whom the words from ``start`` on name, if nobody else's words come first."""
    span = _phrase(parsed, start, sentence)
    for mention, actor in index.mentions(Span(start, min(sentence.end, start + WITHIN))):
        owns = parsed.text[mention.end : mention.end + 2] in ("’s", "'s")
        if mention.start >= start and not owns and (span is None or mention.overlaps(span)):
            outer = Span(min(span.start, mention.start), max(span.end, mention.end)) if span else mention
            speaker = speaker_of(parsed, index, (outer,)) if actor.kind is not ActorKind.OUTLET else None
            named = speaker if speaker is not None and speaker.name else speaker_of(parsed, index, (mention,))
            return (named, mention) if named.name and not statement.says(mention) else None
    if span is None or statement.says(span):
        return None
    speaker = speaker_of(parsed, index, (span,))
    return (speaker, span) if speaker.name else None


def _phrase(parsed: Parsed, start: int, sentence: Span) -> Span | None:
    """The noun phrase that begins at ``start``, with what completes it ("people familiar with it")."""
    first = parsed.token_at(start)
    if first is None:
        return None
    chunk: Any = next(
        (c for c in first.doc.noun_chunks if c.end > first.i and parsed.span(c).start - start <= WITHIN),
        None,
    )
    if chunk is None or parsed.span(chunk).end > sentence.end:
        return None
    stop = max(complement_end(first.doc, chunk.root.i + 1), chunk.end)
    base = parsed.span(first.doc[chunk.start : stop])
    return Span(max(base.start, start), min(base.end, sentence.end))
