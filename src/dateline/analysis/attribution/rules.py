"""Attribution by dependency frames and the cue lexicon: one way to fill the seam.

It reads sentences only; quotation marks and paragraphs are for :mod:`dateline.analysis.attribution.quoting`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.cues import (
    PLACES,
    is_act,
    is_cue,
    is_slight,
    quotes_words,
    reacts,
    takes_recipient,
)
from dateline.analysis.attribution.edges import bare_source
from dateline.analysis.attribution.frames import Frame, FrameKind, frames
from dateline.analysis.attribution.headlines import headline_attributions
from dateline.analysis.attribution.hearsay import hearsay
from dateline.analysis.attribution.stretches import Range
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = ["framed", "rules"]

DONE = frozenset({FrameKind.OBJECT, FrameKind.INFINITIVE, FrameKind.ABOUT})
"""What somebody does to something: without somebody it attributes nothing."""


def rules(parsed: Parsed) -> Sequence[Attribution]:
    """Every attribution that can be found without training: frames, headlines and hearsay."""
    found = list(framed(parsed))
    for number in range(len(parsed.lines)):
        found += headline_attributions(parsed, number)
    found.sort(key=lambda a: a.cue)
    return [*found, *hearsay(parsed, found)]


def framed(parsed: Parsed) -> Sequence[Attribution]:
    """Every attribution the frames and the lexicon find, in text order of the cues.

    A cue of speech whose sentence does not hold what was said comes with an empty content:
    a quotation beside it may fill it.
    """
    found: list[Attribution] = []
    for number, line in enumerate(parsed.lines):
        for sentence in line.sentences:
            here = [a for f in frames(sentence) for a in _accepted(line, f)]
            found += _looking_back(parsed, number, sentence, here)
    return found


def _accepted(line: Line, frame: Frame) -> Iterator[Attribution]:
    spoken = quotes_words(frame.lemma)
    if takes_recipient(frame.lemma) and frame.kind is FrameKind.OBJECT:
        frame = Frame(FrameKind.BARE, frame.lemma, frame.head, frame.source, frame.cue, ())
    if frame.kind is FrameKind.BACK and spoken:
        yield replace(_attribution(line, frame, ()), looks_back=True, reacts=reacts(frame.lemma))
    elif _says_nothing(line, frame):
        return
    elif frame.content and frame.kind is not FrameKind.BARE and is_cue(frame, that=_that(line, frame)):
        yield _attribution(line, frame, frame.content)
    elif spoken and frame.source:
        yield _attribution(line, frame, ())


def _says_nothing(line: Line, frame: Frame) -> bool:
    """Whether the frame is a deed without a doer, or a deed done to a place."""
    if not frame.source and frame.kind in DONE and not frame.lemma.startswith("be "):
        return True
    return bool(frame.content) and is_act(frame.lemma) and _is_place(line, frame.content[0])


def _is_place(line: Line, part: Range) -> bool:
    """Whether a noun phrase is about a place or a people: who attacks those says nothing."""
    head = line.doc[part[0] : part[1]].root
    return bool(head.ent_type_ in PLACES)


def _that(line: Line, frame: Frame) -> bool:
    """Whether the content begins with ``that``."""
    return bool(
        line.doc[frame.content[0][0]].lower_ == "that" and line.doc[frame.content[0][0]].dep_ == "mark"
    )


def _looking_back(
    parsed: Parsed, number: int, sentence: Any, here: Sequence[Attribution]
) -> Iterator[Attribution]:
    """``Y. This is stated in the agency's material, writes X.``: both X and the material carry Y."""
    back = next((a for a in here if a.looks_back), None)
    before = None if back is None else _before(parsed, number, sentence, one=back.reacts)
    for attribution in here:
        if back is None or before is None:
            yield attribution
        elif attribution is back:
            yield replace(attribution, content=(before,))
        elif any(part.holds(back.cue[0]) for part in attribution.content):
            whole = Span(before.start, attribution.content[-1].end)
            yield replace(attribution, content=(whole,), looks_back=True)
        elif not attribution.content and back.cue[0].end < attribution.cue[0].start:
            told = parsed.text[before.start : attribution.cue[0].start].rstrip(" ,")
            content = Span(before.start, before.start + len(told))
            yield replace(attribution, content=(content,), looks_back=True)
        else:
            yield attribution


def _before(parsed: Parsed, number: int, sentence: Any, *, one: bool) -> Span | None:
    """The sentences of the paragraph before ``sentence`` (the last if ``one``), else the paragraph before."""
    line = parsed.lines[number]
    start = parsed.span(sentence).start
    if parsed.text[line.start : start].strip():
        if one:
            last = parsed.span(sentence.doc[sentence.start - 1].sent)
            return Span(last.start, last.start + len(parsed.text[last.start : start].rstrip(" .")))
        return Span(line.start, line.start + len(parsed.text[line.start : start].rstrip(" .")))
    if number == 0:
        return None
    above = parsed.lines[number - 1]
    return Span(above.start, above.start + len(parsed.text[above.start : above.end].rstrip(" .")))


def _attribution(line: Line, frame: Frame, content: tuple[Range, ...]) -> Attribution:
    return Attribution(
        source=tuple(
            bare_source(line.doc[r[0] : r[1]].text, _span(line, r), first=r[0] == 0) for r in frame.source
        ),
        cue=(_span(line, frame.cue),),
        content=tuple(sorted(_span(line, r) for r in content)),
        quotes=quotes_words(frame.lemma),
        slight=is_slight(frame, line.doc),
    )


def _span(line: Line, part: Range) -> Span:
    first, last = line.doc[part[0]], line.doc[part[1] - 1]
    return Span(line.start + first.idx, line.start + last.idx + len(last.text))
