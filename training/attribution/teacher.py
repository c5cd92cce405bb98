"""A trained network that tells another one what it sees (distillation; Hinton, Vinyals and Dean, 2015)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from corpus import Article
from network import Network, tensors
from pieces import Pieces
from torch import Tensor, nn

from dateline.analysis.attribution.asking import Batch, Cut
from dateline.analysis.attribution.asking import _batch as side_by_side

__all__ = ["Teacher", "distance"]

SEEN = 0.25
"""How sure the teacher must be that a word is of a cue for its answer to be taught."""


class Teacher:
    """A network that has learnt the same task; it reads the same windows with wordpieces of its own."""

    def __init__(self, checkpoint: Path, weights: str, train: Sequence[Article]) -> None:
        """Load ``checkpoint``, a network over the pretrained encoder in ``weights``."""
        self.network = Network(weights, 0.0)
        self.network.load_state_dict(torch.load(checkpoint))
        self.network.eval()
        pieces = Pieces(weights)
        self.marks = pieces.marks
        self.reports = [(a.words, pieces.of(a.words.forms)) for a in train]

    @torch.no_grad()
    def read(self, cuts: Sequence[Cut], style: Tensor) -> tuple[Tensor, Tensor]:
        """[B,W,H] words and [B,W,3] cue scores of the windows."""
        states, scores = self.network.encoder(*tensors(self._batch(cuts)))
        return states, scores[torch.arange(len(style)), :, style].float()

    def _batch(self, cuts: Sequence[Cut]) -> Batch:
        width = max(sum(len(p) for p in self.reports[c.report][1][c.first : c.stop]) for c in cuts)
        return side_by_side(self.reports, list(cuts), width + 2, self.marks)

    def cues(
        self, scores: Tensor, cuts: Sequence[Cut], asked: Sequence[tuple], rng: random.Random, most: int = 40
    ) -> list[tuple[int, np.ndarray]]:
        """Cues that the teacher sees and nobody marked: it can tell who says what there too."""
        known = {(n, int(c)) for n, cue in asked for c in cue}
        inside = 1 - scores.softmax(-1)[..., 0]
        found = [
            (n, rows)
            for n, cut in enumerate(cuts)
            for rows in _runs(inside[n, : cut.stop - cut.first].tolist(), cut.first)
            if not any((n, int(row)) in known for row in rows)
        ]
        return rng.sample(found, most) if len(found) > most else found


def _runs(inside: Sequence[float], first: int) -> Iterator[np.ndarray]:
    begin = None
    for at, chance in enumerate([*inside, 0.0]):
        if chance >= SEEN and begin is None:
            begin = at
        elif chance < SEEN and begin is not None:
            yield np.arange(begin, at) + first
            begin = None


def distance(student: Tensor, teacher: Tensor, heat: float) -> Tensor:
    """Kullback-Leibler divergence at a temperature, a number a row."""
    log = nn.functional.log_softmax(student / heat, -1)
    other = nn.functional.log_softmax(teacher / heat, -1)
    return (other.exp() * (other - log)).sum(-1) * heat * heat
