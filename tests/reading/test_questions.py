"""Lines of questions about marked pairs."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from legation.errors import Failure, InputError
from legation.reading.questions import open_questions, question_of, read_questions
from legation.relation import Question
from legation.span import Span

ROW = {"id": "q1", "text": "Chad thanked Togo.", "actor": {"start": 0, "end": 4}, "recipient": {"start": 13, "end": 17}}


def test_a_row_is_a_question() -> None:
    """Spans index the text as given; the row travels along."""
    question = question_of(ROW | {"note": 1}, "f:1")
    assert question == Question("q1", "f:1", "Chad thanked Togo.", Span(0, 4), Span(13, 17), ROW | {"note": 1})


def test_the_recipient_may_be_absent_and_overlap() -> None:
    """No recipient asks for any act; two spans may share words; a whole number is an id."""
    assert question_of({k: v for k, v in ROW.items() if k != "recipient"}, "f:1").recipient is None
    assert question_of(ROW | {"recipient": {"start": 0, "end": 18}, "id": 7}, "f:1").id == "7"


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ({"text": 5}, "`text` is 5"),
        ({"text": " "}, "`text`"),
        ({"actor": None}, "`actor` is missing"),
        ({"actor": {"start": 0, "end": 99}}, "0..99"),
        ({"actor": {"start": 3, "end": 3}}, "3..3"),
        ({"actor": {"start": True, "end": 2}}, "`actor`"),
        ({"recipient": [0, 4]}, "`recipient`"),
    ],
)
def test_a_wrong_field_is_named(fault: dict[str, object], named: str) -> None:
    """The message names place, field, value and remedy."""
    with pytest.raises(InputError) as caught:
        question_of(ROW | fault, "f:3")
    assert named in str(caught.value)
    assert "f:3" in str(caught.value)


def test_a_bad_line_is_refused_singly() -> None:
    """One result a line, in order; the id of a refused line is its own."""
    lines = [json.dumps(ROW), "no json", "", "[]", json.dumps(ROW | {"id": 3, "text": None})]
    found = list(read_questions(io.BytesIO("\n".join(lines).encode()), "f"))
    assert [type(x) for x in found] == [Question, Failure, Failure, Failure]
    assert found[-1].id == "3"


def test_an_absent_file_is_a_failure(tmp_path: Path) -> None:
    """No traceback: one failure that names the file."""
    with open_questions(str(tmp_path / "none")) as found:
        assert [x.reason for x in found if isinstance(x, Failure)] == ["missing"]
