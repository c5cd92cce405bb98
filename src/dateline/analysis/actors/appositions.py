"""What stands beside a name: role and side from a title before it or an apposition behind it.

"Russian spokesman Dmitry Peskov", "Foreign Minister Ilmar Tamsaar of Estonia", "Estonia's foreign
minister, Ilmar Tamsaar", "Jane Doe, the Canadian defence minister,".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.analysis.actors.phrases import Phrase, PhraseKind, stands_for
from dateline.analysis.actors.sightings import Sighting
from dateline.analysis.actors.table import COUNTERPART
from dateline.model.actors import ActorKind
from dateline.model.text import Span
from dateline.world import Form, Mention

__all__ = ["bearer", "titled"]

LONGEST_LINK = 40
"""Code points between a title and its name ("minister of foreign affairs, ...")."""
BEFORE = re.compile(r"\s+|,\s+|\s+(?:of|for)\s+[^,.;]{0,30},\s+")
BEHIND = re.compile(r"\s*,\s+(?:who is\s+|now\s+)?|\s+\(|\s+is\s+")
JOINED = re.compile(r"\s+and\s+|,\s+(?:and\s+)?")
COMMA = re.compile(r",?\s+")
PAIR = 2
OF = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?")


def bearer(phrase: Phrase, sightings: Sequence[Sighting], text: str, base: int) -> Sighting | None:
    """The person whom a title in apposition belongs to; None when the phrase stands alone.

    ``text`` is the line, ``base`` where it starts in the report.
    """
    if phrase.kind is PhraseKind.BODY:
        return None
    people = [s for s in sightings if s.kind is ActorKind.PERSON]
    beside = next((s for s in people if text[phrase.end : s.span.start - base] == " "), None)
    if beside is not None and beside.span.start - base > phrase.end:
        return beside
    for sighting in people:
        start, end = sighting.span.start - base, sighting.span.end - base
        between = text[phrase.end : start] if start >= phrase.end else None
        if between is not None and _before(between, phrase, text, end):
            return sighting
        if end <= phrase.start and BEHIND.fullmatch(text[end : phrase.start]):
            return sighting
    return None


def _before(between: str, phrase: Phrase, text: str, end: int) -> bool:
    """Whether ``between`` joins a title to the name that ends at ``end``."""
    if len(between) >= LONGEST_LINK or not BEFORE.fullmatch(between):
        return False
    named = phrase.side is not None or phrase.possessed
    return between.strip() != "," or (named and _closed(text, end))


def _closed(text: str, end: int) -> bool:
    return text[end : end + 1] in (",", ".", ";", ")", "") or text[end:].startswith((" said", " told"))


def titled(
    sightings: Sequence[Sighting], phrases: Sequence[Phrase], found: Sequence[Mention], text: str, base: int
) -> list[Sighting]:
    """``sightings`` with the role and side that their titles give; what the tables say stays."""
    given = {}
    for phrase in _without_masters(phrases, text):
        person = bearer(phrase, sightings, text, base)
        if person is not None and person.span not in given:
            given[person.span] = phrase
            if phrase.plural and person.span.start - base >= phrase.end:
                given |= {s.span: phrase for s in _joined(person, sightings, text, base)}
    sides = _respectively(phrases, sightings, found, text, base)
    told = {s.span: _with(s, given.get(s.span), found, text, base) for s in sightings}
    for span, (role, side) in sides.items():
        if not told[span].known:
            told[span] = replace(told[span], role=role, side=side)
    for span in sorted(told):
        if told[span].role == COUNTERPART:
            told[span] = replace(told[span], role=_role_before(span, told))
    return [told[s.span] for s in sightings]


def _respectively(
    phrases: Sequence[Phrase], sightings: Sequence[Sighting], found: Sequence[Mention], text: str, base: int
) -> dict[Span, tuple[str, str | None]]:
    """Role and side of each in "the foreign ministers of Peru and Ecuador, Jane Doe and Ilmar Tamsaar"."""
    given: dict[Span, tuple[str, str | None]] = {}
    for phrase in phrases:
        if not phrase.plural or phrase.kind is PhraseKind.BODY:
            continue
        states = _list(text, phrase.head_end, [(m.start, m.end) for m in found if stands_for(m)], OF)
        if len(states) != PAIR:
            continue
        people = {
            (s.span.start - base, s.span.end - base): s for s in sightings if s.kind is ActorKind.PERSON
        }
        names = _list(text, states[-1][1], list(people), COMMA)
        if len(names) == PAIR:
            sides = [next(stands_for(m) for m in found if m.start == start) for start, _ in states]
            pairs = zip(names, sides, strict=True)
            given |= {people[name].span: (phrase.meaning, side) for name, side in pairs}
    return given


def _list(
    text: str, at: int, spans: Sequence[tuple[int, int]], opening: re.Pattern[str]
) -> list[tuple[int, int]]:
    """The spans that follow ``at`` one after the other: after ``opening`` the first, joined the others."""
    listed: list[tuple[int, int]] = []
    link = opening
    for start, end in sorted(spans):
        if start < at:
            continue
        if link.fullmatch(text[at:start]) is None:
            break
        listed.append((start, end))
        at, link = end, JOINED
    return listed


def _role_before(span: Span, told: Mapping[Span, Sighting]) -> str | None:
    """The role of the person named last: "Foreign Minister Jane Doe and her Norwegian counterpart ..."."""
    before = (told[s].role for s in sorted(told, reverse=True) if s < span and told[s].role is not None)
    return next((role for role in before if role != COUNTERPART), COUNTERPART)


def _without_masters(phrases: Sequence[Phrase], text: str) -> list[Phrase]:
    """The titles, "the spokesman of the President of Peru" as one: the name behind it is the spokesman's."""
    kept: list[Phrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        titles = before is not None and before.kind is phrase.kind is PhraseKind.TITLE
        whose = phrase.definite and phrase.end > phrase.head_end
        joined = before is not None and text[before.end : phrase.start] in (" of ", " for ", " to ")
        if before is not None and titles and whose and joined:
            kept[-1] = replace(before, end=phrase.end, side=before.side or phrase.side)
            continue
        kept.append(phrase)
    return kept


def _joined(first: Sighting, sightings: Sequence[Sighting], text: str, base: int) -> Iterator[Sighting]:
    """Those who share a plural title with ``first``: "foreign ministers Jane Doe and Ilmar Tamsaar"."""
    at = first.span.end
    for sighting in sorted(sightings, key=lambda s: s.span):
        if sighting.span.start < at:
            continue
        joined = JOINED.fullmatch(text[at - base : sighting.span.start - base])
        if joined is None or sighting.kind is not ActorKind.PERSON:
            return
        yield sighting
        at = sighting.span.end


def _with(
    sighting: Sighting, phrase: Phrase | None, found: Sequence[Mention], text: str, base: int
) -> Sighting:
    if phrase is None:
        return sighting
    side = phrase.side or _of(sighting, found, text, base)
    if sighting.choices:
        sighting = _chosen(sighting, phrase.meaning, side)
    if sighting.known:
        return sighting
    role = f"former {phrase.meaning}" if phrase.former else phrase.meaning
    return replace(sighting, side=side, role=role)


def _of(sighting: Sighting, found: Sequence[Mention], text: str, base: int) -> str | None:
    """The side behind the name: "Foreign Minister Ilmar Tamsaar of Estonia"."""
    end = sighting.span.end - base
    behind = next((m for m in found if m.start >= end), None)
    if behind is None or behind.form is Form.DEMONYM or not OF.fullmatch(text[end : behind.start]):
        return None
    return stands_for(behind)


def _chosen(sighting: Sighting, role: str, side: str | None) -> Sighting:
    """Among the bearers of one surname, the one whom the title fits; a stranger when it fits none."""
    fits = [e for e in sighting.choices if side is None or e.side == side]
    if not fits:
        return replace(sighting, known=False, side=side, role=role, choices=())
    best = next((e for e in fits if e.role and (role in e.role or e.role in role)), fits[0])
    return replace(sighting, name=best.name, side=best.side, role=best.role, choices=(best,))
