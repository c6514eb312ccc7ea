"""Scores events against whole stories coded by hand.

Three levels, each one-to-one within a story: `act` (same type, or the alternative that the hand coder allows, and the anchor inside the gold quote),
`dyad` (act, and the states of actors and recipients meet), `whole` (dyad and the same status). The best level is matched first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from legation.errors import KnowledgeError, Unknown
from legation.event import Event
from legation.participant import Participant
from legation.span import Span

SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Types whose participants are compared as one set."""

LEVELS = ("act", "dyad", "whole")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event coded by hand.

    Attributes:
        types: the type and, where the coder allows another, that too.
        quote: span that the anchor must touch. repeats: spans of later mentions of the act, where a prediction counts neither way.
    """

    types: tuple[str, ...]
    quote: Span
    repeats: tuple[Span, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story with its gold events."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1, each 0-1."""

    precision: float
    recall: float
    f1: float


def read_stories(path: Path) -> tuple[Story, ...]:
    """The stories of a JSONL file, one a line.

    Raises:
        KnowledgeError: a line is no story, or a quote does not stand in its text.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            events = tuple(_gold(row["text"], e) for e in row["events"])
        except (ValueError, KeyError) as fault:
            raise KnowledgeError(f"{path.name}:{number}: {fault!r}. Each line is one story; each quote is a verbatim stretch of its text.") from fault
        found.append(Story(str(row["id"]), row["text"], events))
    return tuple(found)


def _gold(text: str, row: dict[str, object]) -> GoldEvent:
    quote = str(row["quote"])
    start = text.index(quote)
    types = (str(row["type"]), *([str(row["alt_type"])] if row.get("alt_type") else []))
    repeats = row.get("repeats") or []
    return GoldEvent(
        types=types,
        quote=Span(start, start + len(quote)),
        repeats=tuple(s for r in repeats for s in _occurrences(text, str(r))) if isinstance(repeats, list) else (),
        actors=_countries(row.get("actors")),
        recipients=_countries(row.get("recipients")),
        status=str(row["status"]),
    )


def _occurrences(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while words and at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _countries(entities: object) -> frozenset[str]:
    return frozenset(str(e["country"]) for e in entities if e.get("country")) if isinstance(entities, list) else frozenset()


def _states(participants: Iterable[Participant]) -> frozenset[str]:
    return frozenset(p.state for p in participants if not isinstance(p.state, Unknown))


def level(gold: GoldEvent, event: Event) -> int:
    """0 no match, 1 act, 2 dyad, 3 whole."""
    if event.type not in gold.types or not event.anchor.span.overlaps(gold.quote):
        return 0
    actors, recipients = _states(event.actors), _states(event.recipients)
    same = _meet(gold.actors, actors) and _meet(gold.recipients, recipients)
    if not same and (event.type in SYMMETRIC or not gold.recipients or not recipients):
        everyone = gold.actors | gold.recipients
        same = bool(actors | recipients) and len(everyone & (actors | recipients)) >= min(2, len(everyone))
    if not same:
        return 1
    return 3 if event.status == gold.status else 2


def _meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or (not a and not b)


def pair(story: Story, events: Sequence[Event]) -> tuple[list[tuple[int, int, int]], frozenset[int]]:
    """Matches as (gold index, event index, level), best first, and indices of events that only repeat a gold act."""
    candidates = sorted(
        ((-found, -e.confidence, i, j) for i, g in enumerate(story.events) for j, e in enumerate(events) if (found := level(g, e))),
    )
    used_gold: set[int] = set()
    used: set[int] = set()
    matched = []
    for minus, _, i, j in candidates:
        if i not in used_gold and j not in used:
            used_gold.add(i)
            used.add(j)
            matched.append((i, j, -minus))
    repeated = frozenset(j for j, e in enumerate(events) if j not in used and _repeats(story, e))
    return matched, repeated


def _repeats(story: Story, event: Event) -> bool:
    return any(event.type in g.types and any(event.anchor.span.overlaps(r) for r in g.repeats) for g in story.events)


def score(stories: Sequence[Story], coded: dict[str, Sequence[Event]]) -> dict[str, Score]:
    """Scores by level over all stories; `coded` holds each story's events by its identifier."""
    hits = dict.fromkeys(LEVELS, 0)
    predicted = gold = 0
    for story in stories:
        events = coded.get(story.id, ())
        matched, repeated = pair(story, events)
        predicted += len(events) - len(repeated)
        gold += len(story.events)
        for i, name in enumerate(LEVELS, start=1):
            hits[name] += sum(found >= i for *_, found in matched)
    return {name: _score(hits[name], predicted, gold) for name in LEVELS}


def _score(hits: int, predicted: int, gold: int) -> Score:
    precision = hits / predicted if predicted else 0.0
    recall = hits / gold if gold else 0.0
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0)
