"""The laws over a whole ledger: what is stored was added, and what is derived follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dateline.ledger.check import Violation, violations
from dateline.ledger.decisions import Decisions
from dateline.ledger.entry_rows import entry_rows
from dateline.ledger.filing import canonical, digest, rejoin
from dateline.ledger.fold import fold
from dateline.ledger.found import Found
from dateline.ledger.histories import history_rows
from dateline.ledger.kept import Kept
from dateline.ledger.relational import RelationalStore
from dateline.ledger.reviewed import marked
from dateline.ledger.store import Selection

__all__ = ["misfolded", "misstored"]


def misstored(store: RelationalStore) -> Iterator[Violation]:
    """What is wrong with the database, with a report in it, or with an older reading of one."""
    yield from (Violation(where, message) for where, message in store.faults())
    for row in store.reports(Selection()):
        contract = rejoin(store.bodies(row["id"]))
        if digest(contract) != row["digest"]:
            yield Violation(row["id"], "Its findings are not those that were added.")
        yield from violations(contract, store.text(row["id"]), row["id"])
    for row in store.superseded():
        where = f"{row['report']}, as {row['analysis'] or 'an older analysis'} read it"
        contract = json.loads(row["body"])
        if digest(contract) != row["digest"]:
            yield Violation(where, "Its findings are not those that were added.")
        yield from violations(contract, store.text(row["report"]), row["report"])


def misfolded(store: RelationalStore, found: Found, decisions: Decisions, today: str) -> Iterator[Violation]:
    """What is wrong with the entries: they depend on an order, or the kept ones are others.

    ``today`` is what kept entries must have been folded from to count.
    """
    entries, backwards = fold(found, decisions), fold(found.backwards(), decisions)
    if canonical(entries.as_dict()) != canonical(backwards.as_dict()):
        yield Violation(store.where, "The entries depend on the order of arrival; please report this.")
    kept = Kept(store)
    if kept.folded_from() != today:
        return
    whole = marked(entries, decisions)
    rows = [*(row for row, _ in entry_rows(whole)), *history_rows(whole.positions)]
    if {(r["kind"], r["place"]): r for r in kept.rows()} != {(r["kind"], r["place"]): r for r in rows}:
        message = "The kept answers are not what the findings give; run dateline rebuild."
        yield Violation(store.where, message)
