"""What Dateline makes of the example reports and of a transcript, as golden files.

python tests/golden_reports.py      # write them anew, on purpose; then read the diff
"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.model.report import Report

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"


def goldens() -> dict[str, str]:
    """File name to content: the contract and the brief of every report, and the ledger of the examples."""
    from rich.console import Console

    from dateline.cli.brief import print_brief
    from dateline.model.report import Report
    from dateline.reports import read_all

    before = Path.cwd()
    os.chdir(ROOT)  # so that report.path is the same wherever the checkout lies
    try:
        reports = [r for r in read_all(["examples"]) if isinstance(r, Report)]
        others = [r for r in read_all(["tests/transcripts"]) if isinstance(r, Report)]
    finally:
        os.chdir(before)
    files: dict[str, str] = {}
    for number, report in enumerate([*reports, *others], 1):
        name = Path(report.document.path or "").stem
        stem = f"{number:02d}_{name.partition('_')[2] if report in reports else name}"
        page = Console(file=io.StringIO(), width=120, color_system=None, highlight=False)
        print_brief(report, page)
        files[f"{stem}.brief.txt"] = page.file.getvalue()
        files[f"{stem}.json"] = json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n"
    files["ledger.brief.txt"] = _ledger(reports)
    return files


def _ledger(reports: list[Report]) -> str:
    """What the ledger of all examples says, now and as of the day on which the summit was contested."""
    from rich.console import Console

    from dateline.cli.ledger_brief import print_meetings, print_positions
    from dateline.ledger import Ledger

    page = Console(file=io.StringIO(), width=120, color_system=None, highlight=False)
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "desk.db") as ledger:
        for report in reports:
            ledger.add(report)
        print_meetings(ledger.meetings(), page)
        page.print("\nAs of 14 March 2031\n")
        print_meetings(ledger.meetings(about="summit", as_of="2031-03-14"), page)
        page.print("\nPositions\n")
        print_positions(ledger.positions(), page)
    return page.file.getvalue()


if __name__ == "__main__":
    for old in [*GOLDEN.glob("*.json"), *GOLDEN.glob("*.brief.txt")]:
        old.unlink()
    for name, content in goldens().items():
        (GOLDEN / name).write_text(content, encoding="utf-8")
        sys.stdout.write(f"{name}\n")
