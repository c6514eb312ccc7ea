"""An event as a form, and what somebody changed in that form as changes of the event."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData

from legation.errors import InputError
from legation.knowledge import foreign_codes, ontology
from legation.recording.revising import STATUSES

Body = dict[str, Any]

PLAIN = ("type", "mode", "kind", "status", "cameo", "tour_id")
"""Fields that are one word each."""

PEOPLE = ("name", "state", "sector", "id")
ROWS = {"actors": PEOPLE, "recipients": PEOPLE, "vessels": ("name", "hull_number", "vessel_type", "flag"), "figures": ("measure", "value", "unit")}
"""Fields of which an event may have several, and what of each may be set."""

MEASURES = ("dead", "injured", "arrested", "money", "quantity", "troops")

CONCERNS = ("type", "mode", "kind", "date")

_NOWHERE = {"text": None, "start": None, "end": None}
_STATE = re.compile(r"[A-Z0-9]{3}")
_MODE_OR_KIND = ((r"no type ", "type"), (r" has no mode ", "mode"), (r"no kind ", "kind"))


@dataclass(slots=True)
class Form:
    """An event as fields that people may set.

    Attributes:
        values: what stands in each field, by its name in the form (`actors.0.state`). rows: for each of ROWS the numbers of what it has.
        contexts: those that are ticked. faults: what is wrong, by field; "" for what belongs to none.
    """

    values: dict[str, str]
    rows: dict[str, list[str]]
    contexts: frozenset[str]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the codebook allows: types with their modes, kinds with the types they stand under, and the rest."""

    types: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    statuses: tuple[str, ...] = STATUSES
    measures: tuple[str, ...] = MEASURES


def choices() -> Choices:
    """The choices of a form, in the codebook's order."""
    known = ontology.load()
    modes = {name: tuple(mode for type_, mode in known.modes if type_ == name) for name in known.types}
    return Choices(modes, known.kinds, known.contexts, tuple(sorted(known.sectors)))


def form_of(body: Body, given: FormData | None = None) -> Form:
    """The form of an event, filled with what was `given`, where somebody filled it before."""
    values = {name: _shown(body.get(name)) for name in PLAIN}
    values |= {"background": "yes" if body["background"] else "no", "date": _shown((body["date"] or {}).get("value"))}
    values |= {f"place.{name}": _shown((body["place"] or {}).get(name)) for name in ("name", "state")}
    values |= {f"attribution.{name}": _shown((body["attribution"] or {}).get(name)) for name in ("name", "state")}
    values |= {f"concerns.{name}": _shown((body["concerns"] or {}).get(name)) for name in CONCERNS}
    for side, fields in ROWS.items():
        values |= {f"{side}.{n}.{name}": _shown(row.get(name)) for n, row in enumerate(body[side]) for name in fields}
    contexts = frozenset(body["contexts"])
    if given is not None:
        values |= {name: value for name, value in given.items() if isinstance(value, str)}
        contexts = frozenset(str(word) for word in given.getlist("contexts")) if "contexts" in given else contexts
    return Form(values, {side: [str(n) for n in range(len(body[side]))] for side in ROWS}, contexts)


def changes(body: Body, given: FormData) -> dict[str, Any]:
    """What of the event the form says otherwise; a field that the form lacks stays as it is.

    Raises:
        InputError: a value is none that its field can hold; the message begins with the field's name in the form.
    """
    made: dict[str, Any] = {}
    shown = form_of(body).values
    told = {name: str(value).strip() for name, value in given.items() if name in shown and str(value).strip() != shown[name]}
    made |= {name: told[name] or None for name in (*PLAIN, "date") if name in told}
    if "background" in told:
        made["background"] = told["background"] == "yes"
    words = [str(word) for word in given.getlist("contexts") if word]
    if "contexts" in given and set(words) != set(body["contexts"]):
        made["contexts"] = words
    for part, change in (("place", _place), ("attribution", _attribution), ("concerns", _concerns)):
        if any(name.startswith(f"{part}.") for name in told):
            made[part] = change(body[part], {name.partition(".")[2]: value for name, value in told.items() if name.startswith(f"{part}.")})
    for side in ROWS:
        rows = _rows(body, side, given)[0]
        if rows != body[side]:
            made[side] = rows
    return made


def fault_of(body: Body, given: FormData, error: InputError) -> tuple[str, str]:
    """The field of the form that an error of the record is about ("" where that cannot be told), and what is wrong in words."""
    words = str(error)
    if words.startswith("correction"):
        where, _, words = words.partition(": ")
        part = "concerns." if "concerns" in where else ""
        return next((part + name for mark, name in _MODE_OR_KIND if re.search(mark, words)), ""), words
    name, colon, rest = words.partition(": ")
    if not colon or " " in name:
        return "", words
    side, _, path = name.partition(".")
    number, _, leaf = path.partition(".")
    if side in ROWS and number.isdecimal():
        order = _rows(body, side, given, strict=False)[1]
        return f"{side}.{order[int(number)] if int(number) < len(order) else number}.{leaf}", rest
    return name, rest


