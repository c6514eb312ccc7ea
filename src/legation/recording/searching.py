"""How a question finds its events quickly: by the rarest thing asked where one is rare, else along the days, the latest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from legation.knowledge import foreign_codes
from legation.recording.fulltext import WordTable, holds_words, match_expression, matching_keys
from legation.recording.tables import documents, events, participants

RARE = 10_000
"""A thing that at most so many events hold is rare: they are gathered and sorted. More are walked along the days until enough are found."""

NAMES = 5_000
"""So many names that hold the words asked for are listed; where more do, each event is looked at."""

_STATE = re.compile(r"[A-Z]{3}$")
_OTHERS = events.alias("others")


@dataclass(frozen=True, slots=True)
class Query:
    """What to find; every part given must hold.

    Attributes:
        actor, recipient: a state's code, or a name: of a state, or part of a person's or organisation's.
        pair: two such, on either side. place: a state's code, or part of a place's name.
        since, until: ISO days (or months, years); acts whose time meets them. Acts with neither end known are not among them.
        words: words that the sentence holds, in any order and form. in_report: the whole report instead.
        role: headline, lead, body, caption. teasers: other stories' leads too.
        statuses: any of them, beside `status`; empty for all. types: any of them, beside `type`.
        publisher: of the report, as it is named there. after: a key of `events`; acts of which something was stored later.
        limit: entries at most; None for all.
    """

    actor: str | None = None
    recipient: str | None = None
    pair: tuple[str, str] | None = None
    type: str | None = None
    kind: str | None = None
    status: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    words: str | None = None
    in_report: bool = False
    role: str | None = None
    minimum_confidence: float = 0.0
    teasers: bool = False
    limit: int | None = None
    offset: int = 0
    statuses: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    publisher: str | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing asked: `keys`, the events that hold it (None where it is never rare); `test`, whether an event holds it.

    `words`: tested in the full text, which is dear for many events one by one.
    Tests are written so that no index answers them (`type || ''`): which index is used is decided here, not by a planner without statistics.
    """

    test: ColumnElement[bool]
    keys: Select[Any] | None = None
    words: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """How a question is answered.

    Attributes:
        all_tests: what an event must pass, its days left out. tests: the same without what `gathered` answers.
        gathered: keys of events that hold one thing asked, None where nothing is better gathered. rare: whether these are few.
        since, until: the days asked for.
    """

    all_tests: tuple[ColumnElement[bool], ...]
    tests: tuple[ColumnElement[bool], ...]
    gathered: Select[Any] | None
    rare: bool
    since: str | None
    until: str | None

    def conditions(self) -> tuple[ColumnElement[bool], ...]:
        """All that an event must pass, for a search that wants every one of them."""
        gathered = () if self.gathered is None else (events.c.key.in_(self.gathered),)
        return (events.c.current.is_not(False), *gathered, *self.tests, *self._days())

    def of_entries(self, entry: ColumnElement[str], entries: list[str]) -> tuple[ColumnElement[bool], ...]:
        """All that an event of one of these entries must pass."""
        return (events.c.current, entry.in_(entries), *self._held(), *self._days())

    def undecided(self, connection: Connection) -> tuple[ColumnElement[bool], ...]:
        """All that an event must pass that no person has decided on; to be walked from the least certain where what is asked is not rare."""
        days = self._days()
        if days and not self.rare and _count(connection, select(events.c.key).where(*days)) > RARE:
            days = _meeting(self.since, self.until, events.c.first_day + "", events.c.last_day + "")  # no index answers these
        return (events.c.current, events.c.review.is_(None), *self._held(), *days)

    def _held(self) -> tuple[ColumnElement[bool], ...]:
        return (events.c.key.in_(self.gathered), *self.tests) if self.rare and self.gathered is not None else self.all_tests

    def _days(self) -> list[ColumnElement[bool]]:
        return _meeting(self.since, self.until, events.c.first_day, events.c.last_day)

    def stretches(self) -> Iterator[tuple[ColumnElement[bool], ...]]:
        """All that an event must pass, in parts that follow each other from the latest day to none; each can be walked along the days."""
        if self.rare:
            yield self.conditions()
            return
        for days in self.windows():
            yield (*days, *self.all_tests)

    def windows(self) -> Iterator[tuple[ColumnElement[bool], ...]]:
        """The days asked for, in parts that follow each other from the latest to none, without anything else that is asked."""
        first, last = events.c.first_day, events.c.last_day
        if not (self.since or self.until):
            yield (events.c.current,)
            return
        begun = [] if self.until is None else [first <= self.until + "~"]
        until_now = [first.is_not(None), *begun]
        if self.since is None:
            yield (events.c.current, *until_now)
            yield (events.c.current, first.is_(None), last.is_not(None))
            return
        yield (events.c.current, first >= self.since, *begun)
        yield (events.c.current, first < self.since, *begun, or_(last >= self.since, last.is_(None)))
        yield (events.c.current, first.is_(None), last >= self.since)


def search(connection: Connection, query: Query) -> Search:
    """How the query is answered in this record."""
    parts = list(_parts(connection, query))
    counted = [(number, part) for part in parts if part.keys is not None and (number := _count(connection, part.keys)) <= RARE]
    rarest = min(counted, key=lambda pair: pair[0])[1] if counted else next((part for part in parts if part.words), None)
    tests = tuple(part.test for part in parts if part is not rarest)
    return Search(tuple(part.test for part in parts), tests, rarest.keys if rarest else None, bool(counted), query.since, query.until)


