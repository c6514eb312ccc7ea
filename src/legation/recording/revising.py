"""Changes an event as people say: checks each value by the codebook, and what follows from it (quad, score, CAMEO code) follows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeAlias

from legation.errors import InputError, KnowledgeError
from legation.knowledge.ontology import Ontology, load
from legation.recording.days import bounds

Body: TypeAlias = dict[str, Any]
"""An event as DESIGN.md section 4 has it."""

SETTABLE = "type mode kind contexts cameo status background date place actors recipients concerns vessels figures attribution tour_id".split()
"""What people may set, whole or a part of it by a path (`actors.0.state`); the words an event rests on, and its identifier, stay."""

STATUSES = ("occurred", "planned", "hypothetical", "denied")

_STATE = re.compile(r"[A-Z0-9]{3}")
_NUMBERS = ("latitude", "longitude", "value")
_WHOLE = ("geonames_id", "start", "end")
_LISTS = ("contexts", "sectors", "actors", "recipients", "vessels", "figures")
_OBJECTS = ("place", "concerns", "attribution", "date")
_SOMEBODY = {"name": None, "state": None, "sector": "GOV", "sectors": ["GOV"], "office": None, "id": None}
_SOMEWHERE = {"text": None, "start": None, "end": None, "name": None, "state": None, "admin1": None, "latitude": None, "longitude": None}
_PRECISIONS = (
    (r"\d{4}-\d{2}-\d{2}.*", "day"),
    (r"\d{4}-(0\d|1[0-2])", "month"),
    (r"\d{4}-2\d", "season"),
    (r"\d{4}-3\d", "quarter"),
    (r"\d{4}", "year"),
)


def parsed(field: str, words: str) -> Any:
    """The value that somebody typed for a field: text as it is, `null`, numbers, true and false, and JSON for lists and objects.

    Raises:
        InputError: reason `bad_field`; the words are no value of that field.
    """
    leaf = field.rpartition(".")[2]
    if words in ("null", ""):
        return None
    if leaf in (*_NUMBERS, *_WHOLE, "background") or words[0] in "[{":
        try:
            return json.loads(words)
        except ValueError as fault:
            raise _wrong(field, words, "Write a number, true or false, or JSON.") from fault
    return [part.strip() for part in words.split(",")] if leaf in _LISTS else words


def revised(body: Mapping[str, Any], changes: Mapping[str, Any], text: str) -> Body:
    """The event with the changes in it, checked, and with what follows from them.

    Args:
        changes: values by field or path. `text`: the report's, which every quote must slice.

    Raises:
        InputError: reason `bad_field`; says which field, what value and what is allowed.
    """
    made: Body = deepcopy(dict(body))
    for field, value in changes.items():
        _put(made, field, value)
    _follow(made, changes)
    _check(made, load())
    for quote in quotes(made):
        if text[quote["start"] : quote["end"]] != quote["text"]:
            raise _wrong("text", quote["text"], f"The report has {text[quote['start'] : quote['end']]!r} at {quote['start']}..{quote['end']}.")
    return made


def quotes(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an event or statement that quotes the report: what has a text with its place."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value
        for part in value.values():
            yield from quotes(part)
    elif isinstance(value, list):
        for part in value:
            yield from quotes(part)


def _put(body: Body, field: str, value: Any) -> None:
    first, *rest = field.split(".")
    if first not in SETTABLE:
        raise _wrong(field, value, f"Fields that can be set: {', '.join(SETTABLE)}.")
    if not rest:
        body[first] = _whole(body, first, value)
        return
    holder: Any = body[first]
    for step in rest[:-1]:
        holder = _step(holder, field, step)
    last = rest[-1]
    if not isinstance(holder, dict) or last not in holder:
        raise _wrong(field, value, f"The event has no {field!r}; set {first!r} whole, as JSON.")
    holder[last] = _typed(field, last, value)
    if first == "date":
        body["date"] = _date(field, body["date"].get("value"))


def _step(holder: Any, field: str, step: str) -> Any:
    try:
        return holder[int(step)] if isinstance(holder, list) else holder[step]
    except (KeyError, IndexError, ValueError, TypeError) as fault:
        raise _wrong(field, step, "There is no such part; count from 0.") from fault


def _whole(body: Body, field: str, value: Any) -> Any:
    if field == "date":
        made = _date(field, value.get("value") if isinstance(value, dict) else value)
        return made and made | ({k: value[k] for k in ("text", "start", "end") if k in value} if isinstance(value, dict) else {})
    if field in ("actors", "recipients"):
        return [_somebody(body, field, who) for who in _typed(field, field, value)]
    if field == "place" and value is not None:
        place = {"name": value} if isinstance(value, str) else _typed(field, field, value)
        return _SOMEWHERE | {"geonames_id": None, "precision": "country" if place.get("name") is None else "city"} | place
    return _typed(field, field, value)


def _somebody(body: Body, field: str, who: Any) -> Body:
    """A participant: a state's code alone means its government; who has no words of the report has those of the sentence."""
    given = {"state": who} if isinstance(who, str) else who
    if not isinstance(given, dict) or not set(given) <= {"text", "start", "end", *_SOMEBODY}:
        raise _wrong(field, who, f"A participant is a state's code or an object of {', '.join(_SOMEBODY)}.")
    made: Body = body["sentence"] | _SOMEBODY | given
    return made | ({"sectors": [made["sector"]]} if "sectors" not in given else {})


