"""Time expressions, case by case, and as properties."""

from __future__ import annotations

import time
import tomllib
from datetime import date
from pathlib import Path

import pytest

from grounding.texts import times
from legation.grounding.grammar import read_grammar

CASES = tomllib.loads((Path(__file__).parent / "date_cases.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [c for name, rows in CASES.items() if name != "none" for c in rows], ids=lambda c: f"{c[0]}|{c[1]}")
def test_an_expression_has_its_value(case: list[str]) -> None:
    """Each expression is found whole, with its EDTF value, TimeML type and value."""
    text, words, value, timex_type, timex = case
    found = {m.mention.text: (m.moment.value or "", m.moment.timex_type, m.moment.timex_value or "") for m in times(text)}
    assert found.get(words, found) == (value, timex_type, timex)


@pytest.mark.parametrize("text", CASES["none"])
def test_what_only_looks_like_a_time_is_none(text: str) -> None:
    """Numbers of resolutions, hulls, flights and telephones, scores, ages, counts, prices and names are no times."""
    assert [m.mention.text for m in times(text)] == []


@pytest.mark.parametrize("form", read_grammar().forms, ids=lambda f: f.name)
def test_every_form_has_an_example_that_it_finds(form: object) -> None:
    """The example in the language file is found."""
    example = getattr(form, "example", "")
    assert example
    assert times(f"It was so: {example}.") or times(f"They met {example}, and again.")


@pytest.mark.parametrize("text", ["They met on Friday.", "They met last week.", "They met in December.", "They met three weeks ago."])
def test_without_a_publication_day_relative_expressions_tell_no_value(text: str) -> None:
    """The expression is found with its type, the value is None."""
    (found,) = times(text, None)
    assert (found.moment.value, found.moment.timex_value, found.moment.first_day, found.moment.precision) == (None, None, None, "none")


def test_without_a_publication_day_absolute_expressions_resolve() -> None:
    """A full date needs no reference."""
    (found,) = times("They met on 3 January 2024.", None)
    assert found.moment.first_day == date(2024, 1, 3)


def test_saturday_in_a_saturday_report_is_that_day() -> None:
    """A weekday counts the day of publication."""
    (found,) = times("They met on Saturday.", date(2024, 5, 11))
    assert found.moment.first_day == date(2024, 5, 11)


def test_early_and_late_narrow_the_days_and_keep_the_value() -> None:
    """Late June is June, its last third."""
    (found,) = times("They met in late June 2023.")
    assert (found.moment.value, found.moment.first_day, found.moment.last_day) == ("2023-06", date(2023, 6, 21), date(2023, 6, 30))


def test_an_ambiguous_slashed_day_is_told_only_near_publication() -> None:
    """04/05/2024 may be April or May; only one reading of 07/05/2024 lies near 1 May."""
    assert times("It is dated 04/05/2024.")[0].moment.value is None
    assert times("It is dated 07/05/2024.", date(2024, 5, 1))[0].moment.value == "2024-05-07"


def test_spans_quote_the_text() -> None:
    """Every mention's words stand at its span."""
    text = "On Friday, 3 May 2024, in the 1990s and since\nlast week, he left."
    assert all(m.mention.span.of(text) == m.mention.text for m in times(text))


@pytest.mark.parametrize("piece", ["the ", "1 ", "1-", "May ", "Jan.", "2014-", "'90s'", "two and a half years ", "last first ", " ", "a", "1"])
def test_fifty_thousand_characters_of_junk_take_seconds_at_most(piece: str) -> None:
    """The search is linear: no form runs away."""
    begun = time.perf_counter()
    times(piece * (50_000 // len(piece)))
    assert time.perf_counter() - begun < 20
