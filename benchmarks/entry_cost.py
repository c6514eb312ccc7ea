"""What it costs to store a report and settle its entries, by how many are stored: `python benchmarks/entry_cost.py [REPORTS]`.

Reports are made up: one hundred a day, each of one or two acts between thirty states; a third of them tell of an act that another report tells of, in
other words; one act in fifty days is told by a hundred reports. Prints the processor time of the two hundred reports before each mark.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date, timedelta

from legation.document import Block, Document, PublicationDate
from legation.errors import Unknown
from legation.event import Event, EventDate, Quote
from legation.mention import Mention
from legation.participant import Participant
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record
from legation.span import Span
from legation.stages import Coding

STATES = "USA RUS CHN FRA DEU GBR IND BRA ZAF NGA EGY TUR IRN ISR SAU JPN KOR PRK VNM IDN AUS CAN MEX ARG POL UKR ITA ESP SWE NOR".split()
ACTS = {"CONSULT": "met", "SUPPORT": "praised", "ACCUSE": "blamed", "AID": "helped", "SANCTION": "punished", "ASSAULT": "shelled"}
WORDS = "trade gas grain border fleet bridge treaty loan camp school road dam port mine spy visa film vaccine drone tariff island quota".split()
UNKNOWN = Unknown("not_stated")
A_DAY, MARKS = 100, (200, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)

Act = tuple[str, str, str, tuple[str, str]]


def event(document_id: str, act: Act, at: int, text: str, day: date) -> Event:
    """An act told in the sentence that begins at `at`."""
    type_, actor, recipient, _ = act
    sentence = text[at : text.index(".", at) + 1]

    def quote(words: str) -> Quote:
        start = at + sentence.index(words)
        return Quote(Span(start, start + len(words)), words)

    def somebody(state: str) -> Participant:
        mention = Mention(quote(state).span, state, "place", 0, 0)
        return Participant(mention, state, state, "GOV", ("GOV",), UNKNOWN, f"state:{state}", "name", 0.9)

    told = Quote(Span(at, at + len(sentence)), sentence)
    when = EventDate(day.isoformat(), "day", "expression", quote(day.isoformat()))
    return Event(
        document_id, told, "body", type_, None, None, (), 1, 1.0, "036", quote(ACTS[type_]), (), (somebody(actor),), (somebody(recipient),), None,
        (), (), None, "occurred", False, None, when, UNKNOWN, 0.8, "synthetic", "synthetic", "0",
    )  # fmt: skip


def report(number: int, acts: list[Act], day: date, chance: random.Random) -> Coded:
    """A report of acts of one day."""
    sentences = []
    for type_, actor, recipient, (one, other) in acts:
        extra = chance.choice(("", " again", " at last", " in public"))
        sentences.append(f"On {day} {actor} {ACTS[type_]} {recipient}{extra} over the {one} and the {other}.")
    text, starts = " ".join(sentences), [0]
    starts += [len(" ".join(sentences[:n])) + 1 for n in range(1, len(sentences))]
    name = f"r{number}"
    document = Document(name, text, (Block("body", Span(0, len(text))),), UNKNOWN, PublicationDate(day, "given"), "synthetic", "en")
    events = tuple(event(name, act, at, text, day) for act, at in zip(acts, starts, strict=True))
    return Coded(document, Coding(events, ()), "coded", ("",) * len(events), "0")


def main(most: int) -> None:
    """Stores reports and prints what they cost."""
    chance = random.Random(1)
    day, acts = date(2020, 1, 1), list[Act]()
    with tempfile.TemporaryDirectory() as folder, Record.open(f"{folder}/cost.db", create=True) as record:
        spent: list[float] = []
        for number in range(1, most + 1):
            if number % A_DAY == 1:
                day, acts = day + timedelta(1), []
            loud = day.toordinal() % 50 == 0 and acts
            told = [acts[0]] if loud else [made_up(acts, chance) for _ in range(chance.choice((1, 1, 2)))]
            acts += told
            coded = report(number, told, day, chance)
            start = time.process_time()
            record.add(coded, SourcePosition("synthetic", number))
            spent.append(time.process_time() - start)
            if number in MARKS:
                recent = sorted(spent[-200:])
                print(f"{number:7} reports: mean {sum(recent) / len(recent) * 1000:.1f} ms, median {recent[len(recent) // 2] * 1000:.1f} ms")


def made_up(acts: list[Act], chance: random.Random) -> Act:
    """An act of the day, or a new one."""
    if acts and chance.random() < 1 / 3:
        return chance.choice(acts)
    actor, recipient = chance.sample(STATES, 2)
    one, other = chance.sample(WORDS, 2)
    return chance.choice(sorted(ACTS)), actor, recipient, (one, other)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
