"""What the fold reads: findings with their ledger-wide ids, rebuilt from rows or straight from a report."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from dateline.ledger.carriers import Carrier, Saying, read_carrier, read_sayings
from dateline.ledger.filing import Filing, Row, file_report
from dateline.ledger.moments import Moment
from dateline.model.entries import DatedAssertion, DatedPosition
from dateline.model.findings import Format, MeetingKind, Participant, Relation, Stance, Status, issue_named
from dateline.model.links import DatedLink
from dateline.model.report import Report
from dateline.model.rows import Passage
from dateline.model.times import When

__all__ = [
    "Beside",
    "Found",
    "MeetingFinding",
    "Other",
    "found_in",
    "is_by",
    "read_found",
    "read_lineage",
]


@dataclass(frozen=True, slots=True)
class Other:
    """An encounter as a report tells of it beside another one.

    ``names`` are the words in capitals that name it; where the report tells no more of it, the rest is empty.
    """

    names: tuple[str, ...]
    kind: MeetingKind | None = None
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """A finding beside another of its report (:mod:`dateline.ledger.beside`).

    ``finding`` is the other one, ``event`` what it is called, ``passage`` the words that link the two;
    ``inward``: it is the other one that is ahead of this one, or after it.
    """

    relation: Relation
    event: str
    passage: Passage
    other: Other
    finding: str | None = None
    inward: bool = False


@dataclass(frozen=True, slots=True)
class MeetingFinding:
    """A meeting as one report tells of it; ``sides[i]`` is the side that assertion ``i`` speaks for.

    ``beside`` is what its report puts beside it, once names are in full. ``called`` is the id that it has
    from an older reading of its report.
    """

    id: str
    label: str
    participants: tuple[Participant, ...]
    kind: MeetingKind
    format: Format
    place: str | None
    when: When | None
    status: Status
    assertions: tuple[DatedAssertion, ...]
    sides: tuple[str | None, ...]
    beside: tuple[Beside, ...] = ()
    called: str | None = None

    @property
    def report(self) -> str:
        """The report that tells of it."""
        return self.id.rpartition(".")[0]

    @property
    def start(self) -> int:
        """Where its first words stand in the report."""
        return min((a.passage.start for a in self.assertions), default=0)

    @property
    def published(self) -> When | None:
        """When the newest of its words were published."""
        times = [a.passage.published for a in self.assertions]
        return max(times, key=lambda t: Moment.of(t).at, default=None)

    @property
    def tells_date(self) -> bool:
        """Whether it gives the encounter's date: whoever plans a day gone by speaks of an older plan."""
        if self.when is None or self.when.last is None:
            return False
        written = self.published.first if self.published else None
        took_place = bool({Status.HELD, Status.ONGOING} & self.statuses)
        return took_place or written is None or self.when.last >= written

    def until(self, last: str) -> MeetingFinding:
        """The finding with only the claims that were published by ``last``."""
        kept = [
            (a, side) for a, side in zip(self.assertions, self.sides, strict=True) if is_by(a.passage, last)
        ]
        beside = tuple(b for b in self.beside if is_by(b.passage, last))
        if len(kept) == len(self.assertions) and len(beside) == len(self.beside):
            return self
        claims, sides = tuple(a for a, _ in kept), tuple(side for _, side in kept)
        return replace(self, assertions=claims, sides=sides, beside=beside)

    @property
    def order(self) -> tuple[str, str, str]:
        """Its place among all findings: by time, then by report and id, never by arrival."""
        return Moment.of(self.published).at, self.report, self.id

    @property
    def statuses(self) -> frozenset[Status]:
        """Everything that is claimed of it."""
        return frozenset(a.status for a in self.assertions) | {self.status}


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the fold needs of any number of reports, in any order.

    ``speakers`` are the report, name and side of everybody whose statement tells his side;
    ``carriers`` are the reports themselves and ``sayings`` their statements, for where it all comes from.
    """

    meetings: tuple[MeetingFinding, ...] = ()
    positions: tuple[DatedPosition, ...] = ()
    speakers: tuple[tuple[str, str, str], ...] = ()
    carriers: tuple[Carrier, ...] = ()
    sayings: tuple[Saying, ...] = ()

    def __add__(self, other: Found) -> Found:
        return Found(
            self.meetings + other.meetings,
            self.positions + other.positions,
            self.speakers + other.speakers,
            self.carriers + other.carriers,
            self.sayings + other.sayings,
        )

    def of_reports(self) -> dict[str, Found]:
        """What each report says, alone."""
        parts: dict[str, tuple[list[Any], ...]] = {}

        def part(report: str, which: int) -> list[Any]:
            return parts.setdefault(report, ([], [], [], [], []))[which]

        for meeting in self.meetings:
            part(meeting.report, 0).append(meeting)
        for position in self.positions:
            part(position.passage.report, 1).append(position)
        for speaker in self.speakers:
            part(speaker[0], 2).append(speaker)
        for carrier in self.carriers:
            part(carrier.id, 3).append(carrier)
        for saying in self.sayings:
            part(saying.report, 4).append(saying)
        return {report: Found(*map(tuple, some)) for report, some in parts.items()}

    def backwards(self) -> Found:
        """The same in the opposite order."""
        return Found(
            self.meetings[::-1],
            self.positions[::-1],
            self.speakers[::-1],
            self.carriers[::-1],
            self.sayings[::-1],
        )

    def until(self, last: str) -> Found:
        """What was published by ``last`` (``YYYY-MM-DDTHH:MM``, as written); words of no known day are not.

        Whose side a name is on is kept: it is knowledge of the world, not news.
        """
        meetings = (m.until(last) for m in self.meetings)
        return Found(
            tuple(m for m in meetings if m.assertions),
            tuple(p for p in self.positions if is_by(p.passage, last)),
            self.speakers,
            tuple(c for c in self.carriers if is_by(c, last)),
            tuple(s for s in self.sayings if is_by(s, last)),
        )


def is_by(words: Passage | Carrier | Saying, last: str) -> bool:
    """Whether the words were published by ``last`` (``YYYY-MM-DDTHH:MM``)."""
    return "" < Moment.of(words.published).first <= last


def found_in(report: Report) -> Found:
    """What one report adds, without a store."""
    filing: Filing = file_report(report)
    found = read_found(filing.meetings, filing.assertions, filing.positions, filing.statements)
    return found + read_lineage([filing.report], filing.statements, lambda _: filing.text)


def read_lineage(reports: Iterable[Row], statements: Iterable[Row], text_of: Callable[[str], str]) -> Found:
    """What the rows say of where reports and their words come from; the rest of it is empty."""
    said: dict[str, list[Row]] = {}
    for row in statements:
        said.setdefault(row["report"], []).append(row)
    carriers: list[Carrier] = []
    sayings: list[Saying] = []
    for report in reports:
        text, rows = text_of(report["id"]), said.get(report["id"], [])
        carriers.append(read_carrier(report, text, [json.loads(r["body"]) for r in rows]))
        sayings += read_sayings(rows, text)
    return Found(carriers=tuple(carriers), sayings=tuple(sayings))


def read_found(
    meetings: Iterable[Row], assertions: Iterable[Row], positions: Iterable[Row], speakers: Iterable[Row] = ()
) -> Found:
    """What the rows of a store say; of ``speakers`` only report, speaker_key and side are read."""
    said: dict[str, list[Row]] = {}
    for row in assertions:
        said.setdefault(row["meeting"], []).append(row)
    return Found(
        tuple(_meeting(row, said.get(row["id"], [])) for row in meetings),
        tuple(_position(row) for row in positions),
        tuple(
            dict.fromkeys((r["report"], r["speaker_key"].strip(), r["side"]) for r in speakers if r["side"])
        ),
    )


def _meeting(row: Row, claims: list[Row]) -> MeetingFinding:
    body = json.loads(row["body"])
    return MeetingFinding(
        id=row["id"],
        label=body["label"],
        participants=tuple(Participant(p["name"], p["side"]) for p in body["participants"]),
        kind=MeetingKind(body["kind"]),
        format=Format(body["format"]),
        place=body["place"],
        when=_when(body["when"]),
        status=Status(body["status"]),
        assertions=tuple(_assertion(row, claim) for claim in claims),
        sides=tuple(claim["side"] for claim in claims),
    )


def _assertion(meeting: Row, row: Row) -> DatedAssertion:
    body = json.loads(row["body"])
    passage = _passage(meeting["report"], row, body["quote"])
    return DatedAssertion(
        finding=meeting["id"],
        status=Status(body["status"]),
        passage=passage,
        by=tuple(body["by"]),
        said_when=_when(body["said_when"]),
        when=_when(body["when"]),
        links=tuple(_link(passage, link) for link in body.get("links", ())),
    )


def _link(claim: Passage, body: Row) -> DatedLink:
    words = replace(claim, start=body["start"], end=body["end"], quote=body["quote"])
    other = f"{claim.report}.{body['meeting']}" if body["meeting"] else None
    return DatedLink(Relation(body["relation"]), body["event"], words, other)


def _position(row: Row) -> DatedPosition:
    body = json.loads(row["body"])
    condition = body["condition"]
    passage = _passage(row["report"], row, body["quote"])
    return DatedPosition(
        finding=row["id"],
        actor=Participant(body["actor"]["name"], body["actor"]["side"]),
        stance=Stance(body["stance"]),
        issue=issue_named(body["issue"]),
        issue_text=body["issue_text"],
        passage=passage,
        speaker=body["speaker"],
        addressee=body["addressee"],
        condition=(
            Passage(
                passage.report,
                condition["start"],
                condition["end"],
                condition["quote"],
                passage.outlet,
                passage.published,
            )
            if condition
            else None
        ),
        statement=row["statement"],
    )


def _passage(report: str, row: Row, quote: str) -> Passage:
    return Passage(report, row["start"], row["end"], quote, row["outlet"], _when(row["published"]))


def _when(iso: str | None) -> When | None:
    return When.parse(iso) if iso else None
