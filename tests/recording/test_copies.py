"""Near-copies are told by their runs of words; a text's vector by its rare words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.recording.copies import bands, likeness, signature
from legation.recording.words import cosine, rarity, terms, vector

TEXT = " ".join(f"word{n} of the long report" for n in range(100))


@pytest.mark.parametrize(("cut", "least", "most"), [(0, 1, 1), (10, 0.8, 0.97), (50, 0.35, 0.65), (100, 0, 0.1)])
def test_likeness_is_the_share_of_runs(cut: int, least: float, most: float) -> None:
    """A report shortened by some of its words stays as like as it is long."""
    words = TEXT.split()
    assert least <= likeness(signature(words), signature(words[: len(words) - cut * 5] or ["other"])) <= most


def test_a_signature_is_the_same_everywhere() -> None:
    """It is kept in records, so it may not change with the machine or the version of the library."""
    assert signature("a b c d e f".split())[:16] == signature("a b c d e f".split())[:16]
    assert len(signature(["a"])) == 512
    assert (signature([]), bands("")) == ("", [])
    assert len(bands(signature(["a"]))) == 8


@given(st.text(), st.text())
def test_cosine_is_even_handed(one: str, other: str) -> None:
    """Between 0 and 1, the same either way round, 1 with itself."""
    a, b = vector(one, 20), vector(other, 20)
    assert cosine(a, b) == cosine(b, a)
    assert 0 <= cosine(a, b) <= 1
    assert cosine(a, a) == pytest.approx(1 if a else 0, abs=0.001)


def test_rare_words_weigh_more() -> None:
    """Plurals and possessives are the word."""
    assert terms("The ships’ captain's ship") == ["the", "ship", "captain", "ship"]
    assert rarity("frigate") > rarity("minister") > rarity("the")
