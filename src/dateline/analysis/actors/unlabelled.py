"""What the named entities of spaCy's small model miss or mistake: people beside their titles, and places.

"foreign ministers Julio Terán and Inés Carpio" are two people whatever the model calls them; and whoever
is only ever said to be "in Manaus" is told of no person called Manaus.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dateline.analysis.actors.appositions import bearer
from dateline.analysis.actors.phrases import Phrase, PhraseKind
from dateline.analysis.actors.sightings import Sighting
from dateline.analysis.parse import Line
from dateline.model.actors import ActorKind
from dateline.model.text import Span
from dateline.world import Mention

__all__ = ["people_beside_titles", "place_names"]

UPPER = "A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞĢİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽ"
WORD = rf"[{UPPER}][\w-]*[a-zà-ž](?:[’'][A-Z]?[a-z]{{2,}})?"
PARTICLE = r"(?:(?:de|del|della|la|van|von|der|bin|al|da|dos|ben) ){0,2}"
FULL_NAME = re.compile(rf"(?<![\w-]){WORD}(?: [{UPPER}]\.)?(?: {PARTICLE}{WORD}){{1,3}}(?![\w-])")
PAIRED = re.compile(r"(?:\s+of\s+[\w ]{2,40})?(?:\s+and\s+[\w ]{2,40})?,\s+")
"""As in "the foreign ministers of Peru and Ecuador, " before two names."""
OF_SIDES = 80
JOINED = re.compile(r"\s+and\s+|,\s+(?:and\s+)?")
DATES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL"})
PLACED = (
    r"in|near|around|outside|across|towns? of|city of|village of|region of|"
    r"(?:trips?|visits?|flights?|flew|fly|flying|travel(?:l?ed|l?ing|s)?|arriv(?:e|ed|es|ing)) (?:to|in)"
)


def people_beside_titles(line: Line, phrases: Sequence[Phrase], found: Sequence[Mention]) -> list[Sighting]:
    """The people in full whose title stands beside them, whether or not spaCy takes them for people."""
    text = line.doc.text
    titles = [p for p in phrases if p.kind is not PhraseKind.BODY]
    names = list(_names(line, [*((p.head_start, p.head_end) for p in phrases), *_spans(found)]))
    sure = {n.span: n for p in titles if (n := bearer(p, names, text, line.start)) is not None}
    for before, name in itertools.pairwise(names):
        between = text[before.span.end - line.start : name.span.start - line.start]
        if before.span in sure and JOINED.fullmatch(between) and _lists(titles, before, line.start):
            sure[name.span] = name
    for title in titles:
        if not title.plural:
            continue
        behind = [n for n in names if 0 <= n.span.start - line.start - title.end <= OF_SIDES]
        if behind and PAIRED.fullmatch(text[title.end : behind[0].span.start - line.start]):
            sure |= {name.span: name for name in behind[:2]}
    return [sure[span] for span in sorted(sure)]


def _lists(titles: Iterable[Phrase], name: Sighting, base: int) -> bool:
    """Whether a plural title stands before the name, so that others may follow it."""
    return any(p.plural and p.end <= name.span.start - base for p in titles)


def _spans(found: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    return ((m.start, m.end) for m in found)


def _names(line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[Sighting]:
    """Every run of capitalised words outside ``taken`` that may be somebody's whole name."""
    text = line.doc.text
    edges = sorted(taken)
    at = 0
    for start, end in [*edges, (len(text), len(text))]:
        for match in FULL_NAME.finditer(text, at, max(at, start)):
            if not _all_proper(line.doc, match):
                continue
            span = Span(line.start + match.start(), line.start + match.end())
            yield Sighting(span, match[0], ActorKind.PERSON, full=True)
        at = max(at, end)


def _all_proper(doc: Any, match: re.Match[str]) -> bool:
    """Whether the parse takes every capitalised word for a name ("On Monday" is none)."""
    words = doc.char_span(match.start(), match.end(), alignment_mode="expand")
    capitals = [t for t in words or () if t.text[:1].isupper()]
    return all(t.pos_ in ("PROPN", "X") and not t.is_stop and t.ent_type_ not in DATES for t in capitals)


def place_names(reads: Sequence[tuple[Line, Sequence[Sighting]]]) -> frozenset[str]:
    """The names of one word that somebody or something is "in" or "near": a place, not a party.

    A name that has a role beside it somewhere is a person's all the same.
    """
    strange = {s.name: None for _, sightings in reads for s in sightings if not s.known and " " not in s.name}
    titled = {s.name for _, sightings in reads for s in sightings if s.role is not None}
    names = [name for name in strange if name not in titled]
    if not names:
        return frozenset()
    words = "|".join(re.escape(name) for name in names)
    placed = re.compile(rf"(?<!\w)(?i:{PLACED})\s+(?:the\s+)?({words})(?!\w|['’]s)")
    return frozenset(match[1] for line, _ in reads for match in placed.finditer(line.doc.text))
