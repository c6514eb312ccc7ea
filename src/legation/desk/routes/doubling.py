"""Blind double coding: reports that two or more persons code, each alone; how far they agree; and a decision where they differ."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from legation.desk.adding import described
from legation.desk.answering import Desk, Fields, Place, page, problem
from legation.desk.changing import ROWS, Choices, choices, fault_of
from legation.desk.doubles import (
    Comparison,
    Dispute,
    Figure,
    comparison_of,
    dispute_of,
    dispute_row,
    figure_rows,
    figures_of,
    gold_of,
    pieces_of,
    settle,
    values_of,
)
from legation.desk.pages import Act, Piece, Row, act_of
from legation.desk.routes.review import FILTERS, query_of
from legation.document import Document
from legation.errors import InputError, LegationError
from legation.evaluation.comparing import Item
from legation.recording import discussing, doubling
from legation.recording.corrections import event_from
from legation.recording.doubling import Double, DoubleReport, Drawing, Mark

PLACES = (Place("Record", "Double coding", "/double"),)

NOBODY = "The record has no such double coding, or it has no such report."
NO_CODER = "Only its coders code its reports. Begin a double coding that names you, or ask for one."
NOT_YET = "You see this once you are done with the report, and another coder is."


@dataclass(frozen=True, slots=True)
class DoublesPage:
    """All double codings, and the form that begins one, as it was sent where something in it is wrong."""

    doubles: tuple[Double, ...]
    choices: Choices
    known: tuple[str, ...]
    values: dict[str, str]
    fault: str
    twin: str


@dataclass(frozen=True, slots=True)
class DoublePage:
    """One double coding: its progress, the person's next report (None where there is none), how far coders agree, and what waits."""

    double: Double
    coder: bool
    next: int | None
    figures: tuple[Figure, ...]
    compared: int
    differing: int
    waiting: int
    person: str
    twin: str


@dataclass(frozen=True, slots=True)
class CodePage:
    """A report to be coded, with what the person marked in it; or, with an `item`, to say how an act on which coders differ is told.

    Attributes:
        blocks: role, start and words of each. values, faults: the form. replaces: the mark that the form changes.
    """

    double: Double
    report: DoubleReport
    document: Document
    blocks: list[tuple[str, int, tuple[Piece, ...]]]
    marks: tuple[tuple[Mark, Act], ...]
    values: dict[str, str]
    faults: dict[str, str]
    replaces: int | None
    done: bool
    person: str
    item: str | None
    twin: str


@dataclass(frozen=True, slots=True)
class DisputesPage:
    """Acts on which coders differ, and how many of them wait for a decision."""

    double: Double
    disputes: tuple[Dispute, ...]
    waiting: int
    compared: int
    twin: str


def router(desk: Desk) -> APIRouter:
    """/double, /double/{id}, /double/{id}/code/{n}, /double/{id}/disagreements, each with its .json; /double/{id}/gold.jsonl."""
    routes = APIRouter()
    _listing(routes, desk)
    _one(routes, desk)
    _coding(routes, desk)
    _settling(routes, desk)
    return routes


