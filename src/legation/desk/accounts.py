"""An entry as its page tells it: each report's words and why they were joined, its status over time, whose telling it is, what persons decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from legation.desk.pages import Act, Piece, Row, act_of, event_marks, lit, report_link, web_address
from legation.desk.wording import decision_words, parted, state_name
from legation.knowledge.meanings import meaning

NEAR_CHARS = 400
"""Code points of a report shown on each side of a sentence."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Why a telling is of its entry: with which other telling (its event and number), for and against in words, the likelihood."""

    other: str
    number: int
    speaks_for: tuple[str, ...]
    against: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Telling:
    """One report's words for an act, with the text around them, and whose words they are.

    Attributes:
        block: where the block of the sentence starts. role: what the block is, in words.
        teller: the outlet as `settled.details` has it, {} where it tells nothing. copies: numbers of the tellings whose reports are near-copies.
        verdicts: why persons joined it.
    """

    number: int
    act: Act
    report: Row
    link: str
    source: str | None
    pieces: tuple[Piece, ...]
    block: int
    role: str
    teller: Row
    joined: Joined | None
    copies: tuple[int, ...]
    verdicts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A status and where it was first told: the telling's number."""

    status: str
    words: str
    day: str | None
    number: int
    claimed: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many reports come from outlets of a state, and who owns these."""

    state: str
    name: str
    reports: int
    side: str
    outlets: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision in words: when, who, what, why, and whether it was taken back."""

    at: str
    person: str
    words: str
    why: str
    undone: bool


def tellings_of(found: Row) -> tuple[Telling, ...]:
    """The tellings of what `finding.show` gave for an entry, by the day of their report."""
    reports = {report["id"]: report for report in found["documents"]}
    events = {event["event_id"]: event for event in found["events"]}  # of several versions of one the last
    ordered = sorted(events.values(), key=lambda event: (reports[event["document_id"]]["date"] or "9999", event["event_id"]))
    numbers = {event["event_id"]: number for number, event in enumerate(ordered, start=1)}
    tellers = {row["document_id"]: row for row in found.get("told_by", {}).get("reports", ())}
    reasons = {row["event_id"]: row for row in found.get("joined", ())}
    return tuple(
        _telling(event, reports[event["document_id"]], found, numbers, tellers.get(event["document_id"], {}), reasons.get(event["event_id"]))
        for event in ordered
    )


def _telling(event: Row, report: Row, found: Row, numbers: dict[str, int], teller: Row, reason: Row | None) -> Telling:
    name = event["event_id"]
    copies = {document for group in found.get("copies", ()) if report["id"] in group for document in group} - {report["id"]}
    same = tuple(sorted(numbers[e["event_id"]] for e in found["events"] if e["document_id"] in copies))
    spoken = tuple(v for v in found.get("verdicts", ()) if v["verdict"] == "join" and any(name in side for side in v["events"]))
    return Telling(
        number=numbers[name],
        act=act_of(event),
        report=report,
        link=report_link(report["id"]),
        source=web_address(report["url"]),
        pieces=_in_context(event, report),
        block=_block(event, report)["start"],
        role=meaning("role", event["role"]).lower(),
        teller=teller,
        joined=Joined(reason["with"], numbers[reason["with"]], *parted(reason["because"]), reason["score"]) if reason else None,
        copies=tuple(dict.fromkeys(same)),
        verdicts=spoken,
    )


def _in_context(event: Row, report: Row) -> tuple[Piece, ...]:
    """The sentence with the words around it in its block."""
    at, block = event["sentence"], _block(event, report)
    first, last = max(block["start"], at["start"] - NEAR_CHARS), min(block["end"], at["end"] + NEAR_CHARS)
    quotes = [*event_marks(event), (at["start"], at["end"], "sentence", "")]
    pieces = lit(report["text"], first, last, quotes)
    before = (Piece("… "),) if first > block["start"] else ()
    return (*before, *pieces, *((Piece(" …"),) if last < block["end"] else ()))


def _block(event: Row, report: Row) -> Row:
    """The block that the sentence stands in; the whole text where none holds it."""
    at, whole = event["sentence"]["start"], {"start": 0, "end": len(report["text"])}
    return next((block for block in report["blocks"] if block["start"] <= at < block["end"]), whole)


def steps_of(found: Row, tellings: Sequence[Telling]) -> tuple[Step, ...]:
    """The statuses in the order in which they were first told."""
    by_event = {telling.act.row["event_id"]: telling for telling in tellings}
    steps = [step for step in found.get("history", ()) if step["event_id"] in by_event]
    return tuple(_step(step, by_event[step["event_id"]]) for step in steps)


def _step(step: Row, telling: Telling) -> Step:
    said = telling.act.row["attribution"]
    return Step(step["status"], meaning("status", step["status"]), step["day"], telling.number, (said["name"] or said["text"]) if said else "")


def shares_of(found: Row) -> tuple[Share, ...]:
    """Reports by the state of their outlet, the most first, those of unknown outlets last."""
    rows = found.get("told_by", {}).get("reports", ())
    counts = Counter(row["state"] or "" for row in rows)
    return tuple(
        _share(state, [row for row in rows if (row["state"] or "") == state]) for state in sorted(counts, key=lambda s: (not s, -counts[s], s))
    )


def _share(state: str, rows: list[Row]) -> Share:
    outlets = sorted({(row["outlet"] or "", meaning("ownership", row["ownership"]) if row["ownership"] else "") for row in rows} - {("", "")})
    return Share(state, state_name(state), len(rows), meaning("side", rows[0]["side"]), tuple(outlets))


def differences(tellings: Sequence[Telling]) -> tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]:
    """Where the reports do not tell the same: what it is about, then each value with the numbers of the tellings that have it."""
    told: dict[str, dict[str, list[int]]] = {}
    for telling in tellings:
        for about, value in _values(telling.act.row):
            told.setdefault(about, {}).setdefault(value, []).append(telling.number)
    return tuple((about, tuple((value, tuple(numbers)) for value, numbers in values.items())) for about, values in told.items() if len(values) > 1)


def _values(row: Row) -> Iterator[tuple[str, str]]:
    yield "What", " ".join(filter(None, (row["type"], row["mode"])))
    yield "Status", row["status"]
    if row["date"]:
        yield "When", row["date"]["value"]
    if row["place"]:
        yield "Where", row["place"]["name"]
    for name, words in (("actors", "Who acts"), ("recipients", "Upon whom")):
        if states := sorted({state_name(who["state"]) for who in row[name] if who["state"]}):
            yield words, ", ".join(states)
    for figure in row["figures"]:
        yield figure["measure"].capitalize(), figure["text"]


def pairs_of(row: Row) -> tuple[tuple[str, str], ...]:
    """Pairs of states that the act is of: who acts with upon whom, or those who act together."""
    actors, recipients = ([who["state"] for who in row[side] if who["state"] not in (None, "NSA", "OTH")] for side in ("actors", "recipients"))
    found = product(actors, recipients) if recipients else combinations(actors, 2)
    return tuple(dict.fromkeys((min(pair), max(pair)) for pair in found if pair[0] != pair[1]))


def decisions_of(steps: Sequence[Row]) -> tuple[Decided, ...]:
    """What persons decided, in words."""
    return tuple(Decided(_moment(s["at"]), s["person"] or "somebody", decision_words(s), s["why"], s.get("undone", False)) for s in steps)


def _moment(at: str | None) -> str:
    return (at or "")[:16].replace("T", " ")
