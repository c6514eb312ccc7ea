"""The record: takes coded reports one transaction each, and hands out what is asked of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from sqlalchemy import Engine, and_, case, func, select

from legation.document import Document, value_or_none
from legation.errors import Failure
from legation.recording.coded import Coded, Outcome, SourcePosition
from legation.recording.engines import lock
from legation.recording.fulltext import WORD_TABLES, number_indexed
from legation.recording.layering import apply_decisions
from legation.recording.opening import faults_named, open_engine, writing
from legation.recording.storing import coding_of, enter, safe, store
from legation.recording.tables import codings, corrections, documents, events, ledger, participants, statements
from legation.recording.tellings import Outlets, outlets

if TYPE_CHECKING:
    from legation.recording.standing import Keeper


class Record:
    """A file, or a database of a server, with reports, their codings, and what became of every input.

    Every method raises SetupError where it is locked, cannot be written, is damaged, does not answer, or the disk is full.
    """

    def __init__(self, engine: Engine, path: str, own_outlets: str = "") -> None:
        self.engine, self.path, self._own_outlets = engine, path, own_outlets

    @classmethod
    def open(cls, path: str, *, create: bool = False, busy_seconds: float = 10.0, own_outlets: str = "") -> Record:
        """Opens the record at `path`, with `create` makes it where there is none, and brings an older one up to date.

        `own_outlets` is the path of a table of outlets of the user's own, "" for none.
        """
        return cls(open_engine(path, create=create, busy_seconds=busy_seconds), path, own_outlets)

    @cached_property
    def outlets(self) -> Outlets:
        """Whose outlet is whose, ours and the user's own."""
        return outlets(self._own_outlets)

    @cached_property
    def keeper(self) -> Keeper:
        """Who stands how with whom, kept in memory while the record is open."""
        from legation.recording.standing import Keeper

        return Keeper(self)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the file or the connections back."""
        self.engine.dispose()

    def knows(self, document: Document, version: str) -> bool:
        """Whether this report, with this text and day, has a coding of this version."""
        with faults_named(self.path), self.engine.connect() as connection:
            return coding_of(connection, document, version) is not None

    def add(self, coded: Coded, at: SourcePosition) -> Outcome:
        """Stores a report, its coding and its place in the source in one transaction; says `duplicate` and changes nothing where it is known.

        A text or day that changed under a known id is a new version of that report: the earlier one is kept and no longer current.
        """
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            lock(connection, f"report {coded.document.id}")
            known = coding_of(connection, coded.document, coded.version) is not None
            if not known:
                store(connection, coded)
                apply_decisions(connection, safe(coded.document.id))
            outcome: Outcome = "duplicate" if known else coded.outcome
            enter(connection, at, outcome, coded.document.id, language=value_or_none(coded.document.language))
            return outcome

    def add_duplicate(self, document: Document, at: SourcePosition) -> None:
        """Notes that a known report stood at this place of the source."""
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            enter(connection, at, "duplicate", document.id, language=value_or_none(document.language))

    def add_failure(self, failure: Failure, at: SourcePosition) -> None:
        """Notes why an input is not in the record."""
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            enter(connection, at, "failed", failure.id, reason=failure.reason, message=failure.message[:1000])

    def digest(self) -> Iterator[str]:
        """One line per stored thing, sorted, without times: two records that hold the same give the same lines.

        Reports (id, digest of text), codings (version, outcome, number of events), events (id, digest of the whole event, entry), statements,
        corrections, inputs.
        """
        yield from sorted(self._digest_lines())

    def _digest_lines(self) -> Iterator[str]:
        coded = select(documents.c.id, documents.c.digest, codings.c.version, codings.c.outcome, codings.c.current, func.count(events.c.key))
        coded = (
            coded.join_from(documents, codings)
            .outerjoin(events, and_(events.c.coding == codings.c.key, events.c.correction == 0))
            .group_by(codings.c.key, documents.c.key)
        )
        entry = case((events.c.current, events.c.entry_key))  # what was read before is of no entry
        told = select(events.c.event_id, codings.c.version, events.c.current, entry, events.c.body).join_from(events, codings)
        said = select(documents.c.id, codings.c.version, statements.c.body).join_from(statements, codings).join(documents)
        kept = case((ledger.c.outcome == "failed", "failed"), else_="kept")  # which of two copies came first is no part of what is held
        inputs = select(ledger.c.origin, ledger.c.position, kept, ledger.c.document_id, ledger.c.reason)
        cast = select(func.count()).select_from(participants)
        decided = select(*(corrections.c[name] for name in ("event_id", "document_id", "action", "field", "value", "person", "why")))
        with faults_named(self.path), self.engine.connect() as connection:
            for name, query in (
                ("report", coded),
                ("event", told),
                ("statement", said),
                ("input", inputs),
                ("participants", cast),
                ("correction", decided),
            ):
                for row in connection.execute(query.execution_options(yield_per=1000)):
                    yield f"{name}\t" + "\t".join(_short(cell) for cell in row)
            for table in WORD_TABLES:
                yield f"{table}\t{number_indexed(connection, table)}"


def _short(cell: object) -> str:
    """The cell on one line; long ones as their digest."""
    words = json.dumps(cell, ensure_ascii=False)
    return words if len(words) <= 120 else hashlib.sha256(words.encode()).hexdigest()[:32]
