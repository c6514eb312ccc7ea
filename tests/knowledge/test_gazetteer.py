"""The gazetteer that ships: what it holds, how it is asked, and that a wrong file is refused."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.knowledge.gazetteer import Gazetteer, name_key, read_gazetteer
from legation.knowledge.tables import data_file, rows


@pytest.mark.parametrize(
    ("name", "key"),
    [("Saint-Denis", "st denis"), ("St. Denis", "st denis"), ("Sana'a", "sanaa"), ("Ḩalab", "halab"), ("São Paulo", "sao paulo"), ("U.S.", "us")],
)
def test_a_name_is_keyed_without_accents_and_stops(name: str, key: str) -> None:
    """Spellings of one name share a key."""
    assert name_key(name) == key


def test_states_are_found_by_code_name_and_people() -> None:
    """Cuba, CUB and Cubans lead to one entry."""
    gazetteer = read_gazetteer()
    assert gazetteer.state("CUB") == gazetteer.nationality("Cubans") == gazetteer.look_up("Cuba")[0]


def test_unknown_names_have_no_entry() -> None:
    """Nothing is guessed."""
    gazetteer = read_gazetteer()
    assert (gazetteer.look_up("Nowhereton"), gazetteer.nationality("Nowhereish"), gazetteer.state("ZZZ"), gazetteer.look_up("")) == (
        (),
        None,
        None,
        (),
    )


def test_the_first_look_up_is_quick() -> None:
    """Opening the file and asking one name takes under 150 ms."""
    begun = time.perf_counter()
    gazetteer = Gazetteer(Path(str(data_file("gazetteer", "gazetteer.sqlite"))))
    assert gazetteer.look_up("Havana")
    assert time.perf_counter() - begun < 0.15


def test_it_is_small() -> None:
    """The file stays under 22 MB."""
    assert Path(str(data_file("gazetteer", "gazetteer.sqlite"))).stat().st_size < 22_000_000


@pytest.mark.parametrize("line", [line for _, line in rows(data_file("gazetteer", "places.tsv"), ["name", "aliases"])], ids=lambda line: line["name"])
def test_every_edited_place_is_in_the_file(line: dict[str, str]) -> None:
    """Each row of places.tsv was built in, under every of its names, with a source and real coordinates."""
    gazetteer = read_gazetteer()
    for name in [line["name"], *filter(None, line["aliases"].split("|"))]:
        assert any(e.name == line["name"] and abs(e.latitude - float(line["latitude"])) < 0.01 for e in gazetteer.look_up(name)), name
    assert line["source"]
    assert abs(float(line["latitude"])) <= 90
    assert abs(float(line["longitude"])) <= 180


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    """The message says the version and the remedy."""
    path = tmp_path / "other.sqlite"
    sqlite3.connect(path).execute("PRAGMA user_version = 7").connection.close()
    with pytest.raises(KnowledgeError, match="build_gazetteer"):
        Gazetteer(path)


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    """A text file is no gazetteer."""
    path = tmp_path / "other.sqlite"
    path.write_text("no database at all, only words that go on for a while" * 50)
    with pytest.raises(KnowledgeError, match="build_gazetteer"):
        Gazetteer(path)


@pytest.mark.parametrize(
    ("name", "state", "locode"),
    [
        ("Havana", None, "CUHAV"),
        ("Port of Tartus", None, "SYTTS"),
        ("Lattakia", None, "SYLTK"),
        ("Tripoli", "LBN", "LBKYE"),
        ("Tripoli", None, "LYTIP"),
        ("Aden port", None, "YEADE"),
        ("Port Sudan", "SDN", "SDPZU"),
        ("Corinto", None, "NICIO"),
    ],
)
def test_a_port_is_found_by_its_names(name: str, state: str | None, locode: str) -> None:
    """A port answers to its own name, its city's other names, and "port of" them."""
    port = read_gazetteer().port(name, state)
    assert port is not None
    assert port.locode == locode


def test_a_name_without_a_port_gives_none() -> None:
    """No port is guessed."""
    assert (read_gazetteer().port("Managua"), read_gazetteer().port("Tripoli", "USA")) == (None, None)
