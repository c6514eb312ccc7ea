"""A user's own roster."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import roster
from legation.knowledge.roster_files import read_roster

HEADER = "name\tstate\tsector\tkind\toffice\tvalid_from\tvalid_to\tgender\taliases\n"


def table(folder: Path, *lines: str, header: str = HEADER) -> Path:
    """A roster of these rows."""
    path = folder / "own.tsv"
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_own_rows_add(tmp_path: Path) -> None:
    """A person with a dated office, and a group, under every name given."""
    own = read_roster(
        table(tmp_path, "Zog Bakari\tCHL\tGOV\t\tForeign Minister\t2024\t\tm\tZ. Bakari", "Blue Shields\tKEN\tUAF\tgroup\t\t\t\t\tShields of Blue")
    )
    assert own.persons["person:zog-bakari"].on(date(2024, 5, 5)).office == "Foreign Minister"
    assert own.actors[own.names.get("Shields of Blue")[0].key][0].state == "KEN"


def test_own_rows_override(tmp_path: Path) -> None:
    """All that ships about a person of that name gives way; a name of ours stands for the user's actor alone."""
    own = read_roster(table(tmp_path, "Joe Biden\tGUY\tBUS\t\tDirector\t1999\t\tm\t", "Hamas\tKEN\tBUS\tcompany\t\t\t\t\t"))
    assert [a.state for a in own.persons["person:joe-biden"].offices] == ["GUY"]
    assert [own.actors[f.key][0].state for f in own.names.get("Hamas")] == ["KEN"]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("A\tXXX\tGOV\t\t\t\t\t\t", "no state 'XXX'"),
        ("A\tFRA\tGOO\t\t\t\t\t\t", "no sector 'GOO'"),
        ("A\tFRA\tGOV\tship\t\t\t\t\t", "no kind 'ship'"),
        ("A\tFRA\tGOV\t\t\t2024-13\t\t\t", "'2024-13' is no day"),
        ("A\tFRA\tGOV\t\t\t2024\t2023\t\t", "precedes valid_from"),
        ("A\tFRA\tGOV\t\t\t\t\tx\t", "no gender 'x'"),
        ("...\tFRA\tGOV\t\t\t\t\t\t", "holds no letter"),
        ("A\tFRA", "2 cells"),
    ],
)
def test_every_fault_is_named(tmp_path: Path, line: str, named: str) -> None:
    """File, line, value and remedy; a good row beside it is no fault."""
    found = roster.check(table(tmp_path, "Zog Bakari\tCHL\tGOV\t\t\t\t\t\t", line))
    assert len(found) == 1
    assert named in found[0]
    assert found[0].startswith("own.tsv:3")
    with pytest.raises(KnowledgeError):
        read_roster(tmp_path / "own.tsv")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    """The check does not stop at the first; a header without its columns is one fault, an unknown column another."""
    assert len(roster.check(table(tmp_path, "A\tXXX\tGOV\t\t\t\t\t\t", "B\tFRA", "C\tFRA\tGOO\t\t\t\t\t\t"))) == 3
    assert "lacks sector" in roster.check(table(tmp_path, header="name\tstate\n"))[0]
    assert "no column colour" in roster.check(table(tmp_path, "A\tFRA\tGOV\tred", header="name\tstate\tsector\tcolour\n"))[0]
