"""Scores events against stories and sentences coded by hand."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from legation.errors import Unknown
from legation.evaluation.figures import Labels, Score, labels, score, share, shown
from legation.evaluation.gold import GoldEvent, Story
from legation.evaluation.matching import ACT, DYAD, LEVELS, Match, matches, states
from legation.event import Event

STATUSES = ("occurred", "planned", "hypothetical", "denied")
DETAILS = ("mode", "sector", "background", "date", "place", "attribution")
SAMPLES, SEED = 1000, 7


class Row(NamedTuple):
    """A story's counts: gold events matched at each level, events coded (repeats of gold acts left out), gold events."""

    act: int
    dyad: int
    whole: int
    coded: int
    gold: int


@dataclass(frozen=True, slots=True)
class StoryScores:
    """How well stories or sentences were coded. Shares are 0-1, None where nothing was to be told.

    Attributes:
        rows: the counts of each story.
        recall: share of gold events matched as dyads, of those that are interstate, domestic, main.
        interstate_precision: share of events between states that match as dyads.
        details: on dyad matches, the share whose mode, sector, background, date, place, attribution is right too.
        by_type: type to (score, gold events), on dyads. status: on act matches. kinds: act matches with a gold kind; kind: share of them told right.
        without: stories without a gold event; silent: share of them where no event came out.
    """

    rows: tuple[Row, ...]
    recall: Mapping[str, float | None]
    interstate_precision: float | None
    details: Mapping[str, float | None]
    by_type: Mapping[str, tuple[Score, int]]
    status: Labels
    kinds: int
    kind: float | None
    without: int
    silent: float | None

    def level(self, name: str) -> Score:
        """The score on "act", "dyad" or "whole"."""
        return _total(self.rows, LEVELS.index(name))

    @property
    def type_macro_f1(self) -> float | None:
        """Mean F1 over the types of the gold set, on dyads."""
        found = [s.f1 for s, gold in self.by_type.values() if gold]
        return sum(found) / len(found) if found else None

    def to_dict(self) -> dict[str, Any]:
        """The scores as `legation evaluate` prints them."""
        bounds = intervals(self.rows)
        levels = {name: self.level(name).to_dict() | {"interval": [shown(x) for x in bounds[name]]} for name in LEVELS}
        return {
            "documents": len(self.rows),
            "events": {"gold": sum(r.gold for r in self.rows), "coded": sum(r.coded for r in self.rows)},
            **levels,
            "recall": {k: shown(v) for k, v in self.recall.items()},
            "precision": {"interstate": shown(self.interstate_precision)},
            "on_dyad_matches": {k: shown(v) for k, v in self.details.items()},
            "status": {"macro_f1": shown(self.status.macro_f1), "f1": {k: shown(v) for k, v in self.status.each.items()}},
            "kind": {"accuracy": shown(self.kind), "events": self.kinds},
            "without_events": {"documents": self.without, "none_coded": shown(self.silent)},
            "type_macro_f1": shown(self.type_macro_f1),
            "by_type": {t: s.to_dict() | {"events": n} for t, (s, n) in self.by_type.items()},
        }


def _total(rows: Sequence[Row], level: int) -> Score:
    return score(sum(r[level] for r in rows), sum(r.coded for r in rows), sum(r.gold for r in rows))


