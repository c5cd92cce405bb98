"""What a batch costs: the cue labels, the role labels of each marked cue, and what a teacher says of both."""

from __future__ import annotations

import argparse
import random

import numpy as np
import torch
from examples import IGNORED, Examples, Labels
from network import Network, tensors
from teacher import Teacher, distance
from torch import Tensor, nn

from dateline.analysis.attribution.asking import Batch, Questions, questions

__all__ = ["Loss", "asked_tensors"]


class Loss:
    """The loss of a batch; ``o`` has ``balance``, ``smooth``, ``most``, ``heat``, ``trust`` and ``exact``."""

    def __init__(self, o: argparse.Namespace, examples: Examples, teacher: Teacher | None) -> None:
        """Remember what a batch is measured with."""
        self.o, self.examples, self.teacher = o, examples, teacher
        self.words = [r[0] for r in examples.reports]

    def __call__(self, network: Network, batch: Batch, labels: Labels, rng: random.Random) -> Tensor:
        """A scalar to follow downhill."""
        labels = self._chosen(labels, rng)
        style = torch.tensor([self.examples.train[c.report].style for c in batch.cuts])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not self.o.exact):
            states, scores = network.encoder(*tensors(batch))
            mine = scores[torch.arange(len(style)), :, style].float()
            hard = self._cues(mine, labels)
            if self.teacher is None:
                return (hard + self._roles(network, states, batch, labels)) / (10 * len(batch.cuts))
            return self._taught(network, states, mine, hard, batch, labels, style, rng)

    def _chosen(self, labels: Labels, rng: random.Random) -> Labels:
        if len(labels.asked) <= self.o.most:
            return labels
        kept = rng.sample(range(len(labels.asked)), self.o.most)
        asked, roles, styles = ([x[k] for k in kept] for x in (labels.asked, labels.roles, labels.styles))
        return Labels(labels.cues, asked, roles, styles)

    def _cues(self, scores: Tensor, labels: Labels) -> Tensor:
        return _entropy(scores.flatten(0, 1), torch.from_numpy(labels.cues).flatten(), self.o.smooth)

    def _answers(
        self, network: Network, states: Tensor, batch: Batch, asked: list[tuple], styles: list[int]
    ) -> tuple[Tensor, Questions]:
        q = questions(self.words, batch.cuts, asked, batch.first.shape[1], 0)
        q.style[:] = styles
        return network.roles(states, *asked_tensors(q)).float(), q

    def _roles(self, network: Network, states: Tensor, batch: Batch, labels: Labels) -> Tensor:
        if not labels.asked:
            return torch.zeros(())
        answers, _ = self._answers(network, states, batch, labels.asked, labels.styles)
        wanted = torch.from_numpy(np.stack(labels.roles)).flatten()
        return _entropy(answers.flatten(0, 1), wanted, 0.0) * self.o.balance

    def _taught(
        self,
        network: Network,
        states: Tensor,
        mine: Tensor,
        hard: Tensor,
        batch: Batch,
        labels: Labels,
        style: Tensor,
        rng: random.Random,
    ) -> Tensor:
        teacher, o = self.teacher, self.o
        told, told_cues = teacher.read(batch.cuts, style)
        sizes = np.array([[c.stop - c.first] for c in batch.cuts])
        there = torch.from_numpy(np.arange(batch.first.shape[1])[None] < sizes)
        soft = distance(mine, told_cues, o.heat)[there].sum()
        more = teacher.cues(told_cues, batch.cuts, labels.asked, rng)
        asked = labels.asked + more
        styles = labels.styles + [int(style[n]) for n, _ in more]
        if asked:
            answers, q = self._answers(network, states, batch, asked, styles)
            if labels.roles:
                wanted = torch.from_numpy(np.stack(labels.roles)).flatten()
                hard = hard + _entropy(answers[: len(labels.roles)].flatten(0, 1), wanted, 0.0) * o.balance
            said = teacher.roles(told, asked_tensors(q))
            soft = soft + distance(answers, said, o.heat)[there[torch.from_numpy(q.window)]].sum()
        return ((1 - o.trust) * hard + o.trust * soft) / (10 * len(batch.cuts))


def _entropy(scores: Tensor, wanted: Tensor, smooth: float) -> Tensor:
    return nn.functional.cross_entropy(
        scores, wanted, ignore_index=IGNORED, reduction="sum", label_smoothing=smooth
    )


def asked_tensors(q: Questions) -> tuple[Tensor, ...]:
    """The arrays of the questions in the order of ``Roles.forward``."""
    return tuple(map(torch.from_numpy, (q.window, q.cue, q.distance, q.kin, q.style)))
