"""Origins: how many independent sources something rests on, and which.

An origin is where a claim enters the press. A named speaker is one origin however many outlets quote
him; a source without a name is one for each outlet that it told; what an outlet says in its own voice
goes back, along copies, abridgements and rewrites, to the report that it was made from, and to whom
*that* report has it from. So twenty outlets that repeat one unnamed source of Reuters are one origin.

Everything here is a pure function of the claims of one entry and of the derivations of their reports.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from dateline.ledger.carriers import Carrier, Saying, outlet_key
from dateline.ledger.moments import Moment
from dateline.ledger.names import tokens
from dateline.model.actors import ActorKind
from dateline.model.entries import DatedAssertion, DatedPosition
from dateline.model.lineage import Derivation, DerivationKind, Origin
from dateline.world import World

__all__ = ["Roots", "Voiced", "voiced_assertion", "voiced_position", "voiced_saying"]

T_co = TypeVar("T_co", covariant=True)
_SOURCES = (
    "official",
    "diplomat",
    "adviser",
    "aide",
    "minister",
    "spokesman",
    "lawmaker",
    "officer",
    "envoy",
)
_AT_HAND = 1 << 15  # claims whose voice is looked up once: a position asks for its own, and its changes do
_BODIES = frozenset({ActorKind.STATE, ActorKind.OFFICE})
_NOBODY = _BODIES | {ActorKind.OUTLET, ActorKind.UNNAMED, ActorKind.DOCUMENT}


@dataclass(frozen=True, slots=True)
class Voiced:
    """One claim as far as its origin goes: ``by`` outermost first without the report's own outlet.

    ``same`` is what two claims of one entry must share to be the same claim (a status, a stance).
    """

    report: str
    outlet: str | None
    by: tuple[str, ...]
    side: str | None
    same: str
    at: str


@dataclass(frozen=True, slots=True)
class _Root:
    """An origin before its reports are counted: ``told`` is the outlet that an unnamed source told."""

    key: str
    name: str
    kind: ActorKind
    side: str | None = None
    told: str | None = None


def voiced_assertion(claim: DatedAssertion, side: str | None) -> Voiced:
    """A claim about a meeting."""
    said = claim.passage
    at = Moment.of(said.published).at or "~"
    return Voiced(said.report, said.outlet, claim.by, side, claim.status.value, at)


def voiced_position(told: DatedPosition, by: tuple[str, ...]) -> Voiced:
    """A report's word on a position; ``by`` is the chain of the statement that carries it."""
    said = told.passage
    at = Moment.of(said.published).at or "~"
    return Voiced(said.report, said.outlet, by, told.actor.side, told.stance.value, at)


def voiced_saying(saying: Saying) -> Voiced:
    """A statement: its speaker is the last of its chain."""
    own = outlet_key(saying.outlet) if saying.outlet else None
    hops = [name for name, kind, _ in saying.chain if kind is not ActorKind.OUTLET or outlet_key(name) != own]
    if not hops and saying.speaker:
        hops = [saying.speaker]
    at = Moment.of(saying.published).at or "~"
    return Voiced(saying.report, saying.outlet, tuple(hops), saying.side, "", at)


class Known(Protocol[T_co]):
    """What is known of reports, by their ids: a mapping, or a store."""

    def get(self, name: str, /) -> T_co | None:
        """What is known of one; None for nothing."""
        ...


