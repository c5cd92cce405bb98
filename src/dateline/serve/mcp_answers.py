"""What the tools for agents answer: results with claim, evidence, citation line and the facts beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from typing_extensions import TypedDict

from dateline import query as queries
from dateline.errors import LedgerError, QueryError
from dateline.export.cite import Shelf, cite, cite_entry
from dateline.ledger import Ledger
from dateline.model.actors import KnownActor
from dateline.model.entries import Change, DatedAssertion, Meeting, Position
from dateline.model.lineage import basis
from dateline.model.links import beside
from dateline.model.rows import Passage, StatementEntry
from dateline.query import Query

__all__ = [
    "Answer",
    "Asked",
    "Evidence",
    "Result",
    "actors",
    "changes",
    "meeting",
    "meetings",
    "passages",
    "positions",
    "statements",
]

MOST_WORDS = 50
"""Passages that one result carries; the newest of them where there are more."""


class Asked(TypedDict, total=False):
    """The filters of a question, as they were written."""

    by: str | None
    about: str | None
    side: str | None
    status: str | None
    since: str | None
    until: str | None
    as_of: str | None
    outlet: str | None
    limit: int


class Evidence(TypedDict):
    """The very words: ``text[start:end]`` of the report, in Unicode code points, and who says them."""

    quote: str
    who: str | None
    outlet: str | None
    published: str | None
    report: str
    start: int
    end: int


class Result(TypedDict):
    """One result: what it says, the words it rests on, a line to cite it by, and the facts beside it."""

    id: str
    claim: str
    evidence: list[Evidence]
    citation: str
    facts: dict[str, Any]


class Answer(TypedDict):
    """The question in words, the results, and whether there are more than the limit let through."""

    question: str
    more: bool
    results: list[Result]


def statements(ledger: Ledger, asked: Asked) -> Answer:
    """Who said what, newest first.

    Raises :class:`~dateline.errors.QueryError` when nothing is said to look for: that is no search.
    """
    if not any(value for name, value in asked.items() if name != "limit"):
        message = "Nothing is said to look for; give about, by, side, outlet, since or until."
        raise QueryError(message)
    shelf = Shelf(ledger)
    return _newest(ledger, "statements", asked, lambda entry: _statement(entry, shelf))


def meetings(ledger: Ledger, asked: Asked) -> Answer:
    """Meetings with the words that give them their status; what was heard of last comes first."""
    shelf = Shelf(ledger)
    return _newest(ledger, "meetings", asked, lambda entry: _meeting(entry, shelf))


def meeting(ledger: Ledger, name: str) -> Answer:
    """One meeting with its history; it answers to ids that it had before, too."""
    known = ledger.called(name).meetings
    found = next((m for m in known if name in {m.id, *m.merged_from, *m.findings}), None)
    if found is None:
        ledger.show(name)  # raises for what is nothing at all
        message = f"{name} is no meeting; find the ids of meetings with list_meetings."
        raise LedgerError(message)
    told = _meeting(found, Shelf(ledger))
    told["evidence"] = [_words(c.passage, c.voice) for c in found.history[-MOST_WORDS:]]
    told["facts"] |= {
        "history": [_claim(claim) for claim in found.history[-MOST_WORDS:]],
        "reports": list(found.reports),
    }
    return Answer(question=f"The meeting {found.id}", more=len(found.history) > MOST_WORDS, results=[told])


def _claim(claim: DatedAssertion) -> dict[str, Any]:
    when = claim.when.iso if claim.when else None
    return {"status": claim.status.value, "who": claim.voice, "by": list(claim.by), "when": when}


def positions(ledger: Ledger, asked: Asked, sides: Sequence[str] | None) -> Answer:
    """Where sides stand, side after side."""
    shelf = Shelf(ledger)
    if not sides:
        return _answer(ledger, "positions", asked, lambda entry: _position(entry, shelf))
    answers = [
        _answer(ledger, "positions", {**asked, "side": side}, lambda entry: _position(entry, shelf))
        for side in dict.fromkeys(sides)
    ]
    return Answer(
        question="; ".join(a["question"] for a in answers),
        more=any(a["more"] for a in answers),
        results=[result for a in answers for result in a["results"]],
    )


def changes(ledger: Ledger, asked: Asked) -> Answer:
    """What became different, newest first."""
    shelf = Shelf(ledger)
    return _newest(ledger, "changes", asked, lambda entry: _change(entry, shelf))


def actors(ledger: Ledger, asked: Asked) -> Answer:
    """Who is who, those first whom most reports name; each with the newest words of his that are there."""
    shelf = Shelf(ledger)
    return _answer(ledger, "actors", asked, lambda entry: _actor(entry, ledger, shelf))


def _actor(entry: KnownActor, ledger: Ledger, shelf: Shelf) -> Result:
    told = [*_own_words(entry, ledger)]
    return Result(
        id=entry.id,
        claim=f"{entry.name}: {entry.role or entry.kind.value}" + (f", {entry.side}" if entry.side else ""),
        evidence=[_words(passage, who) for _, passage, who in told],
        citation=cite_entry(shelf, told[0][0]).plain if told else "",
        facts=entry.as_dict(),
    )


def _own_words(
    actor: KnownActor, ledger: Ledger
) -> Iterator[tuple[StatementEntry | Meeting, Passage, str | None]]:
    """The newest statement of an actor or for him, else the words about a meeting in which he takes part."""
    said = ledger.statements(by=actor.name, limit=1, newest=True)
    said = said or ledger.statements(side=actor.name, limit=1, newest=True)
    yield from ((one, one.passage, one.who) for one in said)
    if not said:
        for met in ledger.meetings(by=actor.name, limit=1, newest=True):
            if met.last is not None:
                yield met, met.last.passage, met.last.voice


def passages(ledger: Ledger, name: str) -> Answer:
    """The words that an id rests on, with the lines around them."""
    shown = ledger.show(name)
    results = [
        Result(
            id=around.id,
            claim=around.report.title or around.report.outlet or around.report.id,
            evidence=[_words(c.passage, " ← ".join(c.voices) or None)] if c.passage else [],
            citation=c.plain,
            facts={"surroundings": around.text, "starts_at": around.start},
        )
        for around, c in zip(shown, cite(ledger, name), strict=True)
    ]
    return Answer(question=f"The words of {name}", more=False, results=results[:MOST_WORDS])


def _answer(ledger: Ledger, kind: str, asked: Asked, told: Any) -> Answer:
    """One more than asked for is looked up, so that it can be said whether there are more."""
    limit = asked.get("limit", 20)
    query = _query(asked, limit)
    found = getattr(queries, kind)(ledger, _query(asked, limit + 1))
    results = [told(entry) for entry in found[:limit]]
    return Answer(question=query.words(kind), more=len(found) > limit, results=results)


def _newest(ledger: Ledger, kind: str, asked: Asked, told: Any) -> Answer:
    """The newest first, which the ledger gives last."""
    limit = asked.get("limit", 20)
    wanted = _query(asked, limit + 1).wanted(kind)
    found = getattr(ledger, kind)(**wanted, newest=True)
    results = [told(entry) for entry in found[:limit]]
    return Answer(question=_query(asked, limit).words(kind), more=len(found) > limit, results=results)


def _query(asked: Asked, limit: int | None) -> Query:
    return Query.parse(
        by=asked.get("by"),
        about=asked.get("about"),
        side=asked.get("side"),
        status=asked.get("status"),
        since=asked.get("since"),
        until=asked.get("until"),
        as_of=asked.get("as_of"),
        outlet=asked.get("outlet"),
        limit=limit,
    )


def _statement(entry: StatementEntry, shelf: Shelf) -> Result:
    said = entry.statement
    facts = {
        "who": entry.who,
        "side": entry.side,
        "named": said.speaker.named,
        "role": said.speaker.role,
        "record": said.speaker.record.value,
        "mode": said.mode.value,
        "through": [hop.name for hop in entry.chain],
        "addressee": said.addressee,
        "said_when": said.said_when.iso if said.said_when else None,
        "basis": basis(entry.origins),
    }
    return _result(entry, entry.words, [(entry.passage, entry.who)], shelf, facts)


def _meeting(entry: Meeting, shelf: Shelf) -> Result:
    words = [(v.passage, v.name) for v in entry.voices]
    last = entry.last
    if not words and last is not None:
        words = [(last.passage, last.voice)]
    facts = {
        "status": entry.status.value,
        "label": entry.label,
        "participants": [{"name": p.name, "side": p.side} for p in entry.participants],
        "kind": entry.kind.value,
        "format": entry.format.value,
        "place": entry.place,
        "when": entry.when.iso if entry.when else None,
        "contested": [{"who": v.name, "status": v.status.value} for v in entry.voices] or None,
        "stages": [stage.status.value for stage in entry.stages],
        "beside": [
            {"relation": words, "meeting": one.meeting, "event": one.event} for words, one in beside(entry)
        ],
        "basis": basis(entry.origins),
    }
    return _result(entry, f"{entry.label}: {entry.status.value}", words, shelf, facts)


def _position(entry: Position, shelf: Shelf) -> Result:
    last = entry.last
    facts = {
        "side": entry.side,
        "issue": str(entry.issue),
        "issue_text": last.issue_text,
        "stance": entry.stance.value,
        "condition": last.condition.quote if last.condition else None,
        "addressee": last.addressee,
        "shifts": [
            {
                "from": s.before.stance.value,
                "to": s.after.stance.value,
                "on": s.after.passage.published.iso if s.after.passage.published else None,
            }
            for s in entry.shifts
        ],
        "basis": basis(entry.origins),
    }
    words = [(told.passage, told.voice) for told in entry.history[-3:]]
    return _result(entry, entry.as_dict()["claim"], words, shelf, facts)


def _change(entry: Change, shelf: Shelf) -> Result:
    facts = {
        "kind": entry.kind.value,
        "subject": entry.subject,
        "before": entry.before,
        "after": entry.after,
        "at": entry.at.iso if entry.at else None,
        "basis": basis(entry.origins),
    }
    return _result(entry, entry.as_dict()["claim"], [(entry.passage, entry.who)], shelf, facts)


def _result(
    entry: StatementEntry | Meeting | Position | Change,
    claim: str,
    words: Iterable[tuple[Passage, str | None]],
    shelf: Shelf,
    facts: dict[str, Any],
) -> Result:
    return Result(
        id=entry.id,
        claim=claim,
        evidence=[_words(passage, who) for passage, who in words],
        citation=cite_entry(shelf, entry).plain,
        facts=facts,
    )


def _words(passage: Passage, who: str | None) -> Evidence:
    return Evidence(
        quote=passage.quote,
        who=who,
        outlet=passage.outlet,
        published=passage.published.iso if passage.published else None,
        report=passage.report,
        start=passage.start,
        end=passage.end,
    )
