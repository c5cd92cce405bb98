"""Where reports, words and claims come from: derivations, utterances and origins.

All of it is derived: a pure function of what the reports say (see ``dateline.ledger``). An
:class:`Origin` is where a claim enters the press: a person who spoke, an unnamed source and whom he
told, or the outlet that says so itself. Twenty reports may have one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dateline.model.actors import ActorKind
from dateline.model.times import When

__all__ = [
    "Derivation",
    "DerivationKind",
    "Origin",
    "Reuse",
    "Standing",
    "StandingKind",
    "Utterance",
    "basis",
]


class DerivationKind(StrEnum):
    """How one report is made from another.

    ``copy``: its words, nearly all; ``abridgement``: some of its sentences and nothing else;
    ``rewrite``: its news in other words, with credit or with its numbers and quotations;
    ``quotation``: a passage of it inside a report of its own.
    """

    COPY = "copy"
    ABRIDGEMENT = "abridgement"
    REWRITE = "rewrite"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Reuse:
    """Why we think so, and the words of the derived report that show it.

    ``start`` and ``end`` are half-open code points of that report's text; a report that is known to
    be derived by its address alone has no words to show.
    """

    why: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The evidence as plain values."""
        return {"why": self.why, "start": self.start, "end": self.end, "quote": self.quote}


@dataclass(frozen=True, slots=True)
class Derivation:
    """``report`` is made from another: ``source`` is that report's id, or None when it is not here.

    ``name`` is the outlet it comes from, as far as that is known: what stands for an absent original.
    """

    report: str
    kind: DerivationKind
    evidence: Reuse
    source: str | None = None
    name: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """One entry of a report's ``derived_from``."""
        return {
            "report": self.source,
            "name": self.name,
            "kind": self.kind.value,
            "evidence": self.evidence.as_dict(),
        }


class StandingKind(StrEnum):
    """Why a report does not count.

    ``superseded``: there is a newer version of its article; ``withdrawn``: its publisher took the
    article back; ``withdrawal``: it is the notice that did.
    """

    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Standing:
    """``report`` does not count any more: ``by`` is the report that says so, ``when`` it was published.

    It stays readable; no meeting, position, change or origin rests on it.
    """

    report: str
    kind: StandingKind
    by: str
    when: When | None

    def as_dict(self) -> dict[str, Any]:
        """A report's ``standing``."""
        return {"kind": self.kind.value, "by": self.by, "when": self.when.iso if self.when else None}


@dataclass(frozen=True, slots=True)
class Origin:
    """One independent root: who it is, what sort of source, and the reports that go back to it.

    The name of an unnamed source says whom he told: "an unnamed official to Reuters".
    """

    name: str
    kind: ActorKind
    reports: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The origin as plain values."""
        return {"name": self.name, "kind": self.kind.value, "reports": list(self.reports)}


def basis(origins: Sequence[Origin], *, most: int | None = None) -> str | None:
    """What something rests on, in words: "20 reports, one origin: an unnamed official to Reuters".

    Of more origins than ``most`` those that come first are named.
    """
    if not origins:
        return None
    reports = {report for origin in origins for report in origin.reports}
    many = "one report" if len(reports) == 1 else f"{len(reports)} reports"
    count = "one origin" if len(origins) == 1 else f"{len(origins)} origins"
    named = origins[:most]
    rest = [f"and {len(origins) - len(named)} more"] if len(named) < len(origins) else []
    return f"{many}, {count}: {'; '.join([*(o.name for o in named), *rest])}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """The same words of the same speaker in however many reports.

    ``carriers`` are the ledger-wide ids of the statements that carry it, oldest first; ``first`` is
    the first of them. ``words`` are those of the fullest carrier.
    """

    id: str
    speaker: str | None
    side: str | None
    words: str
    carriers: tuple[str, ...]
    origins: tuple[Origin, ...] = ()

    @property
    def first(self) -> str:
        """The statement by which it was first known."""
        return self.carriers[0]

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that carry it, oldest first."""
        return tuple(dict.fromkeys(c.rpartition(".")[0] for c in self.carriers))

    def as_dict(self) -> dict[str, Any]:
        """The utterance as plain values."""
        return {
            "id": self.id,
            "who": self.speaker,
            "side": self.side,
            "words": self.words,
            "first": self.first,
            "carriers": list(self.carriers),
            "reports": list(self.reports),
            "basis": basis(self.origins),
            "origins": [o.as_dict() for o in self.origins],
        }
