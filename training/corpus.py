"""Treebank sentences as the trainer wants them: rows, augmentation, batches, tensors."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from legation.encoder.graphs import END, START, UNKNOWN
from legation.encoder.shapes import shape

BATCH_PIECES = 1200
UPPER, LOWER, UNMARKED = 0.03, 0.05, 0.10
"""Shares of sentences that are written in capitals, written in small letters, and robbed of their final mark."""
JOINED_UNSURE, JOINED, JOINED_WORDS = 0.5, 0.05, 70
"""Shares of sentences run together with the next of their document, where no mark and capital part them as a splitter wants and where they do; and
the most words of a run."""
HIDDEN, MASK = 0.04, 103
"""Share of word pieces that are hidden, and the piece that hides them."""


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated sentence, or a run of them.

    `heads` count from 1, 0 is the root; `ner_weight` is 0 where no names were annotated; `starts` are the words, from 0, at which a further
    sentence begins.
    """

    id: str
    genre: str
    words: tuple[str, ...]
    space_after: tuple[bool, ...]
    lemmas: tuple[str, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    ner: tuple[str, ...]
    ner_weight: float
    starts: tuple[int, ...] = ()


def read_rows(path: Path, ner_weight: float = 1.0) -> list[Row]:
    """All sentences of one treebank file, in its order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line), ner_weight) for line in lines]


def _row(r: dict[str, list[str]], ner_weight: float) -> Row:
    named = r["ner"] is not None
    columns = [tuple(r[k]) for k in ("words", "space_after", "lemma", "upos", "head", "deprel")]
    return Row(r["id"], r["genre"], *columns, tuple(r["ner"]) if named else ("O",) * len(r["words"]), ner_weight if named else 0.0)


@dataclass(frozen=True, slots=True)
class Labels:
    """The label inventories, sorted."""

    upos: list[str]
    rel: list[str]
    ner: list[str]

    @classmethod
    def of(cls, rows: list[Row]) -> Labels:
        """All labels of the rows."""
        return cls(*(sorted({x for r in rows for x in column(r)}) for column in (lambda r: r.upos, lambda r: r.deprels, lambda r: r.ner)))


COLUMNS = ("words", "space_after", "lemmas", "upos", "heads", "deprels", "ner")


def augmented(row: Row, rng: random.Random) -> Row:
    """Sometimes the sentence in capitals, in small letters or without its final mark, as headlines and posts have it; mostly itself."""
    draw, n = rng.random(), len(row.words)
    if draw < UPPER + LOWER:
        row = replace(row, words=tuple(w.upper() if draw < UPPER else w.lower() for w in row.words))
    ends = n > 4 and row.words[-1] in ".!?" and row.upos[-1] == "PUNCT" and n not in row.heads
    if ends and rng.random() < UNMARKED:
        cut = {k: getattr(row, k)[:-1] for k in COLUMNS}
        row = replace(row, **cut)
    return row


def joined(rows: list[Row], rng: random.Random) -> list[Row]:
    """The rows, some of them run together with their follower of the same document: a tree with several roots."""
    out: list[Row] = []
    for row in rows:
        last = out[-1] if out else None
        fits = last is not None and _document(last) == _document(row) and len(last.words) + len(row.words) <= JOINED_WORDS
        if last is None or not fits or rng.random() >= (JOINED if _is_parted(last, row) else JOINED_UNSURE):
            out.append(row)
            continue
        n = len(last.words)
        both = {k: getattr(last, k) + getattr(row, k) for k in COLUMNS} | {"heads": last.heads + tuple(h + n if h else 0 for h in row.heads)}
        out[-1] = replace(row, **both, ner_weight=min(last.ner_weight, row.ner_weight), starts=(*last.starts, n))
    return out


def _is_parted(last: Row, row: Row) -> bool:
    """Whether a final mark and a capital, a figure or a quote part the two."""
    return last.words[-1][-1] in ".!?" and last.space_after[-1] and not row.words[0][0].islower() and row.words[0][0].isalnum()


def _document(row: Row) -> str:
    return row.id.rpartition("-")[0]


@dataclass(frozen=True, slots=True)
class Example:
    """A row as numbers."""

    pieces: list[int]
    first: list[int]
    last: list[int]
    shape: list[int]
    upos: list[int]
    head: list[int]
    rel: list[int]
    ner: list[int]
    starts: list[float]
    weight: float


def examples(tokenizer: Tokenizer, rows: list[Row], labels: Labels) -> list[Example]:
    """The rows as numbers."""
    index = [{v: i for i, v in enumerate(x)} for x in (labels.upos, labels.rel, labels.ner)]
    return [_example(tokenizer, row, *index) for row in rows]


def _example(tokenizer: Tokenizer, row: Row, upos: dict[str, int], rel: dict[str, int], ner: dict[str, int]) -> Example:
    words = [e.ids or [UNKNOWN] for e in tokenizer.encode_batch(list(row.words), add_special_tokens=False)]
    first, last, pieces = [], [], [START]
    for ids in words:
        first.append(len(pieces))
        pieces += ids
        last.append(len(pieces) - 1)
    shapes = [shape(w) for w in row.words]
    gold = [upos.get(u, 0) for u in row.upos], list(row.heads), [rel.get(d, 0) for d in row.deprels], [ner.get(n, 0) for n in row.ner]
    starts = [float(i in row.starts) for i in range(len(row.words))]
    return Example([*pieces, END], first, last, shapes, *gold, starts, row.ner_weight)


def hidden(example: Example, rng: random.Random) -> Example:
    """The example with some of its pieces hidden."""
    pieces = [MASK if p not in (START, END) and rng.random() < HIDDEN else p for p in example.pieces]
    return replace(example, pieces=pieces)


def batches(found: list[Example], rng: random.Random) -> Iterator[list[Example]]:
    """Sentences of like length together, at most BATCH_PIECES pieces with padding, the batches in seeded order."""
    out: list[list[Example]] = [[]]
    for example in sorted(found, key=lambda e: len(e.pieces) + rng.random() * 4):
        width = max(len(e.pieces) for e in [*out[-1], example])
        if out[-1] and width * (len(out[-1]) + 1) > BATCH_PIECES:
            out.append([])
        out[-1].append(example)
    rng.shuffle(out)
    yield from out


def tensors(batch: list[Example]) -> tuple[Tensor, ...]:
    """pieces, mask, first, last, shape, then gold upos, head, rel, ner (-100 on padding) and starts, then the rows' name weights."""
    n_pieces, n_words = max(len(e.pieces) for e in batch), max(len(e.first) for e in batch)

    def padded(name: str, size: int, filler: int = 0) -> Tensor:
        rows = (getattr(e, name) for e in batch)
        return torch.tensor([row + [filler] * (size - len(row)) for row in rows])

    mask = torch.tensor([[1] * len(e.pieces) + [0] * (n_pieces - len(e.pieces)) for e in batch])
    gold = (padded(k, n_words, -100) for k in ("upos", "head", "rel", "ner"))
    words = (padded(k, n_words) for k in ("first", "last", "shape"))
    return padded("pieces", n_pieces), mask, *words, *gold, padded("starts", n_words).float(), torch.tensor([e.weight for e in batch])
