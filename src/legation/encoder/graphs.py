"""The shipped model's files: checked against the card, opened for one thread. The only file that imports the inference runtime and its tokenizer."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from legation.errors import SetupError

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MEND: Final = "Run: pip install --force-reinstall legation"
START, END, UNKNOWN = 101, 102, 100


class Graph:
    """One ONNX graph on one thread."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._run = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def __call__(self, inputs: Mapping[str, npt.NDArray[Any]]) -> list[Floats]:
        """All outputs, in the graph's order."""
        return list(self._run.run(None, dict(inputs)))


class Pieces:
    """Word pieces and their vectors before any context. The vectors are the base model's own, kept as int8 with one scale a piece."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._rows = np.load(folder / "pieces.npy", mmap_mode="r")
        self._scales = np.load(folder / "scales.npy")

    def of_words(self, words: Sequence[str]) -> list[list[int]]:
        """Piece ids of each word, empty where it has none; in one call and one thread, as encoding them one by one would give."""
        encoded = self._tokenizer.encode(list(words), is_pretokenized=True, add_special_tokens=False)
        found: list[list[int]] = [[] for _ in words]
        for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
            if word is not None:
                found[word].append(piece)
        return found

    def of_text(self, text: str) -> list[int]:
        """Piece ids of a stretch of text."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def vectors(self, ids: Ints) -> Floats:
        """Vectors of piece ids, shape (..., 384)."""
        found: Floats = self._rows[ids].astype(np.float32) * self._scales[ids][..., None]
        return found


@lru_cache(maxsize=2)
def pieces_of(folder: Path) -> Pieces:
    """The pieces of a model, loaded once a process for both passes."""
    return Pieces(folder)


def model_folder() -> Path:
    """Where the shipped model lies."""
    return Path(str(files("legation").joinpath("data", "model")))


@lru_cache(maxsize=2)
def card(folder: Path) -> dict[str, Any]:
    """The card of a model whose files are all present and unbroken.

    Raises:
        SetupError: a file is absent or differs from its digest in card.toml.
    """
    path = folder / "card.toml"
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise SetupError(f"{path}: the language core is not installed. {MEND}") from fault
    except tomllib.TOMLDecodeError as fault:
        raise SetupError(f"{path}: not a readable model card ({fault}). {MEND}") from fault
    for name, digest in found["sha256"].items():
        _check(folder / name, digest)
    return found


def _check(path: Path, digest: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as fault:
        raise SetupError(f"{path}: this file of the language core is missing. {MEND}") from fault
    if found != digest:
        raise SetupError(
            f"{path}: its SHA-256 is {found[:12]}..., the card says {digest[:12]}...; the file is broken or from another version. {MEND}"
        )
