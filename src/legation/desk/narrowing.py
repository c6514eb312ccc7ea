"""How the record is narrowed at the desk: the filters of an address, what each is called, and the question that they make together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from legation.knowledge import foreign_codes, ontology
from legation.recording.finding import Query

FILTERS: dict[str, str] = {
    "text": "words",
    "actor": "who acts",
    "recipient": "upon whom",
    "pair": "taking part",
    "type": "type",
    "kind": "kind",
    "quad": "sort of act",
    "status": "status",
    "place": "where",
    "since": "since",
    "until": "until",
    "publisher": "publisher",
    "role": "told in",
    "confidence": "confidence at least",
    "teasers": "with other stories\u2019 leads",
    "after": "stored since you looked",
}
"""The filters that an address may hold, and what each is called."""

QUADS = {"1": "cooperation in words", "2": "cooperation in deeds", "3": "conflict in words", "4": "conflict in deeds"}
STATUSES = ("occurred", "planned", "hypothetical", "denied")
ROLES = ("headline", "lead", "body", "caption")

_TIME = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NUMBER = re.compile(r"\d{1,15}")
_SHARE = re.compile(r"0?\.\d{1,6}|[01](\.0{1,6})?")
_FORMS = {
    "since": (_TIME, "no day. Write it as 2024-05-03, 2024-05 or 2024."),
    "until": (_TIME, "no day. Write it as 2024-05-03, 2024-05 or 2024."),
    "pair": (re.compile("[^,]+(,[^,]+)?"), "no state and no pair. Write RUS, or RUS,CUB."),
    "quad": (re.compile("[1-4]"), "no sort of act. Write 1, 2, 3 or 4."),
    "confidence": (_SHARE, "no confidence. Write a number from 0 to 1, such as 0.7."),
    "after": (_NUMBER, "no key of the record."),
}
_SAME_NAME = ("actor", "recipient", "type", "kind", "status", "place", "since", "until", "publisher", "role")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters as given, those that are understood, and a note for each that is not."""

    given: dict[str, str]
    understood: dict[str, str]
    notes: tuple[str, ...]

    def query(self, **more: Any) -> Query:
        """The question that the filters make together."""
        held = self.understood
        return Query(
            **{name: held[name] for name in _SAME_NAME if name in held},  # type: ignore[arg-type]
            pair=pair_of(held["pair"]) if "pair" in held else None,
            words=held.get("text"),
            teasers="teasers" in held,
            minimum_confidence=float(held.get("confidence", 0)),
            types=types_of(held["quad"]) if "quad" in held else (),
            after=int(held["after"]) if "after" in held else None,
            **more,
        )

    def address(self, path: str, *without: str, page: int = 1, put: tuple[str, str] | None = None) -> str:
        """The address of `path` with these filters, some left out, another put in."""
        kept = {name: value for name, value in self.given.items() if value and name not in without}
        kept |= dict([put] if put else ()) | ({"page": str(page)} if page > 1 else {})
        return f"{path}?{urlencode(kept)}" if kept else path


def asked(parameters: Mapping[str, str]) -> Asked:
    """The filters of an address."""
    given = {name: parameters.get(name, "").replace("\0", "").strip() for name in FILTERS}
    held = {name: value for name, value in given.items() if value}
    wrong = {name: held.pop(name) for name, (form, _) in _FORMS.items() if name in held and not form.fullmatch(held[name])}
    if "type" in held:
        held["type"] = held["type"].upper()
    return Asked(given, held, tuple(f"\u201c{value}\u201d is {_FORMS[name][1]}" for name, value in wrong.items()))


def pair_of(words: str) -> tuple[str, str]:
    """Two states or names, parted by a comma, on either side of an act; one is taken twice."""
    one, _, other = (part.strip() for part in words.partition(","))
    return one, other or one


def types_of(quad: str) -> tuple[str, ...]:
    """The types of a quad."""
    return tuple(name for name, type_ in ontology.load().types.items() if str(type_.quad) == quad)


def label_of(name: str, value: str) -> str:
    """A filter's value in plain words."""
    if name == "quad":
        return QUADS.get(value, value)
    if name in {"type", "kind"}:
        return plain(value)
    if name in {"actor", "recipient", "place", "state"}:
        country = foreign_codes.load().countries.get(value)
        return country.name if country else value
    return value


def plain(code: str) -> str:
    """A type or kind in small letters."""
    return code.lower().replace("_", " ")


def choices(values: Iterable[str]) -> list[tuple[str, str]]:
    """Each value with its label, by label."""
    return sorted(((value, plain(value)) for value in values), key=lambda pair: pair[1])
