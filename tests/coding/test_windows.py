"""The time that the contents of a report without a date leave for its acts."""

from __future__ import annotations

from datetime import date

import pytest

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.event import EventDate
from legation.pipeline import Pipeline
from legation.span import Span

TEXT = "Russia signed a gas accord with China in July 2014. France thanked Chad for its help. Mali will hold elections in 2031."


def dates(pipeline: Pipeline, text: str, day: date | None = None) -> dict[str, EventDate | Unknown]:
    """The date of each act by its anchor."""
    unknown = Unknown("not_stated")
    report = Document("d", text, (Block("body", Span(0, len(text))),), unknown, PublicationDate(day, "given") if day else unknown, "test", "en")
    return {e.anchor.text: e.date for e in pipeline.code(report).events}


def test_an_undated_report_bounds_its_acts_by_what_it_tells_as_past(pipeline: Pipeline) -> None:
    """ "July 2014" is the earliest that the thanks can be of; 2031 lies ahead and bounds nothing."""
    found = dates(pipeline, TEXT)["thanked"]
    assert isinstance(found, EventDate)
    assert (found.value, found.precision, found.basis) == ("2014-07/..", "interval", "content")
    assert found.quote is not None
    assert found.quote.span.of(TEXT) == "July 2014"


def test_an_act_with_its_own_date_keeps_it(pipeline: Pipeline) -> None:
    """The accord is of July 2014."""
    found = dates(pipeline, TEXT)["signed"]
    assert isinstance(found, EventDate)
    assert (found.value, found.basis) == ("2014-07", "expression")


def test_a_dated_report_has_no_window(pipeline: Pipeline) -> None:
    """The day of the report is the thanks' day."""
    found = dates(pipeline, TEXT, date(2021, 6, 18))["thanked"]
    assert isinstance(found, EventDate)
    assert (found.value, found.basis) == ("2021-06-18", "publication")


@pytest.mark.parametrize("text", ["France thanked Chad for its help.", "France thanked Chad for its help. Mali will hold elections in 2031."])
def test_without_a_past_day_nothing_is_told(pipeline: Pipeline, text: str) -> None:
    """The date stays unknown, with its reason."""
    assert dates(pipeline, text)["thanked"] == Unknown("no_publication_date")
