"""What the relevance gate loses: the findings of a full reading, and how many are in reports that it keeps.

    python benchmarks/gate.py [PATH…] [--lost]

Without PATH the news and pages beside the checkout are read where there are any, else ``examples/``. Every
report is read in full, whatever the gate says of it; then its meetings, positions and statements are counted,
all of them and those of reports that the gate keeps. ``--lost`` lists the reports that it skips. The figures
are JSON.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dateline.analysis.relevance import is_relevant
from dateline.model.report import Report
from dateline.reports import read_all

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT.parent / "shared" / "inputs"
KINDS = ("meetings", "positions", "statements")


@dataclass
class Count:
    """What was found in all reports, and what in those that were kept."""

    reports: int = 0
    kept: int = 0
    seconds: float = 0.0
    found: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    def take(self, report: Report) -> None:
        """Count one report."""
        is_relevant(report.document)
        began = time.thread_time()
        kept = is_relevant(report.document)
        self.seconds += time.thread_time() - began
        here = findings(report)
        self.reports += 1
        self.kept += kept
        self.found += here
        if kept:
            self.held += here
        else:
            told = ", ".join(f"{count} {kind}" for kind, count in here.items()) or "nothing"
            title = report.document.title or report.document.text.strip().partition("\n")[0]
            self.lost.append(f"{told}: {title[:90]}")

    def figures(self) -> dict[str, float | dict[str, float]]:
        """The recall of each kind and of all together, and what the gate takes."""
        kinds = {k: self.held[k] / self.found[k] for k in (*KINDS, "statements for a side") if self.found[k]}
        everything = sum(self.found[k] for k in KINDS)
        return {
            "reports": self.reports,
            "kept": self.kept,
            "findings": everything,
            "recall": round(sum(self.held[k] for k in KINDS) / max(1, everything), 4),
            "recall by kind": {k: round(v, 4) for k, v in kinds.items()},
            "microseconds a report": round(1e6 * self.seconds / max(1, self.reports)),
        }


def findings(report: Report) -> Counter[str]:
    """How many of each kind a report holds; statements for a side also by themselves."""
    count = Counter({kind: len(getattr(report, kind)) for kind in KINDS})
    count["statements for a side"] = sum(s.speaker.side is not None for s in report.statements)
    return +count


def main() -> None:
    """Read, count, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = [INPUTS / "ukraine_news", INPUTS / "html_pages"] if INPUTS.is_dir() else [ROOT / "examples"]
    parser.add_argument("paths", nargs="*", default=default)
    parser.add_argument("--lost", action="store_true")
    options = parser.parse_args()
    count = Count()
    for found in read_all(options.paths):
        if isinstance(found, Report):
            count.take(found)
            if sys.stderr.isatty():
                sys.stderr.write(f"\rreports read: {count.reports}")
    figures = count.figures() | ({"lost": count.lost} if options.lost else {})
    print(json.dumps(figures, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
