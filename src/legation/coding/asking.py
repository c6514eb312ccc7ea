"""Questions to the relation head, in the words of a sentence."""

from __future__ import annotations

from legation.coding.building import Scene
from legation.participant import Participant
from legation.relation import Question, Relation
from legation.span import Span
from legation.stages import Relater


def asked(relater: Relater, scene: Scene, actors: tuple[Participant, ...], recipients: tuple[Participant, ...]) -> Relation | None:
    """The head's answer for the first actor and the first recipient that the sentence names; no recipient asks for any act of the actor.

    None where the sentence names no actor (a speaker of the sentence before).
    """
    actor = _first(actors, scene)
    if actor is None:
        return None
    recipient = _first(tuple(r for r in recipients if not r.mention.span.overlaps(actor.mention.span)), scene)
    offset = scene.sentence.span.start
    spans = [None if p is None else Span(p.mention.span.start - offset, p.mention.span.end - offset) for p in (actor, recipient)]
    assert spans[0] is not None
    return relater.relate(Question("", "", scene.sentence.text, spans[0], spans[1], {}))


def _first(participants: tuple[Participant, ...], scene: Scene) -> Participant | None:
    return next((p for p in participants if scene.sentence.span.contains(p.mention.span)), None)
