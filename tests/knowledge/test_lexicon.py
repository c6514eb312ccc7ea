"""The lexicon loads, and refuses rows that cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.evaluation.examples import read_example
from legation.knowledge import lexicon

HEADER = "\t".join(lexicon.COLUMNS)


def write(folder: Path, row: str) -> Path:
    """A lexicon file of one row."""
    path = folder / "predicates_own.tsv"
    path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    return path


def test_all_types_have_at_least_thirty_senses() -> None:
    """At least 400 senses over all sixteen types."""
    senses = [s for found in lexicon.load().senses.values() for s in found]
    counts = {t: sum(s.type == t for s in senses) for t in {s.type for s in senses}}
    assert len(counts) == 16
    assert min(counts.values()) >= 30
    assert len(senses) >= 400


def test_every_example_marks_one_anchor_and_an_actor() -> None:
    """A row without a usable example is no row."""
    for found in lexicon.load().senses.values():
        for sense in found:
            example = read_example(sense.example)
            assert example.anchor is not None, sense.rule
            assert example.actors, sense.rule


def test_an_unknown_mode_names_line_and_remedy(tmp_path: Path) -> None:
    """The message says file, line, value and what is allowed."""
    path = write(tmp_path, "hug\tV\t\tCONSULT\tembrace\t\t\t\tsubj\tobj\t\t[Peru] *hugged* {Chile}.")
    with pytest.raises(KnowledgeError, match=r"predicates_own.tsv:2: CONSULT has no mode 'embrace'. Its modes: visit"):
        lexicon.read_senses(path, {})


def test_a_missing_cell_is_counted(tmp_path: Path) -> None:
    """A row with too few cells is refused with both counts."""
    with pytest.raises(KnowledgeError, match="3 cells where the header has 12"):
        lexicon.read_senses(write(tmp_path, "hug\tV\t"), {})


def test_an_unknown_class_lists_the_classes(tmp_path: Path) -> None:
    """`@name` must be a class of classes.tsv."""
    path = write(tmp_path, "hug\tV\tobj=@tree\tCONSULT\t\t\t\t\tsubj\tobj\t\t[Peru] *hugged* {Chile}.")
    with pytest.raises(KnowledgeError, match="no class '@tree'"):
        lexicon.read_senses(path, {"aid": frozenset({"aid"})})
