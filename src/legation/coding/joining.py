"""Joins later mentions of one act in one report to its first telling, as `repeats`."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.errors import Unknown
from legation.event import Event, EventDate


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
    if _only_one_has_hosts(a, b):
        return False
    told_above = "headline" in (a.role, b.role) and a.kind == b.kind  # a headline tells in other words what the report tells below
    if not (told_above or lemma_a == lemma_b or (a.kind and a.kind == b.kind) or (a.mode and a.mode == b.mode)):
        return False
    return _states_agree(a, b) and _dates_agree(a, b)


def _only_one_has_hosts(a: Event, b: Event) -> bool:
    """Whether one is a tour told without its hosts, and the other a visit to one: a stop is no second telling of the tour."""
    return a.mode == b.mode == "visit" and "tour" in (a.kind, b.kind) and bool(a.recipients) != bool(b.recipients)


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
