"""Random audits: entries are drawn, judged one a screen, and the precision is stated by group of fields, with its 95 % interval."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk.answering import Desk, Fields, Place, page, problem, table
from legation.desk.changing import Choices, choices
from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link
from legation.desk.routes.review import FILTERS, NEAR_CHARS, query_of
from legation.errors import InputError
from legation.recording import auditing
from legation.recording.auditing import GROUPS, Audit, Draw, Precision
from legation.recording.reviewing import standing

PLACES = (Place("Record", "Audits", "/audit"),)

USUAL_SIZE = 50

NOBODY = "The record has no such audit."


@dataclass(frozen=True, slots=True)
class Result:
    """A group's precision, in figures and in words."""

    group: str
    asks: str
    precision: Precision
    words: str


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An audit in a list or on its own page: how far it is, its precision by group, and the next entry to judge (None where all are judged)."""

    audit: Audit
    judged: int
    next: int | None
    results: tuple[Result, ...]

    @property
    def link(self) -> str:
        """The audit's page."""
        return f"/audit/{self.audit.key}"


@dataclass(frozen=True, slots=True)
class AuditsPage:
    """All audits, and the form that draws one, as it was sent where something in it is wrong."""

    lines: tuple[AuditLine, ...]
    choices: Choices
    values: dict[str, str]
    fault: str
    twin: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """One audit, with a line for each entry drawn, and how many of these a person had decided on before."""

    line: AuditLine
    acts: tuple[tuple[Draw, Act], ...]
    decided: int
    twin: str
    sheet: str


@dataclass(frozen=True, slots=True)
class JudgePage:
    """One entry drawn, to be judged: its words in the report's context, and its place in the audit."""

    line: AuditLine
    draw: Draw
    act: Act
    pieces: tuple[Piece, ...]
    report_link: str
    groups: dict[str, str]
    fault: str
    before: str | None
    after: str | None
    twin: str


def router(desk: Desk) -> APIRouter:
    """/audit draws and lists; /audit/{key} states the precision; /audit/{key}/{position} judges. Each has its .json, an audit its .csv."""
    routes = APIRouter()
    _listing(routes, desk)

    @routes.get("/audit/{key}.json")
    def _audit_json(key: int) -> Response:
        found = auditing.audit_of(desk.record, key)
        return JSONResponse({"failure": NOBODY}, 404) if found is None else JSONResponse(_row(found) | {"draws": [_draw_row(d) for d in found.draws]})

    @routes.get("/audit/{key}.csv")
    def _audit_csv(request: Request, key: int) -> Response:
        found = auditing.audit_of(desk.record, key)
        return problem(request, 404, NOBODY) if found is None else table(_sheet(found), f"audit-{key}")

    @routes.get("/audit/{key}/{position}.json")
    def _judge_json(key: int, position: int) -> Response:
        found = auditing.audit_of(desk.record, key)
        draw = None if found is None else next((d for d in found.draws if d.position == position), None)
        return JSONResponse({"failure": NOBODY}, 404) if draw is None else JSONResponse(_draw_row(draw) | {"event": draw.body})

    @routes.get("/audit/{key}/{position}")
    def _judge(request: Request, key: int, position: int) -> Response:
        made = _judge_page(desk, key, position)
        return problem(request, 404, NOBODY) if made is None else page(request, "audit_judge.html", made)

    @routes.get("/audit/{key}")
    def _audit(request: Request, key: int) -> Response:
        found = auditing.audit_of(desk.record, key)
        return problem(request, 404, NOBODY) if found is None else page(request, "audit_one.html", _audit_page(found))

    @routes.post("/audit/{key}/{position}", include_in_schema=False)
    def _judged(request: Request, key: int, position: int, given: Fields) -> Response:
        verdict = str(given.get("all", ""))
        judged = {group: verdict or str(given.get(group, "")) for group in GROUPS}
        try:
            auditing.judge(desk.record, key, position, judged, desk.decision(""), str(given.get("note", "")))
        except InputError as error:
            made = _judge_page(desk, key, position, str(error))
            return problem(request, 404, NOBODY) if made is None else page(request, "audit_judge.html", made, 400)
        found = auditing.audit_of(desk.record, key)
        following = None if found is None else _line(found, position).next
        return RedirectResponse(f"/audit/{key}" + (f"/{following}" if following else ""), 303)

    return routes


