"""Case-shapes of words."""

from __future__ import annotations

import pytest

from legation.encoder.shapes import SHAPES, shape


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("us", "lower"),
        ("Us", "title"),
        ("US", "upper"),
        ("U.S.", "upper"),
        ("iPhone", "mixed"),
        ("A", "letter"),
        ("SSV-175", "figure"),
        ("--", "mark"),
        ("中国", "mixed"),
    ],
)
def test_word_has_its_shape(word: str, name: str) -> None:
    """The shape tells "US" from "us", which an uncased encoder cannot."""
    assert SHAPES[shape(word)] == name
