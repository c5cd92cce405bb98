"""Concurrency: several writers and readers on one ledger; nothing lost, nothing doubled, nobody turned away.

    python benchmarks/concurrency.py [--seconds 120] [--writers 4] [--readers 8] [--store sqlite|postgresql]

Every writer adds its own reports and, in turn, some that the others add too. Every reader asks what a
page asks (reports, statements, meetings, a whole report) and must never see fewer reports than before,
nor half of one. Afterwards every report must be there once and ``check`` must find nothing. Exit code 1
when any of this fails, or when anybody was told of a lock.
"""

from __future__ import annotations

import argparse
import multiprocessing as mp
import statistics
import time
from multiprocessing.queues import Queue
from typing import Any

from generated import generate
from places import STORES, fresh_place

from dateline.ledger import Ledger

SHARED = 10  # of so many reports of a writer, one is everybody's
SPREAD = 1_000_000  # between the numbers of two writers' reports


def write(place: str, writer: int, until: float, told: Queue[Any]) -> None:
    """Add reports until the time is over; tell their ids and how long each took."""
    added: list[str] = []
    took: list[float] = []
    number = 0
    try:
        with Ledger(place) as ledger:
            while time.monotonic() < until:
                common = number % SHARED == 0
                at = number if common else (writer + 1) * SPREAD + number
                (report,) = generate(at, at + 1)
                start = time.perf_counter()
                ledger.add(report)
                took.append(time.perf_counter() - start)
                added.append(report.id)
                number += 1
    except Exception as error:  # noqa: BLE001 - whatever a user would be told
        told.put(("error", f"writer {writer}: {error!r}"))
    told.put(("wrote", (added, took)))


def read(place: str, reader: int, until: float, told: Queue[Any]) -> None:
    """Ask until the time is over; tell how long each round of questions took and what was wrong."""
    took: list[float] = []
    before = 0
    try:
        while time.monotonic() < until:
            start = time.perf_counter()
            with Ledger(place) as ledger:  # as the commands open it: what it folds is kept
                count = len(ledger)
                newest = ledger.reports(limit=20)
                ledger.statements(limit=20)
                if reader == 0:  # one of them asks what is folded from everything
                    ledger.meetings(limit=20)
                whole = [ledger.report(r.id) for r in newest[:2]]
            if count < before or any(w.id != r.id for w, r in zip(whole, newest, strict=False)):
                told.put(("error", f"reader {reader}: saw {count} reports after {before}"))
            before = count
            took.append(time.perf_counter() - start)
    except Exception as error:  # noqa: BLE001 - whatever a user would be told
        told.put(("error", f"reader {reader}: {error!r}"))
    told.put(("read", took))


def run(place: str, seconds: float, writers: int, readers: int) -> tuple[dict[str, Any], list[str]]:
    """The figures, and what was wrong."""
    Ledger(place).close()
    told: Queue[Any] = mp.Queue()
    until = time.monotonic() + seconds
    work = [mp.Process(target=write, args=(place, n, until, told)) for n in range(writers)]
    work += [mp.Process(target=read, args=(place, n, until, told)) for n in range(readers)]
    for process in work:
        process.start()
    added: set[str] = set()
    adds: list[float] = []
    rounds: list[float] = []
    wrong: list[str] = []
    waiting = len(work)
    while waiting:
        kind, value = told.get()
        if kind == "error":
            wrong.append(value)
            continue
        waiting -= 1
        if kind == "wrote":
            added |= set(value[0])
            adds += value[1]
        else:
            rounds += value
    for process in work:
        process.join()
    return _judged(place, added, adds, rounds, wrong)


def _judged(
    place: str, added: set[str], adds: list[float], rounds: list[float], wrong: list[str]
) -> tuple[dict[str, Any], list[str]]:
    with Ledger(place) as ledger:
        there = [r.id for r in ledger.reports()]
        wrong += [f"lost: {name}" for name in added - set(there)]
        wrong += [f"from nowhere: {name}" for name in set(there) - added]
        if len(there) != len(set(there)):
            wrong.append("a report is there twice")
        wrong += [str(v) for v in ledger.check()]
    figures = {
        "reports": len(there),
        "adds": len(adds),
        "add, median ms": round(1000 * statistics.median(adds), 1),
        "add, longest ms": round(1000 * max(adds), 1),
        "rounds of questions": len(rounds),
        "round, median ms": round(1000 * statistics.median(rounds), 1),
        "round, longest ms": round(1000 * max(rounds), 1),
    }
    return figures, wrong


def main() -> int:
    """Run and print; 1 when something was lost, doubled or refused."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--store", choices=[*STORES, "both"], default="both")
    options = parser.parse_args()
    failed = False
    for store in STORES if options.store == "both" else (options.store,):
        with fresh_place(store) as place:
            if place is None:
                continue
            figures, wrong = run(place, options.seconds, options.writers, options.readers)
            print(f"{store}: {figures}, {len(wrong)} wrong")
            print("\n".join(wrong[:20]), end="\n" if wrong else "")
            failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
