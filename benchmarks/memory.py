"""Memory while reading 100,000 reports: it must stay flat after the first thousand.

    python benchmarks/memory.py [--reports 100000] [--telling 0.1] [--as bulk] [--plot memory.svg] [--json]

The reports are short, made by us, and every one holds names that no other has: what a reader keeps of
each shows. One in ten tells of diplomacy; the relevance gate skips most of the others, as in a real
stream (``--telling 1`` has none to skip). They are read as a worker of ``dateline bulk`` reads them,
unit by unit; after each thousand the resident memory of this process is taken. ``--plot`` draws it.
``--as add`` reads them as ``dateline add`` does, ``--as keep`` in the same way without ever forgetting a
word, as ``dateline.read_all`` does when it is not told to.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pages import DAYS, ORDINARY, TELLING, sentences

from dateline.analysis.parse import pipeline
from dateline.bulk.plan import Source, units_of
from dateline.bulk.reader import Broken, Reader, Settings
from dateline.bulk.work import Claim
from dateline.model.report import Report
from dateline.reports import read_all, settle

UNIT = 50
EVERY = 1000
WIDTH, HEIGHT, LEFT, BOTTOM = 640, 220, 56, 36


def report(number: int, telling: float) -> str:
    """Report ``number``: two sentences, and a name that no other report has."""
    chance = random.Random(f"report {number}")  # noqa: S311 - the same report every time
    name = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(4)).capitalize()
    words = sentences(chance, TELLING if chance.random() < telling else ORDINARY)[:2]
    return " ".join((*words, f"The reporter was {name} of {name[::-1]}{number}, on {chance.choice(DAYS)}."))


def resident() -> float:
    """Megabytes of memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def read(path: Path, folder: str, *, keep_all: bool) -> Iterator[tuple[int, int, float]]:
    """Reports passed so far, how many of them were parsed, and the memory, after each thousand."""
    reader = Reader(Settings(folder, keep_all=keep_all))
    reader.warm_up()
    done = parsed = 0
    for number, unit in enumerate(units_of(Source(str(path)), UNIT)):
        outcome = reader.read(Claim(number, unit))
        if isinstance(outcome, Broken):
            raise SystemExit(outcome.reason)
        done += unit.expected
        parsed += outcome.shard.counts.reports
        if done % EVERY == 0:
            yield done, parsed, resident()


def read_as_one(path: Path, *, keep_all: bool, forget: bool) -> Iterator[tuple[int, int, float]]:
    """What :func:`read` gives, for all reports in one stream; with ``forget`` as ``dateline add`` has it."""
    settle()
    parsed = 0
    for number, found in enumerate(read_all([path], keep_all=keep_all, forget=forget), 1):
        parsed += isinstance(found, Report)
        if number % EVERY == 0:
            yield number, parsed, resident()


def slope(points: list[tuple[int, int, float]]) -> float:
    """Megabytes gained in 10,000 reports after the first thousand, by least squares."""
    xs, ys = [p[0] / 10_000 for p in points], [p[2] for p in points]
    return statistics.linear_regression(xs, ys).slope if len(points) > 1 else 0.0


def plot(points: list[tuple[int, int, float]]) -> str:
    """The memory over the reports, as SVG."""
    most, top = points[-1][0], max(p[2] for p in points) * 1.25

    def x(count: int) -> float:
        return LEFT + (WIDTH - LEFT - 12) * count / most

    def y(megabytes: float) -> float:
        return (HEIGHT - BOTTOM) * (1 - megabytes / top) + 8

    line = " ".join(f"{x(n):.1f},{y(m):.1f}" for n, _, m in points)
    ticks = [round(top * share / 50) * 50 for share in (0, 0.4, 0.8)]
    across = "".join(
        f'<line x1="{LEFT}" x2="{WIDTH - 12}" y1="{y(m):.1f}" y2="{y(m):.1f}" stroke="#ccc"/>'
        f'<text x="{LEFT - 6}" y="{y(m) + 4:.1f}" text-anchor="end">{m}</text>'
        for m in ticks
    )
    along = "".join(
        f'<text x="{x(n):.1f}" y="{HEIGHT - 12}" text-anchor="middle">{n:,}</text>'
        for n in (0, most // 2, most)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH + 24} {HEIGHT}" '
        'font-family="sans-serif" font-size="11" role="img">'
        f"<title>Resident memory in MB over reports read</title>{across}{along}"
        f'<polyline points="{line}" fill="none" stroke="#1a5fb4" stroke-width="2"/></svg>\n'
    )


def main() -> None:
    """Write the reports, read them, print what was held."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--telling", type=float, default=0.1)
    parser.add_argument("--as", dest="way", choices=["bulk", "add", "keep"], default="bulk")
    parser.add_argument("--plot", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    begun, points, words = time.process_time(), [], []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with path.open("w", encoding="utf-8") as out:
            for number in range(options.reports):
                out.write(json.dumps({"text": report(number, options.telling)}) + "\n")
        whole = options.telling >= 1
        stream = (
            read(path, folder, keep_all=whole)
            if options.way == "bulk"
            else read_as_one(path, keep_all=whole, forget=options.way == "add")
        )
        for point in stream:
            points.append(point)
            words.append(len(pipeline().vocab.strings))
            if point[0] % (10 * EVERY) == 0:
                print(f"{point[0]} reports, {point[2]:.1f} MB", file=sys.stderr, flush=True)
            if options.plot and len(points) > 2:
                options.plot.write_text(plot(points), "utf-8")
    later = [p for p in points if p[0] > EVERY] or points
    told = {
        "reports": points[-1][0],
        "parsed": points[-1][1],
        "first_thousand_mb": round(points[0][2], 1),
        "last_mb": round(points[-1][2], 1),
        "most_mb": round(max(p[2] for p in points), 1),
        "mb_per_10000_reports": round(slope(later), 2),
        "words_kept_after_the_first_thousand": words[-1] - words[0],
        "cpu_seconds": round(time.process_time() - begun, 1),
    }
    print(json.dumps(told, indent=2) if options.json else "\n".join(f"{k}: {v}" for k, v in told.items()))


if __name__ == "__main__":
    main()
