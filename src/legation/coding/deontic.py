"""Demands made by saying what another must do: "Iran must stop", the minister said."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.casting import Casting, states, usable
from legation.coding.frames import Frames
from legation.coding.telling import according_to, report_verb
from legation.knowledge.lexicon import Lexicon, Sense
from legation.participant import Participant
from legation.sentence import Sentence, Token

DEMAND = Sense("must", "", "V", (), "REQUEST", "change", None, "104", None, (("subj",),), (), "", "", "must")
"""The sense of a demand: it stands for no row of the lexicon, the rule is the modal's."""

OBLIGATION = frozenset({"must", "should", "ought"})
OBLIGING_VERBS = frozenset({"need", "have"})
"""Verbs that oblige with an infinitive: "needs to withdraw", "has to answer"."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a speaker says another must do: the verb, its modal, who demands of whom."""

    verb: Token
    modal: Token
    speakers: tuple[Participant, ...]
    obliged: tuple[Participant, ...]


def demands(frames: Frames, lexicon: Lexicon, casting: Casting, quoted: tuple[Sentence, Token] | None) -> tuple[Demand, ...]:
    """Demands of the sentence, where the speaker and the obliged are both known and are not of one state.

    Args:
        quoted: sentence and token of the speaker whose quotation the sentence stands in, if it names none itself.
    """
    sentence, found = frames.sentence, []
    for verb in sentence.tokens:
        modal = _modal(verb, frames) if verb.upos == "VERB" or sentence.children(verb, "cop") else None
        if modal is None:
            continue
        said = report_verb(verb, frames, lexicon)
        sources = frames.slot(said, "subj") if said is not None else ()
        source = according_to(sentence, frames)
        speakers = tuple(p for t in (sources or ((source,) if source else ())) for p in usable(casting.near(sentence, t)))
        if not speakers and quoted is not None:
            speakers = usable(casting.near(*quoted))
        obliged = tuple(p for t in frames.slot(verb, "subj") for p in usable(casting.near(sentence, t)))
        if speakers and obliged and not states(speakers) & states(obliged):
            found.append(Demand(verb, modal, speakers, obliged))
    return tuple(found)


def _modal(verb: Token, frames: Frames) -> Token | None:
    """The word that obliges: an auxiliary of the verb, or the verb whose infinitive it is; None if none."""
    sentence = frames.sentence
    auxiliary = next((a for a in sentence.children(verb, "aux") if a.lemma in OBLIGATION and not _inverted(a, verb, frames)), None)
    if auxiliary is not None:
        return auxiliary
    governor = sentence.head(verb)
    infinitive = any(m.lemma == "to" for m in sentence.children(verb, "mark"))
    return governor if governor is not None and infinitive and verb.deprel == "xcomp" and governor.lemma in OBLIGING_VERBS else None


def _inverted(auxiliary: Token, verb: Token, frames: Frames) -> bool:
    """Whether the auxiliary stands before the subject, as a condition or a question: "should Manila arm the reef, ..."."""
    return any(auxiliary.index < subject.index for subject in frames.sentence.children(verb, "nsubj", "nsubj:pass"))
