"""The words that carry a claim about an encounter, and who makes it."""

from __future__ import annotations

import re
from typing import Any

from dateline.analysis.meetings.clusters import Told
from dateline.analysis.meetings.participants import Cast
from dateline.analysis.parse import Parsed
from dateline.model.findings import MeetingAssertion, Statement, Status
from dateline.model.text import Span
from dateline.world import World

__all__ = ["Voice", "assertion_of"]

CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "conj", "parataxis", "acl", "pcomp", "xcomp"})
LONGEST = 30
"""Tokens. A longer clause is cut down to the neighbourhood of the mention."""


class Voice:
    """Who speaks where in a report."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        """Remember the outlet under all its names: it is never named as a source of its own report."""
        self.parsed, self.cast = parsed, cast
        outlet = parsed.document.outlet
        entry = World.default().outlet(outlet) if outlet else None
        self._own = {outlet, entry.name if entry else None} - {None}

    def by(self, statement: Statement | None, span: Span) -> tuple[str, ...]:
        """The chain of ``statement``, outermost first, without the report's own outlet.

        Without a statement, whoever speaks at ``span`` in a speech printed whole.
        """
        if statement is None:
            narrator = self.cast.narrator(span)
            return (narrator.name,) if narrator else ()
        names = [h.name for h in statement.chain if h.name not in self._own]
        return tuple(dict.fromkeys(names))


def assertion_of(told: Told, voice: Voice) -> tuple[MeetingAssertion, str | None]:
    """The assertion of one mention, and the side that its innermost source speaks for."""
    mention = told.mention
    statement = voice.cast.statement(mention.span)
    evidence = voice.parsed.cite(_evidence(told, voice))
    assertion = MeetingAssertion(
        evidence=evidence,
        status=mention.status or Status.UNCLEAR,
        by=voice.by(statement, mention.span),
        said_when=statement.said_when if statement else None,
        statement=statement.id if statement else None,
        when=told.when,
    )
    return assertion, statement.speaker.side if statement else None


def _evidence(told: Told, voice: Voice) -> Span:
    """The clause around the mention, inside the content that holds it."""
    mention, parsed = told.mention, voice.parsed
    clause = mention.clause
    first, last = clause.left_edge, clause.right_edge
    if last.i - first.i > LONGEST or not first.i <= mention.token.i <= last.i:
        first, last = _near(mention.token)
    if first.lower_ == "that" and first.dep_ == "mark" and first.i < last.i:
        first = first.nbor(1)
    span = Span(parsed.span(first).start, parsed.span(last).end)
    content = voice.cast.content(mention.span)
    if content is not None and content.overlaps(span):
        span = Span(max(span.start, content.start), min(span.end, content.end))
    return _trimmed(parsed.text, span)


def _near(token: Any) -> tuple[Any, Any]:
    sentence = token.sent
    first = max(sentence.start, token.i - LONGEST // 2)
    last = min(sentence.end - 1, token.i + LONGEST // 2)
    return token.doc[first], token.doc[last]


OPENING = re.compile(r"[\s,;:–—\-\"“”„«‘]+")
"""What may stand before a clause and is no part of it: dashes and quotation marks."""


def _past_opening(text: str, start: int, end: int) -> int:
    found = OPENING.match(text, start, end)
    if found is None or found.end() >= end:
        return start
    return found.end()


CLOSING = {'"': '"', "”": "“", "»": "«"}
"""Closing quotation marks and the marks that open them."""
TAIL = re.compile(
    r"(?:[\s,;:–—-]+|(?<=[\s,;:–—-])(?:although|though|but|and|or|while|because|as|that|which|who))+$"
)
"""What may stand after a clause and is no part of it: the beginning of the next one."""


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    start = _past_opening(text, start, end)
    end = _before_tail(text, start, end)
    return Span(start, end)


def _before_tail(text: str, start: int, end: int) -> int:
    """The end without the next clause's first word, and without a closing mark that nothing opens."""
    words = text[start:end]
    tail = TAIL.search(words)
    if tail and tail.start():
        words = words[: tail.start()]
    if len(words) > 1 and _unopened(words):
        words = words[:-1].rstrip(" .,;")
    return start + len(words) + _closing(words, text[start + len(words) : start + len(words) + 2])


def _closing(words: str, after: str) -> int:
    """How many characters close a quotation that ``words`` leave open: the mark, a stop before it."""
    for mark, opening in CLOSING.items():
        unclosed = words.count(mark) % 2 if mark == opening else words.count(opening) > words.count(mark)
        if unclosed and mark in after and after[0] in {mark, ".", ",", "!", "?"}:
            return after.index(mark) + 1
    return 0


def _unopened(words: str) -> bool:
    mark = words[-1]
    if mark not in CLOSING:
        return False
    opening = CLOSING[mark]
    return words.count(mark) % 2 == 1 if mark == opening else opening not in words
