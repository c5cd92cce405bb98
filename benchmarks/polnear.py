"""How well does attribution do on PolNeAR? One command: read the texts as the product does, score, print.

    python benchmarks/polnear.py [GOLD] [--scorer SCRIPT] [--pred FILE] [--limit N] [--nested]

GOLD is a compartment of PolNeAR (``text/``, ``attributions/``) or a ``.jsonl`` file in the scorer's format.
PolNeAR is univocal (a word plays one role), so statements nested in another one are left out of the
predictions; ``--nested`` keeps them, for gold that has them (GUM).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dateline.analysis.steps import analyse_many
from dateline.model.findings import Statement
from dateline.model.text import Span
from dateline.reading import read_text

SHARED = Path("../shared")


def main() -> int:
    """Print the speed and the scorer's table; the exit code is the scorer's."""
    options = _options()
    names, texts = zip(*_texts(options.gold, options.limit), strict=True)
    began = time.perf_counter()
    reports = list(analyse_many(read_text(text) for text in texts))
    print(f"reports a second     {len(texts) / (time.perf_counter() - began):.1f}", flush=True)
    rows = [_row(n, r.statements, nested=options.nested) for n, r in zip(names, reports, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        pred = options.pred or Path(folder) / "pred.jsonl"
        pred.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(options.scorer), str(options.gold), str(pred)]
        limit = [] if options.limit is None else ["--limit", str(options.limit)]
        return subprocess.run(command + limit, check=False).returncode


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "gold" / "polnear" / "dev")
    parser.add_argument(
        "--scorer", type=Path, help="default: score/polnear_score.py of the folder that has GOLD"
    )
    parser.add_argument("--pred", type=Path, help="keep the predictions here")
    parser.add_argument("--limit", type=int, help="only the first N documents")
    parser.add_argument("--nested", action="store_true", help="keep nested statements")
    options = parser.parse_args()
    if options.scorer is None:
        above = (folder / "score" / "polnear_score.py" for folder in options.gold.resolve().parents)
        options.scorer = next((s for s in above if s.exists()), SHARED / "score" / "polnear_score.py")
    return options


def _texts(gold: Path, limit: int | None) -> Iterator[tuple[str, str]]:
    """The documents as (id, text), by id; line ends stay as they are, for the offsets' sake."""
    if gold.is_file():
        rows = map(json.loads, gold.read_text(encoding="utf-8").splitlines())
        yield from sorted((row["doc_id"], row["text"]) for row in rows)
        return
    for path in sorted((gold / "text").glob("*.txt"))[:limit]:
        yield path.stem, path.read_bytes().decode("utf-8")


def _row(name: str, statements: Iterable[Statement], *, nested: bool) -> dict[str, Any]:
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


if __name__ == "__main__":
    raise SystemExit(main())
