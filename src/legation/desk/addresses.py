"""The desk's addresses as its OpenAPI description has them, put together by the pages they belong to, in words for people."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from legation.desk import routes
from legation.desk.answering import Desk
from legation.desk.narrowing import FILTERS
from legation.knowledge.tables import data_file, rows

FORMS = {".json": "JSON", ".csv": "CSV", ".atom": "Atom", ".svg": "SVG", ".geojson": "GeoJSON", "/live": "events as they come"}
FEED = ("/", "/feed.json", "/feed.csv", "/feed/live")

SAME = {"JSON": "The same as JSON.", "CSV": "The same as a table.", "events as they come": "The same as it comes: server-sent events."}
BY_ID = "The page; with .json after the id, the same as JSON."


@dataclass(frozen=True, slots=True)
class Parameter:
    """What an address takes; `where` is path, query or form."""

    name: str
    where: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Address:
    """One address with one method; `form` is what it answers: a page, JSON, CSV."""

    method: str
    path: str
    form: str
    words: str
    parameters: tuple[Parameter, ...]

    @property
    def is_data(self) -> bool:
        """Whether a program would ask for it."""
        return self.form != "page"

    @property
    def is_linked(self) -> bool:
        """Whether it can be opened as it stands: a page of the rail, or such a page as JSON."""
        return self.method == "GET" and _base(self.path) in _places() and self.form in ("page", "JSON")

    def example(self, base: str) -> str:
        """A `curl` call of it, with two parameters at most."""
        path = re.sub(r"\{(\w+)[^}]*\}", lambda found: _examples().get(found[1]) or found[1].upper(), self.path)
        shown = [(p.name, _examples().get(p.name) or "") for p in self.parameters if _examples().get(p.name)][:2]
        if self.method == "GET":
            return f"curl -b desk.cookies '{base}{path}{'?' if shown else ''}{urlencode(shown)}'"
        sent = " ".join(f"-F '{name}={value}'" for name, value in shown)
        return f"curl -b desk.cookies -H 'Origin: {base}' {sent} '{base}{path}'"


@dataclass(frozen=True, slots=True)
class Card:
    """A page with its other forms: addresses of one method that differ in their ending only."""

    addresses: tuple[Address, ...]

    @property
    def method(self) -> str:
        """The method of them all."""
        return self.addresses[0].method

    @property
    def told(self) -> tuple[str, ...]:
        """What is said of them, each once; that a form is the same as another where nothing else is."""
        every = tuple(dict.fromkeys(address.words for address in self.addresses if address.words))
        own = tuple(words for words in every if words not in SAME.values())
        return own if own or len(self.addresses) > 1 else every

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What any of them takes."""
        return tuple(dict.fromkeys(parameter for address in self.addresses for parameter in address.parameters))


@dataclass(frozen=True, slots=True)
class Group:
    """The addresses of one sort of page."""

    id: str
    title: str
    words: str
    addresses: tuple[Address, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The addresses with their other forms beside them."""
        found: dict[tuple[str, str], list[Address]] = {}
        pages = {address.path for address in self.addresses if address.form == "page"}
        for address in self.addresses:
            base = _base(address.path)
            under = "/" if "/" in pages and base not in pages else base  # the first page's other forms need a name
            found.setdefault((address.method, under), []).append(address)
        return tuple(Card(tuple(addresses)) for addresses in found.values())


def owners(desk: Desk) -> dict[str, str]:
    """The file of `routes` that has each address."""
    made = {name: module.router(desk).routes for name, module in _modules().items()}
    return {re.sub(r":\w+}", "}", route.path): name for name, found in made.items() for route in found}


def groups(description: Mapping[str, Any], owners: Mapping[str, str]) -> tuple[Group, ...]:
    """The addresses of an OpenAPI description by the file of `routes` that has them, in the description's order."""
    found: dict[str, list[Address]] = {}
    for path, methods in description["paths"].items():
        owner = owners.get(path, "")
        for method, told in methods.items():
            found.setdefault(owner, []).append(_address(method.upper(), path, told, description))
    return tuple(_group(owner, tuple(addresses)) for owner, addresses in found.items())


def _group(owner: str, addresses: tuple[Address, ...]) -> Group:
    module = _modules().get(owner)
    if module is None:
        return Group("other", "Other", "", addresses)
    title = ", ".join(place.name for place in module.PLACES) or owner.capitalize()
    return Group(owner, title, (module.__doc__ or "").split("\n")[0], addresses)


def _address(method: str, path: str, told: Mapping[str, Any], description: Mapping[str, Any]) -> Address:
    form = next((form for end, form in FORMS.items() if path.endswith(end)), "page")
    same = BY_ID if "{identifier" in path else SAME.get(form, "")
    words = " ".join(told.get("description", "").split()) or (same if method == "GET" else "")
    taken = [Parameter(p["name"], p["in"], p.get("description") or _meanings().get(p["name"], "")) for p in told.get("parameters", ())]
    if method == "GET":
        named = {parameter.name for parameter in taken}
        taken += [Parameter(name, "query", _meanings().get(name) or FILTERS[name]) for name in _filters(path) if name not in named]
    return Address(method, path, form, words, (*taken, *_form_fields(told, description)))


def _form_fields(told: Mapping[str, Any], description: Mapping[str, Any]) -> Iterator[Parameter]:
    for content in told.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        named = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
        for name in named.get("properties", ()):
            yield Parameter(name, "form", _meanings().get(name, ""))


def _filters(path: str) -> tuple[str, ...]:
    """Filters that the feed reads from its address itself."""
    return tuple(FILTERS) if path in FEED else ()


def _base(path: str) -> str:
    return next((path.removesuffix(end) for end in FORMS if path.endswith(end)), path)


@cache
def _modules() -> dict[str, Any]:
    names = [module.name for module in pkgutil.iter_modules(routes.__path__)]
    return {name: importlib.import_module(f"{routes.__name__}.{name}") for name in names}


@cache
def _places() -> frozenset[str]:
    """Where the rail leads."""
    return frozenset(place.link for module in _modules().values() for place in module.PLACES)


def _meanings() -> dict[str, str]:
    return {name: row["meaning"] for name, row in _parameters().items()}


def _examples() -> dict[str, str]:
    return {name: row["example"] for name, row in _parameters().items()}


@cache
def _parameters() -> dict[str, dict[str, str]]:
    return {row["name"]: row for _, row in rows(data_file("desk", "parameters.tsv"), ("name", "meaning", "example"))}
