"""Findings beside one another in a report, as identity and the fold read them.

A finding that is ahead of a summit knows the summit as the same report tells of it, and the summit knows what
is ahead of it. Two findings beside the same encounter are more likely one; and what is told of as ahead of a
summit is not the summit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dateline.ledger.found import Beside, MeetingFinding, Other
from dateline.ledger.names import tokens
from dateline.ledger.people import people, same_people
from dateline.ledger.places import Fit, fit, place
from dateline.model.links import DatedLink, Link

__all__ = ["besides", "is_meant", "links_of", "same_event"]


def besides(findings: Iterable[MeetingFinding]) -> tuple[MeetingFinding, ...]:
    """``findings``, each with the encounters beside which its report puts it, and those put beside it.

    All findings of a report are to be there, with names in full.
    """
    told = tuple(findings)
    if not any(a.links for f in told for a in f.assertions):
        return told
    known = {f.id: f for f in told if f.assertions}
    found: dict[str, list[Beside]] = {}
    for finding in known.values():
        for claim in finding.assertions:
            for link in claim.links:
                _take(finding, link, known, found)
    return tuple(replace(f, beside=tuple(sorted(found.get(f.id, ()), key=_order))) for f in told)


def _order(told: Beside) -> tuple[int, int, bool, str, str]:
    """Its place in the report, whatever the order in which findings come."""
    return told.passage.start, told.passage.end, told.inward, told.relation.value, told.finding or ""


def _take(
    finding: MeetingFinding,
    link: DatedLink,
    known: Mapping[str, MeetingFinding],
    found: dict[str, list[Beside]],
) -> None:
    other = known.get(link.finding or "")
    told = Beside(
        link.relation, link.event, link.passage, _other(other, link.event), other.id if other else None
    )
    found.setdefault(finding.id, []).append(told)
    if other is not None:
        back = Beside(
            link.relation, finding.label, link.passage, _other(finding, ""), finding.id, inward=True
        )
        found.setdefault(other.id, []).append(back)


def _other(finding: MeetingFinding | None, event: str) -> Other:
    if finding is None:
        return Other(_names(event))
    return Other(_names(event), finding.kind, finding.participants, finding.place, finding.when)


def _names(event: str) -> tuple[str, ...]:
    """The words in capitals by which an encounter is named: g20, assembly."""
    named = (word for word in event.split() if word[:1].isupper())
    return tuple(token for word in named for token in tokens(word) if token not in {"the", "s", "a"})


def same_event(one: Other, other: Other) -> bool:
    """Whether two reports can mean one encounter beside which they put another."""
    if fit(place(one.place), place(other.place)) is Fit.OTHER:
        return False
    if one.when and other.when and one.when.first and other.when.first and not one.when.overlaps(other.when):
        return False
    if one.kind is not None and other.kind is not None:
        return one.kind is other.kind and same_people(people(one.participants), people(other.participants))
    ours, theirs = _called(one), _called(other)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _called(one: Other) -> frozenset[str]:
    """The words by which it goes: those in capitals, else the names of a body that meets alone."""
    alone = one.participants[0].name if len(one.participants) == 1 else ""
    return frozenset(one.names) or frozenset(tokens(alone))


def is_meant(other: Other, finding: MeetingFinding) -> bool:
    """Whether ``finding`` is of the very encounter that another report tells of as ``other``."""
    if other.kind is not finding.kind or not other.participants:
        return False
    same_place = fit(place(other.place), place(finding.place)) is Fit.SAME
    same_day = bool(other.when and finding.when and other.when.first and other.when.overlaps(finding.when))
    both = people(other.participants), people(finding.participants)
    return (same_place or same_day) and same_people(*both) and len(both[0]) == len(both[1])


def links_of(
    group: Sequence[MeetingFinding], homes: Mapping[str, str], own: str
) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The links of a meeting to others, and those of others to it; ``homes`` are the meetings of findings.

    A link to the meeting itself, which a reviewer's merging makes, is none.
    """
    made: tuple[list[Link], list[Link]] = ([], [])
    for finding in group:
        for told in finding.beside:
            meeting = homes.get(told.finding or "")
            if meeting != own:
                made[told.inward].append(Link(told.relation, meeting, told.event, told.passage))
    return tuple(made[0]), tuple(made[1])
