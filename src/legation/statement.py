"""Who said what about which states, when no act is coded."""

from __future__ import annotations

from dataclasses import dataclass

from legation.event import Quote
from legation.participant import Participant


@dataclass(frozen=True, slots=True)
class Statement:
    """A saying that is no act: kept beside the events, never counted as one.

    Attributes:
        content: the words said or reported. states: states that the content names, in text order.
    """

    document_id: str
    sentence: Quote
    speaker: Participant
    content: Quote
    states: tuple[str, ...]
