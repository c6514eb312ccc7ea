"""Which event is which gold event, one-to-one within a story.

Three levels: `act` (same type, or the alternative that the hand coder allows, and the anchor inside the gold quote), `dyad` (act, and the states
of actors and recipients meet), `whole` (dyad and the same status). The best level is matched first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from legation.errors import Unknown
from legation.evaluation.gold import GoldEvent, Story
from legation.event import Event
from legation.participant import Participant

SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Types whose participants are compared as one set."""

LEVELS = ("act", "dyad", "whole")
ACT, DYAD, WHOLE = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Match:
    """A gold event with the event that tells it; `level` is ACT, DYAD or WHOLE. `index` is the event's place in its list."""

    gold: GoldEvent
    event: Event
    level: int
    index: int


def level(gold: GoldEvent, event: Event) -> int:
    """0 no match, else ACT, DYAD or WHOLE."""
    if event.type not in gold.types or not event.anchor.span.overlaps(gold.quote):
        return 0
    actors, recipients = states(event.actors), states(event.recipients)
    same = _meet(gold.actors, actors) and _meet(gold.recipients, recipients)
    if not same and (event.type in SYMMETRIC or not gold.recipients or not recipients):
        everyone = gold.actors | gold.recipients
        same = bool(actors | recipients) and len(everyone & (actors | recipients)) >= min(2, len(everyone))
    if not same:
        return ACT
    return WHOLE if event.status == gold.status else DYAD


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or (not a and not b)


def states(participants: Iterable[Participant]) -> frozenset[str]:
    """The states that are known."""
    return frozenset(p.state for p in participants if not isinstance(p.state, Unknown) and p.state)


def matches(story: Story, events: Sequence[Event]) -> tuple[list[Match], frozenset[int]]:
    """The matches, best first (level, then the anchors meet, then confidence), and the indices of events that only repeat a gold act."""
    candidates = sorted(
        (-found, not e.anchor.span.overlaps(g.anchor), -round(e.confidence, 3), i, j)
        for i, g in enumerate(story.events)
        for j, e in enumerate(events)
        if (found := level(g, e))
    )
    used_gold, used, matched = set[int](), set[int](), []
    for minus, _, _, i, j in candidates:
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            matched.append(Match(story.events[i], events[j], -minus, j))
    return matched, frozenset(j for j, e in enumerate(events) if j not in used and _repeats(story, e))


def _repeats(story: Story, event: Event) -> bool:
    return any(event.type in g.types and any(event.anchor.span.overlaps(r) for r in g.repeats) for g in story.events)
