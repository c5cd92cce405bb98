"""At what level people meet: presidents, ministers or deputies of the same two sides are three meetings.

Only plural words count ("the foreign ministers will meet"), for a single title names a person, and
a person is told apart by name already. Words of two levels in one finding say nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum

from dateline.ledger.found import MeetingFinding
from dateline.model.findings import MeetingKind

__all__ = ["Level", "level"]


class Level(StrEnum):
    """Who sits at the table."""

    LEADERS = "leaders"
    MINISTERS = "ministers"
    DEPUTIES = "deputies"
    TEAMS = "teams"


# In the order in which they are looked for: "deputy foreign ministers" holds "foreign ministers".
_WORDS = re.compile(
    r"\b(?:"
    r"(?P<deputies>deput(?:y|ies)(?:\W+\w+){0,2}?\W+(?:ministers?|heads?)|deputies|vice[- ]ministers)"
    r"|(?P<leaders>presidents|prime ministers|premiers|chancellors|leaders|heads of (?:state|government))"
    r"|(?P<ministers>ministers|ministerial)"
    r"|(?P<teams>delegations|negotiators|negotiating teams|experts|working groups|technical teams)"
    r")\b",
    re.IGNORECASE,
)


def level(finding: MeetingFinding) -> Level | None:
    """The one level that the words of ``finding`` name; None for none or several."""
    words = [finding.label, *(a.passage.quote for a in finding.assertions)]
    named = {Level(m.lastgroup) for w in words for m in _WORDS.finditer(w) if m.lastgroup}
    if finding.kind is MeetingKind.SUMMIT:
        named.add(Level.LEADERS)
    return named.pop() if len(named) == 1 else None
