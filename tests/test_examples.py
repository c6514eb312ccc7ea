"""Every example report is coded with the acts that its sheet in examples/expected demands, and with none that it forbids.

The whole folder is coded once. `LEGATION_DEMAND=all` demands the acts marked `must = false` too: what is still to learn is listed then.
"""

from __future__ import annotations

import html
import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest

from legation.document import Document, Role
from legation.errors import Failure, Unknown
from legation.event import Event, Status
from legation.knowledge import ontology
from legation.participant import Participant
from legation.pipeline import load
from legation.span import Span

EXAMPLES = Path(__file__).parent.parent / "examples"
REPORTS = sorted((EXAMPLES / "reports").iterdir())
NAMES = [report.stem for report in REPORTS]
SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types whose participants are compared as one set: a treaty's two signatories may stand on either side."""

DATE_FLOOR, PLACE_FLOOR = 0.55, 0.5
"""Share of the found acts whose day and state of place are right. Raise after a gain; lowering needs a reason in the commit."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act that a report tells, coded by hand; `words` are its mentions, each standing once in the report."""

    types: tuple[str, ...]
    mode: str
    kind: str
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str
    role: str
    words: tuple[str, ...]
    date: str
    place: str
    must: bool

    def __str__(self) -> str:
        sides = f"{','.join(sorted(self.actors))}>{','.join(sorted(self.recipients))}"
        return f"{'/'.join(self.types)} {sides} {self.status} {self.words[0]!r}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a report should be coded as.

    `foreign` are words of other stories and of furniture, at which no act of the report's own may stand. `misreadings` are words of its
    own with the type that they must not be coded as.
    """

    day: str
    acts: tuple[Act, ...]
    foreign: tuple[str, ...]
    misreadings: tuple[tuple[str, str], ...]


def read_sheet(name: str) -> Sheet:
    """The sheet of a report."""
    table = tomllib.loads((EXAMPLES / "expected" / f"{name}.toml").read_text(encoding="utf-8"))
    forbidden = table.get("forbidden", [])
    return Sheet(
        day=table["publication_date"],
        acts=tuple(map(as_act, table["event"])),
        foreign=tuple(f["words"] for f in forbidden if "type" not in f),
        misreadings=tuple((f["type"], f["words"]) for f in forbidden if "type" in f),
    )


def as_act(row: dict[str, object]) -> Act:
    """An act from an [[event]] of a sheet."""
    lists = {key: tuple(map(str, value)) for key, value in row.items() if isinstance(value, list)}
    return Act(
        types=(str(row["type"]), *lists.get("or_type", ())),
        mode=str(row.get("mode", "")),
        kind=str(row.get("kind", "")),
        actors=frozenset(lists["actors"]),
        recipients=frozenset(lists["recipients"]),
        status=str(row["status"]),
        role=str(row["role"]),
        words=(str(row["anchor"]), *lists.get("repeats", ())),
        date=str(row.get("date", "")),
        place=str(row.get("place", "")),
        must=bool(row["must"]),
    )


SHEETS = {name: read_sheet(name) for name in NAMES}


@dataclass(frozen=True, slots=True)
class Read:
    """An example as the pipeline reads and codes it."""

    document: Document
    events: tuple[Event, ...]

    def at(self, words: Iterable[str], role: str) -> list[Event]:
        """Events with an anchor, or the anchor of a repeat, at one of the words, in the article or in blocks of another `role`."""
        spans = [span for each in words for span in self.find(each)]
        return [e for e in self.events if group(e.role) == group(role) and any(q.span.overlaps(s) for q in (e.anchor, *e.repeats) for s in spans)]

    def find(self, words: str) -> list[Span]:
        """Where words stand in the text."""
        return find(self.document, words)


def find(document: Document, words: str) -> list[Span]:
    """Where words stand in the text of a document, however they are broken into lines."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(*m.span()) for m in re.finditer(pattern, document.text)]


def roles(document: Document, words: str) -> list[str]:
    """What kind of block the words stand in, at each place where they stand."""
    return [group(document.role_at(span.start)) for span in find(document, words)]


def group(role: str) -> str:
    """Headline, lead and body are one article."""
    return "article" if role in ("headline", "lead", "body") else role


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """All examples, read once, by name; a failure to read one is an error."""
    found = list(load().reader().read([str(EXAMPLES / "reports")]))
    assert [f.message for f in found if isinstance(f, Failure)] == []
    return {Path(d.origin).stem: d for d in found if isinstance(d, Document)}


@pytest.fixture(scope="module")
def coded(documents: dict[str, Document]) -> dict[str, Read]:
    """All examples, coded once, by name."""
    pipeline = load()
    return {name: Read(document, pipeline.code(document).events) for name, document in documents.items()}


def states(participants: Iterable[Participant]) -> frozenset[str]:
    """The states of participants whose state is known."""
    return frozenset(p.state for p in participants if not isinstance(p.state, Unknown))


def fault(act: Act, event: Event) -> str:
    """What is wrong with an event as the coding of an act, "" where nothing is."""
    actors, recipients = states(event.actors), states(event.recipients)
    if event.type not in act.types:
        return f"coded {event.type} by {event.rule}"
    mutual = event.type in SYMMETRIC or (len(act.actors) > 1 and not act.recipients)
    if mutual and not (act.actors | act.recipients) <= actors | recipients:
        return f"participants {sorted(actors | recipients)}"
    if not mutual and not (act.actors <= actors and act.recipients <= recipients):
        return f"actors {sorted(actors)}, recipients {sorted(recipients)}"
    agreed = event.type == "AGREE" != act.types[0]  # tells of the thing agreed, so its status is that thing's
    return "" if event.status == act.status or (agreed and event.status == "planned") else f"status {event.status}"


