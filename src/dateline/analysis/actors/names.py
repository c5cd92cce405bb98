"""Who a report names: the world's people and states first, then spaCy's, then whom the report itself teaches.

The first step of the analysis: fills :attr:`Findings.actors`, each with its kind, side, role and mentions.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.analysis.actors.appositions import bearer, titled
from dateline.analysis.actors.home_sides import HomeSides
from dateline.analysis.actors.labels import Labels
from dateline.analysis.actors.outlets import OutletNames
from dateline.analysis.actors.phrases import Phrase, PhraseKind, find_phrases
from dateline.analysis.actors.sightings import Sighting, entity_sightings, published_day, world_sightings
from dateline.analysis.actors.table import NameTable, actors_of, drop_overlaps
from dateline.analysis.actors.unlabelled import people_beside_titles, place_names
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line, Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Findings
from dateline.model.text import Span
from dateline.world import Mention, World

__all__ = ["name_actors"]

KNOWING = re.compile(
    r"familiar|close to|with (?:\w+ ){0,2}(?:knowledge|information)|briefed|aware|involved|acquainted"
)
"""What follows a source whom it makes one: "people familiar with the matter"."""
KIN = frozenset({"first lady", "first gentleman", "wife", "husband", "spouse", "widow", "son", "daughter"})
"""Relatives of whoever the surname alone means, where the report has named both; so is any namesake whom
the world does not know beside somebody whom it does."""


@dataclass(frozen=True, slots=True)
class _Read:
    """One line with what stands in it."""

    line: Line
    found: tuple[Mention, ...]
    phrases: tuple[Phrase, ...]
    sightings: list[Sighting]


def name_actors(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with every actor that the report names, ids "a1", "a2", … by first mention.

    Known names are those of the world tables on the day of publication; roles and sides of others come
    from the titles beside their names. Mentions do not overlap. A place is no actor.
    """
    on = published_day(parsed.document.published)
    found = [World.default().find(line.doc.text, on=on) for line in parsed.lines]
    outlets = OutletNames(parsed, found)
    reads = [_read(line, known, outlets) for line, known in zip(parsed.lines, found, strict=True)]
    labels = Labels(parsed, on)
    reads = _sided(_without_places(reads), on)
    table = NameTable([*(s for read in reads for s in read.sightings), *labels.in_full()])
    sightings = labels.settled([s for read in reads for s in _line_sightings(read, table)], table)
    sightings = _outlets_in_full(sightings)
    return replace(findings, actors=actors_of(sightings))


def _outlets_in_full(sightings: list[Sighting]) -> list[Sighting]:
    """Short names in full: "The Times" is The New York Times in a report that has named that one before."""
    full: dict[str, str] = {}
    settled = []
    for sighting in sightings:
        if sighting.kind is ActorKind.OUTLET:
            words = sighting.name.split()
            if len(words) == 2 and words[0] == "The" and words[1] in full:
                settled.append(replace(sighting, name=full[words[1]]))
                continue
            if len(words) > 2 or words[0] != "The":
                full[words[-1]] = sighting.name
        settled.append(sighting)
    return settled


def _read(line: Line, found: tuple[Mention, ...], outlets: OutletNames) -> _Read:
    phrases = find_phrases(line.doc, found)
    learned = [
        Sighting(span, name, ActorKind.OUTLET, known=True) for span, name in outlets.sweep(line, found)
    ]
    known = world_sightings(line, found)
    titles = people_beside_titles(line, phrases, found)
    named = drop_overlaps([*learned, *known, *titles, *entity_sightings(line, phrases, found)])
    return _Read(line, found, phrases, titled(named, phrases, found, line.doc.text, line.start))


def _without_places(reads: list[_Read]) -> list[_Read]:
    places = place_names([(read.line, read.sightings) for read in reads])
    return [
        replace(read, sightings=[s for s in read.sightings if s.known or s.name not in places])
        for read in reads
    ]


def _sided(reads: list[_Read], on: dt.date | None) -> list[_Read]:
    sides = HomeSides(on)
    return [replace(read, sightings=sides.read(read.line, read.sightings)) for read in reads]


def _line_sightings(read: _Read, table: NameTable) -> list[Sighting]:
    """World, then the report's own surnames, then phrases, then what else spaCy names."""
    line = read.line
    own = [_settled(s, table) for s in read.sightings]
    sure = [s for s in own if s.known or s.full]
    named = drop_overlaps([*sure, *table.sweep(line.doc.text, line.start)])
    phrases = _phrase_sightings(read, named)
    titles = _title_spans(read)
    beside = [s for s in (*named, *own) if not any(t.holds(s.span) for t in titles)]
    return drop_overlaps([*phrases, *beside])


def _title_spans(read: _Read) -> list[Span]:
    """Where a state is named only to say whose office it is ("US" in "US President")."""
    return [
        Span(read.line.start + p.start, read.line.start + p.head_end)
        for p in read.phrases
        if p.kind is PhraseKind.TITLE
    ]


