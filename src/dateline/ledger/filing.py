"""A report as the ledger files it: plain rows, each with its ledger-wide id, ready for any store.

Words inside a teaser belong to the teaser's outlet and time, not to the report around it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.ledger.moments import Moment
from dateline.ledger.names import key
from dateline.model.report import Report
from dateline.model.text import Document, SegmentKind, Span
from dateline.model.times import When

__all__ = ["Bodies", "Filing", "Row", "canonical", "digest", "file_report", "rejoin"]

Row = Mapping[str, Any]
"""One row of a table: column name to value."""

_FINDINGS = ("statements", "meetings", "positions")


@dataclass(frozen=True, slots=True)
class Filing:
    """Everything one report adds to a store; ``text`` and ``report_words`` hold the same words."""

    text: str
    report: Row
    statements: tuple[Row, ...]
    meetings: tuple[Row, ...]
    assertions: tuple[Row, ...]
    positions: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Bodies:
    """The stored JSON of one report in its order; each meeting with its assertions."""

    report: str
    statements: tuple[str, ...]
    meetings: tuple[tuple[str, tuple[str, ...]], ...]
    positions: tuple[str, ...]


def canonical(value: Any) -> str:
    """JSON with one spelling per value: sorted keys, no spaces, ASCII (a lone surrogate survives)."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def digest(contract: Mapping[str, Any]) -> str:
    """The SHA-256 of a report's JSON."""
    return hashlib.sha256(canonical(contract).encode()).hexdigest()


def rejoin(bodies: Bodies) -> dict[str, Any]:
    """The contract's JSON again, from the rows' bodies."""
    contract: dict[str, Any] = json.loads(bodies.report)
    return contract | {
        "statements": [json.loads(s) for s in bodies.statements],
        "meetings": [
            json.loads(meeting) | {"assertions": [json.loads(a) for a in assertions]}
            for meeting, assertions in bodies.meetings
        ],
        "positions": [json.loads(p) for p in bodies.positions],
    }


def file_report(report: Report) -> Filing:
    """The rows of ``report``: the same report gives the same rows."""
    contract = report.as_dict()
    document = report.document
    meetings = contract["meetings"]
    return Filing(
        text=document.text,
        report=_report(document, contract),
        statements=tuple(_statement(report, i, body) for i, body in enumerate(contract["statements"])),
        meetings=tuple(_meeting(report.id, i, body) for i, body in enumerate(meetings)),
        assertions=tuple(
            _assertion(report, body["id"], i, said)
            for body in meetings
            for i, said in enumerate(body["assertions"])
        ),
        positions=tuple(_position(report, i, body) for i, body in enumerate(contract["positions"])),
    )


def _report(document: Document, contract: Mapping[str, Any]) -> Row:
    rest = {k: v for k, v in contract.items() if k not in _FINDINGS}
    return {
        "id": document.id,
        "sha256": document.sha256,
        "length": len(document.text),
        "path": _plain(document.path),
        "url": _plain(document.url),
        "title": _plain(document.title),
        "language": document.language,
        "body": canonical(rest),
        "digest": digest(contract),
    } | _source(document.outlet, document.published)


def _statement(report: Report, ordinal: int, body: Mapping[str, Any]) -> Row:
    said = report.statements[ordinal]
    whole = said.whole
    return {
        "id": f"{report.id}.{said.id}",
        "report": report.id,
        "ordinal": ordinal,
        "start": whole.start,
        "end": whole.end,
        "speaker_key": key(said.speaker.name or ""),
        "side": _plain(said.speaker.side),
        "words": _plain(report.words(said.content)),
        "body": canonical(body),
    } | _origin(report.document, (said.cue or said.content)[0])


def _meeting(report_id: str, ordinal: int, body: Mapping[str, Any]) -> Row:
    rest = {k: v for k, v in body.items() if k != "assertions"}
    return {
        "id": f"{report_id}.{body['id']}",
        "report": report_id,
        "ordinal": ordinal,
        "body": canonical(rest),
    }


def _assertion(report: Report, meeting: str, ordinal: int, body: Mapping[str, Any]) -> Row:
    span = Span(body["start"], body["end"])
    speakers = {s.id: s.speaker for s in report.statements}
    speaker = speakers.get(body["statement"])
    origin = _origin(report.document, span)
    return {
        "meeting": f"{report.id}.{meeting}",
        "ordinal": ordinal,
        "start": span.start,
        "end": span.end,
        "status": body["status"],
        "side": _plain(speaker.side) if speaker and body["by"] else None,
        "outlet": origin["outlet"],
        "published": origin["published"],
        "at": origin["at"],
        "body": canonical(body),
    }


def _position(report: Report, ordinal: int, body: Mapping[str, Any]) -> Row:
    span = Span(body["start"], body["end"])
    origin = _origin(report.document, span)
    return {
        "id": f"{report.id}.p{ordinal + 1}",
        "report": report.id,
        "ordinal": ordinal,
        "start": span.start,
        "end": span.end,
        "statement": f"{report.id}.{body['statement']}" if body["statement"] else None,
        "issue": body["issue"],
        "outlet": origin["outlet"],
        "published": origin["published"],
        "at": origin["at"],
        "body": canonical(body),
    }


def _origin(document: Document, span: Span) -> dict[str, Any]:
    """Outlet and time of the words at ``span``."""
    segment = document.segment_at(span.start)
    if segment is None or segment.kind is not SegmentKind.TEASER:
        return _source(document.outlet, document.published)
    return _source(segment.outlet or document.outlet, segment.published or document.published)


def _source(outlet: str | None, published: When | None) -> dict[str, Any]:
    moment = Moment.of(published)
    return {
        "outlet": _plain(outlet),
        "outlet_key": key(outlet or ""),
        "published": published.iso if published else None,
        "at": moment.at,
        "first": moment.first,
        "last": moment.last,
    }


def _plain(words: str | None) -> str | None:
    """Words that any store can hold: a lone surrogate has no UTF-8."""
    return words.encode("utf-8", "replace").decode() if words is not None else None
