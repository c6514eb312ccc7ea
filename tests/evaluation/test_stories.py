"""Events are scored against stories and sentences coded by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fakes.hands import EVENT, event, story, written
from legation.batch.measuring import measure
from legation.evaluation.gold import read_gold
from legation.evaluation.stories import StoryScores, score_stories
from legation.pipeline import load

SHARED = Path(__file__).parents[3] / "shared"
VOA, MATCHER = SHARED / "data" / "stories" / "voa_a.jsonl", SHARED / "tools" / "match_events.py"


def scored(folder: Path, gold: list[dict[str, Any]], *coded: Any) -> StoryScores:
    """The scores of one story with these gold events, coded as that."""
    stories = read_gold(written(folder, story(*gold))).stories
    return score_stories(stories, {"s": coded})


def test_nothing_coded_scores_nothing(tmp_path: Path) -> None:
    """No event: precision, recall and F1 are 0, nothing divides by zero, and what was not to be told is None."""
    found = scored(tmp_path, [EVENT]).to_dict()
    assert [found[level]["f1"] for level in ("act", "dyad", "whole")] == [0, 0, 0]
    assert (found["recall"]["interstate"], found["recall"]["domestic"], found["on_dyad_matches"]["mode"]) == (0, None, None)


@pytest.mark.parametrize(
    ("changed", "reached"),
    [
        ({}, [1, 1, 1]),
        ({"status": "planned"}, [1, 1, 0]),
        ({"recipients": [{"text": "Chile", "country": "ARG"}]}, [1, 0, 0]),
        ({"type": "ACCUSE"}, [0, 0, 0]),
        ({"type": "ACCUSE", "alt_type": "SUPPORT"}, [1, 1, 1]),
    ],
)
def test_levels(tmp_path: Path, changed: dict[str, Any], reached: list[int]) -> None:
    """act is type and place in the text, dyad the states too, whole the status too; an alternative type is as good."""
    found = scored(tmp_path, [EVENT | changed], event())
    assert [found.level(name).f1 for name in ("act", "dyad", "whole")] == reached


def test_details_are_counted_where_they_are_due(tmp_path: Path) -> None:
    """A date, place and attribution count where the gold event has them; a kind on acts."""
    gold = EVENT | {"date": "2024-05", "place": {"country": "PER"}, "attributed_to": "Peru", "kind": "award", "mode": "thank"}
    found = scored(tmp_path, [gold], event(kind="award", mode="thank")).to_dict()
    details = {"mode": 1, "sector": 1, "background": 1, "date": 0, "place": 0, "attribution": 0}
    assert found["on_dyad_matches"] == details
    assert found["kind"] == {"accuracy": 1, "events": 1}


def test_a_later_mention_is_neither_right_nor_wrong(tmp_path: Path) -> None:
    """An event on a repeat is not counted as coded; on nothing it is."""
    gold = [EVENT | {"repeats": ["Thanks came"]}]
    assert scored(tmp_path, gold, event(), event("Thanks")).level("act").precision == 1
    assert scored(tmp_path, [EVENT], event(), event("Thanks")).level("act").precision == 0.5


def test_status_is_scored_by_class(tmp_path: Path) -> None:
    """Macro-F1 is over the statuses that occur, on act matches."""
    gold = [EVENT, EVENT | {"quote": "Thanks came late", "anchor": "Thanks", "status": "denied"}]
    found = scored(tmp_path, gold, event(), event("Thanks")).status
    assert found.each == {"occurred": pytest.approx(2 / 3), "denied": 0}
    assert found.macro_f1 == pytest.approx(1 / 3)


def test_silence_counts_where_nothing_is_told(tmp_path: Path) -> None:
    """Of texts without gold events, the share for which nothing came out."""
    stories = read_gold(written(tmp_path, story() | {"id": "a"}, story() | {"id": "b"}, story(EVENT))).stories
    found = score_stories(stories, {"a": [event()]})
    assert (found.without, found.silent) == (2, 0.5)


def test_our_figures_are_those_of_the_matcher(tmp_path: Path) -> None:
    """On the development stories every figure equals that of the matcher which defines the levels, to the third decimal."""
    if not (VOA.exists() and MATCHER.exists()):
        pytest.skip(f"no {VOA.name} and {MATCHER.name} beside the checkout, in ../shared")
    pipeline, said = load(), tmp_path / "coded.jsonl"
    rows: list[dict[str, Any]] = []
    scores = measure(read_gold(VOA), pipeline.reader().read([str(VOA)]), (), pipeline, lambda made, _: rows.extend(_dicts(made)))
    said.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run = subprocess.run([sys.executable, str(MATCHER), str(VOA), str(said), "--by-type"], capture_output=True, text=True, check=True)
    theirs, ours = json.loads(run.stdout), scores.to_dict()
    assert (ours["documents"], *ours["events"].values()) == (theirs["stories"], theirs["gold"], theirs["predicted"])
    for level in ("act", "dyad", "whole"):
        assert list(ours[level].values()) == list(theirs[level].values()), level
    for name in ("recall", "precision", "on_dyad_matches"):
        assert ours[name] == theirs[name], name
    assert ours["type_macro_f1"] == theirs["dyad_macro_F1_over_types"]
    by_type = {t: [v["P"], v["R"], v["F1"], v["n"]] for t, v in theirs["by_type_dyad"].items()}
    assert {t: list(v.values()) for t, v in ours["by_type"].items()} == {t: pytest.approx(v, abs=0.0056) for t, v in by_type.items()}


def _dicts(made: Any) -> list[dict[str, Any]]:
    return [e.to_dict() for e in made.coding.events if e.role != "teaser"]
