"""Meetings, positions, chains and debris against labelled reports: one command, the scorer's own table.

    python benchmarks/meetings.py [GOLD] [--pred FILE] [--scorer SCRIPT] [--errors]

GOLD holds ``texts/`` (one .txt with a .meta.json each) and ``ann/``; the scorer is looked for beside it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dateline.analysis.steps import analyse_many
from dateline.reading import read
from dateline.sources import Raw, open_sources


def predict(texts: Path, into: Path) -> tuple[int, float]:
    """Write one JSON line a report to ``into``; returns the number of reports and the seconds it took."""
    paths = [str(p) for p in sorted(texts.glob("*.txt"))]
    documents = [read(raw) for raw in open_sources(paths) if isinstance(raw, Raw)]
    began = time.perf_counter()
    lines = []
    for report in analyse_many(documents):
        data = report.as_dict()
        data["report"]["id"] = Path(report.document.path or "").stem
        lines.append(json.dumps(data, ensure_ascii=False))
    into.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(documents), time.perf_counter() - began


def main() -> None:
    """Read, score, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", default="../shared/gold/meetings", type=Path)
    parser.add_argument("--pred", type=Path, help="keep the predictions here")
    parser.add_argument("--scorer", type=Path, help="default: ../../score/meetings_score.py beside GOLD")
    parser.add_argument("--errors", action="store_true", help="list what was missed")
    options = parser.parse_args()
    scorer = options.scorer or options.gold / ".." / ".." / "score" / "meetings_score.py"
    with tempfile.TemporaryDirectory() as folder:
        pred = options.pred or Path(folder) / "pred.jsonl"
        count, seconds = predict(options.gold / "texts", pred)
        print(f"{count} reports in {seconds:.1f} s", flush=True)
        command = [
            sys.executable,
            str(scorer),
            str(options.gold / "ann"),
            str(options.gold / "texts"),
            str(pred),
        ]
        subprocess.run(command + ["--errors"] * options.errors, check=True)


if __name__ == "__main__":
    main()
