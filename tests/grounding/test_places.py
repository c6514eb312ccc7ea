"""Which places reports mean, case by case, and as properties."""

from __future__ import annotations

from pathlib import Path

import pytest

from grounding.texts import marked, report
from legation.grounding.grounder import load
from legation.grounding.places import places_of
from legation.knowledge.gazetteer import read_gazetteer
from legation.knowledge.tables import rows
from legation.place import PlaceMention

COLUMNS = ["class", "sentence", "name", "means", "state", "precision"]
CASES = [line for _, line in rows(Path(__file__).parent / "place_cases.tsv", COLUMNS)]


def places(words: str) -> list[PlaceMention]:
    """The places of words whose mentions are marked."""
    text, parse = marked(words)
    return list(places_of(report(text), parse, read_gazetteer()))


@pytest.mark.parametrize("case", [c for c in CASES if c["class"] != "none"], ids=lambda c: f"{c['sentence']}|{c['name']}")
def test_a_name_means_its_place(case: dict[str, str]) -> None:
    """The name leads to the place meant, with state and precision."""
    found = {p.mention.text: (p.place.name, p.place.state or "", p.place.precision) for p in places(case["sentence"])}
    assert found.get(case["name"], found) == (case["means"], case["state"], case["precision"])


@pytest.mark.parametrize("case", [c for c in CASES if c["class"] == "none"], ids=lambda c: c["sentence"])
def test_what_names_no_place_is_none(case: dict[str, str]) -> None:
    """Persons' names, common words and unknown names give no place."""
    assert case["name"] not in {p.mention.text for p in places(case["sentence"])}


def test_there_are_cases_of_every_class() -> None:
    """Containers, company, metonyms, disputed places, seas, ports: at least 120 cases, at least five of each."""
    classes = [c["class"] for c in CASES]
    assert len(CASES) >= 120
    assert min(classes.count(c) for c in ("container", "company", "metonym", "disputed", "sea", "port", "none")) >= 5


def test_the_other_places_of_a_report_decide() -> None:
    """Gainesville among towns of Texas is the one in Texas; among those of Florida, in Florida."""
    texas = places("Fires near [Gainesville]. Crews came from [Denton], [Sherman] and [Dallas].")
    florida = places("Fires near [Gainesville]. Crews came from [Ocala], [Orlando] and [Tampa].")
    assert [p[0].place.admin1 for p in (texas, florida)] == ["Texas", "Florida"]


def test_a_place_has_coordinates_and_an_identifier() -> None:
    """Havana lies where GeoNames has it."""
    (found,) = places("A ship docked in [Havana].")
    place = found.place
    assert (round(place.latitude, 1), round(place.longitude, 1), place.geonames_id) == (23.1, -82.4, 3553478)


def test_a_nationality_keeps_its_kind() -> None:
    """The coder tells a nationality's place from a place by the mention's kind."""
    (found,) = places("The {Cuban} minister spoke.")
    assert found.mention.kind == "nationality"


def test_places_and_moments_come_in_text_order() -> None:
    """The grounder's two lists follow the text and quote it."""
    text, parse = marked("On Friday [Moscow] and [Havana] spoke; on Monday [Cairo] did.")
    grounding = load().ground(report(text), parse)
    spans = [p.mention.span for p in grounding.places]
    assert (spans, [m.mention.text for m in grounding.moments]) == (sorted(spans), ["Friday", "Monday"])
    assert all(p.mention.span.of(text) == p.mention.text for p in grounding.places)


def test_the_same_words_give_the_same_places() -> None:
    """Grounding twice gives equal results."""
    text, parse = marked("[Paris], [London], [Georgia], [Washington] and [Tripoli].")
    assert load().ground(report(text), parse) == load().ground(report(text), parse)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("Shells fell on [Nowhereton], in eastern [Chad].", "TCD"),
        ("Shells fell on [Nowhereton] ([Chad]).", "TCD"),
        ("Rebels left [Abeche] and [Moundou]. Shells fell on [Nowhereton].", "TCD"),
        ("Envoys flew to [Abeche], [Lyon] and [Oslo]. Shells fell on [Nowhereton].", None),
    ],
)
def test_an_unknown_place_lies_where_it_is_said_to(words: str, state: str | None) -> None:
    """A village that no source knows has the state named with it, else the one that the report's places lie in, else nothing."""
    found = {p.mention.text: p.place for p in places(words)}
    assert found.get("Nowhereton") is None if state is None else found["Nowhereton"].state == state


def test_districts_and_nearness_tell_namesakes_apart() -> None:
    """Paris with Henry County is the one in Tennessee's Henry County, with Lamar County the one in Texas."""
    tennessee = places("Officials of [Paris] and [Henry County], [Tennessee], met.")
    texas = places("Officials of [Paris] and [Lamar County], [Texas], met.")
    assert [p[0].place.admin1 for p in (tennessee, texas)] == ["Tennessee", "Texas"]
