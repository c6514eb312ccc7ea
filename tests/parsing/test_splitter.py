"""Words to sentences."""

from __future__ import annotations

import pytest

from legation.parsing.splitter import MAX_PARTS, MAX_WORDS, sentences


def split(text: str) -> list[str]:
    """The sentences of a text."""
    return [text[s[0][0] : s[-1][1]] for s in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "expected",
    [
        ["Troops left the U.S. base.", "They flew home."],
        ["He met Gen. Okoro on Sept. 4.", "Nothing came of it."],
        ["The talks took place in the U.S.", "The envoy was late."],
        ["“We agree.”", "She left."],
        ["He met U . S officials .", "Nothing came of it ."],
        ["(He stayed away.)", "Others came."],
        ["“Why?” he asked.", "Nobody knew."],
        ["J. B. Okoro, of Acme Inc. and others, won 3.5 percent.", "It rained."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    """Abbreviations, initials, quotes and brackets end no sentence by themselves."""
    assert split(" ".join(expected)) == expected


def test_line_breaks_end_sentences_unless_the_text_is_wrapped() -> None:
    """A heading on its own line is a sentence; a line broken by hand inside a paragraph goes on."""
    assert split("Envoys meet\nThe envoys met.") == ["Envoys meet", "The envoys met."]
    line = "The envoys of both countries met in the old town hall today and"
    assert len(split("\n".join([line, line, line, "then left."]))) == 1


def test_monstrous_sentence_is_cut_at_commas() -> None:
    """No part holds more than MAX_WORDS words, and of a monster only MAX_PARTS parts are kept, its last among them: time stays bounded."""
    found = sentences("Smith, " * 20_000, 0, 7 * 20_000)
    assert max(map(len, found)) <= MAX_WORDS
    assert len(found) == MAX_PARTS
    assert found[-1][-1][1] == 7 * 20_000 - 1
