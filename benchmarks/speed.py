"""Speed in one run on the same texts: bare spaCy, Dateline, textacy, on two streams.

    make bench
    python benchmarks/speed.py [FOLDER] [--reports N] [--rounds N] [--peer PYTHON] [--json]

Without FOLDER the news folder beside the checkout is read where there is one, else ``examples/``. Two
streams: ``all relevant`` are reports that pass the relevance gate; in ``one in ten`` each stands among
nine reports about sport, cooking, markets and the like, made of sentences of our own (``everyday.py``).

Each side is a process of its own, and they work in turns, one round each: bare spaCy is ``nlp.pipe`` over
whole texts with every component, as ``spacy.load`` gives it; Dateline is everything from the bytes to the
findings, by the way that streams take (the gate, where little is relevant); ``on one core`` it may use no
other; textacy is ``direct_quotations`` after the same parse, where ``make bench-peers`` has made its
environment. Figures are medians over the rounds, ratios are of the same round.

``by the clock`` suffers from whatever else the machine does, most of all where two threads share the
work. ``by the processor`` counts what all threads spent. ``with free cores`` is between the two: bare
spaCy's processor seconds, to those of Dateline's busiest thread or half of all that it spent, whichever
is more; the clock says the same where two cores are free. Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from everyday import everyday_reports

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
NEWS = ROOT.parent / "shared" / "inputs" / "ukraine_news"
PEER = ROOT / "build" / "peers" / "bin" / "python"
CORES = 2
RELEVANT_IN = 10


class Spent(NamedTuple):
    """Seconds of one round: on the wall, of all threads, of the thread that asked; the peak in megabytes."""

    wall: float
    processor: float
    thread: float
    megabytes: float

    @property
    def busiest(self) -> float:
        """The seconds that two free cores could not go below."""
        return max(self.thread, self.processor / CORES)


def with_spacy(texts: list[str]) -> None:
    """The yardstick: the parse alone, with all its components."""
    from dateline.analysis.parse import bare_pipeline  # noqa: PLC0415 - each side loads its own

    for _ in _loaded(bare_pipeline).pipe(texts):
        pass


def with_dateline(texts: list[str], *, keep_all: bool) -> None:
    """The product: from bytes to findings."""
    from dateline.reports import read_raws, settle  # noqa: PLC0415 - as above
    from dateline.sources import Raw  # noqa: PLC0415 - as above

    settle()  # as the commands do
    raws = (Raw(text.encode(), "text/plain", f"{number}") for number, text in enumerate(texts))
    for _ in read_raws(raws, keep_all=keep_all):
        pass


_KEPT: dict[Callable[[], Any], Any] = {}


def _loaded(make: Callable[[], Any]) -> Any:
    if make not in _KEPT:
        _KEPT[make] = make()
    return _KEPT[make]


def work(side: str, texts: list[str]) -> Spent:
    """One round of a side, in the process that is its own."""
    wall, processor, thread = time.perf_counter(), time.process_time(), time.thread_time()
    if side == "bare spaCy":
        with_spacy(texts)
    else:
        with_dateline(texts, keep_all="gate" not in side)
    return Spent(
        time.perf_counter() - wall,
        time.process_time() - processor,
        time.thread_time() - thread,
        megabytes(os.getpid()),
    )


def megabytes(process: int) -> float:
    """The most that a process has held (resident set); nan where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return float("nan")
    rows = dict(row.split(":", 1) for row in status.read_text(encoding="ascii").splitlines())
    return int(rows["VmHWM"].split()[0]) / 1024


class Side:
    """Dateline or bare spaCy, in a fresh process that may use so many cores."""

    def __init__(self, name: str, cores: int) -> None:
        """Start the process."""
        self.name = name
        self._process = ProcessPoolExecutor(
            1, multiprocessing.get_context("spawn"), initializer=keep_to, initargs=(cores,)
        )

    def round(self, texts: list[str]) -> Spent:
        """Work once."""
        return self._process.submit(work, self.name, texts).result()

    def close(self) -> None:
        """End the process."""
        self._process.shutdown()


def keep_to(cores: int) -> None:
    """Let this process use so many cores at most, where the system can be told."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])


class Textacy:
    """textacy in its own environment; its process tells seconds on the wall, the system the rest."""

    name = "textacy"

    def __init__(self, python: Path) -> None:
        """Start it and wait until its model is loaded."""
        self._process = subprocess.Popen(
            [python, HERE / "textacy_peer.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._hear()

    def round(self, texts: list[str]) -> Spent:
        """Work once."""
        before = _processor_of(self._process.pid)
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        self._process.stdin.write(json.dumps({"feed": "whole", "texts": texts}) + "\n")
        self._process.stdin.flush()
        wall = self._hear()["seconds"]
        processor = _processor_of(self._process.pid) - before
        return Spent(wall, processor, processor, megabytes(self._process.pid))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


def _processor_of(process: int) -> float:
    """Seconds of the processor that a process has spent; nan where the system does not tell."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return float("nan")
    fields = stat.read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def in_turns(sides: Sequence[Side | Textacy], texts: list[str], rounds: int) -> dict[str, list[Spent]]:
    """Every side on all the texts, one after the other, so many times; a first go is not counted."""
    for side in sides:
        side.round(texts)
    turns = [{side.name: side.round(texts) for side in sides} for _ in range(rounds)]
    return {side.name: [turn[side.name] for turn in turns] for side in sides}


