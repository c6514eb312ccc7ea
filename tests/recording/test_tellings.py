"""An entry says whose outlets tell of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.knowledge.roster import load as roster
from legation.knowledge.tables import data_file, rows
from legation.recording.tellings import COLUMNS, host_of, outlets, side_of, told_by


@pytest.mark.parametrize(
    ("publisher", "url", "state"),
    [
        ("TASS", None, "RUS"),
        ("the guardian", None, "GBR"),
        ("AFP", None, "FRA"),
        (None, "https://www.granma.cu/x", "CUB"),
        ("en.irna.ir", None, "IRN"),
        ("Some blog", "https://feeds.bbc.co.uk/a", "GBR"),
        ("Some blog", "https://tass.com.example/a", None),
        (None, None, None),
    ],
)
def test_an_outlet_is_known_by_name_or_domain(publisher: str | None, url: str | None, state: str | None) -> None:
    """The publisher's name goes before the address."""
    found = outlets().of(publisher, url)
    assert (found and found.state) == state


def test_own_outlets_override_ours(tmp_path: Path) -> None:
    """A table of the user's own adds and overrides; a fault of it is named."""
    own = tmp_path / "outlets.tsv"
    own.write_text("\t".join(COLUMNS) + "\nTASS\ttass.com\tUSA\tprivate\t\ttest\n", "utf-8")
    found = outlets(str(own)).of("TASS", None)
    assert found is not None
    assert found.state == "USA"
    own.write_text("\t".join(COLUMNS) + "\nTASS\ttass.com\tUSA\tghost\t\ttest\n", "utf-8")
    with pytest.raises(KnowledgeError, match="2: no ownership 'ghost'"):
        outlets(str(own))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((), "unknown"),
        (("RUS",), "one side"),
        (("RUS", "UKR"), "both sides"),
        (("FRA",), "third parties"),
        (("RUS", "FRA"), "one side and third parties"),
        (("RUS", "UKR", "FRA"), "both sides and third parties"),
    ],
)
def test_whose_telling(states: tuple[str, ...], words: str) -> None:
    """By the states of the outlets and of those who act."""
    assert told_by(states, ("RUS", "UKR")) == words


def test_sides() -> None:
    """An outlet stands where its state stands."""
    tass = outlets().of("TASS", None)
    assert [side_of(tass, [a], [r]) for a, r in (("RUS", "UKR"), ("UKR", "RUS"), ("FRA", "UKR"))] == ["actor", "recipient", "third"]
    assert side_of(None, ["RUS"], []) == "unknown"


def test_the_table_is_sound() -> None:
    """Four hundred outlets and more, each of a state that exists, no domain twice."""
    found = [row for _, row in rows(data_file("recording", "outlets.tsv"), COLUMNS)]
    domains = [domain for row in found for domain in row["domains"].split("|")]
    assert len(found) >= 400
    assert len(domains) == len(set(domains))
    assert {row["state"] for row in found} <= set(roster().states) | {"UNO", "GRL"}


@pytest.mark.parametrize(
    ("address", "host"), [("https://www.apnews.com/x", "apnews.com"), ("tass.com", "tass.com"), ("http://[x", ""), ("La Nación", "")]
)
def test_host_of_an_address(address: str, host: str) -> None:
    """Of whatever a report states as its address or publisher, sound or not."""
    assert host_of(address) == host
