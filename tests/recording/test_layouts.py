"""The layouts of the field's data sets have their columns and codes, and say nothing that the record does not hold."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fakes.telling import tell
from legation.event import EventDate, PlaceMention
from legation.mention import Mention
from legation.place import Place
from legation.recording import export
from legation.recording.layouts.pairing import pairs
from legation.recording.record import Record
from legation.recording.searching import Query
from legation.recording.writing import write
from legation.span import Span

POLECAT = """
Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|
Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|
Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|Placename|City|District|
Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|
Story Organizations|Story Locations|Language|Version
""".replace("\n", "").split("|")
ICEWS = """
Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|
Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude
""".replace("\n", "").split("|")
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
GDELT = [
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(), *(f"Actor{n}{part}" for n in (1, 2) for part in ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in GEO), "DATEADDED", "SOURCEURL",
]  # fmt: skip
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID
Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras""".split()

HAVANA = PlaceMention(Mention(Span(11, 15), "Cuba", "place", 0, 2), Place("Havana", "CUB", "La Habana", 23.13, -82.38, 3553478, "city"))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A visit told twice, talks of two states, praise that is denied, praise in a month."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    visit: dict[str, Any] = {"mode": "visit", "cameo": "042", "place": HAVANA}
    tell(book, "Russia met Cuba on 2024-01-03.", "a", day=date(2024, 1, 5), publisher="Gazette", **visit)
    tell(book, "Later on. Russian envoys met Cuba on 2024-01-03.", "b", day=date(2024, 1, 4), publisher="Herald", confidence=0.9, **visit)
    tell(book, "France and Mali met.", "c")
    tell(book, "Mali thanked Cuba.", "d", status="denied")
    tell(book, "Cuba thanked France.", "e", date=EventDate("2024-02", "month", "expression", None))
    return book


def rows(record: Record, name: str, *, entries: bool = False) -> list[dict[str, Any]]:
    """The rows of a layout with what it takes unless told."""
    layout = export.layout_of(name)
    return list(export.rows_of(record, layout, Query(statuses=layout.statuses), entries=entries))


@pytest.mark.parametrize(("name", "columns"), [("polecat", POLECAT), ("icews", ICEWS), ("gdelt", GDELT), ("gdelt-mentions", MENTIONS)])
def test_columns_are_exact(name: str, columns: list[str]) -> None:
    """Names and order are those of the data set."""
    assert [column.name for column in export.LAYOUTS[name].columns] == columns
    assert len(columns) == {"polecat": 40, "icews": 20, "gdelt": 61, "gdelt-mentions": 16}[name]


def test_phoenix_has_26_columns() -> None:
    """As many as the data set."""
    assert len(export.LAYOUTS["phoenix"].columns) == 26


@pytest.mark.parametrize(("name", "header"), [("polecat", True), ("icews", True), ("gdelt", False), ("gdelt-mentions", False), ("phoenix", True)])
def test_tabs_separate(record: Record, name: str, header: bool) -> None:
    """A row is a line with the data set's number of cells; GDELT names no columns."""
    layout, out = export.LAYOUTS[name], io.BytesIO()
    number = write(rows(record, name), export.shape_of(layout), "csv", None, out)
    lines = out.getvalue().decode().splitlines()
    assert len(lines) == number + header
    assert {line.count("\t") for line in lines} == {len(layout.columns) - 1}


def test_polecat_keeps_several_actors_in_a_row(record: Record) -> None:
    """Joined by '; ', with Correlates of War numbers; an act that is denied is not in it."""
    found = {row["Event ID"]: row for row in rows(record, "polecat")}
    talks = next(row for row in found.values() if row["Actor Country"] == "FRA; MLI")
    assert (talks["Actor COW"], talks["Recipient Country"], talks["Quad Code"], talks["Event Date"]) == ("220; 432", None, "VERBAL COOPERATION", None)
    assert "SUPPORT" in {row["Event Type"] for row in found.values()}
    assert len(found) == 4


def test_a_visit_is_mirrored(record: Record) -> None:
    """ICEWS has the visitor's 042 and the host's 043, with names of states, Goldstein values and numbers of sentences."""
    visits = [row for row in rows(record, "icews") if row["Story ID"] == "b"]
    assert [(r["Source Country"], r["CAMEO Code"], r["Target Country"]) for r in visits] == [
        ("Russian Federation", "042", "Cuba"),
        ("Cuba", "043", "Russian Federation"),
    ]
    assert [(r["Intensity"], r["Sentence Number"], r["City"]) for r in visits] == [(1.9, 2, "Havana"), (2.8, 2, "Havana")]


def test_talks_go_both_ways(record: Record) -> None:
    """Several actors that act on each other are a pair each way; a month gives no day."""
    assert [(r["Source Country"], r["Target Country"]) for r in rows(record, "icews") if r["Story ID"] == "c"] == [
        ("France", "Mali"),
        ("Mali", "France"),
    ]
    assert [r["Event Date"] for r in rows(record, "icews") if r["Story ID"] == "e"] == [None]


