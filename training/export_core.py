"""Turns a trained checkpoint into the int8 ONNX files that ship.

python -m training.export_core --checkpoint /tmp/core/final.pt --out src/legation/data/model
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.network import Core, Encoder, base_folder

INPUTS = ["pieces", "mask", "first", "last", "shape"]
OUTPUTS = ["upos", "ner", "arcs", "rel_heads", "rel_deps", "vectors"]
SHIPPED = ("core.onnx", "labels.onnx", "tokenizer.json")


class RowInt8(nn.Module):
    """An embedding kept as int8 with one scale a row: a quarter of the size, no measurable loss."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


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


def _sample() -> tuple[Tensor, ...]:
    pieces = torch.randint(1000, 2000, (2, 9))
    first = torch.tensor([[1, 2, 4, 5, 6], [1, 2, 3, 0, 0]])
    return pieces, torch.ones_like(pieces), first, first, torch.zeros_like(first)


def export(core: Core, folder: Path) -> None:
    """core.onnx (int8 encoder, full-precision biaffine products) and labels.onnx."""
    fp32 = folder / "fp32.onnx"
    dynamic = {n: {0: "batch", 1: "pieces"} for n in ("pieces", "mask")} | {n: {0: "batch", 1: "words"} for n in ("first", "last", "shape")}
    core.encoder.words = RowInt8(core.encoder.words.weight.detach())
    torch.onnx.export(core, _sample(), str(fp32), input_names=INPUTS, output_names=OUTPUTS, dynamic_axes=dynamic, opset_version=17, dynamo=False)
    biaffine = [n.name for n in onnx.load(str(fp32)).graph.node if n.op_type == "MatMul" and "arc_w" in n.input]
    if len(biaffine) != 1:
        raise RuntimeError(f"expected one product with arc_w, found {biaffine}")
    options = {"per_channel": True, "reduce_range": True, "weight_type": QuantType.QInt8, "nodes_to_exclude": biaffine}
    quantize_dynamic(str(fp32), str(folder / "core.onnx"), op_types_to_quantize=["MatMul"], **options)
    size, names = core.rel_w.shape[1] - 1, {"input_names": ["dep", "head"], "output_names": ["scores"]}
    axes, sample = {"dep": {0: "n"}, "head": {0: "n"}}, (torch.zeros(3, size), torch.zeros(3, size))
    torch.onnx.export(Labels(core.rel_w.detach()), sample, str(folder / "labels.onnx"), dynamic_axes=axes, opset_version=17, dynamo=False, **names)


def write_tokenizer(folder: Path) -> None:
    """The base model's word-piece vocabulary, truncation and padding off."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def card(folder: Path, labels: dict[str, list[str]], training: str) -> str:
    """card.toml: digests, label inventories and how it was trained."""
    lines = ["# Written by training/export_core.py; the prose is in CARD.md.", f"training = {json.dumps(training)}", "", "[sha256]"]
    lines += [f"{json.dumps(name)} = {json.dumps(hashlib.sha256((folder / name).read_bytes()).hexdigest())}" for name in SHIPPED]
    lines += ["", "[labels]"] + [f"{k} = {json.dumps(v)}" for k, v in labels.items()]
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
    cli.add_argument("--checkpoint", type=Path, required=True)
    cli.add_argument("--out", type=Path, required=True)
    cli.add_argument("--training", default="", help="one line for the card: command, seed, time")
    cli.add_argument("--keep-fp32", type=Path, help="also keep the full-precision graph here, to compare")
    a = cli.parse_args()
    torch.set_num_threads(1)
    core, labels = load_core(a.checkpoint)
    a.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        export(core, folder)
        write_tokenizer(folder)
        (folder / "card.toml").write_text(card(folder, labels, a.training), encoding="utf-8")
        put(folder, a.out)
        if a.keep_fp32:
            shutil.copyfile(folder / "fp32.onnx", a.keep_fp32)


if __name__ == "__main__":
    main()
