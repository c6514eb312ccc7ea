"""Stories coded by hand are read, and events scored against them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.evaluation.stories import read_stories, score

STORY = {
    "id": "s",
    "text": "Peru thanked Chile.",
    "events": [
        {
            "type": "SUPPORT",
            "quote": "Peru thanked Chile",
            "actors": [{"country": "PER"}],
            "recipients": [{"country": "CHL"}],
            "status": "occurred",
            "repeats": [],
        }
    ],
}


def write(folder: Path, *rows: object) -> Path:
    """A file of these stories."""
    path = folder / "stories.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    return path


def test_a_story_keeps_its_acts_with_their_states(tmp_path: Path) -> None:
    """Quotes become spans, entities states."""
    (story,) = read_stories(write(tmp_path, STORY))
    assert story.events[0].quote.of(story.text) == "Peru thanked Chile"
    assert (story.events[0].actors, story.events[0].recipients) == (frozenset({"PER"}), frozenset({"CHL"}))


def test_a_quote_that_is_not_in_the_text_names_its_line(tmp_path: Path) -> None:
    """The message says file, line and what a line must be."""
    wrong = STORY | {"text": "Nobody thanked anybody."}
    with pytest.raises(KnowledgeError, match=r"stories.jsonl:2: .*verbatim"):
        read_stories(write(tmp_path, STORY, wrong))


def test_nothing_coded_scores_nothing(tmp_path: Path) -> None:
    """No event: precision, recall and F1 are 0, and nothing divides by zero."""
    found = score(read_stories(write(tmp_path, STORY)), {})
    assert [(s.precision, s.recall, s.f1) for s in found.values()] == [(0.0, 0.0, 0.0)] * 3
