"""The turns of a transcript: who speaks which paragraphs, and what the transcriber notes between them.

:mod:`dateline.reading.transcripts` knows the labels; this module knows where a turn ends. A turn goes on over
paragraphs without a label while another turn follows, unless they report ("..., Quispe said"); notes in
brackets are nobody's. Around partial transcripts stand quotation marks that open in every paragraph and close
in none: they are the transcript's, not the speaker's.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.model.text import SegmentKind, Span
from dateline.reading.transcripts import Label, LabelKind, asks, has_first_person, labels, lexicon, role_of

__all__ = ["SPOKEN", "Turn", "turn_at", "turns_in", "unlabelled"]

SPOKEN = frozenset({SegmentKind.BODY, SegmentKind.QUOTE_BLOCK})
"""The kinds of segments in which a transcript stands."""
OPENING_LINES: Final = 3
"""Paragraphs before the first label of a text that is a transcript and nothing else."""
SHORT_GAP: Final = 2
"""Paragraphs without a label that belong to a turn whatever they say; of more, somebody must say "I"."""
MARK = re.compile(r"[\"“”„«»]|''|``")
OPENS = re.compile(r"[\"“„«]\s?")
CLOSES = re.compile(r"[\"”»]\s?\.?$")
NOTE = re.compile(r"[\"“„«\s]*(?:\([^()]{1,200}\)|\[[^\[\]]{1,200}\]|[*#_–—-][*#\s_–—-]*)[.\s]*[\"”»\s]*")
"""A paragraph in brackets, or a row of stars."""
REPORTING = r"(?:said|says|told|added|stated|stressed|asked|replied|answered|noted|declined|refused)"
REPORTED = re.compile(
    rf"[,.!?…][\"”»]\s+(?:[\w.'’-]+\s+){{0,4}}?{REPORTING}\b|\b{REPORTING}\b(?:\s+\w+){{0,3}}[,:]?\s+[\"“«]"
)
TALK = re.compile(r"(?<!\w)(?:you|your|thanks|thank)(?!\w)", re.IGNORECASE)
SENTENCE_ENDS = re.compile(r"[.!?…:\"”»)\]–—-]$")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says between two labels.

    ``label`` and ``colon`` are ranges of the report, ``words`` the paragraphs (each within one line, without
    the transcript's own marks), ``whole`` reaches from the beginning of the first line to the last's end.
    ``asks``: the label only ever asks; ``role``: what the speaker is called who has no name ("a journalist");
    ``unnamed``: the label is no name ("A", "ANSWER", "QUESTION").
    """

    label: Span
    colon: Span
    words: tuple[Span, ...]
    whole: Span
    asks: bool
    role: str | None
    unnamed: bool

    def paragraph_at(self, offset: int) -> Span | None:
        """The last paragraph that begins at ``offset`` or before it."""
        at = bisect.bisect_right(self.words, offset, key=lambda words: words.start) - 1
        return self.words[at] if at >= 0 else None


def turns_in(text: str, paragraphs: Sequence[Span]) -> tuple[Turn, ...]:
    """The turns among ``paragraphs``, disjoint ranges of ``text`` in order; empty without a transcript."""
    found = labels(text, paragraphs)
    return tuple(_Reader(text, paragraphs, found).turns()) if found else ()


def unlabelled(text: str, paragraph: Span, turns: Sequence[Turn]) -> Span:
    """What is left of a paragraph without a label and the transcript's own marks; maybe nothing."""
    turn = turn_at(turns, paragraph.start)
    if turn is None:
        return paragraph
    words = turn.paragraph_at(paragraph.end - 1)
    if words is not None and paragraph.holds(words):
        return words
    if paragraph.start == turn.whole.start:
        return Span(paragraph.end, paragraph.end)
    opens = OPENS.match(text, *paragraph)
    return paragraph if opens is None else Span(opens.end(), paragraph.end)


def turn_at(turns: Sequence[Turn], offset: int) -> Turn | None:
    """The one of ``turns``, given in text order, around the code point ``offset``, its label included."""
    at = bisect.bisect_right(turns, offset, key=lambda turn: turn.whole.start) - 1
    return turns[at] if at >= 0 and offset < turns[at].whole.end else None