def intervals(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """The 95 % interval of F1 on each level, by drawing stories anew."""
    draw = random.Random(SEED)
    found = {}
    for i, name in enumerate(LEVELS):
        f1s = sorted(_total(draw.choices(rows, k=len(rows)), i).f1 for _ in range(SAMPLES))
        found[name] = (f1s[25], f1s[974])
    return found


class _Counts:
    """What is counted while stories pass: how often something was to be told (`due`) and was told (`right`)."""

    def __init__(self) -> None:
        self.due, self.right = Counter[str](), Counter[str]()
        self.gold, self.coded, self.dyads = Counter[str](), Counter[str](), Counter[str]()
        self.statuses: list[tuple[str, str]] = []
        self.rows: list[Row] = []

    def note(self, name: str, right: bool, due: bool = True) -> None:
        """One more that was due, right or not."""
        self.due[name] += due
        self.right[name] += due and right

    def share(self, name: str) -> float | None:
        """Those right among those due."""
        return share(self.right[name], self.due[name])


def score_stories(stories: Sequence[Story], coded: Mapping[str, Sequence[Event]]) -> StoryScores:
    """The scores of all stories; `coded` holds each story's events by its identifier, none for a story that could not be coded."""
    counts = _Counts()
    for story in stories:
        events = coded.get(story.id, ())
        matched, repeats = matches(story, events)
        _count_gold(counts, story, matched)
        _count_coded(counts, [e for j, e in enumerate(events) if j not in repeats], [m.event for m in matched if m.level >= DYAD])
        counts.note("silent", not events, due=not story.events)
        reached = [sum(m.level >= n for m in matched) for n in (1, 2, 3)]
        counts.rows.append(Row(reached[0], reached[1], reached[2], len(events) - len(repeats), len(story.events)))
    types = sorted(counts.gold.keys() | counts.coded.keys())
    return StoryScores(
        rows=tuple(counts.rows),
        recall={name: counts.share(name) for name in ("interstate", "domestic", "main")},
        interstate_precision=counts.share("between states"),
        details={name: counts.share(name) for name in DETAILS},
        by_type={t: (score(counts.dyads[t], counts.coded[t], counts.gold[t]), counts.gold[t]) for t in types},
        status=labels([g for g, _ in counts.statuses], [f for _, f in counts.statuses], STATUSES),
        kinds=counts.due["kind"],
        kind=counts.share("kind"),
        without=counts.due["silent"],
        silent=counts.share("silent"),
    )


def _count_gold(counts: _Counts, story: Story, matched: Sequence[Match]) -> None:
    dyads = {id(m.gold) for m in matched if m.level >= DYAD}
    for gold in story.events:
        hit = id(gold) in dyads
        counts.gold[gold.types[0]] += 1
        counts.dyads[gold.types[0]] += hit
        counts.note("interstate" if gold.interstate else "domestic", hit)
        counts.note("main", hit, due=gold.main)
    for match in matched:
        if match.level >= ACT:
            counts.statuses.append((match.gold.status, match.event.status))
            counts.note("kind", match.event.kind == match.gold.kind, due=match.gold.kind is not None)
        if match.level >= DYAD:
            _count_details(counts, match.gold, match.event)


def _count_details(counts: _Counts, gold: GoldEvent, event: Event) -> None:
    counts.note("mode", (event.mode or None) == gold.mode, due=event.type == gold.types[0])
    counts.note("sector", not gold.sectors.isdisjoint(p.sector for p in event.actors))
    counts.note("background", event.background == gold.background)
    counts.note("date", _same_day(gold.date or "", event), due=gold.date is not None)
    state = None if isinstance(event.place, Unknown) else event.place.place.state
    counts.note("place", gold.place == (state,), due=gold.place is not None)
    said_by = event.attribution.quote.text if event.attribution else ""
    known = bool(said_by) and gold.said_by is not None and (said_by in gold.said_by or gold.said_by in said_by)
    counts.note("attribution", known, due=gold.said_by is not None)


def _same_day(gold: str, event: Event) -> bool:
    """Whether a date is the gold one, or one lies in the other; a year alone does not hold a day."""
    value = "" if isinstance(event.date, Unknown) else event.date.value
    return value.startswith(gold) or (len(value) >= len("2024-05") and gold.startswith(value))


def _count_coded(counts: _Counts, events: Sequence[Event], right: Sequence[Event]) -> None:
    """Counts events that do not only repeat a gold act; `right` are those that match as dyads."""
    hits = {id(e) for e in right}
    for event in events:
        counts.coded[event.type] += 1
        counts.note("between states", id(event) in hits, due=len(states(event.actors) | states(event.recipients)) >= 2)
