"""``According to X, Y.`` where the parse has lost its way: the comma tells what the grammar should."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Any, Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["opened"]

OPENING: Final = re.compile(r"[\"“„«'‘]?(According to)\s+(?=\S)")
LONGEST: Final = 120
"""Code points of a source; what is longer is a fault of the sentence's end."""
ACTING: Final = frozenset({"VERB", "AUX"})


def opened(parsed: Parsed) -> Iterator[Attribution]:
    """One attribution for each sentence that begins so: the source ends at a comma, the rest is said."""
    for line in parsed.lines:
        for sentence in line.sentences:
            span = parsed.span(sentence)
            opening = OPENING.match(parsed.text, span.start, span.end)
            comma = _comma(parsed, opening.end(), span.end) if opening else None
            if opening and comma:
                source, cue = Span(opening.end(), comma), Span(*opening.span(1))
                said = parsed.text[comma + 1 : span.end].rstrip(" .\n")
                lead = len(said) - len(said.lstrip())
                yield Attribution((source,), (cue,), (Span(comma + 1 + lead, comma + 1 + len(said)),))


def _comma(parsed: Parsed, start: int, end: int) -> int | None:
    """The first comma behind which somebody does something before the next one: others belong to a name."""
    commas = [start + m.start() for m in re.finditer(r",(?=\s)", parsed.text[start:end])]
    for comma, after in itertools.pairwise([*commas, end]):
        if comma - start > LONGEST:
            return None
        if after == end or _acts(parsed.tokens(Span(comma + 1, after))):
            return comma
    return None


def _acts(tokens: list[Any]) -> bool:
    """Whether a clause stands there, and no relative one ("Jane Doe, who leads the party, ...")."""
    relative = any(t.tag_ in ("WP", "WDT", "WRB") for t in tokens[:2])
    return not relative and any(t.pos_ in ACTING for t in tokens)
