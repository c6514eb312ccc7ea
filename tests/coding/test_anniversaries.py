"""What an anniversary is of happened so many years before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from legation.coding.anniversaries import anniversary_of
from legation.mention import Mention
from legation.moment import Moment, MomentMention
from parses import sentence

ROWS = """
    Envoys envoy NOUN 2 nsubj
    marked mark VERB 0 root
    the the DET 5 det
    {ordinal} {ordinal} ADJ 5 amod
    anniversary anniversary NOUN 2 obj
    of of ADP 7 case
    protests protest NOUN 5 nmod
    Friday Friday PROPN 2 obl"""

FRIDAY = date(2025, 3, 14)


@pytest.mark.parametrize(("ordinal", "value"), [("14th", "2011-03-14"), ("tenth", "2015-03-14"), ("one-year", "2024-03-14"), ("proud", None)])
def test_the_day_is_counted_back(ordinal: str, value: str | None) -> None:
    """Figures, words and lengths count the years; an anniversary without a count tells nothing."""
    parse = sentence(ROWS.format(ordinal=ordinal))
    token = parse.tokens[7]
    told = MomentMention(Mention(token.span, "Friday", "time", 0, 7), Moment("2025-03-14", "day", FRIDAY, FRIDAY, "DATE", "2025-03-14"))
    found = anniversary_of(parse.tokens[6], parse, [told], FRIDAY)
    assert (found.moment.value if found else None) == value
    assert found is None or found.mention.span.of(parse.text) == found.mention.text == f"{ordinal} anniversary"


def test_without_its_day_only_the_year_is_told() -> None:
    """Where the sentence names no day, the anniversary is of the year of publication."""
    parse = sentence(ROWS.format(ordinal="14th"))
    found = anniversary_of(parse.tokens[6], parse, [], FRIDAY)
    assert found is not None
    assert (found.moment.value, found.moment.precision) == ("2011", "year")


def test_an_act_beside_an_anniversary_is_not_of_it() -> None:
    """ "Marked" governs the anniversary and happens on its own day."""
    parse = sentence(ROWS.format(ordinal="14th"))
    assert anniversary_of(parse.tokens[1], parse, [], FRIDAY) is None
    assert anniversary_of(replace(parse.tokens[6], head=-1), parse, [], FRIDAY) is None
