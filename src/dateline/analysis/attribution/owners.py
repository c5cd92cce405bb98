"""Whose each quotation of speech is: who reaches into it, stands beside it, or was speaking before.

It walks the paragraphs in text order. What an attributor has left without a speaker goes to a tag beside the
quotation, else to nobody: a statement with an honest empty source.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.beside import lead_in, tags
from dateline.analysis.attribution.marks import MARKS
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.attribution.quoted import stands_inside
from dateline.analysis.attribution.stops import STOP, first_stop, last_stop
from dateline.analysis.parse import Parsed
from dateline.model.text import DEBRIS, Span

__all__ = ["Owners"]

Piece = tuple[int, int]
DOUBTED: Final = 0.7
"""How sure an attributor is of a cue at the least that may take a quotation from one further away."""
JOINING = re.compile(r"(?<=[.!?…:] )(?:But|And|Yet|Still|Then|So)[ ,]+$")
"""A word of the report that joins a quotation to the one before: ``"...," he said. But "..."``."""


class Owners:
    """Gives each quotation of speech to one of the attributions ``found``, which grow by the ones it adds."""

    def __init__(self, parsed: Parsed, found: Sequence[Attribution], speech: Sequence[Quotation]) -> None:
        """File attributions and quotations by paragraph; ``found`` is not changed."""
        self.found = list(found)
        self.owner: dict[int, int] = {}
        """By the start of each quotation, the place of its attribution in :attr:`found`."""
        self._parsed, self._text = parsed, parsed.text
        self._lines = [line.span for line in parsed.lines]
        self._starts = [line.start for line in parsed.lines]
        self._contents = Places((part, at) for at, a in enumerate(found) for part in a.content)
        self._near: dict[int, list[int]] = {}
        for at, attribution in enumerate(found):
            self._near.setdefault(self._line_of(attribution), []).append(at)
        self._speech: dict[int, list[Quotation]] = {}
        for quotation in speech:
            self._speech.setdefault(quotation.line, []).append(quotation)
        self._walk()

    def _walk(self) -> None:
        previous: int | None = None
        for number in range(len(self._lines)):
            here = self._speech.get(number, [])
            self._claimed(here)
            self._tagged(number, here)
            if self._parsed.lines[number].segment.kind not in DEBRIS:
                self._threaded(number, here, previous)
            self._left_over(number, here)
            claimed = [self.owner[q.start] for q in here]
            if self._parsed.lines[number].segment.kind not in DEBRIS:
                previous = claimed[-1] if claimed else self._last_speaker(number)

    def _claimed(self, here: Sequence[Quotation]) -> None:
        """Who has a quotation in the content and the cue outside it owns it: the surest, then the nearest."""
        for k, quotation in enumerate(here):
            span = quotation.span
            speaking = self._interrupted(here[k - 1], quotation) if k else None
            if speaking is not None:
                self.owner[quotation.start] = speaking
                continue
            claims = [
                at
                for at in dict.fromkeys(self._contents.touching(span))
                if any(part.holds(span) for part in self.found[at].content)
                and not stands_inside(self._text, self.found[at], span)
            ]
            if claims:
                self.owner[quotation.start] = min(claims, key=lambda at: (self._far(at, span), at))

    def _interrupted(self, before: Quotation, quotation: Quotation) -> int | None:
        """Who says both halves of ``"When the harbour opens," she said, smiling, "we sail."``."""
        text = self._text
        between = text[before.end : quotation.start]
        broken = text[before.start : before.end].rstrip(MARKS)[-1:] == "," and between.rstrip()[-1:] == ","
        if not broken or not text[quotation.start : quotation.end].lstrip(MARKS)[:1].islower():
            return None
        at = self.owner.get(before.start)
        cues = () if at is None else self.found[at].cue
        return at if any(before.end <= c.start < quotation.start for c in cues) else None

    def _far(self, at: int, span: Span) -> tuple[bool, bool, bool, bool, int]:
        """How little an attribution that holds ``span`` looks like its speaker's."""
        attribution = self.found[at]
        gaps = [max(c.start - span.end, span.start - c.end, 0) for c in attribution.cue]
        near = min(gaps, default=len(self._text))
        aside = self._is_aside(attribution, span)
        return attribution.looks_back, not attribution.source, attribution.sure < DOUBTED, aside, near

    def _is_aside(self, attribution: Attribution, span: Span) -> bool:
        """Whether it speaks in a relative clause of a sentence that is over before the quotation begins.

        ``"..." the mayor said in Riga, where the envoy also spoke. "..."``: the mayor goes on.
        """
        return any(
            STOP.search(self._text, cue.end, span.start)
            and any(token.dep_ == "relcl" for token in self._parsed.tokens(cue))
            for cue in attribution.cue
        )

    def _tagged(self, number: int, here: Sequence[Quotation]) -> None:
        """Give each quotation that is still free to the attribution in the words beside it."""
        for k, quotation in enumerate(here):
            if quotation.start in self.owner:
                continue
            before = here[k - 1] if k else None
            after = here[k + 1].start if k + 1 < len(here) else self._lines[number].end
            at = self._led_to(number, quotation) if before else None
            if at is None:
                at = self._beside(number, quotation, before, after)
            if at is not None:
                self.owner[quotation.start] = at

    def _led_to(self, number: int, quotation: Quotation) -> int | None:
        """Who a word of speech that nobody has yet leads from, right before the quotation."""
        near = [self.found[at] for at in self._near.get(number, ())]
        led = lead_in(self._parsed, self._parsed.lines[number], quotation, near)
        return None if led is None else self._add(number, led)

    def _beside(self, number: int, quotation: Quotation, before: Quotation | None, after: int) -> int | None:
        """Who stands after it, before it, or was speaking."""
        text = self._text
        start = before.end if before else self._lines[number].start
        speaking = self.owner.get(before.start) if before else None
        at = None
        if not _ends(text, quotation) or _goes_on(text, quotation.end):
            at = self._in_piece(number, (quotation.end, first_stop(text, quotation.end, after)), first=True)
        if at is None:
            at = self._in_piece(number, (last_stop(text, start, quotation.start), quotation.start))
        if at is None and not text[start : quotation.start].strip():
            at = speaking
        if at is None:
            at = self._sentence_before(number, start, quotation, speaking)
        return at

    def _sentence_before(
        self, number: int, start: int, quotation: Quotation, speaking: int | None
    ) -> int | None:
        """``"...," he said. "..."``: a quotation goes on after a sentence that names the speaker."""
        stretch = JOINING.sub("", self._text[start : quotation.start]).rstrip()
        if not stretch or stretch[-1] not in ".!?:":
            return None
        piece = (last_stop(self._text, start, start + len(stretch) - 1), quotation.start)
        if speaking is not None and any(piece[0] <= c.start < piece[1] for c in self.found[speaking].cue):
            return speaking
        return self._in_piece(number, piece)

    def _in_piece(self, number: int, piece: Piece, *, first: bool = False) -> int | None:
        """Who in ``piece`` can carry a quotation: the nearest, with a source and without content first."""
        near = self._near.get(number, ())
        inside = [at for at in near if self.found[at].quotes and _stands_in(self.found[at].cue, piece)]
        inside = [at for at in inside if not self._is_told(at)] or inside
        named = [at for at in inside if self.found[at].source]
        empty = [at for at in named if not self.found[at].content]
        best = empty or named
        return best[0 if first else -1] if best else None

    def _is_told(self, at: int) -> bool:
        """Whether somebody else says that this one speaks."""
        return any(other != at for _, other in self._contents.holding(self.found[at].cue[0]))

    def _threaded(self, number: int, here: Sequence[Quotation], previous: int | None) -> None:
        """A paragraph of nothing but quotation goes on with who spoke before, or with ``X stated:`` above."""
        if not here or any(q.start in self.owner for q in here):
            return
        if previous is not None and here[0].continues:
            self.owner[here[0].start] = previous
        if not self._is_all_quoted(number, here):
            return
        if number and self._introduces(number - 1):
            above = [at for at in self._near.get(number - 1, ()) if self.found[at].quotes]
            empty = [at for at in above if self.found[at].source and not self._is_told(at)]
            previous = empty[-1] if empty else previous
        if previous is not None and self.found[previous].source:
            for quotation in here:
                self.owner[quotation.start] = previous

    def _left_over(self, number: int, here: Sequence[Quotation]) -> None:
        """What nobody has is given to a tag in the paragraph that no attribution knows, else to nobody."""
        free = [q for q in here if q.start not in self.owner]
        if not free:
            return
        self._look_up(number)
        self._tagged(number, here)
        if number and self._introduces(number - 1) and all(q in free for q in here):
            self._look_up(number - 1)
            self._threaded(number, here, None)
        for k, quotation in enumerate(here):
            if quotation.start in self.owner:
                continue
            last = here[k - 1] if k else None
            if last and not self._text[last.end : quotation.start].strip():
                self.owner[quotation.start] = self.owner[last.start]
                continue
            judge = self._judge_before(number, quotation)
            nobody = Attribution((), (), (), quotes=True)
            self.owner[quotation.start] = self._add(number, nobody) if judge is None else judge

    def _judge_before(self, number: int, quotation: Quotation) -> int | None:
        """``He called the plan a trap. "It was meant to fail."``: who was told of in the sentence before.

        Any cue with a source will do there, provided that the quotation is a sentence by itself.
        """
        start = self._lines[number].start
        lead = self._text[start : quotation.start].rstrip()
        if lead[-1:] not in {".", "!", "?"} or not _ends(self._text, quotation):
            return None
        piece = (last_stop(self._text, start, start + len(lead) - 1), quotation.start)
        inside = [
            at
            for at in self._near.get(number, ())
            if self.found[at].source and self.found[at].content and _stands_in(self.found[at].cue, piece)
        ]
        return inside[-1] if inside else None

    def _look_up(self, number: int) -> None:
        """Add the tags of a paragraph that no attribution knows."""
        near = [self.found[at] for at in self._near.get(number, ())]
        for tag in tags(self._parsed, self._parsed.lines[number], self._speech.get(number, ()), near):
            self._add(number, tag)

    def _introduces(self, number: int) -> bool:
        return self._words(number).rstrip().endswith(":")

    def _add(self, number: int, attribution: Attribution) -> int:
        self.found.append(attribution)
        self._near.setdefault(number, []).append(len(self.found) - 1)
        return len(self.found) - 1

    def _is_all_quoted(self, number: int, here: Sequence[Quotation]) -> bool:
        at = self._lines[number].start
        for quotation in here:
            if self._text[at : quotation.start].strip():
                return False
            at = quotation.end
        return not self._text[at : self._lines[number].end].strip(" .,")

    def _last_speaker(self, number: int) -> int | None:
        """Who may go on speaking in the next paragraph: a paragraph without any speaker ends the thread."""
        near = self._near.get(number, ())
        speaking = [
            at for at in near if self.found[at].quotes and self.found[at].content and self.found[at].source
        ]
        return speaking[-1] if speaking else None

    def _words(self, number: int) -> str:
        return self._text[self._lines[number].start : self._lines[number].end]

    def _line_of(self, attribution: Attribution) -> int:
        start = (attribution.cue or attribution.content or attribution.source)[0].start
        return max(bisect.bisect_right(self._starts, start) - 1, 0)


def _ends(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words end a sentence by themselves."""
    return text[quotation.start : quotation.end].rstrip(MARKS)[-1:] == "."


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence goes on after the quotation: a comma, a dash or a small letter."""
    rest = text[at : at + 3].lstrip()
    return bool(rest) and (rest[0] in ",-–—―" or rest[0].islower())


def _stands_in(spans: Iterable[Span], piece: Piece) -> bool:
    return any(piece[0] <= span.start and span.end <= piece[1] for span in spans)
