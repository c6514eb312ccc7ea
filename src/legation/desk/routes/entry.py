"""An entry: one act with every telling of it, its words lit in each report, why they are joined, and who decided what."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.desk import accounts
from legation.desk.accounts import Decided, Share, Step, Telling
from legation.desk.answering import Desk, Place, found_under, page, problem
from legation.desk.pages import Act, Row
from legation.desk.talking import Talk, talk_of, talk_row
from legation.desk.wording import act_meanings, confidence_of, state_name, why_unknown
from legation.knowledge import foreign_codes
from legation.knowledge.meanings import meaning
from legation.recording.chronicle import chronicle

PLACES: tuple[Place, ...] = ()

MOST = 100
"""Tellings on a page; the JSON has all."""


HAPPENED = ("occurred", "denied")
"""Statuses of an act of which it is told whether it happened."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What codes of an act mean, in words.

    Attributes:
        acts: type, mode and kind, each with its code and meaning. sectors: words by the code of a sector. pairs: codes and names of two states.
    """

    acts: tuple[tuple[str, str, str], ...]
    concerns: tuple[tuple[str, str, str], ...]
    quad: str
    cameo: str
    status: str
    confidence: str
    no_date: str
    no_place: str
    date_basis: str
    place_precision: str
    place_state: str
    sectors: dict[str, str]
    pairs: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """An act, what it means, every telling of it, and what is known of these.

    Attributes:
        told_by: whose telling it is, in words. stands: False where no coding has the event any more, or a person rejected it.
    """

    entry_id: str
    act: Act
    facts: Facts
    tellings: tuple[Telling, ...]
    more: int
    steps: tuple[Step, ...]
    differences: tuple[tuple[str, tuple[tuple[str, tuple[int, ...]], ...]], ...]
    told_by: str
    shares: tuple[Share, ...]
    decisions: tuple[Decided, ...]
    stands: bool
    link: str
    twin: str
    talk: Talk | None


def router(desk: Desk) -> APIRouter:
    """/entries/{id} and /entries/{id}.json; the id is the entry's or that of any of its events."""
    routes = APIRouter()

    @routes.get("/entries/{identifier}")
    def _entry(request: Request, identifier: str) -> Response:
        found, as_json = found_under(desk, identifier, "entry_id")
        if found is None:
            return problem(request, 404, "The record has no entry by this id. It may stand in another record.")
        found["decisions"] = chronicle(desk.record, found["entry_id"])
        if as_json:
            return JSONResponse(found | {"discussion": talk_row(desk, "entry", found["entry_id"])})
        return page(request, "entry.html", entry_page(found, talk_of(desk, "entry", found["entry_id"])))

    return routes


def entry_page(found: Row, talk: Talk | None = None) -> EntryPage:
    """The page of what `recording.finding.show` gave for an entry or one of its events, with its `decisions`."""
    tellings = accounts.tellings_of(found)
    best = max(tellings, key=_weight).act
    return EntryPage(
        entry_id=found["entry_id"],
        act=best,
        facts=_facts(best.row),
        tellings=tellings[:MOST],
        more=max(0, len(tellings) - MOST),
        steps=accounts.steps_of(found, tellings),
        differences=accounts.differences(tellings),
        told_by=found.get("told_by", {}).get("summary", "unknown"),
        shares=accounts.shares_of(found),
        decisions=accounts.decisions_of(found["decisions"]),
        stands="history" in found,
        link=f"/entries/{found['entry_id']}",
        twin=f"/entries/{found['entry_id']}.json",
        talk=talk,
    )


def _weight(telling: Telling) -> tuple[bool, float]:
    """What heads the page: the act rather than its announcement, then the surest telling."""
    return telling.act.row["status"] in HAPPENED, telling.act.row["confidence"]


def _facts(row: Row) -> Facts:
    date, place, concerns = row["date"], row["place"], row["concerns"]
    cameo = foreign_codes.load().cameo.get(row["cameo"])
    sectors = {code for side in ("actors", "recipients") for who in row[side] for code in (who["sector"],)}
    return Facts(
        acts=tuple(act_meanings(row)),
        concerns=tuple(act_meanings(concerns)) if concerns else (),
        quad=meaning("quad", str(row["quad"])),
        cameo=cameo.name if cameo else "",
        status=meaning("status", row["status"]),
        confidence=confidence_of(row["confidence"]),
        no_date=why_unknown(row, "date"),
        no_place=why_unknown(row, "place"),
        date_basis=meaning("date_basis", date["basis"]) if date else "",
        place_precision=meaning("place_precision", place["precision"]) if place else "",
        place_state=state_name(place["state"]) if place else "",
        sectors={code: meaning("sector", code) or code for code in sectors},
        pairs=tuple((one, other, f"{state_name(one)} and {state_name(other)}") for one, other in accounts.pairs_of(row)),
    )
