"""Gold sets: whole stories and single sentences coded by hand, and pairs whose relation is known. Each set says by its rows which it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from legation.errors import KnowledgeError
from legation.span import Span

Form: TypeAlias = Literal["stories", "sentences", "relations"]

REMEDY = "Each line is a story or sentence with its events, each quote a verbatim stretch of its text, or a pair: text, actor, recipient, type."


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event coded by hand.

    Attributes:
        types: the type and, where the hand coder allows another, that too.
        quote: span that a prediction's anchor must touch. anchor: the words that name the act, within it.
        repeats: spans of later mentions of the act, where a prediction counts neither way.
        actors, recipients: their states. sectors: those of the actors.
        date: as precise as the text allows. place: of None, no place is told; else its state, where it has one.
        said_by: words that name who says that the act happened. kind: None where the set names none.
        interstate: whether it joins different states. main: whether the story is about it.
    """

    types: tuple[str, ...]
    quote: Span
    anchor: Span
    repeats: tuple[Span, ...]
    actors: frozenset[str]
    recipients: frozenset[str]
    sectors: frozenset[str]
    status: str
    mode: str | None
    kind: str | None
    background: bool
    date: str | None
    place: tuple[str | None] | None
    said_by: str | None
    interstate: bool
    main: bool


@dataclass(frozen=True, slots=True)
class Story:
    """A story or a sentence with its gold events."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marked stretches of a text and the type of the act that joins them; YIELD stands for CONCEDE and RETREAT."""

    id: str
    type: str


@dataclass(frozen=True, slots=True)
class GoldSet:
    """All rows of one file; `pairs` are those of relations, `stories` those of the other forms."""

    name: str
    form: Form
    stories: tuple[Story, ...]
    pairs: tuple[Pair, ...]


def read_gold(path: Path) -> GoldSet:
    """The gold set of a JSONL file.

    Rows without events are pairs. Stories are told from sentences by an event with a salience or a text of several paragraphs.

    Raises:
        KnowledgeError: a row is none of them or of another form than the first, an id stands twice, or a quote does not stand in its text.
    """
    stories: list[Story] = []
    pairs: list[Pair] = []
    whole, ids = False, set[str]()
    for where, row in _rows(path):
        try:
            made = _story(row) if "events" in row else Pair(str(row["id"]), _merged(row))
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise KnowledgeError(f"{where}: {_named(fault)}. {REMEDY}") from None
        if made.id in ids or (stories and isinstance(made, Pair)) or (pairs and isinstance(made, Story)):
            raise KnowledgeError(f"{where}: {'its id stands twice' if made.id in ids else 'a row of another form than those before it'}. {REMEDY}")
        ids.add(made.id)
        if isinstance(made, Pair):
            pairs.append(made)
            continue
        stories.append(made)
        whole = whole or "\n\n" in made.text.strip() or any("salience" in e for e in row["events"])
    if not ids:
        raise KnowledgeError(f"{path.name}: no row. {REMEDY}")
    return GoldSet(path.name, "relations" if pairs else "stories" if whole else "sentences", tuple(stories), tuple(pairs))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and object of each line. Nothing of the text is told where a line is wrong: a set may be one that nobody is to see."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as fault:
        raise KnowledgeError(f"{path}: {getattr(fault, 'strerror', None) or 'no UTF-8'}. Give a file of gold rows in JSONL.") from None
    for number, line in enumerate(lines, start=1):
        where = f"{path.name}:{number}"
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            raise KnowledgeError(f"{where}: no JSON object. {REMEDY}")
        yield where, row


def _named(fault: Exception) -> str:
    if isinstance(fault, KeyError):
        return f"no field {fault.args[0]!r}"
    return "a quote or anchor is not in its text" if isinstance(fault, ValueError) else "a field of the wrong type"


def _merged(row: dict[str, Any]) -> str:
    """The type of a pair, checked to be one whose actor is marked."""
    if not isinstance(row["text"], str) or not isinstance(row["actor"], Mapping):
        raise TypeError
    return merged(str(row["type"]))


def merged(type_: str) -> str:
    """The type as relation sets name it."""
    return "YIELD" if type_ in ("CONCEDE", "RETREAT") else type_


def _story(row: dict[str, Any]) -> Story:
    text = row["text"]
    return Story(str(row["id"]), text, tuple(_event(text, e) for e in row["events"]))


def _event(text: str, row: dict[str, Any]) -> GoldEvent:
    quote = _found(text, row["quote"], 0)
    anchor = _found(row["quote"], row["anchor"], quote.start) if row.get("anchor") else quote
    place = row.get("place")
    return GoldEvent(
        types=(row["type"], *([row["alt_type"]] if row.get("alt_type") else [])),
        quote=quote,
        anchor=anchor,
        repeats=tuple(s for words in row.get("repeats") or [] for s in _occurrences(text, words)),
        actors=_values(row["actors"], "country"),
        recipients=_values(row.get("recipients"), "country"),
        sectors=_values(row["actors"], "sector"),
        status=row["status"],
        mode=row.get("mode") or None,
        kind=row.get("kind") or None,
        background=bool(row.get("background")),
        date=row.get("date") or None,
        place=(place.get("country"),) if place else None,
        said_by=row.get("attributed_to") or None,
        interstate=bool(row.get("interstate")),
        main=row.get("salience") == "main",
    )


def _found(text: str, words: str, offset: int) -> Span:
    start = offset + text.index(words)
    return Span(start, start + len(words))


def _occurrences(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words)
    while words and at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _values(entities: list[dict[str, Any]] | None, key: str) -> frozenset[str]:
    return frozenset(str(e[key]) for e in entities or [] if e.get(key))
