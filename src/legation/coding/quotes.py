"""Where quotations stand in a report: the stretches between quotation marks, which may run over several sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legation.coding.quoting import CLOSING, OPENING, STRAIGHT
from legation.mention import Parse
from legation.sentence import Sentence
from legation.span import Span


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words between two quotation marks; `closed` is False where the paragraph ended before the mark came."""

    span: Span
    closed: bool


def quoted_stretches(parse: Parse, text: str) -> tuple[Quoted, ...]:
    """All quotations in text order, without their marks. A quotation ends with its paragraph."""
    return tuple(q for paragraph in _paragraphs(parse, text) for q in _of_paragraph(paragraph))


def _paragraphs(parse: Parse, text: str) -> Iterator[list[Sentence]]:
    paragraph: list[Sentence] = []
    for sentence in parse.sentences:
        if paragraph and "\n\n" in text[paragraph[-1].span.end : sentence.span.start]:
            yield paragraph
            paragraph = []
        paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _of_paragraph(sentences: list[Sentence]) -> Iterator[Quoted]:
    start: int | None = None
    for at, char in ((s.span.start + i, c) for s in sentences for i, c in enumerate(s.text)):
        if start is None and char in OPENING + STRAIGHT:
            start = at + 1
        elif start is not None and char in CLOSING + STRAIGHT:
            if start < at:
                yield Quoted(Span(start, at), closed=True)
            start = None
    if start is not None and start < sentences[-1].span.end:
        yield Quoted(Span(start, sentences[-1].span.end), closed=False)
