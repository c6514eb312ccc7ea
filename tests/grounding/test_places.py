"""Which places reports mean, case by case, and as properties."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from grounding.texts import marked, report
from legation.grounding.grounder import load
from legation.grounding.places import places_of
from legation.knowledge.gazetteer import read_gazetteer
from legation.place import PlaceMention

CASES = tomllib.loads((Path(__file__).parent / "place_cases.toml").read_text(encoding="utf-8"))


def places(words: str) -> list[PlaceMention]:
    """The places of words whose mentions are marked."""
    text, parse = marked(words)
    return list(places_of(report(text), parse, read_gazetteer()))


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda c: f"{c[0]}|{c[1]}")
def test_a_name_means_its_place(case: list[str]) -> None:
    """The name leads to the place meant, with state and precision."""
    words, name, gazetteer_name, state, precision = case
    found = {p.mention.text: (p.place.name, p.place.state or "", p.place.precision) for p in places(words)}
    assert found.get(name, found) == (gazetteer_name, state, precision)


@pytest.mark.parametrize("case", CASES["none"], ids=lambda c: c[0])
def test_what_names_no_place_is_none(case: list[str]) -> None:
    """Persons' names, common words and unknown names give no place."""
    assert case[1] not in {p.mention.text for p in places(case[0])}


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