def latest_first() -> tuple[ColumnElement[Any], ...]:
    """The order of answers: the latest first day first, unknown ones last, then by identifier."""
    return events.c.first_day.desc().nulls_last(), events.c.event_id


def _count(connection: Connection, keys: Select[Any]) -> int:
    few = keys.limit(RARE + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(few)).scalar_one())


def _parts(connection: Connection, query: Query) -> Iterator[_Part]:
    one = (("type", query.type), ("kind", query.kind), ("status", query.status), ("role", query.role))
    for name, values in (*((name, (value,)) for name, value in one if value), ("status", query.statuses), ("type", query.types)):
        if values:
            yield _equal(name, values)
    if not query.teasers:
        yield _Part(events.c.role != "teaser")
    for who, side in ((query.actor, "actor"), (query.recipient, "recipient"), *((who, None) for who in query.pair or ())):
        if who:
            yield _takes_part(connection, who, side)
    if query.place:
        yield _equal("place_state", [query.place]) if _STATE.match(query.place) else _placed(connection, query.place)
    if query.publisher:
        yield _published(connection, query.publisher)
    yield from _measured(query)
    if match_expression(query.words or ""):
        yield _worded(connection.dialect.name, query.words or "", query.in_report)


def _measured(query: Query) -> Iterator[_Part]:
    if query.after is not None:
        yield _Part(events.c.key + 0 > query.after, select(_OTHERS.c.key).where(_OTHERS.c.key > query.after))
    if query.minimum_confidence > 0:
        least = query.minimum_confidence
        yield _Part(events.c.confidence + 0 >= least, select(_OTHERS.c.key).where(_OTHERS.c.confidence >= least))


def _equal(name: str, values: list[str] | tuple[str, ...]) -> _Part:
    return _Part((events.c[name] + "").in_(values), select(_OTHERS.c.key).where(_OTHERS.c[name].in_(values)))


def _meeting(since: str | None, until: str | None, first: ColumnElement[Any], last: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """That the days from `first` to `last`, of which one may not be known, meet those asked for."""
    tests = []
    if since is not None:
        tests.append(or_(last >= since, and_(last.is_(None), first.is_not(None))))
    if until is not None:
        tests.append(or_(first <= until + "~", and_(first.is_(None), last.is_not(None))))
    return tests


def _placed(connection: Connection, words: str) -> _Part:
    names = _names(connection, events.c.place, words)
    return _Part(_holds(events.c.place, words)) if names is None else _equal("place", names)


def _published(connection: Connection, publisher: str) -> _Part:
    """Whether a report came from that publisher; its reports are listed once where they are few, for no index holds them."""
    ours = documents.c.publisher == publisher
    keys = list(connection.execute(select(documents.c.key).where(ours).limit(NAMES + 1)).scalars())
    if len(keys) > NAMES:
        return _Part(exists().where(documents.c.key == events.c.document, ours))
    return _Part((events.c.document + 0).in_(keys), select(_OTHERS.c.key).where(_OTHERS.c.document.in_(keys)))


def _takes_part(connection: Connection, who: str, side: str | None) -> _Part:
    """Whether somebody of that state or name stands on that side; a state's name means all who act for it."""
    cast = participants.alias()
    states, names = _bearers(connection, who)
    sides = () if side is None else (cast.c.side == side,)
    tested = () if side is None else (cast.c.side + "" == side,)
    test = exists().where(cast.c.event == events.c.key, *tested, _is(cast.c.state + "", states, cast.c.name + "", names, who))
    return _Part(test, select(cast.c.event).where(*sides, _is(cast.c.state, states, cast.c.name, names, who)))


def _bearers(connection: Connection, who: str) -> tuple[list[str], list[str] | None]:
    """The states that the words mean, and the names that hold them."""
    if _STATE.match(who):
        return [who], []
    state = foreign_codes.load().state_named(who)
    return [state] if state else [], _names(connection, participants.c.name, who)


def _is(state: ColumnElement[str], states: list[str], name: ColumnElement[str], names: list[str] | None, who: str) -> ColumnElement[bool]:
    named = _holds(name, who) if names is None else name.in_(names)
    return named if not states else state.in_(states) if names == [] else or_(state.in_(states), named)


def _names(connection: Connection, column: ColumnElement[Any], words: str) -> list[str] | None:
    """The different values of a column that hold the words, found by leaps along its index; None where they are too many to list."""
    names = select(func.min(column).label("name")).cte("names", recursive=True)
    following = select(func.min(column)).where(column > names.c.name).scalar_subquery()
    names = names.union_all(select(following).where(names.c.name.is_not(None)))
    found = connection.execute(select(names.c.name).where(_holds(names.c.name, words)).limit(NAMES + 1)).scalars().all()
    return None if len(found) > NAMES else list(found)


def _holds(column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


def _worded(dialect: str, words: str, in_report: bool) -> _Part:
    table: WordTable = "document_words" if in_report else "event_words"
    column = events.c.document if in_report else events.c.key
    rows = matching_keys(dialect, table, words)
    held = select(rows.c.key)
    return _Part(holds_words(dialect, table, column, words), select(_OTHERS.c.key).where(_OTHERS.c.document.in_(held)) if in_report else held, True)
