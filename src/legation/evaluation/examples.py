"""Reads annotated example sentences: `[actor]`, `{recipient}`, `*anchor*` (see data/lexicon/SOURCE.md), and checks events against them."""

from __future__ import annotations

from dataclasses import dataclass

from legation.event import Event
from legation.span import Span

MARKS = {"[": "actor", "]": "actor", "{": "recipient", "}": "recipient", "*": "anchor"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence without its marks, and what the marks held."""

    text: str
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    anchor: Span | None


def read_example(annotated: str) -> Example:
    """The example that an annotated sentence stands for."""
    text: list[str] = []
    starts: dict[str, int] = {}
    found: dict[str, list[Span]] = {"actor": [], "recipient": [], "anchor": []}
    for char in annotated:
        if char not in MARKS:
            text.append(char)
            continue
        role, here = MARKS[char], len(text)
        if char in "[{" or (char == "*" and role not in starts):
            starts[role] = here
        elif role in starts and starts[role] < here:
            found[role].append(Span(starts.pop(role), here))
    anchor = found["anchor"][0] if found["anchor"] else None
    return Example("".join(text), tuple(found["actor"]), tuple(found["recipient"]), anchor)


def faults(example: Example, type_: str, events: tuple[Event, ...]) -> str:
    """What is wrong with the coding of an example, "" where its act is found with its participants."""
    at = [e for e in events if example.anchor is not None and any(q.span.overlaps(example.anchor) for q in (e.anchor, *e.repeats))]
    if not at:
        return "no event at the anchor"
    of_type = [e for e in at if e.type == type_]
    if not of_type:
        return f"{at[0].type} instead of {type_} ({at[0].rule})"
    wrongs = [_wrong_roles(example, e) for e in of_type]
    return "" if "" in wrongs else wrongs[0]


def _wrong_roles(example: Example, event: Event) -> str:
    actors = [p.mention.span for p in event.actors]
    recipients = [p.mention.span for p in event.recipients]
    everyone = actors + recipients if event.type in ("CONSULT", "COOPERATE", "AGREE") else actors
    missing = [s.of(example.text) for s in example.actors if not any(s.overlaps(a) for a in everyone)]
    if missing:
        return f"actors lack {missing} ({event.rule})"
    everyone = actors + recipients if event.type in ("CONSULT", "COOPERATE", "AGREE") else recipients
    missing = [s.of(example.text) for s in example.recipients if not any(s.overlaps(r) for r in everyone)]
    return f"recipients lack {missing} ({event.rule})" if missing else ""
