"""Places that the gazetteer does not know: what they are said to lie in, or the state that the report is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from legation.grounding.candidates import Toponym
from legation.knowledge.gazetteer import Entry, Gazetteer
from legation.mention import Mention

DOMINANT = 0.6
"""Share of a report's places that must lie in one state for an unknown place to be put there."""

_WITHIN = re.compile(
    r"^(?:\s?,\s*|\s\(|,?\s+in\s+)(?:a\s+\w+\s+in\s+|in\s+)?(?:the\s+)?(?:(?:far\s+)?(?:north|south|east|west|central)[\w-]*\s+(?:of\s+)?)?(?:the\s+)?$"
)


def held(
    unknown: Sequence[Mention], toponyms: Sequence[Toponym], chosen: Sequence[Entry], text: str, gazetteer: Gazetteer
) -> Iterator[tuple[Mention, Entry]]:
    """Each unknown mention that something is known to hold, with what holds it."""
    if not unknown:
        return
    state = _dominant(toponyms, chosen)
    entry = gazetteer.state(state) if state else None
    for mention in unknown:
        if holder := _container(mention, toponyms, chosen, text) or entry:
            yield mention, holder


def _container(mention: Mention, toponyms: Sequence[Toponym], chosen: Sequence[Entry], text: str) -> Entry | None:
    """The division or state named right after the place, where a comma, bracket or "in" joins them."""
    after = next(((t, e) for t, e in zip(toponyms, chosen, strict=True) if t.mention.span.start >= mention.span.end), None)
    if after is None or after[0].national or after[1].kind not in ("country", "admin1", "admin2", "region", "disputed", "island"):
        return None
    return after[1] if _WITHIN.match(text[mention.span.end : after[0].mention.span.start]) else None


def _dominant(toponyms: Sequence[Toponym], chosen: Sequence[Entry]) -> str | None:
    """The state in which most distinct places of the report lie; peoples count half."""
    weights: Counter[str] = Counter()
    for (_, national), entry in {(t.mention.text, t.national): e for t, e in zip(toponyms, chosen, strict=True)}.items():
        if entry.state:
            weights[entry.state] += 1 if national else 2
    best = max(weights, key=lambda s: (weights[s], s), default=None)
    return best if best and weights[best] >= DOMINANT * weights.total() else None
