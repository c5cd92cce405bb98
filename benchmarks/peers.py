"""Dateline beside textacy's ``direct_quotations``: the same documents, the same scorer, the same run.

    make bench-peers                     (makes the peer's environment, then runs this)
    python benchmarks/peers.py [GOLD] [--peer PYTHON] [--limit N] [--rounds N] [--nested] [--json]

GOLD is a compartment of PolNeAR (``text/``, ``attributions/``) or a ``.jsonl`` file in the scorer's
format. textacy raises on a text with an odd number of quotation marks, so it is fed whole documents, and
paragraph by paragraph, where such a paragraph costs only itself; the last rows count what died. textacy
looks for direct quotations alone. Speed is everything from the text to the attributions, taken in turns;
the figures are medians over the rounds.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scoring import Article, Attribution, add_arguments, articles, figures, load_scorer, with_dateline

HERE = Path(__file__).resolve().parent
PEER = HERE.parent / "build" / "peers" / "bin" / "python"
F1 = (
    "source run_exact",
    "cue run_exact",
    "content run_exact",
    "content overlap50",
    "content token",
    "rel_src50",
    "rel_50",
    "rel_exact",
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system found in each text, the seconds it took, what it was fed and what of that died."""

    attributions: list[list[Attribution]]
    seconds: float
    pieces: int
    died: int


Asked = Callable[[list[str]], Answer]


class Textacy:
    """textacy in a process of its own, in its own environment."""

    def __init__(self, python: Path) -> None:
        """Start it and wait until its model is loaded; SystemExit says what to do where it cannot run."""
        if not python.exists():
            sys.exit(f"{python} is not there: `make bench-peers` makes textacy's environment.")
        self._process = subprocess.Popen(
            [python, HERE / "textacy_peer.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.versions: str = self._hear()["ready"]

    def asked(self, feed: str) -> Asked:
        """What answers when fed ``whole`` texts or ``paragraphs``."""
        return lambda texts: Answer(**self._ask({"feed": feed, "texts": texts}))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()

    def _ask(self, words: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        line = self._process.stdout.readline()
        if not line:
            sys.exit("textacy's process ended without an answer; its own words are above.")
        answer: dict[str, Any] = json.loads(line)
        return answer


def dateline(texts: list[str], *, nested: bool) -> Answer:
    """Dateline's answer; a text dies where Dateline refuses to read it."""
    began = time.perf_counter()
    found = with_dateline(texts, nested=nested)
    seconds = time.perf_counter() - began
    return Answer([some or [] for some in found], seconds, len(texts), sum(some is None for some in found))


def in_turns(systems: Mapping[str, Asked], texts: list[str], rounds: int) -> dict[str, list[Answer]]:
    """Every system on all the texts, one after the other, so many times; a short first go warms them up."""
    for asked in systems.values():
        asked(texts[:2])
    turns = [{name: asked(texts) for name, asked in systems.items()} for _ in range(rounds)]
    return {name: [turn[name] for turn in turns] for name in systems}


def column(scorer: Any, read: Sequence[Article], answers: Sequence[Answer]) -> dict[str, float]:
    """One system's figures: per cent, but for documents a second and what died."""
    scored = figures(scorer, read, answers[0].attributions)
    return {
        **{name: 100 * scored[name]["f1"] for name in F1},
        **{f"recall {kind}": 100 * row["recall"] for kind, row in scored["recall_by_type"].items()},
        "documents a second": len(read) / statistics.median(a.seconds for a in answers),
        "pieces fed": answers[0].pieces,
        "pieces that died": answers[0].died,
    }


def table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """The figures side by side, a row each; whole numbers stay whole."""
    names = list(columns)
    rows = [["", *names]]
    rows += [[row, *(_cell(columns[name][row]) for name in names)] for row in columns[names[0]]]
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def _cell(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.1f}"


def main() -> None:
    """Ask in turns, score, print."""
    options = _options()
    scorer = load_scorer(options.gold, options.scorer)
    read = articles(scorer, options.gold, options.limit)
    textacy = Textacy(options.peer)
    systems: dict[str, Asked] = {
        "Dateline": lambda texts: dateline(texts, nested=options.nested),
        "textacy, whole": textacy.asked("whole"),
        "textacy, paragraphs": textacy.asked("paragraphs"),
    }
    answers = in_turns(systems, [a.text for a in read], options.rounds)
    textacy.close()
    columns = {name: column(scorer, read, given) for name, given in answers.items()}
    if options.json:
        print(json.dumps({"documents": len(read), "peer": textacy.versions, "figures": columns}, indent=1))
    else:
        print(f"{len(read)} documents; {textacy.versions}; {options.rounds} rounds\n{table(columns)}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_arguments(parser)
    parser.add_argument("--peer", type=Path, default=PEER, help="the Python that has textacy")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--nested", action="store_true", help="keep Dateline's nested statements")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
