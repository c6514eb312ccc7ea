"""The record: takes coded reports one transaction each, and hands out what is asked of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from types import TracebackType
from typing import overload

from sqlalchemy import Connection, Engine, bindparam, func, select, text, update
from sqlalchemy.dialects.sqlite import insert

from legation.document import Document, value_or_none
from legation.errors import Failure, Unknown
from legation.event import Event
from legation.participant import Participant
from legation.recording.coded import Coded, Outcome, SourcePosition, content_digest, text_digest
from legation.recording.days import bounds
from legation.recording.entries import changed
from legation.recording.opening import faults_named, open_engine, writing
from legation.recording.tables import codings, documents, events, ledger, participants, statements

_SAME_ID = select(documents.c.key).where(documents.c.id == bindparam("doc_id"))
_SAME_CONTENT = _SAME_ID.where(documents.c.digest == bindparam("doc_digest"))
_SAME_CODING = (
    select(codings.c.key)
    .join_from(codings, documents)
    .where(documents.c.id == bindparam("doc_id"), documents.c.digest == bindparam("doc_digest"), codings.c.version == bindparam("coding_version"))
)
_RETIRE_CODINGS = update(codings).where(codings.c.document.in_(_SAME_ID), codings.c.current).values(current=False)
_RETIRE_EVENTS = update(events).where(events.c.document.in_(_SAME_ID), events.c.current).values(current=False)
_ADD_DOCUMENT = insert(documents).returning(documents.c.key)
_ADD_DOCUMENT_WORDS = text("INSERT INTO document_words (rowid, title, text) VALUES (:key, :title, :text)")
_ADD_CODING = insert(codings).returning(codings.c.key)
_ADD_EVENT = insert(events).on_conflict_do_nothing().returning(events.c.key)
"""A coder that codes one anchor twice with one type means one event: the first is kept."""
_ADD_EVENT_WORDS = text("INSERT INTO event_words (rowid, sentence) VALUES (:key, :sentence)")
_ADD_STATEMENT = insert(statements)
_ADD_PARTICIPANTS = insert(participants)
_WHY = ("outcome", "language", "reason", "message")
_NEW = insert(ledger)
_ENTER = _NEW.on_conflict_do_update(set_={k: _NEW.excluded[k] for k in _WHY})
_ENTER_DUPLICATE = _NEW.on_conflict_do_update(set_={k: _NEW.excluded[k] for k in _WHY}, where=ledger.c.outcome == "failed")
"""A report that is met again where it stood before changes nothing."""


class Record:
    """One file with reports, their codings, and what became of every input.

    Every method raises SetupError where the file is locked, cannot be written, is damaged, or the disk is full.
    """

    def __init__(self, engine: Engine, path: str) -> None:
        self.engine, self.path = engine, path

    @classmethod
    def open(cls, path: str, *, create: bool = False, busy_seconds: float = 10.0) -> Record:
        """Opens the record at `path`, with `create` makes it where there is none, and brings an older one up to date."""
        return cls(open_engine(path, create=create, busy_seconds=busy_seconds), path)

    def __enter__(self) -> Record:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives the file back."""
        self.engine.dispose()

    def knows(self, document: Document, version: str) -> bool:
        """Whether this report, with this text and day, has a coding of this version."""
        with faults_named(self.path), self.engine.connect() as connection:
            return _coding(connection, document, version) is not None

    def add(self, coded: Coded, at: SourcePosition) -> Outcome:
        """Stores a report, its coding and its place in the source in one transaction; says `duplicate` and changes nothing where it is known.

        A text or day that changed under a known id is a new version of that report: the earlier one is kept and no longer current.
        """
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            known = _coding(connection, coded.document, coded.version) is not None
            if not known:
                _store(connection, coded)
            outcome: Outcome = "duplicate" if known else coded.outcome
            _enter(connection, at, outcome, coded.document.id, language=value_or_none(coded.document.language))
            return outcome

    def add_duplicate(self, document: Document, at: SourcePosition) -> None:
        """Notes that a known report stood at this place of the source."""
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            _enter(connection, at, "duplicate", document.id, language=value_or_none(document.language))

    def add_failure(self, failure: Failure, at: SourcePosition) -> None:
        """Notes why an input is not in the record."""
        with faults_named(self.path), writing(self.engine) as connection, connection.begin():
            _enter(connection, at, "failed", failure.id, reason=failure.reason, message=failure.message[:1000])

    def digest(self) -> Iterator[str]:
        """One line per stored thing, sorted, without times: two records that hold the same give the same lines.

        Reports (id, digest of text), codings (version, outcome, number of events), events (id, digest of the whole event, entry), statements, inputs.
        """
        yield from sorted(self._digest_lines())

    def _digest_lines(self) -> Iterator[str]:
        coded = select(documents.c.id, documents.c.digest, codings.c.version, codings.c.outcome, codings.c.current, func.count(events.c.key))
        coded = coded.join_from(documents, codings).outerjoin(events, events.c.coding == codings.c.key).group_by(codings.c.key)
        told = select(events.c.event_id, codings.c.version, events.c.current, events.c.entry_key, events.c.body).join_from(events, codings)
        said = select(documents.c.id, codings.c.version, statements.c.body).join_from(statements, codings).join(documents)
        inputs = select(ledger.c.origin, ledger.c.position, ledger.c.outcome, ledger.c.document_id, ledger.c.reason)
        cast = select(func.count()).select_from(participants)
        with faults_named(self.path), self.engine.connect() as connection:
            for name, query in (("report", coded), ("event", told), ("statement", said), ("input", inputs), ("participants", cast)):
                for row in connection.execute(query.execution_options(yield_per=1000)):
                    yield f"{name}\t" + "\t".join(_short(cell) for cell in row)
            for table in ("document_words", "event_words"):
                yield f"{table}\t{connection.execute(text(f'SELECT count(*) FROM {table}_docsize')).scalar()}"


