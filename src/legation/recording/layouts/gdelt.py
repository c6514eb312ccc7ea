"""GDELT 2.0: events (61 columns, one pair of an entry a row) and mentions (16 columns, one telling a row), tab separated, without a header."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from legation.knowledge import foreign_codes
from legation.recording.layouts.acts import Act, Fields, Telling
from legation.recording.layouts.pairing import Pair, cameo_pairs, who
from legation.recording.layouts.shape import Column, Layout, empty
from legation.recording.tellings import host_of

COUNTRY, US_STATE, US_CITY, WORLD_CITY, WORLD_STATE = 1, 2, 3, 4, 5
LEADING = ("headline", "lead")


def timestamp(day: str | None) -> int | None:
    """A day as YYYYMMDDHHMMSS, at midnight."""
    return None if day is None else int(day.replace("-", "")) * 1_000_000


def actor_codes(person: Fields | None) -> dict[str, str | None]:
    """CAMEO's codes of a participant: country, group, types (at most three), and all of it in one."""
    if person is None:
        return {}
    codes = foreign_codes.load()
    state = person["state"] or ""
    country = codes.countries[state].cameo if state in codes.countries else None
    group = codes.groups.get(state) or None
    types = [t for s in person["sectors"] if (t := codes.types.get(s))]
    if state in codes.groups:
        types = ["IGO", *(t for t in types if t != "IGO")]
    code = (country or "") + "".join(dict.fromkeys([*types[:1], group or "", *types[1:3]])) or None
    named = dict(zip(("type1", "type2", "type3"), dict.fromkeys(types), strict=False))
    return {"code": code, "country": country, "group": group} | named


def _actor(number: int, take: Callable[[Pair], Fields | None]) -> tuple[Column, ...]:
    def coded(name: str) -> Callable[[Pair], str | None]:
        return lambda pair: actor_codes(take(pair)).get(name)

    def name(pair: Pair) -> str | None:
        person = take(pair)
        return None if person is None else str(person["name"] or person["text"]).upper()

    prefix = f"Actor{number}"
    return (
        Column(f"{prefix}Code", "text", "CAMEO: country, types and group in one", coded("code")),
        Column(f"{prefix}Name", "text", "name in capitals", name),
        Column(f"{prefix}CountryCode", "text", "CAMEO's code of the state", coded("country")),
        Column(f"{prefix}KnownGroupCode", "text", "CAMEO's code of the organisation", coded("group")),
        Column(f"{prefix}EthnicCode", "text", "empty: not coded", empty),
        Column(f"{prefix}Religion1Code", "text", "empty: not coded", empty),
        Column(f"{prefix}Religion2Code", "text", "empty: not coded", empty),
        *(Column(f"{prefix}Type{n}Code", "text", "CAMEO's type of actor", coded(f"type{n}")) for n in (1, 2, 3)),
    )


def _place(pair: Pair) -> Fields | None:
    found: Fields | None = pair.act.event["place"]
    return found


def _geo_type(place: Fields | None) -> int:
    if place is None:
        return 0
    american = place["state"] == "USA"
    kinds = {"country": COUNTRY, "admin1": US_STATE if american else WORLD_STATE}
    return kinds.get(place["precision"], US_CITY if american else WORLD_CITY) if place["precision"] not in {"region", "sea"} else 0


def _full_name(place: Fields | None) -> str | None:
    if place is None:
        return None
    state = foreign_codes.load().countries.get(place["state"] or "")
    parts = (place["name"], place["admin1"], state.name if state else None)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _fips(place: Fields | None) -> str | None:
    state = foreign_codes.load().countries.get((place or {}).get("state") or "")
    return state.fips if state else None


def _geo(prefix: str, take: Callable[[Pair], Fields | None], word: str) -> tuple[Column, ...]:
    def whole(pair: Pair) -> str | None:
        return _fips(take(pair)) if _geo_type(take(pair)) == COUNTRY else None

    return (
        Column(
            f"{prefix}_Type",
            "integer",
            f"{word}: 1 country, 2 US state, 3 US city, 4 city, 5 state of a country, 0 none",
            lambda p: _geo_type(take(p)),
        ),
        Column(f"{prefix}_FullName", "text", "name, division, country", lambda p: _full_name(take(p))),
        Column(f"{prefix}_CountryCode", "text", "FIPS 10-4", lambda p: _fips(take(p))),
        Column(f"{prefix}_ADM1Code", "text", "FIPS of the country where it is one; divisions have none", whole),
        Column(f"{prefix}_ADM2Code", "text", "empty", empty),
        Column(f"{prefix}_Lat", "number", "WGS 84 degrees", lambda p: (take(p) or {}).get("latitude")),
        Column(f"{prefix}_Long", "number", "WGS 84 degrees", lambda p: (take(p) or {}).get("longitude")),
        Column(f"{prefix}_FeatureID", "text", "FIPS of the country where it is one; empty else: GDELT's are GNS numbers", whole),
    )


def _day(form: str, whole: int) -> Callable[[Pair], int | None]:
    """Takes the date in a form; where the act has a longer date than a day, the part of it (`whole` signs) that its ends share."""

    def take(pair: Pair) -> int | None:
        day, (first, last) = pair.act.day, pair.act.days
        if day is not None:
            return int(day.strftime(form))
        return int(first[:whole].replace("-", "")) if first and last and first[:whole] == last[:whole] and whole < len(first) else None

    return take


def _fraction(pair: Pair) -> float | None:
    day = pair.act.day
    return None if day is None else round(day.year + min(((day.month - 1) * 30 + day.day) / 365, 0.9999), 4)


