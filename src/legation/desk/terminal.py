"""What events, reports and mentions look like on a terminal of 80 columns. Nothing is printed here."""

from __future__ import annotations

import re
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs of a report that would steer the terminal."""

Row = dict[str, Any]

STATUS_STYLES = {"occurred": "dim", "planned": "cyan", "hypothetical": "magenta", "denied": "red"}
DROPPED = {
    "no_actor": "no actor is named",
    "no_recipient": "this type needs a recipient, and none is named",
    "private": "no public body or person takes part",
    "unsaid": "it tells what was not said",
    "own_wish": "it is a wish for oneself",
    "within": "another act promises, asks, refuses or threatens it",
    "slogan": "it is a demand of a protest, which is coded",
    "unsure": "the learned reading is not sure enough",
    "low_confidence": "its confidence is below the least that was asked for",
}
"""Why an act was considered and not coded, in plain words."""
QUAD_STYLES = {1: "green", 2: "bold green", 3: "yellow", 4: "bold red"}


def event_table(rows: list[Row]) -> Table:
    """When, who and to whom, what, and in which words; 80 columns hold it."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("When", width=12, no_wrap=True)
    table.add_column("Who \u2192 whom", ratio=5)
    table.add_column("Act", ratio=4)
    table.add_column("In these words", ratio=8)
    for row in rows:
        when = Text((row["date"] or {}).get("value") or "no date", "" if row["date"] else "dim")
        when.append(f"\n{row['status']}", STATUS_STYLES[row["status"]])
        act = Text(clean(" ".join(filter(None, (row["type"], row["mode"])))), QUAD_STYLES[row["quad"]])
        act.append(clean(f"\n{row['kind'].replace('_', ' ')}") if row["kind"] else "", "dim")
        table.add_row(when, _who(row), act, _words(row, 96))
    return table


def statement_table(rows: list[Row]) -> Table:
    """Who said what, and which states it names; 80 columns hold it."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("Who said", ratio=5)
    table.add_column("About", ratio=3)
    table.add_column("In these words", ratio=9)
    for row in rows:
        speaker = row["speaker"]
        who = Text(clean(speaker["name"] or speaker["text"]))
        who.append(clean("\n" + _joined(speaker["state"], speaker["office"])), "dim")
        table.add_row(who, clean(", ".join(row["states"])), _flat(row["content"]["text"]))
    return table


def dropped_table(rows: list[tuple[str, Row]]) -> Table:
    """What was considered and not coded, each with the text of its report: as what, in which words, and why not; 80 columns hold it."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    table.add_column("Not coded", width=10)
    table.add_column("In these words", ratio=7)
    table.add_column("Why not", ratio=6)
    for text, row in rows:
        anchor = row["anchor"]
        around = {"start": max(0, anchor["start"] - 100), "text": text[max(0, anchor["start"] - 100) : anchor["end"] + 100]}
        reason = DROPPED.get(row["reason"]) or row["reason"].replace("_", " ")
        table.add_row(clean(row["type"]), _words({"sentence": around, "anchor": anchor}, 72), clean(reason))
    return table


def _who(row: Row) -> Text:
    who = Text(_cast(row["actors"]))
    if row["recipients"]:
        who.append(f" \u2192 {_cast(row['recipients'])}")
    if row.get("reports", 1) > 1:
        who.append(f"\n{row['reports']} reports", "dim")
    return who


def _cast(people: list[Row]) -> str:
    """States with their sector where it is not the government, else names; each once."""
    labels = []
    for who in people:
        state = who["state"] if who["state"] != "NSA" else None
        label = f"{state} {who['sector']}" if state and who["sector"] not in ("GOV", "UNK", "IGO") else state or who["name"] or who["text"]
        labels.append(clean(label))
    return ", ".join(dict.fromkeys(labels))


def _words(row: Row, width: int) -> Text:
    """The sentence around its anchor, the anchor lit."""
    sentence, anchor = row["sentence"], row["anchor"]
    start, end = anchor["start"] - sentence["start"], anchor["end"] - sentence["start"]
    first = max(0, min(start - width // 2, len(sentence["text"]) - width))
    first = sentence["text"].find(" ", first, start) + 1 or first if first else 0  # begins with a whole word
    last = max(end, first + width)
    text = Text("\u2026" if first else "")
    text.append(_flat(sentence["text"][first:start]))
    text.append(_flat(sentence["text"][start:end]), "bold underline")
    text.append(_flat(sentence["text"][end:last]) + ("\u2026" if last < len(sentence["text"]) else ""))
    return text


def _flat(words: str) -> str:
    return clean(words).replace("\n", " ")


def article(row: Row) -> RenderableType:
    """A report as `legation text` has it: title, day with its provenance, body."""
    facts = (f"{row['date']} ({row['date_basis']})" if row["date"] else "no date", row["language"], row["publisher"], row["origin"])
    return Group(Text(clean(row["title"] or row["id"]), "bold"), Text(clean(_joined(*facts)), "dim"), Text("\n" + clean(row["body"]) + "\n"))


def mention_table(row: Row) -> Table:
    """The mentions of a report as `legation mentions` has them."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, title=clean(row["document_id"]), title_justify="left")
    for name in ("Words", "Kind", "Who, where or when"):
        table.add_column(name)
    for mention in row["mentions"]:
        actor, place, moment = mention["actor"], mention["place"], mention["moment"]
        who = actor and _joined(actor["state"], actor["sector"], actor["name"], actor["office"])
        where = place and _joined(place["name"], place["state"])
        when = moment and (moment["value"] or moment["timex_value"])
        table.add_row(clean(mention["text"]), mention["kind"], clean(who or where or when or ""))
    return table


def evidence(event: Row, document: Row) -> RenderableType:
    """An event's facts, then its block of the report with the words it rests on lit."""
    head = Text(clean(" ".join(filter(None, (event["type"], event["mode"], event["kind"])))), QUAD_STYLES[event["quad"]])
    head.append(f"  {_who(event).plain}  {(event['date'] or {}).get('value') or 'no date'}  {event['status']}", "")
    head.append(f"  {event['confidence']:.2f}  {event['event_id']}", "dim")
    source = Text(clean(_joined(document["title"], document["date"], document["publisher"], document["origin"])), "dim")
    sentence = {"start": event["sentence"]["start"], "end": event["sentence"]["end"]}
    block = next((b for b in document["blocks"] if b["start"] <= sentence["start"] < b["end"]), sentence)
    first, last = _paragraph(document["text"], block, sentence)
    words = Text(CONTROLS.sub(" ", document["text"][first:last]))  # one sign for one, so that what is lit stays in place
    for style, quotes in (("green", event["actors"]), ("magenta", event["recipients"]), ("bold underline", [event["anchor"]])):
        for quote in quotes:
            words.stylize(style, max(0, quote["start"] - first), max(0, quote["end"] - first))
    return Group(head, source, words, "")


def _paragraph(text: str, block: Row, sentence: Row) -> tuple[int, int]:
    """The lines of the block around a sentence."""
    first = text.rfind("\n", block["start"], sentence["start"]) + 1 or block["start"]
    last = text.find("\n", sentence["end"], block["end"])
    return first, last if last >= 0 else block["end"]


def _joined(*facts: str | None) -> str:
    return " \u00b7 ".join(filter(None, facts))


def clean(words: object) -> str:
    """Words without the signs that steer a terminal, as long as they were."""
    return CONTROLS.sub(" ", str(words))
