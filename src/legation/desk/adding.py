"""An event that the coder missed, from words that a person points at in a report: the stages read them, and the person says what they cannot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from legation.coding.timing import date_of
from legation.desk.changing import name_of, state_code
from legation.document import Document
from legation.errors import InputError, LegationError, Unknown
from legation.event import Status, participant_dict, place_dict
from legation.knowledge import foreign_codes, ontology
from legation.mention import Mention
from legation.pipeline import Context, Pipeline
from legation.recording import corrections
from legation.recording.audit import Decision
from legation.recording.record import Record
from legation.recording.stored import stored_document
from legation.span import Span

_AT = re.compile(r"\s*(\d{1,9})\s*[-\u2013,.:\s]\s*(\d{1,9})\s*")
_ISO = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _Reading:
    """A report as the stages read it (None where they cannot), and the sentence that the act stands in."""

    document: Document
    context: Context | None
    sentence: Span

    def words(self, span: Span) -> dict[str, Any]:
        """A stretch of the report as a quote."""
        return {"text": span.of(self.document.text), "start": span.start, "end": span.end}


def added(record: Record, pipeline: Pipeline, given: Mapping[str, str], decision: Decision) -> dict[str, Any]:
    """Adds the event that a form describes to the record; returns it. See `described`."""
    document = stored_document(record, given.get("report", ""))
    if document is None:
        raise InputError("bad_field", "report: the record has no such report.")
    return corrections.add(record, document.id, described(document, pipeline, given), decision)


def described(document: Document, pipeline: Pipeline, given: Mapping[str, str]) -> dict[str, Any]:
    """The event that a form describes in a report, as `corrections.add` takes it.

    Args:
        given: `type`, `status`, and the words for `act`, `who`, `whom`, `when` and `where`, each as words of the report or as
            `start end` in code points (`act_at` and the like tell where words stand, several are parted by semicolons); what the words leave open:
            `who_state`, `who_sector`, `whom_state`, `whom_sector`, `date`, `where_state`, `mode`, `kind`, `background`.

    Raises:
        InputError: words are not in the report, or do not tell enough; the message begins with the field's name.
    """
    anchor = _spans(given, "act", document.text, None)
    if len(anchor) != 1:
        raise InputError("bad_field", "act: select the words that name the act, such as a verb, or write them here.")
    read = _read(document, pipeline, anchor[0])
    body = {
        "type": given.get("type", "").strip().upper(),
        "anchor": [anchor[0].start, anchor[0].end],
        "sentence": [read.sentence.start, read.sentence.end],
        "status": given.get("status", "").strip() or "occurred",
        "background": given.get("background", "") == "yes",
        "actors": _people(read, given, "who"),
        "recipients": _people(read, given, "whom"),
        "date": _date(read, given),
        "place": _place(read, given),
    }
    body |= {name: given[name].strip() for name in ("mode", "kind") if given.get(name, "").strip()}
    body |= {"contexts": list(ontology.load().kind_contexts.get(body.get("kind", ""), ()))}
    if not body["actors"]:
        raise InputError("bad_field", "who: an act needs somebody who acts. Select the words, or write them here.")
    return body


def _read(document: Document, pipeline: Pipeline, anchor: Span) -> _Reading:
    try:
        context = pipeline.context(document)
    except LegationError:  # a stage lacks a part: the person's words are enough
        context = None
    sentence = context and context.parse.sentence_at(anchor.start)
    block = next((b.span for b in document.blocks if b.span.contains(anchor)), Span(0, len(document.text)))
    return _Reading(document, context, sentence.span if sentence and sentence.span.contains(anchor) else block)


def _spans(given: Mapping[str, str], name: str, text: str, sentence: Span | None) -> list[Span]:
    """Where the words of a field stand: as told beside them, as numbers, or found in the sentence, else once in the report."""
    parts = [part.strip() for part in given.get(name, "").split(";") if part.strip()]
    places = given.get(f"{name}_at", "").split(";")
    return [_span(name, part, places[n] if n < len(places) else "", text, sentence) for n, part in enumerate(parts)]


def _span(name: str, words: str, told: str, text: str, sentence: Span | None) -> Span:
    for numbers in (_AT.fullmatch(words), _AT.fullmatch(told)):
        if numbers and int(numbers[1]) < int(numbers[2]) <= len(text):
            found = Span(int(numbers[1]), int(numbers[2]))
            if numbers.string == words or found.of(text).strip() == words:
                return _bare(found, text)
    if sentence and (at := text.find(words, sentence.start, sentence.end)) >= 0:
        return Span(at, at + len(words))
    number = text.count(words)
    if number == 1:
        at = text.index(words)
        return Span(at, at + len(words))
    if number == 0:
        raise InputError("bad_field", f"{name}: \u201c{words}\u201d does not stand in the report. Copy its words as they are.")
    raise InputError("bad_field", f"{name}: \u201c{words}\u201d stands {number} times in the report. Select it, or write more of its words.")


def _bare(span: Span, text: str) -> Span:
    """The span without blanks at its ends."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else span


