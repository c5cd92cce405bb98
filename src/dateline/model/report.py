"""A report: its document and what it says, and the JSON contract ``dateline.report/1``.

The contract is described by ``report.schema.json`` beside this file. Keys may be added, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.model.actors import Actor, ActorKind
from dateline.model.findings import (
    Findings,
    Format,
    Hop,
    Issue,
    MeetingAssertion,
    MeetingKind,
    MeetingReport,
    Mode,
    Participant,
    PositionReport,
    Signal,
    Speaker,
    Stance,
    Statement,
    Status,
)
from dateline.model.text import Document, Evidence, Segment, SegmentKind, Span
from dateline.model.times import When

__all__ = ["SCHEMA", "Report"]

SCHEMA = "dateline.report/1"


@dataclass(frozen=True, slots=True)
class Report:
    """One report, read: ``document`` holds the words, ``findings`` what they say."""

    document: Document
    findings: Findings

    @property
    def id(self) -> str:
        """The content address of the report."""
        return self.document.id

    @property
    def text(self) -> str:
        """The frozen text that every offset opens in."""
        return self.document.text

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who is named, with every mention."""
        return self.findings.actors

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what, through whom."""
        return self.findings.statements

    @property
    def meetings(self) -> tuple[MeetingReport, ...]:
        """Who meets whom, and is it still on."""
        return self.findings.meetings

    @property
    def positions(self) -> tuple[PositionReport, ...]:
        """What each side demands, refuses, accepts or offers."""
        return self.findings.positions

    @property
    def signals(self) -> tuple[Signal, ...]:
        """What was met and could not be read."""
        return self.findings.signals

    def words(self, spans: Iterable[Span]) -> str:
        """The words of several ranges, joined by an ellipsis where text is left out."""
        return " … ".join(self.text[s.start : s.end] for s in spans)

    def as_dict(self) -> dict[str, Any]:
        """The JSON contract: plain dicts, lists, strings and numbers."""
        document, findings = self.document, self.findings
        return {
            "schema": SCHEMA,
            "report": {
                "id": document.id,
                "path": document.path,
                "url": document.url,
                "title": document.title,
                "outlet": document.outlet,
                "published": _iso(document.published),
                "language": document.language,
                "sha256": document.sha256,
                "length": len(document.text),
            },
            "segments": [_segment(s) for s in document.segments],
            "actors": [_actor(a) for a in findings.actors],
            "statements": [_statement(s) for s in findings.statements],
            "meetings": [_meeting(m) for m in findings.meetings],
            "positions": [_position(p) for p in findings.positions],
            "signals": [
                {"code": s.code, "start": s.start, "end": s.end, "message": s.message}
                for s in findings.signals
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], text: str) -> Report:
        """Read the contract back, beside the text it speaks of.

        Every quote is cited anew from ``text``. Raises
        :class:`~dateline.errors.EvidenceError` for a range that leaves the text, ``KeyError`` or
        ``ValueError`` for data that is not the contract.
        """
        facts = data["report"]
        document = Document(
            text=text,
            path=facts["path"],
            url=facts["url"],
            title=facts["title"],
            outlet=facts["outlet"],
            published=_when(facts["published"]),
            language=facts["language"],
            segments=tuple(_read_segment(s) for s in data["segments"]),
        )
        findings = Findings(
            actors=tuple(_read_actor(a) for a in data["actors"]),
            statements=tuple(_read_statement(s, document) for s in data["statements"]),
            meetings=tuple(_read_meeting(m, document) for m in data["meetings"]),
            positions=tuple(_read_position(p, document) for p in data["positions"]),
            signals=tuple(Signal(s["code"], s["start"], s["end"], s["message"]) for s in data["signals"]),
        )
        return cls(document, findings)


def _iso(when: When | None) -> str | None:
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
        "published": _iso(segment.published),
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
    speaker = statement.speaker
    return {
        "id": statement.id,
        "parent": statement.parent,
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
        "mode": statement.mode.value,
        "speaker": {
            "actor": speaker.actor,
            "name": speaker.name,
            "kind": speaker.kind.value,
            "named": speaker.named,
            "side": speaker.side,
        },
        "addressee": statement.addressee,
        "said_when": _iso(statement.said_when),
        "chain": [_hop(h) for h in statement.chain],
    }


def _hop(hop: Hop) -> dict[str, Any]:
    start, end = (hop.evidence.start, hop.evidence.end) if hop.evidence else (None, None)
    return {"name": hop.name, "kind": hop.kind.value, "named": hop.named, "start": start, "end": end}


def _read_hop(data: Mapping[str, Any], document: Document) -> Hop:
    evidence = None if data["start"] is None else _cited(data, document)
    return Hop(data["name"], ActorKind(data["kind"]), data["named"], evidence)


def _read_statement(data: Mapping[str, Any], document: Document) -> Statement:
    said = data["speaker"]
    return Statement(
        id=data["id"],
        source=_spans(data["source"]),
        cue=_spans(data["cue"]),
        content=_spans(data["content"]),
        mode=Mode(data["mode"]),
        speaker=Speaker(ActorKind(said["kind"]), said["named"], said["actor"], said["name"], said["side"]),
        parent=data["parent"],
        addressee=data["addressee"],
        said_when=_when(data["said_when"]),
        chain=tuple(_read_hop(h, document) for h in data["chain"]),
    )


def _participant(participant: Participant) -> dict[str, Any]:
    return {"name": participant.name, "side": participant.side}


def _meeting(meeting: MeetingReport) -> dict[str, Any]:
    return {
        "id": meeting.id,
        "label": meeting.label,
        "participants": [_participant(p) for p in meeting.participants],
        "kind": meeting.kind.value,
        "format": meeting.format.value,
        "place": meeting.place,
        "when": _iso(meeting.when),
        "status": meeting.status.value,
        "assertions": [_assertion(a) for a in meeting.assertions],
    }


def _assertion(assertion: MeetingAssertion) -> dict[str, Any]:
    return _words(assertion.evidence) | {
        "status": assertion.status.value,
        "by": list(assertion.by),
        "said_when": _iso(assertion.said_when),
        "statement": assertion.statement,
        "when": _iso(assertion.when),
    }


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
    )


def _position(position: PositionReport) -> dict[str, Any]:
    return {
        "actor": _participant(position.actor),
        "speaker": position.speaker,
        "stance": position.stance.value,
        "issue": position.issue.value,
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
        issue=Issue(data["issue"]),
        issue_text=data["issue_text"],
        evidence=_cited(data, document),
        speaker=data["speaker"],
        addressee=data["addressee"],
        condition=_cited(condition, document) if condition else None,
        statement=data["statement"],
    )
