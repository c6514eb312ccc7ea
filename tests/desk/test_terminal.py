"""Tables fit 80 columns and hold no sign that steers a terminal."""

from __future__ import annotations

from rich.console import Console, RenderableType

from fakes.making import pipeline
from legation.desk import terminal
from legation.pipeline import document_of


def shown(what: RenderableType) -> list[str]:
    """Lines as a plain terminal of 80 columns shows them."""
    console = Console(width=80, color_system=None)
    with console.capture() as capture:
        console.print(what)
    return capture.get().splitlines()


def row(text: str) -> dict[str, object]:
    """The first event of a text."""
    return pipeline()(text).to_dicts()[0]


def test_event_table_fits_80_columns() -> None:
    """Long names and sentences are folded, the anchor stays in sight."""
    long = "word " * 60
    lines = shown(terminal.event_table([row(f"{long}France and Russia met Mali {long}")]))
    assert max(map(len, lines)) <= 80
    assert any("met" in line for line in lines)


def test_controls_are_taken_out() -> None:
    """Escape sequences and direction overrides of a report do not reach the terminal."""
    assert terminal.clean("a\x1b[31mb\u202ec\x9bd") == "a [31mb c d"


def test_evidence_shows_the_paragraph() -> None:
    """The lines around the sentence, not the whole report."""
    text = "Before.\n\nFrance met Mali. It rained.\n\nAfter."
    document = document_of(text).to_dict()
    lines = shown(terminal.evidence(row(text), document))
    assert "France met Mali. It rained." in lines
    assert not any("Before" in line or "After" in line for line in lines)
