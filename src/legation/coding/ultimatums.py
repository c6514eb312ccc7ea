"""Threats that stand behind a demand: "urged Russia to accept the truce or face sanctions"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.event import Event
from legation.knowledge.lexicon import Sense
from legation.sentence import Token

DEMANDED: Final = "REQUEST"
OR_ELSE: Final = Sense("or", "", "V", (), "THREATEN", None, None, "130", None, (("subj",),), (), "", "", "or_else")
"""The sense of an ultimatum: it stands for no row of the lexicon, the rule is the "or" before what will come."""


@dataclass(frozen=True, slots=True)
class Ultimatum:
    """A demand with what comes if it is not met: the demand's event, and the verb of the forfeit."""

    demand: Event
    verb: Token


def ultimatums(coded: list[tuple[Match, Event]], frames: Frames) -> list[Ultimatum]:
    """The ultimatums of a sentence, in the order of its demands; none where the demand is of nobody."""
    found = []
    for match, event in coded:
        if event.type != DEMANDED or not event.recipients:
            continue
        forfeits = [v for clause in frames.slot(match.head, "comp") for v in frames.sentence.subtree(clause) if _or_else(v, frames)]
        found += [Ultimatum(event, v) for v in forfeits]
    return list({u.verb.index: u for u in found}.values())


def _or_else(verb: Token, frames: Frames) -> bool:
    """Whether the word is a forfeit right after "or"; where it stands in the tree does not count, "face sanctions" is often read as one noun."""
    return verb.index > 0 and verb.lemma in frames.lexicon.classes["forfeit"] and frames.sentence.tokens[verb.index - 1].lemma == "or"