class Roots:
    """What the reports of a ledger go back to."""

    def __init__(
        self,
        carriers: Known[Carrier],
        derivations: Known[Sequence[Derivation]],
        outlets: Container[str],
        full: Callable[[str], str],
    ) -> None:
        """Know the reports and what they are derived from.

        ``outlets`` are those that publish them, ``full`` gives the whole of a person's name.
        """
        self._full = full
        self._carriers = carriers
        self._outlets = outlets
        self._derivations = derivations
        self._voices: dict[Voiced, _Root] = {}

    def origins(self, claims: Iterable[Voiced]) -> tuple[Origin, ...]:
        """The independent origins of the claims of one entry, by the first report that has each."""
        told = sorted(set(claims), key=lambda c: (c.at, c.report, c.by, c.same))
        by_report: dict[str, list[Voiced]] = {}
        for claim in told:
            by_report.setdefault(claim.report, []).append(claim)
        found: dict[str, _Root] = {}
        reports: dict[str, dict[str, None]] = {}
        for claim in told:
            for root in self._roots(claim, by_report, frozenset()):
                found.setdefault(root.key, root)
                reports.setdefault(root.key, {}).setdefault(claim.report)
        return tuple(_merged(found, reports))

    def _roots(
        self, claim: Voiced, entry: Mapping[str, Sequence[Voiced]], seen: frozenset[str]
    ) -> Iterator[_Root]:
        if not claim.by:
            yield from self._own_voice(claim, self._carriers.get(claim.report), entry, seen)
            return
        if claim not in self._voices:
            if len(self._voices) >= _AT_HAND:
                self._voices.clear()
            self._voices[claim] = self._voice(claim, claim.by[-1])
        yield self._voices[claim]

    def _voice(self, claim: Voiced, voice: str) -> _Root:
        """Whom a report names for a claim: nothing else of the entry counts."""
        carrier = self._carriers.get(claim.report)
        if self._is_outlet(voice, carrier):
            return _outlet(voice)
        if _is_unnamed(voice, carrier):
            return self._unnamed(claim, voice, carrier)
        kind = (carrier.kinds or {}).get(voice, ActorKind.PERSON) if carrier else ActorKind.PERSON
        name = self._full(voice)
        return _Root(f"name {' '.join(tokens(name))}", name, kind, claim.side)

    def _own_voice(
        self,
        claim: Voiced,
        carrier: Carrier | None,
        entry: Mapping[str, Sequence[Voiced]],
        seen: frozenset[str],
    ) -> Iterator[_Root]:
        """What the outlet says itself: what it was made from says it, if it was made from something."""
        if carrier is None or (claim.outlet and outlet_key(claim.outlet) != outlet_key(carrier.outlet or "")):
            yield _outlet(claim.outlet) if claim.outlet else _nameless(claim.report)
            return
        made_from = [
            d for d in (self._derivations.get(claim.report) or ()) if d.kind is not DerivationKind.QUOTATION
        ]
        for made in made_from:
            if made.source is None or made.source in seen:
                yield _outlet(made.name or made.report)
                continue
            theirs = entry.get(made.source, ())
            same = [c for c in theirs if c.same == claim.same] or list(theirs)
            for other in same or [self._silent(made.source, claim)]:
                yield from self._roots(other, entry, seen | {claim.report})
        if not made_from:
            yield _outlet(carrier.outlet) if carrier.outlet else _nameless(claim.report)

    def _silent(self, report: str, claim: Voiced) -> Voiced:
        """The original when its own words on the matter were not read: its outlet's word."""
        carrier = self._carriers.get(report)
        return replace(claim, report=report, outlet=carrier.outlet if carrier else None, by=())

    def _unnamed(self, claim: Voiced, voice: str, carrier: Carrier | None) -> _Root:
        """A source without a name: the outlet that it told makes it one with others."""
        outlets = [name for name in claim.by[:-1] if self._is_outlet(name, carrier)]
        told = outlets[-1] if outlets else self._publisher(claim)
        key = outlet_key(told) if told else claim.report
        source = next((w for w in _SOURCES if w in voice.casefold()), "source")
        article = "an unnamed"
        name = f"{article} {source} to {told}" if told else f"{article} {source} in {claim.report}"
        return _Root(f"unnamed {key}", name, ActorKind.UNNAMED, claim.side, key)

    def _is_outlet(self, name: str, carrier: Carrier | None) -> bool:
        """Whether a name is an outlet's: of a report of the ledger, by its chain, or by the tables."""
        return outlet_key(name) in self._outlets or _is_outlet(name, carrier)

    def _publisher(self, claim: Voiced) -> str | None:
        """Who first published the report that makes the claim: along copies to their original."""
        report, name = claim.report, claim.outlet
        for _ in range(64):
            made = [
                d for d in (self._derivations.get(report) or ()) if d.kind is not DerivationKind.QUOTATION
            ]
            if not made:
                break
            carrier = self._carriers.get(made[0].source or "")
            name = (carrier.outlet if carrier else None) or made[0].name or name
            if made[0].source is None:
                break
            report = made[0].source
        return name


def _outlet(name: str) -> _Root:
    key = outlet_key(name)
    return _Root(f"outlet {key}", name, ActorKind.OUTLET, None, key)


def _nameless(report: str) -> _Root:
    return _Root(f"report {report}", f"the report {report}", ActorKind.OUTLET)


def _is_outlet(name: str, carrier: Carrier | None) -> bool:
    if carrier is not None and name in carrier.outlets:
        return True
    known = (carrier.kinds or {}).get(name) if carrier else None
    return known is None and not _is_unnamed(name, carrier) and World.default().outlet(name) is not None


def _is_unnamed(name: str, carrier: Carrier | None) -> bool:
    """Whether a source has no name: the report says so, or its words begin like a description."""
    if carrier is not None and name in carrier.unnamed:
        return True
    known = (carrier.kinds or {}).get(name) if carrier else None
    return known is None and (name[:1].islower() or name.startswith(("A ", "An ", "Two ", "Several ")))


def _merged(found: Mapping[str, _Root], reports: Mapping[str, Mapping[str, None]]) -> Iterator[Origin]:
    """One origin for what is one: an outlet and its unnamed source, a government and its only speaker."""
    into = {key: _part_of(root, found) for key, root in found.items()}
    for key, root in found.items():
        if into[key] == key:
            carried = [r for other, r in reports.items() if into[other] == key]
            yield Origin(root.name, root.kind, tuple(dict.fromkeys(r for some in carried for r in some)))


def _part_of(root: _Root, found: Mapping[str, _Root]) -> str:
    if root.kind is ActorKind.OUTLET and f"unnamed {root.told}" in found:
        return f"unnamed {root.told}"
    if root.kind in _BODIES:
        side = root.side or root.name
        speakers = [r.key for r in found.values() if r.kind not in _NOBODY and r.side == side]
        if len(speakers) == 1:
            return speakers[0]
    return root.key