def _url(pair: Pair) -> str:
    first = min(pair.act.tellings, key=lambda t: (t.row.date or "9999", t.event["event_id"]))
    return str(first.row.url or first.row.origin)


def _no_place(_pair: Pair) -> Fields | None:
    return None


EVENT_COLUMNS: tuple[Column, ...] = (
    Column("GLOBALEVENTID", "integer", "52 bits of a hash of the entry, the pair and the code", lambda p: p.number),
    Column("SQLDATE", "integer", "YYYYMMDD; empty where unknown or longer than a week", _day("%Y%m%d", 10)),
    Column("MonthYear", "integer", "YYYYMM", _day("%Y%m", 7)),
    Column("Year", "integer", "YYYY", _day("%Y", 4)),
    Column("FractionDate", "number", "year and part of it: (30 x full months + day) / 365", _fraction),
    *_actor(1, lambda pair: pair.actor),
    *_actor(2, lambda pair: pair.recipient),
    Column("IsRootEvent", "integer", "1 where a headline or lead tells it", lambda p: int(any(t.event["role"] in LEADING for t in p.act.tellings))),
    Column("EventCode", "text", "CAMEO; leading zeros count", lambda p: p.cameo.code),
    Column("EventBaseCode", "text", "its first three digits", lambda p: p.cameo.code[:3]),
    Column("EventRootCode", "text", "its first two digits", lambda p: p.cameo.code[:2]),
    Column(
        "QuadClass",
        "integer",
        "CAMEO's: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        lambda p: p.cameo.quad,
    ),
    Column("GoldsteinScale", "number", "Goldstein value of the CAMEO code", lambda p: p.cameo.goldstein),
    Column("NumMentions", "integer", "tellings, repeats included", lambda p: sum(1 + len(t.event["repeats"]) for t in p.act.tellings)),
    Column("NumSources", "integer", "publishers", lambda p: len(p.act.sources)),
    Column("NumArticles", "integer", "reports", lambda p: len(p.act.reports)),
    Column("AvgTone", "number", "empty: not measured", empty),
    *_geo("Actor1Geo", _no_place, "empty"),
    *_geo("Actor2Geo", _no_place, "empty"),
    *_geo("ActionGeo", _place, "where it happened"),
    Column("DATEADDED", "integer", "publication day of the earliest report, YYYYMMDDHHMMSS", lambda p: timestamp(p.act.published)),
    Column("SOURCEURL", "text", "address or file of the earliest report", _url),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A telling of a pair of an entry."""

    pair: Pair
    telling: Telling


def mentions(act: Act) -> Iterator[Mention]:
    """Each telling of each pair."""
    for pair in cameo_pairs(act):
        for telling in act.tellings:
            yield Mention(pair, telling)


def _offset(side: str) -> Callable[[Mention], int]:
    def take(mention: Mention) -> int:
        wanted = getattr(mention.pair, side)
        cast = [p for name in ("actors", "recipients") for p in mention.telling.event[name]]
        if wanted is None:
            return -1
        same = [p for p in cast if who(p) == who(wanted)] or [p for p in cast if p["state"] == wanted["state"]]
        return int(same[0]["start"]) if same else -1

    return take


def _source_name(mention: Mention) -> str:
    row = mention.telling.row
    return str(row.publisher or host_of(row.url or "") or row.origin)


def _tenths(mention: Mention) -> int:
    return max(10, int(mention.telling.event["confidence"] * 10 + 0.5) * 10)


MENTION_COLUMNS: tuple[Column, ...] = (
    Column("GLOBALEVENTID", "integer", "that of the events", lambda m: m.pair.number),
    Column("EventTimeDate", "integer", "publication day of the earliest report, YYYYMMDDHHMMSS", lambda m: timestamp(m.pair.act.published)),
    Column("MentionTimeDate", "integer", "publication day of this report", lambda m: timestamp(m.telling.row.date)),
    Column("MentionType", "integer", "1 where the report has an address, 2 else", lambda m: 1 if m.telling.row.url else 2),
    Column("MentionSourceName", "text", "publisher, else the site, else the file", _source_name),
    Column("MentionIdentifier", "text", "address, else the report's identifier", lambda m: m.telling.row.url or m.telling.event["document_id"]),
    Column("SentenceID", "integer", "from 1, counted by end marks and line ends", lambda m: m.telling.sentence_number),
    Column("Actor1CharOffset", "integer", "place in the report's text, code points; -1 where it is not named", _offset("actor")),
    Column("Actor2CharOffset", "integer", "place in the report's text, code points; -1 where it is not named", _offset("recipient")),
    Column("ActionCharOffset", "integer", "place of the words that name the act", lambda m: m.telling.event["anchor"]["start"]),
    Column("InRawText", "integer", "1: found in the text as it stands", lambda _m: 1),
    Column("Confidence", "integer", "per cent, in tens, 10 to 100", _tenths),
    Column("MentionDocLen", "integer", "length of the report's text, code points", lambda m: m.telling.row.length),
    Column("MentionDocTone", "number", "empty: not measured", empty),
    Column("MentionDocTranslationInfo", "text", "empty: not translated", empty),
    Column("Extras", "text", "empty", empty),
)

GDELT = Layout("gdelt", EVENT_COLUMNS, cameo_pairs, header=False, entries=True)
GDELT_MENTIONS = Layout("gdelt-mentions", MENTION_COLUMNS, mentions, header=False, entries=True, text=True)
