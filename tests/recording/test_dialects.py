"""What both databases are asked in one way finds its index."""

from __future__ import annotations

from sqlalchemy import text

from legation.recording.dialects import holds, lacks
from legation.recording.record import Record
from legation.recording.tables import events
from legation.recording.touring import NO_TOUR
from legation.recording.voyages import WITH_SHIPS


def test_ships_and_tours_are_found_by_an_index(place: str) -> None:
    """The condition is written as the migration's index has it, so that no other event is looked at."""
    with Record.open(place, create=True) as record, record.engine.connect() as connection:
        dialect = record.engine.dialect.name
        plan = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN "
        if dialect == "postgresql":
            connection.execute(text("SET enable_seqscan = off"))
        for condition, index in (
            (holds(dialect, events.c.body, WITH_SHIPS), "events_with_ships"),
            (lacks(dialect, events.c.body, NO_TOUR), "events_of_tours"),
        ):
            where = str(condition.compile(record.engine))
            found = connection.exec_driver_sql(f"{plan}SELECT key FROM events WHERE current = {'1' if dialect == 'sqlite' else 'true'} AND {where}")
            assert index in str(found.all())
