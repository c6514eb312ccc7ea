"""The parsing pass of the language core: sentences as words to the numbers of its heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

import numpy as np

from legation.encoder.graphs import END, START, UNKNOWN, Floats, Graph, Ints, Pieces, card, model_folder, pieces_of
from legation.encoder.shapes import shape

BATCH_PIECES: Final = 512
"""Word pieces of a batch, padding included: 256-512 measured fastest on one core."""
MAX_PIECES: Final = 510
"""Word pieces of one window: the encoder's 512 positions less the start and end pieces."""
WORD_PIECES: Final = 24
"""Pieces kept of one word; a longer word (a broken page, a data address) keeps its beginning."""
WORD_LETTERS: Final = 200
"""Letters of a word that the tokenizer sees."""
NO_ARC: Final = -1e4
"""Score of an arc that no window saw."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The labels, in the order of the scores."""

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    ner: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """The model's numbers for a sentence of n words; scores are logits, not calibrated.

    Shapes: upos (n, U), ner (n, N), arcs (n, n + 1) whose column 0 is the root, rel_heads (n + 1, R), rel_deps (n, R), vectors (n, 384), starts (n,):
    whether a further sentence begins at the word.
    """

    upos: Floats
    ner: Floats
    arcs: Floats
    rel_heads: Floats
    rel_deps: Floats
    vectors: Floats
    starts: Floats

    def part(self, start: int, end: int) -> Scores:
        """The numbers of words `start` to `end` as a sentence of its own."""
        own = slice(start, end)
        arcs = np.concatenate([self.arcs[own, :1], self.arcs[own, start + 1 : end + 1]], 1)
        heads = np.concatenate([self.rel_heads[:1], self.rel_heads[start + 1 : end + 1]])
        return Scores(self.upos[own], self.ner[own], arcs, heads, self.rel_deps[own], self.vectors[own], self.starts[own])


@dataclass(frozen=True, slots=True)
class _Window:
    """A run of words of one sentence that fits the encoder."""

    sentence: int
    start: int
    words: Sequence[str]
    pieces: list[list[int]]

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces)) + 2


