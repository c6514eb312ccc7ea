"""Trains the language core: python -m training.train_core --data ../shared/data/treebanks --work /tmp/core --passes 9 --seed 7.

One thread, about ten CPU-minutes a pass. The learning rate falls to zero over the passes; a seed gives the same weights on one kind of machine.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from training.corpus import Example, Labels, Row, augmented, batches, examples, hidden, joined, read_rows, tensors
from training.names import Names
from training.network import Core, Encoder, base_folder

WARM_UP_STEPS, FLOOR = 150, 0.01
NAMES_WEIGHT, STARTS_WEIGHT = 1.5, 5.0
ENCODER_RATE, HEAD_RATE = 2e-4, 1.5e-3


def loss_of(model: Core, batch: list[Example]) -> Tensor:
    """The sum of the losses of parts of speech, arcs, relations, name tags and starts of sentences."""
    pieces, mask, first, last, shape, upos, head, rel, ner, starts, weight = tensors(batch)
    upos_scores, ner_scores, arcs, rel_heads, rel_deps, _, start_scores = model(pieces, mask, first, last, shape)
    words = head >= 0
    columns = torch.cat([torch.ones(len(batch), 1, dtype=torch.bool), words], 1)
    rel_scores = model.relations(rel_heads, rel_deps, head.clamp(min=0))

    def entropy(scores: Tensor, gold: Tensor, reduction: str = "mean") -> Tensor:
        return F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=-100, reduction=reduction)

    names = entropy(ner_scores, ner, "none").view(ner.shape).sum(1)
    arc_loss = entropy(arcs.masked_fill(~columns[:, None, :], -1e4), head)
    begins = F.binary_cross_entropy_with_logits(start_scores[words], starts[words])
    return (
        STARTS_WEIGHT * begins
        + entropy(upos_scores, upos)
        + arc_loss
        + entropy(rel_scores, rel)
        + NAMES_WEIGHT * (names * weight).sum() / words.sum()
    )


def save(model: Core, labels: Labels, path: Path) -> None:
    """Weights and label inventories, written beside and renamed."""
    part = path.with_suffix(".part")
    torch.save({"state": model.state_dict(), "upos": labels.upos, "rel": labels.rel, "ner": labels.ner}, part)
    part.replace(path)


def optimizer_of(model: Core) -> torch.optim.AdamW:
    """AdamW; the piece and position embeddings stay as published."""
    model.encoder.words.requires_grad_(False)
    model.encoder.positions.requires_grad_(False)
    body = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [{"params": body, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def seen_in_pass(rows: list[Row], names: Names, rng: random.Random) -> list[Row]:
    """The rows of one pass, augmented afresh."""
    return [augmented(names.renamed(r, rng), rng) for r in joined(rows, rng)]


def train(model: Core, rows: list[Row], labels: Labels, tokenizer: Tokenizer, *, passes: int, work: Path, rng: random.Random) -> None:
    """That many passes over the rows; a checkpoint after each."""
    optimizer, names, began, step, seen = optimizer_of(model), Names.shipped(), time.process_time(), 0, 0
    rates, total = [group["lr"] for group in optimizer.param_groups], passes * sum(len(r.words) for r in rows)
    model.train()
    for number in range(passes):
        found = [hidden(e, rng) for e in examples(tokenizer, seen_in_pass(rows, names, rng), labels)]
        for batch in batches(found, rng):
            scale = max(min(1, step / WARM_UP_STEPS) * (1 - seen / total), FLOOR)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * scale
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step, seen = step + 1, seen + sum(len(e.first) for e in batch)
            if step % 100 == 0:
                print(
                    f"{(time.process_time() - began) / 60:.1f} min, pass {number + 1}, step {step}, {seen} words, loss {loss.item():.3f}", flush=True
                )
        save(model, labels, work / "checkpoint.pt")


def main() -> None:
    """One seeded run."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--data", type=Path, required=True, help="folder with ewt_train.jsonl.gz and gum_train.jsonl.gz")
    cli.add_argument("--work", type=Path, required=True, help="folder for checkpoints, outside the repository")
    cli.add_argument("--passes", type=int, default=9)
    cli.add_argument("--seed", type=int, default=7)
    a = cli.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rows = read_rows(a.data / "ewt_train.jsonl.gz") + read_rows(a.data / "gum_train.jsonl.gz", ner_weight=0.5)
    labels = Labels.of(rows)
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = Core(Encoder.pretrained(base_folder()), len(labels.upos), len(labels.rel), len(labels.ner))
    train(model, rows, labels, tokenizer, passes=a.passes, work=a.work, rng=random.Random(a.seed))
    save(model, labels, a.work / "final.pt")


if __name__ == "__main__":
    main()
