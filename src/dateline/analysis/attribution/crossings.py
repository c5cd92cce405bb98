"""Contents that cross: what begins inside somebody's words ends there, or was said twice.

The network answers each cue by itself, and two answers may differ: by a mark, and then the words inside would
be cut off as another's quotation (``She was right when he said that "nobody came."``); or because a sentence
has two tags, and each gets a half (``Doe said they left because "nobody came," she said.``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.places import Places
from dateline.model.text import Span

__all__ = ["uncrossed"]

PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i"})
"""Who says it again in a second tag."""


def uncrossed(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, each content as long as what begins inside it and is not another's."""
    contents = Places((part, at) for at, a in enumerate(found) for part in a.content)
    parts = [list(a.content) for a in found]
    for at, attribution in enumerate(found):
        for n, part in enumerate(attribution.content):
            for inner, other in contents.around(part):
                if other == at or not part.start < inner.start < part.end < inner.end:
                    continue
                again = _says_again(text, found[other], inner)
                if again or not any(c.isalnum() for c in text[part.end : inner.end]):
                    parts[at][n] = Span(part.start, inner.end)
                    if again and inner in parts[other]:
                        parts[other].remove(inner)
    return [replace(a, content=tuple(p)) for a, p in zip(found, parts, strict=True) if p or not a.content]


def _says_again(text: str, attribution: Attribution, inner: Span) -> bool:
    """Whether a pronoun behind the words is all that says them once more."""
    source = attribution.source
    behind = all(p.start >= inner.end for p in (*source, *attribution.cue))
    return behind and len(source) == 1 and text[source[0].start : source[0].end].lower() in PRONOUNS
