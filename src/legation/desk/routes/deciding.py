"""What people decide at the desk: accept, reject, correct, undo, split, join, and add an event that the coder missed. Each leads back to a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from legation.desk.adding import added
from legation.desk.answering import TEMPLATES, Desk, Fields, Place, own_address, page, problem
from legation.desk.changing import ROWS, changes, choices, fault_of
from legation.desk.pages import report_link
from legation.desk.routes.review import review_page
from legation.errors import InputError
from legation.recording import corrections, deciding
from legation.recording.audit import Decision
from legation.recording.finding import show
from legation.recording.reviewing import Standing, decided_together, standing

PLACES: tuple[Place, ...] = ()

UNKNOWN = "The record has nothing by this id. It may stand in another record."


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a decision was not taken, and the way back."""

    words: str
    back: str


@dataclass(frozen=True, slots=True)
class Again:
    """The form of an event to be added as it was sent, what is wrong by field, and the way back."""

    report: str
    values: dict[str, str]
    faults: dict[str, str]
    back: str


def router(desk: Desk) -> APIRouter:
    """POST /entries/{id}/decide and POST /review/add."""
    routes = APIRouter()
    TEMPLATES.env.globals["codebook_choices"] = choices  # the form that adds an event stands on pages of others

    @routes.post("/entries/{identifier}/decide", include_in_schema=False)
    def _decide(request: Request, identifier: str, given: Fields) -> Response:
        back = own_address(_word(given, "back"), f"/entries/{identifier}")
        action, event_id = _word(given, "action"), _word(given, "event") or identifier
        if action not in VERBS:
            return _refused(request, f"\u201c{action}\u201d is no decision. One of {', '.join(VERBS)}.", back)
        found = standing(desk.record, event_id)
        if found is None:
            return problem(request, 404, UNKNOWN)
        try:
            VERBS[action](desk, found, given)
        except InputError as error:
            if action == "correct":
                return _form_again(desk, request, found, given, error)
            return _refused(request, str(error), back)
        return RedirectResponse(back, 303)

    @routes.post("/review/add", include_in_schema=False)
    def _add(request: Request, given: Fields) -> Response:
        words = {name: str(value) for name, value in given.items() if isinstance(value, str)}
        report = words.get("report", "")
        found = show(desk.record, report)
        if found is None or "document" not in found:
            return problem(request, 404, UNKNOWN)
        try:
            body = added(desk.record, desk.pipeline, words, _decision(desk, given))
        except InputError as error:
            name, fault = fault_of({side: [] for side in ROWS}, given, error)
            return page(request, "add_again.html", Again(report, words, {name: fault}, report_link(report)), 400)
        return RedirectResponse(f"/entries/{body['event_id']}", 303)

    return routes


def _word(given: FormData, name: str) -> str:
    return str(given.get(name, "")).strip()


def _decision(desk: Desk, given: FormData) -> Decision:
    return desk.decision(_word(given, "why"))


def _refused(request: Request, words: str, back: str) -> Response:
    return page(request, "refused.html", Refused(words, back), 400)


def _form_again(desk: Desk, request: Request, found: Standing, given: FormData, error: InputError) -> Response:
    """The form as it was sent, with what is wrong by its field."""
    made = review_page(desk, request, found.body["event_id"], correcting=True, given=given)
    assert made is not None
    assert made.shown is not None  # the event stands
    name, words = fault_of(found.body, given, error)
    made.shown.form.faults[name if name in made.shown.form.values or name in ("actors", "recipients") else ""] = words
    return page(request, "review.html", made, 400)


def _tellings(desk: Desk, found: Standing, given: FormData) -> list[str]:
    """The events that a decision is about: one that is named, else all of the entry."""
    if _word(given, "event"):
        return [found.body["event_id"]]
    if not found.read:
        return decided_together(desk.record, found.body["event_id"])
    entry: Any = show(desk.record, found.entry_id)
    return [event["event_id"] for event in entry["events"]] if entry and "events" in entry else [found.body["event_id"]]


def _each(verb: Callable[..., Any]) -> Callable[[Desk, Standing, FormData], None]:
    def decide(desk: Desk, found: Standing, given: FormData) -> None:
        made = _decision(desk, given)
        for event_id in dict.fromkeys(_tellings(desk, found, given)):
            verb(desk.record, event_id, made)

    return decide


def _undo(desk: Desk, found: Standing, given: FormData) -> None:
    """Takes back the last decision on each event that bears one; with none on any, the record says so."""
    events = list(dict.fromkeys(_tellings(desk, found, given)))
    borne = [event_id for event_id in events if (one := standing(desk.record, event_id)) and one.decisions]
    for event_id in borne or events[:1]:
        corrections.undo(desk.record, event_id, _decision(desk, given))


def _correct(desk: Desk, found: Standing, given: FormData) -> None:
    corrections.correct(desk.record, found.body["event_id"], changes(found.body, given), _decision(desk, given))


def _split(desk: Desk, found: Standing, given: FormData) -> None:
    events = [str(event) for event in given.getlist("event") if event]
    deciding.split(desk.record, found.entry_id, events, _decision(desk, given))


def _join(desk: Desk, found: Standing, given: FormData) -> None:
    other = identifier_in(_word(given, "other"))
    if not other:
        raise InputError("bad_field", "other: name the entry to join with, by its id or the address of its page.")
    deciding.join(desk.record, found.entry_id, other, _decision(desk, given))


VERBS: dict[str, Callable[[Desk, Standing, FormData], None]] = {
    "accept": _each(corrections.accept),
    "reject": _each(corrections.reject),
    "correct": _correct,
    "undo": _undo,
    "split": _split,
    "join": _join,
}
"""What can be decided, by the word that a form sends."""


def identifier_in(words: str) -> str:
    """The entry that is meant by its id, or by the address of its page."""
    last = urlsplit(words).path.rstrip("/").rpartition("/")[2]
    return unquote(last).removesuffix(".json")
