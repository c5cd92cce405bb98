"""What links between mentions change in them, and the links of the encounters that they are of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.analysis.meetings.clusters import Cluster
from dateline.analysis.meetings.links import Beside, find_links
from dateline.analysis.meetings.mentions import Mention
from dateline.analysis.meetings.noun_status import is_definite
from dateline.analysis.meetings.participants import Party
from dateline.analysis.parse import Parsed
from dateline.model.findings import MeetingLink, MeetingReport, Relation, Status
from dateline.model.text import Span

__all__ = ["linked", "told_beside"]

THE_TWO = re.compile(r"\b(?:their|the two|the pair|both)\b", re.IGNORECASE)


def told_beside(parsed: Parsed, mentions: Sequence[Mention]) -> tuple[list[Mention], list[Beside]]:
    """``mentions`` as their links have them, and the links.

    What something is ahead of is still to come; whoever gets ready for "the summit" need not be there.
    """
    links = find_links(parsed, mentions)
    by_span = {m.span: m for m in mentions}
    for link in links:
        source, target = by_span[link.source], by_span.get(link.target) if link.target else None
        if target is None:
            continue
        by_span[link.source] = replace(_as_source(source, target, link), beside=source.beside | {target.span})
        by_span[target.span] = replace(
            _as_linked(target, source, link, parsed.text[slice(*link.event)]),
            beside=target.beside | {source.span},
        )
    return [by_span[m.span] for m in mentions], links


def _as_source(source: Mention, target: Mention, link: Beside) -> Mention:
    """What is ahead of another encounter is told of for its own sake, even where its status is left open."""
    if source.status is not None or len(source.parties) < 2:
        return source
    held = not link.leads and target.status is Status.HELD
    return replace(source, status=Status.HELD if held else Status.UNCLEAR)


def _as_linked(target: Mention, source: Mention, link: Beside, words: str) -> Mention:
    target = replace(target, parties=_own_parties(target, source, link, words))
    if target.status is None and not link.leads and len(target.parties) > 1:
        return replace(target, status=Status.UNCLEAR)
    if target.verbal or not link.leads:
        return target
    if link.relation is Relation.AHEAD_OF and target.status in {None, Status.HELD, Status.ONGOING}:
        return replace(target, status=Status.PLANNED, clause=target.token, scene=False)
    if link.relation is Relation.AFTER and target.status is None:
        return replace(target, status=Status.HELD, clause=target.token)
    if link.relation is Relation.DURING and target.status is None:
        ahead = source.status in {Status.PLANNED, Status.PROPOSED}
        return replace(target, status=Status.PLANNED if ahead else Status.HELD, clause=target.token)
    return target


def _own_parties(target: Mention, source: Mention, link: Beside, words: str) -> tuple[Party, ...]:
    """Those whom the words of the encounter name, where the rest are only those of the other one.

    "Their summit" and "a summit between the two" are of the two who meet in the other one.
    """
    if not target.parties and len(source.parties) == 2 and THE_TWO.search(words):
        return source.parties
    inside = tuple(p for p in target.parties if link.event.start <= p.start < link.event.end)
    outside = {p.name for p in target.parties} - {p.name for p in inside}
    body = bool(inside) and not any(p.person for p in inside) and target.needs == 1
    alone = not inside and is_definite(target.token)
    return inside if outside <= {p.name for p in source.parties} and (body or alone) else target.parties


def linked(
    parsed: Parsed, reports: Sequence[MeetingReport], groups: Mapping[str, Cluster], links: Sequence[Beside]
) -> list[MeetingReport]:
    """The encounters with those that are told of beside them, each at the claim whose words say so."""
    named = {t.mention.span: ident for ident, group in groups.items() for t in group.told}
    found: dict[str, list[tuple[Span, MeetingLink]]] = {}
    for link in links:
        own, other = named.get(link.source), named.get(link.target) if link.target else None
        if own is None or own == other or (other is None and not _is_known_by_name(parsed, link)):
            continue
        told = MeetingLink(parsed.cite(link.cue), link.relation, parsed.text[slice(*link.event)], other)
        found.setdefault(own, []).append((link.source, told))
    return [_with_links(report, found.get(report.id, ())) for report in reports]


def _with_links(report: MeetingReport, links: Sequence[tuple[Span, MeetingLink]]) -> MeetingReport:
    if not links:
        return report
    assertions = list(report.assertions)
    for source, link in links:
        holding = [n for n, a in enumerate(assertions) if a.evidence.span.holds(source)]
        number = min(holding, key=lambda n: len(assertions[n].quote), default=0)
        known = assertions[number].links
        if not any(_same(link, k) for k in known):
            assertions[number] = replace(assertions[number], links=(*known, link))
    return replace(report, assertions=tuple(assertions))


def _same(one: MeetingLink, other: MeetingLink) -> bool:
    return (one.relation, one.event, one.meeting) == (other.relation, other.event, other.meeting)


def _is_known_by_name(parsed: Parsed, link: Beside) -> bool:
    """Whether the words of an encounter of which the report tells nothing say which one it is.

    "The Budapest summit", "Tuesday's call", "the G20"; not "talks".
    """
    words = parsed.tokens(link.event)
    owned = any(w.tag_ == "POS" or (w.dep_ == "det" and w.lower_ in {"the", "this", "that"}) for w in words)
    return owned or any(w.pos_ == "PROPN" for w in words)
