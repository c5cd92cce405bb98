"""Who speaks without a name because the report keeps it back: "an official who asked not to be named"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Record, Speaker
from dateline.model.text import Span

__all__ = ["Withheld", "record_by_words"]

UNNAMED = (ActorKind.UNNAMED, ActorKind.GROUP)


class Withheld:
    """Where one report says that it withholds a name, and whose."""

    def __init__(self, parsed: Parsed, index: ActorIndex) -> None:
        """Look the whole report through once."""
        found = [Span(m.start(), m.end()) for m in _phrases().finditer(parsed.text)]
        self._parsed = parsed
        self._sentences = [(span, _sentence(parsed, span)) for span in found]
        self._actors = frozenset(
            owner for span, sentence in self._sentences if (owner := _owner(index, span, sentence))
        )

    def record(self, speaker: Speaker, source: Sequence[Span]) -> Record:
        """Whether the speaker of ``source`` is on the record.

        A name puts on the record. An unnamed actor is anonymous everywhere when one sentence of the
        report says so, since "the official" of the next paragraph is the same one.
        """
        if speaker.name is None:
            return Record.UNKNOWN
        if speaker.named:
            return Record.ON_RECORD
        if speaker.actor in self._actors or (speaker.actor is None and self._beside(source)):
            return Record.ANONYMOUS
        words = " ".join([speaker.name, *(self._parsed.text[slice(*s)] for s in source)])
        return record_by_words(words, speaker.kind)

    def _beside(self, source: Sequence[Span]) -> bool:
        """Whether the words stand in the sentence of a source that is no actor of the report."""
        return any(sentence.overlaps(part) for _, sentence in self._sentences for part in source)


def record_by_words(words: str, kind: ActorKind) -> Record:
    """What the words for somebody tell by themselves: a source is anonymous, a spokeswoman is not."""
    if kind not in UNNAMED:
        return Record.UNKNOWN
    if _anonymous().search(words):
        return Record.ANONYMOUS
    return Record.ON_RECORD if _official().search(words) else Record.UNKNOWN


def _sentence(parsed: Parsed, span: Span) -> Span:
    sentence = parsed.sentence_at(span.start)
    return span if sentence is None else parsed.span(sentence)


def _owner(index: ActorIndex, span: Span, sentence: Span) -> str | None:
    """The unnamed actor mentioned last before the words in their sentence, else first behind them."""
    near = [(m, a) for m, a in index.mentions(sentence) if a.kind in UNNAMED]
    before = [a for m, a in near if m.start <= span.start]
    behind = [a for m, a in near if m.start > span.start]
    return before[-1].id if before else behind[0].id if behind else None


@functools.cache
def _phrases() -> re.Pattern[str]:
    return _any(word for row in lexicon("records")["anonymity"] for word in row["words"])


@functools.cache
def _anonymous() -> re.Pattern[str]:
    row: Mapping[str, Sequence[str]] = lexicon("records")["anonymous"]
    return _any((*row["nouns"], *row["adjectives"], *row["complements"]))


@functools.cache
def _official() -> re.Pattern[str]:
    return _any(lexicon("records")["official"]["nouns"])


def _any(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
