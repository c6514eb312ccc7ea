"""PLOVER's own JSON (manual 1.3, chapter 6): one act a line, fields that are not known left out."""

from __future__ import annotations

from typing import Any

from legation.knowledge import foreign_codes
from legation.knowledge.roster_wikidata import wikidata
from legation.recording.layouts.acts import Act, Fields
from legation.recording.layouts.shape import Column, Layout

ORGANISATIONS_OF_PLOVER = ("UNO", "EUR")
"""PLOVER has codes for these two; every other organisation and alliance is IGO, with its name."""

RESOLUTION = {"point": 5, "city": 4, "district": 3, "admin1": 2, "country": 1}


def entity(who: Fields) -> Fields:
    """A participant as PLOVER's entity object."""
    codes, state = foreign_codes.load(), who["state"] or ""
    organisation = state in codes.organisations and state not in ORGANISATIONS_OF_PLOVER
    name = who["name"] or (codes.organisations[state] if organisation and state != "OTH" else None)
    found = {
        "code": ("IGO" if organisation else state) or None,
        "sector": who["sector"],
        "other_sectors": [s for s in who["sectors"] if s != who["sector"]] or None,
        "entity_text": who["text"],
        "identifier_id": wikidata(who["id"] or ""),
        "identifier_text": name,
        "office": who["office"],
    }
    return _known(found)


def _location(act: Act) -> Fields | None:
    place = act.event["place"]
    if place is None:
        return None
    state = foreign_codes.load().countries.get(place["state"] or "")
    precision = place["precision"]
    return _known(
        {
            "extracted_place": place["text"],
            "resolved_place": place["name"],
            "geonameid": place["geonames_id"],
            "lat": place["latitude"],
            "lon": place["longitude"],
            "city": place["name"] if precision in {"city", "point"} else None,
            "district": place["name"] if precision == "district" else None,
            "province": place["name"] if precision == "admin1" else place["admin1"],
            "country": state.name if state else None,
            "country_code": place["state"],
            "resolution": RESOLUTION.get(precision),
        }
    )


def _cited(act: Act) -> Fields:
    row, event = act.row, act.event
    cited = {"citation": event["document_id"], "url": row.url, "title": row.title, "language": row.language, "publication": row.publisher}
    return _known(cited | {"coder": "legation", "codebook": "plover-base-1.3", "version": event["version"]})


def _figure(act: Act, measure: str) -> float | None:
    return next((f["value"] for f in act.event["figures"] if f["measure"] == measure), None)


def _comment(act: Act) -> str:
    said = act.event["attribution"]
    return f"status: {act.event['status']}" + (f"; according to: {said['name'] or said['text']}" if said else "")


def _later(act: Act) -> str | None:
    first, last = act.days
    return last if last != first else None


def _known(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _size(measure: str, word: str) -> Column:
    return Column(measure, "number", f"number {word}", lambda act: _figure(act, measure))


def _is_date(act: Act) -> Any:
    return act.days[0] or act.days[1]


COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "the event, or with --entries its entry", lambda act: act.identifier),
    Column("date", "text", "first day, YYYY-MM-DD (the last where the first is open); null where unknown", _is_date),
    Column("enddate", "text", "last day, where it is another", _later),
    Column(
        "actor",
        "object",
        "list of entities: code, sector, entity_text, identifier_id (Wikidata), identifier_text, office",
        lambda act: [entity(p) for p in act.event["actors"]],
    ),
    Column("recipient", "object", "list of entities", lambda act: [entity(p) for p in act.event["recipients"]]),
    Column("event", "list", "PLOVER type", lambda act: [act.event["type"]]),
    Column("event_loc", "object", "location", _location),
    Column(
        "event_text", "list", "the words that name the act", lambda act: [act.event["anchor"]["text"], *(r["text"] for r in act.event["repeats"])]
    ),
    Column(
        "quad_code", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict", lambda act: act.event["quad"]
    ),
    Column("event_scale", "number", "PLOVER's score", lambda act: act.event["score"]),
    Column("mode", "list", "PLOVER mode", lambda act: [act.event["mode"]] if act.event["mode"] else []),
    Column("context", "list", "PLOVER contexts", lambda act: act.event["contexts"]),
    Column("link", "text", "stops of one tour share it", lambda act: act.event["tour_id"]),
    Column("text", "text", "the sentence", lambda act: act.event["sentence"]["text"]),
    Column(
        "text_info",
        "object",
        "start and end of the sentence in the report, code points",
        lambda act: {k: act.event["sentence"][k] for k in ("start", "end")},
    ),
    Column("cite_info", "object", "the report, the coder and its version", _cited),
    Column("coder", "text", "what coded it, and the rule", lambda act: f"{act.event['basis']['coder']}: {act.event['basis']['rule']}"),
    Column("comment", "text", "status, and who is reported as saying so", _comment),
    Column("status", "text", "occurred, planned, hypothetical, denied (a field of ours)", lambda act: act.event["status"]),
    _size("dead", "killed"),
    _size("injured", "injured"),
    _size("arrested", "arrested"),
)

REQUIRED = frozenset({"id", "date", "actor", "event"})


PLOVER = Layout("plover", COLUMNS, lambda act: (act,), own="jsonl", statuses=(), required=REQUIRED)
