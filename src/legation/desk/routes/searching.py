"""Search: words in the record's reports, in its entries and in its fields, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page
from legation.desk.narrowing import FILTERS, label_of, plain
from legation.desk.pages import Act, Piece, Row, act_of, lit, report_link
from legation.knowledge import foreign_codes, ontology
from legation.recording.finding import Query, count, find
from legation.recording.passages import Found, Passage, count_reports, reports_holding

PLACES = (Place("Record", "Search", "/search"),)

PAGE_SIZE = 20
SHOWN = 5
"""Entries whose sentence holds the words that are shown; the feed has all."""

COUNTED, ENTRIES_COUNTED = 10_000, 1_000
"""Reports, and entries of a sort, that are counted at most; the feed counts further."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field that the words name: the feed's filter and its value, how many entries it leaves, and whether there are more than were counted."""

    filter: str
    value: str
    entries: int
    more: bool

    @property
    def link(self) -> str:
        """The feed, narrowed to it."""
        return f"/?{urlencode({self.filter: self.value})}"

    @property
    def words(self) -> str:
        """What it is, in words."""
        return f"{FILTERS[self.filter]}: {label_of(self.filter, self.value)}"


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that holds the words: title and passages with these lit, its entries."""

    found: Found
    link: str
    title: tuple[Piece, ...]
    passages: tuple[tuple[Piece, ...], ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What was found for the words `asked`: fields, entries whose sentence holds them (the latest), reports (the best first).

    Attributes:
        total, more: reports, as far as counted. said, said_more: entries, as far as counted; `feed` has all of them.
    """

    asked: str
    fields: tuple[Field, ...]
    acts: tuple[Act, ...]
    said: int
    said_more: bool
    feed: str
    hits: tuple[Hit, ...]
    total: int
    more: bool
    page: int
    before: str | None
    after: str | None
    twin: str


def router(desk: Desk) -> APIRouter:
    """/search and /search.json; `q` is what is asked."""
    routes = APIRouter()

    @routes.get("/search")
    def _search(request: Request, q: str = "") -> Response:
        return page(request, "search.html", search_page(desk, q, _within(request)))

    @routes.get("/search.json")
    def _search_json(request: Request, q: str = "") -> Response:
        return JSONResponse(_twin(search_page(desk, q, _within(request))))

    return routes


def search_page(desk: Desk, given: str, number: int) -> SearchPage:
    """All that is found for what is given to look for; fields and entries on the first page only."""
    asked = given.replace("\0", "").strip()
    held = reports_holding(desk.record, asked, limit=PAGE_SIZE, offset=(number - 1) * PAGE_SIZE) if asked else []
    total, more = _capped(count_reports(desk.record, asked, COUNTED) if asked else 0, COUNTED)
    first = bool(asked) and number == 1
    saying = Query(words=asked, limit=SHOWN)
    said, said_more = _capped(count(desk.record, saying, most=ENTRIES_COUNTED) if first else 0, ENTRIES_COUNTED)
    return SearchPage(
        asked=asked,
        fields=tuple(fields(desk, asked)) if first else (),
        acts=tuple(map(act_of, find(desk.record, saying))) if said else (),
        said=said,
        said_more=said_more,
        feed=f"/?{urlencode({'text': asked})}",
        hits=tuple(map(_hit, held)),
        total=total,
        more=more,
        page=number,
        before=_address("/search", asked, number - 1) if number > 1 else None,
        after=_address("/search", asked, number + 1) if more or number * PAGE_SIZE < total else None,
        twin=_address("/search.json", asked, number),
    )


def fields(desk: Desk, asked: str) -> Iterator[Field]:
    """The fields of the record that hold what is asked, as a whole, with an entry at least."""
    for name, value in _candidates(asked):
        number, more = _capped(count(desk.record, Query(**{name: value}), most=ENTRIES_COUNTED), ENTRIES_COUNTED)  # type: ignore[arg-type]
        if number:
            yield Field(name, value, number, more)


def _candidates(asked: str) -> Iterator[tuple[str, str]]:
    """Filters and values that could be meant."""
    who, known, words = foreign_codes.load().state_named(asked) or asked, ontology.load(), plain(asked)
    yield from ((side, who) for side in ("actor", "recipient", "place"))
    yield from (("type", value) for value in known.types if plain(value) == words)
    yield from (("kind", value) for value in known.kinds if words in {plain(value), plain(value) + "s"})
    yield "publisher", asked


def _capped(number: int, most: int) -> tuple[int, bool]:
    return min(number, most), number > most


def _within(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return min(max(1, int(given)), 10_000) if given.isascii() and given.isdigit() and len(given) < 9 else 1


def _address(path: str, asked: str, number: int) -> str:
    return f"{path}?{urlencode({'q': asked} | ({'page': number} if number > 1 else {}))}" if asked else path


def _hit(found: Found) -> Hit:
    acts = tuple(map(act_of, found.acts))
    return Hit(found, report_link(found.document["id"]), _pieces(found.title), tuple(map(_pieces, found.passages)), acts)


def _pieces(passage: Passage) -> tuple[Piece, ...]:
    return lit(passage.text, 0, len(passage.text), [(first, last, "hit", "") for first, last in passage.hits])


def _twin(found: SearchPage) -> Row:
    return {
        "asked": found.asked,
        "page": found.page,
        "fields": [asdict(field) | {"link": field.link} for field in found.fields],
        "entries": {"total": found.said, "more": found.said_more, "latest": [act.row for act in found.acts]},
        "reports": {"total": found.total, "more": found.more, "found": [_report(hit.found) for hit in found.hits]},
    }


def _report(found: Found) -> dict[str, Any]:
    shown = {"passages": [asdict(passage) for passage in found.passages], "title_hits": found.title.hits}
    return found.document | shown | {"entries": found.entries, "entry_ids": [act["entry_id"] for act in found.acts]}
