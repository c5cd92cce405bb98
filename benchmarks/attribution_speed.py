"""What attribution costs beside the parse: time in one run, load time, memory, reports a second by threads.

    python benchmarks/attribution_speed.py [FOLDER] [--reports N] [--rounds N] [--threads 1 2] [--json]

Without FOLDER the news folder beside the checkout is read where there is one, else ``examples/``. All
sides see the same reports in the same process, one after the other in every round: spaCy's own pipeline,
as ``spacy.load`` gives it; ``parse_many``, which gives the same parse sooner (``dateline.analysis.pipes``);
then ``attribute`` over what it gave. The figures are medians over the rounds; the ratios are attribution's
seconds to those of either parse, by the clock on the wall and, for a machine that has other work to do, by
the time the processor spent on this process.

Each number of threads is a process of its own that may use so many cores: it is told so before anything
is loaded, in the variables that OpenMP and BLAS read and, on Linux, by its affinity. The time to load is
that of the first report less that of the same one again, once for the parse and once for attribution;
memory is what the process holds (Linux only) after each.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "inputs" / "ukraine_news"
STATUS = Path("/proc/self/status")
COUNTS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS")


class Spent(NamedTuple):
    """Seconds on the wall, and of the processor over all threads."""

    wall: float
    processor: float


class Turn(NamedTuple):
    """One round of all sides."""

    spacy: Spent
    parse: Spent
    attribution: Spent


def measure(texts: list[str], rounds: int, threads: int) -> dict[str, float]:
    """The figures of this process, which must be a fresh one; seconds, megabytes, reports a second."""
    keep_to(threads)
    from dateline.analysis.attribution.attribute import attribute  # noqa: PLC0415 - after the threads are set
    from dateline.analysis.parse import Parsed, bare_pipeline, parse_many  # noqa: PLC0415 - the same
    from dateline.model.findings import Findings  # noqa: PLC0415 - the same
    from dateline.reading import read_text  # noqa: PLC0415 - the same

    documents = [read_text(text) for text in texts]
    parsed: list[Parsed] = []

    def parse() -> None:
        parsed[:] = parse_many(documents)

    def attributed() -> None:
        for report in parsed:
            attribute(report, Findings())

    loading = first_use(lambda: list(parse_many(documents[:1])))
    with_parser = megabytes()
    loading_attribution = first_use(lambda: attribute(next(parse_many(documents[:1])), Findings()))
    with_both = megabytes()
    parse()
    attributed()
    at_work = megabytes()
    spacy = bare_pipeline()
    first_use(lambda: list(spacy.pipe(texts[:1])))

    def in_turn() -> Turn:
        return Turn(spent(lambda: list(spacy.pipe(texts))), spent(parse), spent(attributed))

    turns = [in_turn() for _ in range(rounds)]
    return {
        "parse_load_seconds": loading,
        "attribution_load_seconds": loading_attribution,
        "parse_megabytes": with_parser,
        "attribution_megabytes": with_both - with_parser,
        "megabytes_at_work": at_work,
        **beside(turns, len(texts)),
    }


def beside(turns: list[Turn], reports: int) -> dict[str, float]:
    """Reports a second on each side, and the ratios, from what each took in each round."""
    spacy, parse, attribution = (statistics.median(s.wall for s in side) for side in zip(*turns, strict=True))
    return {
        "spacy_reports_per_second": reports / spacy,
        "parse_reports_per_second": reports / parse,
        "attribution_reports_per_second": reports / attribution,
        "both_reports_per_second": reports / (parse + attribution),
        "attribution_to_spacy": statistics.median(t.attribution.wall / t.spacy.wall for t in turns),
        "attribution_to_spacy_processor": statistics.median(
            t.attribution.processor / t.spacy.processor for t in turns
        ),
        "attribution_to_parse": statistics.median(t.attribution.wall / t.parse.wall for t in turns),
        "attribution_to_parse_processor": statistics.median(
            t.attribution.processor / t.parse.processor for t in turns
        ),
    }


def keep_to(threads: int) -> None:
    """Let this process use so many cores, or as many as there are; must come before numpy is imported."""
    os.environ.update(dict.fromkeys(COUNTS, str(threads)))
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


def spent(work: Callable[[], object]) -> Spent:
    """What one call takes."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - processor)


def first_use(work: Callable[[], object]) -> float:
    """Wall-clock seconds that the first call takes over the second."""
    first, again = spent(work).wall, spent(work).wall
    return max(0.0, first - again)


def megabytes() -> float:
    """What the process holds in memory (resident set); nan where the system does not tell."""
    if not STATUS.exists():
        return float("nan")
    rows = dict(row.split(":", 1) for row in STATUS.read_text(encoding="ascii").splitlines())
    return int(rows["VmRSS"].split()[0]) / 1024


def in_fresh_process(texts: list[str], rounds: int, threads: int) -> dict[str, float]:
    """``measure`` where nothing is loaded yet."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, texts, rounds, threads).result()


def table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """A row a figure, a column a number of threads."""
    rows = next(iter(columns.values()))
    head = " " * 32 + "".join(f"{name:>12}" for name in columns)
    return "\n".join(
        [head, *(f"{row:32}" + "".join(f"{c[row]:12.2f}" for c in columns.values()) for row in rows)]
    )


def main() -> None:
    """Measure and print."""
    options = _options()
    files = sorted(f for f in options.folder.glob("*.txt") if f.name != "SOURCE.txt")
    if not files:
        sys.exit(f"{options.folder} has no .txt reports.")
    step = max(1, len(files) // options.reports)
    texts = [f.read_text(encoding="utf-8") for f in files[::step][: options.reports]]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    columns = {
        f"{n} thread{'s' * (n > 1)}": in_fresh_process(texts, options.rounds, n)
        for n in options.threads
        if n <= cores
    }
    if options.json:
        print(json.dumps({"reports": len(texts), "figures": columns}, indent=1))
    else:
        print(f"{len(texts)} reports, {sum(map(len, texts))} code points, {options.rounds} rounds")
        print(table(columns))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=NEWS if NEWS.is_dir() else ROOT / "examples")
    parser.add_argument("--reports", type=int, default=60, help="at most so many, evenly spread (default 60)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
