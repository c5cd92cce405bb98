"""Crash: processes killed by SIGKILL at random moments while they add; what was acknowledged must be there.

    python benchmarks/crash.py [--runs 200] [--seed 1] [--store sqlite|postgresql|both]

Each run opens the same ledger, adds reports from where the last run stopped, says the id of each as soon
as ``add`` has returned, and is killed after a random time. Afterwards every acknowledged report must be
there, every report that is there must read back equal to the one that was made, and ``check`` must find
nothing. Exit code 1 when any of this fails.
"""

from __future__ import annotations

import argparse
import os
import random
import select
import signal
import time

from generated import generate
from places import STORES, fresh_place

from dateline.ledger import Ledger

LONGEST = 0.25  # seconds from the first acknowledgement (or the start) to the kill
AHEAD = 400  # reports that a run could add if it were not killed


def add_until_killed(place: str, first: int, pipe: int) -> None:
    """The child: add report after report, and acknowledge each in one line."""
    with Ledger(place) as ledger:
        for report in generate(first, first + AHEAD):
            ledger.add(report)
            os.write(pipe, f"{report.id}\n".encode())
    os._exit(0)


def one_run(place: str, first: int, chance: random.Random) -> list[str]:
    """The ids that a child acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        add_until_killed(place, first, writing)
    os.close(writing)
    if chance.random() < 0.8:  # mostly in the middle of the work, else while the ledger is being opened
        select.select([reading], [], [], 30)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as lines:
        return lines.read().decode().split()


def crash(place: str, runs: int, seed: int) -> tuple[int, int, int, list[str]]:
    """How many were acknowledged, are there, are there without it; and what is wrong."""
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    Ledger(place).close()
    acknowledged: list[str] = []
    for _ in range(runs):
        acknowledged += one_run(place, len(acknowledged), chance)
    with Ledger(place) as ledger:
        there = {r.id for r in ledger.reports()}
        lost = [f"lost: {name}" for name in acknowledged if name not in there]
        made = {r.id: r for r in generate(0, len(acknowledged) + AHEAD) if r.id in there}
        broken = [f"not whole: {name}" for name in there if ledger.report(name) != made.get(name)]
        wrong = [str(v) for v in ledger.check()]
    return len(acknowledged), len(there), len(there - set(acknowledged)), lost + broken + wrong


def main() -> int:
    """Run and print; 1 when something was lost or broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=[*STORES, "both"], default="both")
    options = parser.parse_args()
    failed = False
    for store in STORES if options.store == "both" else (options.store,):
        with fresh_place(store) as place:
            if place is None:
                continue
            said, there, more, wrong = crash(place, options.runs, options.seed)
            print(
                f"{store}: {options.runs} runs killed, {said} reports acknowledged, {there} there "
                f"({more} whole but not acknowledged), {len(wrong)} lost or broken"
            )
            print("\n".join(wrong[:20]), end="\n" if wrong else "")
            failed = failed or bool(wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
