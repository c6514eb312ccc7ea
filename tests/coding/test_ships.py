"""Ships and their port calls on our own reports: by field, precision and recall stay above what they were when the rules landed."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from legation.config import Settings
from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.evaluation.ships import FieldScore, ShipCase, found_in, read_cases, score
from legation.pipeline import Pipeline
from legation.span import Span

GOLD = Path(__file__).parents[1] / "gold"
FIELDS = ("name", "hull", "type", "flag", "kind", "port", "locode", "arrival", "leaving")


def as_document(case: ShipCase) -> Document:
    """The case as a report of one block."""
    day = PublicationDate(date.fromisoformat(case.day), "given")
    block = Block("caption" if case.role == "caption" else "body", Span(0, len(case.text)))
    return Document("case", case.text, (block,), Unknown("not_stated"), day, "case", "en")


@cache
def scores(name: str) -> dict[str, FieldScore]:
    """The scores of one table of cases."""
    pipeline = Pipeline(Settings())
    return score([(c.expected, found_in(e.to_dict() for e in pipeline.code(as_document(c)).events)) for c in read_cases(GOLD / name)])


@pytest.mark.parametrize("field", FIELDS)
def test_reports_that_were_read_while_tuning(field: str) -> None:
    """Nearly every field of these is right."""
    found = scores("ships_tuning.tsv")[field]
    assert (found.precision >= 0.95, found.recall >= 0.94) == (True, True), found


@pytest.mark.parametrize("field", FIELDS)
def test_reports_that_nobody_tuned_on(field: str) -> None:
    """Most fields of these are right."""
    found = scores("ships_unseen.tsv")[field]
    assert (found.precision >= 0.85, found.recall >= 0.75) == (True, True), found
