"""Place names and nationalities of a document -> places, in text order."""

from __future__ import annotations

from legation.document import Document
from legation.grounding.candidates import toponyms_of
from legation.grounding.choosing import choose
from legation.knowledge.gazetteer import Gazetteer
from legation.mention import Parse
from legation.place import PlaceMention


def places_of(document: Document, parse: Parse, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Every mention that the gazetteer knows, with the place that it most likely means; a nationality has its state's."""
    toponyms = toponyms_of(parse, document.text, gazetteer)
    return tuple(PlaceMention(t.mention, e.place) for t, e in zip(toponyms, choose(toponyms, document.text), strict=True))
