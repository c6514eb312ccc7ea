"""The kind of an act from its words, where its lexicon row names none."""

from __future__ import annotations

import pytest

from legation.pipeline import Pipeline, document_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Norway gave Chad two helicopters and a radar.", "arms_transfer"),
        ("Norway donated food to Chad on Monday.", "aid"),
        ("Estonia granted Finland access to the harbour at Paldiski.", "port_access"),
        ("Norway will train Chadian sappers next year.", "training"),
    ],
)
def test_words_of_the_act_show_its_kind(pipeline: Pipeline, text: str, kind: str) -> None:
    """What is given, granted or promised names the kind; of what stands elsewhere in the sentence nothing is taken."""
    assert kind in {e.kind for e in pipeline.code(document_of(text, date="2026-05-14")).events}