def _listing(routes: APIRouter, desk: Desk) -> None:
    """/audit: the list, and the form that draws."""

    @routes.get("/audit")
    def _audits(request: Request) -> Response:
        return page(request, "audit.html", _audits_page(desk, request, {}))

    @routes.get("/audit.json")
    def _audits_json() -> Response:
        return JSONResponse({"audits": [_row(audit) for audit in auditing.all_audits(desk.record)]})

    @routes.post("/audit", include_in_schema=False)
    def _drawn(request: Request, given: Fields) -> Response:
        values = {name: str(given.get(name, "")).strip() for name in (*FILTERS, "size", "seed")}
        query, notes = query_of({name: values[name] for name in FILTERS if values[name]})
        numbers = [values[name] for name in ("size", "seed")]
        fault = (
            notes[0]
            if notes
            else ""
            if all(n.isdecimal() and len(n) < 17 for n in numbers)
            else "Give the number of entries and the seed in figures."
        )
        try:
            key = 0 if fault else auditing.draw(desk.record, query, int(numbers[0]), int(numbers[1]), desk.decision("drawn at the desk"))
        except InputError as error:
            fault = str(error)
        if fault:
            return page(request, "audit.html", _audits_page(desk, request, values, fault), 400)
        return RedirectResponse(f"/audit/{key}/1", 303)


def _audits_page(desk: Desk, request: Request, values: dict[str, str], fault: str = "") -> AuditsPage:
    found = auditing.all_audits(desk.record)
    day = desk.decision("").at[:10].replace("-", "")
    usual = {"size": str(USUAL_SIZE), "seed": f"{day}{len(found) + 1:02}"} | {name: request.query_params.get(name, "") for name in FILTERS}
    return AuditsPage(tuple(map(_line, found)), choices(), usual | values, fault, "/audit.json")


def _line(audit: Audit, after: int = 0) -> AuditLine:
    """An audit in a few words; the next entry is looked for after a place, then from the start."""
    waiting = [draw.position for draw in audit.draws if not draw.done]
    following = next((position for position in waiting if position > after), waiting[0] if waiting else None)
    asks = GROUPS | {"all": "every field"}
    results = tuple(Result(group, asks[group], found, _words(found)) for group, found in audit.precision.items())
    return AuditLine(audit, len(audit.draws) - len(waiting), following, results)


def _words(found: Precision) -> str:
    """The precision as a sentence says it."""
    if found.share is None or found.low is None or found.high is None:
        return "nothing is judged yet"
    return f"{found.right} of {found.judged} right: {found.share:.0%}, with 95 % confidence between {found.low:.0%} and {found.high:.0%}"


def _audit_page(audit: Audit) -> AuditPage:
    acts = tuple((draw, act_of(draw.body)) for draw in audit.draws)
    decided = sum(bool(draw.body.get("review")) for draw in audit.draws)
    return AuditPage(_line(audit), acts, decided, f"/audit/{audit.key}.json", f"/audit/{audit.key}.csv")


def _judge_page(desk: Desk, key: int, position: int, fault: str = "") -> JudgePage | None:
    audit = auditing.audit_of(desk.record, key)
    draw = None if audit is None else next((draw for draw in audit.draws if draw.position == position), None)
    if audit is None or draw is None:
        return None
    before = f"/audit/{key}/{position - 1}" if position > 1 else None
    after = f"/audit/{key}/{position + 1}" if position < len(audit.draws) else None
    link = report_link(draw.body["document_id"])
    twin = f"/audit/{key}/{position}.json"
    return JudgePage(_line(audit, position), draw, act_of(draw.body), _pieces(desk, draw), link, GROUPS, fault, before, after, twin)


def _pieces(desk: Desk, draw: Draw) -> tuple[Piece, ...]:
    """The sentence in its context, where the report still has it; else the sentence."""
    at, marks = draw.body["sentence"], event_marks(draw.body)
    found = standing(desk.record, draw.event_id)
    text = found.report["text"] if found else ""
    if text[at["start"] : at["end"]] != at["text"]:
        return lit(at["text"], 0, len(at["text"]), event_marks(draw.body, shift=at["start"]))
    blocks = found.report["blocks"] if found else []
    block = next((b for b in blocks if b["start"] <= at["start"] < b["end"]), {"start": 0, "end": len(text)})
    first, last = max(block["start"], at["start"] - NEAR_CHARS), min(block["end"], at["end"] + NEAR_CHARS)
    return lit(text, first, last, [*marks, (at["start"], at["end"], "sentence", "")])


def _row(audit: Audit) -> Row:
    told = {name: getattr(audit, name) for name in ("key", "person", "at", "seed", "asked", "drawn_from", "filters")}
    judged = sum(draw.done for draw in audit.draws)
    return told | {"drawn": len(audit.draws), "judged": judged, "precision": {group: asdict(p) for group, p in audit.precision.items()}}


def _draw_row(draw: Draw) -> Row:
    return {"position": draw.position, "event_id": draw.event_id} | draw.judged | {"note": draw.note, "person": draw.person, "at": draw.at}


def _sheet(audit: Audit) -> Iterator[dict[str, Any]]:
    for draw in audit.draws:
        act = act_of(draw.body)
        told = {"type": draw.body["type"], "mode": draw.body["mode"], "told_actors": act.people, "told_recipients": act.others}
        told |= {"told_status": draw.body["status"], "told_date": act.when, "sentence": draw.body["sentence"]["text"]}
        yield {"audit": audit.key} | _draw_row(draw) | told
