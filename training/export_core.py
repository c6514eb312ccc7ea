"""Turns a trained checkpoint into the int8 ONNX files that ship.

python -m training.export_core --core /tmp/core/final.pt --relations /tmp/relations/relations.pt --out src/legation/data/model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.network import Core, Encoder, Relations, base_folder

INPUTS = ["embedded", "mask", "first", "last", "shape"]
PAIR_INPUTS = ["embedded", "parts", "mask", "actor", "recipient"]
OUTPUTS = ["upos", "ner", "arcs", "rel_heads", "rel_deps", "vectors", "starts"]
SHIPPED = ("core.onnx", "labels.onnx", "relations.onnx", "pieces.npy", "scales.npy", "tokenizer.json")


class FromVectors(nn.Module):
    """The core from piece vectors on: the table of pieces lies beside the graph."""

    def __init__(self, core: Core) -> None:
        super().__init__()
        self.core = core

    def forward(self, vectors: Tensor, mask: Tensor, first: Tensor, last: Tensor, shape: Tensor) -> tuple[Tensor, ...]:
        return self.core.from_vectors(vectors, mask, first, last, shape)


class Labels(nn.Module):
    """Relation scores (n, R) of n chosen arcs, from dependent and governor vectors (n, 96)."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        self.n, self.size = weight.shape[0], weight.shape[1]
        self.weight = nn.Parameter(weight.permute(1, 0, 2).reshape(self.size, -1).contiguous())

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        one = torch.ones_like(dep[:, :1])
        product = (torch.cat([dep, one], 1) @ self.weight).view(-1, self.n, self.size)
        return (product * torch.cat([head, one], 1)[:, None, :]).sum(-1)


def load_core(checkpoint: Path) -> tuple[Core, dict[str, list[str]]]:
    """The trained network in evaluation mode, and its label inventories."""
    saved = torch.load(checkpoint, map_location="cpu")
    labels = {k: list(saved[k]) for k in ("upos", "rel", "ner")}
    core = Core(Encoder.pretrained(base_folder()), *(len(labels[k]) for k in ("upos", "rel", "ner")))
    core.load_state_dict(saved["state"])
    return core.eval(), labels


def load_relations(checkpoint: Path) -> tuple[Relations, dict[str, object]]:
    """The trained relation head in evaluation mode, and what was saved with it."""
    saved = torch.load(checkpoint, map_location="cpu")
    model = Relations(Encoder.pretrained(base_folder()), len(saved["types"]), len(saved["statuses"]))
    model.load_state_dict(saved["state"])
    return model.eval(), saved


def write_pieces(folder: Path) -> None:
    """The base model's table of pieces as int8 rows with one scale each: a quarter of the size, no measurable loss. Training leaves it as it is."""
    weight = Encoder.pretrained(base_folder()).words.weight.detach()
    scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
    np.save(folder / "pieces.npy", (weight / scale).round().to(torch.int8).numpy())
    np.save(folder / "scales.npy", scale.squeeze(1).numpy())


def _quantised(fp32: Path, out: Path, left: list[str]) -> None:
    options = {"per_channel": True, "reduce_range": True, "weight_type": QuantType.QInt8, "nodes_to_exclude": left}
    quantize_dynamic(str(fp32), str(out), op_types_to_quantize=["MatMul"], **options)


