"""Stages come from settings; what they make is checked before it leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import legation
from fakes.making import pipeline
from legation.config import read_settings
from legation.errors import Failure, KnowledgeError, SetupError, Unknown
from legation.pipeline import Reading, document_of, mention_dicts
from legation.recording.coded import Coded

DOCUMENT = document_of("France met Mali on 2024-01-03.")


def test_stages_are_made_when_needed() -> None:
    """A path that leads nowhere is no matter until the stage is used."""
    wired = pipeline(coder="fakes.nowhere:coder")
    assert [m["text"] for m in mention_dicts(wired.context(DOCUMENT))] == ["France", "Mali", "2024-01-03"]
    with pytest.raises(SetupError, match="nowhere"):
        wired.code(DOCUMENT)


def test_missing_attribute_is_named() -> None:
    """The message says which attribute the module lacks."""
    with pytest.raises(KnowledgeError, match="'invent'"):
        pipeline(coder="fakes.stages:invent").code(DOCUMENT)


def test_false_quotes_are_refused() -> None:
    """An event whose words do not stand where it says never leaves the pipeline."""
    found = pipeline(coder="fakes.stages:LyingCoder").attempt(DOCUMENT)
    assert isinstance(found, Failure)
    assert (found.reason, "'MET'" in found.message, "'met'" in found.message) == ("coding", True, True)


def test_fault_of_a_stage_is_a_failure_of_the_document() -> None:
    """One report never ends a run."""
    found = pipeline().attempt(document_of("PARSER FAILS"))
    assert isinstance(found, Failure)
    assert found.message.startswith("ValueError: the parser met a word that it cannot bear, at ")
    assert "stages.py:" in found.message


def test_lemma_of_the_anchor_goes_with_the_event() -> None:
    """Entries join on it."""
    found = pipeline().attempt(DOCUMENT)
    assert isinstance(found, Coded)
    assert found.lemmas == ("meet",)


def test_version_marks_stages_that_are_not_ours() -> None:
    """A coding by other stages never passes for one of ours."""
    assert pipeline().version.startswith(f"{legation.__version__}+")
    assert legation.load().version == legation.__version__


def test_face_codes_texts_in_order() -> None:
    """`coder(text)` and `coder.pipe(documents)` give events with their evidence; a fault stays in its place."""
    coder = pipeline()
    assert [e.type for e in coder("France met Mali.").events] == ["CONSULT"]
    assert [s.content.text for s in coder("France said Mali was calm.").statements] == ["Mali was calm"]
    made = list(coder.pipe(["France met Mali.", "PARSER FAILS", "Nothing."]))
    assert [type(m) for m in made] == [Reading, Failure, Reading]


def test_notebook_shows_evidence_as_text() -> None:
    """The words of a report are shown, never run."""
    shown = pipeline()("France met <b>Mali</b> & Cuba.")._repr_html_()
    assert "<mark>met</mark> &lt;b&gt;Mali" in shown


def test_text_without_date_has_an_unknown_one() -> None:
    """Never today."""
    assert document_of("x").date == Unknown("not_stated")


def test_import_loads_nothing_heavy() -> None:
    """`import legation` costs nothing; `load` does."""
    program = "import legation, sys; print(sorted(m for m in sys.modules if m in ('pydantic', 'numpy', 'sqlalchemy', 'legation.pipeline')))"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_settings_are_frozen_and_checked() -> None:
    """A setting changes only by a new Settings; a wrong one is named with its value."""
    with pytest.raises(ValueError, match="frozen"):
        read_settings().workers = 2  # type: ignore[misc]
    with pytest.raises(KnowledgeError, match="workers = 0"):
        read_settings(workers=0)


def test_a_roster_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The version depends on the user's roster; a missing one is a clear error, not a traceback."""
    with pytest.raises(KnowledgeError, match=r"no-such\.tsv"):
        _ = legation.load(roster=str(tmp_path / "no-such.tsv")).version
