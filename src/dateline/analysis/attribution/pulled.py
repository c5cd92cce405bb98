"""Quotations without marks: a paragraph that talks, amid a report that tells.

"I think they asked for too much." right below a paragraph that names who is talking is speech whose marks
got lost on the way (a pulled quotation, a quotation block). Its speaker is the neighbour's. There are two
kinds of evidence, and both need somebody who spoke in the paragraph above:

- the first person, in a report that has next to none outside its quotations;
- talk without a first person ("Now everybody is offended"), when unnamed people were talking above and the
  paragraph below goes on with the next of them ("Another diplomat said ...").
"""

from __future__ import annotations

import bisect
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.quotations import Quotation
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import SegmentKind

__all__ = ["pulled_quotations"]

FIRST_PERSON = re.compile(
    r"(?<![\w.-])(?:I(?:['’](?:m|ve|d|ll))?|[Ww]e(?:['’](?:re|ve|d|ll))?|[Mm]y|[Oo]ur)(?![\w.-])"
)
OPENING = re.compile(r"(?:I|We|My|Our|Listen|Look|Yes|No|But I|And I|But we|And we)\b")
NEXT = re.compile(r"(?:Another|A second|A third|A different|The same|The other|One more|Others?|Other)\b")
NO_PERSON = frozenset({"GPE", "NORP", "ORG", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART"})
LEAST_WORDS = 5
MOST_WORDS = 70
"""A pulled quotation is short; a longer paragraph without marks is the report's own."""
MOST_SHARE = 1 / 5
"""Above this share of paragraphs in the first person the whole text is somebody's own: a column, a speech."""
LEAST_SPOKEN = 2
"""Kinds of talk, of those in ``lexicon/spoken.toml``, that a paragraph without a first person must show."""


def pulled_quotations(
    parsed: Parsed, found: Sequence[Attribution], quotations: Sequence[Quotation]
) -> Iterator[Attribution]:
    """Attributions with an empty cue for the paragraphs that are quotations without marks.

    The source is that of the last speaker in the paragraph above; without one there is no quotation.
    """
    report = _Paragraphs(parsed, found, quotations)
    personal = [n for n in report.unquoted if FIRST_PERSON.search(report.words(n))]
    own = len(personal) > max(1, MOST_SHARE * len(parsed.lines))
    for number in report.unquoted:
        first = not own and OPENING.match(report.words(number)) and number in personal
        if not first and not report.goes_on(number):
            continue
        speaking = report.speaker_above(number)
        if speaking is None or report.has_speaker(number):
            continue
        if first or (_is_unnamed(parsed, speaking) and _is_talk(report.words(number))):
            yield Attribution(speaking.source, (), (parsed.lines[number].span,), quotes=True)


class _Paragraphs:
    """The paragraphs of a report with those who speak in them."""

    def __init__(self, parsed: Parsed, found: Sequence[Attribution], quotations: Sequence[Quotation]) -> None:
        self._parsed = parsed
        quoted = {q.line for q in quotations}
        self.unquoted = [n for n, line in enumerate(parsed.lines) if n not in quoted and self._is_prose(line)]
        contents = Places((part, a) for a in found for part in a.content)
        starts = [line.start for line in parsed.lines]
        self._speaking: dict[int, list[Attribution]] = {}
        for a in found:
            inner = any(b is not a for _, b in contents.holding(a.cue[0])) if a.cue else True
            if a.source and a.quotes and not inner:
                number = bisect.bisect_right(starts, a.cue[0].start) - 1
                self._speaking.setdefault(number, []).append(a)

    def words(self, number: int) -> str:
        """The text of a paragraph."""
        line = self._parsed.lines[number]
        return self._parsed.text[line.start : line.end]

    def has_speaker(self, number: int) -> bool:
        """Whether somebody else than "I" and "we" is said to speak in the paragraph."""
        here = (a for a in self._speaking.get(number, ()) if not a.slight)
        return any(not _is_first_person(self._parsed.text, a) for a in here)

    def goes_on(self, number: int) -> bool:
        """Whether the paragraph below brings the next unnamed speaker in a row of them."""
        below = self._beside(range(number + 1, len(self._parsed.lines)))
        return below is not None and bool(NEXT.match(self.words(below))) and below in self._speaking

    def speaker_above(self, number: int) -> Attribution | None:
        """The last speaker of the nearest paragraph above that is the report's own prose."""
        above = self._beside(range(number - 1, -1, -1))
        said = [a for a in self._speaking.get(above, ()) if a.content] if above is not None else []
        return said[-1] if said and _can_speak(self._parsed, said[-1]) else None

    def _beside(self, numbers: Iterable[int]) -> int | None:
        return next((n for n in numbers if self._is_prose(self._parsed.lines[n])), None)

    def _is_prose(self, line: Line) -> bool:
        words = self._parsed.text[line.start : line.end].split()
        return line.segment.kind is not SegmentKind.TEASER and len(words) >= LEAST_WORDS


def _is_first_person(text: str, attribution: Attribution) -> bool:
    return all(FIRST_PERSON.fullmatch(text[s.start : s.end]) for s in attribution.source)


def _can_speak(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether the source is a person, named or not; a state or "the world" is quoted with marks."""
    head = _head(parsed, attribution)
    if head is None:
        return False
    if head.pos_ == "PROPN":
        described = any(c.dep_ == "appos" and c.lemma_.lower() in _people() for c in head.children)
        return described or head.ent_type_ not in NO_PERSON
    return head.lemma_.lower() in _people() or head.lower_ in {"he", "she"}


def _is_unnamed(parsed: Parsed, attribution: Attribution) -> bool:
    head = _head(parsed, attribution)
    return head is not None and head.lemma_.lower() in _people()


def _head(parsed: Parsed, attribution: Attribution) -> Any | None:
    """The head word of the source."""
    tokens = parsed.tokens(attribution.source[0])
    places = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in places or t.head.i == t.i), None)


@functools.cache
def _people() -> frozenset[str]:
    """Nouns for people who are quoted without a name."""
    return frozenset(word for row in lexicon("unnamed")["people"] for word in row["words"])


@functools.cache
def _spoken() -> tuple[re.Pattern[str], ...]:
    """One pattern for each kind of talk."""
    table = lexicon("spoken")
    return tuple(
        re.compile(
            ("" if kind != "opening" else "^")
            + rf"(?<!\w)(?:{'|'.join(map(re.escape, row['words']))})(?!\w)",
            re.IGNORECASE,
        )
        for kind, row in table.items()
    )


def _is_talk(words: str) -> bool:
    """Whether a paragraph shows enough kinds of talk, and is short."""
    plain = words.replace("’", "'")
    kinds = sum(bool(pattern.search(plain)) for pattern in _spoken())
    return kinds >= LEAST_SPOKEN and len(words.split()) <= MOST_WORDS
