"""What pages share: an event as a line, and texts cut where their evidence is lit."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from legation.desk.lighting import Mark, Piece, Row, lit_pieces
from legation.knowledge import roster

__all__ = ["Act", "Mark", "Piece", "Row", "act_of", "event_marks", "lit", "report_link", "web_address"]


PRONOUNS = frozenset("he she it they him her them his hers its their theirs we us our i me my you who which that this these those".split())
"""Words that name nobody where they stand alone: the state that they are resolved to is named in their place."""


@dataclass(frozen=True, slots=True)
class Act:
    """An event as a line: when, who to whom, what, in which words.

    Attributes:
        people, others: names with state codes, actors and recipients. pieces: the sentence, anchor, actors and recipients lit.
    """

    row: Row
    when: str
    people: str
    others: str
    label: str
    pieces: tuple[Piece, ...]

    @property
    def link(self) -> str:
        """The entry's page."""
        return f"/entries/{self.row['entry_id'] if 'entry_id' in self.row else self.row['event_id']}"


def act_of(row: Row) -> Act:
    """An event as a line."""
    sentence = row["sentence"]
    pieces = lit(sentence["text"], 0, len(sentence["text"]), event_marks(row, shift=sentence["start"]))
    label = " \u00b7 ".join(filter(None, (row["type"].lower(), row["mode"], (row["kind"] or "").replace("_", " "))))
    return Act(row, (row["date"] or {}).get("value") or "no date", _people(row["actors"]), _people(row["recipients"]), label, pieces)


def lit(text: str, start: int, end: int, quotes: list[tuple[int, int, str, str]]) -> tuple[Piece, ...]:
    """The text from `start` to `end`, cut wherever one of `quotes` (start, end, mark, link) begins or ends."""
    return lit_pieces(text, start, end, (Mark(*quote) for quote in quotes))


def report_link(identifier: str) -> str:
    """The page of a report, whatever signs its id has."""
    return f"/reports/{quote(identifier, safe='')}"


def web_address(url: str | None) -> str | None:
    """The address where it may stand in a link: http and https only."""
    return url if url and url.startswith(("http://", "https://")) else None


def event_marks(event: Row, *, shift: int = 0, link: bool = False) -> list[tuple[int, int, str, str]]:
    """Start, end, mark and link of each of an event's words."""
    found = [("actor", q) for q in event["actors"]] + [("recipient", q) for q in event["recipients"]] + [("anchor", event["anchor"])]
    found += [(name, event[name]) for name in ("date", "place", "attribution") if event[name] and event[name]["start"] is not None]
    return [(q["start"] - shift, q["end"] - shift, name, f"/entries/{event['event_id']}" if link and name == "anchor" else "") for name, q in found]


def _people(people: list[Row]) -> str:
    labels = []
    for who in people:
        name = who["name"] or who["text"]
        if not who["name"] and name.lower() in PRONOUNS and (state := roster.load().states.get(who["state"] or "")):
            labels.append(state.name)
        else:
            labels.append(f"{name} ({who['state']})" if who["state"] and who["id"] != f"state:{who['state']}" else name)
    return ", ".join(dict.fromkeys(labels))
