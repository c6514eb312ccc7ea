"""How likely it is that two events of different reports tell of one act, and why: the same whichever comes first."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file
from legation.recording import copies, words
from legation.recording.distances import Nearness, Spot, nearness
from legation.recording.traits import EXACT, PROMISES, REPORTED, UNDATED, Telling

Marks: TypeAlias = dict[str, float]
"""What two events have in common and what parts them, 0 to 1 each; those that do not hold are left out."""

COPY_TERMS = 20
"""Reports of fewer terms may be word for word alike and tell of two days' acts."""

SAID = 10
"""Terms that a sentence must have besides cast, time and place before it can be told that it speaks of something else."""

Outline: TypeAlias = tuple[str | None, str | None, Spot | None]
"""First and last day, ISO, and place."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two events, the smaller id first, that tell of one act: how likely, and what speaks for it and against."""

    a: str
    b: str
    score: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Logistic weights by mark, the least likelihood of a link, the words for each mark.

    `often` are types of acts that one state does to another often; `mutual` are types and kinds that are one act whichever side is called the actor.
    """

    bias: float
    least: float
    marks: Mapping[str, float]
    words: Mapping[str, str]
    often: frozenset[str]
    mutual: frozenset[str]


@cache
def weights() -> Weights:
    """The weights of data/recording/joining.toml.

    Raises:
        KnowledgeError: the file lacks a part.
    """
    found = tomllib.loads(data_file("recording", "joining.toml").read_text(encoding="utf-8"))
    try:
        return Weights(
            float(found["bias"]),
            float(found["least"]),
            dict(found["weights"]),
            dict(found["words"]),
            frozenset(found["often"]),
            frozenset(found["mutual"]),
        )
    except KeyError as fault:
        raise KnowledgeError(f"joining.toml: it lacks {fault}. Write it anew: python -m training.fit_joining") from fault


def link(one: Telling, other: Telling) -> Link | None:
    """The link of two events of different reports, or None where it is less likely than `least`, or they cannot be one act."""
    if one.event_id > other.event_id:
        one, other = other, one
    if one.document_id == other.document_id or one.lead != other.lead or contradict(one, other):
        return None
    found = marks(one, other)
    score = likelihood(found)
    return Link(one.event_id, other.event_id, score, reasons(found)) if score >= weights().least else None


def likelihood(found: Marks) -> float:
    """The chance that two events with these marks are one act."""
    told = weights()
    total = told.bias + sum(told.marks.get(name, 0.0) * value for name, value in sorted(found.items()))
    return round(1 / (1 + math.exp(-total)), 4)


def reasons(found: Marks) -> tuple[str, ...]:
    """In words what speaks for one act, the weightiest first, then what speaks against it."""
    told = weights()
    weighed = {name: told.marks.get(name, 0.0) * value for name, value in found.items()}
    order = sorted((name for name in weighed if abs(weighed[name]) >= 0.1), key=lambda n: (weighed[n] < 0, -abs(weighed[n]), n))
    return tuple(("against: " if weighed[name] < 0 else "") + told.words.get(name, name) for name in order)


def contradict(one: Telling, other: Telling) -> bool:
    """Whether days or places part two events: they lie apart by more than a day, or in two towns or two states."""
    return apart(outline(one), outline(other))


def outline(one: Telling) -> Outline:
    """First day, last day and place: all that a contradiction looks at."""
    return one.first, one.last, one.place


def apart(one: Outline, other: Outline) -> bool:
    """As `contradict`, of outlines."""
    return _gap(one, other) > 1 or nearness(one[2], other[2]) is Nearness.APART


def marks(one: Telling, other: Telling) -> Marks:
    """What two events have in common and what parts them; the same either way round."""
    found = dict(_act_marks(one, other))
    found |= dict(_cast_marks(one, other))
    found |= dict(_time_marks(one, other))
    found |= dict(_thing_marks(one, other))
    found["sentence"] = words.cosine(one.vector, other.vector)
    found["report"] = words.cosine(one.report.vector, other.report.vector)
    if min(len(one.report.vector), len(other.report.vector)) >= COPY_TERMS:
        found["copy"] = max(0.0, 2 * copies.likeness(one.report.signature, other.report.signature) - 1)
    return found


def _act_marks(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    if one.type == other.type:
        yield "type", 1
        if one.concern and other.concern:
            yield ("concern" if one.concern == other.concern else "other_concern"), 1
    elif _promised(one, other) or _promised(other, one):
        yield "promised", 1
    if one.kind and other.kind:
        yield ("kind" if one.kind == other.kind else "other_kind"), 1
    if one.type == other.type and one.mode and other.mode and one.mode != other.mode:
        yield "other_mode", 1
    yield ("anchor" if one.anchor == other.anchor else "other_anchor"), words.cosine(one.vector, other.vector) ** 2


def _promised(promise: Telling, act: Telling) -> bool:
    return promise.type in PROMISES and promise.concern == act.type


def _cast_marks(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    """Casts by state, so that a navy, a ministry and a president are their state; a place stands for the state acted upon."""
    first, second = _cast(one), _cast(other)
    yield "cast", len(first & second) / max(1, len(first | second))
    if first - second - {_ground(other)} and second - first - {_ground(one)}:
        yield "other_cast", 1
    if (len(first) == 1) != (len(second) == 1):
        yield "lone", 1
    if {*one.actors} & {*other.actors}:
        yield "actors", 1
    elif one.actors and other.actors and not (first == second and _mutual(one) and _mutual(other)):
        yield "other_actors", 1
    if {*one.recipients} & {*other.recipients} or (first == second and len(first) > 1 and _mutual(one)):
        yield "recipients", 1
    if {*one.persons} - {*other.persons} and {*other.persons} - {*one.persons}:
        yield "other_persons", 1
    elif one.persons and other.persons:
        yield "persons", 1


def _cast(telling: Telling) -> set[str]:
    """States that act and are acted upon; with one alone, the state in which it happens."""
    named = {*telling.actors, *telling.recipients}
    ground = _ground(telling)
    return named | {ground} if len(named) == 1 and ground else named


def _mutual(telling: Telling) -> bool:
    """Whether it is one act whichever side is called the actor."""
    return telling.type in weights().mutual or telling.kind in weights().mutual


def _ground(telling: Telling) -> str | None:
    """The state in which it happens."""
    return telling.place[1] if telling.place else None


def _time_marks(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    if UNDATED in (one.precision, other.precision):
        yield "undated", 1
    elif one.precision == other.precision == EXACT:
        yield ("day" if one.first == other.first else "next_day"), 1
    elif max(one.precision, other.precision) <= REPORTED:
        yield ("told_day" if _gap(outline(one), outline(other)) <= 0 else "told_next_day"), 1
    else:
        yield "stretch", 1
    if one.status != other.status:
        yield ("denied" if "denied" in (one.status, other.status) else "other_status"), 1


def _gap(one: Outline, other: Outline) -> int:
    """Days between the stretches of two events; 0 where they meet or one is not known."""
    if not (one[0] and other[0] and one[1] and other[1]):
        return 0
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return 0 if start <= end else (date.fromisoformat(start) - date.fromisoformat(end)).days


def _thing_marks(one: Telling, other: Telling) -> Iterator[tuple[str, float]]:
    near = nearness(one.place, other.place)
    content = words.cosine(one.content, other.content)
    yield "content", content
    if {one.type, other.type} <= weights().often and near not in (Nearness.SAME, Nearness.NEAR):
        yield "often", (1 - content) * min(1.0, len(one.content) / SAID, len(other.content) / SAID)
    if near is not Nearness.UNKNOWN:
        yield f"place_{near.value}", 1
    shared = sorted(one.figures.keys() & other.figures.keys())
    if shared:
        agree = sum(_about(one.figures[key], other.figures[key]) for key in shared) / len(shared)
        yield ("figures" if agree >= 0.5 else "other_figures"), 1
    if one.ships and other.ships:
        yield ("ships" if {*one.ships} & {*other.ships} else "other_ships"), 1


def _about(one: float, other: float) -> bool:
    """Whether two numbers may be one: equal, or within a tenth for numbers over ten, which are rounded."""
    return one == other or (min(one, other) > 10 and abs(one - other) <= 0.1 * max(one, other))
