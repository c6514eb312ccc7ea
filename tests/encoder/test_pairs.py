"""The relation head's marks and numbers."""

from __future__ import annotations

import numpy as np
import pytest

from legation.encoder import pairs
from legation.encoder.graphs import Pieces, model_folder
from legation.encoder.pairs import IN_BOTH, MARKS, PARTS, marked
from legation.span import Span

TEXT = "Estonia ordered Russian envoys to leave."
ACTOR, RECIPIENT = Span(0, 7), Span(16, 30)


@pytest.fixture(scope="module")
def pieces() -> Pieces:
    """The shipped pieces."""
    return Pieces(model_folder())


def test_marks_stand_around_both(pieces: Pieces) -> None:
    """Four marks, and the index of the two that begin; every other piece is one of the text."""
    row = marked(pieces, TEXT, ACTOR, RECIPIENT)
    assert [row.parts[row.actor], row.parts[row.recipient]] == [MARKS["actor", True], MARKS["recipient", True]]
    assert sorted(p for p in row.parts if p >= 4) == sorted(MARKS.values())
    assert [p for p, part in zip(row.pieces[1:-1], row.parts[1:-1], strict=True) if part < 4] == pieces.of_text(TEXT)


def test_the_order_of_the_text_rules(pieces: Pieces) -> None:
    """Swapping who acts swaps the marks and nothing else."""
    one, other = marked(pieces, TEXT, ACTOR, RECIPIENT), marked(pieces, TEXT, RECIPIENT, ACTOR)
    assert one.pieces == other.pieces
    assert (one.actor, one.recipient) == (other.recipient, other.actor)


def test_spans_may_overlap(pieces: Pieces) -> None:
    """Pieces within both spans say so."""
    assert IN_BOTH in marked(pieces, TEXT, Span(16, 30), Span(16, 23)).parts


def test_without_recipient_the_start_stands_for_it(pieces: Pieces) -> None:
    """No recipient: its index is 0."""
    assert marked(pieces, TEXT, ACTOR, None).recipient == 0


@pytest.mark.parametrize("filler", ["word " * 3000, "\U0001f600" * 3000, "x" * 9000])
def test_a_long_text_fits(pieces: Pieces, filler: str) -> None:
    """Far stretches are left out: never more pieces than the encoder has positions, the marks always kept."""
    text = f"{filler} Estonia {filler} Russia {filler}"
    a, b = text.index("Estonia"), text.index("Russia")
    row = marked(pieces, text, Span(a, a + 7), Span(b, b + 6))
    assert len(row.pieces) == len(row.parts) <= 512
    assert max(row.parts) < PARTS
    assert row.parts[row.recipient] == MARKS["recipient", True]


def test_a_row_depends_on_itself_alone() -> None:
    """The same question gives the same numbers whatever was asked before."""
    head = pairs.load()
    before = head.score(TEXT, ACTOR, RECIPIENT)
    head.score("Chad thanked Togo.", Span(0, 4), Span(13, 17))
    after = head.score(TEXT, ACTOR, RECIPIENT)
    assert np.array_equal(before.types, after.types)
    assert np.array_equal(before.statuses, after.statuses)
