"""Records of CSV and Parquet are read as rows of JSONL are."""

from __future__ import annotations

import io
from datetime import date

import pytest

from legation.document import Document, PublicationDate
from legation.errors import Failure, InputError
from legation.reading.limits import Limits
from legation.reading.tables import read_csv, read_parquet


def test_csv_records_become_documents() -> None:
    """Quoted line breaks belong to the text; empty cells are absent."""
    data = b'id,text,date\na,"One.\n\nTwo.",2024-01-03\n,Three.,\n'
    one, other = read_csv(io.BytesIO(data), "t.csv", Limits(), None)
    assert isinstance(one, Document)
    assert (one.id, one.text, one.date) == ("a", "One.\n\nTwo.", PublicationDate(date(2024, 1, 3), "field"))
    assert len(other.id) == 16


def test_csv_record_of_another_width_is_refused_singly() -> None:
    """One bad record does not end the table."""
    found = list(read_csv(io.BytesIO(b"id,text\na,b,c\nd,e\n"), "t.csv", Limits(), None))
    assert [isinstance(d, Failure) for d in found] == [True, False]


def test_csv_without_text_column_is_refused() -> None:
    """The message names the columns that there are."""
    with pytest.raises(InputError, match=r"no column `text` \(id, body\)"):
        list(read_csv(io.BytesIO(b"id,body\na,b\n"), "t.csv", Limits(), None))


def test_parquet_rows_become_documents() -> None:
    """Rows in order; a null text is a Failure of its row."""
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"id": ["a", "b"], "text": ["One.", None], "date": [date(2024, 1, 3), None]}), out)
    one, other = read_parquet(io.BytesIO(out.getvalue()), "t.parquet", Limits(), None)
    assert isinstance(one, Document)
    assert (one.text, one.date) == ("One.", PublicationDate(date(2024, 1, 3), "field"))
    assert isinstance(other, Failure)
    assert (other.id, other.reason, other.origin) == ("b", "bad_field", "t.parquet:2")


def test_broken_parquet_is_refused() -> None:
    """Bytes that only begin like Parquet are not_text."""
    with pytest.raises(InputError, match="no sound Parquet"):
        list(read_parquet(io.BytesIO(b"PAR1" + b"x" * 50), "t.parquet", Limits(), None))
