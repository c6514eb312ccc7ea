"""What became of the inputs of a run. read = coded + empty + duplicate + skipped + failed, always."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from legation.recording.coded import Outcome


@dataclass(slots=True)
class Tally:
    """Counts that grow while a run goes on.

    Attributes:
        outcomes: inputs by outcome. languages: skipped inputs by language. reasons: failed inputs by reason code. events: events found.
    """

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def add(self, outcome: Outcome, *, detail: str = "", events: int = 0) -> None:
        """Counts an input; `detail` is the language of a skipped one, the reason of a failed one."""
        self.outcomes[outcome] += 1
        if outcome == "skipped":
            self.languages[detail] += 1
        if outcome == "failed":
            self.reasons[detail] += 1
        self.events += events

    @property
    def read(self) -> int:
        """All inputs."""
        return self.outcomes.total()

    @property
    def nothing_read(self) -> bool:
        """Whether no input could be read at all."""
        return self.read == self.outcomes["failed"]

    def to_dict(self) -> dict[str, object]:
        """The tally as JSON, counts by detail sorted by name."""
        counts: dict[str, object] = {name: self.outcomes[name] for name in ("coded", "empty", "duplicate", "skipped", "failed")}
        details = {"languages": dict(sorted(self.languages.items())), "reasons": dict(sorted(self.reasons.items()))}
        return {"read": self.read} | counts | {"events": self.events} | details

    def __str__(self) -> str:
        counts = " + ".join(f"{self.outcomes[name]} {name}" for name in ("coded", "empty", "duplicate", "skipped", "failed"))
        lines = [f"{self.read} read = {counts}; {self.events} events"]
        if self.languages:
            lines.append("skipped, another language: " + _listed(self.languages))
        if self.reasons:
            lines.append("failed: " + _listed(self.reasons))
        return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in sorted(counts.items()))
