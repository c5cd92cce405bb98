"""The trained network's attributions, and what only the rules know.

PolNeAR has no nesting and nothing that looks back, and its articles no headline suffixes and few signatures:
inside what somebody says, for "this was reported by" and in headlines the rules speak where the network is silent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from dateline.analysis.attribution.attributions import Attribution
from dateline.analysis.attribution.headlines import headline_attributions
from dateline.analysis.attribution.hearsay import hearsay
from dateline.analysis.attribution.places import Places
from dateline.analysis.attribution.rules import rules
from dateline.analysis.attribution.signed import signed
from dateline.analysis.attribution.trained import trained
from dateline.analysis.parse import Parsed
from dateline.model.text import Span

__all__ = ["joined", "merged"]

ALONE: Final = 0.7
"""How sure the network must be of a cue that the rules do not see."""
TOGETHER: Final = 0.4
"""How sure it must be of one that they see as well. Both: the development part of PolNeAR, in steps of .05."""


def joined(parsed: Parsed) -> Sequence[Attribution]:
    """Every attribution that the network is sure of, and those of the rules that do not contradict one."""
    ruled = rules(parsed)
    found = merged(trained(parsed), ruled)
    headlines = (a for n in range(len(parsed.lines)) for a in headline_attributions(parsed, n))
    found += tuple(_silent(found, (*headlines, *signed(parsed))))
    found += tuple(hearsay(parsed, found))
    return sorted(found, key=lambda a: (a.cue, a.content))


def merged(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions of both; the network is believed where both have a cue.

    Of the rules' stay those that look back, those inside what the network has somebody say, and those that
    still wait for a quotation.
    """
    seen = Places((cue, a) for a in ruled for cue in a.cue)
    kept = [a for a in network if a.sure >= _least(a, seen) and not _is_back(a, seen)]
    return (*kept, *_added(kept, ruled))


def _least(attribution: Attribution, seen: Places[Attribution]) -> float:
    return TOGETHER if any(seen.touching(cue) for cue in attribution.cue) else ALONE


def _is_back(attribution: Attribution, seen: Places[Attribution]) -> bool:
    """Whether the rules found that what is said stands before: the network never learnt to look there."""
    return any(a.looks_back and a.content for cue in attribution.cue for a in seen.touching(cue))


def _added(network: Sequence[Attribution], ruled: Sequence[Attribution]) -> Iterator[Attribution]:
    taken = Places((part, a) for a in network for part in (*a.cue, *a.source))
    contents = Places((part, a) for a in network for part in a.content)
    for attribution in ruled:
        parts = (*attribution.source, *attribution.cue, *attribution.content)
        nested = bool(contents.holding(Span(min(p.start for p in parts), max(p.end for p in parts))))
        heard = any(taken.touching(cue) for cue in attribution.cue)
        if attribution.looks_back or (not heard and (nested or not attribution.content)):
            yield attribution


def _silent(found: Sequence[Attribution], others: Sequence[Attribution]) -> Iterator[Attribution]:
    """Those of ``others`` of whose cue and content nothing is attributed yet."""
    taken = Places((part, a) for a in found for part in (*a.cue, *a.source, *(a.content if a.cue else ())))
    for attribution in others:
        if not any(taken.touching(part) for part in attribution.cue):
            yield attribution