def figures(spent: Mapping[str, Sequence[Spent]], reports: int) -> dict[str, dict[str, float]]:
    """For each side: reports a second, ratios to bare spaCy, peak memory."""
    bare = next(iter(spent.values()))
    rows = {}
    for name, rounds in spent.items():
        pairs = list(zip(bare, rounds, strict=True))
        rows[name] = {
            "reports a second": reports / statistics.median(r.wall for r in rounds),
            "ratio by the clock": statistics.median(b.wall / r.wall for b, r in pairs),
            "ratio with free cores": statistics.median(b.processor / r.busiest for b, r in pairs),
            "ratio by the processor": statistics.median(b.processor / r.processor for b, r in pairs),
            "peak megabytes": max(r.megabytes for r in rounds),
        }
        if "on one core" in name:
            rows[name]["ratio with free cores"] = float("nan")
    return rows


def mixed(relevant: Sequence[str]) -> list[str]:
    """Each relevant report among nine others."""
    among = RELEVANT_IN - 1
    others = everyday_reports(len(relevant) * among)
    stream = []
    for number, report in enumerate(relevant):
        around = others[number * among : (number + 1) * among]
        stream += [*around[: among // 2], report, *around[among // 2 :]]
    return stream


def start_up(arguments: list[str], rounds: int = 5) -> float:
    """Median seconds of a whole process."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """A row a side, a column a figure."""
    columns = list(next(iter(rows.values())))
    wide = max(map(len, rows)) + 2
    head = " " * wide + "  ".join(columns)
    return "\n".join(
        [
            head,
            *(
                name.ljust(wide) + "  ".join(_cell(row[c]).rjust(len(c)) for c in columns)
                for name, row in rows.items()
            ),
        ]
    )


def _cell(value: float) -> str:
    return "-" if value != value else f"{value:.2f}"  # noqa: PLR0124 - nan is no figure


def main() -> None:
    """Measure and print."""
    options = _options()
    from dateline.analysis.relevance import relevance  # noqa: PLC0415 - the sides load their own

    files = sorted(f for f in options.folder.glob("*.txt") if f.name != "SOURCE.txt")
    step = max(1, len(files) // options.reports)
    texts = [f.read_text(encoding="utf-8") for f in files[::step][: options.reports]]
    relevant = [text for text in texts if relevance(text).holds]
    peers = [Textacy(options.peer)] if options.peer.exists() else []
    streams = {
        "all relevant": (relevant, ("bare spaCy", "Dateline", "Dateline on one core")),
        "one in ten": (
            mixed(relevant[:: options.thin]),
            ("bare spaCy", "Dateline, gate", "Dateline, gate on one core"),
        ),
    }
    found: dict[str, Any] = {}
    for stream, (fed, names) in streams.items():
        sides: list[Side | Textacy] = [Side(n, 1 if "one core" in n else CORES) for n in names]
        spent = in_turns([*sides, *peers], fed, options.rounds)
        found[stream] = {
            "reports": len(fed),
            "characters": sum(map(len, fed)),
            "sides": figures(spent, len(fed)),
        }
        for side in sides:
            side.close()
    for peer in peers:
        peer.close()
    python = Path(sys.executable)
    starts = {
        "import dateline": start_up([str(python), "-c", "import dateline"]),
        "dateline --help": start_up([str(python.with_name("dateline")), "--help"]),
    }
    if options.json:
        print(json.dumps({"streams": found, "start-up seconds": starts}, indent=1))
        return
    for stream, row in found.items():
        print(
            f"{stream}: {row['reports']} reports, {row['characters']:,} characters, {options.rounds} rounds"
        )
        print(table(row["sides"]) + "\n")
    if not peers:
        print(f"No textacy: {options.peer} is not there (`make bench-peers` makes it).")
    print("start-up: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in starts.items()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=NEWS if NEWS.is_dir() else ROOT / "examples")
    parser.add_argument("--reports", type=int, default=60, help="at most so many, evenly spread (default 60)")
    parser.add_argument(
        "--thin", type=int, default=5, help="every so manieth stands in the stream of one in ten"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path, default=PEER, help="the Python that has textacy")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