def coding_of(act: Act, read: Read) -> tuple[Event | None, str]:
    """The event that codes an act, or None and what came out instead."""
    at = read.at(act.words, act.role)
    faults = [fault(act, event) for event in at]
    if "" in faults:
        return at[faults.index("")], ""
    return None, "; ".join(faults) or f"no event in {group(act.role)}"


def test_reports_and_sheets_are_pairs() -> None:
    """Each report has a sheet, each sheet a report, and there are at least 24, half of them pages."""
    assert sorted(p.stem for p in (EXAMPLES / "expected").iterdir()) == sorted(NAMES)
    assert len(NAMES) >= 24
    assert sum(r.suffix == ".html" for r in REPORTS) >= 12


@pytest.mark.parametrize("report", REPORTS, ids=NAMES)
def test_words_of_a_sheet_stand_in_its_report(report: Path) -> None:
    """The words of acts and forbidden words are verbatim; an act's own words stand once, or else in a caption."""
    text = report.read_text(encoding="utf-8")
    if report.suffix == ".html":
        text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))
    sheet = SHEETS[report.stem]
    own = [w for a in sheet.acts for w in a.words if group(a.role) == "article"]
    assert [w for w in own if text.count(w) != 1] == []
    assert [w for w in (*sheet.foreign, *(w for _, w in sheet.misreadings), *(w for a in sheet.acts for w in a.words)) if w not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_codes_of_a_sheet_are_in_the_codebook(name: str) -> None:
    """Types, modes, kinds, statuses and roles are those of the codebook; kinds stand under types that they may stand under."""
    book = ontology.load()
    for act in SHEETS[name].acts:
        book.check(act.types[0], act.mode, act.kind, f"{name}: {act}")
        assert not act.kind or set(act.types) & set(book.kinds[act.kind]), str(act)
        assert act.status in get_args(Status), str(act)
        assert act.role in get_args(Role), str(act)


def test_examples_cover_the_codebook() -> None:
    """The examples hold every type, every kind and every status."""
    acts = [act for sheet in SHEETS.values() for act in sheet.acts]
    book = ontology.load()
    assert set(book.types) == {act.types[0] for act in acts}
    assert set(book.kinds) == {act.kind for act in acts if act.kind}
    assert set(get_args(Status)) == {act.status for act in acts}


@pytest.mark.parametrize("name", NAMES)
def test_publication_date(name: str, documents: dict[str, Document]) -> None:
    """The day of a report is the one that it states; a footer's year is none."""
    day = documents[name].date
    assert ("unknown" if isinstance(day, Unknown) else day.day.isoformat()) == SHEETS[name].day


@pytest.mark.parametrize("name", NAMES)
def test_acts_stand_in_blocks_of_their_role(name: str, documents: dict[str, Document]) -> None:
    """The words of an act are read as article, caption or teaser, as the page means them."""
    wrong = [f"{a.words[0]!r} is {there}" for a in SHEETS[name].acts if group(a.role) not in (there := roles(documents[name], a.words[0]))]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_other_stories_stand_outside_the_article(name: str, documents: dict[str, Document]) -> None:
    """Words of teasers and of furniture are no part of the article."""
    assert [words for words in SHEETS[name].foreign if "article" in roles(documents[name], words)] == []


@pytest.mark.parametrize("name", NAMES)
def test_demanded_acts_are_found(name: str, coded: dict[str, Read]) -> None:
    """Each demanded act has an event at its words, with its type, states and status."""
    everything = os.environ.get("LEGATION_DEMAND") == "all"
    demanded = [act for act in SHEETS[name].acts if act.must or everything]
    misses = [f"{act}: {why}" for act in demanded for found, why in [coding_of(act, coded[name])] if found is None]
    assert misses == [], f"{len(misses)} of {len(demanded)} missed:\n" + "\n".join(misses)


@pytest.mark.parametrize("name", NAMES)
def test_forbidden_acts_are_not_found(name: str, coded: dict[str, Read]) -> None:
    """No event of the article stands in another story's teaser or in furniture, and no words are coded as what they do not mean."""
    read, sheet = coded[name], SHEETS[name]
    found = [f"{words!r}: {e.type} as {e.role}" for words in sheet.foreign for e in read.at([words], "body")]
    found += [f"{words!r}: {type_} by {e.rule}" for type_, words in sheet.misreadings for e in read.at([words], "body") if e.type == type_]
    assert found == []


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_slices(name: str, coded: dict[str, Read]) -> None:
    """Every span of every event holds the quoted words."""
    read = coded[name]
    quotes = [quote for event in read.events for quote in event.spans()]
    assert [q.text for q in quotes if q.span.of(read.document.text) != q.text] == []


def test_days_and_places_of_found_acts(coded: dict[str, Read]) -> None:
    """Of the acts that are found, the share with the right day and the right state of the place does not fall."""
    found = [(act, event) for name in NAMES for act in SHEETS[name].acts for event in [coding_of(act, coded[name])[0]] if event]
    days = [not isinstance(e.date, Unknown) and e.date.value == act.date for act, e in found if act.date]
    places = [not isinstance(e.place, Unknown) and e.place.place.state == act.place for act, e in found if act.place]
    assert sum(days) >= DATE_FLOOR * len(days), f"days: {sum(days)} of {len(days)}"
    assert sum(places) >= PLACE_FLOOR * len(places), f"places: {sum(places)} of {len(places)}"
