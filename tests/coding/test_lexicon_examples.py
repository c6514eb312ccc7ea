"""Every row of the lexicon holds on its own example."""

from __future__ import annotations

import pytest

from legation.document import Block, Document
from legation.errors import Unknown
from legation.evaluation.examples import faults, read_example
from legation.knowledge import lexicon, ontology
from legation.pipeline import Pipeline
from legation.span import Span

SENSES = [s for senses in lexicon.load().senses.values() for s in senses]


def as_document(text: str) -> Document:
    """One sentence as a report without date."""
    return Document("example", text, (Block("body", Span(0, len(text))),), Unknown("not_stated"), Unknown("not_stated"), "example", "en")


@pytest.mark.parametrize("sense", SENSES, ids=lambda s: s.rule)
def test_a_row_codes_its_example(sense: lexicon.Sense, pipeline: Pipeline) -> None:
    """The example's act is coded with the row's type, its actors and its recipients."""
    example = read_example(sense.example)
    promise = ontology.load().promises.get(sense.type)
    events = pipeline.code(as_document(example.text)).events
    wrong = faults(example, sense.type, events)
    if wrong and promise is not None:
        wrong = faults(example, promise.becomes, events) and wrong
    assert wrong == "", f"{sense.example}: {wrong}"
