"""Phoenix's 26 columns, tab separated: one pair a row, CAMEO's codes, sentences and addresses in one cell each."""

from __future__ import annotations

from collections.abc import Callable

from legation.recording.layouts.acts import Fields
from legation.recording.layouts.gdelt import actor_codes
from legation.recording.layouts.pairing import Pair, cameo_pairs
from legation.recording.layouts.polecat import place, province
from legation.recording.layouts.shape import Column, Layout


def _actor(word: str, take: Callable[[Pair], Fields | None]) -> tuple[Column, ...]:
    def root(pair: Pair) -> str | None:
        codes = actor_codes(take(pair))
        return codes.get("country") or ("IGO" if codes.get("type1") == "IGO" else None)

    def agent(pair: Pair) -> str | None:
        codes = actor_codes(take(pair))
        return codes.get("group") if codes.get("type1") == "IGO" else codes.get("type1")

    def others(pair: Pair) -> str | None:
        codes = actor_codes(take(pair))
        return ";".join(filter(None, (codes.get("type2"), codes.get("type3")))) or None

    return (
        Column(f"{word}ActorFull", "text", "CAMEO: country, types and group in one", lambda pair: actor_codes(take(pair)).get("code")),
        Column(f"{word}ActorEntity", "text", "root: CAMEO's country, or IGO", root),
        Column(f"{word}ActorRole", "text", "agent: CAMEO's type of actor, or the organisation", agent),
        Column(f"{word}ActorAttribute", "text", "others: further types, joined by ';'", others),
    )


def _part(name: str) -> Callable[[Pair], int | None]:
    return lambda pair: None if pair.act.day is None else int(getattr(pair.act.day, name))


COLUMNS: tuple[Column, ...] = (
    Column("EventID", "integer", "52 bits of a hash of the event (or entry), the pair and the code", lambda p: p.number),
    Column(
        "Date",
        "integer",
        "YYYYMMDD; empty where unknown or longer than a week",
        lambda p: None if p.act.day is None else int(p.act.day.strftime("%Y%m%d")),
    ),
    Column("Year", "integer", "of the date", _part("year")),
    Column("Month", "integer", "of the date", _part("month")),
    Column("Day", "integer", "of the date", _part("day")),
    *_actor("Source", lambda pair: pair.actor),
    *_actor("Target", lambda pair: pair.recipient),
    Column("EventCode", "text", "CAMEO; leading zeros count", lambda p: p.cameo.code),
    Column("EventRootCode", "text", "its first two digits", lambda p: p.cameo.code[:2]),
    Column(
        "QuadClass",
        "integer",
        "CAMEO's: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        lambda p: p.cameo.quad,
    ),
    Column("GoldsteinScore", "number", "Goldstein value of the CAMEO code", lambda p: p.cameo.goldstein),
    Column("Issues", "text", "PLOVER contexts with ',1' each, joined by ';'", lambda p: ";".join(f"{c},1" for c in p.act.event["contexts"]) or None),
    Column("Lat", "number", "WGS 84 degrees", lambda p: place("latitude")(p.act)),
    Column("Lon", "number", "WGS 84 degrees", lambda p: place("longitude")(p.act)),
    Column("LocationName", "text", "where it happened", lambda p: place("name")(p.act)),
    Column("StateName", "text", "first-level division", lambda p: province(p.act)),
    Column("CountryCode", "text", "ISO 3166 alpha-3 of the state it lies in", lambda p: place("state")(p.act)),
    Column(
        "SentenceID",
        "text",
        "report and number of the sentence, joined by ';'",
        lambda p: ";".join(f"{t.event['document_id']}_{t.sentence_number}" for t in p.act.tellings),
    ),
    Column(
        "URLs", "text", "addresses or files, joined by ';'", lambda p: ";".join(dict.fromkeys(str(t.row.url or t.row.origin) for t in p.act.tellings))
    ),
    Column("NewsSources", "text", "publishers, joined by ';'", lambda p: ";".join(p.act.sources)),
)

PHOENIX = Layout("phoenix", COLUMNS, cameo_pairs, text=True)