def _short(cell: object) -> str:
    """The cell on one line; long ones as their digest."""
    words = json.dumps(cell, ensure_ascii=False)
    return words if len(words) <= 120 else hashlib.sha256(words.encode()).hexdigest()[:32]


def _coding(connection: Connection, document: Document, version: str) -> int | None:
    return connection.execute(_SAME_CODING, _identity(document) | {"coding_version": version}).scalar()


def _identity(document: Document) -> dict[str, str]:
    return {"doc_id": _safe(document.id), "doc_digest": content_digest(document)}


def _store(connection: Connection, coded: Coded) -> None:
    document = coded.document
    identity = _identity(document)
    connection.execute(_RETIRE_CODINGS, {"doc_id": identity["doc_id"]})
    connection.execute(_RETIRE_EVENTS, {"doc_id": identity["doc_id"]})
    key = connection.execute(_SAME_CONTENT, identity).scalar()
    if key is None:
        key = _store_document(connection, document)
    row = {"document": key, "version": coded.version, "outcome": coded.outcome, "current": True}
    coding = connection.execute(_ADD_CODING, row).scalar_one()
    for event in coded.coding.events:
        _store_event(connection, event, {"coding": coding, "document": key, "current": True, "entry_key": event.event_id})
    for statement in coded.coding.statements:
        connection.execute(_ADD_STATEMENT, {"coding": coding, "body": _json(statement.to_dict())})
    changed(connection, identity["doc_id"])


def _store_document(connection: Connection, document: Document) -> int:
    date = None if isinstance(document.date, Unknown) else document.date
    row = {
        "id": _safe(document.id),
        "digest": content_digest(document),
        "text_digest": text_digest(document),
        "text": _safe(document.text),
        "title": _safe(value_or_none(document.title)),
        "date": date.day.isoformat() if date else None,
        "date_basis": date.basis if date else None,
        "language": value_or_none(document.language),
        "url": _safe(value_or_none(document.url)),
        "publisher": _safe(value_or_none(document.publisher)),
        "origin": _safe(document.origin),
        "blocks": _json([[b.role, b.span.start, b.span.end] for b in document.blocks]),
    }
    key: int = connection.execute(_ADD_DOCUMENT, row).scalar_one()
    words = {"key": key, "title": row["title"] or "", "text": row["text"]}
    connection.execute(_ADD_DOCUMENT_WORDS, words)
    return key


def _store_event(connection: Connection, event: Event, keys: dict[str, object]) -> None:
    date = None if isinstance(event.date, Unknown) else event.date.value
    place = None if isinstance(event.place, Unknown) else event.place.place
    first, last = bounds(date)
    row = keys | {
        "event_id": event.event_id,
        "role": event.role,
        "type": event.type,
        "mode": event.mode,
        "kind": event.kind,
        "concerns_type": event.concerns.type if event.concerns else None,
        "concerns_kind": event.concerns.kind if event.concerns else None,
        "status": event.status,
        "background": event.background,
        "date": date,
        "first_day": first,
        "last_day": last,
        "place": place.name if place else None,
        "place_state": place.state if place else None,
        "place_admin1": place.admin1 if place else None,
        "confidence": event.confidence,
        "sentence": _safe(event.sentence.text),
        "body": _json(event.to_dict()),
    }
    key = connection.execute(_ADD_EVENT, row).scalar()
    if key is None:
        return
    connection.execute(_ADD_EVENT_WORDS, {"key": key, "sentence": row["sentence"]})
    cast = [
        _cast_row(key, side, n, p) for side, side_cast in (("actor", event.actors), ("recipient", event.recipients)) for n, p in enumerate(side_cast)
    ]
    if cast:
        connection.execute(_ADD_PARTICIPANTS, cast)


def _cast_row(event: int, side: str, ordinal: int, who: Participant) -> dict[str, object]:
    row = {"event": event, "side": side, "ordinal": ordinal, "sector": who.sector, "actor_id": value_or_none(who.id)}
    return row | {"state": value_or_none(who.state), "name": _safe(value_or_none(who.name))}


def _enter(connection: Connection, at: SourcePosition, outcome: Outcome, document_id: str, **why: str | None) -> None:
    """Writes a line of the ledger."""
    row = {"origin": _safe(at.origin), "position": at.index, "outcome": outcome, "document_id": _safe(document_id)}
    row |= {"language": None, "reason": None, "message": None} | {k: _safe(v) for k, v in why.items()}
    connection.execute(_ENTER_DUPLICATE if outcome == "duplicate" else _ENTER, row)


def _json(value: object) -> str:
    return _safe(json.dumps(value, ensure_ascii=False))


@overload
def _safe(words: str) -> str: ...
@overload
def _safe(words: None) -> None: ...
@overload
def _safe(words: str | None) -> str | None: ...
def _safe(words: str | None) -> str | None:
    """The words without lone surrogates, which no database and no file in UTF-8 can hold."""
    return None if words is None else words.encode("utf-8", "replace").decode()
