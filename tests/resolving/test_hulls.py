"""Hull numbers are told from dates, years, counts and numbers that are part of a name."""

from __future__ import annotations

import pytest

from legation.resolving.hulls import named_number, number_after, number_alone, number_before
from legation.sentence import Sentence, Token
from legation.span import Span


def sentence(text: str, nouns: str = "") -> Sentence:
    """A flat parse of words parted by spaces and brackets; words of `nouns` are nouns."""
    tokens, at = [], 0
    for i, word in enumerate(text.replace("(", "( ").replace(")", " )").replace(",", " ,").split()):
        start = text.index(word, at)
        at = start + len(word)
        upos = "NUM" if word.isdigit() else "NOUN" if word in nouns.split() else "PROPN"
        tokens.append(Token(i, Span(start, at), word, word.lower(), upos, i + 1 if upos == "NUM" else -1, "nummod" if upos == "NUM" else "root"))
    return Sentence(0, Span(0, len(text)), text, "body", tuple(tokens))


@pytest.mark.parametrize(
    ("text", "at", "number"),
    [
        ("Leonov SSV-175 docked", 1, "SSV-175"),
        ("Dewey (DDG 105) docked", 1, "DDG 105"),
        ("Gorshkov (417) docked", 1, "417"),
        ("Gorshkov (2018) docked", 1, ""),
        ("Yulin, hull number 569, docked", 1, "569"),
        ("Yulin, pennant number 2012, docked", 1, "2012"),
        ("Linyi 547 docked", 1, "547"),
        ("Linyi 2019 docked", 1, ""),
        ("Linyi 5 May", 1, ""),
        ("Linyi 120 sailors", 1, ""),
        ("Linyi docked", 1, ""),
    ],
)
def test_a_number_after_a_name(text: str, at: int, number: str) -> None:
    """A painted number is one; a year, a day and a count are none."""
    assert number_after(sentence(text, "sailors"), at, painted=True)[0] == number


@pytest.mark.parametrize(("text", "end"), [("Wang 5 docked", 2), ("Wang 5 sailors", 1), ("Wang 2012 docked", 1), ("Wang docked", 1)])
def test_a_number_of_a_name(text: str, end: int) -> None:
    """Digits right after a name belong to it, unless they count what follows or are a year."""
    assert named_number(sentence(text, "sailors"), 1) == end


@pytest.mark.parametrize(("text", "number"), [("ship 5901 rammed", "5901"), ("ship 12 miles", ""), ("ship 300 miles", "")])
def test_a_number_in_place_of_a_name(text: str, number: str) -> None:
    """A cutter may be called by its number alone; a distance is none."""
    assert number_alone(sentence(text, "miles"), 1)[0] == number


def test_a_number_before_a_name() -> None:
    """A number joined to the name that follows is its hull number."""
    assert number_before(sentence("frigate 016 - Quang"), 1) == ("016", 3)
