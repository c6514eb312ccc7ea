"""The rows of the lexicon hold on their own examples, each read as a report of one sentence by the shipped model and roster."""

from __future__ import annotations

import pytest

from legation.document import Block, Document
from legation.errors import Unknown
from legation.evaluation.examples import faults, read_example
from legation.knowledge import lexicon, ontology
from legation.pipeline import Pipeline
from legation.span import Span

ALLOWED = 0.02
"""Share of a type's rows that may fail elsewhere: int8 arithmetic differs between families of processors, and with it a few parses."""

TYPES = tuple(ontology.load().types)


def as_document(text: str) -> Document:
    """One sentence as a report without date."""
    return Document("example", text, (Block("body", Span(0, len(text))),), Unknown("not_stated"), Unknown("not_stated"), "example", "en")


def fault(sense: lexicon.Sense, pipeline: Pipeline) -> str:
    """What is wrong with the coding of the row's example, "" if its act comes out with its actors and recipients."""
    example = read_example(sense.example)
    events = pipeline.code(as_document(example.text)).events
    promise = ontology.load().promises.get(sense.type)
    wrong = faults(example, sense.type, events)
    if wrong and promise is not None and not faults(example, promise.becomes, events):
        return ""
    return wrong


@pytest.mark.parametrize("type_", TYPES)
def test_rows_code_their_examples(type_: str, pipeline: Pipeline) -> None:
    """Each example gives an event of the row's type at its anchor with its actors and recipients."""
    senses = [s for found in lexicon.load().senses.values() for s in found if s.type == type_]
    failed = [f"{s.rule}: {s.example}: {wrong}" for s in senses if (wrong := fault(s, pipeline))]
    assert len(failed) <= ALLOWED * len(senses), "\n".join([f"{len(failed)} of {len(senses)}", *failed])