class Session:
    """A loaded language core; one thread. The same sentences in the same order give the same numbers."""

    def __init__(self, core: Graph, labels: Graph, pieces: Pieces, inventory: Inventory) -> None:
        self._core, self._labels, self._vocabulary = core, labels, pieces
        self.inventory = inventory

    def encode(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Scores of each sentence, given as its words. Give one document at a time: numbers depend a little on what shares a batch."""
        windows = list(self._windows(sentences))
        parts: dict[tuple[int, int], Scores] = {}
        for batch in _batches(windows):
            for window, scores in zip(batch, self._run(batch), strict=True):
                parts[window.sentence, window.start] = scores
        rows: list[list[Scores]] = [[] for _ in sentences]
        for window in windows:
            rows[window.sentence].append(parts[window.sentence, window.start])
        return [_joined(row) if row else self._empty() for row in rows]

    def label(self, scores: Sequence[Scores], heads: Sequence[Ints]) -> list[Floats]:
        """Relation scores (n, len(inventory.deprels)) of each sentence; `heads` (n,) are its words' governors, 0 the root, i + 1 word i."""
        if not scores:
            return []
        governors = np.concatenate([s.rel_heads[h] for s, h in zip(scores, heads, strict=True)])
        found = self._labels({"dep": np.concatenate([s.rel_deps for s in scores]), "head": governors})[0]
        return np.split(found, np.cumsum([len(h) for h in heads[:-1]]))

    def _windows(self, sentences: Sequence[Sequence[str]]) -> Iterator[_Window]:
        pieces = iter(self._pieces([w for s in sentences for w in s]))
        for number, words in enumerate(sentences):
            own = [next(pieces) for _ in words]
            for start, end in pairwise(_cuts([len(p) for p in own])):
                yield _Window(number, start, words[start:end], own[start:end])

    def _pieces(self, words: list[str]) -> list[list[int]]:
        """Piece ids of each word, at least one."""
        found = self._vocabulary.of_words([w[:WORD_LETTERS] for w in words])
        return [pieces[:WORD_PIECES] or [UNKNOWN] for pieces in found]

    def _run(self, batch: list[_Window]) -> Iterator[Scores]:
        arrays = _arrays(batch)
        outputs = self._core({"embedded": self._vocabulary.vectors(arrays.pop("pieces")), **arrays})
        for i, window in enumerate(batch):
            n = len(window.words)
            upos, ner, arcs, rel_heads, rel_deps, vectors, starts = (o[i] for o in outputs)
            yield Scores(upos[:n], ner[:n], arcs[:n, : n + 1], rel_heads[: n + 1], rel_deps[:n], vectors[:n], starts[:n])

    def _empty(self) -> Scores:
        window = _Window(0, 0, ["."], self._pieces(["."]))
        s = next(self._run([window]))
        return Scores(s.upos[:0], s.ner[:0], s.arcs[:0, :1], s.rel_heads[:1], s.rel_deps[:0], s.vectors[:0], s.starts[:0])


def _cuts(lengths: list[int]) -> list[int]:
    """Where windows begin and end so that none holds more than MAX_PIECES pieces."""
    cuts, held = [0], 0
    for i, length in enumerate(lengths):
        if held + length > MAX_PIECES:
            cuts.append(i)
            held = 0
        held += length
    return [*cuts, len(lengths)] if lengths else []


def _batches(windows: list[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, no more than BATCH_PIECES with padding."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda w: w.size):
        if batch and window.size * (len(batch) + 1) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _arrays(batch: list[_Window]) -> dict[str, Ints]:
    shape_pieces = (len(batch), max(w.size for w in batch))
    shape_words = (len(batch), max(len(w.words) for w in batch))
    arrays = {k: np.zeros(shape_pieces, np.int64) for k in ("pieces", "mask")} | {
        k: np.zeros(shape_words, np.int64) for k in ("first", "last", "shape")
    }
    for i, window in enumerate(batch):
        n, ends = len(window.words), np.cumsum([len(p) for p in window.pieces])
        arrays["pieces"][i, : window.size] = [START, *chain.from_iterable(window.pieces), END]
        arrays["mask"][i, : window.size] = 1
        arrays["last"][i, :n] = ends
        arrays["first"][i, :n] = ends - [len(p) - 1 for p in window.pieces]
        arrays["shape"][i, :n] = [shape(w) for w in window.words]
    return arrays


def _joined(parts: list[Scores]) -> Scores:
    """One sentence from its windows; arcs between windows get NO_ARC."""
    if len(parts) == 1:
        return parts[0]
    n = sum(len(p.upos) for p in parts)
    arcs, at = np.full((n, n + 1), NO_ARC, np.float32), 0
    for part in parts:
        size = len(part.upos)
        arcs[at : at + size, 0] = part.arcs[:, 0]
        arcs[at : at + size, at + 1 : at + 1 + size] = part.arcs[:, 1:]
        at += size
    heads = np.concatenate([parts[0].rel_heads[:1], *(p.rel_heads[1:] for p in parts)])
    flat = ("upos", "ner", "rel_deps", "vectors", "starts")
    upos, ner, rel_deps, vectors, starts = (np.concatenate([getattr(p, k) for p in parts]) for k in flat)
    return Scores(upos, ner, arcs, heads, rel_deps, vectors, starts)


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Session:
    """The language core of `folder`, by default the shipped one; loaded once a process.

    Raises:
        SetupError: a file is absent or differs from its digest in card.toml.
    """
    folder = folder or model_folder()
    named = card(folder)["labels"]
    core, labels = Graph(folder / "core.onnx"), Graph(folder / "labels.onnx")
    return Session(core, labels, pieces_of(folder), Inventory(tuple(named["upos"]), tuple(named["rel"]), tuple(named["ner"])))
