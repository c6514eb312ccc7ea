"""Annotated sentences are read into text and spans."""

from __future__ import annotations

from legation.evaluation.examples import read_example


def test_marks_are_taken_out_and_become_spans() -> None:
    """Brackets hold actors, braces recipients, asterisks the anchor."""
    example = read_example("[Peru] and [Chile] *thanked* {Brazil}.")
    assert example.text == "Peru and Chile thanked Brazil."
    assert [s.of(example.text) for s in example.actors] == ["Peru", "Chile"]
    assert [s.of(example.text) for s in example.recipients] == ["Brazil"]
    assert example.anchor is not None
    assert example.anchor.of(example.text) == "thanked"


def test_a_sentence_without_marks_has_no_spans() -> None:
    """Nothing is guessed where nothing is marked."""
    example = read_example("Nothing happened.")
    assert (example.actors, example.recipients, example.anchor) == ((), (), None)
