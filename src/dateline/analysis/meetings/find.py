"""Who meets whom, where and when, and is it still on: the step that fills ``Findings.meetings``.

Mentions are found (``mentions``), read for what they assert (``status``), gathered
into encounters (``clusters``), and each encounter's status is folded from its assertions
(:mod:`dateline.model.status`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.analysis.meetings.beside import linked, told_beside
from dateline.analysis.meetings.clusters import Cluster, Told, cluster
from dateline.analysis.meetings.evidence import Voice, assertion_of
from dateline.analysis.meetings.mentions import Mention, find_mentions
from dateline.analysis.meetings.noun_status import is_definite
from dateline.analysis.meetings.outcomes import outcome
from dateline.analysis.meetings.participants import Cast, Party, sides_of
from dateline.analysis.meetings.scene import scene_of
from dateline.analysis.parse import Parsed
from dateline.model.findings import (
    Findings,
    MeetingAssertion,
    MeetingKind,
    MeetingReport,
    Status,
)
from dateline.model.status import Claim, fold
from dateline.model.text import Document
from dateline.model.times import When

__all__ = ["find"]


def find(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with every encounter of the report, ids "m1", "m2", … by first mention."""
    cast = Cast(parsed, findings)
    mentions, links = told_beside(parsed, _mentions(parsed, cast))
    told = [scene_of(parsed, mention) for mention in mentions]
    voice = Voice(parsed, cast)
    reports: list[MeetingReport] = []
    groups: dict[str, Cluster] = {}
    for group in cluster(told):
        report = _report(f"m{len(reports) + 1}", group, voice, parsed.document)
        if report is not None:
            reports.append(report)
            groups[report.id] = group
    return replace(findings, meetings=tuple(linked(parsed, reports, groups, links)))


def _mentions(parsed: Parsed, cast: Cast) -> list[Mention]:
    """All mentions in text order, also those by way of what was agreed."""
    agreed = (outcome(parsed, line, token) for line in parsed.lines for token in line.doc)
    found = [*find_mentions(parsed, cast), *(a for a in agreed if a is not None)]
    return sorted((_asked(parsed, m) for m in found), key=lambda m: m.span.start)


def _asked(parsed: Parsed, mention: Mention) -> Mention:
    """The mention, which leaves open what it tells where a journalist asks ("So the summit is off?")."""
    turn = parsed.turn_at(mention.span.start)
    asked = turn is not None and turn.asks and mention.status is not None
    return replace(mention, status=Status.UNCLEAR) if asked else mention


def _report(ident: str, group: Cluster, voice: Voice, document: Document) -> MeetingReport | None:
    parties = group.parties
    claims = [assertion_of(t, voice) for t in _asserting(group)]
    if not claims:
        return None
    assertions = _distinct([a for a, _ in claims])
    first = min((a.said_when for a, _ in claims if a.said_when and a.said_when.first), key=_day, default=None)
    told = _asserting(group)
    statuses = {t.status for t in told}
    then = [first if _was_planned(t) or _is_same(t, statuses) else None for t in told]
    sided = [
        _dated(Claim.of(a, side), day or document.published)
        for (a, side), day in zip(claims, then, strict=True)
    ]
    return MeetingReport(
        id=ident,
        label=_label(parties, group),
        participants=tuple(p.participant for p in parties),
        kind=group.kind,
        format=group.format,
        status=fold(sided, sides_of(parties)),
        assertions=tuple(assertions),
        place=group.place,
        when=group.when,
    )


def _asserting(group: Cluster) -> list[Told]:
    """The mentions that assert something.

    A mere scene ("said during the talks") says that the encounter was under way or is over; it agrees
    with what others assert of an encounter under way, and says nothing of one that is still ahead.
    """
    told = [t for t in group.told if t.status is not None]
    if not told:
        return [t.open() for t in group.told[:1] if _is_known(t)]
    firm = {
        t.status for t in told if not (t.mention.scene and t.when is None) and t.status is not Status.UNCLEAR
    }
    if not firm or Status.HELD in firm:
        return told
    if Status.ONGOING in firm:
        return [t.under_way() if t.mention.scene and t.when is None else t for t in told]
    return [t for t in told if not t.mention.scene or t.status in firm]


def _dated(claim: Claim, day: When | None) -> Claim:
    """``claim`` as of ``day`` when nothing says when it was made."""
    return claim if claim.said_when else replace(claim, said_when=day)


def _day(when: When) -> dt.date:
    return when.first or dt.date.max


def _is_same(told: Told, statuses: Collection[Status | None]) -> bool:
    """Whether an undated word says again what a stronger one of the report says with a date.

    "It will be held in May" of a summit that was moved; "he will not come" of a visit that was called off.
    """
    if told.status is Status.PLANNED:
        return Status.RESCHEDULED in statuses
    return told.status is Status.REFUSED and Status.CANCELLED in statuses and told.mention.verbal


def _is_known(told: Told) -> bool:
    """Whether words that assert nothing speak of a definite encounter, with a person and his counterpart."""
    parties = told.mention.parties
    return is_definite(told.mention.token) and len(parties) > 1 and any(p.person for p in parties)


def _was_planned(told: Told) -> bool:
    """Whether a plan is told in the past: "was to meet" is as old as the oldest word on the encounter."""
    clause = told.mention.clause
    if told.status not in {Status.PLANNED, Status.PROPOSED} or clause.pos_ not in {"VERB", "AUX"}:
        return False
    return clause.tag_ == "VBD" or any(c.lower_ in {"was", "were", "had"} for c in clause.children)


def _distinct(assertions: Sequence[MeetingAssertion]) -> list[MeetingAssertion]:
    """Without a second assertion of one status from one stretch of text."""
    kept: list[MeetingAssertion] = []
    for one in assertions:
        if not any(k.status is one.status and k.evidence.span.overlaps(one.evidence.span) for k in kept):
            kept.append(one)
    return kept


KIND_WORDS = {kind: kind.value for kind in MeetingKind}


def _label(parties: Sequence[Party], group: Cluster) -> str:
    """A short name: "Trump-Putin summit, Budapest", "NATO summit, Brussels"."""
    names = [_surname(p) if p.person else p.name for p in parties]
    who = "-".join(names[:2]) + (" and others" if len(names) > 2 else "")
    label = f"{who} {KIND_WORDS[group.kind]}".strip()
    return f"{label}, {group.place}" if group.place else label


NUMERAL = re.compile(r"[IVX]+")
"""The number of a king or a pope."""
FAMILY_FIRST = frozenset({"China", "North Korea", "South Korea", "Taiwan", "Vietnam"})
"""States where the family name comes first and is kept so in English."""


def _surname(party: Party) -> str:
    """The name a headline uses: "Xi" of Xi Jinping, "von der Leyen" with its particles."""
    words = party.name.split()
    if party.side in FAMILY_FIRST:
        return words[0]
    words = [w for w in words if not NUMERAL.fullmatch(w)] or words
    first = next((k for k, w in enumerate(words) if k and w.islower()), len(words) - 1)
    return " ".join(words[first:])
