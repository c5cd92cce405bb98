"""What the encoder is told of every word besides its letters: the parse, the layout and the quotation marks.

A report is a row of words (the tokens of its lines, white space left out). The features are small whole
numbers, so that training (``training/attribution``) and reading share one table; an unknown label is 0.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.analysis.attribution.geometry import quotations_of
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = ["DEPENDENCIES", "FEATURES", "Words", "words_of"]

Numbers = npt.NDArray[np.int64]

DEPENDENCIES: Final = """
    ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass
    dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp pobj
    poss preconj predet prep prt punct quantmod relcl xcomp
""".split()  # noqa: SIM905 - 45 labels read better as words
"""The labels of spaCy's English parser (ClearNLP); a label has its place plus 1."""
PARTS: Final = (
    "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()  # noqa: SIM905 - as above
)
"""The parts of speech of Universal Dependencies."""
ENTITIES: Final = {"PERSON": 1, "ORG": 2, "GPE": 3, "NORP": 4, "DATE": 5, "TIME": 5, "LOC": 3, "FAC": 6}
"""Kinds of names by what they can do: speak, be spoken for, date; any other kind is 7."""

FEATURES: Final = {
    "shape": 7,
    "layout": 4,
    "quotation": 6,
    "dependency": len(DEPENDENCIES) + 1,
    "part": len(PARTS) + 1,
    "entity": 8,
}
"""The features of a word in the order of the columns, each with the number of its values."""

COLUMNS: Final = ["IDX", "LENGTH", "HEAD", "SENT_START", "DEP", "POS", "ENT_TYPE", "IS_SPACE"]
"""What spaCy is asked of a line."""
_DEPENDENCY = {label: n for n, label in enumerate(DEPENDENCIES, start=1)}
_PART = {label: n for n, label in enumerate(PARTS, start=1)}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one report, in text order; every array has one row a word.

    ``start``, ``end``: half-open code points of the report. ``head``: the row of the word it hangs on (itself
    for a root). ``sentence``, ``line``: counted from 0. ``features``: the columns of :data:`FEATURES`.
    """

    forms: tuple[str, ...]
    start: Numbers
    end: Numbers
    head: Numbers
    sentence: Numbers
    line: Numbers
    features: Numbers

    def __len__(self) -> int:
        """How many words."""
        return len(self.forms)

    @property
    def dependency(self) -> Numbers:
        """The label of the arc to the head, as in :data:`FEATURES`."""
        return self.features[:, 3]


def words_of(parsed: Parsed) -> Words:
    """The words of a report."""
    tables: list[Numbers] = []
    forms: list[str] = []
    sentences = 0
    for number, line in enumerate(parsed.lines):
        table = _line_table(line, number, len(forms), sentences)
        if len(table):
            sentences = int(table[-1, 3]) + 1
            forms += [token.text for token in line.doc if not token.is_space]
            tables.append(table)
    table = np.concatenate(tables) if tables else np.zeros((0, 9), np.int64)
    start, end = table[:, 0], table[:, 1]
    features = np.column_stack(
        (
            np.array([_shape(form) for form in forms], np.int64),
            table[:, 5],
            _quotation_column(parsed, start, end),
            table[:, 6:],
        )
    )
    return Words(tuple(forms), start, end, table[:, 2], table[:, 3], table[:, 4], features)


def _line_table(line: Line, number: int, first: int, sentence: int) -> Numbers:
    """Start, end, head, sentence, line, layout, dependency, part and entity of the words of a line."""
    raw = line.doc.to_array(COLUMNS).astype(np.int64).reshape(-1, len(COLUMNS))
    kept = np.flatnonzero(raw[:, 7] == 0)
    place = np.full(len(raw), -1, np.int64)
    place[kept] = np.arange(len(kept))
    raw = raw[kept]
    head = place[kept + raw[:, 2]]
    begins = (raw[:, 3] == 1) & (np.arange(len(kept)) > 0)
    layout = np.where(begins, 2, 0)
    layout[:1] = 1
    start = line.start + raw[:, 0]
    return np.column_stack(
        (
            start,
            start + raw[:, 1],
            first + np.where(head < 0, np.arange(len(kept)), head),
            sentence + np.cumsum(begins),
            np.full(len(kept), number),
            layout,
            _named(line, raw[:, 4], _DEPENDENCY, 0),
            _named(line, raw[:, 5], _PART, 0),
            _named(line, raw[:, 6], ENTITIES, 7),
        )
    ).astype(np.int64)


def _named(line: Line, column: Numbers, table: Mapping[str, int], other: int) -> Numbers:
    """The numbers of spaCy's labels in our ``table``; no label is 0."""
    labels, at = np.unique(column.astype(np.uint64), return_inverse=True)
    strings = line.doc.vocab.strings
    known = [table.get(strings[int(n)], other) if n else 0 for n in labels]
    return np.array(known, np.int64)[at.reshape(-1)]


@functools.lru_cache(maxsize=65536)
def _shape(form: str) -> int:
    """1 lower case, 2 capitalised, 3 capitals, 4 mixed, 5 with a digit, 6 no letter, 0 a lone capital."""
    if any(c.isdigit() for c in form):
        return 5
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return 6
    if form.islower():
        return 1
    if form.isupper():
        return 3 if len(letters) > 1 else 0
    return 2 if form[:1].isupper() and form[1:].islower() else 4


def _quotation_column(parsed: Parsed, start: Numbers, end: Numbers) -> Numbers:
    """0 outside quotations, 1 the first word or mark, 2 inside, 3 the last; the words of a turn are one."""
    column = np.zeros(len(start), dtype=np.int64)
    found, _ = parsed.once(quotations_of)
    said = [quotation.span for quotation in found if not quotation.depth]
    for span in (*said, *(words for turn in parsed.turns for words in turn.words)):
        _mark(column, start, end, span)
    return column


def _mark(column: Numbers, start: Numbers, end: Numbers, span: Span) -> None:
    first = int(np.searchsorted(end, span.start, "right"))
    stop = int(np.searchsorted(start, span.end, "left"))
    if first < stop:
        column[first:stop] = 2
        column[stop - 1] = 3
        column[first] = 1
