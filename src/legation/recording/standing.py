"""The acts of a record as columns in memory: who takes part in what, who meets whom; brought up to date where the record has changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Integer, Select, cast, func, select

from legation.errors import SetupError
from legation.knowledge import foreign_codes, ontology
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import audit, codings, documents, events, participants
from legation.recording.tellings import Outlets

Numbers: TypeAlias = NDArray[np.int64]

STATUSES = ("occurred", "planned", "hypothetical", "denied")
NO_DAY, NO_END = 0, 99_999_999
ROWS_AT_ONCE = 20_000
UNPLACED = "OTH"
"""An organisation without a code of its own stands with nobody."""


@dataclass(frozen=True, slots=True)
class Acts:
    """Current events, other stories' leads left out, the most certain first; columns of one length.

    Attributes:
        entry: a number for each entry. type: its place in `types`. quad: 1 to 4. status: its place in STATUSES.
        first, last: days as 20240503; NO_DAY, NO_END where that end is not known. document: the key of its report.
        key: of the event. kind: its place in `kinds`, -1 for none. types, kinds: their names.
    """

    key: Numbers
    entry: Numbers
    type: Numbers
    quad: Numbers
    status: Numbers
    first: Numbers
    last: Numbers
    document: Numbers
    kind: Numbers
    types: tuple[str, ...]
    kinds: tuple[str, ...]

    def within(self, chosen: Numbers, since: str | None, until: str | None) -> Numbers:
        """Those of the acts whose time meets the days (ISO days, months, years); as `finding` has it."""
        if not since and not until:
            return chosen
        first, last = self.first[chosen], self.last[chosen]
        held = (first != NO_DAY) | (last != NO_END)
        if since:
            held &= last >= _edge(since, "0")
        if until:
            held &= first <= _edge(until, "9")
        return np.asarray(chosen[held], np.int64)

    def months(self, chosen: Numbers) -> Numbers:
        """The month of each act as 202405; 0 where it lies in no one month."""
        first, last = self.first[chosen] // 100, self.last[chosen] // 100
        return np.asarray(np.where(first == last, first, 0), np.int64)

    def days(self, chosen: Numbers) -> Numbers:
        """When each act was, as precisely as it is known: 20240503, 20240500 for a month or what has no known end, 20240000 for a year, or NO_DAY."""
        first, last = self.first[chosen], self.last[chosen]
        month = np.where((first // 100 == last // 100) | (last == NO_END), first // 100 * 100, first // 10000 * 10000)
        return np.asarray(np.where(first == last, first, month), np.int64)


@dataclass(frozen=True, slots=True)
class Presence:
    """Each state with each of its entries once: `act` is the most certain event that the state takes part in."""

    state: Numbers
    act: Numbers


@dataclass(frozen=True, slots=True)
class Meetings:
    """Each pair of states with each of its entries once: one acts on the other, or both act together.

    Attributes:
        one, other: numbers of states, the smaller first. act: the most certain event in which they meet.
        forth, back: whether `one` acts on `other` in it, and the other way round.
    """

    one: Numbers
    other: Numbers
    act: Numbers
    forth: NDArray[np.bool_]
    back: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """The whole of it.

    Attributes:
        states: codes by number. acting, receiving: each state with each entry that it acts in, or is acted upon in.
        told: every event in which a pair meets, as `one`, `other`, `act`; its reports tell of the pair.
        outlets: state of the publisher by key of the report, "" where it is not known.
        newest: the last day on which a report was published, or NO_DAY.
    """

    acts: Acts
    states: tuple[str, ...]
    presence: Presence
    acting: Presence
    receiving: Presence
    meetings: Meetings
    told: tuple[Numbers, Numbers, Numbers]
    outlets: dict[int, str]
    newest: int


class Keeper:
    """Keeps the standing of a record: reads it once, and what is new in it where it has changed since."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._lock = Lock()
        self._stamp: tuple[Any, ...] = ()
        self._shelf = _Shelf()
        self._standing: Standing | None = None

    def now(self) -> Standing:
        """The standing as the record has it now.

        Raises:
            SetupError: the record does not answer.
        """
        with self._lock, faults_named(self._record.path), self._record.engine.connect() as connection:
            stamp = _stamp(connection)
            if self._standing is None or stamp != self._stamp:
                self._standing, self._stamp = self._read(connection), stamp
            return self._standing

    def warm(self) -> None:
        """Reads the standing before it is asked for, beside what else is done; a record that does not answer is left for whoever asks."""

        def read() -> None:
            with suppress(SetupError):
                self.now()

        Thread(target=read, name="standing", daemon=True).start()

    def _read(self, connection: Connection) -> Standing:
        self._shelf.fill(connection, self._record.outlets)
        found = self._shelf.current(connection)
        if found is None:  # a writer with a smaller key was slower: on a server keys need not come in order
            self._shelf = _Shelf()
            self._shelf.fill(connection, self._record.outlets)
            found = self._shelf.current(connection)
        if found is None:
            raise RuntimeError("events are current that the record does not hold")
        return _standing(self._shelf, *found)


