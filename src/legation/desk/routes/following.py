"""Searches that are followed: saved under a name, told as an Atom feed, by signed webhooks and by e-mail, paused, renewed, tried and removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from legation.desk import atom, delivering, mailing, matching
from legation.desk.answering import Desk, Fields, Place, page, problem, table
from legation.desk.narrowing import FILTERS, Asked, asked, label_of
from legation.desk.pages import Row
from legation.errors import InputError
from legation.recording import delivered, following
from legation.recording.delivered import Delivery
from legation.recording.following import DIGESTS, Follow, Ways

PLACES = (Place("Record", "Follow", "/follow"),)

NOBODY = "No such search is followed."
RESTS = "This search is paused."
NO_HOOK = "The webhook\u2019s address is no http or https address."
NO_MAIL = "The e-mail address is none. Write it as name@example.org."
WAYS = {"feed": "Atom feed", "hook": "webhook", "mail": "e-mail"}
LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """A search in the list: itself, its filters in words, the feed that it narrows, and its last delivery."""

    follow: Follow
    chips: tuple[tuple[str, str], ...]
    feed: str
    last: Sent | None

    @property
    def link(self) -> str:
        """The search's page."""
        return f"/follow/{self.follow.key}"


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery in words: by which way, what it was, where that is read (None for a test), why it matched, and how it went."""

    delivery: Delivery
    way: str
    what: str
    link: str | None
    why: str
    went: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """Every search that is followed, and the form for another with the filters of the address, as it was sent where something in it is wrong."""

    lines: tuple[Line, ...]
    chips: tuple[tuple[str, str], ...]
    filters: dict[str, str]
    values: dict[str, str]
    fault: str
    mails: bool
    twin: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """One search: where its feed is, its secret, and its last deliveries."""

    line: Line
    atom: str
    sent: tuple[Sent, ...]
    mails: bool
    twin: str
    sheet: str


def router(desk: Desk) -> APIRouter:
    """/follow lists and saves; /follow/{token}.atom is a feed, without a cookie; /follow/{key} shows one and changes it."""
    routes = APIRouter()
    _listing(routes, desk)
    _reading(routes, desk)

    @routes.post("/follow/{key}", include_in_schema=False)
    def _changed(request: Request, key: int, given: Fields) -> Response:
        one = following.follow_of(desk.record, key)
        if one is None:
            return problem(request, 404, NOBODY)
        wish = str(given.get("do", ""))
        if not _do(desk, one, wish):
            return problem(request, 400, "The desk does not know what to do.")
        return RedirectResponse("/follow" if wish == "remove" else f"/follow/{key}", 303)

    return routes


def _reading(routes: APIRouter, desk: Desk) -> None:
    """A search as a feed, a page, JSON and CSV."""

    @routes.get("/follow/{token}.atom", include_in_schema=False)
    def _atom(request: Request, token: str) -> Response:
        one = following.by_token(desk.record, token)
        if one is None:
            return Response(NOBODY, 404, media_type="text/plain")
        if one.paused:
            return Response(RESTS, 503, {"Retry-After": "3600"}, "text/plain")
        found = delivering.feed_of(desk.record, one, str(request.base_url).rstrip("/"))
        return Response(found, headers={"Content-Type": atom.TYPE, "Cache-Control": "private, no-cache"})

    @routes.get("/follow/{key}.json")
    def _one_json(key: int) -> Response:
        one = following.follow_of(desk.record, key)
        if one is None:
            return JSONResponse({"failure": NOBODY}, 404)
        return JSONResponse(_row(one) | {"deliveries": [_told(found) for found in delivered.deliveries_of(desk.record, key)]})

    @routes.get("/follow/{key}.csv")
    def _one_csv(request: Request, key: int) -> Response:
        one = following.follow_of(desk.record, key)
        return problem(request, 404, NOBODY) if one is None else table(_lines(desk, key), f"follow-{key}")

    @routes.get("/follow/{key}")
    def _one(request: Request, key: int) -> Response:
        one = following.follow_of(desk.record, key)
        return problem(request, 404, NOBODY) if one is None else page(request, "follow_one.html", _one_page(desk, request, one))


def _listing(routes: APIRouter, desk: Desk) -> None:
    """/follow: the list, and the form for another search."""

    @routes.get("/follow")
    def _follows(request: Request) -> Response:
        return page(request, "follow.html", _list_page(desk, asked(request.query_params), {}))

    @routes.get("/follow.json")
    def _follows_json() -> Response:
        return JSONResponse({"follows": [_row(one) for one in following.all_follows(desk.record)]})

    @routes.post("/follow", include_in_schema=False)
    def _saved(request: Request, given: Fields) -> Response:
        values = {name: str(given.get(name, "")).strip() for name in ("name", "hook", "mail", "digest")}
        filters = asked({name: str(given.get(name, "")) for name in FILTERS})
        try:
            ways = _ways(values)
            key = following.follow(desk.record, values["name"], _kept(filters), ways, desk.decision("saved at the desk"))
        except InputError as error:
            return page(request, "follow.html", _list_page(desk, filters, values, str(error)), 400)
        return RedirectResponse(f"/follow/{key}", 303)


def _ways(values: dict[str, str]) -> Ways:
    hook, mail = values["hook"] or None, values["mail"] or None
    if hook and not _is_web(hook):
        raise InputError("bad_field", NO_HOOK)
    if mail and not mailing.ADDRESS.fullmatch(mail):
        raise InputError("bad_field", NO_MAIL)
    return Ways(hook, mail, values["digest"] if values["digest"] in DIGESTS else "daily")


def _is_web(address: str) -> bool:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = address.isprintable() and " " not in address and len(address) <= LONGEST
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None and port != 0


def _kept(filters: Asked) -> dict[str, str]:
    """The filters that are saved: those that are understood, without what one browser had seen."""
    return {name: value for name, value in filters.understood.items() if name != "after"}


def _do(desk: Desk, one: Follow, wish: str) -> bool:
    """Does what a button of a search's page asks for; whether there is such a button."""
    changes = {
        "pause": following.pause,
        "resume": following.resume,
        "remove": following.remove,
        "renew-address": following.renew_token,
        "renew-secret": following.renew_secret,
    }
    if wish in changes:
        changes[wish](desk.record, one.key, desk.decision(""))
    elif wish.startswith("test-") and wish[5:] in ("feed", *one.ways):
        delivering.try_out(desk.record, desk.pipeline.settings, one, wish[5:])
    else:
        return False
    return True


