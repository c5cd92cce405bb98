"""What each step of the analysis costs beside the parse, report by report.

    python benchmarks/steps_speed.py [PATH…] [--rounds N]

PATH are reports or folders of them (default: examples). The last line is what meetings and positions
together add to the time of the parse: to spaCy's own, as ``spacy.load`` gives its pipeline, and to ours,
which gives the same sooner (``dateline.analysis.pipes``).
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable
from typing import Any

from dateline.model.findings import Findings
from dateline.model.text import Document
from dateline.reading import read
from dateline.reports import settle
from dateline.sources import Raw, open_sources


def measure(documents: list[Document], spacy: Any) -> dict[str, float]:
    """Seconds of both parses and of each step over all ``documents``, read one after the other."""
    from dateline.analysis.parse import parse_many  # noqa: PLC0415 - after the process is settled
    from dateline.analysis.steps import STEPS  # noqa: PLC0415 - the same

    began = time.perf_counter()
    for _ in spacy.pipe(document.text for document in documents):
        pass
    seconds = {"spacy": time.perf_counter() - began}
    began = time.perf_counter()
    parses = list(parse_many(documents))
    seconds["parse"] = time.perf_counter() - began
    for parsed in parses:
        findings = Findings()
        for step in STEPS:
            began = time.perf_counter()
            findings = step(parsed, findings)
            name = f"{step.__module__.split('.')[2]}.{step.__name__}"
            seconds[name] = seconds.get(name, 0.0) + time.perf_counter() - began
    return seconds


def best_of(rounds: Iterable[dict[str, float]]) -> dict[str, float]:
    """The shortest time of each part: what is left is least disturbed by others."""
    best: dict[str, float] = {}
    for seconds in rounds:
        for name, value in seconds.items():
            best[name] = min(value, best.get(name, value))
    return best


def main() -> None:
    """Warm up, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", nargs="*", default=["examples"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    documents = [read(raw) for raw in open_sources(options.paths) if isinstance(raw, Raw)]
    settle()  # as the commands do
    from dateline.analysis.parse import bare_pipeline  # noqa: PLC0415 - what it loads must know

    spacy = bare_pipeline()
    measure(documents[:2], spacy)
    best = best_of(measure(documents, spacy) for _ in range(options.rounds))
    for name, seconds in best.items():
        to_spacy, to_parse = seconds / best["spacy"], seconds / best["parse"]
        print(f"{name:28} {seconds:8.3f} s  {to_spacy:6.3f} of spaCy's parse, {to_parse:6.3f} of ours")
    added = sum(best[name] for name in best if name.startswith(("meetings.", "positions.")))
    told = f"{added / best['spacy']:.3f} to spaCy's parse, {added / best['parse']:.3f} to ours"
    print(f"{len(documents)} reports: meetings and positions add {told}")


if __name__ == "__main__":
    main()
