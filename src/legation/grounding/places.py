"""Place names and nationalities of a document -> places, in text order."""

from __future__ import annotations

from legation.document import Document
from legation.grounding.candidates import toponyms_of, unknown_of
from legation.grounding.choosing import choose
from legation.grounding.holding import held
from legation.knowledge.gazetteer import Gazetteer
from legation.mention import Parse
from legation.place import PlaceMention


def places_of(document: Document, parse: Parse, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Every mention that the gazetteer knows, with the place that it most likely means; a nationality has its state's.

    A place that the gazetteer does not know has the place that it is said to lie in, else the state that the report's places lie in, when one does.
    """
    toponyms = toponyms_of(parse, document.text, gazetteer)
    chosen = choose(toponyms, document.text)
    found = [PlaceMention(t.mention, e.place) for t, e in zip(toponyms, chosen, strict=True)]
    within = [PlaceMention(m, e.place) for m, e in held(unknown_of(parse, toponyms), toponyms, chosen, document.text, gazetteer)]
    return tuple(sorted([*found, *within], key=lambda p: (p.mention.span, p.mention.kind)))
