"""Doers whom the clause does not name."""

from __future__ import annotations

import pytest

from legation.knowledge.tables import data_file, rows
from legation.pipeline import Pipeline, document_of

CASES = [
    ("On a visit to Hanoi, Norway's prime minister praised Chad.", ("CONSULT", "Norway's prime minister", "NOR")),
    ("French police raided a flat in Lyon. Two Chechens were arrested at dawn.", ("COERCE", "French police", "FRA")),
    ("About 40 members of a choir demonstrated outside the town hall in Jakarta.", ("PROTEST", "About 40 members", "IDN")),
    ("Norwegian jets carried out ten strikes near Mosul. Near Baghdad, three strikes destroyed a bridge.", ("ASSAULT", "Norwegian jets", "NOR")),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=["visitor", "police", "crowd", "striker"])
def test_a_doer_is_implied(text: str, expected: tuple[str, str, str], pipeline: Pipeline) -> None:
    """The visitor of a fronted visit, the police of an arrest, the crowd of a protest, and who struck before."""
    events = pipeline.code(document_of(text, date="2026-05-14")).events
    found = [(e.type, a.mention.text, str(a.state)) for e in events for a in e.actors if a.basis == "implied"]
    assert expected in found


@pytest.mark.parametrize(
    "text",
    ["After the talks, Norway's prime minister praised Chad.", "The bridge was destroyed in the strike.", "Two Chechens were praised at dawn."],
    ids=["told before", "definite", "no organ's act"],
)
def test_what_points_back_or_is_nobodys_office_implies_nobody(text: str, pipeline: Pipeline) -> None:
    """A meeting or strike told before is no act of its own, and a passive that no organ does implies none."""
    events = pipeline.code(document_of(text, date="2026-05-14")).events
    assert not [a for e in events for a in e.actors if a.basis == "implied"]


def test_examples_of_implied_doers(pipeline: Pipeline) -> None:
    """Each row's example gives an event at its verb, by an organ of the state in brackets."""
    failed = []
    for _, row in rows(data_file("lexicon", "implied_doers.tsv"), ("verb", "sector", "example")):
        text = row["example"].translate(str.maketrans("", "", "[]*"))
        anchor = row["example"].split("*")[1]
        events = pipeline.code(document_of(text, date="2026-05-14")).events
        if not any(e.anchor.text == anchor and e.actors[0].basis == "implied" for e in events):
            failed.append(row["verb"])
    assert failed == []
