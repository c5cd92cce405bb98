"""Who demands, refuses, accepts or offers what, and on what condition.

The last step of the analysis: fills :attr:`Findings.positions`.

Two readings of every sentence: cues of stance with an actor as their subject (:mod:`.stances`), and
the speaker's own words inside a statement (:mod:`.contents`). Each candidate is scored by how surely
its words take a stance on a matter in dispute; the clearest one for each (actor, stance, issue) stays.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.parse import Parsed
from dateline.analysis.positions.claims import Candidate
from dateline.analysis.positions.holders import Holders
from dateline.analysis.positions.reading import Reading
from dateline.model.findings import Findings, Issue, Participant, PositionReport, Stance
from dateline.model.text import SegmentKind

__all__ = ["THRESHOLD", "find"]

THRESHOLD = 1.75
"""A candidate below this is not reported: a usual cue (2) passes, a faint one (1) on a known issue too."""
LONG = re.compile(r"\w{5,}")
"""A word long enough to say which matter is meant."""
TITLE = 0.25
"""A headline says it shorter than the body: it gives way to an equal sentence."""


def find(parsed: Parsed, findings: Findings) -> Findings:
    """``findings`` with the positions of the report, in text order, one per (actor, stance, issue)."""
    reading = Reading(parsed, findings.statements, Holders(parsed, ActorIndex(findings.actors)))
    candidates = [
        dataclasses.replace(candidate, score=candidate.score - TITLE)
        if line.segment.kind is SegmentKind.HEADLINE
        else candidate
        for line, sentence in parsed.sentences()
        if line.segment.kind is not SegmentKind.TEASER
        for candidate in reading.candidates(sentence)
        if candidate.score >= THRESHOLD
    ]
    positions = tuple(_report(parsed, c) for c in _clearest(candidates))
    return dataclasses.replace(findings, positions=positions)


def _clearest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The clearest of each (actor, stance, issue); on ``other`` matters, of each that shares no word."""
    best: dict[tuple[str, Stance, Issue], list[Candidate]] = {}
    for candidate in candidates:
        known = best.setdefault((candidate.holder.name, candidate.stance, candidate.issue), [])
        same = next((c for c in known if _same_matter(c, candidate)), None)
        if same is None:
            known.append(candidate)
        elif candidate.score > same.score:
            known[known.index(same)] = candidate
    found = (candidate for known in best.values() for candidate in known)
    return sorted(found, key=lambda c: (c.evidence, c.holder.name, c.stance))


def _same_matter(one: Candidate, other: Candidate) -> bool:
    if one.issue is not Issue.OTHER or one.evidence.overlaps(other.evidence):
        return True
    ours, theirs = (set(LONG.findall(c.issue_text.casefold())) for c in (one, other))
    return not ours or not theirs or not ours.isdisjoint(theirs)


def _report(parsed: Parsed, candidate: Candidate) -> PositionReport:
    return PositionReport(
        actor=Participant(candidate.holder.name, candidate.holder.side),
        stance=candidate.stance,
        issue=candidate.issue,
        issue_text=candidate.issue_text,
        evidence=parsed.cite(candidate.evidence),
        speaker=candidate.holder.speaker,
        addressee=candidate.addressee,
        condition=parsed.cite(candidate.condition) if candidate.condition else None,
        statement=candidate.statement,
    )
