"""A double coding as its pages show it: what coders marked side by side, how far they agree, and the gold that is left when it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from legation.desk.answering import Desk
from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link
from legation.document import Document
from legation.errors import InputError
from legation.evaluation.agreement import Agreement
from legation.evaluation.comparing import Compared, Item, Marked, agreements, items
from legation.recording import doubling
from legation.recording.adjudicating import lay
from legation.recording.doubling import Double, DoubleReport, Settled
from legation.recording.golden import gold_event

NEAR_CHARS = 300
"""Code points of a report shown on each side of a sentence."""

ASKS = {
    "event": "does this sentence tell of an event",
    "type": "which type",
    "quad": "which of the four sorts",
    "actors": "states that act",
    "recipients": "states acted upon",
    "status": "whether it happened",
    "date": "when",
}
"""What is compared, and what each asks."""


@dataclass(frozen=True, slots=True)
class Told:
    """One coder's event of an act (None where there is none), as a line."""

    coder: str
    act: Act | None


@dataclass(frozen=True, slots=True)
class Dispute:
    """An act on which coders differ: in its report's words, what each marked, in which fields they differ, and what was decided."""

    report: DoubleReport
    item: Item
    told: tuple[Told, ...]
    pieces: tuple[Piece, ...]
    report_link: str
    settled: Settled | None
    fits: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How far coders agree on one question, in figures and words."""

    name: str
    asks: str
    agreement: Agreement
    words: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What may be seen of a double coding by one person: each visible report, its coding, and its acts; and what was settled."""

    double: Double
    reports: tuple[tuple[DoubleReport, Compared, tuple[Item, ...]], ...]
    settled: Mapping[tuple[int, str], Settled]

    @property
    def differing(self) -> list[tuple[DoubleReport, Item]]:
        """Acts on which coders differ, in the order of the reports."""
        return [(report, item) for report, _, made in self.reports for item in made if not item.agreed]

    @property
    def waiting(self) -> int:
        """How many of these nobody has settled."""
        return sum((report.position, item.key) not in self.settled for report, item in self.differing)


def comparison_of(desk: Desk, double: Double) -> Comparison:
    """What the person at the desk may see compared."""
    shown = doubling.shown_marks(desk.record, double, desk.person)
    made = []
    for report in double.reports:
        if report.position in shown:
            marks = tuple(Marked(one.key, one.coder, one.body) for one in shown[report.position])
            coders = tuple(coder for coder in double.coders if coder in report.done)
            coded = Compared(coders, report.sentences, marks)
            made.append((report, coded, tuple(items(coded))))
    return Comparison(double, tuple(made), doubling.settled(desk.record, double.key))


def figures_of(found: Comparison) -> tuple[Figure, ...]:
    """Agreement by question; one double coding gives the same figures each time."""
    told = agreements([coded for _, coded, _ in found.reports], seed=found.double.key)
    return tuple(Figure(name, ASKS[name], one, _words(one)) for name, one in told.items())


def figure_rows(found: Comparison) -> dict[str, Row]:
    """The same as JSON."""
    return {figure.name: asdict(figure.agreement) for figure in figures_of(found)}


def dispute_of(desk: Desk, found: Comparison, report: DoubleReport, item: Item) -> Dispute:
    """An act on which coders differ, for the page."""
    document = doubling.document_at(desk.record, found.double.key, report.position)
    decided = found.settled.get((report.position, item.key))
    told = tuple(Told(coder, act_of(item.marks[coder].body) if coder in item.marks else None) for coder in (*item.marks, *item.missing))
    told = tuple(sorted(told, key=lambda one: found.double.coders.index(one.coder)))
    fits = tuple(map(act_of, decided.bodies)) if decided else ()
    return Dispute(report, item, told, _pieces(document, item), report_link(report.document_id), decided, fits)


def dispute_row(found: Comparison, report: DoubleReport, item: Item) -> Row:
    """The same as JSON."""
    decided = found.settled.get((report.position, item.key))
    told = {coder: item.marks[coder].body if coder in item.marks else None for coder in (*item.marks, *item.missing)}
    return {
        "report": report.position,
        "document_id": report.document_id,
        "item": item.key,
        "differs": list(item.differs),
        "marks": told,
        "decision": asdict(decided) if decided else None,
    }


