"""Reports that hold words, the best first, with the passages that hold them and the entries told in each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Subquery, exists, func, select

from legation.recording.finding import entry_id_of, entry_of
from legation.recording.fulltext import HIT, marked_reports, matching_keys, ranked_keys, tokens_of
from legation.recording.opening import faults_named
from legation.recording.record import Record
from legation.recording.tables import codings, documents, events

LENGTH = 260
"""Code points of a passage."""

PASSAGES = 2
LOOKED_AT = 200
"""Words found in a report among which its best passages are looked for."""

_PART = re.compile(f"{HIT[0]}([^{HIT[1]}]*){HIT[1]}")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a report, from `start` on in its text (code points); `hits` are first and last point of each word found, from the passage's own."""

    text: str
    start: int
    hits: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A report that holds the words.

    Attributes:
        document: id, title, date, publisher, url, origin. title: with the words found. passages: the best, in the order of the text.
        entries: how many are told in it. acts: an event of some of them, with `entry_id`; those whose sentence holds the words first.
    """

    document: dict[str, Any]
    title: Passage
    passages: tuple[Passage, ...]
    entries: int
    acts: tuple[dict[str, Any], ...]


def reports_holding(record: Record, words: str, *, limit: int, offset: int = 0, acts: int = 3) -> list[Found]:
    """Reports whose title or text hold all the words, the best first; each with at most so many acts."""
    if not tokens_of(words):
        return []
    with faults_named(record.path), record.engine.connect() as connection:
        ranked = ranked_keys(connection.dialect.name, "document_words", words)
        asked = select(ranked.c.key).where(_is_current(ranked)).order_by(ranked.c.rank, ranked.c.key.desc()).limit(limit).offset(offset)
        keys = list(connection.execute(asked).scalars())
        fields = ("key", "id", "title", "date", "publisher", "url", "origin")
        rows = connection.execute(select(*(documents.c[name] for name in fields)).where(documents.c.key.in_(keys)))
        reports = {row.key: {name: getattr(row, name) for name in fields[1:]} for row in rows}
        marked, told = marked_reports(connection, keys, words), _told(connection, keys, words)
    titles = {key: _whole(marked[key][0]) for key in keys}
    found = {key: passages(marked[key][1], titles[key].text) for key in keys}
    return [Found(reports[key], titles[key], found[key], len(told[key]), tuple(islice(told[key].values(), acts))) for key in keys]


def count_reports(record: Record, words: str, most: int) -> int:
    """How many reports hold all the words; `most` + 1 where more than `most` do."""
    if not tokens_of(words):
        return 0
    with faults_named(record.path), record.engine.connect() as connection:
        held = matching_keys(connection.dialect.name, "document_words", words)
        found = select(held.c.key).where(_is_current(held)).limit(most + 1).subquery()
        return int(connection.execute(select(func.count()).select_from(found)).scalar_one())


def passages(marked: str, title: str = "") -> tuple[Passage, ...]:
    """The best passages of a text whose hits are marked: those with the most different words found, then the earliest.

    Where the text begins with the `title`, passages after it are preferred.
    """
    text, hits = _unmarked(marked)
    begin = len(title) if text.startswith(title) and any(start >= len(title) for start, _ in hits) else 0
    hits = [hit for hit in hits if hit[0] >= begin]
    best: list[tuple[int, int]] = []
    for first, last in sorted(_stretches(text, hits, begin), key=lambda at: (-_different(text, hits, at), at[0])):
        if all(last <= other[0] or other[1] <= first for other in best):
            best.append((first, last))
        if len(best) == PASSAGES:
            break
    return tuple(_passage(text, hits, first, last) for first, last in sorted(best))


def _is_current(found: Subquery) -> Any:
    return exists().where(codings.c.document == found.c.key, codings.c.current)


def _told(connection: Connection, keys: Sequence[int], words: str) -> dict[int, dict[str, dict[str, Any]]]:
    """For each report an event of each entry told in it, by entry: those whose sentence holds the words first, then the most certain."""
    saying = matching_keys(connection.dialect.name, "event_words", words)
    said = events.c.key.in_(select(saying.c.key)).label("said")
    told = select(events.c.document, entry_of().label("entry"), entry_id_of().label("id"), events.c.body, said)
    told = told.where(events.c.document.in_(keys), events.c.current.is_not(False), events.c.role != "teaser")
    found: dict[int, dict[str, dict[str, Any]]] = {key: {} for key in keys}
    for row in connection.execute(told.order_by(said.desc(), events.c.confidence.desc(), events.c.event_id)):
        found[row.document].setdefault(row.entry, {"entry_id": row.id} | json.loads(row.body))
    return found


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where each hit stands in it."""
    parts, hits, at = list[str](), list[tuple[int, int]](), 0
    for number, part in enumerate(_PART.split(marked)):
        if number % 2:
            hits.append((at, at + len(part)))
        parts.append(part)
        at += len(part)
    return "".join(parts), hits


def _stretches(text: str, hits: Sequence[tuple[int, int]], begin: int) -> Iterator[tuple[int, int]]:
    """A stretch of the text for each hit, which stands near its beginning; it begins and ends with a word."""
    for start, end in hits[:LOOKED_AT]:
        first = max(begin, start - LENGTH // 4)
        last = min(len(text), max(end, first + LENGTH))
        if first > begin:
            sentence = max(text.rfind("\n", first, start), text.rfind(". ", first, start) + 1)
            first = sentence + 1 if sentence > 0 else min(start, text.find(" ", first, start) + 1 or start)
        if last < len(text):
            last = max(end, text.rfind(" ", end, last))
        yield first + len(text[first:start]) - len(text[first:start].lstrip()), last


def _different(text: str, hits: Sequence[tuple[int, int]], at: tuple[int, int]) -> int:
    return len({text[start:end].casefold() for start, end in hits[:LOOKED_AT] if at[0] <= start and end <= at[1]})


def _whole(marked: str) -> Passage:
    text, hits = _unmarked(marked)
    return Passage(text, 0, tuple(hits))


def _passage(text: str, hits: Sequence[tuple[int, int]], first: int, last: int) -> Passage:
    return Passage(text[first:last], first, tuple((start - first, end - first) for start, end in hits if first <= start and end <= last))
