"""The coder stays above floors on sentences and reports of our own, of which the unseen half is for figures only.

Nobody reads or prints the text of the unseen half while the coder is tuned, so that its figures tell how the coder does on what it never met.
Where a test fails, it shows figures and nothing else.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from legation.batch.measuring import measure
from legation.evaluation.gold import read_gold
from legation.evaluation.stories import StoryScores
from legation.pipeline import load

GOLD = Path(__file__).parent / "gold"
FLOORS: dict[str, dict[str, float]] = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))


@cache
def figures(name: str) -> dict[str, float | None]:
    """The figures of a set. What goes wrong is told by its kind alone: an error's words and frames may hold text."""
    fault = ""
    try:
        return _figures(GOLD / f"{name}.jsonl")
    except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
        fault = type(error).__name__
    raise AssertionError(f"{name} could not be scored: {fault}")


def _figures(path: Path) -> dict[str, float | None]:
    pipeline = load()
    scores = measure(read_gold(path), pipeline.reader().read([str(path)]), (), pipeline)
    assert isinstance(scores, StoryScores)
    levels: dict[str, float | None] = {f"{level}_f1": scores.level(level).f1 for level in ("act", "dyad", "whole")}
    return levels | {"status_macro_f1": scores.status.macro_f1, "kind_accuracy": scores.kind, "no_event_share": scores.silent}


@pytest.mark.parametrize("name", ["tuning_sentences", "tuning_reports", "unseen_sentences", "unseen_reports"])
def test_the_coder_stays_above_its_floors(name: str) -> None:
    """Act, dyad and whole F1, status, kind and silence where nothing is told are at least what tests/gold/floors.toml demands."""
    found = figures(name)
    below = {key: (round(found[key] or 0.0, 3), floor) for key, floor in FLOORS[name].items() if (found[key] or 0.0) < floor}
    assert below == {}, f"{name}: found below floor"
