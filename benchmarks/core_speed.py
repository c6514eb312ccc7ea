"""Sentences a second of the language core on one core: python benchmarks/core_speed.py [--fp32 FOLDER]

At 20 and at 40 words, batched as in a report: the encoder alone, the core with its heads (graph), and the whole pass from words to
trees and tags, in CPU-seconds, best of twelve, turn about. The encoder alone is the core's graph cut after its last layer. Ratios hold
between machines, seconds do not.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import onnx

from legation.encoder import pairs, session
from legation.encoder.graphs import Graph, Pieces, model_folder
from legation.encoder.session import Session, _arrays, _batches
from legation.parsing import names, tree
from legation.span import Span

CLAUSES = [
    "the foreign minister of Senegal told reporters in the capital on Tuesday that three warships had called at the port",
    "a court in the northern province sentenced two former officers to nine years in prison for their part in it",
    "negotiators from both sides met in Geneva for a third round of talks on fuel , grain and frozen assets",
    "the ministry summoned the ambassador after fishing boats had entered waters that both states have claimed since nineteen seventy one",
    "thousands of teachers marched to the parliament in Lima and demanded that the government pay the wages it owed them",
    "Norway said that it would give the island two patrol boats and train their crews before the storm season began",
]
"""Of 20 words each; two of them make a sentence of 40."""
SENTENCES, ROUNDS = 48, 12


def sentence(number: int, words: int) -> list[str]:
    """A sentence of so many words, the last of them a period."""
    found = f"{CLAUSES[number % 6]} and {CLAUSES[(number + 1 + number // 6) % 6]}".split()
    return [*found[: words - 1], "."]


def encoder_alone(core: Path, folder: Path) -> Graph:
    """The core's graph up to the contextual vectors of the pieces."""
    graph = onnx.load(str(core))
    last = [n for n in graph.graph.node if n.op_type in ("LayerNormalization", "Add", "Mul") and "layers.5/norm2" in n.name][-1]
    path = folder / "encoder.onnx"
    onnx.utils.extract_model(str(core), str(path), ["embedded", "mask"], [last.output[0]], check_model=False)
    return Graph(path)


def best(jobs: dict[str, Callable[[], object]]) -> dict[str, float]:
    """CPU-seconds of the quickest of ROUNDS runs of each job, the jobs taken in turn so that a busy moment hits all."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            began = time.process_time()
            job()
            times[name].append(time.process_time() - began)
    return {name: min(found) for name, found in times.items()}


def whole(core: Session, sentences: list[list[str]]) -> None:
    """Words to trees, labels and name tags."""
    scored = core.encode(sentences)
    for scores, table in zip(scored, core.label(scored, [tree.heads(s.arcs) for s in scored]), strict=True):
        table.argmax(1)
        names.decode(scores.ner, core.inventory.ner)


def measure(core: Session, alone: Graph, graph: Graph, words: int) -> dict[str, float]:
    """Figures at one length of sentence."""
    sentences = [sentence(i, words) for i in range(SENTENCES)]
    pieces = Pieces(model_folder())
    batches = [_arrays(b) for b in _batches(list(core._windows(sentences)))]
    full = [{"embedded": pieces.vectors(b.pop("pieces")), **b} for b in batches]
    part = [{k: b[k] for k in ("embedded", "mask")} for b in full]
    jobs = {"encoder": lambda: [alone(b) for b in part], "graph": lambda: [graph(b) for b in full], "whole": lambda: whole(core, sentences)}
    seconds = best(jobs)
    per_second = {f"{k}_per_second": round(SENTENCES / v, 1) for k, v in seconds.items()}
    return per_second | {"heads_and_glue_percent": round(100 * (seconds["whole"] / seconds["encoder"] - 1), 1)}


def relations(words: int) -> dict[str, float]:
    """Pairs a second of the relation head, each alone."""
    head, text = pairs.load(), " ".join(sentence(0, words))
    seconds = best({"pairs": lambda: [head.score(text, Span(0, 31), Span(37, 46)) for _ in range(20)]})
    return {"pairs_per_second": round(20 / seconds["pairs"], 1)}


def main() -> None:
    """Prints one line a length."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--fp32", type=Path, help="folder with core.fp32.onnx, kept by training.export_core")
    a = cli.parse_args()
    core, file = session.load(), model_folder() / "core.onnx"
    with tempfile.TemporaryDirectory() as made:
        alone = encoder_alone(file, Path(made))
        for words in (20, 40):
            figures = {"words": words} | measure(core, alone, Graph(file), words) | relations(words)
            if a.fp32:
                full = Graph(a.fp32 / "core.fp32.onnx")
                figures["fp32_graph_per_second"] = measure(core, alone, full, words)["graph_per_second"]
            print(json.dumps(figures))


if __name__ == "__main__":
    main()