def settle(desk: Desk, found: Comparison, report: DoubleReport, item: Item, choice: str, own: Row | None = None) -> None:
    """Takes a decision about an act: a coder's name, both, neither, or own (with the event that stands), and lays it over the record.

    Raises:
        InputError: it is none of these, or the record takes it no more; reason `bad_field`.
    """
    told = [mark.body for mark in item.marks.values()]
    if choice in item.marks:
        stand = [item.marks[choice].body]
    elif choice == "neither" or (choice == "both" and item.apart):
        stand = list({body["event_id"]: body for body in told}.values()) if choice == "both" else []
    elif choice == "own" and own is not None:
        stand = [own]
    else:
        raise InputError("bad_field", f"choice: \u201c{choice}\u201d is none. One of {', '.join((*item.marks, *doubling.CHOICES))}.")
    made = desk.decision(f"double coding {found.double.key}, {found.double.name}: {choice}")
    lay(desk.record, report.document_id, stand, told, made)
    doubling.settle(desk.record, found.double.key, report.position, item.key, choice, stand, made)


def gold_of(desk: Desk, found: Comparison) -> Iterator[Row]:
    """A row of gold for each report on whose acts all coders agree or somebody decided, as `legation evaluate` takes it."""
    for report, coded, made in found.reports:
        decided = [(item, found.settled.get((report.position, item.key))) for item in made]
        document = doubling.document_at(desk.record, found.double.key, report.position)
        if document is None or any(one is None and not item.agreed for item, one in decided):
            continue
        stand = {body["event_id"]: body for item, one in decided for body in (one.bodies if one else (item.first.body,))}
        bodies = sorted(stand.values(), key=lambda body: (body["anchor"]["start"], body["event_id"]))
        row: dict[str, Any] = {"id": report.document_id, "text": document.text} | ({"published": report.date} if report.date else {})
        events = [gold_event(body, document.text) for body in bodies]
        yield row | {"events": events, "coders": list(coded.coders), "undecided": 0}


def values_of(body: Row) -> dict[str, str]:
    """An event as the form that marks events has it."""
    values = {name: body[name] or "" for name in ("type", "mode", "kind", "status")} | {"background": "yes" if body["background"] else "no"}
    values |= {"act": body["anchor"]["text"], "act_at": _at([body["anchor"]])}
    for side, people in (("who", body["actors"]), ("whom", body["recipients"])):
        values |= {side: "; ".join(one["text"] for one in people), f"{side}_at": _at(people)}
        values[f"{side}_state"] = "; ".join(one["state"] or "" for one in people)
    for name, part, told, field in (("when", body["date"], "value", "date"), ("where", body["place"], "state", "where_state")):
        quoted = part is not None and part["start"] is not None
        values |= {name: part["text"], f"{name}_at": _at([part])} if quoted else {}
        values |= {field: part[told] or ""} if part else {}
    return values


def pieces_of(document: Document, bodies: list[Row]) -> list[tuple[str, int, tuple[Piece, ...]]]:
    """A report's blocks: role, start, and its words with those of the events lit and of no others."""
    marks = [found for body in bodies for found in event_marks(body)]
    blocks = [(block.role, block.span.start, block.span.end) for block in document.blocks] or [("body", 0, len(document.text))]
    return [(role, start, lit(document.text, start, end, marks)) for role, start, end in blocks]


def _at(quotes: list[Row]) -> str:
    return ";".join(f"{one['start']} {one['end']}" for one in quotes)


def _pieces(document: Document | None, item: Item) -> tuple[Piece, ...]:
    """The sentence of an act in its context, every coder's words lit."""
    at = item.first.body["sentence"]
    text = document.text if document else at["text"]
    block = next((b.span for b in document.blocks if b.span.start <= at["start"] < b.span.end), None) if document else None
    first = max(block.start if block else 0, at["start"] - NEAR_CHARS)
    last = min(block.end if block else len(text), at["end"] + NEAR_CHARS)
    marks = [found for mark in item.marks.values() for found in event_marks(mark.body)]
    return lit(text, first, last, [*dict.fromkeys(marks), (at["start"], at["end"], "sentence", "")])


def _words(found: Agreement) -> str:
    """Agreement as a sentence says it."""
    if found.percent is None:
        return "nothing to compare yet"
    plain = f"{found.percent:.0%} of {found.units}"
    if found.alpha is None:
        return f"{plain}; alpha cannot be told where there is one value only"
    span = f", with 95 % confidence between {found.low:.2f} and {found.high:.2f}" if found.low is not None else ", of too few reports for an interval"
    return f"{plain}; alpha {found.alpha:.2f}{span}"
