"""Speed: reports a second, and the ratio to the bare spaCy pipeline over the same texts in the same run.

    python benchmarks/speed.py [FOLDER] [--reports N] [--rounds N] [--json]

Without FOLDER the news folder beside the checkout is read where there is one, else ``examples/``. Both
sides run in this process, one after the other in every round, on texts already in memory; the figures are
medians over the rounds. Dateline's side is everything from the text to the findings (segments, parse, all
steps); spaCy's is ``nlp.pipe`` over the same whole texts with every component it comes with. Start-up times
are those of whole processes. Nothing here is asserted by a test.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dateline.analysis.parse import pipeline
from dateline.analysis.steps import analyse_many
from dateline.model.text import Document
from dateline.reading import read_text

ROOT = Path(__file__).resolve().parent.parent
NEWS = ROOT.parent / "shared" / "inputs" / "ukraine_news"


def seconds(work: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def with_spacy(texts: list[str]) -> None:
    """The floor: the parse alone, with all its components."""
    for _ in pipeline().pipe(texts):
        pass


def with_dateline(texts: list[str]) -> None:
    """The product: from text to findings."""
    documents: list[Document] = [read_text(text) for text in texts]
    for _ in analyse_many(documents):
        pass


def start_up(arguments: list[str], rounds: int = 5) -> float:
    """Median seconds of a whole process."""
    return statistics.median(
        seconds(lambda: subprocess.run(arguments, check=True, capture_output=True)) for _ in range(rounds)
    )


def measure(texts: list[str], rounds: int) -> dict[str, float]:
    """Reports a second on both sides, and their ratio."""
    with_spacy(texts[:2])
    with_dateline(texts[:2])
    pairs = [
        (seconds(lambda: with_spacy(texts)), seconds(lambda: with_dateline(texts))) for _ in range(rounds)
    ]
    bare, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    return {
        "reports": len(texts),
        "characters": sum(map(len, texts)),
        "spacy_reports_per_second": round(len(texts) / bare, 2),
        "dateline_reports_per_second": round(len(texts) / ours, 2),
        "ratio": round(statistics.median(b / o for b, o in pairs), 3),
        "import_dateline_seconds": round(start_up([sys.executable, "-c", "import dateline"]), 3),
        "dateline_help_seconds": round(
            start_up([str(Path(sys.executable).with_name("dateline")), "--help"]), 3
        ),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=NEWS if NEWS.is_dir() else ROOT / "examples")
    parser.add_argument("--reports", type=int, default=60, help="at most so many, evenly spread (default 60)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.txt"))
    files = [f for f in files if f.name != "SOURCE.txt"]
    step = max(1, len(files) // options.reports)
    texts = [f.read_text(encoding="utf-8") for f in files[::step][: options.reports]]
    figures = measure(texts, options.rounds)
    print(
        json.dumps(figures, indent=1)
        if options.json
        else "\n".join(f"{k:30} {v}" for k, v in figures.items())
    )


if __name__ == "__main__":
    main()
