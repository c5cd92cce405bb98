"""Attribution by the trained encoder: one way to fill the seam."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, Final

from dateline.analysis.attribution.ahead import Ahead, Answer
from dateline.analysis.attribution.asking import (
    TOGETHER,
    Batch,
    Read,
    Role,
    answers,
    ask,
    batches,
    cut_up,
    in_text_order,
)
from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.cues import PLACES, is_act, quotes_words
from dateline.analysis.attribution.edges import bare_content, bare_source, unglued
from dateline.analysis.attribution.encoder import encoder, threads, wordpieces
from dateline.analysis.attribution.marks import MARK
from dateline.analysis.attribution.tails import with_tail
from dateline.analysis.attribution.words import Words, words_of
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["answered", "begin", "roles", "trained"]

LEAST: Final = 0.3
"""How sure the network must be of a cue for its answer to be looked at."""

NAMING: Final = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM")
"""Parts of speech of which a source has at least one."""


_Window = tuple[Words, Batch]
"""The words of a report, and a window of them for the encoder."""


def trained(parsed: Parsed) -> Sequence[Attribution]:
    """The attributions that the trained network finds, in text order of the cues."""
    words = parsed.once(words_of)
    attributions = (_attribution(parsed, words, role) for role in parsed.once(roles))
    spoken = (a for a in attributions if not a.source or _can_speak(parsed, a.source))
    return [a for a in spoken if not _is_deed(parsed, a)]


def roles(parsed: Parsed) -> list[Role]:
    """What the network answers, in words of the report."""
    found = parsed.once(answered)
    if found is None:
        pieces, report = wordpieces(), parsed.once(_report)
        return ask(encoder(), [report], pieces.marks, sure=LEAST)
    return in_text_order(role for window in found for role in window)


def answered(parsed: Parsed) -> list[list[Role]] | None:
    """What the network answers in each window; None where they are too many to be held at once."""
    some = parsed.once(_windows)
    return None if some is None else _ahead().ask(some).result()


def begin(parsed: Parsed) -> Answer[list[Role]] | None:
    """Let the network read the windows beside us; :func:`trained` waits for them.

    What is handed over are rows of numbers: only the thread that parses ever touches the parse, and nearly
    all that the other one does needs no Python. None for a report that must not be held at once.
    """
    some = parsed.once(_windows)
    if some is None:
        return None
    answer = _ahead().ask(some)
    parsed.promise(answered, answer)
    return answer


@functools.cache
def _ahead() -> Ahead[_Window, list[Role]]:
    return Ahead(_read, threads())


def _read(window: _Window) -> list[Role]:
    """A window is all that its cues ask, so that nothing of its answers is left to the thread that parses."""
    words, batch = window
    network = encoder()
    return answers(network, [words], [Read(batch, *network.encode(batch))], LEAST)


def _report(parsed: Parsed) -> tuple[Words, list[tuple[int, ...]]]:
    words = parsed.once(words_of)
    return words, wordpieces().of(words.forms)


def _windows(parsed: Parsed) -> list[_Window] | None:
    report = parsed.once(_report)
    cuts = cut_up([report]) if len(report[0]) else []
    if len(cuts) > TOGETHER:
        return None
    return [(report[0], batch) for batch in batches([report], cuts, wordpieces().marks)]


def _attribution(parsed: Parsed, words: Words, role: Role) -> Attribution:
    cue = _spans(words, (role.cue,))
    source = tuple(_source(parsed, span) for span in _spans(words, role.source))
    content = tuple(_content(parsed.text, span, cue[0]) for span in _spans(words, role.content))
    content = with_tail(parsed, content, (*source, *cue))
    return Attribution(
        source=source,
        cue=cue,
        content=content,
        quotes=_quotes(parsed.tokens(cue[0])),
        sure=role.sure,
        nested=role.style > 0,
        marked=any(MARK.search(parsed.text, span.start, span.end) for span in content),
    )


def _content(text: str, span: Span, cue: Span) -> Span:
    return bare_content(text, unglued(text, span, cue))


def _source(parsed: Parsed, span: Span) -> Span:
    line = parsed.line_at(span.start)
    first = line is not None and line.start == span.start
    return bare_source(parsed.text[span.start : span.end], span, first=first)


def _can_speak(parsed: Parsed, source: Sequence[Span]) -> bool:
    """Whether a word of the source can stand for somebody ("Read also: ..." has none)."""
    return any(token.pos_ in NAMING for span in source for token in parsed.tokens(span))


def _is_deed(parsed: Parsed, attribution: Attribution) -> bool:
    """Whether something is done to a place or a people ("attacked Denmark"), and nothing said of it."""
    if not any(is_act(token.lemma_.lower()) for token in parsed.tokens(attribution.cue[0])):
        return False
    words = [token for part in attribution.content for token in parsed.tokens(part)]
    return all(token.ent_type_ in PLACES or token.pos_ in ("DET", "PUNCT") for token in words)


def _spans(words: Words, ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(int(words.start[a]), int(words.end[b - 1])) for a, b in ranges)


def _quotes(cue: Sequence[Any]) -> bool:
    """Whether the cue is a word for speaking, or nothing but a mark ("Doe: ...")."""
    spoken = [t for t in cue if t.is_alpha]
    heads = [t for t in spoken if t.pos_ in ("VERB", "NOUN", "ADP")]
    return not spoken or any(quotes_words(t.lemma_.lower()) for t in heads)