def export(core: Core, folder: Path) -> None:
    """core.onnx and labels.onnx; int8 but for the biaffine product and the first layer's widening, which as int8 costs names 1.5 points."""
    fp32, vectors = folder / "core.fp32.onnx", torch.zeros(2, 9, core.encoder.kind.shape[0])
    first = torch.tensor([[1, 2, 4, 5, 6], [1, 2, 3, 0, 0]])
    sample = (vectors, torch.ones(2, 9, dtype=torch.int64), first, first, torch.zeros_like(first))
    dynamic = {n: {0: "batch", 1: "pieces"} for n in ("embedded", "mask")} | {n: {0: "batch", 1: "words"} for n in ("first", "last", "shape")}
    names = {"input_names": INPUTS, "output_names": OUTPUTS}
    torch.onnx.export(FromVectors(core), sample, str(fp32), dynamic_axes=dynamic, opset_version=17, dynamo=False, **names)
    products = [n for n in onnx.load(str(fp32)).graph.node if n.op_type == "MatMul"]
    left = [n.name for n in products if any(i.endswith("arc_w") for i in n.input) or "layers.0/up/" in n.name]
    if len(left) != 2:
        raise RuntimeError(f"expected one product with arc_w and one of the first layer's up, found {left}")
    _quantised(fp32, folder / "core.onnx", left)
    size, names = core.rel_w.shape[1] - 1, {"input_names": ["dep", "head"], "output_names": ["scores"]}
    axes, pair = {"dep": {0: "n"}, "head": {0: "n"}}, (torch.zeros(3, size), torch.zeros(3, size))
    torch.onnx.export(Labels(core.rel_w.detach()), pair, str(folder / "labels.onnx"), dynamic_axes=axes, opset_version=17, dynamo=False, **names)


def export_relations(model: Relations, folder: Path) -> None:
    """relations.onnx, int8 but for its small heads."""
    fp32, size = folder / "relations.fp32.onnx", model.encoder.kind.shape[0]
    place = torch.tensor([1, 2])
    sample = (torch.zeros(2, 9, size), torch.zeros(2, 9, dtype=torch.int64), torch.ones(2, 9, dtype=torch.int64), place, place)
    dynamic = {n: {0: "batch", 1: "pieces"} for n in ("embedded", "parts", "mask")} | {n: {0: "batch"} for n in ("actor", "recipient")}
    names = {"input_names": PAIR_INPUTS, "output_names": ["types", "statuses"]}
    torch.onnx.export(model, sample, str(fp32), dynamic_axes=dynamic, opset_version=17, dynamo=False, **names)
    _quantised(fp32, folder / "relations.onnx", [])


def write_tokenizer(folder: Path) -> None:
    """The base model's word-piece vocabulary, truncation and padding off."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def card(folder: Path, labels: dict[str, list[str]], head: dict[str, object], training: str) -> str:
    """card.toml: digests, label inventories and how it was trained."""
    lines = ["# Written by training/export_core.py; the prose is in CARD.md.", f"training = {json.dumps(training)}", "", "[sha256]"]
    lines += [f"{json.dumps(name)} = {json.dumps(hashlib.sha256((folder / name).read_bytes()).hexdigest())}" for name in SHIPPED]
    lines += ["", "[labels]"] + [f"{k} = {json.dumps(v)}" for k, v in labels.items()]
    named = ("types", "statuses", "type_temperature", "status_temperature")
    lines += ["", "[relations]"] + [f"{k} = {json.dumps(head[k])}" for k in named]
    for name, row in dict(head.get("figures", {})).items():  # type: ignore[call-overload]
        lines += ["", f"[relations.{name}]"] + [f"{k} = {v}" for k, v in row.items() if not isinstance(v, dict)]
    return "\n".join(lines) + "\n"


def put(folder: Path, out: Path) -> None:
    """Each file beside its place, then renamed: a reader never sees half of one."""
    for name in (*SHIPPED, "card.toml"):
        part = out / f".{name}.part"
        shutil.copyfile(folder / name, part)
        part.replace(out / name)


def main() -> None:
    """Exports, then puts each file in place at once."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--core", type=Path, required=True, help="checkpoint of training.train_core")
    cli.add_argument("--relations", type=Path, required=True, help="checkpoint of training.train_relations")
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--training", default="", help="one line for the card: command, seed, time")
    cli.add_argument("--keep-fp32", type=Path, help="also keep the full-precision graphs in this folder, to compare")
    a = cli.parse_args()
    torch.set_num_threads(1)
    core, labels = load_core(a.core)
    relations, head = load_relations(a.relations)
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_pieces(folder)
        write_tokenizer(folder)
        export(core, folder)
        export_relations(relations, folder)
        (folder / "card.toml").write_text(card(folder, labels, head, a.training), encoding="utf-8")
        put(folder, a.out)
        if a.keep_fp32:
            for name in ("core.fp32.onnx", "relations.fp32.onnx"):
                shutil.copyfile(folder / name, a.keep_fp32 / name)


if __name__ == "__main__":
    main()
