"""Lemmas."""

from __future__ import annotations

import pytest

from legation.parsing.lemma import lemma


@pytest.mark.parametrize(
    ("word", "upos", "expected"),
    [
        ("imposed", "VERB", "impose"),
        ("visited", "VERB", "visit"),
        ("agreed", "VERB", "agree"),
        ("met", "VERB", "meet"),
        ("denies", "VERB", "deny"),
        ("banned", "VERB", "ban"),
        ("withdrew", "VERB", "withdraw"),
        ("hoping", "VERB", "hope"),
        ("hopping", "VERB", "hop"),
        ("clashes", "VERB", "clash"),
        ("expelled", "VERB", "expel"),
        ("kidnapping", "VERB", "kidnap"),
        ("n't", "PART", "not"),
        ("’s", "AUX", "be"),
        ("allies", "NOUN", "ally"),
        ("gunmen", "NOUN", "gunman"),
        ("forces", "NOUN", "force"),
        ("series", "NOUN", "series"),
        ("crises", "NOUN", "crisis"),
        ("buses", "NOUN", "bus"),
        ("Nations", "PROPN", "Nations"),
        ("their", "PRON", "their"),
        ("deadlier", "ADJ", "deadly"),
    ],
)
def test_word_has_its_dictionary_form(word: str, upos: str, expected: str) -> None:
    """Endings and the table of irregular forms give the lemma."""
    assert lemma(word, upos) == expected
