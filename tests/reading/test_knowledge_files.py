"""The phrases and container words of data/reading say what their examples show."""

from __future__ import annotations

import pytest

from legation.knowledge.tables import data_file, rows
from legation.reading.datelines import is_dated_line
from legation.reading.hints import hints_of
from legation.reading.wording import wording

PHRASES = [row for _, row in rows(data_file("reading", "phrases.tsv"), ("sort", "match", "phrase", "example"))]
CONTAINERS = [row for _, row in rows(data_file("reading", "containers.tsv"), ("words", "hint", "example"))]


def test_each_phrase_finds_its_example() -> None:
    """Every row of phrases.tsv says of its own example what it is meant to."""
    words = wording()
    ask = {"caption": words.is_caption, "pointer": words.is_pointer, "interface": words.is_interface, "credit": words.is_credit}
    missed = [row["phrase"] for row in PHRASES if row["sort"] in ask and not ask[row["sort"]](row["example"])]
    assert missed == []


def test_each_word_around_a_day_lets_its_line_be_one() -> None:
    """Every row of datewords.tsv has an example that is a line about the report, but those of other days."""
    table = rows(data_file("reading", "datewords.tsv"), ("word", "sort", "example"))
    assert [row["word"] for _, row in table if is_dated_line(row["example"]) == (row["sort"] == "other")] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The report was published on Monday by the mission of the United Nations.",
        "Published on 3 May, the report accuses Freedonia of closing the straits.",
        "MOSCOW, May 5 (AP/Reuters) - The minister left for talks in the capital.",
        "Related talks between the two ministries are planned for the summer.",
        "The minister told Reuters.",
        "Video of the attack was shown by the army.",
        "Share prices fell after the sanctions were announced.",
        "The ship was seen docked in Ordu on Monday, officials said.",
        "File the suit, the court told Freedonia, and it did.",
        "More: the two states will open their harbours to each other, they said, and will let the ships of all other states call there too.",
        "Next week the ministers will meet again.",
        "The story continues in the courts of Freedonia.",
        "Sign the treaty, the envoy said.",
    ],
)
def test_prose_is_not_taken_for_anything_else(sentence: str) -> None:
    """Sentences of a report that begin or end like captions, credits or pointers are left alone."""
    words = wording()
    assert not any(ask(sentence) for ask in (words.is_caption, words.is_pointer, words.is_interface, words.is_credit))


def test_each_container_word_gives_its_hint() -> None:
    """Every row of containers.tsv is found in its own example."""
    import lxml.html

    missed = [row["words"] for row in CONTAINERS if row["hint"] not in hints_of(lxml.html.fromstring(row["example"]))]
    assert missed == []