class _Reader:
    """Goes through the paragraphs of one report from label to label."""

    def __init__(self, text: str, lines: Sequence[Span], found: Sequence[Label]) -> None:
        self._text, self._lines, self._found = text, lines, found
        self._marked = any(label.marked for label in found)
        self._whole = found[0].line < OPENING_LINES
        self._times = Counter(label.key for label in found)
        self._runs_on = False
        """Whether an earlier turn has several paragraphs."""

    def turns(self) -> Iterator[Turn]:
        """The turns that have words, those left out whose label stands alone amid other text."""
        ends = [label.line for label in self._found[1:]]
        first = True
        for label, end in zip(self._found, [*ends, None], strict=True):
            numbers = self._last(label) if end is None else self._until(label, end)
            joined = end is not None and numbers == list(range(label.line, end))
            if first and not joined and self._times[label.key] < 2 and not asks(label):
                first = True
                continue
            first = not joined
            words = tuple(w for n in numbers if (w := self._words(label, n)) is not None)
            if words:
                self._runs_on = self._runs_on or len(words) > 1
                whole = Span(self._lines[label.line].start, self._lines[numbers[-1]].end)
                unnamed = label.kind is LabelKind.ROLE
                yield Turn(label.name, label.colon, words, whole, asks(label), role_of(label), unnamed)

    def _until(self, label: Label, end: int) -> list[int]:
        """The paragraphs of a turn that another label may end: all, or those before the report goes on.

        Somebody who talks on below a paragraph that reports has told it himself.
        """
        numbers = list(range(label.line, end))
        below = numbers[1:]
        talks = [n for n in below if self._talks(n)]
        reported = next((n for n in below if self._reports(label, n)), None)
        if reported is not None and not any(n > reported for n in talks):
            return numbers[: reported - label.line]
        if len(below) > SHORT_GAP and not self._whole and not talks and not self._is_marked(below):
            return numbers[: 1 if self._words(label, label.line) else 2]
        return numbers

    def _last(self, label: Label) -> list[int]:
        """The paragraphs of the last turn: its own, and those that show that they are its own."""
        own = [label.line]
        begun = self._words(label, label.line) is not None
        for number in range(label.line + 1, len(self._lines)):
            goes_on = self._is_wrapped(number) or (self._marked and self._is_marked([number]))
            if (begun and not goes_on) or self._reports(label, number):
                break
            begun = begun or self._words(label, number) is not None
            own.append(number)
        return self._to_the_end(label, own) if self._whole and self._runs_on else own

    def _to_the_end(self, label: Label, own: list[int]) -> list[int]:
        """With the paragraphs below up to the last in which somebody says "I" or "thank you"."""
        below: list[int] = []
        for number in range(own[-1] + 1, len(self._lines)):
            if self._reports(label, number):
                break
            below.append(number)
        while below and not self._talks(below[-1]):
            below.pop()
        return own + below

    def _line(self, number: int) -> str:
        line = self._lines[number]
        return self._text[line.start : line.end]

    def _talks(self, number: int) -> bool:
        """Whether somebody says "I" or "you" in the paragraph, outside of what it quotes."""
        words = " ".join(MARK.split(self._line(number))[:: 1 if self._marked else 2])
        return has_first_person(words) or TALK.search(words) is not None

    def _is_marked(self, numbers: Sequence[int]) -> bool:
        """Whether each of these paragraphs opens with a mark, as those of a quoted transcript do."""
        return all(OPENS.match(self._line(n)) for n in numbers)

    def _is_wrapped(self, number: int) -> bool:
        """Whether the line goes on in the middle of the sentence of the line above."""
        between = self._text[self._lines[number - 1].end : self._lines[number].start]
        return between.count("\n") == 1 and not SENTENCE_ENDS.search(self._line(number - 1))

    def _reports(self, label: Label, number: int) -> bool:
        """Whether the paragraph is the report's own again: it quotes, or says what the speaker said."""
        words = self._line(number)
        if self._marked and self._is_marked([number]):
            return False
        if REPORTED.search(words) and not self._talks(number):
            return True
        if label.kind is LabelKind.ROLE:
            return False
        name = re.escape(label.key)
        return re.search(rf"(?<!\w)(?i:{name})(?:\s\w+)?\s{REPORTING}\b", words) is not None

    def _words(self, label: Label, number: int) -> Span | None:
        """What the paragraph has of the turn, without label, notes and the transcript's own marks."""
        line = self._lines[number]
        start, end = (label.begin if number == label.line else line.start), line.end
        if NOTE.fullmatch(self._text, start, end):
            return None
        if self._marked:
            start, end = self._unmarked(start, end, labelled=number == label.line)
        start, end = self._without_notes(start, end)
        return Span(start, end) if any(c.isalnum() for c in self._text[start:end]) else None

    def _unmarked(self, start: int, end: int, *, labelled: bool) -> tuple[int, int]:
        """The range without a mark that opens or closes the paragraph and has no partner within."""
        opens = None if labelled else OPENS.match(self._text, start, end)
        closes = CLOSES.search(self._text, start, end)
        within = len(MARK.findall(self._text, start, end))
        if within % 2:
            if opens is not None:
                return opens.end(), end
            return start, (closes.start() if closes is not None else end)
        if opens is not None and closes is not None and within == 2 and opens.end() <= closes.start():
            return opens.end(), closes.start()
        return start, end

    def _without_notes(self, start: int, end: int) -> tuple[int, int]:
        """The range without what the transcriber notes at its beginning or end."""
        before = _NOTED_BEFORE.match(self._text, start, end)
        start = before.end() if before is not None else start
        after = _NOTED_BEHIND.search(self._text, start, end)
        end = after.start() if after is not None else end
        return start, start + len(self._text[start:end].rstrip())


def _noted() -> str:
    words = "|".join(re.escape(w) for w in sorted(lexicon()["noted"]["words"], key=len, reverse=True))
    return rf"(?:\((?:{words})\.?\)|\[(?:{words})\.?\])\.?"


_NOTED_BEFORE = re.compile(rf"(?:{_noted()}\s*)+", re.IGNORECASE)
_NOTED_BEHIND = re.compile(rf"(?:\s*{_noted()})+$", re.IGNORECASE)
