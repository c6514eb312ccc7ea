"""Links are scored the same either way round, say why, and end where days or places contradict."""

from __future__ import annotations

from typing import Any

import pytest

from legation.recording.linking import contradict, link, marks, weights
from legation.recording.traits import Report, Telling, report_of, tellings_of

MALI, DAKAR = ("Mali", "MLI", None, 17.0, -4.0, "country"), ("Dakar", "SEN", "Dakar", 14.7, -17.4, "city")
THIES, SAINT_LOUIS = ("Thies", "SEN", "Thies", 14.8, -16.9, "city"), ("Saint-Louis", "SEN", "Saint-Louis", 16.0, -16.5, "city")


def somebody(state: str, name: str | None = None) -> dict[str, Any]:
    """A participant of a state, or a person."""
    who = f"person:{name}" if name else f"state:{state}"
    return {"state": state, "name": name or state, "id": who, "text": name or state, "start": None, "end": None}


def telling(document: str, text: str, day: str | None = "2024-05-03", place: Any = None, published: str = "2024-05-04", **given: Any) -> Telling:
    """A visit of France to Mali, unless told otherwise."""
    named = ("name", "state", "admin1", "latitude", "longitude", "precision")
    event = {
        "event_id": document, "role": "body", "type": "CONSULT", "mode": "visit", "kind": "official_visit", "concerns": None, "status": "occurred",
        "actors": [somebody("FRA")], "recipients": [somebody("MLI")], "vessels": [], "figures": [], "attribution": None,
        "date": day and {"value": day, "basis": "expression", "start": None, "end": None},
        "place": place and dict(zip(named, place, strict=True)) | {"start": None, "end": None},
        "anchor": {"text": "visited"}, "sentence": {"start": 0, "text": text},
    } | given  # fmt: skip
    return tellings_of([event], report_of(document, published, None, text))[given.get("event_id", document)]


ONE = telling("a", "The French minister visited Mali.")


@pytest.mark.parametrize(
    ("other", "joined"),
    [
        (telling("b", "France's minister paid a visit to Mali."), True),
        (telling("b", "The French minister visited Mali.", "2024-05-04"), False),
        (telling("b", "The French minister visited Mali.", None), True),
        (telling("b", "The French minister visited Mali.", None, published="2024-05-30"), False),
        (telling("b", "The French minister visited Niger.", recipients=[somebody("NER")]), False),
        (telling("b", "The German minister visited Mali.", actors=[somebody("DEU")]), False),
        (telling("b", "Mali hosted the French minister.", actors=[somebody("MLI")], recipients=[somebody("FRA")]), True),
        (telling("a", "The French minister visited Mali.", event_id="c"), False),
        (telling("b", "The French minister visited Mali.", role="teaser"), False),
        (
            telling(
                "b", "The French minister will visit Mali.", type="AGREE", status="planned",
                concerns={"type": "CONSULT", "mode": "visit", "kind": "official_visit", "date": "2024-05-03"}, published="2024-04-20",
            ),
            True,
        ),
    ],
    ids=["other words", "next day", "undated", "weeks later", "other host", "other guest", "host first", "same report", "lead", "planned"],
)  # fmt: skip
def test_what_is_one_act(other: Telling, joined: bool) -> None:
    """Reworded, undated, or planned it is the act; on another day, by or to another state, or in the same report it is not."""
    assert (link(ONE, other) is not None) == joined
    assert link(ONE, other) == link(other, ONE)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (DAKAR, THIES, False),
        (DAKAR, SAINT_LOUIS, True),
        (DAKAR, MALI, True),
        (None, DAKAR, False),
        (("Senegal", "SEN", None, 14.5, -14.5, "country"), DAKAR, False),
    ],
)
def test_places_contradict(one: Any, other: Any, apart: bool) -> None:
    """Two towns far apart and two states do; a town and its suburb, a state and its town do not."""
    assert contradict(telling("a", "x", place=one), telling("b", "y", place=other)) == apart


def test_a_link_says_why() -> None:
    """What speaks for one act comes first; what speaks against it is named as such."""
    found = link(ONE, telling("b", "France's minister paid a visit to Mali.", mode="phone"))
    assert found is not None
    assert {"same states", "same day"} <= set(found.why[:4])
    assert found.why[-1].startswith("against: ")


def test_every_mark_has_weight_and_words() -> None:
    """The table knows each mark that may be found."""
    assert weights().marks.keys() == weights().words.keys()
    figures = [{"measure": "dead", "value": n, "unit": None, "start": None, "end": None} for n in (3, 30)]
    ships = [{"name": n, "hull_number": None} for n in ("Aurora", "Boreas")]
    pair = [
        telling(name, "x", day, figures=[figure], vessels=[ship], kind=kind, mode=mode, status=status, actors=[somebody(state, state.lower())])
        for name, day, figure, ship, kind, mode, status, state in (
            ("a", "2024-05-03", figures[0], ships[0], "talks", "phone", "denied", "DEU"),
            ("b", None, figures[1], ships[1], "summit", "visit", "occurred", "FRA"),
        )
    ]
    assert marks(*pair).keys() <= weights().marks.keys()


def test_traits_come_back_from_the_record() -> None:
    """What is stored of a telling is all of it."""
    from legation.recording.traits import restored

    assert restored(ONE.stored(), ONE.report) == ONE
    assert isinstance(ONE.report, Report)