def _settled(sighting: Sighting, table: NameTable) -> Sighting:
    """A bare surname of the world tables is the report's own bearer of it, where there is one."""
    if not sighting.choices:
        return sighting
    own = table.bearer(sighting.name.rsplit(" ", 1)[-1], sighting.span.start)
    own = own or next((s for c in sighting.choices if (s := table.in_full(c.name))), None)
    if own is None or own.name == sighting.name:
        return sighting
    if (own.role in KIN or not own.known) and table.in_full(sighting.name) is not None:
        return sighting
    return replace(own, span=sighting.span, full=False)


def _phrase_sightings(read: _Read, persons: Sequence[Sighting]) -> list[Sighting]:
    found = []
    offices = [s.span for s in persons if s.kind is ActorKind.OFFICE]
    for phrase in read.phrases:
        head = Span(read.line.start + phrase.head_start, read.line.start + phrase.head_end)
        if any(s.holds(head) for s in offices):
            continue
        if bearer(phrase, persons, read.line.doc.text, read.line.start) is None:
            sighting = _of_phrase(phrase, read.line)
            if sighting is not None:
                found.append(sighting)
    return found


def _of_phrase(phrase: Phrase, line: Line) -> Sighting | None:
    if phrase.kind is PhraseKind.BODY:
        return _body(phrase, line)
    if (phrase.definite and not phrase.collective) or (
        phrase.kind is PhraseKind.TITLE and not phrase.counted
    ):
        return None
    if phrase.collective:
        return _group(phrase, line)
    if not (phrase.plural or phrase.counted):
        return None
    doubtful = phrase.needs_company or (phrase.kind is PhraseKind.TITLE and phrase.meaning == "head")
    if doubtful and not (_in_the_know(phrase, line) or _speaks(phrase, line)):
        return None
    name = _as_written(line.doc.text[phrase.start : phrase.end], line, phrase)
    return Sighting(phrase.at(line.start), name, ActorKind.UNNAMED, phrase.side)


def _group(phrase: Phrase, line: Line) -> Sighting | None:
    """As in "European leaders", "the Western allies": a group needs a modifier that says which one."""
    words = re.sub(r"^[Tt]he\s+", "", line.doc.text[phrase.start : phrase.end])
    before = line.doc.text[: phrase.start].casefold()
    if (
        not phrase.plural
        or phrase.possessed
        or not any(c.isupper() for c in words[1:] + words[:1] * (" " in words))
    ):
        return None
    if before.endswith("one of ") or words.casefold().startswith(("few ", "two ", "both ")):
        return None
    some = re.match(r"(?:other|some|several|many|most|various|certain)\b", words, re.IGNORECASE)
    side = None if some else phrase.side
    return Sighting(phrase.at(line.start), _as_written(words, line, phrase), ActorKind.GROUP, side)


def _in_the_know(phrase: Phrase, line: Line) -> bool:
    """A complement that says how they know: "people familiar with the matter", "a source in the palace"."""
    behind = line.doc.text[phrase.head_end : phrase.end].strip()
    return phrase.has_complement and (phrase.meaning == "source" or KNOWING.match(behind) is not None)


def _body(phrase: Phrase, line: Line) -> Sighting | None:
    if phrase.side is None:
        return None
    span = phrase.at(line.start)
    if phrase.stands_for_side:
        kind = ActorKind.STATE if World.default().state(phrase.side) else ActorKind.ORGANISATION
        return Sighting(span, phrase.side, kind, phrase.side)
    words = re.sub(r"^[Tt]he\s+", "", line.doc.text[phrase.start : phrase.end])
    return Sighting(span, words, ActorKind.OFFICE, phrase.side)


def _speaks(phrase: Phrase, line: Line) -> bool:
    """The subject of a speech verb, or the one whom something is according to."""
    span = line.doc.char_span(phrase.head_start, phrase.head_end, alignment_mode="expand")
    if span is None:
        return False
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ in ("of", "to", "by") and root.head.head.i != root.head.i:
        outer = root.head.head
        if outer.lower_ in ("one", "some", "both", "most", "many"):
            root = outer
    verb = root.head
    if root.dep_ == "nsubj" and verb.lemma_.lower() in lexicon("unnamed")["saying"]:
        return True
    return (root.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lower_ == "according") or (
        root.dep_ == "dobj" and verb.lower_ in ("citing", "quoting")
    )


def _as_written(words: str, line: Line, phrase: Phrase) -> str:
    """The phrase itself; the capital of a sentence's first word goes, unless it is a name's."""
    token = line.doc.char_span(phrase.start, phrase.start + 1, alignment_mode="expand")
    if token is None or not words[:1].isupper() or not token[0].is_sent_start:
        return words
    first = token[0]
    proper = first.pos_ == "PROPN" or first.ent_type_ in ("NORP", "GPE", "ORG") or first.text.isupper()
    if (proper and len(first) > 1) or first.text.split("-")[0] in lexicon("unnamed")["capitalised"]:
        return words
    return words[:1].lower() + words[1:]