class _Shelf:
    """What never changes of events, their cast and their reports, in the order of keys."""

    def __init__(self) -> None:
        self.types = tuple(ontology.load().types)
        self.states = tuple(code for code in (*foreign_codes.load().countries, *foreign_codes.load().organisations) if code != UNPLACED)
        self.kinds = tuple(ontology.load().kinds)
        self._kind_numbers: dict[str | None, int] = {name: n for n, name in enumerate(self.kinds)}
        self._type_numbers = {name: n for n, name in enumerate(self.types)}
        self._state_numbers = {code: n for n, code in enumerate(self.states)}
        self._quads = [kind.quad for kind in ontology.load().types.values()]
        self.facts = _table(10)
        self.cast = _table(3)
        self.outlets: dict[int, str] = {}
        self.newest = NO_DAY
        self._entries: dict[str, int] = {}
        self._known: dict[tuple[str | None, str | None], str] = {}

    def fill(self, connection: Connection, outlets: Outlets) -> None:
        """Reads what has come since."""
        last = int(self.facts[0, -1]) if self.facts.shape[1] else 0
        newest = connection.execute(select(func.max(events.c.key))).scalar() or 0
        self._fill_facts(connection, last, newest)
        self._fill_cast(connection, last, newest)
        self._fill_outlets(connection, outlets)

    def _fill_facts(self, connection: Connection, last: int, newest: int) -> None:
        named = (events.c.key, events.c.type, events.c.kind, events.c.status)
        counted = (_day(events.c.first_day), _day(events.c.last_day), events.c.document, events.c.confidence, events.c.event_id)
        facts = select(*named, *counted).where(events.c.key > last, events.c.key <= newest).order_by(events.c.key)
        for keys, types, kinds, statuses, first, end, reports, sure, names in _columns(connection, facts):
            numbers = [self._type_numbers[name] for name in types]
            self.facts = _grown(
                self.facts,
                keys,
                numbers,
                [self._quads[number] for number in numbers],
                [STATUSES.index(status) for status in statuses],
                [NO_DAY if day is None else day for day in first],
                [NO_END if day is None else day for day in end],
                reports,
                [self._kind_numbers.get(name, -1) for name in kinds],
                [-round(share * 1000) for share in sure],
                [_rank(name) for name in names],
            )

    def _fill_cast(self, connection: Connection, last: int, newest: int) -> None:
        cast = participants.c
        sides = select(cast.event, cast.side, cast.state).where(cast.event > last, cast.event <= newest, cast.state.is_not(None))
        for keys, parts, states in _columns(connection, sides.order_by(cast.event)):
            numbers = [self._state_numbers.get(state, -1) for state in states]
            new = _grown(_table(3), keys, [part == "actor" for part in parts], numbers)
            self.cast = np.concatenate((self.cast, new[:, new[2] >= 0]), axis=1)

    def _fill_outlets(self, connection: Connection, outlets: Outlets) -> None:
        reports = select(documents.c.key, documents.c.publisher, documents.c.url, _day(documents.c.date)).where(
            documents.c.key > max(self.outlets, default=0)
        )
        for keys, publishers, urls, days in _columns(connection, reports):
            self.newest = max(self.newest, *(day or NO_DAY for day in days))
            for key, publisher, url in zip(keys, publishers, urls, strict=True):
                self.outlets[key] = self._outlet(outlets, publisher, url and "/".join(url.split("/", 3)[:3]))

    def _outlet(self, outlets: Outlets, publisher: str | None, site: str | None) -> str:
        known = self._known.get((publisher, site))
        if known is None:
            outlet = outlets.of(publisher, site)
            known = self._known[publisher, site] = outlet.state if outlet else ""
        return known

    def current(self, connection: Connection) -> tuple[Numbers, Numbers] | None:
        """Where the current events stand in `facts`, the most certain first, and the number of each one's entry; None where one is missing."""
        chosen = select(events.c.key, events.c.entry_key).where(events.c.current.is_not(False), events.c.role != "teaser")
        found, numbers = _table(2), self._entries
        for keys, entries in _columns(connection, chosen):
            found = _grown(found, keys, [numbers.setdefault(entry, len(numbers)) for entry in entries])
        wanted, held = found[0], self.facts[0]
        places = np.searchsorted(held, wanted)
        if wanted.size and (places.max() >= held.size or not np.array_equal(held[places], wanted)):
            return None
        order = np.lexsort((self.facts[9][places], self.facts[8][places]))
        return places[order], found[1][order]