def _typed(field: str, leaf: str, value: Any) -> Any:
    """The value, if it is one that the leaf may hold."""
    if leaf in _LISTS:
        fits = isinstance(value, list)
    elif value is None:
        fits = leaf not in ("type", "status", "background", "cameo", "sector")
    elif leaf in _OBJECTS:
        fits = isinstance(value, dict)
    elif leaf in _WHOLE or leaf in _NUMBERS:
        fits = isinstance(value, int | float if leaf in _NUMBERS else int) and not isinstance(value, bool)
    else:
        fits = isinstance(value, bool if leaf == "background" else str)
    if not fits:
        raise _wrong(field, value, "Its kind of value is another.")
    return value


def _date(field: str, value: Any) -> Body | None:
    if value is None:
        return None
    if not isinstance(value, str) or bounds(value) == (None, None):
        raise _wrong(field, value, "Write it as 2024-05-03, 2024-05, 2024 or 2024-05-03/2024-05-07.")
    bare = value.rstrip("?~%")
    precision = next((name for form, name in _PRECISIONS if re.fullmatch(form, bare)), "interval")
    return {"value": value, "precision": "interval" if "/" in value else precision, "basis": "person", "text": None, "start": None, "end": None}


def _follow(body: Body, changes: Mapping[str, Any]) -> None:
    ontology = load()
    if "type" in changes and body["type"] in ontology.types:
        kept = ontology.types[body["type"]]
        body["quad"], body["score"] = kept.quad, kept.score
        if "mode" not in changes and (body["type"], body["mode"]) not in ontology.modes:
            body["mode"] = None
        if "kind" not in changes and body["type"] not in ontology.kinds.get(body["kind"] or "", ()):
            body["kind"] = None
    if changes.keys() & {"type", "mode"} and "cameo" not in changes and body["type"] in ontology.types:
        body["cameo"] = ontology.cameo(body["type"], body["mode"])
    missing = {name: body["unknown"].get(name, "not_stated") for name in ("date", "place") if body[name] is None}
    body["unknown"] = {k: v for k, v in body["unknown"].items() if k not in ("date", "place")} | missing


def _check(body: Body, ontology: Ontology) -> None:
    try:
        ontology.check(body["type"], body["mode"] or "", body["kind"] or "", "correction")
        if body["concerns"]:
            concerned = body["concerns"]
            ontology.check(concerned["type"], concerned.get("mode") or "", concerned.get("kind") or "", "correction, concerns")
    except KnowledgeError as fault:
        raise InputError("bad_field", str(fault)) from fault
    if body["kind"] and body["type"] not in ontology.kinds[body["kind"]]:
        raise _wrong("kind", body["kind"], f"It stands under {', '.join(ontology.kinds[body['kind']])}.")
    if body["status"] not in STATUSES:
        raise _wrong("status", body["status"], f"One of {', '.join(STATUSES)}.")
    for context in body["contexts"]:
        if context not in ontology.contexts:
            raise _wrong("contexts", context, f"One of {', '.join(ontology.contexts)}.")
    if not body["actors"]:
        raise _wrong("actors", [], "An act without an actor is no event; reject it instead.")
    for side in ("actors", "recipients"):
        for number, who in enumerate(body[side]):
            _check_participant(f"{side}.{number}", who, ontology)


def _check_participant(where: str, who: Mapping[str, Any], ontology: Ontology) -> None:
    if who["state"] is not None and not (isinstance(who["state"], str) and _STATE.fullmatch(who["state"])):
        raise _wrong(f"{where}.state", who["state"], "Three capital letters: ISO 3166 alpha-3, an IGO's code or NSA.")
    if who["sector"] not in ontology.sectors:
        raise _wrong(f"{where}.sector", who["sector"], f"One of {', '.join(sorted(ontology.sectors))}.")


def _wrong(field: str, value: object, remedy: str) -> InputError:
    return InputError("bad_field", f"{field}: {value!r} cannot be set. {remedy}")
