"""The rules of modes, kinds, codes and contexts are read whole, and a wrong row is refused."""

from __future__ import annotations

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import rules
from legation.knowledge.rules import Condition, Rule


def test_all_tables_that_ship_are_sound() -> None:
    """Each has rules, and each rule an example with its anchor marked."""
    for table in (rules.modes(), rules.kinds(), rules.cameo(), rules.contexts()):
        assert table
        assert all(rule.example.count("*") == 2 for rule in table)


def test_the_first_rule_that_applies_speaks() -> None:
    """A rule replaces only the values that it names; later rules are not asked."""
    shoots = Condition("anchor", frozenset({"shoot"}), denied=False)
    table = (
        Rule(frozenset({"ASSAULT"}), frozenset({""}), "firearms", (shoots,), ""),
        Rule(frozenset({rules.ANY}), frozenset({rules.ANY}), "beat", (), ""),
    )
    assert rules.first(table, "ASSAULT", None, lambda c: "shoot" in c.words) == "firearms"
    assert rules.first(table, "ASSAULT", "aerial", lambda c: True) == "beat"
    assert rules.first(table[:1], "ASSAULT", "aerial", lambda c: True) == "aerial"


def test_a_condition_must_name_a_place_and_known_classes() -> None:
    """The message names the row and what is wrong."""
    with pytest.raises(KnowledgeError, match="has no `=`"):
        rules.condition("act", {}, "modes.tsv:2")
    with pytest.raises(KnowledgeError, match="no class '@nothing'"):
        rules.condition("act=@nothing", {}, "modes.tsv:2")
