"""The versions of one article: which of its reports count, and which were superseded or taken back.

Findings are never touched. Which of them count is derived, like everything else: a pure function of
the keys, versions and times of all reports, whatever the order in which they came.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dateline.ledger.carriers import Carrier, outlet_key
from dateline.ledger.found import Found
from dateline.ledger.moments import Moment
from dateline.model.lineage import Standing, StandingKind
from dateline.model.provenance import Form, PubStatus
from dateline.model.times import When

__all__ = ["counted", "standings"]

_NUMBERS = re.compile(r"\d{1,18}(?:\.\d{1,18}){0,7}")

_Rank = tuple[int, ...] | tuple[str, ...]


def standings(carriers: Iterable[Carrier]) -> dict[str, Standing]:
    """Of every report that does not count, why; a report that is not there counts.

    The reports of one outlet with one key are the versions of one article. The newest counts, and
    the others are superseded by it; a newest one that is cancelled takes back all of them. The record of
    an event is another matter: each version says what was planned at its time, so an older one counts
    beside the newer ones unless the article was taken back since.
    """
    articles: dict[tuple[str, str], dict[str, Carrier]] = {}
    for carrier in carriers:
        if carrier.key is not None:
            whose = outlet_key(carrier.outlet) if carrier.outlet else ""
            articles.setdefault((whose, carrier.key), {})[carrier.id] = carrier
    return {s.report: s for versions in articles.values() for s in _of_article(list(versions.values()))}


def counted(found: Found) -> Found:
    """``found`` without what superseded and withdrawn reports say."""
    out = standings(found.carriers)
    if not out:
        return found
    return Found(
        tuple(m for m in found.meetings if m.report not in out),
        tuple(p for p in found.positions if p.passage.report not in out),
        tuple(s for s in found.speakers if s[0] not in out),
        tuple(c for c in found.carriers if c.id not in out),
        tuple(s for s in found.sayings if s.report not in out),
    )


def _of_article(versions: Sequence[Carrier]) -> Iterable[Standing]:
    ranks = _ranks(versions)
    ordered = sorted(versions, key=lambda c: _place(c, ranks[c.id]), reverse=True)
    newest = ordered[0]
    cancelled = newest.pub_status is PubStatus.CANCELED
    if cancelled:
        yield Standing(newest.id, StandingKind.WITHDRAWAL, newest.id, newest.published)
    living = True
    for version in ordered[1:]:
        living = living and not cancelled and version.pub_status is not PubStatus.CANCELED
        if not (living and version.form is Form.EVENT):
            kind = StandingKind.WITHDRAWN if cancelled else StandingKind.SUPERSEDED
            yield Standing(version.id, kind, newest.id, newest.published)


def _place(carrier: Carrier, rank: _Rank) -> tuple[_Rank, str, bool, str]:
    """Its place among the versions; of two at one moment a cancellation is the later."""
    at = Moment.of(carrier.published).at
    return rank, at, carrier.pub_status is PubStatus.CANCELED, carrier.id


def _ranks(versions: Sequence[Carrier]) -> dict[str, _Rank]:
    """Every report's version as it compares: numbers if all are, else times, else nothing at all.

    A report without a version of its own is as new as its publication where the others have times,
    and older than all where they have numbers.
    """
    given = [c.version for c in versions if c.version is not None]
    if all(_NUMBERS.fullmatch(v) for v in given):
        return {c.id: tuple(int(n) for n in c.version.split(".")) if c.version else () for c in versions}
    times = {v: _at(v) for v in given}
    if not all(times.values()):
        return {c.id: () for c in versions}
    return {c.id: (times[c.version] if c.version else Moment.of(c.published).at,) for c in versions}


def _at(version: str) -> str:
    try:
        return Moment.of(When.parse(version)).at
    except (ValueError, OverflowError):
        return ""
