"""The ontology holds the codebook's tables and refuses what is not in them."""

from __future__ import annotations

import pytest

from legation.errors import KnowledgeError
from legation.knowledge import ontology


def test_the_codebook_has_sixteen_types_73_modes_37_contexts() -> None:
    """The counts of CODEBOOK.md section 1."""
    codebook = ontology.load()
    assert (len(codebook.types), len(codebook.modes), len(codebook.contexts)) == (16, 73, 37)


def test_a_mode_belongs_to_its_type() -> None:
    """`arrest` is a mode of COERCE and of THREATEN, not of ASSAULT."""
    codebook = ontology.load()
    codebook.check("COERCE", "arrest", "", "here")
    with pytest.raises(KnowledgeError, match="ASSAULT has no mode 'arrest'"):
        codebook.check("ASSAULT", "arrest", "", "here")


def test_sanctions_are_material_conflict() -> None:
    """CODEBOOK.md section 3 decides quad 4 where the manual contradicts itself."""
    assert ontology.load().types["SANCTION"].quad == 4


def test_every_kind_stands_under_known_types() -> None:
    """A kind's types and contexts are in the codebook."""
    codebook = ontology.load()
    for kind, types in codebook.kinds.items():
        assert set(types) <= set(codebook.types), kind
        assert set(codebook.kind_contexts[kind]) <= set(codebook.contexts), kind
