"""Joins later mentions of one act in one report to its first telling, as `repeats`."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.coding.pairing import BARE
from legation.errors import Unknown
from legation.event import Event, EventDate

SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of which one side says many in one report: every demand is an act of its own."""


def once_per_story(events: list[tuple[Event, str]]) -> tuple[Event, ...]:
    """Events in text order, each act once.

    Args:
        events: events with the lemma of their anchors, in text order.

    Two tellings are one act when type, role class (article, or caption and teaser), background and states agree, neither denies what the other
    tells as done, no dates contradict, and the anchor's lemma, the mode or the kind is the same. A headline may use other words for the same kind.
    """
    kept: list[tuple[Event, str]] = []
    for event, lemma in events:
        for i, (first, first_lemma) in enumerate(kept):
            if _same_act(first, first_lemma, event, lemma):
                kept[i] = (_joined(first, event), first_lemma)
                break
        else:
            kept.append((event, lemma))
    return tuple(e for e, _ in kept)


def _joined(first: Event, later: Event) -> Event:
    return replace(
        first,
        repeats=(*first.repeats, later.anchor),
        mode=first.mode or later.mode,
        kind=first.kind or later.kind,
        vessels=first.vessels or later.vessels,
        figures=first.figures or later.figures,
        place=later.place if isinstance(first.place, Unknown) else first.place,
        date=_firmer(first.date, later.date),
        attribution=first.attribution or later.attribution,
    )


def _firmer(first: EventDate | Unknown, later: EventDate | Unknown) -> EventDate | Unknown:
    """The date that an expression gives over one from the publication day, and any over none."""
    if isinstance(later, Unknown):
        return first
    if isinstance(first, Unknown) or (first.basis == "publication" and later.basis == "expression"):
        return later
    return first


def _same_act(a: Event, lemma_a: str, b: Event, lemma_b: str) -> bool:
    if a.type != b.type or (a.role in ("teaser", "caption")) != (b.role in ("teaser", "caption")):
        return False
    if a.background != b.background or {a.status, b.status} == {"occurred", "denied"}:
        return False
    told_above = "headline" in (a.role, b.role) and a.kind == b.kind  # a headline tells in other words what the report tells below
    if not told_above and not _alike(a, lemma_a, b, lemma_b):
        return False
    return _states_agree(a, b) and _dates_agree(a, b) and not _of_others(a, b)


def _of_others(a: Event, b: Event) -> bool:
    """Whether persons, bodies or ships act in both, each with a name of its own, and none is the same."""
    named_a, named_b = _names(a), _names(b)
    return bool(named_a and named_b) and not named_a & named_b


def _names(event: Event) -> frozenset[str]:
    """Names of actors that are more than their state; none where one of them is only the state."""
    found = [p.name for p in event.actors if p.mention.kind not in BARE]
    if len(found) < len(event.actors) or any(isinstance(n, Unknown) for n in found):
        return frozenset()
    return frozenset(str(n) for n in found)


def _alike(a: Event, lemma_a: str, b: Event, lemma_b: str) -> bool:
    """Whether the words, the kind or the mode are the same; of two things said, the mode alone tells too little, and two modes tell two acts."""
    if a.type in SAID:
        return lemma_a == lemma_b and (a.mode == b.mode or not a.mode or not b.mode)
    return lemma_a == lemma_b or bool(a.kind and a.kind == b.kind) or bool(a.mode and a.mode == b.mode)


def _states_agree(a: Event, b: Event) -> bool:
    actors_a, actors_b = states(a.actors), states(b.actors)
    recipients_a, recipients_b = states(a.recipients), states(b.recipients)
    if a.type in ("CONSULT", "COOPERATE", "AGREE"):
        all_a, all_b = actors_a | recipients_a, actors_b | recipients_b
        return bool(all_a & all_b) and (all_a <= all_b or all_b <= all_a)
    if not (actors_a <= actors_b or actors_b <= actors_a):
        return False
    return recipients_a <= recipients_b or recipients_b <= recipients_a


def _dates_agree(a: Event, b: Event) -> bool:
    """Whether no two expressions contradict; dates taken from the publication day bind nobody."""
    if isinstance(a.date, Unknown) or isinstance(b.date, Unknown) or "publication" in (a.date.basis, b.date.basis):
        return True
    return a.date.value.startswith(b.date.value) or b.date.value.startswith(a.date.value)
