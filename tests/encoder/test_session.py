"""The language core's session: shapes, determinism, long sentences, set-up faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from legation.encoder import session
from legation.errors import SetupError

SHORT = ["The", "minister", "left", "."]


def test_scores_have_one_row_a_word() -> None:
    """Every score has as many rows as the sentence has words; arcs have one column more, for the root."""
    scores = session.load().encode([SHORT])[0]
    assert scores.arcs.shape == (4, 5)
    assert scores.vectors.shape == (4, 384)
    assert scores.rel_heads.shape[0] == 5
    assert scores.upos.shape == (4, len(session.load().inventory.upos))


def test_same_document_gives_same_numbers() -> None:
    """Two runs over the same sentences agree to the last bit, whatever ran between them."""
    core, document = session.load(), [SHORT, ["Troops", "fled", "."], SHORT * 9]
    first = core.encode(document)
    core.encode([["Another", "report"]])
    again = core.encode(document)
    assert all(np.array_equal(a.arcs, b.arcs) and np.array_equal(a.vectors, b.vectors) for a, b in zip(first, again, strict=True))


def test_long_sentence_is_read_in_windows() -> None:
    """A sentence of more pieces than the encoder holds still gets a row for every word."""
    words = ["internationalisation"] * 700
    assert session.load().encode([words])[0].arcs.shape == (700, 701)


def test_empty_sentence_has_empty_scores() -> None:
    """No words, no rows."""
    scores = session.load().encode([[]])[0]
    assert (len(scores.upos), scores.arcs.shape) == (0, (0, 1))


def test_monstrous_word_keeps_its_beginning() -> None:
    """A word of 50,000 letters costs no more than the pieces of its beginning."""
    assert len(session.load().encode([["x" * 50_000, "fled"]])[0].upos) == 2


def test_absent_model_names_the_mending_command(tmp_path: Path) -> None:
    """Without a model the fault says what to run."""
    with pytest.raises(SetupError, match="pip install"):
        session.load(tmp_path)


def test_changed_file_is_refused(tmp_path: Path) -> None:
    """A file that differs from its digest in the card is not run."""
    for name in ("card.toml", "labels.onnx", "tokenizer.json"):
        shutil.copy(session.model_folder() / name, tmp_path / name)
    (tmp_path / "core.onnx").write_bytes(b"broken")
    with pytest.raises(SetupError, match="SHA-256"):
        session.load(tmp_path)