def test_gdelt_tells_an_act_once(record: Record) -> None:
    """Two reports of a visit are one event each way, with how many tell of it; the first report's day and address."""
    found = [row for row in rows(record, "gdelt") if row["EventCode"] == "042"]
    assert len(found) == 1
    row = found[0]
    assert [row[name] for name in ("Actor1Code", "Actor1CountryCode", "Actor2Code", "QuadClass", "GoldsteinScale")] == [
        "RUSGOV",
        "RUS",
        "CUBGOV",
        1,
        1.9,
    ]
    assert [row[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [20240103, 202401, 2024, 2024.0082]
    assert [row[name] for name in ("NumMentions", "NumSources", "NumArticles", "AvgTone", "DATEADDED")] == [2, 2, 2, None, 20240104000000]
    assert [row[f"ActionGeo_{part}"] for part in GEO[:4]] == [4, "Havana, La Habana, Cuba", "CU", None]


def test_gdelt_of_a_month_has_month_and_year(record: Record) -> None:
    """What is not known is empty."""
    row = next(row for row in rows(record, "gdelt") if row["Actor1CountryCode"] == "CUB" and row["EventRootCode"] == "05")
    assert [row[name] for name in ("SQLDATE", "MonthYear", "Year", "FractionDate")] == [None, 202402, 2024, None]


def test_mentions_lead_to_events_and_words(record: Record) -> None:
    """Each mention has an event's number, and offsets that are those of its report's text."""
    events = {row["GLOBALEVENTID"]: row for row in rows(record, "gdelt")}
    found = rows(record, "gdelt-mentions")
    assert {row["GLOBALEVENTID"] for row in found} == set(events)
    assert all(number < 2**53 for number in events)
    row = next(r for r in found if r["MentionIdentifier"] == "b" and events[r["GLOBALEVENTID"]]["EventCode"] == "042")
    text = "Later on. Russian envoys met Cuba on 2024-01-03."
    assert (text[row["Actor1CharOffset"] :][:7], text[row["Actor2CharOffset"] :][:4], text[row["ActionCharOffset"] :][:3]) == (
        "Russian",
        "Cuba",
        "met",
    )
    assert (row["SentenceID"], row["Confidence"], row["MentionDocLen"]) == (2, 90, len(text))


def test_phoenix_splits_actors(record: Record) -> None:
    """Root, agent and others; sentences, addresses and sources of an entry in one cell each."""
    row = next(row for row in rows(record, "phoenix", entries=True) if row["EventCode"] == "042")
    assert [row[f"SourceActor{part}"] for part in ("Full", "Entity", "Role", "Attribute")] == ["RUSGOV", "RUS", "GOV", None]
    assert (row["SentenceID"], row["NewsSources"], row["Year"], row["Issues"]) == ("b_2;a_1", "Gazette;Herald", 2024, "diplomatic,1")


def test_plover_has_what_it_requires(record: Record) -> None:
    """Id, date, actor and event on every line; what is not known is left out; the status is said."""
    found = rows(record, "plover")
    assert all({"id", "date", "actor", "event"} <= set(row) for row in found)
    month = next(row for row in found if row.get("enddate"))
    assert (month["date"], month["enddate"], month["event"]) == ("2024-02-01", "2024-02-29", ["SUPPORT"])
    visit = next(row for row in found if "event_loc" in row)
    assert (visit["event_loc"]["geonameid"], visit["event_loc"]["resolution"], visit["mode"]) == (3553478, 4, ["visit"])
    assert {"status: denied"} == {row["comment"] for row in found if row["status"] == "denied"}


def test_alliances_are_igos_in_plover() -> None:
    """NATO is IGO with its name; the UN and the EU have codes of PLOVER's own."""
    from legation.recording.layouts.plover import entity

    who = {"text": "the alliance", "name": None, "state": "NAT", "sector": "IGO", "sectors": ["IGO"], "office": None, "id": None}
    assert {k: entity(who)[k] for k in ("code", "identifier_text")} == {"code": "IGO", "identifier_text": "NATO"}
    assert entity(who | {"state": "EUR", "name": "EU"})["code"] == "EUR"


def test_pairs_of_what_does_not_go_both_ways() -> None:
    """Two states that each condemn nobody in particular are alone in a row each."""
    cast = [{"state": state, "name": None, "id": None, "sector": "GOV", "text": state} for state in ("FRA", "DEU")]
    event = {"type": "ACCUSE", "mode": None, "kind": None, "actors": cast, "recipients": []}
    assert pairs(event) == [(cast[0], None), (cast[1], None)]
    assert len(pairs(event | {"recipients": cast})) == 4


@pytest.mark.parametrize("name", export.LAYOUTS)
def test_layouts_are_written_in_every_form(record: Record, name: str, tmp_path: Path) -> None:
    """As JSONL, delimited and Parquet, the same number of rows."""
    layout = export.LAYOUTS[name]
    numbers = {
        write(rows(record, name), export.shape_of(layout), form, str(tmp_path / f"x.{form}"), io.BytesIO()) for form in ("jsonl", "csv", "parquet")
    }
    assert numbers == {len(rows(record, name))}
