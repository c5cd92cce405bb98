"""Plan past this machine: what reading a day, a month, a year and all of a news crawl would take.

    python benchmarks/scale_plan.py rates [--pages FOLDER]   what one page costs here: processor, bytes
    python benchmarks/scale_plan.py check [--size 600]       the simulation beside real runs at small size
    python benchmarks/scale_plan.py plan [--workers 64] ...  the table of docs/scale.md, from both

``rates`` reads saved pages (by default those beside the checkout) and takes the processor's time, so that
others on the machine hardly matter. ``check`` runs ``dateline bulk`` with one worker and with two, one of
them killed on the way, and compares the time from the first claim to the last shard with what the
simulation says of the very units' times in another order: it checks the model of the queue, not the rates.
``plan`` simulates unit by unit: workers that start, read, and now and then die; one merge in the end.
"""

from __future__ import annotations

import argparse
import heapq
import json
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulk import Work, below, command, is_worker
from pages import saved_pages, write_archive

from dateline.errors import DatelineError, ReadingError, SourceError
from dateline.sources.raw import Raw

if TYPE_CHECKING:
    from dateline.reading.first_look import FirstLook

ROOT = Path(__file__).resolve().parent.parent
SAVED = ROOT.parent / "shared" / "inputs" / "html_pages"
PAGES_A_MONTH = 11_700_000
"""CC-NEWS in March to May 2024: 11.7, 11.5, 11.7 million (card of the data set FineNews-unfiltered)."""
SPANS = {"one day": PAGES_A_MONTH // 30, "one month": PAGES_A_MONTH, "one year": 12 * PAGES_A_MONTH}
LARGEST = 200_000
"""Units that are simulated one by one; of a longer run a part as long is, and stretched."""


@dataclass(frozen=True, slots=True)
class Simulated:
    """Seconds until the last shard, units that were read twice, the share of their time that workers read."""

    seconds: float
    again: int
    busy: float


def simulate(
    units: Sequence[float], workers: int, *, start: float = 0.0, dies: float = 0.0, seed: int = 1
) -> Simulated:
    """Units of so many seconds, read in their order by ``workers``.

    A worker needs ``start`` seconds before its first unit and after its death; it dies with chance
    ``dies`` at some moment of a unit, which then is read again.
    """
    chance = random.Random(seed)  # noqa: S311 - the same plan every time
    free = [(start, worker) for worker in range(workers)]
    heapq.heapify(free)
    waiting, again, read, last = list(reversed(units)), 0, 0.0, 0.0
    while waiting:
        seconds, (now, worker) = waiting.pop(), heapq.heappop(free)
        if chance.random() < dies:
            waiting.append(seconds)
            again += 1
            now += seconds * chance.random() + start
        else:
            now += seconds
            read += seconds
            last = max(last, now)
        heapq.heappush(free, (now, worker))
    return Simulated(last, again, read / max(1e-9, last * workers))


def rates(folder: Path, most: int) -> dict[str, float]:
    """Processor milliseconds and bytes of a page, by what becomes of it; over ``most`` pages."""
    from dateline.analysis.parse import pipeline  # noqa: PLC0415 - the same
    from dateline.analysis.relevance import is_relevant  # noqa: PLC0415 - models are loaded for this alone
    from dateline.analysis.steps import analyse  # noqa: PLC0415
    from dateline.bulk.reader import Reader, Settings  # noqa: PLC0415
    from dateline.bulk.shards import Counts, make_shard  # noqa: PLC0415
    from dateline.ledger import Ledger  # noqa: PLC0415
    from dateline.reading import read  # noqa: PLC0415
    from dateline.sources.raw import HTML  # noqa: PLC0415

    Reader(Settings("")).warm_up()
    for body in saved_pages(folder)[:2]:  # what is made on first use is not theirs to pay
        analyse(read(Raw(body, HTML, "a page")))
    looked: list[float] = []
    opened, gated, analysed, parsed, added, reports = [], [], [], [], [], []
    every = saved_pages(folder)
    pages = every[:: max(1, len(every) // most)][:most]
    for number, body in enumerate(pages):
        raw = Raw(body, HTML, str(number), url=f"https://crawl.example/{number}")
        looked.append(_look(raw))
        begun = time.process_time()
        try:
            document = read(raw)
        except DatelineError:
            continue
        finally:
            opened.append(time.process_time() - begun)
        begun = time.process_time()
        is_relevant(document)
        gated.append(time.process_time() - begun)
        begun = time.process_time()
        reports.append(analyse(document))
        analysed.append(time.process_time() - begun)
        begun = time.process_time()
        pipeline()(document.text)
        parsed.append(time.process_time() - begun)
    shard = make_shard([(str(n), report) for n, report in enumerate(reports)], Counts())
    with tempfile.TemporaryDirectory() as place:
        with Ledger(Path(place) / "desk.db") as ledger:
            for report in reports:
                begun = time.process_time()
                ledger.add(report)
                added.append(time.process_time() - begun)
        ledger_size = sum(path.stat().st_size for path in Path(place).iterdir())
        crawl_size = write_archive(Path(place) / "a.warc.gz", len(pages), pages)
    mean = statistics.fmean
    return {
        "pages": len(pages),
        "read_in_full": len(reports),
        "characters": round(mean(len(report.text) for report in reports)),
        "look_ms": round(1000 * mean(looked), 1),
        "open_ms": round(1000 * mean(opened), 1),
        "gate_ms": round(1000 * mean(gated), 2),
        "bare_spacy_ms": round(1000 * mean(parsed), 1),
        "analyse_ms": round(1000 * mean(analysed), 1),
        "merge_ms": round(1000 * mean(added), 2),
        "archive_bytes": round(crawl_size / len(pages)),
        "lines_bytes": round(len(shard.files[".jsonl.gz"]) / len(reports)),
        "parquet_bytes": round(len(shard.files.get(".parquet", b"")) / len(reports)),
        "ledger_bytes": round(ledger_size / len(reports)),
    }


def _look(raw: Raw) -> float:
    """Seconds of the processor for a first look at a page."""
    from dateline.analysis.gate import look_at  # noqa: PLC0415 - as in rates
    from dateline.reading import read  # noqa: PLC0415

    def look(first: FirstLook) -> None:
        with suppress(ReadingError):
            look_at(first, raw)
        raise SourceError  # no more is asked of the page

    begun = time.process_time()
    with suppress(DatelineError):
        read(raw, look)
    return time.process_time() - begun


def check(size: int, unit: int) -> list[dict[str, Any]]:
    """Real runs beside the simulation of them."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        archive = Path(place) / "crawl.warc.gz"
        write_archive(archive, size)
        for workers, is_killed in ((1, False), (2, False), (2, True)):
            out = Path(place) / f"{workers}-{is_killed}"
            _run(
                [*command(archive, out, "processes", workers), "--unit", str(unit)], out, is_killed=is_killed
            )
            rows.append(_compared(out, workers, is_killed=is_killed))
    return rows


def _run(words: list[str], out: Path, *, is_killed: bool) -> None:
    driver = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while is_killed and driver.poll() is None:
        if Work(out).share() > 0.3:
            os.kill(next(pid for pid in below(driver.pid) if is_worker(pid)), signal.SIGKILL)
            is_killed = False
        time.sleep(0.05)
    driver.wait()


def _compared(out: Path, workers: int, *, is_killed: bool) -> dict[str, Any]:
    with closing(sqlite3.connect(out / "work.db")) as db:
        seconds = [s for (s,) in db.execute("SELECT seconds FROM unit ORDER BY number")]
        events = db.execute("SELECT unit, at, what FROM event ORDER BY number").fetchall()
    at = [when for _, when, _ in events]
    random.Random(1).shuffle(seconds)  # noqa: S311 - another order, the same every time
    said = simulate(seconds, workers)
    lost = _lost(events, workers) / workers
    real = max(at) - min(at)
    return {
        "workers": workers,
        "killed": is_killed,
        "units": len(seconds),
        "real_seconds": round(real, 1),
        "simulated_seconds": round(said.seconds + lost, 1),
        "ratio": round((said.seconds + lost) / real, 3),
    }


def _lost(events: Sequence[tuple[int, float, str]], workers: int) -> float:
    """Seconds that a death cost: what was begun, and the time until as many workers read as before."""
    begun: dict[int, float] = {}
    died, wasted = 0.0, 0.0
    for unit, when, what in events:
        if what == "failed":
            died, wasted = when, when - begun.pop(unit)
        elif what == "done":
            begun.pop(unit)
        elif what in {"claimed", "retried"}:
            begun[unit] = when
            if died and len(begun) == workers:
                return wasted + when - died
    return wasted


def plan(measured: dict[str, float], options: argparse.Namespace) -> list[dict[str, Any]]:
    """For each span: units, hours, storage, cost; from the rates and the shares that are assumed."""
    english, told = options.english, options.english * options.telling
    passed = told + (english - told) * options.passing + (1 - english) * options.foreign
    opened = passed * (measured["open_ms"] + measured["gate_ms"])
    page = (measured["look_ms"] + opened + told * measured["analyse_ms"]) / 1000
    rows = []
    for span, pages in (SPANS | {"the archive": round(options.years * 12 * PAGES_A_MONTH)}).items():
        units = -(-pages // options.unit)
        part = min(units, LARGEST)
        chance = random.Random(7)  # noqa: S311 - the same plan every time
        seconds = [page * options.unit * chance.lognormvariate(-0.08, 0.4) for _ in range(part)]
        said = simulate(seconds, options.workers, start=options.start, dies=options.dies)
        reports, gb = pages * told, 1e9
        hours = said.seconds * units / part / 3600
        rows.append(
            {
                "span": span,
                "pages": pages,
                "reports": round(reports),
                "units": units,
                "read_again": round(said.again * units / part),
                "core_hours": round(pages * page / 3600),
                "hours": round(hours, 1),
                "merge_hours": round(reports * measured["merge_ms"] / 3.6e6, 1),
                "archive_gb": round(pages * measured["archive_bytes"] / gb),
                "lines_gb": round(reports * measured["lines_bytes"] / gb, 1),
                "parquet_gb": round(reports * measured["parquet_bytes"] / gb, 1),
                "ledger_gb": round(reports * measured["ledger_bytes"] / gb, 1),
                "cost": round(pages * page / 3600 * options.price, 1),
                "cost_of_a_million_pages": round(1e6 * page / 3600 * options.price, 2),
            }
        )
    return rows


def main() -> None:
    """Print what was asked for as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["rates", "check", "plan"])
    parser.add_argument("--pages", type=Path, default=SAVED)
    parser.add_argument("--most", type=int, default=1000, help="pages for the rates at most")
    parser.add_argument("--size", type=int, default=600)
    parser.add_argument("--workers", type=int, default=64)
    parser.add_argument("--unit", type=int, default=64)
    parser.add_argument("--english", type=float, default=0.4, help="share of pages in English (assumed)")
    parser.add_argument("--telling", type=float, default=0.1, help="share of these about diplomacy (assumed)")
    parser.add_argument(
        "--passing", type=float, default=0.42, help="share of the others in English that pass the first look"
    )
    parser.add_argument(
        "--foreign", type=float, default=0.1, help="share of foreign pages that pass it (assumed)"
    )
    parser.add_argument(
        "--dies", type=float, default=0.001, help="chance that a worker dies in a unit (assumed)"
    )
    parser.add_argument("--start", type=float, default=10.0, help="seconds until a worker is ready")
    parser.add_argument("--price", type=float, default=0.04, help="of a core for an hour (assumed)")
    parser.add_argument("--years", type=float, default=10.0, help="of the whole archive")
    parser.add_argument("--rates", type=Path, help="what rates printed, so that it is not measured again")
    options = parser.parse_args()
    if options.what == "check":
        told: Any = check(options.size, 16)
    else:
        told = (
            json.loads(options.rates.read_text("utf-8"))
            if options.rates
            else rates(options.pages, options.most)
        )
        told = plan(told, options) if options.what == "plan" else told
    json.dump(told, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