def _list_page(desk: Desk, filters: Asked, values: dict[str, str], fault: str = "") -> ListPage:
    lines = tuple(_line(one, next(iter(_sent(desk, one.key, 1)), None)) for one in following.all_follows(desk.record))
    kept = _kept(filters)
    usual = {"name": ", ".join(words for _, words in _chips(kept))[:120], "hook": "", "mail": "", "digest": "daily"}
    return ListPage(lines, _chips(kept), kept, usual | values, fault, bool(desk.pipeline.settings.smtp_host), "/follow.json")


def _line(one: Follow, last: Sent | None) -> Line:
    return Line(one, _chips(one.filters), asked(one.filters).address("/"), last)


def _chips(filters: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((FILTERS[name], "" if name == "teasers" else label_of(name, value)) for name, value in filters.items() if name in FILTERS)


def _one_page(desk: Desk, request: Request, one: Follow) -> OnePage:
    sent = tuple(_sent(desk, one.key, 50))
    address = f"{str(request.base_url).rstrip('/')}/follow/{one.token}.atom"
    mails = bool(desk.pipeline.settings.smtp_host)
    return OnePage(_line(one, sent[0] if sent else None), address, sent, mails, f"/follow/{one.key}.json", f"/follow/{one.key}.csv")


def _sent(desk: Desk, key: int, most: int) -> Iterator[Sent]:
    for found in delivered.deliveries_of(desk.record, key, most):
        data = found.body["data"]
        what = "a test" if found.test else atom.title_of(data["entry"])
        why = "" if found.test else matching.told(data["why"])
        yield Sent(found, WAYS[found.way], what, None if found.test else f"/entries/{found.entry}", why, _went(found))


def _went(found: Delivery) -> str:
    """How a delivery went, in words."""
    if found.state == "waiting":
        again = f"waits for {_minute(found.next_at)}"
        return f"{again}; try {found.tries}: {found.answer}" if found.answer else again
    return f"{'failed' if found.state == 'failed' else 'sent'} {_minute(found.answered_at or found.at)}: {found.answer}"


def _minute(at: str) -> str:
    return datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M UTC")


def _row(one: Follow) -> Row:
    """A search as JSON, without its secrets."""
    return {name: getattr(one, name) for name in ("key", "uid", "name", "person", "at", "filters", "state", "hook", "mail", "digest")}


def _told(found: Delivery) -> dict[str, Any]:
    told = {name: getattr(found, name) for name in ("way", "entry", "message", "at", "state", "tries", "next_at", "answer", "answered_at")}
    return told | {"why": found.body["data"].get("why", [])}


def _lines(desk: Desk, key: int) -> Iterator[Row]:
    for found in delivered.deliveries_of(desk.record, key, 10_000):
        yield _told(found) | {"why": matching.told(found.body["data"]["why"]) if "why" in found.body["data"] else ""}
