"""One Protocol per stage of the house: a room's public face, so that a user's own stage or a test's fake can take its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from legation.document import Document
from legation.errors import Failure, Unknown
from legation.event import Event, Quote
from legation.mention import Parse
from legation.moment import MomentMention
from legation.participant import Cast
from legation.place import PlaceMention
from legation.relation import Question, Relation
from legation.statement import Statement

__all__ = ["Coder", "Coding", "Dropped", "Failure", "Grounder", "Grounding", "Parser", "Reader", "Relater", "Resolver", "Unknown"]


@dataclass(frozen=True, slots=True)
class Grounding:
    """All places and moments of a document, each in text order."""

    places: tuple[PlaceMention, ...]
    moments: tuple[MomentMention, ...]


@dataclass(frozen=True, slots=True)
class Dropped:
    """An act that a coder considered and did not code, and why.

    Attributes:
        reason: "no_actor", "no_recipient", "private" (no public body or person takes part), "unsaid" (negated speech), "own_wish", "within" (part of
            what another act promises, asks or refuses), "slogan", "unsure" (the combiner's confidence is too low), "low_confidence" (below the
            minimum that the user set).
    """

    anchor: Quote
    type: str
    rule: str
    reason: str

    def to_dict(self) -> dict[str, object]:
        """As `legation code --explain` prints it."""
        return {"anchor": self.anchor.to_dict(), "type": self.type, "rule": self.rule, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Coding:
    """What a coder made of a document. Events in text order of their anchors; leads (teaser events) included, marked by their role."""

    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    dropped: tuple[Dropped, ...] = ()


class Reader(Protocol):
    """reading: a source named by the user -> documents and failures, in the order of the source."""

    def read(self, sources: Sequence[str]) -> Iterator[Document | Failure]:
        """Documents and failures; a fault of one never ends the run."""
        ...


class Parser(Protocol):
    """parsing: a document -> sentences and mentions."""

    def parse(self, document: Document) -> Parse:
        """Sentences of every coded role, with mentions."""
        ...


class Resolver(Protocol):
    """resolving: mentions -> participants and vessels."""

    def resolve(self, document: Document, parse: Parse) -> Cast:
        """Who each mention is, on the day of the report."""
        ...


class Grounder(Protocol):
    """grounding: mentions and time expressions -> places and moments."""

    def ground(self, document: Document, parse: Parse) -> Grounding:
        """Where and when; finds time expressions itself."""
        ...


class Coder(Protocol):
    """coding: all of the above -> events and statements."""

    def code(self, document: Document, parse: Parse, cast: Cast, grounding: Grounding) -> Coding:
        """The events of one document."""
        ...


class Relater(Protocol):
    """coding: a text with two marked stretches -> what the one does to the other."""

    def relate(self, question: Question) -> Relation:
        """The act that joins the pair, or none; depends on nothing but the question."""
        ...
