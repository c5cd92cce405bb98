"""What nobody in particular has said: "reportedly", "it has been claimed", "rumours she would leave"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.text import Span

__all__ = ["hearsay"]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
HELPERS = frozenset({"aux", "auxpass"})
RELATIVE = frozenset({"WDT", "WP", "WP$", "WRB"})
FEWEST = 3
"""Words of what is passed on; fewer are a turn of phrase."""


def hearsay(parsed: Parsed, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions without a source that ``found`` does not have, in text order of their cues."""
    taken = [part for a in found for part in a.cue]
    for line in parsed.lines:
        for attribution in _of_line(line, parsed.text[line.start : line.end]):
            if not any(part.overlaps(attribution.cue[0]) for part in taken):
                yield attribution


def _of_line(line: Line, text: str) -> Iterator[Attribution]:
    places = [found.start() for found in _any_word().finditer(text)]
    if not places:
        return
    for place in places:
        token = line.tokens[line.index_at(place)]
        if token.lower_ in _words("adverb"):
            yield from _made(line, token, [t for t in token.head.subtree if t != token])
        elif token.lower_ in _words("noun"):
            clause = next((c for c in token.sent if c.left_edge.i == token.i + 1 and _is_clause(c)), None)
            yield from _made(line, token, [] if clause is None else list(clause.subtree))
    for sentence in line.sentences:
        said = _passive().match(sentence.text)
        if said:
            start = line.start + sentence.start_char
            end = start + len(sentence.text.rstrip(' ."”'))
            content = Span(start + said.end(), max(end, start + said.end()))
            if len(text[content.start - line.start : content.end - line.start].split()) >= FEWEST:
                yield Attribution((), (Span(start + said.start("cue"), start + said.end("cue")),), (content,))


def _is_clause(token: Any) -> bool:
    """A clause of its own with a subject and an auxiliary: no "that", and not "reports he had written"."""
    subject = next((c for c in token.lefts if c.dep_ in SUBJECTS), None)
    helpers = [c for c in token.lefts if c.dep_ in HELPERS]
    if subject is None or not helpers or any(t.tag_ in RELATIVE or t.dep_ == "mark" for t in token.lefts):
        return False
    return subject.pos_ != "PRON" or any(c.tag_ == "MD" for c in helpers)


def _made(line: Line, cue: Any, tokens: Sequence[Any]) -> Iterator[Attribution]:
    """The runs of ``tokens`` as a content, without the marks at their ends."""
    runs: list[list[Any]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    trimmed = [_trimmed(run) for run in runs]
    parts = [Span(line.start + r[0].idx, line.start + r[-1].idx + len(r[-1].text)) for r in trimmed if r]
    if sum(len(r) for r in trimmed) >= FEWEST:
        yield Attribution(
            (), (Span(line.start + cue.idx, line.start + cue.idx + len(cue.text)),), tuple(parts)
        )


def _trimmed(run: list[Any]) -> list[Any]:
    while run and (run[0].is_punct or run[0].is_space):
        run = run[1:]
    while run and (run[-1].is_punct or run[-1].is_space):
        run = run[:-1]
    return run


@functools.cache
def _any_word() -> re.Pattern[str]:
    words = "|".join(sorted(_words("adverb") | _words("noun") | _words("passive")))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(w for row in lexicon("hearsay")[kind] for w in row["words"])


@functools.cache
def _passive() -> re.Pattern[str]:
    words = "|".join(sorted(_words("passive")))
    return re.compile(
        rf"\W*It\s+(?P<cue>(?:has been|had been|is|was|is being)\s+(?:\w+ly\s+)?(?:{words}))\s+"
        r"(?=\w)(?!to\b|by\b|in\b)"
    )
