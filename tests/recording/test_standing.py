"""How states stand with each other: the same numbers as of one pair, for all, and new where the record changes."""

from __future__ import annotations

from datetime import date

import pytest

from fakes.telling import tell
from legation.recording import balances
from legation.recording.audit import Decision
from legation.recording.corrections import reject
from legation.recording.record import Record
from legation.recording.relating import relations
from legation.recording.standing import Keeper


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """Two reports of one meeting, a denied attack, a planned meeting, an undated praise, a lead, and others' acts."""
    book = Record.open(str(tmp_path_factory.mktemp("r") / "r.db"), create=True)
    tell(book, "Russia met Cuba on 2024-01-03.", "a", publisher="Granma", day=date(2024, 1, 4))
    tell(book, "Russian envoys met Cuba on 2024-01-03.", "b", publisher="Nobody's Paper")
    tell(book, "Cuba bombed Russia on 2024-03-01.", "c", status="denied")
    tell(book, "Russia and Cuba met on 2024-04-02.", "d", status="planned")
    tell(book, "Cuba thanked Russia.", "e")
    tell(book, "France thanked Cuba and Russia on 2024-02-02.", "f")
    tell(book, "Russia bombed Mali on 2024-05-01.", "g", role="teaser")
    return book


@pytest.mark.parametrize("pair", [("RUS", "CUB"), ("CUB", "RUS"), ("FRA", "RUS"), ("MLI", "RUS")])
@pytest.mark.parametrize("days", [(None, None), ("2024-03", "2024-03"), ("2024", None)])
def test_a_pair_has_the_numbers_of_its_relations(record: Record, pair: tuple[str, str], days: tuple[str | None, str | None]) -> None:
    """By month, type, status and direction, in the same days."""
    found = balances.pair(record.keeper.now(), *pair, *days)
    known = relations(record, pair, since=days[0], until=days[1])
    assert {name: found[name] for name in ("entries", "months", "undated", "types", "statuses")} == {
        name: known[name] for name in ("entries", "months", "undated", "types", "statuses")
    }
    ways = {f"{pair[0]} to {pair[1]}": "forth", f"{pair[1]} to {pair[0]}": "back", "together": "together"}
    assert {words: n for words, way in ways.items() if (n := found["directions"][way]["entries"])} == known["directions"]


def test_reports_are_counted_by_the_state_of_their_publisher(record: Record) -> None:
    """An outlet that is not known stands last, as nothing."""
    found = balances.pair(record.keeper.now(), "RUS", "CUB")
    assert (found["reports"], found["publishers"]) == (5, {"CUB": 1, "": 4})


def test_every_state_stands_in_the_list(record: Record) -> None:
    """With its sides, what counts, its partner and its last act; other stories' leads are not there."""
    found = {row["state"]: row for row in balances.states(record.keeper.now())}
    assert sorted(found) == ["CUB", "FRA", "RUS"]
    cuba = found["CUB"]
    assert (cuba["entries"], cuba["as_actor"], cuba["as_recipient"], cuba["cooperation"], cuba["conflict"]) == (5, 3, 2, 4, 0)
    assert (cuba["partner"], cuba["partner_entries"], cuba["last_act"]) == ("RUS", 4, "2024-02-02")


def test_pairs_and_partners(record: Record) -> None:
    """The pair that meets most is first; a partner has its share by direction and year."""
    standing = record.keeper.now()
    assert [(row["pair"], row["entries"]) for row in balances.pairs(standing, 2)] == [(["CUB", "RUS"], 4), (["CUB", "FRA"], 1)]
    partner = balances.state(standing, "RUS")["partners"][0]
    assert [partner[name] for name in ("state", "acts_on", "acted_on_by", "together", "years")] == ["CUB", 1, 2, 1, {"2024": [2, 0]}]


def test_what_changes_is_seen(place: str) -> None:
    """A new report, and a person's decision, in a file and on a server."""
    with Record.open(place, create=True) as book:
        assert balances.states(book.keeper.now()) == []
        event = tell(book, "France met Mali on 2024-01-03.", "a")[0]
        assert [row["state"] for row in balances.states(book.keeper.now())] == ["FRA", "MLI"]
        assert balances.latest(book.keeper.now(), ("FRA", "MLI"))["latest"] == balances.latest(book.keeper.now(), ("MLI", "MLI"))["latest"] != []
        reject(book, event.event_id, Decision("p", "no", "2024-01-01T00:00:00+00:00"))
        assert balances.states(book.keeper.now()) == []


def test_it_can_be_read_beforehand(record: Record) -> None:
    """Beside what else is done; whoever asks then is given the same."""
    keeper = Keeper(record)
    keeper.warm()
    assert balances.states(keeper.now()) == balances.states(record.keeper.now())
    assert keeper.now() is keeper.now()
