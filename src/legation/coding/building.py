"""Builds the event of an act whose type, participants and status are settled: when, where, in what context, told by whom."""

from __future__ import annotations

from dataclasses import dataclass

from legation import __version__
from legation.coding import afloat, binding, contexts, ports, timing
from legation.coding.casting import Casting
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.telling import attribution_of, told_by
from legation.document import Document
from legation.event import Attribution, Event, Quote, Status
from legation.knowledge.lexicon import Lexicon
from legation.knowledge.ontology import Ontology
from legation.participant import Cast, Participant
from legation.sentence import Sentence, Token
from legation.span import Span
from legation.stages import Grounding


@dataclass(frozen=True, slots=True)
class Scene:
    """All that is known of a sentence while it is coded; `quoted` is the speaker of the quotation that it stands in, with his sentence."""

    document: Document
    sentence: Sentence
    frames: Frames
    casting: Casting
    cast: Cast
    grounding: Grounding
    quoted: tuple[Sentence, Token] | None


@dataclass(frozen=True, slots=True)
class Act:
    """What is settled of an act before its event is built; its rule is the match's."""

    match: Match
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    type: str
    mode: str | None
    cameo: str
    status: Status
    confidence: float
    coder: str = "lexicon"


class Builder:
    """Acts to events."""

    def __init__(self, words: Lexicon, codebook: Ontology) -> None:
        self._lexicon = words
        self._ontology = codebook

    def event(self, act: Act, scene: Scene) -> Event:
        """The event of `act`, with date, place, contexts, figures and source."""
        match, sense, frames, type_ = act.match, act.match.sense, scene.frames, self._ontology.types[act.type]
        moment = binding.moment_of(match, scene.sentence, scene.grounding.moments, timing.publication_day(scene.document))
        background = timing.is_background(moment, scene.document, act.status)
        role, status, kind = scene.sentence.role, act.status, self._kind(act, frames)
        return Event(
            document_id=scene.document.id,
            sentence=Quote(scene.sentence.span, scene.sentence.text),
            role=role,
            type=act.type,
            mode=act.mode,
            kind=kind,
            contexts=(),
            quad=type_.quad,
            score=type_.score,
            cameo=act.cameo,
            anchor=_anchor(match, frames, scene.document.text),
            repeats=(),
            actors=act.actors,
            recipients=act.recipients,
            concerns=None,
            vessels=afloat.vessels_of(match, scene.frames, scene.cast, (*act.actors, *act.recipients)),
            figures=contexts.figures_of(match, frames),
            tour_id=None,
            status=status,
            background=background,
            attribution=self._teller(match.light or match.head, scene),
            date=timing.date_of(moment, scene.document, status, background=background, role=role, match=match, sentence=scene.sentence),
            place=ports.place_of(match, kind, frames, scene.grounding.places, act.recipients),
            confidence=act.confidence,
            coder=act.coder,
            rule=sense.rule,
            version=__version__,
        )

    def _kind(self, act: Act, frames: Frames) -> str | None:
        """The kind by the words of the act; a visit by ships is a port call."""
        kind = contexts.kind_of(act.match, act.type, frames, self._ontology)
        afloat = act.mode == "visit" and kind in (None, "official_visit") and all(a.mention.kind == "vessel" for a in act.actors)
        return "port_call" if afloat else kind

    def _teller(self, token: Token, scene: Scene) -> Attribution | None:
        """Who tells of the act: by its own sentence, else the speaker of the quotation that it stands in."""
        text = scene.document.text
        found = attribution_of(token, scene.frames, self._lexicon, scene.casting, text)
        if found is not None or scene.quoted is None:
            return found
        sentence, speaker = scene.quoted
        return told_by(speaker, sentence, scene.casting, text)


def _anchor(match: Match, frames: Frames, text: str) -> Quote:
    """The predicate with its particle."""
    tokens: list[Token] = [match.head]
    if match.sense.particle:
        tokens += [c for c in frames.sentence.children(match.head) if c.text.lower() == match.sense.particle and c.index == match.head.index + 1]
    span = Span(tokens[0].span.start, max(t.span.end for t in tokens))
    return Quote(span, span.of(text))
