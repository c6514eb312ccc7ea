"""Settles mode, kind, CAMEO code and contexts of the events of a report, whichever coder found them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legation.coding import contexts
from legation.coding.clauses import Clause
from legation.coding.frames import Frames
from legation.document import Document
from legation.event import Event
from legation.knowledge import rules
from legation.knowledge.lexicon import Lexicon
from legation.knowledge.ontology import Ontology
from legation.mention import Parse


def refined(events: Iterable[Event], document: Document, parse: Parse, words: Lexicon, codebook: Ontology) -> tuple[Event, ...]:
    """The events with the mode, kind and code that their clauses tell, and contexts by sentence, paragraph and report."""
    evidence = contexts.Evidence(document, parse, codebook)
    frames: dict[int, Frames] = {}
    return tuple(_refined(e, parse, words, codebook, evidence, frames) for e in events)


def _refined(event: Event, parse: Parse, words: Lexicon, codebook: Ontology, evidence: contexts.Evidence, frames: dict[int, Frames]) -> Event:
    """`frames` holds those of the sentences met so far."""
    sentence = parse.sentence_at(event.anchor.span.start)
    token = sentence.token_at(event.anchor.span.start) if sentence else None
    if sentence is None or token is None:
        return event
    before = parse.sentences[sentence.index - 1] if sentence.index else None
    if sentence.index not in frames:
        frames[sentence.index] = Frames(sentence, words)
    clause = Clause(event, token, frames[sentence.index], before)
    mode = rules.first(rules.modes(), event.type, event.mode, clause.holds)
    cameo = event.cameo if mode == event.mode and event.cameo != codebook.types[event.type].cameo else codebook.cameo(event.type, mode)
    event = replace(event, mode=mode, cameo=cameo)
    event = replace(event, kind=rules.first(rules.kinds(), event.type, event.kind, clause.of(event).holds) or None)
    event = replace(event, contexts=evidence.contexts(event, clause.of(event), sentence))
    return replace(event, cameo=rules.first(rules.cameo(), event.type, event.cameo, clause.of(event).holds) or cameo)
