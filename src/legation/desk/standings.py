"""What the pages of states and pairs share: who is meant by a code or a name, the days of the address, and links into the feed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import Response

from legation.desk.answering import Desk, page
from legation.errors import SetupError
from legation.knowledge import state_names
from legation.recording.finding import told
from legation.recording.relating import state_of
from legation.recording.standing import UNPLACED

TIME = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """The days that the address asks for; `notes` say which part of it is no day and left out."""

    since: str = ""
    until: str = ""
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The span in words, "" for all time."""
        return " ".join(filter(None, (self.since and f"since {self.since}", self.until and f"until {self.until}")))

    @property
    def query(self) -> str:
        """The span as it stands in an address, with its question mark."""
        return asked("", since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that are no state, with those that are like it: code, name, where it leads."""

    words: str
    near: tuple[tuple[str, str, str], ...]


def span_of(request: Request) -> Span:
    """`since` and `until` of the address."""
    given = {name: request.query_params.get(name, "").strip() for name in ("since", "until")}
    wrong = tuple(name for name, value in given.items() if value and not TIME.fullmatch(value))
    notes = tuple(f"\u201c{given[name]}\u201d is no day. Write it as 2024-05-03, 2024-05 or 2024." for name in wrong)
    return Span(**{name: value for name, value in given.items() if name not in wrong}, notes=notes)


def code_of(words: str) -> str | None:
    """The code of a state or organisation by its code or name, whatever the case; None where none is called so."""
    try:
        found = state_of(words)
    except SetupError:
        return None
    return None if found == UNPLACED else found


def name(code: str) -> str:
    """What a code is called; the code itself where it has no name."""
    known = state_names.load().get(code)
    return known.name if known else code


def entries_of(desk: Desk, keys: Mapping[str, list[int]]) -> dict[str, list[dict[str, Any]]]:
    """The entries of events by sort, as `finding.find` gives them."""
    every = list(dict.fromkeys(key for held in keys.values() for key in held))
    rows = dict(zip(every, told(desk.record, every), strict=True))
    return {sort: [rows[key] for key in held] for sort, held in keys.items()}


def unknown(request: Request, words: str, link: Callable[[str], str]) -> Response:
    """Says that no state is called so, how codes look, and which are like it, each with its link."""
    near = tuple((code, name(code), link(code)) for code in state_names.near(words))
    return page(request, "unknown_state.html", Unknown(words, near), 404)


def asked(path: str, **given: str | None) -> str:
    """The address with what is given of its query."""
    held = {key.rstrip("_"): value for key, value in given.items() if value}
    return f"{path}?{urlencode(held)}" if held else path


def feed(given: Mapping[str, str | None], **more: str | None) -> str:
    """The feed with these filters."""
    return asked("/", **(dict(given) | more))


def pair_link(one: str, other: str, ending: str = "") -> str:
    """The page of a pair."""
    return f"/pairs/{quote(one, safe='')}/{quote(other, safe='')}{ending}"


def state_link(code: str, ending: str = "") -> str:
    """The page of a state."""
    return f"/states/{quote(code, safe='')}{ending}"
