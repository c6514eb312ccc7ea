"""Measures the language core on the development treebanks.

python -m training.evaluate_core --data ../shared/data/treebanks [--write] [--fp32 fp32.onnx]

Gold-token rows score every word, punctuation included. Raw rows join a document's sentences by one blank and run our own tokenizer and splitter.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from legation.document import NOT_STATED, Block, Document
from legation.encoder import session
from legation.encoder.graphs import Graph, model_folder
from legation.encoder.session import Session
from legation.parsing import tree
from legation.parsing.labels import consistent
from legation.parsing.lemma import lemma
from legation.parsing.mentions import runs
from legation.parsing.names import decode
from legation.parsing.parser import CoreParser
from legation.span import Span
from training.corpus import Row, read_rows

Figures = dict[str, float]
Quad = tuple[int, int, int, str]
"""A gold or found arc on raw text: start and end of the word, start of its governor (-1 for the root), relation."""


def f1(gold: int, found: int, right: int) -> float:
    """F1 in percent."""
    return round(200 * right / (gold + found), 2) if gold + found else 0.0


def by_document(rows: list[Row]) -> list[list[Row]]:
    """Sentences grouped by the document in their identifier."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row.id.rpartition("-")[0]].append(row)
    return list(groups.values())


def on_gold_tokens(core: Session, rows: list[Row]) -> Figures:
    """UPOS, UAS, LAS, lemma accuracy and name F1, with the treebank's own words and sentences."""
    n, upos, uas, las, lemmas = 0, 0, 0, 0, 0
    gold_names, found_names, right_names = 0, 0, 0
    names = core.inventory
    for document in by_document(rows):
        scored = core.encode([r.words for r in document])
        governors = [tree.heads(scores.arcs) for scores in scored]
        for row, scores, heads, table in zip(document, scored, governors, core.label(scored, governors), strict=True):
            labels = [names.deprels[i] for i in table.argmax(1)]
            tags = [names.upos[i] for i in scores.upos.argmax(1)]
            labels = consistent(labels, tags, [int(h) for h in heads])
            right = [h == g for h, g in zip(heads, row.heads, strict=True)]
            n += len(row.words)
            upos += sum(a == b for a, b in zip(tags, row.upos, strict=True))
            uas += sum(right)
            las += sum(ok and a == b for ok, a, b in zip(right, labels, row.deprels, strict=True))
            lemmas += sum(lemma(w, t).lower() == g.lower() for w, t, g in zip(row.words, tags, row.lemmas, strict=True))
            if row.ner_weight:
                gold, found = set(runs(row.ner)), set(runs(decode(scores.ner, names.ner)))
                gold_names, found_names, right_names = gold_names + len(gold), found_names + len(found), right_names + len(gold & found)
    share = {"upos": upos, "uas": uas, "las": las, "lemma": lemmas}
    return {k: round(100 * v / n, 2) for k, v in share.items()} | {"ner": f1(gold_names, found_names, right_names), "words": n}


def as_text(document: list[Row]) -> tuple[str, set[Quad], set[tuple[int, int]]]:
    """A document's text, its gold arcs and its gold sentences."""
    text, arcs, sentences = "", set(), set()
    for row in document:
        text += "" if not text or text[-1].isspace() else " "
        places = []
        for word, space in zip(row.words, row.space_after, strict=True):
            places.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        arcs |= {(*p, places[h - 1][0] if h else -1, d) for p, h, d in zip(places, row.heads, row.deprels, strict=True)}
        sentences.add((places[0][0], places[-1][1]))
    return text, arcs, sentences


def on_raw_text(parser: CoreParser, rows: list[Row]) -> Figures:
    """Token, sentence and LAS F1 from text alone."""
    counts: dict[str, list[int]] = {k: [0, 0, 0] for k in ("tokens", "sentences", "uas", "las")}
    for document in by_document(rows):
        text, arcs, sentences = as_text(document)
        parse = parser.parse(Document("x", text, (Block("body", Span(0, len(text))),), NOT_STATED, NOT_STATED, "x", NOT_STATED))
        found = set(found_arcs(parse.sentences))
        sides = {
            "tokens": ({a[:2] for a in arcs}, {a[:2] for a in found}),
            "sentences": (sentences, {(s.span.start, s.span.end) for s in parse.sentences}),
            "uas": ({a[:3] for a in arcs}, {a[:3] for a in found}),
            "las": (arcs, found),
        }
        for key, (gold, own) in sides.items():
            counts[key] = [x + y for x, y in zip(counts[key], (len(gold), len(own), len(gold & own)), strict=True)]
    return {k: f1(*v) for k, v in counts.items()}


def found_arcs(sentences: tuple) -> Iterator[Quad]:
    """The arcs of parsed sentences."""
    for s in sentences:
        for t in s.tokens:
            yield t.span.start, t.span.end, s.tokens[t.head].span.start if t.head >= 0 else -1, t.deprel


def speed(parser: CoreParser, rows: list[Row]) -> Figures:
    """Words a second from text to mentions, in CPU-seconds of one thread."""
    texts = [as_text(d)[0] for d in by_document(rows)]
    began, words = time.process_time(), 0
    for text in texts:
        parse = parser.parse(Document("x", text, (Block("body", Span(0, len(text))),), NOT_STATED, NOT_STATED, "x", NOT_STATED))
        words += sum(len(s.tokens) for s in parse.sentences)
    return {"words_per_cpu_second": round(words / (time.process_time() - began))}


def full_precision(core: Session, path: Path) -> Session:
    """The same session with the unquantised graph."""
    return Session(Graph(path), core._labels, core._vocabulary, core.inventory)


def measure(core: Session, data: Path) -> dict[str, Figures]:
    """All figures of one session."""
    ewt, gum = read_rows(data / "ewt_dev.jsonl.gz"), read_rows(data / "gum_dev.jsonl.gz")
    news = [r for r in gum if r.genre == "gum_news"]
    parser = CoreParser(core)
    return {
        "ewt_dev_gold_tokens": on_gold_tokens(core, ewt),
        "gum_dev_gold_tokens": on_gold_tokens(core, gum),
        "gum_news_gold_tokens": on_gold_tokens(core, news),
        "ewt_dev_raw": on_raw_text(parser, ewt),
        "gum_dev_raw": on_raw_text(parser, gum),
        "gum_news_raw": on_raw_text(parser, news),
        "speed": speed(parser, news),
    }


def main() -> None:
    """Prints the figures; with --write puts those of the shipped model into its card."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--data", type=Path, required=True)
    cli.add_argument("--model", type=Path, default=model_folder(), help="folder of the exported model; without it, the shipped one")
    cli.add_argument("--fp32", type=Path, help="also measure this full-precision graph on gold tokens")
    cli.add_argument("--write", action="store_true", help="write the figures into card.toml")
    a = cli.parse_args()
    core = session.load(a.model)
    figures = measure(core, a.data)
    if a.fp32:
        exact = full_precision(core, a.fp32)
        figures["ewt_dev_gold_tokens_fp32"] = on_gold_tokens(exact, read_rows(a.data / "ewt_dev.jsonl.gz"))
    for name, row in figures.items():
        print(name, json.dumps(row))
    if a.write:
        card = a.model / "card.toml"
        kept = card.read_text(encoding="utf-8").partition("\n[figures")[0].rstrip()
        tables = ["\n".join([f"[figures.{name}]", *(f"{k} = {v}" for k, v in row.items())]) for name, row in figures.items()]
        card.write_text(kept + "\n\n" + "\n\n".join(tables) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
