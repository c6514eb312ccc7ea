"""EDTF values have a first and a last day."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.recording.days import bounds


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-05-03", "2024-05-03", "2024-05-03"),
        ("2024-05-03T14:00", "2024-05-03", "2024-05-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-34", "2024-04-01", "2024-06-30"),
        ("2024-05-03/2024-05-05", "2024-05-03", "2024-05-05"),
        ("../2024-05", None, "2024-05-31"),
        ("2024-05/..", "2024-05-01", None),
        ("2024-05~", "2024-05-01", "2024-05-31"),
        (None, None, None),
        ("soon", None, None),
        ("2024-99", None, None),
    ],
)
def test_bounds(value: str | None, first: str | None, last: str | None) -> None:
    """Both ends are inclusive; open ends are None."""
    assert bounds(value) == (first, last)


@given(st.dates())
def test_a_day_is_its_own_bounds(day: object) -> None:
    """Every day of every year."""
    assert bounds(str(day)) == (str(day), str(day))


@given(st.text(max_size=20))
def test_any_words_are_borne(value: str) -> None:
    """What is not understood has no bounds and raises nothing."""
    bounds(value)
