"""Trains the relation head.

python -m training.train_relations --sentences training/relations --pairs ../shared/data/relations/plv.dev.jsonl --work /tmp/rel --folds 5

First on our own sentences (own.pt), then on the pairs with some of the sets of `finish` and a little of our own (relations.pt). With --folds the last
step is also done once a fold and measured on what it left out: the figures of the card, and the temperatures that make the scores
probabilities. One thread a run; two runs side by side.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from legation.encoder.graphs import END, START, Pieces, model_folder
from legation.encoder.pairs import BLANK, Marked, marked
from legation.knowledge import lexicon
from training.network import Encoder, Relations, base_folder
from training.relation_scores import Floats, on_merged, on_told, temperature
from training.sentences import STATUSES, TYPES, Pair, pairs, read_examples, read_pairs, read_told
from training.train_core import FLOOR

MASK, HIDDEN = 103, 0.03
"""The piece that hides pieces, and the share of pieces hidden in training."""
SMOOTHING, STATUS_WEIGHT, HEAD_FACTOR = 0.05, 0.5, 5.0
OWN_PASSES, OWN_RATE, OWN_BATCH = 4, 1.5e-4, 24
LAST_PASSES, LAST_RATE, LAST_BATCH = 4, 1.5e-4, 16
OWN_LAST, SETS_LAST = 0.04, 0.4
"""Shares of our own rows, and of those in the folder `finish`, in a pass of the last step beside all pairs."""
ACTS = tuple(i for i, t in enumerate(TYPES) if t != "NONE")
HELD_BACK = 12
"""One sentence of so many is held back from training, to measure on."""


@dataclass(frozen=True, slots=True)
class Row:
    """A pair as numbers: `types` are the columns that count as right; `status` is -100 where it is not known."""

    pair: Pair
    marked: Marked
    types: tuple[int, ...]
    status: int


def row_of(pieces: Pieces, pair: Pair) -> Row:
    """The pair's row."""
    status = STATUSES.index(pair.status) if pair.status else -100
    return Row(pair, marked(pieces, pair.text, pair.actor, pair.recipient), tuple(TYPES.index(t) for t in pair.types), status)


@dataclass(frozen=True, slots=True)
class Own:
    """Our own rows: those with an act toward somebody, with an act of one mention alone, and with none."""

    acts: list[Row]
    alone: list[Row]
    none: list[list[Row]]

    def sample(self, rng: random.Random, share: float = 1.0) -> list[Row]:
        """Rows of one pass: the acts, a third of those of one mention, and one pair without an act of every sentence that has one."""
        acts = [r for r in self.acts if rng.random() < share]
        alone = [r for r in self.alone if rng.random() < share / 3]
        return acts + alone + [rng.choice(rows) for rows in self.none if rng.random() < share]


def own_rows(pieces: Pieces, folder: Path, with_examples: bool = False) -> tuple[Own, list[Row]]:
    """Rows to train on, and rows held back; of a folder's sentences, and of the lexicon's examples where they are wanted."""
    acts, alone, none, held = [], [], [], []
    sentences = read_told(folder) + (read_examples(lexicon.load()) if with_examples else [])
    for number, told in enumerate(sentences):
        some, without = ([row_of(pieces, p) for p in found] for found in pairs(told))
        if number % HELD_BACK == 0:
            held += [r for r in some + without if r.pair.recipient]
            continue
        acts += [r for r in some if r.pair.recipient]
        alone += [r for r in some if not r.pair.recipient]
        none += [without] if without else []
    return Own(acts, alone, none), held


