"""Joins later mentions of one act in one report to its first telling, as `repeats`."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.coding.pairing import BARE
from legation.errors import Unknown
from legation.event import Event, EventDate
from legation.place import Place

SAID = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types of which one side says many in one report: every demand is an act of its own."""
TOWNS = frozenset({"point", "city", "district"})
"""Precisions of a place at which an act is done once."""

NEAR_DEGREES = 0.3
"""Difference in latitude and longitude within which two towns may be told of one act: some 30 km."""

MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
"""Types whose sides are one set of participants."""


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
    if not told_above and not _alike(a, lemma_a, b, lemma_b):
        return False
    by_words = told_above or lemma_a == lemma_b or a.type in MUTUAL or a.sentence.span == b.sentence.span
    sides = _states_agree(a, b) if by_words else _sides_equal(a, b)
    return sides and _dates_agree(a, b) and _places_agree(a, b) and not _of_others(a, b)


def _places_agree(a: Event, b: Event) -> bool:
    """Whether no two towns contradict; what lies within another, or close by, is one place."""
    if isinstance(a.place, Unknown) or isinstance(b.place, Unknown):
        return True
    one, other = a.place.place, b.place.place
    if one.precision not in TOWNS or other.precision not in TOWNS:
        return True
    return one.name == other.name or _degrees_apart(one, other) < NEAR_DEGREES


def _degrees_apart(one: Place, other: Place) -> float:
    """The larger of the differences in latitude and longitude, in degrees."""
    east = abs(one.longitude - other.longitude)
    return max(abs(one.latitude - other.latitude), min(east, 360 - east))


def _sides_equal(a: Event, b: Event) -> bool:
    """Whether both tell of the same states on the same sides: other words for the act ask for more than a part of them."""
    return (states(a.actors), states(a.recipients)) == (states(b.actors), states(b.recipients))


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


def _only_one_has_hosts(a: Event, b: Event) -> bool:
    """Whether one is a tour told without its hosts, and the other a visit to one: a stop is no second telling of the tour."""
    return a.mode == b.mode == "visit" and "tour" in (a.kind, b.kind) and bool(a.recipients) != bool(b.recipients)


def _states_agree(a: Event, b: Event) -> bool:
    actors_a, actors_b = states(a.actors), states(b.actors)
    recipients_a, recipients_b = states(a.recipients), states(b.recipients)
    if a.type in MUTUAL:
        all_a, all_b = actors_a | recipients_a, actors_b | recipients_b
        richer = (
            a.type == "CONSULT" and all_a < all_b and len(all_a) == 1 and a.role != "headline"
        )  # a first telling names the other side, unless there was none
        return bool(all_a & all_b) and (all_a <= all_b or all_b <= all_a) and not richer
    if not (actors_a <= actors_b or actors_b <= actors_a):
        return False
    return recipients_a <= recipients_b or recipients_b <= recipients_a


def _dates_agree(a: Event, b: Event) -> bool:
    """Whether no two expressions contradict; dates taken from the publication day bind nobody."""
    if isinstance(a.date, Unknown) or isinstance(b.date, Unknown) or "publication" in (a.date.basis, b.date.basis):
        return True
    return a.date.value.startswith(b.date.value) or b.date.value.startswith(a.date.value)
