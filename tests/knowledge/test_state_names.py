"""What states are called, whom they followed, and which are like words that are none."""

from __future__ import annotations

from legation.knowledge import state_names


def test_names_and_kin() -> None:
    """Russia has its long name and followed the Soviet Union; organisations are no states."""
    known = state_names.load()
    assert "Russian Federation" in known["RUS"].aliases
    assert "SUN" in known["RUS"].predecessors
    assert known["SUN"].successor == "RUS"
    assert (known["NAT"].name, known["NAT"].is_state, known["CUB"].capitals[0]) == ("NATO", False, "Havana")


def test_near() -> None:
    """By letters wrong or missing, and by how a name begins; none for what is like nothing."""
    assert state_names.near("Rusia")[0] == "RUS"
    assert "CUB" in state_names.near("cu")
    assert state_names.near("xqzzy") == []