def _shown(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _place(place: Body | None, told: Mapping[str, str]) -> Any:
    """A place by another name is another place: what was known of the first goes."""
    if state := told.get("state"):
        told = {**told, "state": state_code("place.state", state)}
    name = told.get("name", (place or {}).get("name"))
    state = told.get("state", (place or {}).get("state"))
    if not name and not state:
        return None
    kept = place if place is not None and "name" not in told else {}
    return {**kept, "name": name or None, "state": state or None}


def _attribution(said: Body | None, told: Mapping[str, str]) -> Any:
    if state := told.get("state"):
        told = {**told, "state": state_code("attribution.state", state)}
    made = {**_NOWHERE, "name": None, "state": None} | (said or {}) | {name: value or None for name, value in told.items()}
    return made if made["name"] or made["state"] or made["text"] else None


def _concerns(concerned: Body | None, told: Mapping[str, str]) -> Any:
    made = dict.fromkeys(CONCERNS) | (concerned or {}) | {name: value or None for name, value in told.items()}
    return made if made["type"] else None


def _rows(body: Body, side: str, given: FormData, *, strict: bool = True) -> tuple[list[Body], list[str]]:
    """What stands on a side after the form, and the form's number of each."""
    kept, order = [], []
    change = _CHANGES[side]
    for n, row in enumerate(body[side]):
        if not given.get(f"{side}.{n}.gone"):
            kept.append(change(f"{side}.{n}", row, _told(side, str(n), given), strict))
            order.append(str(n))
    new = _told(side, "new", given)
    if any(value for name, value in new.items() if name not in ("sector", "measure")):
        kept.append(change(f"{side}.new", {}, new, strict))
        order.append("new")
    return kept, order


def _told(side: str, number: str, given: FormData) -> dict[str, str]:
    return {name: str(given[key]).strip() for name in ROWS[side] if (key := f"{side}.{number}.{name}") in given}


def _person(where: str, who: Body, told: Mapping[str, str], strict: bool) -> Body:
    """Who stands on a side: a government whose state is otherwise is the other state's; somebody of another name is no longer in the roster's."""
    told = {**told, "state": state_code(f"{where}.state", told["state"]) if strict else told["state"]} if told.get("state") else told
    new = {name: value or None for name, value in told.items() if (value or None) != who.get(name)}
    made = {name: value for name, value in who.items() if name != "sectors" or "sector" not in new} | new
    if "state" in new and "id" not in new and who.get("id") in (None, f"state:{who.get('state')}") and made.get("sector", "GOV") == "GOV":
        made["id"] = f"state:{new['state']}" if new["state"] else None
        made["name"] = new.get("name") or name_of(new["state"])
    elif "name" in new and "id" not in new:
        made["id"] = None
    return made


def _vessel(_where: str, ship: Body, told: Mapping[str, str], _strict: bool) -> Body:
    none = _NOWHERE | {"name": None, "hull_number": None, "vessel_type": None, "flag": None, "service": None}
    return (ship or none) | {name: value or None for name, value in told.items() if (value or None) != ship.get(name)}


def _figure(where: str, figure: Body, told: Mapping[str, str], strict: bool) -> Body:
    made = dict(figure)
    for name, value in told.items():
        if value != _shown(figure.get(name)):
            made[name] = _number(f"{where}.value", value) if name == "value" and strict else value or None
    if made.get("measure") not in MEASURES and strict:
        raise InputError("bad_field", f"{where}.measure: {made.get('measure')!r} cannot be set. One of {', '.join(MEASURES)}.")
    words = " ".join(filter(None, (_shown(made.get("value")), made.get("unit"))))
    return made if figure else {"start": None, "end": None, "unit": None} | made | {"text": words}


_CHANGES: dict[str, Callable[[str, Body, Mapping[str, str], bool], Body]] = {
    "actors": _person,
    "recipients": _person,
    "vessels": _vessel,
    "figures": _figure,
}


def _number(where: str, value: str) -> float:
    try:
        return float(value.replace(",", ""))
    except ValueError as fault:
        raise InputError("bad_field", f"{where}: {value!r} is no number.") from fault


def state_code(where: str, words: str) -> str:
    """The code of a state that is given by its code or name.

    Raises:
        InputError: no state is called so; the message begins with `where`.
    """
    code = words if _STATE.fullmatch(words) else foreign_codes.load().state_named(words)
    if code is None:
        raise InputError(
            "bad_field", f"{where}: {words!r} is no state. Three capital letters (ISO 3166 alpha-3), an IGO's code, NSA, or a state's name."
        )
    return code


def name_of(state: str | None) -> str | None:
    """The name of a state by its code; None where the code is no state's."""
    country = foreign_codes.load().countries.get(state or "")
    return country.name if country else None
