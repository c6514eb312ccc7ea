"""Addresses: all that the desk answers, with parameters and examples, and the fields of an event, for those who write programs against it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk.addresses import Group, groups, owners
from legation.desk.answering import Desk, Place, page
from legation.knowledge.tables import data_file, rows
from legation.recording.columns import COLUMNS, ENTRY_COLUMNS
from legation.recording.finding import Query, find
from legation.recording.layouts.shape import Column

PLACES = (Place("About", "Addresses (API)", "/api"),)

NOT_OF_AN_EVENT = ("entry_id", "reports", "report", "history", "told_by")
"""What an entry of the feed has beside the fields of its event."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an event as JSON, with its parts where it is an object or a list of them."""

    field: str
    parts: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ApiPage:
    """Addresses by page, the contract of an event, and one of the record as it is answered ("" where there is none)."""

    base: str
    groups: tuple[Group, ...]
    fields: tuple[Field, ...]
    columns: tuple[Column, ...]
    example: str
    twin: str = "/api.json"


def router(desk: Desk) -> APIRouter:
    """/api and /api.json."""
    routes = APIRouter()
    owned = cache(partial(owners, desk))

    @routes.get("/api")
    def _api(request: Request) -> Response:
        """All addresses with their parameters, examples, and the fields of an event."""
        return page(
            request, "api.html", ApiPage(_base(request), groups(request.app.openapi(), owned()), fields(), (*COLUMNS, *ENTRY_COLUMNS), _example(desk))
        )

    @routes.get("/api.json")
    def _api_json(request: Request) -> Response:
        """The same as JSON; /openapi.json has the machine's own description."""
        addresses = [
            {"method": a.method, "path": a.path, "answers": a.form, "words": a.words, "parameters": [_parameter(p) for p in a.parameters]}
            for group in groups(request.app.openapi(), owned())
            for a in group.addresses
        ]
        contract = [{"field": f.field, "parts": f.parts.split(", ") if f.parts else [], "meaning": f.meaning} for f in fields()]
        columns = [{"column": c.name, "kind": c.kind, "meaning": c.meaning} for c in (*COLUMNS, *ENTRY_COLUMNS)]
        return JSONResponse({"addresses": addresses, "event": contract, "tidy": columns})

    return routes


def fields() -> tuple[Field, ...]:
    """The fields of an event as JSON, in their order (data/desk/event.tsv)."""
    columns = ("field", "parts", "meaning")
    return tuple(Field(row["field"], row["parts"], row["meaning"]) for _, row in rows(data_file("desk", "event.tsv"), columns))


def _parameter(parameter: object) -> dict[str, str]:
    return {name: getattr(parameter, name) for name in ("name", "where", "meaning")}


def _base(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"


def _example(desk: Desk) -> str:
    """The latest act of the record as it is answered, as JSON in lines."""
    for row in islice(find(desk.record, Query(limit=1)), 1):
        return json.dumps({name: value for name, value in row.items() if name not in NOT_OF_AN_EVENT}, ensure_ascii=False, indent=2)
    return ""
