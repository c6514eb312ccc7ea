"""Histories, whose days belong to the year last told of, and news, whose days belong to publication."""

from __future__ import annotations

from grounding.texts import WEDNESDAY, times
from legation.grounding.finding import find_expressions
from legation.grounding.grammar import read_grammar
from legation.grounding.narrative import tells_history

LIFE = "He was born in 1811. In 1829 he failed. In 1830 he wrote. " + "He wrote much and slept little. " * 20 + "He died on 5 June."
NEWS = (
    "The war began in 2011. It widened in 2014 and 2015. The envoy left on Monday. He met the king yesterday. "
    + "All is calm. " * 30
    + "He died on 5 June."
)


def test_a_life_is_a_history_and_news_is_not() -> None:
    """Years long past against weekdays and "yesterday"."""
    grammar = read_grammar()
    assert tells_history(tuple(find_expressions(LIFE, grammar)), WEDNESDAY)
    assert not tells_history(tuple(find_expressions(NEWS, grammar)), WEDNESDAY)


def test_a_day_of_a_life_is_of_the_year_last_told() -> None:
    """Far behind "1830", 5 June is of 1830; in news it is of last year."""
    assert times(LIFE)[-1].moment.value == "1830-06-05"
    assert times(NEWS)[-1].moment.value == "2023-06-05"
