"""An event that a wire's calendar records: its lines as one encounter with one assertion.

The text is written line by line (``Status: eos5``); each fact is cited from its line. What the code
of the status says is a row of ``lexicon/event_status.toml``; without a code the dates tell: what is
entered for a day ahead is planned.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.analysis.lexicons import lexicon
from dateline.analysis.meetings.words import MeetingNoun, nouns
from dateline.analysis.parse import Parsed
from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import (
    Findings,
    Format,
    MeetingAssertion,
    MeetingKind,
    MeetingReport,
    Participant,
    Signal,
    Status,
)
from dateline.model.provenance import Form
from dateline.model.text import Document, SegmentKind, Span
from dateline.model.times import When
from dateline.world import Entry, EntryKind, World

__all__ = ["read_record", "status_named"]

_LINE = re.compile(r"(Event|Status|Starts|Ends|Place|Organiser|Participant): (.+)")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_TAKES_PART = {
    EntryKind.PERSON: ActorKind.PERSON,
    EntryKind.STATE: ActorKind.STATE,
    EntryKind.ORGANISATION: ActorKind.ORGANISATION,
    EntryKind.OFFICE: ActorKind.OFFICE,
}


@dataclass(frozen=True, slots=True)
class _Fact:
    """The words of one line behind its label, where they stand, and where the line does."""

    words: str
    span: Span
    line: Span


def read_record(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the encounter that the record at the head of the text tells of.

    An event at which nobody meets anybody (a match, a concert) is no encounter: it is left with a signal.
    """
    document = parsed.document
    if document.provenance.form is not Form.EVENT:
        return findings
    facts = _facts(document)
    if "Event" not in facts:
        return findings
    named = [f for label in ("Participant", "Organiser") for f in facts.get(label, ())]
    actors = [_actor(f, document) for f in named]
    noun = _noun(facts["Event"][0].words)
    told = facts.get("Participant", ())
    parties = [a for a in actors[: len(told)] if a is not None]
    if noun is None and sum(a.side is not None for a in parties) < 2:
        message = "The event is no encounter: neither its name nor its participants tell of one."
        return _signalled(findings, "event_no_encounter", facts["Event"][0].span, message)
    known = _added(findings.actors, [a for a in actors if a is not None])
    meeting = _meeting(f"m{len(findings.meetings) + 1}", facts, noun, parties, document)
    findings = replace(findings, actors=known, meetings=(*findings.meetings, meeting))
    status = next(iter(facts.get("Status", ())), None)
    if status is not None and status_named(status.words) is None:
        message = f"The status {status.words!r} is none that Dateline knows; the dates decide."
        findings = _signalled(findings, "event_status_unknown", status.span, message)
    return findings


def _signalled(findings: Findings, code: str, span: Span, message: str) -> Findings:
    return replace(findings, signals=(*findings.signals, Signal(code, *span, message)))


def _facts(document: Document) -> dict[str, list[_Fact]]:
    """The facts of the record by label, each in the order of its lines."""
    facts: dict[str, list[_Fact]] = {}
    for segment in document.segments:
        if segment.kind is not SegmentKind.LABEL:
            break  # the prose begins
        found = _LINE.fullmatch(document.text, segment.start, segment.end)
        if found:
            facts.setdefault(found[1], []).append(_Fact(found[2], Span(*found.span(2)), segment.span))
    return facts


@functools.cache
def _codes() -> dict[str, Status]:
    return {c: Status(row["status"]) for row in lexicon("event_status")["code"] for c in row["codes"]}


def status_named(code: str) -> Status | None:
    """What a code says of an event, by its last part; None for one that is not in the table."""
    return _codes().get(re.split(r"[:/#]", code.strip().rstrip("/"))[-1].casefold())


def _noun(name: str) -> MeetingNoun | None:
    """The noun for an encounter in an event's name ("NATO summit", "talks on trade"): the last of them."""
    words = _WORD.findall(name.casefold())
    singular = (w.removesuffix("s") if w not in nouns() else w for w in words)
    return next((nouns()[w] for w in reversed(list(singular)) if w in nouns()), None)


