"""Whatever is not whole is found, and named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.making import pipeline, reports_file
from legation.batch.run import read_into
from legation.recording import corrections
from legation.recording.audit import Decision
from legation.recording.record import Record
from legation.recording.verifying import proofs

ANNE = Decision("Anne", "why not", "2024-05-03T10:00:00+00:00")
ANYWHERE = "(SELECT min(key) FROM events)"


@pytest.fixture
def record(place: str, tmp_path: Path) -> Iterator[Record]:
    """The fakes' reports with a person's decision, on either database."""
    wired = pipeline()
    with Record.open(place, create=True) as made:
        read_into(
            made,
            wired.reader().read(
                [
                    reports_file(
                        tmp_path / "r.jsonl",
                    )
                ]
            ),
            wired,
        )
        with made.engine.connect() as connection:
            event = connection.exec_driver_sql("SELECT event_id FROM events ORDER BY key DESC").scalar()
        assert isinstance(event, str)
        corrections.correct(made, event, {"status": "planned"}, ANNE)
        yield made


def wrong(record: Record) -> dict[str, str]:
    """What is not whole, by check."""
    return {p.name: p.message for p in proofs(record) if not p.ok}


def test_a_whole_record_is_proved(record: Record) -> None:
    """Every check passes, and nothing is changed by looking."""
    before = list(record.digest())
    assert wrong(record) == {}
    assert {p.name: p.message for p in proofs(record)}["ledger"] == "5 inputs = 2 coded + 2 empty + 0 duplicate + 1 skipped + 0 failed"
    assert list(record.digest()) == before


@pytest.mark.parametrize(
    ("harm", "check", "told"),
    [
        ("UPDATE documents SET text = 'Spain' || substr(text, 6) WHERE id = 'a'", "digests", "report a is not"),
        ("UPDATE documents SET text = 'x' || text WHERE id = 'a'", "quotes", "where the report has other words"),
        (f"UPDATE events SET status = 'denied' WHERE key = {ANYWHERE}", "quotes", "columns are not what its body says"),
        (f"UPDATE events SET type = 'AID', body = replace(body, 'CONSULT', 'AID') WHERE key = {ANYWHERE}", "quotes", "identifier is not"),
        ("UPDATE codings SET current = (1 = 0)", "codings", "0 current codings"),
        (f"UPDATE events SET sentence = 'Spain' WHERE key = {ANYWHERE}", "full text", ""),
        ("UPDATE documents SET title = 'Spain' WHERE id = 'a'", "full text", ""),
        ("UPDATE ledger SET document_id = 'gone' WHERE document_id = 'a'", "ledger", "which is not there"),
        ("DELETE FROM ledger WHERE document_id = 'a'", "ledger", "came from no input"),
        ("UPDATE events SET current = (correction = 0)", "decisions", "not read as people decided"),
    ],
)
def test_harm_is_found(record: Record, harm: str, check: str, told: str) -> None:
    """The check that it concerns says what and where, with the remedy."""
    with record.engine.begin() as connection:
        connection.exec_driver_sql(harm)
    assert told in wrong(record)[check]
    assert "legation restore" in wrong(record)[check]


def test_loose_keys_are_found(tmp_path: Path) -> None:
    """Rows that refer to nothing are told by table."""
    with Record.open(str(tmp_path / "r.db"), create=True) as record:
        with record.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.cursor().execute("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("INSERT INTO statements (coding, body) VALUES (99, '{}')")
            connection.commit()
        assert "refers to a row of codings" in wrong(record)["foreign keys"]


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    """A file with bytes overwritten is not whole."""
    path = tmp_path / "r.db"
    wired = pipeline()
    with Record.open(str(path), create=True) as record:
        rows = [{"id": str(n), "text": f"France met Mali. {n} " + "word " * 200} for n in range(60)]
        read_into(record, wired.reader().read([reports_file(tmp_path / "r.jsonl", rows)]), wired)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096 * 4] = b"\xff" * 4096 * 4
    path.write_bytes(data)
    with Record.open(str(path)) as record:
        assert wrong(record)
