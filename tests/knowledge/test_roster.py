"""The roster that ships: its rows are sound, and its questions are answered by date."""

from __future__ import annotations

from datetime import date

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import ontology, roster
from legation.knowledge.roster_files import day_of, slug
from legation.knowledge.roster_names import NameForm, NameIndex
from legation.knowledge.tables import data_file, rows

CODES = frozenset("UNO EUR NAT AFU ARL ASN GCC IMF WBG ICC IAE G7X G20 BRX OAS ECW SCO CIS OSC OTH NSA".split())
FILES = ("states", "groups_of_states", "igos", "organs", "media", "armed_groups", "officials", "leaders", "not_actors", "ambiguous", "sector_words")


@pytest.mark.parametrize("file", FILES)
def test_every_row_has_a_source(file: str) -> None:
    """Each row of a table says where it is from."""
    assert all(r["source"] for _, r in rows(data_file("roster", f"{file}.tsv"), ("source",)))


def test_states_and_codes_are_those_of_the_codebook() -> None:
    """Every actor's state is a state of the roster, an organisation's code or NSA; every sector is one of the codebook."""
    known, sectors = roster.load(), ontology.load().sectors
    actors = [a for held in known.actors.values() for a in held] + [a for p in known.persons.values() for a in p.offices]
    assert {a.state for a in actors} <= set(known.states) | CODES
    assert {a.sector for a in actors} <= sectors
    assert {r.sector for r in known.roles.values()} <= sectors


def test_predecessors_have_dates_and_successors() -> None:
    """States that ended say when and what followed."""
    states = roster.load().states
    assert [(states[c].valid_to, states[c].successor) for c in ("SUN", "DDR")] == [(date(1991, 12, 25), "RUS"), (date(1990, 10, 2), "DEU")]
    assert {s.successor for s in states.values() if s.successor} <= set(states)


def test_disputed_places_stand_beside_their_claimant() -> None:
    """Kosovo, Taiwan, Palestine and the rest stand as themselves, with the claimant beside them."""
    states = roster.load().states
    assert [states[c].sovereign for c in ("XKX", "TWN", "PSE", "ESH", "HKG", "GRL")] == ["SRB", "CHN", "ISR", "MAR", "CHN", "DNK"]


def test_cow_numbers_are_those_of_the_project() -> None:
    """Correlates of War numbers stand on the states."""
    states = roster.load().states
    assert [states[c].cow for c in ("USA", "RUS", "DEU", "CHN", "GRL")] == [2, 365, 255, 710, None]


@pytest.mark.parametrize(
    ("state", "office", "day", "name"),
    [
        ("RUS", "Defense Minister", date(2015, 2, 14), "Sergei Shoigu"),
        ("RUS", "Defense Minister", date(2012, 11, 5), "Anatoly Serdyukov"),
        ("RUS", "Defense Minister", date(2025, 1, 1), "Andrei Belousov"),
        ("CUB", "President", date(2015, 2, 14), "Raul Castro"),
        ("NAT", "Secretary-General", date(2025, 1, 1), "Mark Rutte"),
        ("USA", "Foreign Minister", date(1974, 1, 1), "Henry Kissinger"),
    ],
)
def test_holder_of_an_office(state: str, office: str, day: date, name: str) -> None:
    """An office has its holder of the day."""
    found = roster.load().holder(state, office, day)
    assert found is not None
    assert name == found.name


def test_no_holder_without_a_day() -> None:
    """Without a day nobody is said to hold an office."""
    assert roster.load().holder("RUS", "Defense Minister", None) is None


def test_person_between_offices_has_none() -> None:
    """A person who left office keeps state and sector, not the office."""
    person = roster.load().persons["person:bashar-al-assad"]
    assert (person.on(date(2025, 3, 14)).state, person.on(date(2025, 3, 14)).office) == ("SYR", "")


def test_surname_is_that_of_who_serves_on_the_day() -> None:
    """A surname means the one who serves on the day."""
    known = roster.load()
    found = [known.by_surname("Bush", d, state="USA") for d in (date(1991, 1, 1), date(2005, 1, 1))]
    assert [p.name for p in found if p] == ["George H. W. Bush", "George W. Bush"]


def test_armed_groups_are_many() -> None:
    """At least 120 armed groups are known."""
    assert len([k for k in roster.load().actors if k.startswith("group:")]) >= 120


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("the U.S. and the US", ["state:USA", "state:USA"]),
        ("al-Shabaab", ["group:al-shabab"]),
        ("Raúl Castro", ["person:raul-castro"]),
        ("CARACAS", ["state:VEN"]),
        ("this is it", []),
        ("Guinea-Bissau", ["state:GNB"]),
        ("South Sudan", ["state:SSD"]),
    ],
)
def test_names_are_found(text: str, keys: list[str]) -> None:
    """Names are found whatever their accents, hyphens, full stops and capitals; the longest wins."""
    assert keys == [h.forms[0].key for h in roster.load().names.find(text)]


def test_acronym_keeps_its_full_stop() -> None:
    """The full stop of an acronym belongs to it."""
    text = "in the U.S."
    assert [text[h.start : h.end] for h in roster.load().names.find(text)] == ["U.S."]


def test_comma_parts_names() -> None:
    """Words that a comma parts are no name together."""
    index = NameIndex()
    index.add("Hong Kong", NameForm("state:HKG", "name"))
    assert not list(index.find("Hong, Kong"))


def test_years_and_months_stand_for_their_whole_length() -> None:
    """A year begins on its first day and ends on its last."""
    assert (date(2024, 1, 1), date(2024, 2, 29), None) == (day_of("2024", "x"), day_of("2024-02", "x", last=True), day_of("", "x"))


def test_impossible_day_names_the_line() -> None:
    """A day that does not exist stops the run and names its line."""
    with pytest.raises(KnowledgeError, match=r"officials.tsv:3: '2024-13' is no day"):
        day_of("2024-13", "officials.tsv:3")


def test_slug_is_plain() -> None:
    """Identifiers are plain letters and hyphens."""
    assert slug("Jonas Gahr Støre") == "jonas-gahr-store"
