"""Bulk: an archive of 20,000 responses, read by every engine, killed three times on the way.

    python benchmarks/bulk.py [--size 20000] [--engines processes ray] [--workers 2] [--at-once]

A serial run says what must come out. Every other engine reads the same archive and is killed by SIGKILL
three times: one worker, then the driver, then the driver with everything below it; after each of the last
two the same command is called again. Then its findings must equal those of the serial run, byte for byte
after sorting, and no unit may have been begun more often than the kills explain. Exit code 1 when not.
The checkout must stay as it is meanwhile: a run that another Dateline has begun is refused.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path

from pages import saved_pages, write_archive

from dateline.bulk.shards import read_rows

ROOT = Path(__file__).resolve().parent.parent
SAVED = ROOT.parent / "shared" / "inputs" / "html_pages"
KILLS = ((0.2, "a worker"), (0.45, "the driver"), (0.7, "everything"))
"""After which share of the units who is killed."""


class Work:
    """What a ledger of work says while another process writes it."""

    def __init__(self, out: Path) -> None:
        """For the run in ``out``."""
        self.path = out / "work.db"

    def _ask(self, question: str) -> list[tuple[str, int]]:
        if not self.path.exists():
            return []
        with closing(sqlite3.connect(self.path, timeout=30)) as db, suppress(sqlite3.OperationalError):
            return db.execute(question).fetchall()
        return []

    def units(self) -> Counter[str]:
        """How many units stand where."""
        return Counter(dict(self._ask("SELECT state, count(*) FROM unit GROUP BY state")))

    def events(self) -> Counter[str]:
        """How often each thing happened."""
        return Counter(dict(self._ask("SELECT what, count(*) FROM event GROUP BY what")))

    def share(self) -> float:
        """The share of the planned units that is done."""
        units = self.units()
        return units["done"] / max(1, units.total())


def command(archive: Path, out: Path, engine: str, workers: int) -> list[str]:
    """The command that a person would give."""
    run = "from dateline.cli import main; main()"
    options = ["--to", "shards", "--out", str(out), "--engine", engine, "--workers", str(workers), "--json"]
    return [sys.executable, "-c", run, "bulk", str(archive), *options]


def below(pid: int) -> Iterator[int]:
    """Every process under ``pid``."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    for child in parents:
        above = child
        while above in parents and above != pid:
            above = parents[above]
        if above == pid and child != pid:
            yield child


def is_worker(pid: int) -> bool:
    """Whether a process reads: one of ours, or an actor of Ray."""
    with suppress(OSError):
        line = (Path("/proc") / str(pid) / "cmdline").read_text()
        return "processes import serve" in line or "ray::_Actor" in line
    return False


def kill(driver: subprocess.Popen[str], whom: str) -> None:
    """Kill by SIGKILL."""
    under = list(below(driver.pid))
    pids = {
        "a worker": [pid for pid in under if is_worker(pid)][:1],
        "the driver": [driver.pid],
        "everything": [driver.pid, *under],
    }[whom]
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    print(f"  killed {whom} ({len(pids)} processes)", file=sys.stderr)


def killed_run(start: Callable[[], subprocess.Popen[str]], work: Work) -> tuple[str, float]:
    """Run to the end, killed on the way; what the last run printed, and seconds in all."""
    begun = time.monotonic()
    driver = start()
    for share, whom in KILLS:
        while work.share() < share and driver.poll() is None:
            time.sleep(0.1)
        kill(driver, whom)
        if whom != "a worker":
            driver.wait()
            driver = start()
    told, _ = driver.communicate()
    return told, time.monotonic() - begun


def findings(out: Path) -> tuple[str, int, Counter[str]]:
    """The digest of all rows of all done units after sorting; how many reports and findings there are."""
    with closing(sqlite3.connect(out / "work.db")) as db:
        names = [n for (n,) in db.execute("SELECT shard FROM unit WHERE state = 'done'")]
    rows = [row for name in names for row in read_rows(out / "shards", name)]
    lines = sorted(json.dumps(row) for row in rows)
    found = Counter(
        kind
        for row in rows
        if "report" in row
        for kind in ("statements", "meetings", "positions")
        for _ in row["report"][kind]
    )
    reports = sum("report" in row for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest(), reports, found


def measure(archive: Path, folder: Path, engine: str, workers: int) -> dict[str, object]:
    """One engine, from the first call to the last."""
    out = folder / engine
    shutil.rmtree(out, ignore_errors=True)
    words = command(archive, out, engine, workers)

    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)

    work, begun = Work(out), time.monotonic()
    if engine == "serial":
        told, _ = start().communicate()
        seconds = time.monotonic() - begun
    else:
        told, seconds = killed_run(start, work)
    events, units = work.events(), work.units()
    digest, reports, found = findings(out)
    counts = json.loads(told)
    answers = reports + counts["skipped"] + sum(counts["failed"].values())
    return {
        "engine": engine,
        "workers": 1 if engine == "serial" else workers,
        "reports": reports,
        "skipped": counts["skipped"],
        "not read": counts["failed"],
        "passed over": counts["passed"],
        "findings": dict(found),
        "seconds": round(seconds, 1),
        "pages a second": round(answers / seconds, 1),
        "units": units["done"],
        "begun again": events["claimed"] + events["retried"] - units["done"],
        "failed": events["failed"],
        "released": events["released"],
        "digest": digest,
    }


def main() -> int:
    """Run and print; 1 when an engine disagrees with the serial run, or has read more than it must."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--engines", nargs="+", default=["processes", "ray"])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bulk")
    parser.add_argument(
        "--at-once", action="store_true", help="all engines side by side: no figures of speed"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    archive = options.out / "crawl.warc.gz"
    saved = saved_pages(SAVED)
    size = write_archive(archive, options.size, saved)
    print(
        f"{options.size} responses ({len(saved)} saved pages among them), {size / 1e6:.1f} MB",
        file=sys.stderr,
    )
    engines = ("serial", *options.engines)
    rows = []
    with ThreadPoolExecutor(len(engines) if options.at_once else 1) as pool:
        for row in pool.map(lambda e: measure(archive, options.out, e, options.workers), engines):
            rows.append(row)
            print(json.dumps(row), file=sys.stdout if options.json else sys.stderr, flush=True)
    serial, *others = rows
    wrong = [row["engine"] for row in others if row["digest"] != serial["digest"]]
    most = 1 + 2 * options.workers  # a worker's unit, and twice what was in flight
    wrong += [row["engine"] for row in others if int(str(row["begun again"])) > most]
    if not options.json:
        for row in rows:
            print(
                f"{row['engine']}: {row['reports']} reports, {row['skipped']} skipped, {row['units']} units, "
                f"{row['begun again']} begun again, {row['pages a second']} pages a second, {row['digest']}"
            )
    print("wrong: " + ", ".join(map(str, wrong)) if wrong else "all equal to the serial run", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