def _meeting(
    ident: str,
    facts: dict[str, list[_Fact]],
    noun: MeetingNoun | None,
    parties: Sequence[Actor],
    document: Document,
) -> MeetingReport:
    when = _when(facts)
    given = next(iter(facts.get("Status", ())), None)
    status = (status_named(given.words) if given else None) or _by_date(when, document.published)
    cited = (given if given and status_named(given.words) else None) or next(
        iter(facts.get("Starts", ())), facts["Event"][0]
    )
    assertion = MeetingAssertion(
        evidence=document.cite(*cited.line), status=status, by=(), statement=None, when=when
    )
    place = next((f.words for f in facts.get("Place", ())), None)
    return MeetingReport(
        id=ident,
        label=facts["Event"][0].words,
        participants=tuple(Participant(a.name, a.side) for a in parties),
        kind=noun.kind if noun else MeetingKind.MEETING,
        format=noun.format if noun else Format.UNKNOWN,
        status=status,
        assertions=(assertion,),
        place=_place(place) if place else None,
        when=when,
    )


def _by_date(when: When | None, published: When | None) -> Status:
    """What is entered for a day to come is planned; of what lies behind, the calendar says nothing."""
    if when is None or when.last is None or published is None or published.first is None:
        return Status.PLANNED if when is not None else Status.UNCLEAR
    return Status.PLANNED if when.last >= published.first else Status.UNCLEAR


def _when(facts: dict[str, list[_Fact]]) -> When | None:
    """The day or days of the event; a start alone keeps its minute."""
    starts, ends = (_time(next(iter(facts.get(k, ())), None)) for k in ("Starts", "Ends"))
    if starts is None or starts.first is None:
        return ends
    if ends is None or ends.last is None or ends.last <= starts.first:
        return starts
    return When.between(starts.first, ends.last)


def _time(fact: _Fact | None) -> When | None:
    if fact is None:
        return None
    try:
        return When.parse(re.sub(r"(?<=:\d\d)\.\d+", "", fact.words))
    except (ValueError, OverflowError):
        return None


def _place(words: str) -> str:
    """The town of an address where the world knows one, else the address as it is."""
    parts = (_whole(part, None) for part in words.split(", "))
    found = (e for entries in parts for e in entries if e.kind is EntryKind.PLACE)
    return next((e.name for e in found), words)


def _actor(fact: _Fact, document: Document) -> Actor | None:
    """Who a line names: whom the world knows by the whole of it, else a person of two words or more."""
    on = document.published.first if document.published else None
    entry = next((e for e in _entries(fact.words, on) if e.kind in _TAKES_PART), None)
    if entry is not None:
        kind = _TAKES_PART[entry.kind]
        return Actor("", entry.name, kind, entry.side, entry.role, (fact.span,))
    return Actor(
        "",
        fact.words,
        ActorKind.PERSON if _personal(fact.words) else ActorKind.ORGANISATION,
        None,
        None,
        (fact.span,),
    )


def _entries(words: str, on: dt.date | None) -> Sequence[Entry]:
    """What the world knows of a name: the whole of it, else the last person in it ("Minister Ana Brook")."""
    people = (m for m in World.default().find(words, on) if m.entry.kind is EntryKind.PERSON)
    return _whole(words, on) or next((m.entries for m in reversed(list(people))), ())


def _whole(words: str, on: dt.date | None) -> Sequence[Entry]:
    found = World.default().find(words, on)
    return next((m.entries for m in found if (m.start, m.end) == (0, len(words))), ())


def _personal(words: str) -> bool:
    """Whether a name that nobody knows looks like a person's: two to four words with capitals."""
    parts = words.split()
    return 2 <= len(parts) <= 4 and all(p[:1].isupper() and p[1:].islower() for p in parts)


def _added(actors: Sequence[Actor], found: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors with those of the record: a mention more of one that is there, or a new one."""
    known = {a.name: a for a in actors}
    number = len(actors)
    for one in found:
        there = known.get(one.name)
        if there is not None:
            mentions = tuple(sorted({*there.mentions, *one.mentions}))
            known[one.name] = replace(there, mentions=mentions)
            continue
        number += 1
        known[one.name] = replace(one, id=f"a{number}")
    return tuple(known.values())
