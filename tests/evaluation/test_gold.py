"""Gold sets are read, and told apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fakes.hands import EVENT, TEXT, story, written
from legation.errors import KnowledgeError
from legation.evaluation.gold import Pair, read_gold

PAIR: dict[str, Any] = {
    "id": "p",
    "text": "Peru left Chile.",
    "actor": {"start": 0, "end": 4},
    "recipient": {"start": 10, "end": 15},
    "type": "RETREAT",
}


def test_an_event_keeps_its_places_and_states(tmp_path: Path) -> None:
    """Quotes and anchors become spans, entities states."""
    [told] = read_gold(written(tmp_path, story(EVENT))).stories
    [event] = told.events
    assert (event.quote.of(TEXT), event.anchor.of(TEXT)) == ("Peru thanked Chile", "thanked")
    assert (event.actors, event.recipients, event.sectors) == ({"PER"}, {"CHL"}, {"GOV"})


@pytest.mark.parametrize(
    ("row", "form"),
    [
        (story(EVENT), "sentences"),
        (story(), "sentences"),
        (story(EVENT | {"salience": "main"}), "stories"),
        ({"id": "s", "text": "One.\n\nTwo.", "events": []}, "stories"),
        (PAIR | {"quad": 2}, "relations"),
    ],
)
def test_a_set_says_what_it_is(tmp_path: Path, row: dict[str, Any], form: str) -> None:
    """Rows without events are pairs; a salience or paragraphs make stories."""
    assert read_gold(written(tmp_path, row)).form == form


def test_yield_is_one_type_of_pairs(tmp_path: Path) -> None:
    """CONCEDE and RETREAT count as YIELD."""
    assert read_gold(written(tmp_path, PAIR, PAIR | {"id": "q", "type": "AID"})).pairs == (Pair("p", "YIELD"), Pair("q", "AID"))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (story(EVENT) | {"id": "t", "text": "Nobody thanked anybody."}, "not in its text"),
        (story(EVENT), "stands twice"),
        (PAIR, "another form"),
        ({"id": "t", "text": "Peru"}, "no field"),
        ({"id": "t", "text": "Peru", "events": 5}, "wrong type"),
        ([], "no JSON object"),
    ],
)
def test_a_wrong_row_is_named_without_its_text(tmp_path: Path, wrong: object, why: str) -> None:
    """The message says file, line and fault, and quotes nothing of the text."""
    with pytest.raises(KnowledgeError, match=rf"gold.jsonl:2: .*{why}") as caught:
        read_gold(written(tmp_path, story(EVENT), wrong))
    assert "thanked" not in str(caught.value)
    assert caught.value.__context__ is None or caught.value.__suppress_context__


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    """A set without a row is no set."""
    with pytest.raises(KnowledgeError, match="no row"):
        read_gold(written(tmp_path))
