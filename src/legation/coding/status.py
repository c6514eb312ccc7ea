"""Whether an act happened, is planned, is only possible or is denied: read from tense, modality, negation and governing words."""

from __future__ import annotations

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.event import Status
from legation.knowledge.lexicon import Lexicon
from legation.sentence import Token

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
POSSIBLE = frozenset({"may", "might", "could", "can", "should", "must", "ca"})
CONDITIONAL_MARKS = frozenset({"if", "unless", "whether", "lest"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without"})
STRONGEST_FIRST: tuple[Status, ...] = ("denied", "hypothetical", "planned")
"""A stronger mark on the way up the tree wins over a weaker one; where there is none the act occurred."""

SPEECH = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
"""Types whose acts are done by speaking."""

SPOKEN = frozenset({"SUPPORT", "AGREE", "CONCEDE"})
"""Types that are refused by not being done."""

TEMPORAL = frozenset({"during", "after", "before", "amid", "since", "following"})
"""Prepositions of what only stands beside the clause: in "during a visit she asked for aid" the visit is not asked for."""

MAX_GOVERNORS = 6


def status_of(match: Match, frames: Frames, lexicon: Lexicon) -> Status:
    """The status of the act that the match names.

    A sense of the lexicon may bring its own; the strongest of the marks on the predicate, its light verb and its governors is taken.
    """
    found = [match.sense.status] if match.sense.status else []
    if match.sense.pos == "N":
        found += _noun_marks(match, frames, lexicon)
        carrier = match.light
    else:
        carrier = match.head
    if carrier is not None and not _said_beside(carrier, match, frames):
        found += _clause_marks(carrier, frames, lexicon)
    elif carrier is not None:
        found += own_marks(carrier, frames)
    return next((status for status in STRONGEST_FIRST if status in found), "occurred")


def _said_beside(verb: Token, match: Match, frames: Frames) -> bool:
    """Whether an act of speech only stands beside another clause: in "denied that it knew and urged talks" the urging is not denied."""
    head = frames.sentence.head(verb)
    finite = not verb.text.lower().endswith("ing") and not frames.sentence.children(verb, "aux", "mark")
    return match.sense.type in SPEECH and verb.relation == "conj" and head is not None and head.relation == "ccomp" and finite


def is_unsaid(match: Match, frames: Frames) -> bool:
    """Whether an act of verbal conflict is only said not to be done: "had no objection", "has not ruled out". A plain denial is no act."""
    if match.sense.type not in ("ACCUSE", "REJECT", "REQUEST", "THREATEN"):
        return False
    carrier = match.light if match.sense.pos == "N" else match.head
    negated = carrier is not None and "denied" in own_marks(carrier, frames)
    return negated or any(d.lemma in ("no", "neither") for d in frames.sentence.children(match.head, "det"))


def is_refusal(match: Match, frames: Frames) -> bool:
    """Whether the act is negated in its own clause: "does not recognise", "did not agree"; of deeds only where the future is: "will not release"."""
    carrier = match.light if match.sense.pos == "N" else match.head
    marks = set(own_marks(carrier, frames)) if carrier is not None else set()
    return marks == {"planned", "denied"} or (marks == {"denied"} and match.sense.type in SPOKEN)


def _noun_marks(match: Match, frames: Frames, lexicon: Lexicon) -> list[str]:
    noun, sentence, found = match.head, frames.sentence, []
    for child in sentence.children(noun, "amod", "det", "advmod"):
        found += [lexicon.modality[child.lemma, "A"]] if (child.lemma, "A") in lexicon.modality else []
        found += ["denied"] if child.lemma in ("no", "neither") else []
    light = frames.light_verb(noun)
    if light and light[1].status:
        found.append(light[1].status)
    found += [m for c in sentence.children(noun, "acl:relcl") if (m := lexicon.modality.get((c.lemma, "V"))) == "planned"]
    governor = sentence.head(noun)
    if governor is not None and match.light is None:
        key = (governor.lemma, {"VERB": "V", "ADJ": "A"}.get(governor.upos, "N"))
        told = match.sense.type in SPEECH and bool(sentence.children(noun, "nmod:poss"))  # "rejected Lima's demand": it was made
        beside = told or (noun.relation == "obl" and frames.preposition(noun).split(" ")[0] in TEMPORAL)
        if noun.relation in ("obj", "obl", "nmod", "nsubj") and key in lexicon.modality and not beside and not _report_frame(noun, governor):
            found.append(lexicon.modality[key])
    return found


def _report_frame(noun: Token, governor: Token) -> bool:
    """A subject governs no modality of its own: in "the attack threatened talks" the attack happened."""
    return (noun.deprel == "nsubj" and governor.upos != "ADJ") or governor.lemma in ("accuse", "condemn")


def _clause_marks(verb: Token, frames: Frames, lexicon: Lexicon) -> list[str]:
    sentence, found, current = frames.sentence, list(own_marks(verb, frames)), verb
    for _ in range(MAX_GOVERNORS):
        governor = sentence.head(current)
        if governor is None:
            break
        relation = current.relation
        if relation == "conj":
            found += [m for m in own_marks(governor, frames) if m != "denied"] if not _has_auxiliary(current, frames) else []
        elif relation in ("xcomp", "ccomp", "csubj", "advcl", "acl", "obj", "obl") and current.deprel != "acl:relcl":
            found += _governed(current, governor, frames, lexicon)
            if relation == "advcl" or relation in ("obj", "obl"):
                break
            if relation == "xcomp":
                found += list(own_marks(governor, frames))
        else:
            break
        current = governor
    return found


def _governed(current: Token, governor: Token, frames: Frames, lexicon: Lexicon) -> list[str]:
    if current.relation == "advcl":
        marks = {m.lemma for m in frames.sentence.children(current, "mark")}
        return ["planned"] if marks == {"to"} and governor.upos == "VERB" else []
    if current.relation == "ccomp" and governor.lemma in lexicon.report_verbs:
        return []  # what somebody is told with a verb of its own is reported, not asked: "told reporters that the raid killed two"
    if governor.lemma == "go" and governor.text.lower() == "going":
        return ["planned"]
    key = (governor.lemma, {"VERB": "V", "ADJ": "A"}.get(governor.upos, "N"))
    status = lexicon.modality.get(key)
    if status is None:
        return []
    if status == "planned" and "denied" in own_marks(governor, frames):
        return ["denied"]
    return [status]


def own_marks(verb: Token, frames: Frames) -> tuple[str, ...]:
    """Marks on the clause itself: auxiliaries, negation, conditional conjunctions; a headline's bare infinitive ("Minister to visit Lima")."""
    sentence = frames.sentence
    governor = sentence.head(verb)
    bare = governor is None or (sentence.role in ("headline", "teaser") and governor.upos == "PROPN")
    found = ["planned"] if bare and any(m.lemma == "to" for m in sentence.children(verb, "mark")) else []
    for child in sentence.children(verb):
        lemma = child.text.lower() if child.upos == "AUX" else child.lemma
        if child.relation == "aux":
            found += ["planned"] if lemma in FUTURE or (child.lemma == "be" and _arranged(child, verb, frames)) else []
            found += ["hypothetical"] if lemma in POSSIBLE else []
            found += [_would(verb, frames)] if lemma in ("would", "'d") else []
        elif child.relation in ("advmod", "mark", "det", "cc:preconj"):
            found += ["denied"] if child.lemma.lower() in NEGATIONS or child.text.lower() in NEGATIONS else []
            found += ["hypothetical"] if child.relation == "mark" and child.lemma in CONDITIONAL_MARKS else []
    return tuple(found)


def _arranged(be: Token, verb: Token, frames: Frames) -> bool:
    """Whether "be" with an infinitive tells what is arranged: "the ministers are to sign"."""
    return any(mark.lemma == "to" and mark.index > be.index for mark in frames.sentence.children(verb, "mark"))


def _would(verb: Token, frames: Frames) -> str:
    """ "would" in reported speech is the future of then; elsewhere it is a condition."""
    return "planned" if verb.relation in ("ccomp", "conj", "parataxis", "root") or _quoted(verb, frames) else "hypothetical"


def _quoted(verb: Token, frames: Frames) -> bool:
    return any(a.relation in ("ccomp", "parataxis") for a in frames.sentence.ancestors(verb))


def _has_auxiliary(verb: Token, frames: Frames) -> bool:
    return bool(frames.sentence.children(verb, "aux", "nsubj", "nsubj:pass"))
