"""Where somebody is named in one line, before the report's names are put together."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dateline.analysis.actors.metonyms import stands_for_government
from dateline.analysis.actors.phrases import Phrase
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Line
from dateline.model.actors import ActorKind
from dateline.model.text import Span
from dateline.world import Entry, EntryKind, Form, Mention, World

__all__ = ["Sighting", "entity_sightings", "published_day", "world_sightings"]

KINDS = {
    EntryKind.PERSON: ActorKind.PERSON,
    EntryKind.STATE: ActorKind.STATE,
    EntryKind.ORGANISATION: ActorKind.ORGANISATION,
    EntryKind.OUTLET: ActorKind.OUTLET,
    EntryKind.OFFICE: ActorKind.OFFICE,
    EntryKind.GROUP: ActorKind.GROUP,
}
NOT_NAMES = frozenset(
    [
        *("mr", "mrs", "ms", "dr", "sir", "lord", "lady", "madame", "president", "prime", "minister"),
        *("senator", "governor", "mayor", "professor", "doctor", "commissioner", "congressman", "inspector"),
        *("congresswoman", "director", "editor", "pastor", "councillor", "councilor", "lawyer"),
        *("easter", "christmas", "ramadan", "god", "internet", "covid"),
    ]
)

NOT_PEOPLE = frozenset({"NORP", "DATE", "TIME", "EVENT", "LAW", "WORK_OF_ART", "FAC"})
GLUED = re.compile(r"[a-zà-ž]{2,}(?=[A-ZÀ-Ž][a-zà-ž])")
"""A word without a space before the name behind it ("includingJane Doe")."""
INITIALS = re.compile(r"(?:[A-Z]\.)+")
ALIKE = 0.6
"""Of two spellings of one first name ("Aleksander", "Alexander": 0.84; "Jill", "Joe": 0.29)."""
NUMERAL = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One naming of somebody, with what the place itself tells.

    ``full`` says that a person's whole name stands there, so that the last word of it may stand for
    the person elsewhere in the report.
    """

    span: Span
    name: str
    kind: ActorKind
    side: str | None = None
    role: str | None = None
    full: bool = False
    known: bool = False
    """Whether the world tables know the name."""
    choices: tuple[Entry, ...] = ()
    """The persons of the world tables that a bare surname may mean, best first."""


def world_sightings(line: Line, found: Sequence[Mention]) -> list[Sighting]:
    """What the world matcher found, less places and adjectives; a longer name around a known one wins."""
    wider = _wider_persons(line.doc)
    sightings = []
    for mention in found:
        outer = next((s for s in wider if s.start <= mention.start and mention.end <= s.end), None)
        sighting = _read(line, mention, outer)
        if sighting is not None:
            sightings.append(sighting)
    return sightings


def _wider_persons(doc: Any) -> list[Span]:
    return [Span(*_trim(doc, e)) for e in doc.ents if e.label_ == "PERSON" and len(e) > 1]


def _read(line: Line, mention: Mention, outer: Span | None) -> Sighting | None:
    span = Span(line.start + mention.start, line.start + mention.end)
    entry = mention.entries[0]
    if mention.form is Form.DEMONYM:
        return _people(line, mention, span)
    if entry.kind is EntryKind.PLACE or entry.kind not in KINDS:
        return None
    if entry.kind is EntryKind.PERSON:
        return _person(line, mention, span, outer)
    city = mention.form is Form.CAPITAL
    if (city or (entry.kind is EntryKind.STATE and mention.form is Form.NAME)) and not _acts(line, mention):
        return None
    return Sighting(span, entry.name, KINDS[entry.kind], _side(entry), entry.role, known=True)


def _side(entry: Entry) -> str | None:
    """Whom the entry speaks for; an outlet speaks for nobody, wherever it is published."""
    if entry.kind is EntryKind.OUTLET:
        return None
    return entry.side or (entry.name if entry.kind in (EntryKind.STATE, EntryKind.ORGANISATION) else None)


