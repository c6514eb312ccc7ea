"""Who said what about which states, when no act is coded."""

from __future__ import annotations

from dataclasses import dataclass

from legation.event import Quote, participant_dict
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

    def spans(self) -> tuple[Quote, ...]:
        """Every quote that the statement rests on, for checking that each slices."""
        return self.sentence, Quote(self.speaker.mention.span, self.speaker.mention.text), self.content

    def to_dict(self) -> dict[str, object]:
        """The statement as `legation statements` prints it."""
        return {
            "document_id": self.document_id,
            "sentence": {"start": self.sentence.span.start, "end": self.sentence.span.end, "text": self.sentence.text},
            "speaker": participant_dict(self.speaker),
            "content": self.content.to_dict(),
            "states": list(self.states),
        }
