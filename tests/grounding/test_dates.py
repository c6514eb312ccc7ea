"""Time expressions, case by case, and as properties."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from grounding.texts import times
from legation.grounding.grammar import read_grammar

COLUMNS = ("published", "text", "expression", "value", "type", "precision", "timex")


def read_cases() -> list[dict[str, str]]:
    """The rows of the table of cases."""
    lines = (Path(__file__).parent / "date_cases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert tuple(rows[0]) == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[1:]]


CASES = read_cases()


@pytest.mark.parametrize("case", [c for c in CASES if c["expression"]], ids=lambda c: f"{c['text']}|{c['expression']}")
def test_an_expression_has_its_value(case: dict[str, str]) -> None:
    """Each expression is found whole, with its EDTF value, TimeML type, precision and TimeML value."""
    found = {m.mention.text: m.moment for m in times(case["text"], date.fromisoformat(case["published"]))}
    assert case["expression"] in found
    moment = found[case["expression"]]
    told = (moment.value or "", moment.timex_type, moment.precision, moment.timex_value or "")
    assert told == (case["value"], case["type"], case["precision"], case["timex"])


@pytest.mark.parametrize("case", [c for c in CASES if not c["expression"]], ids=lambda c: c["text"])
def test_what_only_looks_like_a_time_is_none(case: dict[str, str]) -> None:
    """Numbers of resolutions, hulls, flights and telephones, scores, ages, counts, prices and names are no times."""
    assert [m.mention.text for m in times(case["text"], date.fromisoformat(case["published"]))] == []


def test_there_are_cases_enough() -> None:
    """At least 250 cases, at least 50 of them of what is no time."""
    assert len(CASES) >= 250
    assert sum(not c["expression"] for c in CASES) >= 50


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
