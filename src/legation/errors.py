"""What can go wrong, and what cannot be known.

LegationError
├── InputError       one document is at fault; it becomes a Failure and the run goes on
├── KnowledgeError   a file of data/ or of the user's is at fault; the run stops
└── SetupError       something is not installed or not in place; the message says the command that mends it

A message says where, what, why and the remedy. `Unknown` is no error: it is the value of what a report does not tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


class LegationError(Exception):
    """Every error that Legation raises on purpose."""


class InputError(LegationError):
    """One document cannot be read; `reason` is one of FAILURE_REASONS."""

    def __init__(self, reason: str, message: str, *, origin: str = "") -> None:
        if reason not in FAILURE_REASONS:
            raise ValueError(f"Unknown failure reason {reason!r}; add it to legation.errors.FAILURE_REASONS.")
        super().__init__(message)
        self.reason = reason
        self.origin = origin


class KnowledgeError(LegationError):
    """A row of the roster, lexicon, ontology, gazetteer or settings is wrong; the message names file and line."""


class SetupError(LegationError):
    """A part of the installation is missing; the message says the command that mends it."""


FAILURE_REASONS: Final = {
    "empty": "the source holds no bytes or no text",
    "too_large": "larger than the size cap, before or after decompression",
    "decompression": "compressed data is broken, truncated, nested or expands beyond the cap",
    "broken_record": "a record of an archive is cut off, or its length is false",
    "not_text": "the bytes are no text, page or table that the readers know",
    "bad_json": "the line is not a JSON object of the document contract",
    "bad_field": "a field of the document has the wrong type",
    "too_deep": "nested more deeply than the cap",
    "timeout": "extraction took longer than its limit and was stopped",
    "extraction": "the page could not be taken apart",
    "fetch": "the address could not be fetched",
    "refused_address": "the address is not a public http(s) address",
    "unsupported": "the form of the file is not one that this version reads",
    "missing": "the file or folder does not exist",
    "coding": "the document could not be coded; this is a fault of ours",
}
"""Reason code of a failed document, and what it means. Shown in the tally."""

UNKNOWN_REASONS: Final = {
    "no_expression": "the text has no expression for it",
    "no_publication_date": "it would need the publication date, which is unknown",
    "ambiguous": "several readings are equally likely",
    "not_in_roster": "the name is not in the roster",
    "not_in_gazetteer": "the name is not in the gazetteer",
    "no_antecedent": "a pronoun or role noun refers to nobody that the text names",
    "no_state": "no state can be told from the words",
    "not_stated": "the page does not state it",
    "impossible_value": "the stated value cannot be (a date such as 9999-12-31)",
    "not_an_act_of_a_state": "no political entity is named",
    "caption": "captions carry no date of their own",
}
"""Reason code of a value that is not known, and what it means."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that the report does not tell; `reason` is one of UNKNOWN_REASONS."""

    reason: str

    def __post_init__(self) -> None:
        if self.reason not in UNKNOWN_REASONS:
            raise ValueError(f"Unknown reason {self.reason!r}; add it to legation.errors.UNKNOWN_REASONS.")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read or coded: its identifier, origin, reason code and a message for people."""

    id: str
    origin: str
    reason: str
    message: str

    def to_dict(self) -> dict[str, object]:
        """The failure as DESIGN.md section 4 prints it."""
        return {"id": self.id, "failure": {"origin": self.origin, "reason": self.reason, "message": self.message}}
