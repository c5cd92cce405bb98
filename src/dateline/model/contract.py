"""The values of a report as the plain values of ``dateline.report/1``, and back.

What a key means is told by ``report.schema.json`` beside this file. Keys may be added, never renamed.
Reading back raises ``KeyError`` or ``ValueError`` for data that is not the contract, and
:class:`~dateline.errors.EvidenceError` for a range that leaves the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import (
    Act,
    Findings,
    Format,
    Hop,
    Medium,
    MeetingAssertion,
    MeetingKind,
    MeetingLink,
    MeetingReport,
    Mode,
    Participant,
    PositionReport,
    Record,
    Relation,
    Signal,
    Speaker,
    Stance,
    Statement,
    Status,
    issue_named,
)
from dateline.model.provenance import read_provenance
from dateline.model.text import Document, Evidence, Segment, SegmentKind, Span
from dateline.model.times import When

__all__ = [
    "document_as_dict",
    "findings_as_dict",
    "hop_as_dict",
    "iso",
    "participant_as_dict",
    "read_document",
    "read_findings",
    "speaker_as_dict",
]


def document_as_dict(document: Document) -> dict[str, Any]:
    """The document's facts and segments, without its text."""
    return {
        "report": {
            "id": document.id,
            "path": document.path,
            "url": document.url,
            "title": document.title,
            "outlet": document.outlet,
            "published": iso(document.published),
            "language": document.language,
            "sha256": document.sha256,
            "length": len(document.text),
            "provenance": document.provenance.as_dict(),
        },
        "segments": [_segment(s) for s in document.segments],
    }


def read_document(data: Mapping[str, Any], text: str) -> Document:
    """The document of ``text`` with the facts and segments in ``data``."""
    facts = data["report"]
    return Document(
        text=text,
        path=facts["path"],
        url=facts["url"],
        title=facts["title"],
        outlet=facts["outlet"],
        published=_when(facts["published"]),
        language=facts["language"],
        segments=tuple(_read_segment(s) for s in data["segments"]),
        provenance=read_provenance(facts.get("provenance")),
    )


def findings_as_dict(findings: Findings) -> dict[str, Any]:
    """The findings, in text order."""
    return {
        "actors": [_actor(a) for a in findings.actors],
        "statements": [_statement(s) for s in findings.statements],
        "meetings": [_meeting(m) for m in findings.meetings],
        "positions": [_position(p) for p in findings.positions],
        "signals": [
            {"code": s.code, "start": s.start, "end": s.end, "message": s.message} for s in findings.signals
        ],
    }


def read_findings(data: Mapping[str, Any], document: Document) -> Findings:
    """The findings in ``data``; every quote is cited anew from ``document``."""
    return Findings(
        actors=tuple(_read_actor(a) for a in data["actors"]),
        statements=tuple(_read_statement(s, document) for s in data["statements"]),
        meetings=tuple(_read_meeting(m, document) for m in data["meetings"]),
        positions=tuple(_read_position(p, document) for p in data["positions"]),
        signals=tuple(Signal(s["code"], s["start"], s["end"], s["message"]) for s in data["signals"]),
    )


def iso(when: When | None) -> str | None:
    """The date in ISO words; None for none."""
    return when.iso if when else None


