"""Where a line names something that may be an outlet: names the tables know, and short names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line
from dateline.model.actors import Actor, ActorKind
from dateline.model.text import Span
from dateline.world import World

__all__ = ["outlet_names"]

SHORT = re.compile(r"(?<![\w-])the ([A-Z][a-z]{2,})(?![\w’'-]| [A-Z])")
"""The last word of a newspaper's name ("told the Post that")."""
ALONE = ("Times", "Guardian", "Independent", "Observer", "Telegraph", "Economist", "Atlantic", "Spectator")
"""Newspapers known under the short name; any other must have been named in full before."""


def outlet_names(line: Line, index: ActorIndex) -> Iterator[tuple[Span, str, bool]]:
    """(where, canonical name, whether it is known to be an outlet) of all in ``line``, in text order."""
    found = {
        span: (actor.name, actor.kind is ActorKind.OUTLET)
        for span, actor in reversed(list(index.mentions(line.span)))
        if _may_carry(actor)
    }
    for match in SHORT.finditer(line.doc.text):
        span = Span(line.start + match.start(1), line.start + match.end(1))
        name = _full_name(match[1], index)
        if name and all(actor.name.endswith(match[1]) for _, actor in index.mentions(span)):
            found = {s: known for s, known in found.items() if not s.overlaps(span)} | {span: (name, True)}
    for span, (name, known) in sorted(found.items()):
        yield span, name, known


def _full_name(short: str, index: ActorIndex) -> str | None:
    own = lexicon("outlets")
    if short not in (*own["heads"], *own["slot_heads"], *ALONE):
        return None
    full = [a.name for a in index.actors if a.kind is ActorKind.OUTLET and a.name.endswith(f" {short}")]
    if len(full) == 1:
        return full[0]
    return f"The {short}" if short in ALONE and not full else None


def _may_carry(actor: Actor) -> bool:
    """An outlet, or a body that the tables know nothing of (a small radio station, it may be)."""
    if actor.kind is ActorKind.OUTLET:
        return True
    return actor.kind is ActorKind.ORGANISATION and actor.side is None and not _is_known(actor.name)


def _is_known(name: str) -> bool:
    return any(m.start == 0 and m.end == len(name) for m in World.default().find(name))