def _best(span: Span, found: Iterable[_T], mention: Any) -> list[_T]:
    """Those whose mention shares the most with the span."""
    shared: dict[int, list[_T]] = {}
    for one in found:
        at: Mention = mention(one)
        if at.span.overlaps(span):
            shared.setdefault(min(at.span.end, span.end) - max(at.span.start, span.start), []).append(one)
    return shared[max(shared)] if shared else []


def _people(read: _Reading, given: Mapping[str, str], side: str) -> list[dict[str, Any]]:
    spans = _spans(given, side, read.document.text, read.sentence)
    states = [state.strip() for state in given.get(f"{side}_state", "").split(";")]
    people: list[dict[str, Any]] = []
    for n, span in enumerate(spans):
        people += _somebody(read, span, side, states[n] if n < len(states) else "")
    sector = given.get(f"{side}_sector", "").strip()
    return [who | ({"sector": sector, "sectors": [sector]} if sector else {}) for who in people]


def _somebody(read: _Reading, span: Span, side: str, state: str) -> list[dict[str, Any]]:
    """Who is meant by the words: by the state that is told, by what the stages read, or by a state's name."""
    words = read.words(span)
    resolved = _best(span, read.context.cast.participants, lambda one: one.mention) if read.context else []
    read_as = [participant_dict(one) | words for one in resolved]
    known = [who for n, who in enumerate(read_as) if who not in read_as[:n]]  # two mentions may lie in the words
    if state:
        code = state_code(f"{side}_state", state)
        same = [who for who in known if who["state"] == code]
        return same or [words | {"name": words["text"], "state": code}]
    if known and all(who["state"] for who in known):
        return known
    code_or_none = foreign_codes.load().state_named(words["text"])
    if code_or_none is None:
        raise InputError("bad_field", f"{side}_state: no state can be told from \u201c{words['text']}\u201d. Give its code or name.")
    return [words | {"name": name_of(code_or_none), "state": code_or_none, "id": f"state:{code_or_none}"}]


def _date(read: _Reading, given: Mapping[str, str]) -> Any:
    spans = _spans(given, "when", read.document.text, read.sentence)
    quote = read.words(spans[0]) if spans else {}
    if told := given.get("date", "").strip():
        return {"value": told} | quote
    if not spans:
        return None
    moments = _best(spans[0], read.context.grounding.moments, lambda one: one.mention) if read.context else []
    dates = [date_of(one, read.document, _status(given), background=True, role="body") for one in moments]
    value = next((found.value for found in dates if not isinstance(found, Unknown)), None)
    value = value or (quote["text"] if _ISO.fullmatch(quote["text"]) else None)
    if value is None:
        raise InputError("bad_field", f"date: what day \u201c{quote['text']}\u201d is cannot be told. Write it: 2024-05-03, 2024-05 or 2024.")
    return {"value": value} | quote


def _status(given: Mapping[str, str]) -> Status:
    """What is said of the act; what has happened lies behind the report, and "on Sunday" is the last Sunday then."""
    status = given.get("status", "").strip()
    return status if status in ("planned", "hypothetical", "denied") else "occurred"  # type: ignore[return-value]


def _place(read: _Reading, given: Mapping[str, str]) -> Any:
    spans = _spans(given, "where", read.document.text, read.sentence)
    state = given.get("where_state", "").strip()
    code = state_code("where_state", state) if state else None
    if not spans:
        return {"name": name_of(code), "state": code, "precision": "country"} if code else None
    words = read.words(spans[0])
    grounded = _best(spans[0], read.context.grounding.places, lambda one: one.mention) if read.context else []
    found = [place_dict(one) | words for one in grounded]
    return next((place for place in found if code in (None, place["state"])), words | {"name": words["text"], "state": code})
