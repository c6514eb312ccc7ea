"""Discussion: comments on entries and reports, who is named in them, and who is to look after what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from legation.desk.answering import Desk, Fields, Place, own_address, page, problem
from legation.desk.talking import Remark, Talk, line_of, page_of, remark_of, talk_of
from legation.errors import InputError
from legation.recording import discussing
from legation.recording.audit import Decision
from legation.recording.discussing import Assignment, Latest

PLACES = (Place("Record", "Discussion", "/discussion"),)

NOBODY = "The record has no such comment."


@dataclass(frozen=True, slots=True)
class DiscussionPage:
    """What names the person at the desk, what is assigned to them, and the threads in which something was said last.

    Each beside its page's address and what that is called.
    """

    person: str
    naming: tuple[tuple[str, str, Remark], ...]
    assigned: tuple[tuple[str, str, Assignment], ...]
    latest: tuple[tuple[str, str, Latest, Remark], ...]
    twin: str


@dataclass(frozen=True, slots=True)
class SayAgain:
    """A thread with what was sent and is not taken, and why."""

    talk: Talk
    title: str


def router(desk: Desk) -> APIRouter:
    """/discussion and its .json; what is said, changed, assigned and done is sent below it."""
    routes = APIRouter()

    @routes.get("/discussion")
    def _discussion(request: Request) -> Response:
        return page(request, "discussion.html", _page(desk))

    @routes.get("/discussion.json")
    def _discussion_json() -> Response:
        return JSONResponse(_row(desk))

    @routes.post("/discussion/say", include_in_schema=False)
    def _say(request: Request, given: Fields) -> Response:
        words = _word(given, "words")
        return _done(desk, request, given, words, lambda about, subject: discussing.say(desk.record, about, subject, words, _decision(desk)))

    @routes.post("/discussion/assign", include_in_schema=False)
    def _assign(request: Request, given: Fields) -> Response:
        to, what = _word(given, "person"), _word(given, "what")
        return _done(desk, request, given, "", lambda about, subject: discussing.assign(desk.record, about, subject, to, _decision(desk), what))

    _changing(routes, desk)
    return routes


def _changing(routes: APIRouter, desk: Desk) -> None:
    """What changes a comment or an assignment that is there."""

    @routes.post("/discussion/comments/{key}", include_in_schema=False)
    def _change(request: Request, key: int, given: Fields) -> Response:
        before = discussing.comment_of(desk.record, key)
        if before is None:
            return problem(request, 404, NOBODY)
        try:
            if _word(given, "action") == "take back":
                discussing.take_back(desk.record, key, _decision(desk))
            else:
                discussing.change(desk.record, key, _word(given, "words"), _decision(desk))
        except InputError as error:
            return _again(desk, request, before.about, before.subject, str(error), "")
        return RedirectResponse(own_address(_word(given, "back"), page_of(before.about, before.subject)), 303)

    @routes.post("/discussion/assignments/{key}", include_in_schema=False)
    def _state(request: Request, key: int, given: Fields) -> Response:
        try:
            found = discussing.set_state(desk.record, key, _word(given, "state"), _decision(desk))
        except InputError as error:
            return problem(request, 400, str(error))
        return RedirectResponse(own_address(_word(given, "back"), page_of(found.about, found.subject)), 303)


def _word(given: FormData, name: str) -> str:
    return str(given.get(name, "")).strip()


def _decision(desk: Desk) -> Decision:
    return desk.decision("said at the desk")


def _done(desk: Desk, request: Request, given: FormData, words: str, make: Callable[[str, str], int]) -> Response:
    """Makes the change and leads back to the thread; or shows it again with what is wrong."""
    about, subject = _word(given, "about"), _word(given, "subject")
    try:
        make(about, subject)
    except InputError as error:
        return _again(desk, request, about, subject, str(error), words)
    return RedirectResponse(f"{page_of(about, subject)}#discussion", 303)


def _again(desk: Desk, request: Request, about: str, subject: str, fault: str, words: str) -> Response:
    called = discussing.titles(desk.record, [(about, subject)])
    if not called and about != "report":
        return problem(request, 404, fault)
    shown = SayAgain(talk_of(desk, about, subject, fault, words), called.get((about, subject), subject))
    return page(request, "discussion_again.html", shown, 400)


def _page(desk: Desk) -> DiscussionPage:
    person = desk.person
    naming, assigned, latest = discussing.naming(desk.record, person), discussing.assigned_to(desk.record, person), discussing.latest(desk.record)
    titles = discussing.titles(desk.record, [*((one.about, one.subject) for one in naming), *((one.about, one.subject) for one in assigned)])
    titles |= {(one.last.about, one.last.subject): one.title for one in latest if one.title}
    return DiscussionPage(
        person=person,
        naming=tuple((*line_of(one, titles), remark_of(one, person)) for one in naming),
        assigned=tuple((*line_of(one, titles), one) for one in assigned),
        latest=tuple((*line_of(one.last, titles), one, remark_of(one.last, person)) for one in latest),
        twin="/discussion.json",
    )


def _row(desk: Desk) -> dict[str, object]:
    person = desk.person
    return {
        "person": person,
        "mentions": [asdict(one) for one in discussing.naming(desk.record, person)],
        "assigned": [asdict(one) for one in discussing.assigned_to(desk.record, person)],
        "latest": [asdict(one) for one in discussing.latest(desk.record)],
    }
