"""What people decided about what the machine found: records beside the findings, never edits of them.

A decision names its findings by their words (report and range), not by their numbers: the text is
frozen, so a decision opens at the same words whatever a newer analysis calls what it finds there.
A decision about actors names names, which no report owns.
:func:`~dateline.ledger.resolving.resolve` turns the records into :class:`Decisions`, a plain value that
:func:`~dateline.ledger.decided.decided` and the fold read; nothing here reads a clock or a table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dateline.ledger.aliases import NO_ALIASES, Aliases
from dateline.ledger.filing import Bodies, Row, canonical

__all__ = [
    "NOTHING",
    "Anchor",
    "Decision",
    "Decisions",
    "Verb",
    "anchors_in",
    "in_force",
    "pair",
    "read_decision",
]


class Verb(StrEnum):
    """What a decision does."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A finding by its words: ``kind`` is statement, claim (of a meeting), position or actor.

    ``finding`` is its ledger-wide id: of a claim that of its meeting in the report, and
    ``ordinal`` is its place there from 1. ``called`` is the name that the report gives an actor.
    """

    report: str
    kind: str
    start: int
    end: int
    finding: str
    ordinal: int | None = None
    called: str | None = None

    @property
    def name(self) -> str:
        """The finding, or the claim of it: ``r….m1/2``."""
        return self.finding if self.ordinal is None else f"{self.finding}/{self.ordinal}"

    def shared(self, other: Anchor) -> float:
        """How much of their words are the same, 0 to 1; 0 for other kinds and reports."""
        if (self.report, self.kind) != (other.report, other.kind):
            return 0.0
        both = min(self.end, other.end) - max(self.start, other.start)
        return max(both, 0) / (max(self.end, other.end) - min(self.start, other.start))

    def as_dict(self) -> dict[str, Any]:
        """The anchor as plain values."""
        told = {
            "report": self.report,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "finding": self.finding,
            "ordinal": self.ordinal,
        }
        return told if self.called is None else told | {"called": self.called}


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when, and why.

    ``subject`` is the id that was named, ``about`` what it rested on then; a split takes ``about``
    away from ``rest``. Of actors ``names`` are those that are one's, and a split takes them away from
    ``other_names`` (each as its words). ``values`` are the human's, ``machine`` what stood there before;
    ``undoes`` is the number of another decision.
    """

    number: int
    at: str
    who: str
    verb: Verb
    subject: str
    about: tuple[Anchor, ...] = ()
    rest: tuple[Anchor, ...] = ()
    values: Mapping[str, str | None] = field(default_factory=dict)
    machine: Mapping[str, str | None] = field(default_factory=dict)
    reason: str | None = None
    undoes: int | None = None
    names: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()

    def body(self) -> str:
        """What a store keeps of it besides number, time, person, verb and what it undoes."""
        return canonical(
            {
                "subject": self.subject,
                "about": [a.as_dict() for a in self.about],
                "rest": [a.as_dict() for a in self.rest],
                "values": dict(self.values),
                "machine": dict(self.machine),
                "reason": self.reason,
                "names": list(self.names),
                "other_names": list(self.other_names),
            }
        )

    def as_dict(self) -> dict[str, Any]:
        """The decision as plain values."""
        body: dict[str, Any] = json.loads(self.body())
        return {
            "number": self.number,
            "at": self.at,
            "who": self.who,
            "verb": self.verb.value,
            "undoes": self.undoes,
        } | body


def read_decision(row: Row) -> Decision:
    """The decision that a store keeps."""
    body = json.loads(row["body"])
    return Decision(
        number=row["number"],
        at=row["at"],
        who=row["who"],
        verb=Verb(row["verb"]),
        subject=body["subject"],
        about=tuple(Anchor(**a) for a in body["about"]),
        rest=tuple(Anchor(**a) for a in body["rest"]),
        values=body["values"],
        machine=body["machine"],
        reason=body["reason"],
        undoes=row["undoes"],
        names=tuple(body.get("names", ())),
        other_names=tuple(body.get("other_names", ())),
    )


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions in force, by today's ids of the findings.

    ``together`` are pairs of meetings in reports that are one meeting, ``apart`` pairs that are not
    (each pair in order, see :func:`pair`). ``rejected`` are findings and claims that are none.
    ``corrected`` gives a statement its ``speaker`` and ``side``, a claim its ``status``.
    ``decided`` is, for every finding and claim, the last decision about it. ``aliases`` are the judgements
    about names.
    """

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[str] = frozenset()
    corrected: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    decided: Mapping[str, Decision] = field(default_factory=dict)
    aliases: Aliases = NO_ALIASES

    def __bool__(self) -> bool:
        """Whether anything is decided about findings."""
        return bool(self.together or self.apart or self.rejected or self.corrected)


NOTHING = Decisions()
"""Nobody has decided anything."""


def pair(one: str, other: str) -> tuple[str, str]:
    """Two findings in the order in which a pair is written."""
    return (one, other) if one <= other else (other, one)


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one undoes, in their order; undoing an undo brings it back."""
    undone: set[int] = set()
    standing: list[Decision] = []
    for decision in sorted(decisions, key=lambda d: -d.number):
        if decision.number in undone:
            continue
        if decision.undoes is not None:
            undone.add(decision.undoes)
        else:
            standing.append(decision)
    return tuple(reversed(standing))


def anchors_in(report: str, bodies: Bodies) -> tuple[Anchor, ...]:
    """Everything in a stored report that can be decided about."""
    found: list[Anchor] = []
    for body in map(json.loads, bodies.statements):
        spans = [*body["source"], *body["cue"], *body["content"]]
        start, end = min(s for s, _ in spans), max(e for _, e in spans)
        found.append(Anchor(report, "statement", start, end, f"{report}.{body['id']}"))
    for meeting, claims in bodies.meetings:
        name = f"{report}.{json.loads(meeting)['id']}"
        for number, claim in enumerate(map(json.loads, claims), 1):
            found.append(Anchor(report, "claim", claim["start"], claim["end"], name, number))
    for number, body in enumerate(map(json.loads, bodies.positions), 1):
        found.append(Anchor(report, "position", body["start"], body["end"], f"{report}.p{number}"))
    for actor in json.loads(bodies.report).get("actors", ()):
        name = f"{report}.{actor['id']}"
        spans = actor["mentions"]
        found += (Anchor(report, "actor", s, e, name, None, actor["name"]) for s, e in spans)
    return tuple(found)
