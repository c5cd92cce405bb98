"""Statements: full-text search with facets, the hit marked, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.ledger.wanted import phrases
from dateline.model.glances import StatementGlance
from dateline.serve.layout import asked, page, said
from dateline.serve.paging import said_page

__all__ = ["FACETS", "keeps", "statements"]

COUNTED = 400
"""The newest statements that facets are counted in."""
VALUES = 8


def _given(value: str | None) -> list[str]:
    return [value] if value else []


FACETS: dict[str, tuple[str, Callable[[StatementGlance], Sequence[str]]]] = {
    "who": ("Speaker", lambda said: _given(said.who)),
    "of": ("Side", lambda said: _given(said.side)),
    "role": ("Role", lambda said: _given(said.role)),
    "named": ("Named", lambda said: ["named" if said.named else "unnamed"]),
    "record": ("On record", lambda said: [said.record]),
    "mode": ("Mode", lambda said: [said.mode]),
    "act": ("Act", lambda said: [said.act]),
    "issue": ("Issue", lambda said: said.issues),
    "paper": ("Outlet", lambda said: _given(said.outlet)),
    "origin": ("Origin", lambda said: said.origins),
}
"""Each facet: its name in an address, its heading, and the values that a statement has in it."""


def keeps(chosen: dict[str, str]) -> Callable[[StatementGlance], bool]:
    """Whether a statement has every value that was chosen in a facet."""
    wanted = [(FACETS[name][1], value) for name, value in chosen.items()]
    return lambda said: all(value in values(said) for values, value in wanted)


def statements(ledger: Ledger, request: Request) -> Response:
    """The page of statements."""
    query = asked(request)
    query.wanted("statements")
    chosen = {f: request.query_params[f] for f in FACETS if request.query_params.get(f)}
    counted = ledger.glance.statements(**query.wanted("statements") | {"limit": COUNTED, "newest": True})
    found = said_page(
        ledger,
        query,
        after=request.query_params.get("next") or None,
        keep=keeps(chosen) if chosen else None,
        known=counted,
        whole=len(counted) < COUNTED,
    )
    issues = {glance.id: glance.issues for glance in found.rows}
    return page(
        request,
        "statements.html",
        title="Statements",
        asks=_asks(said(query, "statements"), chosen),
        rows=[s.as_dict() | {"issues": issues[s.id]} for s in ledger.glance.said(list(issues))],
        next=found.next,
        facets=_facets(counted),
        counted=COUNTED,
        chosen=chosen,
        phrases=phrases(query.about) if query.about else (),
    )


def _asks(words: str, chosen: dict[str, str]) -> str:
    facets = [f"{FACETS[name][0].lower()} {value.replace('_', ' ')}" for name, value in chosen.items()]
    return ", ".join([words, *facets])


def _facets(found: Sequence[StatementGlance]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """For each facet its most frequent values among the statements found, with how many they are."""
    counted = [
        (name, heading, Counter(chain.from_iterable(map(values, found))))
        for name, (heading, values) in FACETS.items()
    ]
    return [(name, heading, counts.most_common(VALUES)) for name, heading, counts in counted if counts]
