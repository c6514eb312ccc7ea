"""ICEWS's 20 columns, tab separated: one pair of actor and target a row, CAMEO's codes and Goldstein values, names of states."""

from __future__ import annotations

from typing import Any

from legation.knowledge import foreign_codes
from legation.recording.layouts.acts import Fields
from legation.recording.layouts.pairing import Pair, cameo_pairs
from legation.recording.layouts.polecat import CITIES, named, place, province
from legation.recording.layouts.shape import Column, Layout


def country(state: str | None) -> str | None:
    """The name that ICEWS gives a state; None for organisations and for what has no state."""
    found = foreign_codes.load().countries.get(state or "")
    return None if found is None else found.icews


def _name(who: Fields | None) -> str | None:
    return None if who is None else str(who["name"] or who["text"])


def _sectors(who: Fields | None) -> str | None:
    return None if who is None else ",".join(foreign_codes.load().sectors.get(sector, sector) for sector in who["sectors"])


def _country(who: Fields | None) -> str | None:
    return None if who is None else country(who["state"])


def _place(pair: Pair) -> Any:
    return country(place("state")(pair.act))


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "integer", "52 bits of a hash of the event (or entry), the pair and the code", lambda p: p.number),
    Column("Event Date", "text", "ISO 8601; empty where unknown or longer than a week", lambda p: p.act.day and p.act.day.isoformat()),
    Column("Source Name", "text", "who acts", lambda p: _name(p.actor)),
    Column("Source Sectors", "text", "its sectors in ICEWS's words, joined by ','", lambda p: _sectors(p.actor)),
    Column("Source Country", "text", "name of its state", lambda p: _country(p.actor)),
    Column("Event Text", "text", "name of the CAMEO code", lambda p: p.cameo.name),
    Column("CAMEO Code", "text", "leading zeros count", lambda p: p.cameo.code),
    Column("Intensity", "number", "Goldstein value of the CAMEO code", lambda p: p.cameo.goldstein),
    Column("Target Name", "text", "who is acted upon", lambda p: _name(p.recipient)),
    Column("Target Sectors", "text", "its sectors, as those of the source", lambda p: _sectors(p.recipient)),
    Column("Target Country", "text", "name of its state", lambda p: _country(p.recipient)),
    Column("Story ID", "text", "the report", lambda p: p.act.event["document_id"]),
    Column("Sentence Number", "integer", "from 1, counted by end marks and line ends", lambda p: p.act.tellings[0].sentence_number),
    Column("Publisher", "text", "who published the report", lambda p: p.act.tellings[0].source),
    Column("City", "text", "where it happened, if a city or point", lambda p: named(*CITIES)(p.act)),
    Column("District", "text", "where it happened, if a district", lambda p: named("district")(p.act)),
    Column("Province", "text", "first-level division", lambda p: province(p.act)),
    Column("Country", "text", "name of the state it lies in", _place),
    Column("Latitude", "number", "WGS 84 degrees", lambda p: place("latitude")(p.act)),
    Column("Longitude", "number", "WGS 84 degrees", lambda p: place("longitude")(p.act)),
)

ICEWS = Layout("icews", COLUMNS, cameo_pairs, text=True)
