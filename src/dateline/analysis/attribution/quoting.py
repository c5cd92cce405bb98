"""Attributions meet quotation geometry: quoted words are never cut, and go to whoever stands beside them.

It knows nothing of how the attributions were found; a trained model stands here as well as rules.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation, is_speech
from dateline.analysis.attribution.quoted import merge, whole
from dateline.analysis.parse import Parsed
from dateline.model.text import DEBRIS, Span

__all__ = ["give_quotations"]

MARKS = "\"“”„‟«»'’‘`"
THAT_BLANKS = 3
STOP = re.compile(r"[.!?…][\"”’')\]]*\s*(?=[A-Z“\"]|$)")
ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Jr|Sr|St|Rev|Prof|Lt|Col|Sgt|vs|U\.S|a\.m|p\.m)\.$"
)


def give_quotations(
    parsed: Parsed, attributions: Sequence[Attribution], quotations: Sequence[Quotation]
) -> tuple[Attribution, ...]:
    """The attributions with every quotation that is theirs, whole; those left without content are dropped."""
    text = parsed.text
    placed = Places((q.span, q) for q in quotations)
    found = [whole(text, a, _near(a, placed)) for a in attributions]
    spoken = _spoken(text, quotations)
    owner: dict[int, int] = {}
    lines = [line.span for line in parsed.lines]
    by_line: dict[int, list[int]] = {}
    for at, attribution in enumerate(found):
        by_line.setdefault(_line_of(lines, attribution), []).append(at)
    speech: dict[int, list[Quotation]] = {}
    for quotation in spoken:
        speech.setdefault(quotation.line, []).append(quotation)
    previous: int | None = None
    for number, line in enumerate(lines):
        here = speech.get(number, [])
        _tag_line(text, line, here, by_line.get(number, []), found, owner)
        if parsed.lines[number].segment.kind in DEBRIS:
            continue
        _thread(text, lines, number, here, found, owner, by_line, previous)
        if here and here[0].continues and previous is not None:
            owner.setdefault(here[0].start, previous)
        claimed = [owner[q.start] for q in here if q.start in owner]
        previous = claimed[-1] if claimed else _last_speaker(found, by_line.get(number, []))
    for quotation in spoken:
        if quotation.start in owner:
            at = owner[quotation.start]
            found[at] = _with(text, found[at], quotation.span)
    return tuple(a for a in found if a.content)


def _near(attribution: Attribution, placed: Places[Quotation]) -> list[Quotation]:
    """The quotations that source, cue or content touch, in text order."""
    parts = attribution.source + attribution.cue + attribution.content
    found = {q.start: q for part in parts for q in placed.touching(part)}
    return [found[start] for start in sorted(found)]


def _spoken(text: str, quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations that are speech, and what goes on after a tag: ``"...," she said, "and so on."``."""
    spoken: list[Quotation] = []
    for quotation in quotations:
        if quotation.depth:
            continue
        last = spoken[-1] if spoken and spoken[-1].line == quotation.line else None
        if (
            is_speech(text, quotation)
            or _follows_that(text, quotation)
            or (last is not None and _resumes(text, last, quotation))
        ):
            spoken.append(quotation)
    return spoken


