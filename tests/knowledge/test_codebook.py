"""The codebook has plain words for all that the ontology has."""

from __future__ import annotations

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import codebook, ontology
from legation.knowledge.codebook import _check, marked


def test_each_type_mode_and_kind_has_a_row() -> None:
    """And each context, sector, status and quad; loading refuses what lacks one."""
    book, tables = codebook.load(), ontology.load()
    assert list(book.rules) == list(tables.types)
    assert {(t, m.mode) for t in tables.types for m in book.modes_of(t)} == set(tables.modes)
    assert book.terms["kind"].keys() == tables.kinds.keys()
    assert {group: len(terms) for group, terms in book.terms.items() if group in ("context", "status", "quad")} == {
        "context": 37,
        "status": 4,
        "quad": 4,
    }


def test_what_has_no_row_is_named() -> None:
    """The fault says which code is missing or too many."""
    book = codebook.load()
    given = {group: set(terms) for group, terms in book.terms.items()} | {"type": set(book.rules) - {"ASSAULT"}}
    with pytest.raises(KnowledgeError, match="type ASSAULT"):
        _check(given, ontology.load())


def test_each_rule_tells_its_borders() -> None:
    """What counts, what does not, and at least two neighbours, none of them itself."""
    for name, rule in codebook.load().rules.items():
        assert rule.counts, name
        assert rule.counts_not, name
        assert len({border.neighbour for border in rule.borders} - {name}) >= 2, name


def test_each_rule_has_a_marked_example() -> None:
    """Who acts and the act are marked; the recipient too where the type needs one."""
    for name, rule in codebook.load().rules.items():
        marks = {mark for _, mark in rule.example}
        assert {"actor", "anchor"} <= marks, name
        assert "recipient" in marks or not rule.type.needs_recipient, name


def test_a_marked_sentence_loses_no_word() -> None:
    """The pieces are the sentence without its signs."""
    assert marked("[Mali] *thanked* {Peru}.") == (("Mali", "actor"), (" ", ""), ("thanked", "anchor"), (" ", ""), ("Peru", "recipient"), (".", ""))


def test_each_mode_has_a_sentence() -> None:
    """Modes and kinds are shown by an example."""
    terms = codebook.load().terms
    assert [term.code for group in ("mode", "kind", "status") for term in terms[group].values() if not term.example] == []
