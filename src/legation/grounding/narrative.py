"""Whether a text tells a history (a life, the course of a war) rather than news: then its days belong to the year last told of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from legation.grounding.finding import Expression

MANY_YEARS = 3
"""Years long past that a history names at least."""

PAST_SHARE = 2
"""How many times more of them than of other years it names."""

NEWS_SHARE = 4
"""It has at most one expression that counts from publication (a weekday, "yesterday", "last week") for so many years long past."""

_NEWS_RULES = frozenset({"weekday", "deictic", "unit_shift"})


def tells_history(expressions: Sequence[Expression], publication: date | None) -> bool:
    """Whether most years named lie well before publication and hardly anything counts from it."""
    years = [int(e.parts["year"]) for e in expressions if "year" in e.parts]
    past = [y for y in years if publication is None or y < publication.year - 1]
    near = sum(e.rule in _NEWS_RULES and e.text.lower() != "today" for e in expressions)
    return len(past) >= MANY_YEARS and len(past) >= PAST_SHARE * (len(years) - len(past)) and NEWS_SHARE * near <= len(past)
