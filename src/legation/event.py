"""One claim of an act, in one sentence of one document (DESIGN.md section 4, "Event out")."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, TypeAlias

from legation.document import Role
from legation.errors import Unknown
from legation.moment import MomentMention
from legation.participant import Participant
from legation.place import PlaceMention
from legation.span import Span
from legation.vessel import Vessel

Status: TypeAlias = Literal["occurred", "planned", "hypothetical", "denied"]
DateBasis: TypeAlias = Literal["expression", "tense", "content", "publication"]
Measure: TypeAlias = Literal["dead", "injured", "arrested", "money", "quantity", "troops"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the report with their place: `text` equals `Document.text[start:end]`."""

    span: Span
    text: str

    def to_dict(self) -> dict[str, object]:
        """The quote as JSON."""
        return {"text": self.text, "start": self.span.start, "end": self.span.end}


@dataclass(frozen=True, slots=True)
class Concern:
    """The act promised, asked, refused, threatened or conceded."""

    type: str
    mode: str | None
    kind: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the report gives for the act."""

    quote: Quote
    measure: Measure
    value: float
    unit: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is reported as saying that the act happened."""

    quote: Quote
    name: str | Unknown
    state: str | Unknown


@dataclass(frozen=True, slots=True)
class EventDate:
    """When the act happened: EDTF value, precision, and what it rests on; `quote` is the expression, if any."""

    value: str
    precision: str
    basis: DateBasis
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Call:
    """When a ship came to the port of a port call and when it left, as far as the report tells; the port is the event's place."""

    arrival: EventDate | None
    leaving: EventDate | None


