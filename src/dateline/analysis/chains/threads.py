"""The thread of who is speaking: whom "he" means when only the one who spoke last can be meant.

Coreference weighs grammar and leaves what is even. Of the source of a statement more is known: one speaker
goes on ("He added that ..."), and "I" in quotation marks is whoever the paragraph lets speak.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence

from dateline.analysis.actors.gender import MEN, WOMEN, fits
from dateline.analysis.chains.details import how_many
from dateline.analysis.chains.manner import quoted_in
from dateline.analysis.chains.own_words import may_speak
from dateline.analysis.chains.speakers import head_of
from dateline.analysis.clauses import is_first_person
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import Speaker, Statement
from dateline.model.text import Span

__all__ = ["Threads"]

THEY = frozenset({"they", "them", "their"})
IT = frozenset({"it", "its"})
BODIES = (ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.OFFICE, ActorKind.OUTLET, ActorKind.DOCUMENT)
OPEN = (ActorKind.UNNAMED, ActorKind.GROUP)
LINES_BACK = 2
"""Paragraphs over which a speaker goes on."""
BACK = 3
"""Statements that are looked at; further back nobody has the thread."""


class Threads:
    """The statements of one report in the order in which their sources and cues stand."""

    def __init__(self, parsed: Parsed, statements: Sequence[Statement]) -> None:
        """Order the statements."""
        self._parsed = parsed
        self._ordered = sorted(statements, key=lambda s: (_place(s), s.id))
        self._places = [_place(s) for s in self._ordered]

    def candidates(self, statement: Statement) -> Iterator[Statement]:
        """The statements whose speaker the pronoun source of ``statement`` may mean, likeliest first."""
        head = head_of(self._parsed, statement.source)
        if head is None or head.pos_ not in ("PRON", "DET"):
            return iter(())
        if is_first_person(head):
            return itertools.islice(self._around(statement), self._is_quoted(statement))
        return itertools.islice(self._before(statement), BACK)

    def agrees(self, statement: Statement, speaker: Speaker) -> bool:
        """Whether the pronoun source of ``statement`` may stand for ``speaker``, in number and gender."""
        head = head_of(self._parsed, statement.source)
        if head is None or speaker.name is None:
            return False
        if is_first_person(head):
            return True
        low = head.lower_
        if low in MEN or low in WOMEN:
            one = speaker.kind in (ActorKind.PERSON, ActorKind.UNNAMED) and not speaker.members
            actor = Actor("", speaker.name, speaker.kind)
            return one and not _is_plural(speaker) and fits(actor, low)
        if low in THEY:
            return bool(speaker.members) or _is_plural(speaker)
        return low in IT and speaker.kind in BODIES

    def gathered(self, statement: Statement) -> Span | None:
        """Whom "they" means who has said nothing yet: the last subject near that is many people.

        "The scientists found less ozone. Scenarios were weighed. They estimated ...": the scientists did.
        """
        head = head_of(self._parsed, statement.source)
        if head is None or head.lower_ not in THEY:
            return None
        here = self._line(statement)
        before = reversed(self._parsed.lines[max(here - 1, 0) : here])
        tokens = (reversed(head.doc[: head.i]), *(reversed(line.tokens) for line in before))
        for token in itertools.chain.from_iterable(tokens):
            if token.dep_ == "nsubj" and token.tag_ == "NNS" and may_speak(token):
                return Span(self._parsed.span(token.left_edge).start, self._parsed.span(token).end)
        return None

    def _before(self, statement: Statement) -> Iterator[Statement]:
        """The statements before it in this paragraph and the ones before, the last one first."""
        here = self._line(statement)
        at = bisect.bisect_left(self._places, _place(statement))
        for other in reversed(self._ordered[:at]):
            if here - self._line(other) > LINES_BACK:
                return
            if other.source and other.parent == statement.parent:
                yield other

    def _around(self, statement: Statement) -> Iterator[Statement]:
        """Those of the paragraph that somebody else than "I" makes, the nearest first; then before."""
        here = self._line(statement)
        others = [s for s in self._ordered if s.id != statement.id and s.source and not self._is_mine(s)]
        same = [s for s in others if self._line(s) == here and s.parent != statement.id]
        yield from sorted(same, key=lambda s: abs(_place(s) - _place(statement)))
        yield from (s for s in reversed(others) if 0 < here - self._line(s) <= LINES_BACK)

    def _is_quoted(self, statement: Statement) -> bool:
        """Whether the source stands in quotation marks: outside them "I" is whoever wrote the report."""
        line = self._parsed.line_at(_place(statement))
        return line is not None and any(q.holds(statement.source[0]) for q in quoted_in(line))

    def _is_mine(self, statement: Statement) -> bool:
        head = head_of(self._parsed, statement.source)
        return head is not None and is_first_person(head)

    def _line(self, statement: Statement) -> int:
        line = self._parsed.line_at(_place(statement))
        return self._parsed.line_index(line) if line is not None else -LINES_BACK - 1


def _is_plural(speaker: Speaker) -> bool:
    return speaker.kind in OPEN and how_many(speaker.name or "", ActorKind.UNNAMED) != 1


def _place(statement: Statement) -> int:
    """Where the statement is made: its source, else its cue, else its words."""
    return (statement.source or statement.cue or statement.content)[0].start
