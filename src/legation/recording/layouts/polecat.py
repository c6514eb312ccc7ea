"""POLECAT's 40 columns, tab separated: one act a row, several actors in one cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from legation.knowledge.roster_numbers import cow
from legation.knowledge.roster_wikidata import wikidata
from legation.recording.layouts.acts import Act, Fields
from legation.recording.layouts.shape import Column, Layout

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
CITIES = ("city", "point")


def joined(values: list[Any]) -> str | None:
    """Values in one cell, as POLECAT has them; None where there are none at all."""
    return "; ".join("" if value is None else str(value) for value in values) if any(value not in {None, ""} for value in values) else None


def place(field: str) -> Callable[[Act], Any]:
    """Takes a field of the place, None where there is no place."""
    return lambda act: None if act.event["place"] is None else act.event["place"][field]


def named(*precisions: str) -> Callable[[Act], str | None]:
    """Takes the place's name where it is so precise."""
    return lambda act: act.event["place"]["name"] if act.event["place"] and act.event["place"]["precision"] in precisions else None


def province(act: Act) -> str | None:
    """The first-level division that the place lies in or is."""
    found: Fields | None = act.event["place"]
    if found is None:
        return None
    name: str | None = found["name"] if found["precision"] == "admin1" else found["admin1"]
    return name


def _side(side: str, word: str) -> tuple[Column, ...]:
    def each(take: Callable[[Fields], Any]) -> Callable[[Act], str | None]:
        return lambda act: joined([take(who) for who in act.event[side]])

    return (
        Column(f"{word} Name", "text", f"names, joined by '; ', of each {word.lower()}", each(lambda p: p["name"] or p["text"])),
        Column(f"{word} Country", "text", "their states, ISO 3166 alpha-3 or codes of organisations", each(lambda p: p["state"])),
        Column(f"{word} COW", "text", "Correlates of War numbers of these states", each(lambda p: cow(p["state"] or ""))),
        Column(f"Primary {word} Sector", "text", "their first PLOVER sectors", each(lambda p: p["sector"])),
        Column(f"{word} Sectors", "text", "all their PLOVER sectors, joined by ',' for each", each(lambda p: ",".join(p["sectors"]))),
        Column(f"{word} Title", "text", "offices held on the day of the report", each(lambda p: p["office"])),
        Column(f"{word} Name Raw", "text", "the report's words", each(lambda p: p["text"])),
        Column(f"Wikipedia {word} ID", "text", "Wikidata items, where known for sure", each(lambda p: wikidata(p["id"] or ""))),
    )


def _story(*kinds: str) -> Callable[[Act], str | None]:
    def take(act: Act) -> str | None:
        cast = [p for t in act.tellings for side in ("actors", "recipients") for p in t.event[side]]
        return joined(list(dict.fromkeys(p["name"] for p in cast if p["name"] and str(p["id"] or "").partition(":")[0] in kinds)))

    return take


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "text", "the event, or with --entries its entry", lambda act: act.identifier),
    Column("Event Date", "text", "ISO 8601; empty where unknown or longer than a week", lambda act: act.day and act.day.isoformat()),
    Column("Event Type", "text", "PLOVER type", lambda act: act.event["type"]),
    Column("Event Mode", "text", "PLOVER mode", lambda act: act.event["mode"]),
    Column("Intensity", "number", "PLOVER's score of the type, -10 to 10", lambda act: act.event["score"]),
    Column("Quad Code", "text", "verbal or material cooperation or conflict", lambda act: QUADS[act.event["quad"]]),
    Column("Contexts", "text", "PLOVER contexts, joined by '; '", lambda act: joined(act.event["contexts"])),
    *_side("actors", "Actor"),
    *_side("recipients", "Recipient"),
    Column("Placename", "text", "where it happened", place("name")),
    Column("City", "text", "its name, where it is a city or point", named(*CITIES)),
    Column("District", "text", "its name, where it is a district", named("district")),
    Column("Province", "text", "first-level division", province),
    Column("Country", "text", "ISO 3166 alpha-3 of the state it lies in", place("state")),
    Column("Latitude", "number", "WGS 84 degrees", place("latitude")),
    Column("Longitude", "number", "WGS 84 degrees", place("longitude")),
    Column("GeoNames ID", "integer", "GeoNames id", place("geonames_id")),
    Column("Raw Placename", "text", "the report's words for it", place("text")),
    Column("Feature Type", "text", "point, city, district, admin1, country, region, sea", place("precision")),
    Column("Source", "text", "publishers, joined by '; '", lambda act: joined(act.sources)),
    Column("Publication Date", "text", "ISO 8601; of the earliest report", lambda act: act.published),
    Column("Story People", "text", "people among who takes part", _story("person")),
    Column("Story Organizations", "text", "organisations among who takes part", _story("igo", "organ", "group", "party", "company", "ngo")),
    Column("Story Locations", "text", "the place of the act", place("name")),
    Column("Language", "text", "of the report, ISO 639-1", lambda act: act.row.language),
    Column("Version", "text", "version of the coder", lambda act: act.event["version"]),
)

POLECAT = Layout("polecat", COLUMNS, lambda act: (act,))
