"""The fold: from dated, sourced claims about one meeting to its status.

A status is asserted, never stored: every claim stays, and what holds "now" is computed from all of
them. The rules, in order:

1. ``unclear`` says nothing: it counts only when there is no other claim.
2. Later outranks earlier: a claim is *superseded* by a later claim that it could have led to. A
   denial by a participant's own side is superseded only by a later word of a participant or by the
   encounter itself, never by a third party; a participant's plan is not superseded by the other
   side's denial of it, which contests it; and a third party that repeats a participant's word leaves
   it his.
3. Two standing claims by different sources that cannot both be true (:data:`CONTRADICTS`) make the
   meeting ``contested``, provided that one of them speaks for a side that takes part.
4. Otherwise the standing claim furthest along the life of a meeting (:data:`STAGES`) is its status.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dateline.model.findings import MeetingAssertion, Status
from dateline.model.times import When

__all__ = ["CONTRADICTS", "STAGES", "Claim", "fold", "rivals", "standing"]

STAGES: tuple[Status, ...] = (
    Status.UNCLEAR,
    Status.PROPOSED,
    Status.PLANNED,
    Status.REFUSED,
    Status.POSTPONED,
    Status.RESCHEDULED,
    Status.CANCELLED,
    Status.ONGOING,
    Status.HELD,
)
"""The life of a meeting, earliest first: of two claims of one time the one further along holds."""

CONTRADICTS: frozenset[tuple[Status, Status]] = frozenset(
    {
        (Status.PLANNED, Status.REFUSED),  # "they will meet" / "nothing is agreed"
        (Status.POSTPONED, Status.REFUSED),  # "put off" / "one cannot put off what was never agreed"
        (Status.RESCHEDULED, Status.REFUSED),  # "moved to May" / "there is no such meeting"
        (Status.CANCELLED, Status.REFUSED),  # "called off" / "it was never agreed"
        (Status.ONGOING, Status.REFUSED),  # "they are talking" / "there are no talks"
        (Status.HELD, Status.REFUSED),  # "they met" / "they never met"
        (Status.HELD, Status.CANCELLED),  # "they met" / "it was called off"
        (Status.HELD, Status.POSTPONED),  # "they met" / "it was put off"
        (Status.ONGOING, Status.CANCELLED),  # "they are talking" / "the talks are off"
        (Status.PLANNED, Status.CANCELLED),  # "it goes ahead" / "it is off"
        (Status.POSTPONED, Status.PLANNED),  # "put off" / "he will be there on the day"
    }
)
"""Pairs that cannot both be true of one meeting at one time, the assertion first, the denial second."""


SILENT = frozenset({Status.UNCLEAR, Status.CONTESTED})
"""Statuses that claim nothing: the one says so, the other is only ever computed."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One dated, sourced claim: what the fold needs of an assertion and no more.

    ``by`` is outermost first and empty for an outlet's own voice; ``side`` is the state or
    organisation that the innermost source speaks for; ``said_when`` None means "as of the report".
    """

    status: Status
    by: tuple[str, ...] = ()
    said_when: When | None = None
    side: str | None = None

    @classmethod
    def of(cls, assertion: MeetingAssertion, side: str | None = None) -> Claim:
        """The claim that ``assertion`` makes; ``side`` is that of its innermost source."""
        return cls(assertion.status, assertion.by, assertion.said_when, side)


def fold(assertions: Iterable[Claim | MeetingAssertion], sides: Collection[str] = ()) -> Status:
    """The status that ``assertions`` leave the meeting in; ``unclear`` when there are none.

    ``sides`` are those of the participants. Without them every source that has a side speaks for
    a participant. The order in which the claims arrive does not matter.
    """
    claims = standing(assertions, sides)
    if not claims:
        return Status.UNCLEAR
    if rivals(claims, sides):
        return Status.CONTESTED
    return max((c.status for c in claims), key=STAGES.index)


def standing(
    assertions: Iterable[Claim | MeetingAssertion], sides: Collection[str] = ()
) -> tuple[Claim, ...]:
    """The claims that nothing has superseded, oldest first; ``unclear`` ones are left out."""
    claims = {a if isinstance(a, Claim) else Claim.of(a) for a in assertions}
    told = sorted((c for c in claims if c.status not in SILENT), key=_place)
    newest = max((_day(c) for c in told if c.said_when), default=dt.date.max)
    return tuple(c for c in told if not any(_supersedes(d, c, newest, sides) for d in told))


def rivals(claims: Sequence[Claim], sides: Collection[str] = ()) -> tuple[Claim, Claim] | None:
    """The first two of ``claims`` that cannot both be true, if any: the assertion, then the denial."""
    for one in claims:
        for other in claims:
            if (one.status, other.status) in CONTRADICTS and _rival(one, other, sides):
                return one, other
    return None


def _place(claim: Claim) -> tuple[object, ...]:
    iso = (claim.said_when.iso if claim.said_when else None) or ""
    return (_day(claim), iso, STAGES.index(claim.status), claim.by, claim.side or "")


def _day(claim: Claim) -> dt.date:
    """The day of a claim; an undated one is as new as the report."""
    last = claim.said_when.last if claim.said_when else None
    return last or dt.date.max


def _supersedes(later: Claim, earlier: Claim, newest: dt.date, sides: Collection[str]) -> bool:
    if min(_day(later), newest) <= min(_day(earlier), newest):
        return False
    if _source(later) == _source(earlier) or not _speaks_for_party(earlier, sides):
        return True
    if later.status is earlier.status and not _speaks_for_party(later, sides):
        return False  # a third party that repeats a party's word does not take it from him
    if (earlier.status, later.status) == (Status.PLANNED, Status.REFUSED) and earlier.side != later.side:
        return False  # who denies the other side's plan contests it; only that side can take it back
    if _speaks_for_party(later, sides) or later.status in {Status.HELD, Status.ONGOING}:
        return True
    return earlier.status is not Status.REFUSED


def _rival(one: Claim, other: Claim, sides: Collection[str]) -> bool:
    if not one.by or not other.by or _source(one) == _source(other):
        return False
    if one.side is not None and one.side == other.side:
        return False
    parties = [_speaks_for_party(c, sides) for c in (one, other)]
    if other.status is Status.PLANNED:  # only a party's own word that it goes ahead denies a postponement
        return parties[1]
    # A plan is what a denial denies: only the two parties themselves can contest it.
    return all(parties) if one.status is Status.PLANNED else parties[1] or parties[0]


def _source(claim: Claim) -> str | None:
    return claim.by[-1] if claim.by else None


def _speaks_for_party(claim: Claim, sides: Collection[str]) -> bool:
    return claim.side is not None and (not sides or claim.side in sides)
