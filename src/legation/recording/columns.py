"""The tidy layout: one event or entry a row; its columns are also its data dictionary."""

from __future__ import annotations

from typing import Any

from legation.recording.layouts.acts import Act
from legation.recording.layouts.shape import Column, Kind, Layout


def _field(name: str, kind: Kind, meaning: str, *path: str) -> Column:
    keys = path or (name,)

    def take(act: Act) -> Any:
        value: Any = act.event
        for key in keys:
            value = None if value is None else value.get(key)
        return value

    return Column(name, kind, meaning, take)


def _row(name: str, meaning: str, attribute: str = "") -> Column:
    return Column(name, "text", meaning, lambda act: getattr(act.row, attribute or name))


def _cast(side: str, field: str, meaning: str) -> Column:
    return Column(
        f"{side}_{field}s" if not field.endswith("s") else f"{side}_{field}",
        "list",
        meaning,
        lambda act: [p[field] for p in act.event[f"{side}s"]],
    )


def _vessels(field: str, meaning: str) -> Column:
    return Column(f"vessel_{field}s", "list", meaning, lambda act: [v[field] for v in act.event["vessels"]])


def _figures(act: Act) -> list[str]:
    return [" ".join(filter(None, (f["measure"], f"{f['value']:g}", f["unit"]))) for f in act.event["figures"]]


def _people(side: str, word: str) -> tuple[Column, ...]:
    fields = (
        ("state", f"ISO 3166 alpha-3, IGO code or NSA of each {word}; empty where unknown"),
        ("sector", f"primary PLOVER sector of each {word}"),
        ("name", f"name of each {word}; empty where unknown"),
        ("office", f"office that each {word} held on the day of the report"),
        ("id", f"roster id of each {word}"),
        ("text", f"the report's words for each {word}"),
    )
    return tuple(_cast(side, field, meaning) for field, meaning in fields)


COLUMNS: tuple[Column, ...] = (
    _row("entry_id", "the act; events with one entry_id tell of one act"),
    _field("event_id", "text", "this telling of the act; the same in every version of the coder"),
    _field("document_id", "text", "the report"),
    _field("role", "text", "part of the report: headline, lead, body, caption, teaser"),
    _field("type", "text", "PLOVER event type"),
    _field("mode", "text", "PLOVER mode of the type"),
    _field("kind", "text", "concrete act of diplomacy or defence"),
    _field("contexts", "list", "PLOVER contexts"),
    _field("quad", "integer", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    _field("score", "number", "intensity of the type, -10 to 10"),
    _field("cameo", "text", "most specific CAMEO code; leading zeros count"),
    _field("status", "text", "occurred, planned, hypothetical, denied"),
    _field("background", "boolean", "told as history"),
    *_people("actor", "actor"),
    *_people("recipient", "recipient"),
    _field("concerns_type", "text", "type of the act promised, asked, refused, threatened", "concerns", "type"),
    _field("concerns_mode", "text", "its mode", "concerns", "mode"),
    _field("concerns_kind", "text", "its kind", "concerns", "kind"),
    _field("concerns_date", "text", "its date, EDTF", "concerns", "date"),
    _field("date", "text", "when the act happened or is to happen, EDTF; empty where unknown", "date", "value"),
    _field("date_precision", "text", "day, month, year ...", "date", "precision"),
    _field("date_basis", "text", "expression, tense, content, publication", "date", "basis"),
    _field("date_text", "text", "the report's words for it", "date", "text"),
    _row("first_day", "first day of the date, ISO 8601; empty where open or unknown"),
    _row("last_day", "last day of the date, ISO 8601; empty where open or unknown"),
    _field("date_unknown", "text", "why there is no date", "unknown", "date"),
    _field("place_name", "text", "where the act happened", "place", "name"),
    _field("place_state", "text", "ISO 3166 alpha-3 of the state it lies in", "place", "state"),
    _field("place_admin1", "text", "first-level division", "place", "admin1"),
    _field("latitude", "number", "WGS 84 degrees", "place", "latitude"),
    _field("longitude", "number", "WGS 84 degrees", "place", "longitude"),
    _field("geonames_id", "integer", "GeoNames id", "place", "geonames_id"),
    _field("place_precision", "text", "point, city, district, admin1, country, region, sea", "place", "precision"),
    _field("place_unknown", "text", "why there is no place", "unknown", "place"),
    _vessels("name", "names of the ships"),
    _vessels("hull_number", "their hull or pennant numbers"),
    _vessels("vessel_type", "their types"),
    Column("figures", "list", "numbers given for the act: measure, value, unit", _figures),
    _field("tour_id", "text", "stops of one tour share it"),
    _field("attribution_text", "text", "who is reported as saying so, in the report's words", "attribution", "text"),
    _field("attribution_name", "text", "their name", "attribution", "name"),
    _field("attribution_state", "text", "their state", "attribution", "state"),
    _field("anchor_text", "text", "the words that name the act", "anchor", "text"),
    _field("anchor_start", "integer", "their place in the report's text, code points", "anchor", "start"),
    _field("anchor_end", "integer", "end of it, not counted", "anchor", "end"),
    _field("sentence", "text", "the sentence", "sentence", "text"),
    _field("sentence_start", "integer", "its place in the report's text, code points", "sentence", "start"),
    _field("sentence_end", "integer", "end of it, not counted", "sentence", "end"),
    _field("confidence", "number", "0 to 1"),
    _field("coder", "text", "what coded it", "basis", "coder"),
    _field("rule", "text", "the rule that fired", "basis", "rule"),
    _field("version", "text", "version of the coder"),
    _row("title", "title of the report"),
    _row("publication_date", "day the report was published, ISO 8601; empty where unknown", "date"),
    _row("publication_basis", "where that day was found", "date_basis"),
    _row("language", "ISO 639-1"),
    _row("publisher", "publisher of the report"),
    _row("url", "address of the report"),
    _row("origin", "file or address it was read from"),
)

ENTRY_COLUMNS: tuple[Column, ...] = (
    Column("events", "integer", "tellings of the act in the record that the export takes", lambda act: len(act.tellings)),
    Column("reports", "integer", "reports that tell of it", lambda act: len(act.reports)),
    Column("event_ids", "list", "these tellings, the most certain first", lambda act: [t.event["event_id"] for t in act.tellings]),
    Column("document_ids", "list", "these reports", lambda act: act.reports),
    Column("publishers", "list", "who published them", lambda act: act.sources),
)
"""What a row has beside the columns of its most certain telling where it is an entry."""

TIDY = Layout("tidy", COLUMNS, lambda act: (act,), comma=True, own="jsonl", statuses=())
TIDY_ENTRIES = Layout("tidy", COLUMNS + ENTRY_COLUMNS, lambda act: (act,), comma=True, own="jsonl", statuses=())
