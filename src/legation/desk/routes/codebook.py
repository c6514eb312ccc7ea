"""The codebook: each type with its rule, its borders, its modes and kinds, an example, and what the record itself shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.answering import Desk, Place, page, problem
from legation.desk.pages import Act, Piece, act_of
from legation.knowledge import codebook, ontology
from legation.knowledge.codebook import Codebook, Term, TypeRule
from legation.recording.exemplars import entries_by_type, most_certain, most_certain_of_each, parts_of

PLACES = (Place("About", "Codebook", "/codebook"),)

EACH, OF_ONE = 2, 8
"""Entries of the record shown of each type, and of one type on its own page."""


@dataclass(frozen=True, slots=True)
class ShownType:
    """A type as its page has it.

    Attributes:
        modes: each with its CAMEO code. entries: how many the record has.
        parts: these by mode, kind and status; empty where that is not asked.
    """

    rule: TypeRule
    example: tuple[Piece, ...]
    modes: tuple[tuple[Term, str], ...]
    kinds: tuple[Term, ...]
    entries: int
    acts: tuple[Act, ...]
    parts: dict[str, dict[str, int]]

    @property
    def name(self) -> str:
        """The type's code."""
        return self.rule.type.name


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """All types by quad, and the terms of the other tables."""

    quads: tuple[tuple[Term, tuple[ShownType, ...]], ...]
    book: Codebook
    kinds: dict[str, tuple[str, ...]]
    twin: str = "/codebook.json"


@dataclass(frozen=True, slots=True)
class TypePage:
    """One type, with those before and after it."""

    type: ShownType
    quad: Term
    before: str | None
    after: str | None
    twin: str


def router(desk: Desk) -> APIRouter:
    """/codebook and /codebook/{type}, each with .json."""
    routes = APIRouter()

    @routes.get("/codebook")
    def _codebook(request: Request) -> Response:
        """Every type with its rule and the record's most certain entries of it; statuses, kinds, contexts, sectors."""
        return page(request, "codebook.html", codebook_page(desk))

    @routes.get("/codebook.json")
    def _codebook_json() -> Response:
        """The codebook as data: types with rules, modes and kinds, and all terms."""
        return JSONResponse(_as_json(desk))

    @routes.get("/codebook/{type}")
    def _type(request: Request, type: str) -> Response:  # noqa: A002 - the name that the address shows
        """One type: its rule, and more of what the record shows of it. With .json: the same as data."""
        name = type.removesuffix(".json")
        if name.upper() not in codebook.load().rules:
            return problem(request, 404, f"The codebook has no type \u201c{name}\u201d. It has sixteen: {', '.join(codebook.load().rules)}.")
        shown = type_page(desk, name.upper())
        return JSONResponse(_type_json(shown.type, with_entries=True)) if type.endswith(".json") else page(request, "codebook_type.html", shown)

    return routes


def codebook_page(desk: Desk) -> CodebookPage:
    """The whole codebook with live examples."""
    book, entries, certain = codebook.load(), entries_by_type(desk.record), most_certain_of_each(desk.record, EACH)
    shown = [_shown(rule, entries[name], tuple(map(act_of, certain[name])), {}) for name, rule in book.rules.items()]
    quads = tuple((term, tuple(s for s in shown if str(s.rule.type.quad) == quad)) for quad, term in book.terms["quad"].items())
    return CodebookPage(quads, book, ontology.load().kinds)


def type_page(desk: Desk, name: str) -> TypePage:
    """One type with more live examples, and what its entries are made of."""
    book = codebook.load()
    names, rule = list(book.rules), book.rules[name]
    at = names.index(name)
    acts = tuple(map(act_of, most_certain(desk.record, name, OF_ONE)))
    entries, parts = parts_of(desk.record, name)
    shown = _shown(rule, entries, acts, parts)
    before, after = (names[n] if 0 <= n < len(names) else None for n in (at - 1, at + 1))
    return TypePage(shown, book.terms["quad"][str(rule.type.quad)], before, after, f"/codebook/{name}.json")


def _shown(rule: TypeRule, entries: int, acts: tuple[Act, ...], parts: dict[str, dict[str, int]]) -> ShownType:
    name, tables, book = rule.type.name, ontology.load(), codebook.load()
    modes = tuple((term, tables.cameo(name, term.mode)) for term in book.modes_of(name))
    return ShownType(rule, tuple(Piece(words, mark) for words, mark in rule.example), modes, book.kinds_of(name), entries, acts, parts)


def _as_json(desk: Desk) -> dict[str, Any]:
    shown = [type_ for _, types in codebook_page(desk).quads for type_ in types]
    terms = {group: list(map(_term_json, found.values())) for group, found in codebook.load().terms.items() if group != "mode"}
    return {"types": [_type_json(type_, with_entries=False) for type_ in shown], **terms}


def _type_json(shown: ShownType, *, with_entries: bool) -> dict[str, Any]:
    rule, type_ = shown.rule, shown.rule.type
    given = {
        "type": type_.name,
        "name": rule.name,
        "quad": type_.quad,
        "score": type_.score,
        "cameo": type_.cameo,
        "needs_recipient": type_.needs_recipient,
        "rule": rule.rule,
        "counts": rule.counts,
        "counts_not": rule.counts_not,
        "borders": [{"type": border.neighbour, "words": border.words} for border in rule.borders],
        "example": "".join(words for words, _ in rule.example),
        "modes": [_term_json(term) | {"code": term.mode, "cameo": cameo} for term, cameo in shown.modes],
        "kinds": [term.code for term in shown.kinds],
        "entries": shown.entries,
    }
    return given | ({"parts": shown.parts, "most_certain": [act.row for act in shown.acts]} if with_entries else {})


def _term_json(term: Term) -> dict[str, str]:
    return {"code": term.code, "name": term.name, "words": term.words, "example": term.example}