def _follows_that(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words are a clause after ``that``."""
    lead = text[max(0, quotation.start - 5) : quotation.start]
    return lead.endswith("that ") and text.count(" ", quotation.start, quotation.end) >= THAT_BLANKS


def _resumes(text: str, last: Quotation, quotation: Quotation) -> bool:
    between = text[last.end : quotation.start].strip()
    comma = text[last.start : last.end].rstrip(MARKS)[-1:] == "," or between[:1] == ","
    return comma and between[-1:] == "," and len(between) < 120 and not STOP.search(between)


def _last_speaker(found: Sequence[Attribution], here: Sequence[int]) -> int | None:
    """Who may go on speaking in the next paragraph: a paragraph without any speaker ends the thread."""
    speaking = [at for at in here if found[at].quotes and found[at].content and found[at].source]
    return speaking[-1] if speaking else None


def _line_of(lines: Sequence[Span], attribution: Attribution) -> int:
    start = (attribution.cue or attribution.content or attribution.source)[0].start
    return bisect.bisect_right(lines, start, key=lambda span: span.start) - 1


def _with(text: str, attribution: Attribution, span: Span) -> Attribution:
    """The attribution with ``span`` in its content, merged where they touch."""
    return replace(attribution, content=merge(text, [*attribution.content, span]))


def _tag_line(  # noqa: PLR0917 - the paragraph, its quotations, and the work so far
    text: str,
    line: Span,
    here: Sequence[Quotation],
    near: Sequence[int],
    found: list[Attribution],
    owner: dict[int, int],
) -> None:
    """Give each quotation of a paragraph to the attribution in the words beside it."""
    for k, quotation in enumerate(here):
        before = here[k - 1] if k else None
        after = here[k + 1].start if k + 1 < len(here) else line.end
        at = _tag(text, line, quotation, before, after, near, found, owner)
        if at is not None:
            owner[quotation.start] = at


def _tag(  # noqa: PLR0917 - the paragraph, its quotations, and the work so far
    text: str,
    line: Span,
    quotation: Quotation,
    before: Quotation | None,
    after: int,
    near: Sequence[int],
    found: list[Attribution],
    owner: dict[int, int],
) -> int | None:
    """Whose the quotation is: who reaches into it, who stands after it, before it, or who was speaking."""
    start = before.end if before else line.start
    speaking = owner.get(before.start) if before else None
    touching = [at for at in near if _touches(found[at], quotation.span)]
    if touching:
        return _best(found, touching)
    at = None
    if not _ends(text, quotation) or _goes_on(text, quotation.end):
        at = _in_piece(found, near, (quotation.end, _first_stop(text, quotation.end, after)), first=True)
    if at is None:
        at = _in_piece(found, near, (_last_stop(text, start, quotation.start), quotation.start))
    if at is None and not text[start : quotation.start].strip():
        at = speaking
    if at is None:
        at = _sentence_before(text, found, near, start, quotation, speaking)
    return at


def _touches(attribution: Attribution, span: Span) -> bool:
    """Whether a content reaches into the quotation from a cue outside it."""
    outside = not any(c.overlaps(span) for c in attribution.cue)
    return outside and any(c.overlaps(span) for c in attribution.content)


def _best(found: Sequence[Attribution], touching: Sequence[int]) -> int | None:
    said = [at for at in touching if found[at].quotes] or touching
    return said[-1] if said else None


def _sentence_before(  # noqa: PLR0917 - the paragraph, its quotations, and the work so far
    text: str,
    found: Sequence[Attribution],
    near: Sequence[int],
    start: int,
    quotation: Quotation,
    speaking: int | None,
) -> int | None:
    """``"...," he said. "..."``: a quotation goes on after a sentence that names the speaker."""
    stretch = text[start : quotation.start].rstrip()
    if not stretch or stretch[-1] not in ".!?:":
        return None
    piece = (_last_stop(text, start, start + len(stretch) - 1), quotation.start)
    if speaking is not None and any(piece[0] <= c.start < piece[1] for c in found[speaking].cue):
        return speaking
    return _in_piece(found, near, piece)


def _ends(text: str, quotation: Quotation) -> bool:
    """Whether the quoted words end a sentence by themselves."""
    return text[quotation.start : quotation.end].rstrip(MARKS)[-1:] == "."


def _goes_on(text: str, at: int) -> bool:
    """Whether the sentence goes on after the quotation: a comma, a dash or a small letter."""
    rest = text[at : at + 3].lstrip()
    return bool(rest) and (rest[0] in ",-–—" or rest[0].islower())


def _in_piece(
    found: Sequence[Attribution], near: Sequence[int], piece: tuple[int, int], *, first: bool = False
) -> int | None:
    """Who in ``piece`` can carry a quotation: the nearest, an attribution without content first."""
    inside = [at for at in near if found[at].quotes and found[at].source and _stands_in(found[at].cue, piece)]
    empty = [at for at in inside if not found[at].content]
    if not inside:
        return None
    return (empty or inside)[0 if first else -1]


def _stands_in(spans: Iterable[Span], piece: tuple[int, int]) -> bool:
    return any(piece[0] <= span.start and span.end <= piece[1] for span in spans)


def _last_stop(text: str, start: int, end: int) -> int:
    """Where the last sentence of ``text[start:end]`` begins."""
    at = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not _abbreviates(text, start, stop):
            at = stop.end()
    return at


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    return ABBREVIATION.search(text, max(start, stop.start() - 6), stop.start() + 1) is not None


def _first_stop(text: str, start: int, end: int) -> int:
    """Where the first sentence of ``text[start:end]`` ends."""
    for stop in STOP.finditer(text, start, end):
        if stop.start() > start and not ABBREVIATION.search(
            text, max(start, stop.start() - 6), stop.start() + 1
        ):
            return stop.end()
    return end


def _thread(  # noqa: PLR0917 - the paragraph, its quotations, and the work so far
    text: str,
    lines: Sequence[Span],
    number: int,
    here: Sequence[Quotation],
    found: list[Attribution],
    owner: dict[int, int],
    by_line: dict[int, list[int]],
    previous: int | None,
) -> None:
    """A paragraph of nothing but quotation goes on with who spoke before, or with ``X stated:`` above it."""
    if not here or any(q.start in owner for q in here):
        return
    line = lines[number]
    at = line.start
    for quotation in here:
        if text[at : quotation.start].strip():
            return
        at = quotation.end
    if text[at : line.end].strip(" .,"):
        return
    above = by_line.get(number - 1, [])
    if number and text[lines[number - 1].start : lines[number - 1].end].rstrip().endswith(":"):
        empty = [k for k in above if found[k].quotes and found[k].source]
        previous = empty[-1] if empty else previous
    if previous is not None:
        for quotation in here:
            owner[quotation.start] = previous