def _standing(shelf: _Shelf, places: Numbers, entry: Numbers) -> Standing:
    key, type_, quad, status, first, last, document, kind = (column[places] for column in shelf.facts[:8])
    acts = Acts(key, entry, type_, quad, status, first, last, document, kind, shelf.types, shelf.kinds)
    ranks = np.full(shelf.facts.shape[1], -1, np.int64)
    ranks[places] = np.arange(places.size)
    event, side, state = shelf.cast
    act = ranks[np.searchsorted(shelf.facts[0], event)] if event.size else event
    order = np.argsort(act, kind="stable")
    order = order[act[order] >= 0]
    act, side, state = act[order], side[order].astype(bool), state[order]
    count = len(shelf.states)
    present, acting, receiving = (_presence(acts, state[held], act[held]) for held in (np.ones(act.size, bool), side, ~side))
    met = _met(act, side, state)
    return Standing(acts, shelf.states, present, acting, receiving, _meetings(acts, count, *met), met[:3], shelf.outlets, shelf.newest)


def _presence(acts: Acts, state: Numbers, act: Numbers) -> Presence:
    _, first = np.unique(acts.entry[act] * 1000 + state, return_index=True)
    return Presence(state[first], act[first])


def _met(act: Numbers, side: NDArray[np.bool_], state: Numbers) -> tuple[Numbers, Numbers, Numbers, NDArray[np.bool_], NDArray[np.bool_]]:
    """Every two participants of an event of different states, one of whom acts: one, other, act, whether forth, whether back."""
    found: list[tuple[Numbers, Numbers]] = []
    near = np.arange(act.size)
    for step in range(1, act.size):
        near = near[near + step < act.size]
        near = near[act[near] == act[near + step]]
        if not near.size:
            break
        held = (state[near] != state[near + step]) & (side[near] | side[near + step])
        found.append((near[held], near[held] + step))
    a = np.concatenate([pair[0] for pair in found]) if found else near[:0]
    b = np.concatenate([pair[1] for pair in found]) if found else near[:0]
    order = np.argsort(act[a], kind="stable")
    a, b = a[order], b[order]
    a, b = np.where(state[a] < state[b], a, b), np.where(state[a] < state[b], b, a)
    return state[a], state[b], act[a], side[a] & ~side[b], side[b] & ~side[a]


def _meetings(acts: Acts, count: int, one: Numbers, other: Numbers, act: Numbers, forth: NDArray[np.bool_], back: NDArray[np.bool_]) -> Meetings:
    codes = (acts.entry[act] * count + one) * count + other
    _, first, group = np.unique(codes, return_index=True, return_inverse=True)
    same = act == act[first][group]
    directed = []
    for way in (forth, back):
        held = np.zeros(first.size, bool)
        held[group[same & way]] = True
        directed.append(held)
    return Meetings(one[first], other[first], act[first], *directed)


def _stamp(connection: Connection) -> tuple[Any, ...]:
    """What is another wherever reports were added, coded anew or decided about."""
    newest = (select(func.max(table.c.key)).scalar_subquery() for table in (events, codings, audit))
    return tuple(connection.execute(select(*newest)).one())


def _columns(connection: Connection, chosen: Select[Any]) -> Iterator[tuple[Sequence[Any], ...]]:
    """The rows, some thousands at once, as columns."""
    for part in connection.execute(chosen.execution_options(yield_per=ROWS_AT_ONCE)).partitions():
        yield tuple(zip(*part, strict=True))


def _table(columns: int) -> NDArray[np.int64]:
    return np.zeros((columns, 0), np.int64)


def _grown(table: NDArray[np.int64], *columns: Sequence[int]) -> NDArray[np.int64]:
    return np.concatenate((table, np.array(columns, np.int64)), axis=1)


def _rank(event_id: str) -> int:
    """A number in the order of identifiers, by their first eight signs."""
    return int.from_bytes(event_id[:8].encode("ascii", "replace").ljust(8, b"\0"), "big") >> 1


def _day(column: Any) -> Any:
    """An ISO day as a number."""
    return cast(func.replace(column, "-", ""), Integer)


def _edge(day: str, filled: str) -> int:
    """A day, month or year as the first or last number that it may hold."""
    return int(day.replace("-", "").ljust(8, filled))
