"""Which agency a report retells: who carried the unnamed official whom nobody is said to have spoken to.

An outlet that opens with "According to Reuters …" or "This is stated in the Reuters material" retells
Reuters. An unnamed source without an outlet of its own, from that paragraph on, then spoke to Reuters:
no second outlet meets the same unnamed person by chance. Scope:

- a credit in the opening (:data:`LEAD` lines) holds for the whole report, its headline too, or until another
  outlet is credited for good;
- who is said to have reported it first ("The trip was first reported by X") holds for what stands before;
- a credit further down holds for its own paragraph and the next one;
- an outlet that is brought in against what is told ("though X reported earlier ...") holds for its paragraph;
- an agency that carried the statement of somebody named ("a statement carried by X") opens none;
- "told X" opens the same scope when the one who told is unnamed;
- a platform where everybody may publish opens none;
- teasers are reports of their own, and neither open nor inherit a scope.

Named speakers speak in public and get no such hop.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.analysis.chains.wrappers import Credit, Wrapping, is_platform
from dateline.analysis.lexicons import lexicon
from dateline.analysis.parse import Parsed
from dateline.model.actors import ActorKind
from dateline.model.findings import Speaker
from dateline.model.text import SegmentKind

__all__ = ["LEAD", "Retelling", "is_anonymous"]

LEAD = 4
"""Lines of the opening: headline, summary, first two paragraphs."""
FIRST = re.compile(r"\bfirst\s+(?:reported|revealed|disclosed|told)\b[^,;.]{0,20}$")
ASIDE = re.compile(r"\b(?:though|although|while|whereas|but|however)\b[^.;]{0,20}$", re.IGNORECASE)
"""An outlet brought in against what is told, which is not retold ("though X wrote of a delay")."""
BEFORE = 60
"""Code points before an outlet in which it is said to have been the first."""
REPORTS = frozenset({"report", "reports", "rumours", "rumors", "lawmakers", "spokesmen"})
"""What is told by nobody in particular."""
NEXT = 1
"""Paragraphs after its own for which a credit outside the opening holds."""


def is_anonymous(speaker: Speaker) -> bool:
    """Whether an outlet may have found the speaker: "a senior official", "reports"; not "the judges"."""
    if speaker.named or speaker.kind not in (ActorKind.UNNAMED, ActorKind.DOCUMENT):
        return False
    words = {w.strip(".,").casefold() for w in (speaker.name or "").split()}
    return not words.isdisjoint(_sources())


@functools.cache
def _sources() -> frozenset[str]:
    rows = lexicon("unnamed")["people"]
    people = {w for row in rows if not row.get("collective") for w in row["words"]}
    return frozenset(people | {f"{w}s" for w in people} | REPORTS)


@dataclass(frozen=True, slots=True)
class _Scope:
    credit: Credit
    first: int
    last: int


class Retelling:
    """The outlets a report retells, by line."""

    def __init__(self, parsed: Parsed, credits_found: Iterable[Credit], told: frozenset[Credit]) -> None:
        """Scopes of ``credits_found``; ``told`` are the venues to which unnamed people spoke."""
        self._scopes: list[_Scope] = []
        end = len(parsed.lines) - 1
        for credit in credits_found:
            segment = parsed.lines[credit.line].segment
            if segment.kind is SegmentKind.TEASER or is_platform(credit.name):
                continue
            if credit.wrapping is Wrapping.DATELINE:
                continue
            if credit.wrapping is Wrapping.VENUE and credit not in told:
                continue
            near = max(0, credit.span.start - BEFORE)
            aside = ASIDE.search(parsed.text, near, credit.span.start) is not None
            opening = credit.line < LEAD and not aside
            last = end if opening else credit.line if aside else min(end, credit.line + NEXT)
            if FIRST.search(parsed.text, near, credit.span.start):
                last = credit.line
            self._scopes.append(_Scope(credit, 0 if opening else credit.line, last))

    def at(self, line: int) -> Credit | None:
        """The credit whose scope holds ``line``: the one opened last."""
        holding = [s for s in self._scopes if s.first <= line <= s.last]
        return max(holding, key=lambda s: (s.first, s.credit.span)).credit if holding else None