def _when(iso: str | None) -> When | None:
    return When.parse(iso) if iso else None


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _spans(pairs: Iterable[Iterable[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _words(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "quote": evidence.quote}


def _cited(data: Mapping[str, Any], document: Document) -> Evidence:
    return document.cite(data["start"], data["end"])


def _segment(segment: Segment) -> dict[str, Any]:
    return {
        "start": segment.start,
        "end": segment.end,
        "kind": segment.kind.value,
        "outlet": segment.outlet,
        "published": iso(segment.published),
    }


def _read_segment(data: Mapping[str, Any]) -> Segment:
    return Segment(
        data["start"], data["end"], SegmentKind(data["kind"]), data["outlet"], _when(data["published"])
    )


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind.value,
        "side": actor.side,
        "role": actor.role,
        "mentions": _pairs(actor.mentions),
    }


def _read_actor(data: Mapping[str, Any]) -> Actor:
    kind, mentions = ActorKind(data["kind"]), _spans(data["mentions"])
    return Actor(data["id"], data["name"], kind, data["side"], data["role"], mentions)


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "mode": statement.mode.value,
        "speaker": speaker_as_dict(statement.speaker),
        "addressee": statement.addressee,
        "said_when": iso(statement.said_when),
        "act": statement.act.value,
        "medium": statement.medium.value if statement.medium else None,
        "hedges": _pairs(statement.hedges),
        "chain": [hop_as_dict(h) for h in statement.chain],
    }


def speaker_as_dict(speaker: Speaker) -> dict[str, Any]:
    """The speaker as plain values."""
    return {
        "actor": speaker.actor,
        "name": speaker.name,
        "kind": speaker.kind.value,
        "named": speaker.named,
        "side": speaker.side,
        "role": speaker.role,
        "record": speaker.record.value,
        "count": speaker.count,
        "members": list(speaker.members),
    }


def _read_speaker(data: Mapping[str, Any]) -> Speaker:
    """A speaker; what reports of before these keys do not have stays unknown."""
    return Speaker(
        kind=ActorKind(data["kind"]),
        named=data["named"],
        actor=data["actor"],
        name=data["name"],
        side=data["side"],
        role=data.get("role"),
        record=Record(data.get("record", Record.UNKNOWN)),
        count=data.get("count"),
        members=tuple(data.get("members", ())),
    )


def hop_as_dict(hop: Hop) -> dict[str, Any]:
    """The hop as plain values; the name's place where the report gives it."""
    start, end = (hop.evidence.start, hop.evidence.end) if hop.evidence else (None, None)
    return {"name": hop.name, "kind": hop.kind.value, "named": hop.named, "start": start, "end": end}


def _read_hop(data: Mapping[str, Any], document: Document) -> Hop:
    evidence = None if data["start"] is None else _cited(data, document)
    return Hop(data["name"], ActorKind(data["kind"]), data["named"], evidence)


def _read_statement(data: Mapping[str, Any], document: Document) -> Statement:
    medium = data.get("medium")
    return Statement(
        id=data["id"],
        source=_spans(data["source"]),
        cue=_spans(data["cue"]),
        content=_spans(data["content"]),
        mode=Mode(data["mode"]),
        speaker=_read_speaker(data["speaker"]),
        parent=data["parent"],
        addressee=data["addressee"],
        said_when=_when(data["said_when"]),
        chain=tuple(_read_hop(h, document) for h in data["chain"]),
        act=Act(data.get("act", Act.SPEECH)),
        medium=Medium(medium) if medium else None,
        hedges=_spans(data.get("hedges", ())),
    )


def participant_as_dict(participant: Participant) -> dict[str, Any]:
    """Name and side as plain values."""
    return {"name": participant.name, "side": participant.side}


def _meeting(meeting: MeetingReport) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "label": meeting.label,
        "participants": [participant_as_dict(p) for p in meeting.participants],
        "kind": meeting.kind.value,
        "format": meeting.format.value,
        "place": meeting.place,
        "when": iso(meeting.when),
        "status": meeting.status.value,
        "assertions": [_assertion(a) for a in meeting.assertions],
    }


def _assertion(assertion: MeetingAssertion) -> dict[str, Any]:
    return _words(assertion.evidence) | {
        "status": assertion.status.value,
        "by": list(assertion.by),
        "said_when": iso(assertion.said_when),
        "statement": assertion.statement,
        "when": iso(assertion.when),
        "links": [_link(link) for link in assertion.links],
    }


def _link(link: MeetingLink) -> dict[str, Any]:
    return {"relation": link.relation.value, "meeting": link.meeting, "event": link.event} | _words(
        link.evidence
    )


def _read_meeting(data: Mapping[str, Any], document: Document) -> MeetingReport:
    return MeetingReport(
        id=data["id"],
        label=data["label"],
        participants=tuple(Participant(p["name"], p["side"]) for p in data["participants"]),
        kind=MeetingKind(data["kind"]),
        format=Format(data["format"]),
        status=Status(data["status"]),
        assertions=tuple(_read_assertion(a, document) for a in data["assertions"]),
        place=data["place"],
        when=_when(data["when"]),
    )


def _read_assertion(data: Mapping[str, Any], document: Document) -> MeetingAssertion:
    return MeetingAssertion(
        evidence=_cited(data, document),
        status=Status(data["status"]),
        by=tuple(data["by"]),
        said_when=_when(data["said_when"]),
        statement=data["statement"],
        when=_when(data["when"]),
        links=tuple(_read_link(link, document) for link in data.get("links", ())),
    )


def _read_link(data: Mapping[str, Any], document: Document) -> MeetingLink:
    return MeetingLink(_cited(data, document), Relation(data["relation"]), data["event"], data["meeting"])


def _position(position: PositionReport) -> dict[str, Any]:
    return {
        "actor": participant_as_dict(position.actor),
        "speaker": position.speaker,
        "stance": position.stance.value,
        "issue": str(position.issue),
        "issue_text": position.issue_text,
        "addressee": position.addressee,
        "condition": _words(position.condition) if position.condition else None,
        "statement": position.statement,
    } | _words(position.evidence)


def _read_position(data: Mapping[str, Any], document: Document) -> PositionReport:
    condition = data["condition"]
    return PositionReport(
        actor=Participant(data["actor"]["name"], data["actor"]["side"]),
        stance=Stance(data["stance"]),
        issue=issue_named(data["issue"]),
        issue_text=data["issue_text"],
        evidence=_cited(data, document),
        speaker=data["speaker"],
        addressee=data["addressee"],
        condition=_cited(condition, document) if condition else None,
        statement=data["statement"],
    )
