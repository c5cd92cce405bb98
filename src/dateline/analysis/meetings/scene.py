"""Where and when a mention says that the encounter is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dateline.analysis.meetings.clusters import Told
from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.parse import Parsed
from dateline.model.findings import Format, MeetingKind, Status
from dateline.model.times import When
from dateline.reading.dates import Tense, find
from dateline.world import EntryKind, Form, World
from dateline.world import Mention as Known

__all__ = ["scene_of"]

AT = frozenset({"in", "at"})
GOALS = frozenset({"to", "in", "at", "into"})
NO_PLACE = frozenset({"DATE", "TIME", "EVENT", "WORK_OF_ART", "LAW", "NORP", "LANGUAGE"})
OPENING = 30
"""Code points at the beginning of a paragraph that may hold the day of all that it lists."""
TENSES = {
    Status.HELD: Tense.PAST,
    Status.ONGOING: Tense.PRESENT,
    Status.PLANNED: Tense.FUTURE,
    Status.PROPOSED: Tense.FUTURE,
    Status.POSTPONED: Tense.FUTURE,
    Status.RESCHEDULED: Tense.FUTURE,
}


def scene_of(parsed: Parsed, mention: Mention) -> Told:
    """``mention`` with its place and its time; None where it gives none."""
    return Told(mention, _place(mention), _when(parsed, mention))


def _heads(mention: Mention) -> list[Any]:
    """The words whose complements belong to the encounter."""
    token = mention.token
    heads = [token]
    if not mention.verbal and token.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"}:
        heads.append(token.head)
    if not mention.verbal:
        preps = [c for c in token.children if c.dep_ == "prep" and c.lower_ in {"between", "with"}]
        named = [n for p in preps for n in p.children if n.dep_ == "pobj"]
        heads += [h for n in named for h in (n, *n.conjuncts)]
    return heads


def _place(mention: Mention) -> str | None:
    if mention.format in {Format.CALL, Format.VIDEO}:
        return None
    words = GOALS if mention.kind is MeetingKind.VISIT else AT
    for head in _heads(mention):
        if mention.verbal and mention.kind is MeetingKind.VISIT:
            for child in head.children:
                if child.dep_ == "dobj" and (place := _named(child)):
                    return place
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in words:
                for noun in child.children:
                    if noun.dep_ == "pobj" and (place := _named(noun)):
                        return place
    return None


def _named(noun: Any) -> str | None:
    """The place that a noun phrase names: the world's name for it, else the words as they stand."""
    start, end = noun.left_edge.i, noun.i + 1
    words = noun.doc[start:end].text
    known_words = World.default().find(words)
    for known in known_words:
        for entry in known.entries:
            if entry.kind is EntryKind.PLACE:
                return entry.name
            if entry.kind is EntryKind.STATE and known.form in {Form.NAME, Form.ABBREVIATION}:
                return entry.name
    if noun.pos_ == "PROPN" and noun.ent_type_ not in NO_PLACE and not _organisation(noun, known_words):
        return " ".join(t.text for t in noun.doc[start:end] if t.pos_ == "PROPN") or None
    return None


def _organisation(noun: Any, known: Sequence[Known]) -> bool:
    """Whether a name that the parser takes for an organisation is one: known, or with an article."""
    return noun.ent_type_ == "ORG" and (bool(known) or noun.left_edge.pos_ == "DET")


def _when(parsed: Parsed, mention: Mention) -> When | None:
    sentence = mention.token.sent
    if mention.elliptical:
        return None
    tense = TENSES.get(mention.status) if mention.status else None
    if mention.listed:
        return _heading_day(parsed, mention, tense)
    base = sentence.start_char
    dates = find(sentence.text, parsed.document.published, tense=tense)
    best = None
    for date in dates:
        word = sentence.doc.char_span(base + date.start, base + date.end, alignment_mode="expand")
        if (
            word is None
            or date.when.first is None
            or date.when.clock is not None
            or not _belongs(word.root, mention)
        ):
            continue
        distance = abs(word.root.i - mention.token.i)
        if best is None or distance < best[0]:
            best = (distance, date.when)
    return best[1] if best else None


def _heading_day(parsed: Parsed, mention: Mention, tense: Tense | None) -> When | None:
    """The day that a paragraph of a list opens with: "Tuesday - a call with the King of Spain."."""
    opening = mention.line.doc.text[:OPENING]
    found = find(opening, parsed.document.published, tense=tense)
    first = found[0] if found and not opening[: found[0].start].strip() else None
    return first.when if first and first.when.first is not None else None


def _belongs(word: Any, mention: Mention) -> bool:
    """Whether a date hangs on the encounter or on the verb of its clause, with no other clause between."""
    for step in (word, *word.ancestors):
        if step in (mention.token, mention.clause):
            return True
        if step.pos_ in {"VERB", "AUX"} and step != word:
            return False
    return False
