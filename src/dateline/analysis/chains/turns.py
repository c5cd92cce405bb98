"""Who speaks in a turn of a transcript: whom its label names, a journalist, or whoever was interviewed."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.chains.speakers import as_speaker
from dateline.analysis.parse import Parsed
from dateline.analysis.transcripts import Turn
from dateline.model.actors import ActorKind
from dateline.model.findings import NOBODY, Speaker, Statement
from dateline.model.text import Span

__all__ = ["TurnSpeakers"]


class TurnSpeakers:
    """The speakers of the turns of one report."""

    def __init__(self, parsed: Parsed, index: ActorIndex) -> None:
        """Look the labels up in ``index``."""
        self._parsed, self._index = parsed, index
        self._turns: Mapping[Span, Turn] = {turn.label: turn for turn in parsed.turns}

    def of(self, statement: Statement) -> Speaker | None:
        """The speaker of a statement that is a turn; None for any other statement."""
        turn = self._turns.get(statement.source[0]) if statement.source else None
        if turn is None:
            return None
        if turn.role is not None:
            return Speaker(ActorKind.UNNAMED, named=False, name=turn.role)
        if turn.unnamed:
            return self._interviewed()
        actor = self._index.at(turn.label)
        return as_speaker(actor) if actor is not None else self._by_label(turn)

    def _interviewed(self) -> Speaker:
        """Who answers under no name ("A:"): the one person of the report named before the first turn."""
        first = min(turn.whole.start for turn in self._turns.values())
        named = {
            actor.name: actor
            for span, actor in self._index.mentions(Span(0, first))
            if span.end <= first and actor.kind is ActorKind.PERSON
        }
        return as_speaker(next(iter(named.values()))) if len(named) == 1 else NOBODY

    def _by_label(self, turn: Turn) -> Speaker:
        """Under an office that nobody is known to hold ("THE PRESIDENT")."""
        words = " ".join(self._parsed.text[turn.label.start : turn.label.end].split()).lower()
        return Speaker(ActorKind.UNNAMED, named=False, name=f"the {words.removeprefix('the ')}")
