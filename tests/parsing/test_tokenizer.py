"""Raw text to words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.parsing.tokenizer import words


def split(text: str) -> list[str]:
    """The words of a text."""
    return [text[a:b] for a, b in words(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He didn't go.", "He did n't go ."),
        ("Iran’s army won’t", "Iran ’s army wo n’t"),
        ("They cannot stay", "They can not stay"),
        ("the workers' union", "the workers ' union"),
        ("a U.S.-led raid", "a U.S. - led raid"),
        ("the SSV-175 sailed", "the SSV-175 sailed"),
        ("Gen. J. Okoro said no.", "Gen. J. Okoro said no ."),
        ("at 7:30pm on Sept. 4", "at 7:30 pm on Sept. 4"),
        ("$2.5bn, 40% of it", "$ 2.5 bn , 40 % of it"),
        ("a co-founder of well-known firms", "a co-founder of well - known firms"),
        ("Lee Hwan-sik met a British-led team", "Lee Hwan-sik met a British - led team"),
        ("see https://example.org/a?b=c.", "see https://example.org/a?b=c ."),
        ("write to desk@example.org, please", "write to desk@example.org , please"),
        ("“No,” she said…", "“ No , ” she said …"),
        ("3,000 troops, 1/2 of them", "3,000 troops , 1/2 of them"),
    ],
)
def test_words_are_those_of_universal_dependencies(text: str, expected: str) -> None:
    """Clitics, marks and most hyphens stand alone; abbreviations, codes, numbers and addresses stay whole."""
    assert split(text) == expected.split()


@given(st.text(max_size=200))
def test_words_cover_all_but_white_space(text: str) -> None:
    """No letter is lost, doubled or out of order, whatever the text."""
    assert "".join(split(text)) == "".join(text.split())


def test_time_is_linear_in_a_monstrous_word() -> None:
    """A word of 200,000 letters is one word."""
    assert len(split("x" * 200_000)) == 1


def test_words_of_letters_and_chats() -> None:
    """Contractions without their apostrophe are two words; telephone numbers, group names and runs of dollars are one."""
    text = "I dont, CANT, im at 853-3242 in alt.pets.cat b/c $$$"
    expected = ["I", "do", "nt", ",", "CANT", ",", "i", "m", "at", "853-3242", "in", "alt.pets.cat", "b/c", "$$$"]
    assert [text[a:b] for a, b in words(text, 0, len(text))] == expected
