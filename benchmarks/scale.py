"""Scale: what adding a report and asking for a page cost in a ledger of 1,000, 10,000 and 100,000 reports.

    python benchmarks/scale.py [--sizes 1000,10000,100000] [--store sqlite|postgresql] [--keep LEDGER]
        [--json FILE]

Reports are recombined from our own examples (``generated.py``), so no model runs. At each size: the
median time of the last 100 additions, each on the disk when it returns; the first question after them,
which folds all that has come since the size before; the first question after one more report, fifteen
times; and the median of every question that a page asks, each in a freshly opened ledger.
Times are milliseconds of this process's processor for SQLite (additions also by the clock on the wall),
and by the clock for PostgreSQL, whose server works elsewhere. The growth is the exponent by which a
time grows with the number of reports from the first size to the last: 0 is constant, 1 is linear. Up to
the last 100 reports of each size the ledger is filled without waiting for the disk.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import statistics
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from generated import generate
from places import STORES, fresh_place

from dateline.ledger import Ledger
from dateline.ledger.sqlite import SQLiteStore
from dateline.model.report import Report

MEASURED = 100  # additions at the end of each size that are timed
ROUNDS = 5
PAGE = 50
SIDES = 14  # of a page of the grid

Question = Callable[[Ledger], object]


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of one call: of the processor, so that a busy machine does not count, or of ``clock``."""
    start = clock()
    work()
    return clock() - start


def fill(ledger: Ledger, reports: Iterable[Report]) -> None:
    """Add many reports; SQLite need not wait for the disk."""
    store = ledger._store  # noqa: SLF001 - a benchmark may look inside
    if isinstance(store, SQLiteStore):
        list(store.ask("PRAGMA synchronous = OFF"))
    for report in reports:
        ledger.add(report)
    if isinstance(store, SQLiteStore):
        list(store.ask("PRAGMA synchronous = FULL"))


def questions(last: Report, meeting: str) -> dict[str, Question]:
    """Everything that the pages of a desk ask, about the people and days of the newest report."""
    who = last.meetings[0].participants[0] if last.meetings else None
    name = who.name if who else "Brazil"
    side = (who.side if who else None) or "Brazil"
    day = last.document.published.iso[:10] if last.document.published and last.document.published.iso else ""
    return {
        "reports, a page": lambda db: db.reports(limit=PAGE),
        "reports of a day": lambda db: db.reports(since=day, limit=PAGE),
        "reports about words": lambda db: db.reports(about='"summit between"', since=day, limit=PAGE),
        "statements, a page": lambda db: db.statements(limit=PAGE),
        "statements by name": lambda db: db.statements(by=name, since=day, limit=PAGE),
        "statements about words": lambda db: db.statements(about="summit", since=day, limit=PAGE),
        "meetings, a page": lambda db: db.meetings(limit=PAGE),
        "meetings of a side": lambda db: db.meetings(side=side, since=day, limit=PAGE),
        "meetings by status": lambda db: db.meetings(status="postponed", since=day, limit=PAGE),
        "positions of a side": lambda db: db.positions(side=side, limit=PAGE),
        "meetings as of a day": lambda db: db.meetings(as_of=day, limit=PAGE, newest=True),
        "positions of a side as of a day": lambda db: db.positions(side=side, as_of=day, limit=PAGE),
        "the grid of positions as of a day": lambda db: db.glance.grid(slice(0, SIDES), as_of=day),
        "changes since a day": lambda db: db.changes(since=day, limit=PAGE),
        "one meeting, its words": lambda db: db.show(meeting),
        "one report": lambda db: db.report(last.id),
    }


def measure(place: str, sizes: list[int], clock: Callable[[], float]) -> list[dict[str, Any]]:
    """The figures at each size, in seconds."""
    found: list[dict[str, Any]] = []
    there = 0
    for size in sizes:
        rows = generate(there, size)
        with Ledger(place) as ledger:
            fill(ledger, islice(rows, max(size - there - MEASURED, 0)))
            last = list(rows)
            start = time.perf_counter()
            adds = [seconds(partial(ledger.add, report), clock) for report in last]
            waited = (time.perf_counter() - start) / len(last)
        there = size
        figures: dict[str, Any] = {
            "reports": size,
            "add": statistics.median(adds),
            "add, by the clock": waited,
        }
        with Ledger(place) as ledger:
            figures["first question (folds all that is new)"] = seconds(
                partial(ledger.meetings, limit=PAGE), clock
            )
            more = [_one_more(ledger, report, clock) for report in generate(size, size + ROUNDS * 3)]
        figures["first question after one more report"] = statistics.median(more)
        figures["the longest of these"] = max(more)
        newest = next(r for r in reversed(last) if r.meetings)
        with Ledger(place, read_only=True) as ledger:
            day = newest.document.published
            meeting = ledger.meetings(since=day, limit=1)[0].id
        for name, ask in questions(newest, meeting).items():
            figures[name] = statistics.median(_fresh(place, ask, clock) for _ in range(ROUNDS))
        figures["memory, MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024_000
        found.append(figures)
        print(json.dumps({k: _shown(k, v) for k, v in figures.items()}), flush=True)
    return found


def _one_more(ledger: Ledger, report: Report, clock: Callable[[], float]) -> float:
    """What a reader waits for when one report is new."""
    ledger.add(report)
    return seconds(partial(ledger.meetings, limit=PAGE), clock)


def _fresh(place: str, ask: Question, clock: Callable[[], float]) -> float:
    with Ledger(place, read_only=True) as ledger:
        return seconds(partial(ask, ledger), clock)


def _shown(name: str, value: float) -> float:
    return value if name == "reports" else round(1000 * value, 1)


def growth(found: list[dict[str, Any]]) -> dict[str, float]:
    """The exponent of each time's growth from the first size to the last."""
    first, last = found[0], found[-1]
    scale = math.log(last["reports"] / first["reports"])
    return {k: round(math.log(last[k] / first[k]) / scale, 2) for k in first if k != "reports"}


def main() -> None:
    """Run and print a line for each size, and the growth."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--store", choices=STORES, default="sqlite")
    parser.add_argument("--keep", type=Path, help="leave the ledger (SQLite) in this file, for desk_load.py")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    if options.keep and options.keep.exists():
        parser.error(f"{options.keep} is there already: name another file, or move it away.")
    sizes = sorted(int(n) for n in options.sizes.split(","))
    with fresh_place(options.store, options.keep) as place:
        if place is None:
            return
        clock = time.process_time if options.store == "sqlite" else time.perf_counter
        found = measure(place, sizes, clock)
    grown = growth(found) if len(found) > 1 else {}
    print(json.dumps({"store": options.store, "growth": grown}))
    if options.json:
        options.json.write_text(json.dumps({"figures": found, "growth": grown}, indent=2))


if __name__ == "__main__":
    main()
