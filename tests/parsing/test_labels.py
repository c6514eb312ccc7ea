"""Relations that cannot stand together."""

from __future__ import annotations

from legation.parsing.labels import consistent


def test_what_has_a_preposition_is_no_object() -> None:
    """ "anchored off Da Nang": oblique; with a determiner alone it stays an object."""
    assert consistent(["root", "case", "obj", "flat"], ["VERB", "ADP", "PROPN", "PROPN"], [0, 3, 1, 3]) == ["root", "case", "obl", "flat"]
    assert consistent(["root", "det", "obj"], ["VERB", "DET", "NOUN"], [0, 3, 1]) == ["root", "det", "obj"]


def test_a_passive_subject_needs_a_passive() -> None:
    """ "the truce held" has an active subject, "the truce was held" a passive one."""
    assert consistent(["det", "nsubj:pass", "root"], ["DET", "NOUN", "VERB"], [2, 3, 0])[1] == "nsubj"
    assert consistent(["det", "nsubj:pass", "aux:pass", "root"], ["DET", "NOUN", "AUX", "VERB"], [2, 4, 4, 0])[1] == "nsubj:pass"
