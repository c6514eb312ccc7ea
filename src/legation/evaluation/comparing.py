"""Several coders' events of one report side by side: which are of one act, where they differ, and what of it can be counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from legation.evaluation.agreement import Agreement, agreement


@dataclass(frozen=True, slots=True)
class Marked:
    """An event that a coder marked: its key, whose it is, and the whole event."""

    key: int
    coder: str
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Item:
    """Coders' events that are taken for one act, by coder, and those of the report's coders who have none. differs: fields that differ."""

    marks: dict[str, Marked]
    missing: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names it: the smallest key of its marks."""
        return str(min(mark.key for mark in self.marks.values()))

    @property
    def first(self) -> Marked:
        """The first of its marks, by key."""
        return min(self.marks.values(), key=lambda mark: mark.key)

    @property
    def apart(self) -> bool:
        """Whether its marks are several events, of other words or types, which could stand side by side."""
        return len({mark.body["event_id"] for mark in self.marks.values()}) > 1

    @property
    def agreed(self) -> bool:
        """Whether every coder has it, with the same in every field."""
        return not self.differs


@dataclass(frozen=True, slots=True)
class Compared:
    """A report as its coders who are done coded it; sentences: start and end of each."""

    coders: tuple[str, ...]
    sentences: tuple[tuple[int, int], ...]
    marks: tuple[Marked, ...]


def _states(side: str) -> Callable[[dict[str, Any]], str]:
    def told(body: dict[str, Any]) -> str:
        return " ".join(sorted({who["state"] or "?" for who in body[side]})) or "nobody"

    return told


FIELDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "type": lambda body: str(body["type"]),
    "quad": lambda body: str(body["quad"]),
    "actors": _states("actors"),
    "recipients": _states("recipients"),
    "status": lambda body: str(body["status"]),
    "date": lambda body: str((body["date"] or {}).get("value") or "none"),
}
"""Fields of an event that are compared, and what each holds."""

EXISTS = "event"
"""The question whether a sentence tells of an event at all, and the difference that a coder has none."""


def items(report: Compared) -> list[Item]:
    """The acts of a report, each coder's event in one at most: the closest are matched first; in the order of the text."""
    found: list[dict[str, Marked]] = []
    for coder in report.coders:
        own = [mark for mark in report.marks if mark.coder == coder]
        pairs = [(_closeness(mark, act), n, mark) for mark in own for n, act in enumerate(found)]
        taken: dict[int, int] = {}
        for close, n, mark in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2].key)):
            if close and n not in taken.values() and mark.key not in taken:
                taken[mark.key] = n
        for mark in own:
            if mark.key in taken:
                found[taken[mark.key]][coder] = mark
        found += [{coder: mark} for mark in own if mark.key not in taken]
    made = [_item(act, report.coders) for act in found]
    return sorted(made, key=lambda item: (item.first.body["anchor"]["start"], int(item.key)))


def agreements(reports: Sequence[Compared], seed: int = 0) -> dict[str, Agreement]:
    """Agreement by question: whether each sentence tells of an event, and each field of the acts that at least two coders have."""
    acts = [items(report) for report in reports]
    found = {EXISTS: agreement([_sentences(report) for report in reports], seed)}
    for name, told in FIELDS.items():
        found[name] = agreement([[[told(mark.body) for mark in item.marks.values()] for item in made] for made in acts], seed)
    return found


def _item(act: Mapping[str, Marked], coders: Iterable[str]) -> Item:
    missing = tuple(coder for coder in coders if coder not in act)
    differs = [name for name, told in FIELDS.items() if len({told(mark.body) for mark in act.values()}) > 1]
    return Item(dict(act), missing, (*([EXISTS] if missing else []), *differs))


def _closeness(mark: Marked, act: Mapping[str, Marked]) -> int:
    return max(_close(mark.body, other.body) for other in act.values())


def _close(one: dict[str, Any], other: dict[str, Any]) -> int:
    """How surely two events are one act: their words overlap; else, in one sentence, their type is one, or sort and actors are."""
    same_type = bool(one["type"] == other["type"])
    if _overlap(one["anchor"], other["anchor"]):
        return 4 + same_type
    if not _overlap(one["sentence"], other["sentence"]):
        return 0
    told = _states("actors")
    return 2 if same_type else int(one["quad"] == other["quad"] and told(one) == told(other))


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _sentences(report: Compared) -> list[list[str]]:
    """For each sentence what each coder says: an event, or none."""
    begun = {coder: [mark.body["anchor"]["start"] for mark in report.marks if mark.coder == coder] for coder in report.coders}
    return [[EXISTS if any(first <= at < last for at in begun[coder]) else "none" for coder in report.coders] for first, last in report.sentences]
