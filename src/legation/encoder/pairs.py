"""The relation head: a text with two marked stretches to numbers, by a second pass of its own layers over the same pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from legation.encoder.graphs import END, START, Floats, Graph, Pieces, card, model_folder, pieces_of
from legation.span import Span

PLAIN, IN_ACTOR, IN_RECIPIENT, IN_BOTH = range(4)
"""Part of a piece that stands for text: 1 within the actor, 2 within the recipient, 3 within both."""
MARKS: Final = {("actor", True): 4, ("actor", False): 5, ("recipient", True): 6, ("recipient", False): 7}
"""Part of a piece that marks where the actor or the recipient begins (True) or ends."""
PARTS: Final = 8
BLANK: Final = 0
"""Piece of a mark; its part says which."""
AROUND: Final = 12
"""Pieces kept before the first mark and after the last one; as many are kept at each end of a longer stretch between two marks."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text as pieces, with marks put around the actor and the recipient.

    Attributes:
        pieces, parts: of equal length, start and end piece included.
        actor, recipient: index of the mark that begins each; `recipient` is 0, the start piece, where there is none.
    """

    pieces: list[int]
    parts: list[int]
    actor: int
    recipient: int


@dataclass(frozen=True, slots=True)
class PairScores:
    """Logits: types (T,), statuses (S,)."""

    types: Floats
    statuses: Floats


def marked(pieces: Pieces, text: str, actor: Span, recipient: Span | None) -> Marked:
    """The text with its marks; the two spans may overlap. Far stretches of a long text are left out."""
    cuts = _cuts(actor, recipient)
    ids, parts, places = [START], [PLAIN], {"actor": 0, "recipient": 0}
    at, within = 0, set[str]()
    for number, (offset, begins, who) in enumerate(cuts):
        stretch = _shortened(pieces.of_text(text[at:offset]), keep_head=number > 0, keep_tail=True)
        ids += stretch
        parts += [_part(within)] * len(stretch)
        if begins:
            places[who] = len(ids)
        ids.append(BLANK)
        parts.append(MARKS[who, begins])
        within ^= {who}
        at = offset
    stretch = _shortened(pieces.of_text(text[at:]), keep_head=True, keep_tail=False)
    return Marked([*ids, *stretch, END], [*parts, *[PLAIN] * (len(stretch) + 1)], places["actor"], places["recipient"])


def _cuts(actor: Span, recipient: Span | None) -> list[tuple[int, bool, str]]:
    """Where marks go, in text order: at one place ends stand before beginnings, and the longer span begins first and ends last."""
    spans = [("actor", actor)] + ([("recipient", recipient)] if recipient else [])
    ends = [(s.end, 0, -s.start, who) for who, s in spans]
    begins = [(s.start, 1, -s.end, who) for who, s in spans]
    return [(offset, kind == 1, who) for offset, kind, _, who in sorted(ends + begins)]


def _part(within: set[str]) -> int:
    return IN_ACTOR * ("actor" in within) + IN_RECIPIENT * ("recipient" in within)


def _shortened(stretch: list[int], *, keep_head: bool, keep_tail: bool) -> list[int]:
    if len(stretch) <= AROUND * (keep_head + keep_tail):
        return stretch
    return (stretch[:AROUND] if keep_head else []) + (stretch[-AROUND:] if keep_tail else [])


class PairSession:
    """The loaded relation head; one thread; each row runs alone, so that its numbers depend on nothing else."""

    def __init__(self, graph: Graph, pieces: Pieces, types: Sequence[str], statuses: Sequence[str], temperatures: tuple[float, float]) -> None:
        self._graph, self._pieces = graph, pieces
        self.types, self.statuses = tuple(types), tuple(statuses)
        self.temperatures = temperatures

    def score(self, text: str, actor: Span, recipient: Span | None) -> PairScores:
        """Calibrated logits of what `actor` does toward `recipient`, or at all where `recipient` is None."""
        row = marked(self._pieces, text, actor, recipient)
        ids, parts = np.array([row.pieces], np.int64), np.array([row.parts], np.int64)
        places = {"actor": np.array([row.actor], np.int64), "recipient": np.array([row.recipient], np.int64)}
        types, statuses = self._graph({"embedded": self._pieces.vectors(ids), "parts": parts, "mask": np.ones_like(ids), **places})
        return PairScores(types[0] / self.temperatures[0], statuses[0] / self.temperatures[1])


@lru_cache(maxsize=2)
def load(folder: Path | None = None) -> PairSession:
    """The relation head of `folder`, by default the shipped one; loaded once a process.

    Raises:
        SetupError: a file is absent or differs from its digest in card.toml.
    """
    folder = folder or model_folder()
    found = card(folder)["relations"]
    return PairSession(
        Graph(folder / "relations.onnx"),
        pieces_of(folder),
        found["types"],
        found["statuses"],
        (found["type_temperature"], found["status_temperature"]),
    )
