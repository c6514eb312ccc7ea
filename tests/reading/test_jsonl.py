"""Each line of JSONL gives one document or one failure."""

from __future__ import annotations

import io
import json
from datetime import date

from legation.document import Document, PublicationDate
from legation.errors import Failure, Unknown
from legation.reading.jsonl import read_jsonl
from legation.reading.limits import Limits

TEXT = "France recalled its ambassador to Mali."


def read(*lines: object, limits: Limits | None = None, default: date | None = None) -> list[Document | Failure]:
    """The results of the lines; values are dumped, strings are lines as they stand."""
    data = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines).encode()
    return list(read_jsonl(io.BytesIO(data), "rows.jsonl", limits or Limits(), default))


def document(row: object) -> Document:
    """The one document of a row."""
    (found,) = read(row)
    assert isinstance(found, Document)
    return found


def test_text_stays_as_given() -> None:
    """Not trimmed, not reflowed, no title put before it."""
    found = document({"id": "a", "text": f"  {TEXT}\r\n\r\nMore. ", "title": "T"})
    assert (found.id, found.text, found.title) == ("a", f"  {TEXT}\r\n\r\nMore. ", "T")


def test_surrogates_become_one_replacement_character_each() -> None:
    """A lone surrogate in an escape is replaced, and offsets stay."""
    assert read('{"text": "a \\ud800 b\\u0000"}')[0].text == "a \ufffd b\ufffd"  # type: ignore[union-attr]


def test_first_of_several_paragraphs_is_the_lead() -> None:
    """Rows are trusted as article text: lead and body, nothing else."""
    assert [block.role for block in document({"text": "One.\n\nTwo.\n\nThree."}).blocks] == ["lead", "body", "body"]
    assert [block.role for block in document({"text": "One."}).blocks] == ["body"]


def test_date_is_the_day_as_written() -> None:
    """An offset moves no date to another day."""
    assert document({"text": TEXT, "date": "2024-01-03T23:30:00-05:00"}).date == PublicationDate(date(2024, 1, 3), "field")


def test_other_names_of_the_date_are_read_too() -> None:
    """`date` goes first; another name counts only where it holds a string, so that a flag `published` is no date."""
    for name in ("published", "publication_date", "pub_date", "datePublished"):
        assert document({"text": TEXT, name: "2024-01-03"}).date == PublicationDate(date(2024, 1, 3), "field")
    assert document({"text": TEXT, "published": "2024-01-03", "date": "2024-01-05"}).date == PublicationDate(date(2024, 1, 5), "field")
    assert document({"text": TEXT, "published": True}).date == Unknown("not_stated")


def test_overlong_and_impossible_dates_are_unknown() -> None:
    """A date of a hundred thousand digits, and the 30th of February, are Unknown with their reason."""
    for stated in ("2024-" + "1" * 100_000, "2024-02-30", "last week"):
        assert document({"text": TEXT, "date": stated}).date == Unknown("impossible_value")


def test_the_default_date_is_for_rows_without_one() -> None:
    """A stated date wins over the user's."""
    stated, silent = read({"text": TEXT, "date": "2024-01-03"}, {"text": TEXT}, default=date(2020, 1, 1))
    assert [d.date for d in (stated, silent)] == [PublicationDate(date(2024, 1, 3), "field"), PublicationDate(date(2020, 1, 1), "given")]  # type: ignore[union-attr]


def test_each_bad_line_is_refused_singly() -> None:
    """Every line gives one result, in order, with its number."""
    found = read({"text": TEXT}, {"text": ["x"]}, "[]", "null", "{bad", "[" * 100_000, {"url": 1, "text": TEXT}, {"text": TEXT})
    assert [d.reason if isinstance(d, Failure) else "read" for d in found] == [
        "read", "bad_field", "bad_json", "bad_json", "bad_json", "too_deep", "bad_field", "read",
    ]  # fmt: skip
    assert [d.origin for d in found] == [f"rows.jsonl:{n}" for n in range(1, 9)]


def test_the_last_of_two_equal_keys_holds() -> None:
    """The rule for duplicate keys."""
    assert read('{"text": "a", "text": "b", "url": "x", "url": "y"}')[0].to_dict()["text"] == "b"


def test_an_overlong_line_is_passed_over() -> None:
    """The line after it is read."""
    long, good = read({"text": "x" * 1000}, {"text": TEXT}, limits=Limits(row_bytes=500))
    assert isinstance(long, Failure)
    assert (long.reason, good.origin) == ("too_large", "rows.jsonl:2")


def test_equal_rows_stay_two() -> None:
    """No de-duplication; the same content has the same id, another address another."""
    one, other, third = read({"text": TEXT}, {"text": TEXT}, {"text": TEXT, "url": "http://a.example/?b=1"})
    assert one.id == other.id != third.id


def test_a_failure_keeps_the_id_of_its_row() -> None:
    """The row's own id is found in the failure."""
    assert read({"id": "row-7", "text": 5})[0].id == "row-7"


def test_numbers_are_ids_too() -> None:
    """A whole number as id is written out."""
    assert document({"id": 7, "text": TEXT}).id == "7"
