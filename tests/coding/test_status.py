"""Status is read from tense, modality, negation and governing words."""

from __future__ import annotations

import pytest

from legation.coding.frames import Frames
from legation.coding.matching import all_matches
from legation.coding.status import is_refusal, status_of
from legation.knowledge import lexicon
from parses import sentence

PLAIN = """
Oslo Oslo PROPN 2 nsubj
visited visit VERB 0 root
Riga Riga PROPN 2 obj"""

WILL = """
Oslo Oslo PROPN 3 nsubj
will will AUX 3 aux
visit visit VERB 0 root
Riga Riga PROPN 3 obj"""

NOT = """
Oslo Oslo PROPN 4 nsubj
did do AUX 4 aux
not not PART 4 advmod
visit visit VERB 0 root
Riga Riga PROPN 4 obj"""

MAY = """
Oslo Oslo PROPN 3 nsubj
may may AUX 3 aux
visit visit VERB 0 root
Riga Riga PROPN 3 obj"""

IF = """
if if SCONJ 3 mark
Oslo Oslo PROPN 3 nsubj
visits visit VERB 0 root
Riga Riga PROPN 3 obj"""

DENIED = """
Oslo Oslo PROPN 2 nsubj
denied deny VERB 0 root
visiting visit VERB 2 xcomp
Riga Riga PROPN 3 obj"""

SAID_WOULD = """
Oslo Oslo PROPN 2 nsubj
said say VERB 0 root
it it PRON 5 nsubj
would would AUX 5 aux
visit visit VERB 2 ccomp
Riga Riga PROPN 5 obj"""

MANAGED = """
Oslo Oslo PROPN 2 nsubj
managed manage VERB 0 root
to to PART 4 mark
visit visit VERB 2 xcomp
Riga Riga PROPN 4 obj"""


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        (PLAIN, "occurred"),
        (WILL, "planned"),
        (NOT, "denied"),
        (MAY, "hypothetical"),
        (IF, "hypothetical"),
        (DENIED, "denied"),
        (SAID_WOULD, "planned"),
        (MANAGED, "occurred"),
    ],
    ids=["plain", "will", "not", "may", "if", "denied", "would", "managed"],
)
def test_the_visit_has_the_status_that_its_clause_gives(rows: str, status: str) -> None:
    """One visit in eight clauses: each mark of the clause gives its status."""
    words = lexicon.load()
    frames = Frames(sentence(rows), words)
    visit = next(m for m in all_matches(frames, words) if m.head.lemma == "visit")
    assert status_of(visit, frames, words) == status


WILL_NOT = """
Oslo Oslo PROPN 4 nsubj
will will AUX 4 aux
not not PART 4 advmod
visit visit VERB 0 root
Riga Riga PROPN 4 obj"""

ARE_TO = """
Ministers minister NOUN 4 nsubj
are be AUX 4 aux
to to PART 4 mark
visit visit VERB 0 root
Riga Riga PROPN 4 obj"""


@pytest.mark.parametrize(("rows", "refused"), [(WILL_NOT, True), (NOT, False), (WILL, False)], ids=["will not", "did not", "will"])
def test_a_deed_is_refused_where_its_future_is_denied(rows: str, refused: bool) -> None:
    """ "Will not visit" refuses; "did not visit" only tells that nothing was done."""
    words = lexicon.load()
    frames = Frames(sentence(rows), words)
    match = next(m for m in all_matches(frames, words) if m.head.lemma == "visit")
    assert is_refusal(match, frames) is refused


def test_what_ministers_are_to_do_is_planned() -> None:
    """ "The ministers are to visit" tells a plan."""
    words = lexicon.load()
    frames = Frames(sentence(ARE_TO), words)
    assert status_of(next(m for m in all_matches(frames, words) if m.head.lemma == "visit"), frames, words) == "planned"