@dataclass(frozen=True, slots=True)
class Event:
    """One claim of an act.

    Attributes:
        mode: PLOVER mode of `type`, or None. kind: our own layer (CODEBOOK.md section 4), or None.
        cameo: most specific CAMEO code that type, mode and kind support; text, leading zero kept.
        status: tells about the act that the type names; for AGREE, about the thing agreed.
        confidence: 0-1. coder, rule: what coded it.
        call: arrival and leaving of a port call, None for other acts.
    """

    document_id: str
    sentence: Quote
    role: Role
    type: str
    mode: str | None
    kind: str | None
    contexts: tuple[str, ...]
    quad: int
    score: float
    cameo: str
    anchor: Quote
    repeats: tuple[Quote, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    concerns: Concern | None
    vessels: tuple[Vessel, ...]
    figures: tuple[Figure, ...]
    tour_id: str | None
    status: Status
    background: bool
    attribution: Attribution | None
    date: EventDate | Unknown
    place: PlaceMention | Unknown
    confidence: float
    coder: str
    rule: str
    version: str
    call: Call | None = None

    @property
    def event_id(self) -> str:
        """Hash of document id, anchor span and type: the same for every version of the coder."""
        key = f"{self.document_id}\x00{self.anchor.span.start}\x00{self.anchor.span.end}\x00{self.type}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    @property
    def unknown(self) -> dict[str, str]:
        """The reason for each null that matters."""
        return {name: value.reason for name, value in (("date", self.date), ("place", self.place)) if isinstance(value, Unknown)}

    def spans(self) -> tuple[Quote, ...]:
        """Every quote that the event rests on, for checking that each slices."""
        found = [self.sentence, self.anchor, *self.repeats, *(f.quote for f in self.figures)]
        found += [Quote(p.mention.span, p.mention.text) for p in (*self.actors, *self.recipients)]
        found += [Quote(v.mention.span, v.mention.text) for v in self.vessels]
        if self.attribution:
            found.append(self.attribution.quote)
        if not isinstance(self.date, Unknown) and self.date.quote:
            found.append(self.date.quote)
        if self.call:
            found += [d.quote for d in (self.call.arrival, self.call.leaving) if d and d.quote]
        if not isinstance(self.place, Unknown):
            found.append(Quote(self.place.mention.span, self.place.mention.text))
        return tuple(found)

    def to_dict(self) -> dict[str, object]:
        """The event as DESIGN.md section 4 prints it."""
        return {
            "event_id": self.event_id,
            "document_id": self.document_id,
            "sentence": {"start": self.sentence.span.start, "end": self.sentence.span.end, "text": self.sentence.text},
            "role": self.role,
            "type": self.type,
            "mode": self.mode,
            "kind": self.kind,
            "contexts": list(self.contexts),
            "quad": self.quad,
            "score": self.score,
            "cameo": self.cameo,
            "anchor": self.anchor.to_dict(),
            "repeats": [r.to_dict() for r in self.repeats],
            "actors": [participant_dict(p) for p in self.actors],
            "recipients": [participant_dict(p) for p in self.recipients],
            "concerns": None if self.concerns is None else _concern_dict(self.concerns),
            "vessels": [vessel_dict(v) for v in self.vessels],
            "figures": [f.quote.to_dict() | {"measure": f.measure, "value": f.value, "unit": f.unit} for f in self.figures],
            "tour_id": self.tour_id,
            "call": None if self.call is None else _call_dict(self.call),
            "status": self.status,
            "background": self.background,
            "attribution": None if self.attribution is None else _attribution_dict(self.attribution),
            "date": None if isinstance(self.date, Unknown) else _date_dict(self.date),
            "place": None if isinstance(self.place, Unknown) else place_dict(self.place),
            "unknown": self.unknown,
            "confidence": round(self.confidence, 3),
            "basis": {"coder": self.coder, "rule": self.rule},
            "version": self.version,
        }


def known(value: str | Unknown) -> str | None:
    """None for Unknown: the JSON face of a missing value."""
    return None if isinstance(value, Unknown) else value


def participant_dict(p: Participant) -> dict[str, object]:
    """A participant as it stands in an event's `actors` and `recipients`."""
    return {
        "text": p.mention.text,
        "start": p.mention.span.start,
        "end": p.mention.span.end,
        "name": known(p.name),
        "state": known(p.state),
        "sector": p.sector,
        "sectors": list(p.sectors),
        "office": known(p.office),
        "id": known(p.id),
    }


def vessel_dict(v: Vessel) -> dict[str, object]:
    """A vessel as it stands in an event's `vessels`."""
    return {
        "text": v.mention.text,
        "start": v.mention.span.start,
        "end": v.mention.span.end,
        "name": v.name or None,
        "hull_number": v.hull_number or None,
        "vessel_type": v.vessel_type or None,
        "flag": v.flag,
        "service": v.service or None,
    }


def place_dict(p: PlaceMention) -> dict[str, object]:
    """A place mention as it stands in an event's `place`."""
    return {
        "text": p.mention.text,
        "start": p.mention.span.start,
        "end": p.mention.span.end,
        "name": p.place.name,
        "state": p.place.state,
        "admin1": p.place.admin1,
        "latitude": p.place.latitude,
        "longitude": p.place.longitude,
        "geonames_id": p.place.geonames_id,
        "precision": p.place.precision,
        "locode": p.place.locode,
    }


def moment_of(m: MomentMention) -> dict[str, object]:
    """A moment as `legation mentions` prints it."""
    return {"value": m.moment.value, "precision": m.moment.precision, "type": m.moment.timex_type, "timex_value": m.moment.timex_value}


def _concern_dict(c: Concern) -> dict[str, object]:
    return {"type": c.type, "mode": c.mode, "kind": c.kind, "date": c.date}


def _attribution_dict(a: Attribution) -> dict[str, object]:
    return a.quote.to_dict() | {"name": known(a.name), "state": known(a.state)}


def _call_dict(c: Call) -> dict[str, object]:
    return {"arrival": _date_dict(c.arrival) if c.arrival else None, "leaving": _date_dict(c.leaving) if c.leaving else None}


def _date_dict(d: EventDate) -> dict[str, object]:
    quote: dict[str, object] = d.quote.to_dict() if d.quote else {"text": None, "start": None, "end": None}
    return {"value": d.value, "precision": d.precision, "basis": d.basis} | quote