def runs(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The items, `size` at a time."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def batches(rows: Sequence[Row], size: int, rng: random.Random) -> Iterator[list[Row]]:
    """Rows of like length together, in seeded order."""
    shuffled, out = list(rows), []
    rng.shuffle(shuffled)
    for run in runs(shuffled, size * 16):
        out += [list(b) for b in runs(sorted(run, key=lambda r: len(r.marked.pieces)), size)]
    rng.shuffle(out)
    yield from out


def tensors(model: Relations, batch: Sequence[Row], hidden: float = 0.0) -> tuple[Tensor, ...]:
    """Piece vectors, parts, mask and the places of the marks."""
    width = max(len(r.marked.pieces) for r in batch)
    ids, parts = (torch.tensor([getattr(r.marked, k) + [0] * (width - len(r.marked.pieces)) for r in batch]) for k in ("pieces", "parts"))
    mask = torch.tensor([[1] * len(r.marked.pieces) + [0] * (width - len(r.marked.pieces)) for r in batch])
    if hidden:
        ordinary = (ids != BLANK) & (ids != START) & (ids != END)
        ids = torch.where((torch.rand(ids.shape) < hidden) & ordinary, MASK, ids)
    places = (torch.tensor([getattr(r.marked, k) for r in batch]) for k in ("actor", "recipient"))
    return model.encoder.words(ids), parts, mask, *places


def loss_of(model: Relations, batch: Sequence[Row]) -> Tensor:
    """Smoothed cross-entropy of the types, where several columns may be right, and of the statuses that are known."""
    types, statuses = model(*tensors(model, batch, HIDDEN))
    chances = F.log_softmax(types, -1)
    right = torch.stack([torch.logsumexp(chances[i, list(r.types)], 0) for i, r in enumerate(batch)])
    loss = -(1 - SMOOTHING) * right.mean() - SMOOTHING * chances.mean()
    status = torch.tensor([r.status for r in batch])
    known = (status >= 0).float().mean()
    if known > 0:
        loss = loss + STATUS_WEIGHT * known * F.cross_entropy(statuses, status, ignore_index=-100, label_smoothing=SMOOTHING)
    return loss


def train(model: Relations, passes: Sequence[Sequence[Row]], size: int, rate: float, rng: random.Random) -> None:
    """One run over the given passes; the rate rises over a tenth and falls to almost nothing."""
    for fixed in (model.encoder.words, model.encoder.positions):
        fixed.requires_grad_(False)
    body = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": rate * HEAD_FACTOR}], weight_decay=0.01)
    rates, step, began = [g["lr"] for g in optimizer.param_groups], 0, time.process_time()
    total = sum(-(-len(rows) // size) for rows in passes)
    model.train()
    for rows in passes:
        for batch in batches(rows, size, rng):
            scale = min(1.0, 10 * (step + 1) / total) * max(FLOOR, 1 - step / total)
            for group, full in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = full * scale
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            step += 1
            if step % 100 == 0:
                print(f"{(time.process_time() - began) / 60:.1f} min, step {step} of {total}, loss {loss.item():.3f}", flush=True)
    model.eval()


@torch.no_grad()
def logits(model: Relations, rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Type and status logits, rows in their order."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].marked.pieces))
    types, statuses = np.zeros((len(rows), len(TYPES)), np.float32), np.zeros((len(rows), len(STATUSES)), np.float32)
    for run in runs(order, 32):
        found = model(*tensors(model, [rows[i] for i in run]))
        types[list(run)], statuses[list(run)] = found[0].numpy(), found[1].numpy()
    return types, statuses


def folds(rows: Sequence[Row], number: int) -> list[list[Row]]:
    """The rows dealt into folds, type by type, equal texts together."""
    by_type: dict[tuple[int, ...], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r.types, r.pair.text)):
        by_type[row.types].append(row)
    dealt: list[list[Row]] = [[] for _ in range(number)]
    home: dict[str, int] = {}
    rng, at = random.Random(11), 0
    for same in by_type.values():
        rng.shuffle(same)
        for row in same:
            fold = home.setdefault(row.pair.text, at % number)
            dealt[fold].append(row)
            at += 1
    return dealt


@dataclass(frozen=True, slots=True)
class Sources:
    """What the last step learns from: our own rows, the sets of `finish`, and the pairs."""

    own: Own
    sets: Own
    extra: list[Row]


def finished(start: dict[str, Tensor], sources: Sources, seed: int) -> Relations:
    """The last step from the weights `start`: shares of the own rows, anew each pass, and all of the extra ones."""
    torch.manual_seed(seed)
    rng, model = random.Random(seed), blank()
    model.load_state_dict(start)
    passes = [_any_act(sources.own.sample(rng, OWN_LAST)) + sources.sets.sample(rng, SETS_LAST) + sources.extra for _ in range(LAST_PASSES)]
    train(model, passes, LAST_BATCH, LAST_RATE, rng)
    return model


def _any_act(rows: list[Row]) -> list[Row]:
    """The rows, any act right where one is told: they go on teaching NONE and status, and leave the borders of the types to the pairs."""
    return [replace(r, types=ACTS) if r.status >= 0 else r for r in rows]


def blank() -> Relations:
    """The head over the published encoder, untrained."""
    return Relations(Encoder.pretrained(base_folder()), len(TYPES), len(STATUSES))


def one_run(start: dict[str, Tensor], sources: Sources, held: list[Row], seed: int) -> tuple[Floats, dict[str, Tensor]]:
    """Type logits of the rows held back by a head that did not see them, and its weights; runs in a process of its own."""
    torch.set_num_threads(1)
    model = finished(start, sources, seed)
    found = logits(model, held)[0]
    print(json.dumps(on_merged([r.pair for r in held], found)), flush=True)
    return found, model.state_dict()


def last_step(start: dict[str, Tensor], sources: Sources, number: int, seed: int) -> tuple[Relations, dict[str, Any], float]:
    """The finished head, and what cross-validation says of it: figures and the heat of the types. Two runs side by side."""
    dealt = folds(sources.extra, number) if number else []
    tasks = [(Sources(sources.own, sources.sets, [r for j, f in enumerate(dealt) if j != i for r in f]), held) for i, held in enumerate(dealt)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        runs = [pool.submit(one_run, start, *task, seed + i) for i, task in enumerate([(sources, sources.extra[:32]), *tasks])]
        found = [run.result() for run in runs]
    last = blank()
    last.load_state_dict(found[0][1])
    last.eval()
    if not number:
        return last, {}, 1.0
    rows, types = [r for held in dealt for r in held], np.concatenate([f for f, _ in found[1:]])
    heat = temperature(types, [r.types for r in rows])
    plain = on_merged([r.pair for r in rows], types)
    return last, on_merged([r.pair for r in rows], types / heat) | {"calibration_error_before": plain["calibration_error"]}, heat


def save(model: Relations, path: Path, **more: object) -> None:
    """Weights and what goes with them."""
    torch.save({"state": model.state_dict(), "types": TYPES, "statuses": STATUSES, **more}, path)


def first_step(owns: Sequence[Own], seed: int, work: Path) -> Relations:
    """Passes over all our own sentences."""
    torch.manual_seed(seed)
    rng, model = random.Random(seed), blank()
    train(model, [[row for own in owns for row in own.sample(rng)] for _ in range(OWN_PASSES)], OWN_BATCH, OWN_RATE, rng)
    save(model, work / "own.pt")
    return model


def main() -> None:
    """One seeded run."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--sentences", type=Path, required=True)
    cli.add_argument("--pairs", type=Path, required=True)
    cli.add_argument("--work", type=Path, required=True)
    cli.add_argument("--folds", type=int, default=0)
    cli.add_argument("--seed", type=int, default=7)
    cli.add_argument("--own", type=Path, help="weights of the first step, to go on from")
    a = cli.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    pieces, figures = Pieces(model_folder()), {}
    own, held = own_rows(pieces, a.sentences, with_examples=True)
    sets, held_sets = own_rows(pieces, a.sentences / "finish")
    held += held_sets
    sources = Sources(own, sets, [row_of(pieces, p) for p in read_pairs(a.pairs)])
    if a.own:
        model = blank()
        model.load_state_dict(torch.load(a.own)["state"])
        model.eval()
    else:
        model = first_step([own, sets], a.seed, a.work)
    figures["pairs_unseen"] = on_merged([r.pair for r in sources.extra], logits(model, sources.extra)[0])
    figures["own_held_back_before_pairs"] = on_told([r.pair for r in held], *logits(model, held))
    print(json.dumps(figures), flush=True)
    last, figures["pairs_cross_validated"], heat = last_step(model.state_dict(), sources, a.folds, a.seed + 20)
    types, statuses = logits(last, held)
    known = [i for i, r in enumerate(held) if r.status >= 0]
    status_heat = temperature(statuses[known], [(held[i].status,) for i in known])
    figures["own_held_back"] = on_told([r.pair for r in held], types / heat, statuses / status_heat)
    save(last, a.work / "relations.pt", type_temperature=heat, status_temperature=status_heat, figures=figures)
    (a.work / "figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
