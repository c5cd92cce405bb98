"""The gold of attribution, Dateline's answer to it, and the scorer that compares them.

The scorer is a script of the standard library that lives with the gold, not here: it is looked for in
the folders above GOLD. Both sides of every benchmark are counted by the same functions of it.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.analysis.steps import analyse_many
from dateline.errors import ReadingError
from dateline.model.findings import Statement
from dateline.model.text import Document, Span
from dateline.reading import read_text

SHARED = Path("../shared")
SCORER = Path("score") / "polnear_score.py"

Attribution = dict[str, list[list[int]]]
"""``source``, ``cue`` and ``content``, each a list of half-open ranges in code points."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text of the gold with what its first annotator found."""

    name: str
    text: str
    gold: list[Attribution]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name the gold."""
    parser.add_argument(
        "gold",
        nargs="?",
        type=Path,
        default=SHARED / "gold" / "polnear" / "dev",
        help="a compartment of PolNeAR, or a .jsonl file in the scorer's format",
    )
    parser.add_argument(
        "--scorer", type=Path, help="default: score/polnear_score.py of the folder that has GOLD"
    )
    parser.add_argument("--limit", type=int, help="only the first N documents")


def load_scorer(gold: Path, named: Path | None = None) -> Any:
    """The scorer as a module: the one ``named``, else the one in a folder above ``gold``.

    Raises:
        SystemExit: there is none; the message says where one was looked for.
    """
    above = [folder / SCORER for folder in gold.resolve().parents] + [SHARED / SCORER]
    path = named or next((script for script in above if script.exists()), above[-1])
    if not (gold.exists() and path.exists()):
        missing = path if gold.exists() else gold
        sys.exit(f"{missing} is not there: name the gold, and the scorer with --scorer.")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None  # noqa: S101 - a file that exists and ends in .py has a loader
    assert spec.loader is not None  # noqa: S101 - the same
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def articles(scorer: Any, gold: Path, limit: int | None = None) -> list[Article]:
    """The documents of the gold by name; at most ``limit``."""
    found = scorer.read_gold(str(gold))
    return [Article(name, found[name][0], found[name][1][0]) for name in sorted(found)[:limit]]


def figures(scorer: Any, read: Sequence[Article], found: Sequence[Iterable[Attribution]]) -> dict[str, Any]:
    """The scorer's report on what was ``found`` in each article."""
    counts = [scorer.score_doc(a.text, a.gold, list(f)) for a, f in zip(read, found, strict=True)]
    report: dict[str, Any] = scorer.report(counts)
    return report


def with_dateline(texts: Sequence[str], *, nested: bool = False) -> list[list[Attribution] | None]:
    """What the product finds in each text; None for a text it refuses to read.

    PolNeAR gives a word one role, so statements inside another one are left out unless ``nested``.
    """
    documents = [_read(text) for text in texts]
    reports = analyse_many(d for d in documents if d is not None)
    return [
        None
        if document is None
        else [as_attribution(s) for s in next(reports).findings.statements if nested or s.parent is None]
        for document in documents
    ]


def as_attribution(statement: Statement) -> Attribution:
    """A statement in the scorer's format."""
    return {
        "source": list(_pairs(statement.source)),
        "cue": list(_pairs(statement.cue)),
        "content": list(_pairs(statement.content)),
    }


def _pairs(spans: Iterable[Span]) -> Iterator[list[int]]:
    return ([s.start, s.end] for s in spans)


def _read(text: str) -> Document | None:
    try:
        return read_text(text)
    except ReadingError:
        return None
