"""What a network in training makes of the development part, in the scorer's figures."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from corpus import POLNEAR, Article
from losses import asked_tensors
from network import Network, tensors
from pieces import Pieces

from dateline.analysis.attribution.asking import Batch, Questions, ask
from dateline.analysis.attribution.asking import Network as Reads
from dateline.analysis.attribution.words import FEATURES

__all__ = ["Reading", "figures", "predict", "scorer"]

SURE = (0.4, 0.5, 0.6)
"""Chances of a cue at which the figures are taken."""


class Reading:
    """A network of torch behind the protocol that reading uses."""

    def __init__(self, network: Network, without: str | None = None, *, exact: bool = False) -> None:
        """Read with ``network``; ``without`` names a feature that it was never told.

        ``exact`` computes in 32-bit floats, else in 16 bits, which is faster.
        """
        self.network, self.exact = network.eval(), exact
        self.blind = None if without is None else list(FEATURES).index(without)

    @torch.no_grad()
    def encode(self, batch: Batch) -> tuple[np.ndarray, np.ndarray]:
        """Words and cue chances of the windows."""
        if self.blind is not None:
            batch.features[..., self.blind] = 0
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not self.exact):
            states, scores = self.network.encoder(*tensors(batch))
        return states.float().numpy(), scores.float().softmax(-1).numpy()

    @torch.no_grad()
    def roles(self, words: np.ndarray, asked: Questions) -> np.ndarray:
        """[R,W,labels] log-probabilities."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not self.exact):
            scores = self.network.roles(torch.from_numpy(words), *asked_tensors(asked))
        return scores.float().log_softmax(-1).numpy()


def predict(
    reading: Reads, dev: Sequence[Article], pieces: Pieces, sure: float
) -> dict[str, list[dict[str, Any]]]:
    """By article the attributions in the scorer's format, each with the chance of its cue."""
    reports = [(a.words, pieces.of(a.words.forms)) for a in dev]
    rows: dict[str, list] = {a.name: [] for a in dev}
    for role in ask(reading, reports, pieces.marks, sure=sure):
        if role.style == POLNEAR:
            article = dev[role.report]
            parts = {"source": role.source, "cue": (role.cue,), "content": role.content}
            rows[article.name].append(
                {name: _spans(article, ranges) for name, ranges in parts.items()} | {"sure": role.sure}
            )
    return rows


def _spans(article: Article, ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
    words = article.words
    return [[int(words.start[a]), int(words.end[b - 1])] for a, b in ranges]


def figures(
    corpora: Path, reading: Reads, dev: Sequence[Article], pieces: Pieces
) -> dict[str, dict[str, Any]]:
    """By threshold: relations, runs and recall by kind, in per cent."""
    score = scorer(corpora)
    gold = score.read_gold(str(corpora / "polnear" / "dev"))
    rows = predict(reading, dev, pieces, min(SURE))
    found = {}
    for sure in SURE:
        kept = {n: [a for a in r if a["sure"] >= sure] for n, r in rows.items()}
        res = score.report([score.score_doc(gold[n][0], gold[n][1][0], kept[n]) for n in kept])
        found[str(sure)] = {
            "rel_50": _percent(res["rel_50"]["f1"]),
            "rel_exact": _percent(res["rel_exact"]["f1"]),
            "runs": [_percent(res[f"{r} run_exact"]["f1"]) for r in ("source", "cue", "content")],
            "recall": [_percent(v["recall"]) for v in res["recall_by_type"].values()],
            "p_r": [_percent(res["rel_50"][k]) for k in "pr"],
        }
    return found


def _percent(share: float) -> float:
    return round(100 * share, 1)


def scorer(corpora: Path) -> ModuleType:
    """The scorer that lies beside the folder of the corpora."""
    path = corpora.parent / "score" / "polnear_score.py"
    spec = importlib.util.spec_from_file_location("polnear_score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