def _acts(line: Line, mention: Mention) -> bool:
    token = _head(line.doc, mention)
    return token is None or stands_for_government(token, capital=mention.form is Form.CAPITAL)


def _head(doc: Any, mention: Mention) -> Any | None:
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return None if span is None else span.root


def _people(line: Line, mention: Mention, span: Span) -> Sighting | None:
    """The state, where a people stands for it: "the Russians", but not "Russian forces"."""
    token = _head(line.doc, mention)
    if token is None or mention.entries[0].kind is not EntryKind.STATE:
        return None
    plural = token.tag_ in ("NNS", "NNPS") and token.text.endswith(("s", "ese", "ish", "ch"))
    if not plural or token.dep_ in ("compound", "amod", "nmod"):
        return None
    name = mention.entries[0].name
    return Sighting(span, name, ActorKind.STATE, name, known=True)


def _person(line: Line, mention: Mention, span: Span, outer: Span | None) -> Sighting | None:
    entry = mention.entries[0]
    text = line.doc.text
    wider = outer is not None and outer.end - outer.start > mention.end - mention.start
    short = " " not in text[mention.start : mention.end]
    if short and outer is not None and wider:
        name = text[outer.start : outer.end]
        same = next((e for e in mention.entries if _same_person(name, e.name)), None)
        if same is None:
            place = Span(line.start + outer.start, line.start + outer.end)
            return Sighting(place, name, ActorKind.PERSON, full=True)
        entry, span = same, Span(line.start + outer.start, line.start + outer.end)
    if short and _first_of_two(line.doc, mention):
        return None
    if short and outer is None and (name := _stranger(line.doc, mention)) is not None:
        place = Span(line.start + name[0], line.start + mention.end)
        return Sighting(place, text[name[0] : mention.end], ActorKind.PERSON, full=True)
    full = (mention.form is Form.NAME and not short) or _under_title(text[: mention.start], entry)
    choices = () if full else tuple(e for e in mention.entries if e.kind is EntryKind.PERSON)
    return Sighting(span, entry.name, ActorKind.PERSON, entry.side, entry.role, full, True, choices)


def _under_title(before: str, entry: Entry) -> bool:
    """Whether a surname stands behind its bearer's own office ("President Trump"): as good as a full name."""
    words = before.casefold().split()
    office = entry.role.casefold().split() if entry.role else []
    return bool(office) and words[-len(office) :] == office


def _stranger(doc: Any, mention: Mention) -> tuple[int, int] | None:
    """Where a whole name stands whose first name is none of the known bearers' ("Sadiq Khan")."""
    span = doc.char_span(mention.start, mention.end)
    if span is None or span.start == 0:
        return None
    first = doc[span.start - 1]
    word = first.text
    if INITIALS.fullmatch(word) and first.whitespace_ == " ":
        fits = any(entry.name.startswith(word[0]) for entry in mention.entries)
        return None if fits else (first.idx, mention.end)
    shaped = word[:1].isupper() and word[1:].islower() and word.isalpha() and first.pos_ == "PROPN"
    leans = first.dep_ == "compound" and first.head.i == span.root.i and first.whitespace_ == " "
    if not (shaped and leans) or word.casefold() in _title_words():
        return None
    own = {part for entry in mention.entries for part in entry.name.split()}
    known = word in own or any(_same_first(word, e.name.split()[0]) for e in mention.entries)
    known = known or World.default().state(word) is not None or first.ent_type_ in NOT_PEOPLE
    return None if known else (first.idx, mention.end)


def _same_person(name: str, known: str) -> bool:
    """Whether a name may be another spelling of a known one ("Aleksander Lukashenko")."""
    words, own = name.split(), known.split()
    return set(words) <= set(own) or (words[-1] == own[-1] and _same_first(words[0], own[0]))


