"""How well does attribution do on PolNeAR? One command: read the gold, analyse, write PRED, score.

    python benchmarks/polnear.py [GOLD] [--scorer SCORER] [--pred PRED.jsonl] [--limit N] [--nested]

GOLD is a compartment of PolNeAR (``text/``, ``attributions/``) or a ``.jsonl`` file in the scorer's format.
PolNeAR is univocal (a word plays one role), so statements nested in another one are left out of PRED;
``--nested`` keeps them, for gold that has them (GUM).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.analysis.attribution import attribute
from dateline.analysis.parse import Parsed, parse_many
from dateline.model.findings import Findings, Statement
from dateline.model.text import Document, Segment, SegmentKind, Span

SHARED = Path("../shared")


def main() -> int:
    """Print the scorer's table and the speed; the exit code is the scorer's."""
    arguments = _arguments()
    names, texts = zip(*_texts(arguments.gold), strict=True)
    started = time.perf_counter()
    parsed = list(parse_many(_document(text) for text in texts[: arguments.limit]))
    middle = time.perf_counter()
    rows = [_row(name, one, nested=arguments.nested) for name, one in zip(names, parsed, strict=False)]
    ended = time.perf_counter()
    arguments.pred.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    _print_speed(len(rows), middle - started, ended - middle)
    return _score(arguments)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "gold" / "polnear" / "dev")
    parser.add_argument("--scorer", type=Path, default=SHARED / "score" / "polnear_score.py")
    parser.add_argument("--pred", type=Path, default=Path("polnear_pred.jsonl"))
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--nested", action="store_true")
    return parser.parse_args()


def _texts(gold: Path) -> Iterator[tuple[str, str]]:
    """The documents as (id, text), by id; line ends stay as they are, for the offsets' sake."""
    if gold.is_file():
        for line in gold.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["doc_id"], row["text"]
        return
    for path in sorted((gold / "text").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")


def _document(text: str) -> Document:
    return Document(text=text, segments=(Segment(0, len(text), SegmentKind.BODY),))


def _row(name: str, parsed: Parsed, *, nested: bool) -> dict[str, Any]:
    statements = attribute(parsed, Findings()).statements
    kept = [_attribution(s) for s in statements if nested or s.parent is None]
    return {"doc_id": name, "attributions": kept}


def _attribution(statement: Statement) -> dict[str, list[list[int]]]:
    return {
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


def _print_speed(documents: int, parsing: float, attributing: float) -> None:
    whole = parsing + attributing
    print(f"documents            {documents}")
    print(f"docs/s with parse    {documents / whole:.1f}")
    print(f"docs/s without parse {documents / attributing:.1f}")


def _score(arguments: argparse.Namespace) -> int:
    command = [sys.executable, str(arguments.scorer), str(arguments.gold), str(arguments.pred)]
    if arguments.limit is not None:
        command += ["--limit", str(arguments.limit)]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