def _listing(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/double")
    def _doubles(request: Request) -> Response:
        return page(request, "double.html", _doubles_page(desk, request, {}))

    @routes.get("/double.json")
    def _doubles_json() -> Response:
        return JSONResponse({"doubles": [asdict(double) for double in doubling.all_doubles(desk.record)]})

    @routes.post("/double", include_in_schema=False)
    def _begin(request: Request, given: Fields) -> Response:
        values = {name: str(given.get(name, "")).strip() for name in (*FILTERS, "name", "coders", "size", "seed", "reports", "start")}
        try:
            key = _created(desk, values)
        except InputError as error:
            return page(request, "double.html", _doubles_page(desk, request, values, str(error)), 400)
        return RedirectResponse(f"/double/{key}", 303)


def _one(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/double/{key}/gold.jsonl")
    def _gold(request: Request, key: int) -> Response:
        double = doubling.double_of(desk.record, key)
        if double is None:
            return problem(request, 404, NOBODY)
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in gold_of(desk, comparison_of(desk, double))]
        named = {"Content-Disposition": f'attachment; filename="double-{key}.jsonl"'}
        return Response("".join(lines), media_type="application/x-ndjson", headers=named)

    @routes.get("/double/{key}.json")
    def _double_json(key: int) -> Response:
        double = doubling.double_of(desk.record, key)
        if double is None:
            return JSONResponse({"failure": NOBODY}, 404)
        found = comparison_of(desk, double)
        counted = {"compared": len(found.reports), "differing": len(found.differing), "waiting": found.waiting}
        return JSONResponse(asdict(double) | counted | {"agreement": figure_rows(found)})

    @routes.get("/double/{key}")
    def _double(request: Request, key: int) -> Response:
        double = doubling.double_of(desk.record, key)
        return problem(request, 404, NOBODY) if double is None else page(request, "double_one.html", _double_page(desk, double))


def _coding(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/double/{key}/code/{position}.json")
    def _code_json(key: int, position: int) -> Response:
        made = _code_page(desk, key, position)
        if isinstance(made, str):
            return JSONResponse({"failure": made}, 404 if made == NOBODY else 403)
        report = {"id": made.document.id, "text": made.document.text, "title": made.report.title, "date": made.report.date}
        return JSONResponse({"report": report, "done": made.done, "marks": [asdict(mark) for mark, _ in made.marks]})

    @routes.get("/double/{key}/code/{position}")
    def _code(request: Request, key: int, position: int, mark: int | None = None) -> Response:
        made = _code_page(desk, key, position, replaces=mark)
        return _refused(request, made) if isinstance(made, str) else page(request, "double_code.html", made)

    @routes.post("/double/{key}/code/{position}", include_in_schema=False)
    def _coded(request: Request, key: int, position: int, given: Fields) -> Response:
        made = _code_page(desk, key, position)
        if isinstance(made, str):
            return _refused(request, made)
        try:
            onward = _taken(desk, made, given)
        except InputError as error:
            return _form_again(request, made, given, error)
        return RedirectResponse(onward, 303)


def _settling(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/double/{key}/disagreements.json")
    def _disputes_json(key: int) -> Response:
        double = doubling.double_of(desk.record, key)
        if double is None:
            return JSONResponse({"failure": NOBODY}, 404)
        found = comparison_of(desk, double)
        return JSONResponse({"waiting": found.waiting, "disagreements": [dispute_row(found, report, item) for report, item in found.differing]})

    @routes.get("/double/{key}/disagreements")
    def _disputes(request: Request, key: int) -> Response:
        double = doubling.double_of(desk.record, key)
        if double is None:
            return problem(request, 404, NOBODY)
        found = comparison_of(desk, double)
        shown = tuple(dispute_of(desk, found, report, item) for report, item in found.differing)
        made = DisputesPage(double, shown, found.waiting, len(found.reports), f"/double/{key}/disagreements.json")
        return page(request, "double_disagreements.html", made)

    @routes.get("/double/{key}/disagreements/{position}/{item}")
    def _own(request: Request, key: int, position: int, item: str) -> Response:
        found = _disputed(desk, key, position, item)
        return problem(request, 404, NOT_YET) if found is None else page(request, "double_code.html", _own_page(desk, *found))

    @routes.post("/double/{key}/disagreements/{position}/{item}", include_in_schema=False)
    def _settled(request: Request, key: int, position: int, item: str, given: Fields) -> Response:
        found = _disputed(desk, key, position, item)
        if found is None:
            return problem(request, 404, NOT_YET)
        choice = "own" if _word(given, "action") == "mark" else _word(given, "choice")
        try:
            own = _event(desk, _own_page(desk, *found), given) if choice == "own" else None
            settle(desk, *found, choice, own)
        except InputError as error:
            return _form_again(request, _own_page(desk, *found), given, error) if choice == "own" else problem(request, 400, str(error))
        return RedirectResponse(f"/double/{key}/disagreements#d-{position}-{item}", 303)


def _word(given: FormData, name: str) -> str:
    return str(given.get(name, "")).strip()


def _refused(request: Request, words: str) -> Response:
    return problem(request, 404 if words == NOBODY else 403, words)


def _created(desk: Desk, values: dict[str, str]) -> int:
    query, notes = query_of({name: values[name] for name in FILTERS if values[name]})
    numbers = [values[name] or "0" for name in ("size", "seed")]
    if notes or not all(number.isdecimal() and len(number) < 17 for number in numbers):
        raise InputError("bad_field", notes[0] if notes else "Give the number of reports and the seed in figures.")
    drawing = Drawing(tuple(values["reports"].split()), query, int(numbers[0]), int(numbers[1]))
    coders = values["coders"].replace("\n", ",").replace(";", ",").split(",")
    return doubling.create(desk.record, values["name"], coders, drawing, desk.decision("begun at the desk"), start=values["start"] == "yes")


def _doubles_page(desk: Desk, request: Request, values: dict[str, str], fault: str = "") -> DoublesPage:
    found = tuple(doubling.all_doubles(desk.record))
    known = tuple(sorted({*discussing.persons(desk.record), desk.person}))
    usual = {name: request.query_params.get(name, "") for name in (*FILTERS, "reports", "name")}
    usual |= {"size": "20", "coders": desk.person, "start": "", "seed": f"{desk.decision('').at[:10].replace('-', '')}{len(found) + 1:02}"}
    return DoublesPage(found, choices(), known, usual | values, fault, "/double.json")


def _double_page(desk: Desk, double: Double) -> DoublePage:
    found, person = comparison_of(desk, double), desk.person
    following = next((report.position for report in double.reports if person not in report.done), None) if person in double.coders else None
    return DoublePage(
        double,
        person in double.coders,
        following,
        figures_of(found),
        len(found.reports),
        len(found.differing),
        found.waiting,
        person,
        f"/double/{double.key}.json",
    )


def _code_page(desk: Desk, key: int, position: int, replaces: int | None = None) -> CodePage | str:
    """The page on which the person at the desk codes a report, with their own marks and nobody else's; or why there is none."""
    double, document, person = doubling.double_of(desk.record, key), doubling.document_at(desk.record, key, position), desk.person
    if double is None or document is None:
        return NOBODY
    if person not in double.coders:
        return NO_CODER
    report, marks = double.reports[position - 1], doubling.own_marks(desk.record, key, position, person)
    chosen = next((mark for mark in marks if mark.key == replaces), None)
    acts = tuple((mark, act_of(mark.body)) for mark in marks)
    return CodePage(
        double,
        report,
        document,
        pieces_of(document, [mark.body for mark in marks]),
        acts,
        values_of(chosen.body) if chosen else {},
        {},
        chosen.key if chosen else None,
        person in report.done,
        person,
        None,
        f"/double/{key}/code/{position}.json",
    )


def _taken(desk: Desk, made: CodePage, given: FormData) -> str:
    """Does what the form asks: marks an event, takes a mark away, or says that the report is done; returns where to go on."""
    key, position, decision = made.double.key, made.report.position, desk.decision("coded at the desk")
    here, action = f"/double/{key}/code/{position}", _word(given, "action")
    number = _word(given, "replaces" if action == "mark" else "mark")
    if action == "mark":
        replaces = int(number) if number.isdecimal() else None
        doubling.mark(desk.record, key, position, _event(desk, made, given), decision, replaces)
        return f"{here}#marks"
    if action == "unmark":
        doubling.unmark(desk.record, key, position, int(number) if number.isdecimal() else 0, decision)
        return f"{here}#marks"
    if action != "done":
        raise InputError("bad_field", f"\u201c{action}\u201d is nothing that can be done here.")
    doubling.finish(desk.record, key, position, _sentences(desk, made.document), decision)
    left = [report.position for report in made.double.reports if made.person not in report.done and report.position != position]
    following = next((other for other in left if other > position), left[0] if left else None)
    return f"/double/{key}/code/{following}" if following else f"/double/{key}"


def _event(desk: Desk, made: CodePage, given: FormData) -> Row:
    words = {name: str(value) for name, value in given.items() if isinstance(value, str)}
    return event_from(made.document.id, made.document.text, described(made.document, desk.pipeline, words))


def _sentences(desk: Desk, document: Document) -> list[tuple[int, int]]:
    """Where the report's sentences stand; its blocks where they cannot be told."""
    try:
        spans = [sentence.span for sentence in desk.pipeline.parser.parse(document).sentences]
    except LegationError:  # a stage lacks a part
        spans = [block.span for block in document.blocks]
    return [(span.start, span.end) for span in spans]


def _form_again(request: Request, made: CodePage, given: FormData, error: InputError) -> Response:
    """The form as it was sent, with what is wrong by its field."""
    name, fault = fault_of({side: [] for side in ROWS}, given, error)
    made.values.update({name: str(value) for name, value in given.items() if isinstance(value, str)})
    made.faults[name] = fault
    return page(request, "double_code.html", made, 400)


def _disputed(desk: Desk, key: int, position: int, item: str) -> tuple[Comparison, DoubleReport, Item] | None:
    """An act on which coders differ, where the person may see it."""
    double = doubling.double_of(desk.record, key)
    found = None if double is None else comparison_of(desk, double)
    differing: list[Any] = [] if found is None else [one for one in found.differing if (one[0].position, one[1].key) == (position, item)]
    return (found, *differing[0]) if found is not None and differing else None


def _own_page(desk: Desk, found: Comparison, report: DoubleReport, item: Item) -> CodePage:
    """The page on which the person says how an act is told, beginning with the first coder's event."""
    document = doubling.document_at(desk.record, found.double.key, report.position)
    assert document is not None  # the report has marks
    bodies = [mark.body for mark in item.marks.values()]
    acts = tuple((Mark(mark.key, report.position, mark.coder, mark.body), act_of(mark.body)) for mark in item.marks.values())
    values = values_of(item.first.body)
    twin = f"/double/{found.double.key}/disagreements.json"
    return CodePage(found.double, report, document, pieces_of(document, bodies), acts, values, {}, None, False, desk.person, item.key, twin)
