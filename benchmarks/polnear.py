"""How well does attribution do on PolNeAR? One command: read the texts as the product does, score, print.

    python benchmarks/polnear.py [GOLD] [--scorer SCRIPT] [--pred FILE] [--limit N] [--nested] [--canonical]

GOLD is a compartment of PolNeAR (``text/``, ``attributions/``) or a ``.jsonl`` file in the scorer's format.
PolNeAR is univocal (a word plays one role), so statements nested in another one are left out of the
predictions; ``--nested`` keeps them, for gold that has them (GUM). Where the gold has coreference chains
(GUM), the scorer also prints ``speaker_acc``: how often the resolved speaker has a name that is a mention of
the gold's (``speaker_hard``: of sources that are pronouns). Mentions are words of the text, so speakers are
called by a naming of the text (``namings.py``), or with ``--canonical`` as the product calls them.
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

from namings import name_in_text

from dateline.analysis.actors.index import ActorIndex
from dateline.analysis.parse import Parsed, parse_many
from dateline.analysis.steps import STEPS
from dateline.model.findings import Findings, Statement
from dateline.model.text import Document, Span
from dateline.reading import read_text

SHARED = Path("../shared")


def main() -> int:
    """Print the speed and the scorer's table; the exit code is the scorer's."""
    options = _options()
    names, texts = zip(*_texts(options.gold, options.limit), strict=True)
    began = time.perf_counter()
    reports = list(_analysed(read_text(text) for text in texts))
    print(f"reports a second     {len(texts) / (time.perf_counter() - began):.1f}", flush=True)
    rows = [_row(name, *report, options) for name, report in zip(names, reports, strict=True)]
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
    parser.add_argument("--canonical", action="store_true", help="speakers as the product calls them")
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


def _analysed(documents: Iterable[Document]) -> Iterator[tuple[Parsed, Findings]]:
    """Every step, as the product runs them, with the parse kept."""
    for parsed in parse_many(documents):
        findings = Findings()
        for step in STEPS:
            findings = step(parsed, findings)
        yield parsed, findings


def _row(name: str, parsed: Parsed, findings: Findings, options: argparse.Namespace) -> dict[str, Any]:
    index = ActorIndex(findings.actors)
    kept = [s for s in findings.statements if options.nested or s.parent is None]
    names = [s.speaker.name if options.canonical else name_in_text(parsed, index, s.speaker) for s in kept]
    found = [_attribution(s) | {"speaker": n} for s, n in zip(kept, names, strict=True)]
    return {"doc_id": name, "attributions": found}


def _attribution(statement: Statement) -> dict[str, Any]:
    return {
        "source": _pairs(statement.source),
        "cue": _pairs(statement.cue),
        "content": _pairs(statement.content),
    }


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[s.start, s.end] for s in spans]


if __name__ == "__main__":
    raise SystemExit(main())
