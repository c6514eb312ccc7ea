"""One act told by its deed and by what came of it: "opened fire on a convoy, killing six", "the strikes killed five"."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.casting import states
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.event import Event
from legation.sentence import Token

VIOLENT = "ASSAULT"

Coded = list[tuple[Match, Event]]


def joined_results(coded: Coded, frames: Frames) -> Coded:
    """The sentence's acts, a deed and its result as one event with the words of both; in the order given."""
    violent = [(m, e) for m, e in coded if e.type == VIOLENT]
    gone: dict[int, int] = {}
    for match, event in violent:
        deed = next((m for m, e in violent if m is not match and _same_doer(event, e) and _is_result(match, event, m, frames)), None)
        if deed is not None and deed.head.index not in gone:
            gone[match.head.index] = deed.head.index
    results = {kept: [e for m, e in violent if gone.get(m.head.index) == kept] for kept in gone.values()}
    return [(m, _with(e, results.get(m.head.index, []))) for m, e in coded if m.head.index not in gone]


def _is_result(match: Match, event: Event, deed: Match, frames: Frames) -> bool:
    """Whether the match tells what came of `deed`: a participle on its clause, the verb of which it is the subject, or a verb joined to it
    whose victims nobody names: "attacked a village in Mali and killed two farmers".
    """
    verb = match.head
    if verb.lemma not in frames.lexicon.classes["result"] or verb.upos != "VERB":
        return False
    carrier = deed.light or deed.head
    joined = verb.relation == "conj" and frames.sentence.head(verb) is carrier and all(r.basis == "document" for r in event.recipients)
    return joined or _hangs_on(verb, carrier, frames) or deed.head in frames.slot(verb, "surface")


def _hangs_on(verb: Token, carrier: Token, frames: Frames) -> bool:
    """Whether the verb is a participle of the carrier's clause, directly or joined to one that is: "killing six and wounding two"."""
    while verb.relation == "conj" and verb.head >= 0:
        verb = frames.sentence.tokens[verb.head]
    head = frames.sentence.head(verb)
    return verb.relation in ("advcl", "acl") and verb.text.lower().endswith("ing") and head is not None and head.index == carrier.index


def _same_doer(result: Event, deed: Event) -> bool:
    return states(result.actors) == states(deed.actors) and result.status == deed.status


def _with(event: Event, results: list[Event]) -> Event:
    """The deed with the words, and where it has none the recipients, of its results."""
    for result in results:
        event = replace(
            event,
            repeats=(*event.repeats, result.anchor),
            recipients=event.recipients or result.recipients,
            figures=event.figures or result.figures,
            mode=event.mode or result.mode,
        )
    return event


__all__ = ["joined_results"]
