"""The grounder of the house: where by the gazetteer, when by the grammar of time expressions."""

from __future__ import annotations

from legation.document import Document
from legation.grounding.grammar import read_grammar
from legation.grounding.moments import moments_of
from legation.grounding.places import places_of
from legation.knowledge.gazetteer import Gazetteer, read_gazetteer
from legation.mention import Parse
from legation.stages import Grounding


class GazetteerGrounder:
    """Places and moments of a document; data are read when the first document comes.

    Attributes:
        language: the file of time expressions under `data/dates`.
        gazetteer: the gazetteer to ask; None for the one that ships.
    """

    def __init__(self, language: str = "english", gazetteer: Gazetteer | None = None) -> None:
        self.language = language
        self.gazetteer = gazetteer

    def ground(self, document: Document, parse: Parse) -> Grounding:
        """Where and when, each in text order."""
        gazetteer = self.gazetteer or read_gazetteer()
        return Grounding(places_of(document, parse, gazetteer), moments_of(document, parse, read_grammar(self.language)))


def load() -> GazetteerGrounder:
    """The grounder with the data that ship."""
    return GazetteerGrounder()
