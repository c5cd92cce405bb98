"""Trained networks that tell another one what they see (distillation; Hinton, Vinyals and Dean, 2015)."""

from __future__ import annotations

import math
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
    """Networks that have learnt the same task: what is taught is the mean of their chances.

    They read the same windows with wordpieces of their own, and no word is hidden from them.
    """

    def __init__(self, checkpoints: Sequence[Path], weights: str, train: Sequence[Article]) -> None:
        """Load ``checkpoints``, networks over the pretrained encoder in ``weights``."""
        self.networks = [Network(weights, 0.0).eval() for _ in checkpoints]
        for network, checkpoint in zip(self.networks, checkpoints, strict=True):
            network.load_state_dict(torch.load(checkpoint))
        pieces = Pieces(weights)
        self.marks = pieces.marks
        self.reports = [(a.words, pieces.of(a.words.forms)) for a in train]

    @torch.no_grad()
    def read(self, cuts: Sequence[Cut], style: Tensor) -> tuple[list[Tensor], Tensor]:
        """Each network's [B,W,H] words, and [B,W,3] log-probabilities of the cue labels of the windows."""
        batch, rows = tensors(self._batch(cuts)), torch.arange(len(style))
        read = [network.encoder(*batch) for network in self.networks]
        return [states for states, _ in read], _mean([scores[rows, :, style] for _, scores in read])

    @torch.no_grad()
    def roles(self, words: Sequence[Tensor], asked: tuple[Tensor, ...]) -> Tensor:
        """[R,W,labels] log-probabilities, from what ``read`` gave."""
        return _mean([n.roles(own, *asked) for n, own in zip(self.networks, words, strict=True)])

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


def _mean(scores: Sequence[Tensor]) -> Tensor:
    """The logarithm of the mean of the probabilities that the scores stand for."""
    return torch.stack([s.float().log_softmax(-1) for s in scores]).logsumexp(0) - math.log(len(scores))


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
