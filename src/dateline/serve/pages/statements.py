"""Statements: full-text search with facets, the hit marked, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from starlette.requests import Request
from starlette.responses import Response

from dateline.ledger import Ledger
from dateline.ledger.wanted import phrases
from dateline.serve.layout import asked, page, said
from dateline.serve.paging import page_of

__all__ = ["FACETS", "issues_said", "keeps", "statements"]

COUNTED = 400
"""The newest statements that facets are counted in."""
VALUES = 8


def _speaker(name: str) -> Callable[[dict[str, Any]], list[str]]:
    return lambda row: [str(row["speaker"][name])] if row["speaker"].get(name) else []


FACETS: dict[str, tuple[str, Callable[[dict[str, Any]], list[str]]]] = {
    "who": ("Speaker", lambda row: [row["who"]] if row["who"] else []),
    "of": ("Side", _speaker("side")),
    "role": ("Role", _speaker("role")),
    "named": ("Named", lambda row: ["named" if row["speaker"]["named"] else "unnamed"]),
    "record": ("On record", lambda row: [str(row["speaker"].get("record") or "unknown")]),
    "mode": ("Mode", lambda row: [row["mode"]]),
    "act": ("Act", lambda row: [str(row.get("act") or "speech")]),
    "issue": ("Issue", lambda row: list(row.get("issues") or ())),
    "paper": ("Outlet", lambda row: [row["outlet"]] if row["outlet"] else []),
    "origin": ("Origin", lambda row: [o["name"] for o in row.get("origins") or ()]),
}
"""Each facet: its name in an address, its heading, and the values that a statement has in it."""


_ISSUES: WeakKeyDictionary[Ledger, dict[str, dict[str, list[str]]]] = WeakKeyDictionary()
REMEMBERED = 20_000


def issues_said(ledger: Ledger, statement: str) -> list[str]:
    """The issues that a statement (by its ledger-wide id) takes a position on."""
    report, _, local = statement.rpartition(".")
    known = _ISSUES.setdefault(ledger, {})
    if report not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[report] = {}
        for position in ledger.report(report).positions:
            if position.statement:
                known[report].setdefault(position.statement, []).append(str(position.issue))
    return list(dict.fromkeys(known[report].get(local, ())))


def keeps(ledger: Ledger, chosen: dict[str, str]) -> Callable[[dict[str, Any]], bool]:
    """Whether a row has every value that was chosen in a facet."""

    def keep(row: dict[str, Any]) -> bool:
        known = row | ({"issues": issues_said(ledger, row["id"])} if "issue" in chosen else {})
        return all(value in FACETS[name][1](known) for name, value in chosen.items())

    return keep


def statements(ledger: Ledger, request: Request) -> Response:
    """The page of statements."""
    query = asked(request)
    query.wanted("statements")
    chosen = {f: request.query_params[f] for f in FACETS if request.query_params.get(f)}
    found = page_of(
        ledger,
        "statements",
        query,
        after=request.query_params.get("next") or None,
        newest=True,
        keep=keeps(ledger, chosen) if chosen else None,
    )
    for row in found.rows:
        row["issues"] = issues_said(ledger, row["id"])
    facets = _facets(ledger, query.wanted("statements"))
    return page(
        request,
        "statements.html",
        title="Statements",
        asks=_asks(said(query, "statements"), chosen),
        rows=found.rows,
        next=found.next,
        facets=facets,
        counted=COUNTED,
        chosen=chosen,
        phrases=phrases(query.about) if query.about else (),
    )


def _asks(words: str, chosen: dict[str, str]) -> str:
    facets = [f"{FACETS[name][0].lower()} {value.replace('_', ' ')}" for name, value in chosen.items()]
    return ", ".join([words, *facets])


def _facets(ledger: Ledger, wanted: dict[str, Any]) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """For each facet its most frequent values among the newest statements, with how many they are."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    for entry in ledger.statements(**wanted | {"limit": COUNTED, "newest": True}):
        row = entry.as_dict() | {"issues": issues_said(ledger, entry.id)}
        for name, (_, values) in FACETS.items():
            counts[name].update(set(values(row)))
    return [
        (name, heading, counts[name].most_common(VALUES))
        for name, (heading, _) in FACETS.items()
        if counts[name]
    ]