def _same_first(word: str, other: str) -> bool:
    return word[:1] == other[:1] and difflib.SequenceMatcher(None, word, other).ratio() >= ALIKE


@functools.cache
def _title_words() -> frozenset[str]:
    words = (word for row in lexicon("titles")["title"] for phrase in row["words"] for word in phrase.split())
    return NOT_NAMES | frozenset(words)


def _first_of_two(doc: Any, mention: Mention) -> bool:
    """Whether a surname is the first name of somebody else ("Kim Halvorsen")."""
    span = doc.char_span(mention.start, mention.end)
    if span is None or span.end >= len(doc):
        return False
    last, behind = span[-1], doc[span.end]
    joined = last.dep_ == "compound" and last.head.i == behind.i and last.whitespace_ == " "
    return (
        joined
        and behind.pos_ == "PROPN"
        and behind.ent_type_ not in ("DATE", "TIME")
        and behind.text.istitle()
    )


def entity_sightings(line: Line, phrases: Sequence[Phrase], found: Sequence[Mention]) -> list[Sighting]:
    """Persons and organisations that spaCy sees where the world tables see nothing.

    What is a place or an adjective to the world is nobody, whatever spaCy takes it for.
    """
    heads = [(p.head_start, p.head_end) for p in phrases]
    told = {(m.start, m.end) for m in found}
    sightings = []
    for entity in line.doc.ents:
        if entity.label_ not in ("PERSON", "ORG"):
            continue
        start, end = _trim(line.doc, entity, heads)
        name = line.doc.text[start:end]
        if (start, end) in told or not _is_name(name) or any(s < end and start < e for s, e in heads):
            continue
        person = entity.label_ == "PERSON"
        if person and " " not in name:
            start = _with_first_name(line.doc, start)
            name = line.doc.text[start:end]
        kind = ActorKind.PERSON if person else ActorKind.ORGANISATION
        span = Span(line.start + start, line.start + end)
        sightings.append(Sighting(span, name, kind, full=person and " " in name))
    return sightings


def _with_first_name(doc: Any, start: int) -> int:
    """Where the name begins whose last word alone is an entity ("the council Enver [Solomon]")."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or span.start == 0:
        return start
    first = doc[span.start - 1]
    word = first.text
    shaped = word[:1].isupper() and word[1:].islower() and first.pos_ == "PROPN" and not first.ent_type_
    strange = shaped and first.whitespace_ == " " and not first.is_sent_start
    return int(first.idx) if strange and not _is_title_word(word) else start


def _is_title_word(word: str) -> bool:
    """Whether the word says what somebody is rather than what he is called ("Judge", "Senator")."""
    low = word.casefold()
    return low in _title_words() or low in lexicon("sources")["people"]


def _is_name(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    plain = name.casefold() not in NOT_NAMES and NUMERAL.fullmatch(name) is None
    return len(letters) > 1 and name[:1].isupper() and plain


def _trim(doc: Any, entity: Any, heads: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """An entity without a title or article before it, and without "'s" or a stop behind it."""
    first, last = entity.start, entity.end
    while first < last - 1 and (
        doc[first].lower_.strip(".") in NOT_NAMES or doc[first].pos_ in ("DET", "PUNCT")
    ):
        first += 1
    for head_start, head_end in heads:
        if doc[first].idx <= head_start and head_end < doc[last - 1].idx and entity.label_ == "PERSON":
            while first < last - 1 and doc[first].idx < head_end:
                first += 1
    while last > first + 1 and (
        doc[last - 1].tag_ == "POS" or doc[last - 1].is_punct or doc[last - 1].is_space
    ):
        last -= 1
    glued = GLUED.match(doc[first].text)
    start = doc[first].idx + (glued.end() if glued else 0)
    return start, doc[last - 1].idx + len(doc[last - 1].text)


def published_day(published: Any) -> dt.date | None:
    """The day that decides who holds an office."""
    return published.first if published is not None else None
