"""The lexicon coder: every predicate that the lexicon knows, with its participants, becomes an event or is dropped for a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.coding import binding, combining, implying, relating, settling, stating, timing
from legation.coding.afloat import Afloat
from legation.coding.asking import asked
from legation.coding.building import Act, Builder, Scene
from legation.coding.calls import with_calls
from legation.coding.casting import ORGANS, Arms, Casting, distinct, is_political, states
from legation.coding.combining import Combiner, features
from legation.coding.deontic import DEMAND, Demand, demands
from legation.coding.frames import Frames
from legation.coding.joining import once_per_story
from legation.coding.judging import Judgement, is_told, judgements
from legation.coding.learned import LearnedCoder
from legation.coding.matching import ANSWERS, SAYINGS, Match, all_matches, standing
from legation.coding.quoting import Quotations
from legation.coding.refining import refined
from legation.coding.results import joined_results
from legation.coding.status import SPEECH, is_refusal, is_unsaid, status_of
from legation.coding.stops import with_stops
from legation.coding.tours import with_tours
from legation.coding.ultimatums import OR_ELSE, Ultimatum, ultimatums
from legation.coding.windows import bounded
from legation.document import Document
from legation.event import Concern, Event, Quote, Status
from legation.knowledge import lexicon, ontology
from legation.mention import Parse
from legation.participant import Cast, Participant
from legation.sentence import Token
from legation.stages import Coding, Dropped, Grounding, Relater

CONCERNING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
"""Types that say what they concern; an act inside what they concern is no event of its own."""

BARE = frozenset({"place", "nationality", "pronoun"})
"""Mentions that name a state without an organ or person of it."""

ONE_SIDED = frozenset({"SANCTION", "AID"})
"""Types that need a recipient and have one side that acts: whoever else the clause names is the other."""

WISHES = frozenset({"want", "expect", "hope", "wish"})
"""Predicates that ask something only of another: what one wants of oneself is no request."""

SHARED = frozenset({"AID", "AGREE", "COOPERATE", "REQUEST", "SUPPORT", "THREATEN"})
"""Types of what one does toward the other side of a clause after having met, thanked or telephoned it."""

CROWDS = frozenset({"PROTEST"})
"""Types whose actors are private persons by their nature."""

TEMPORAL = frozenset({"when", "while", "after", "since"})
"""Words that begin a clause about another time."""

AT_THE_TIME = frozenset({"during", "after", "amid", "following"})
"""Prepositions of what happens beside the act promised or asked: "hopes to lift the ban during talks with Lima"."""

UNWEIGHED = 0.0
"""Confidence of an event that the combiner has yet to weigh."""

MAX_EVENTS = 500
"""Events of one report at most; reports of the development stories hold 20."""


class LexiconCoder:
    """Codes a document by the lexicon over its parse (stages.Coder)."""

    def __init__(self, words: lexicon.Lexicon, codebook: ontology.Ontology, relater: Relater | None = None) -> None:
        self._lexicon = words
        self._ontology = codebook
        self._builder = Builder(words, codebook)
        self._relater = relater
        self.use_combiner(combining.load())

    def use_combiner(self, combiner: Combiner) -> None:
        """From now on weighs events with `combiner`."""
        self._combiner = combiner
        self._learned = LearnedCoder(self._relater, self._builder, self._ontology, combiner) if self._relater else None

    def code(self, document: Document, parse: Parse, cast: Cast, grounding: Grounding) -> Coding:
        """Events in text order of their anchors, each act once; beside them what is only said."""
        words = self._lexicon.classes
        casting = Casting(parse, cast, grounding.places, Arms(words["weapon"], words["arms"]))
        quotations = Quotations(parse, self._lexicon, document.text)
        found: list[tuple[Event, str]] = []
        dropped: list[Dropped] = []
        afloat = Afloat(cast)
        grounding = afloat.ashore(grounding)
        for sentence in parse.sentences:
            if len(found) >= MAX_EVENTS:
                break
            scene = Scene(
                document, sentence, Frames(sentence, self._lexicon, afloat.words(sentence)), casting, cast, grounding, quotations.speaker(sentence)
            )
            found += with_stops(self._sentence(scene, dropped, found), cast, grounding)
        coded = refined(once_per_story(found), document, parse, self._lexicon, self._ontology)
        told = with_calls(with_tours(coded, parse), parse, grounding, self._lexicon, afloat)
        dated = bounded(settling.settled(list(told), grounding.places), document, parse, grounding.moments)
        events = tuple(sorted(dated, key=lambda e: (e.anchor.span, e.type)))
        return Coding(events, stating.statements(document, parse, cast, casting, self._lexicon, events), tuple(dropped))

    def _sentence(self, scene: Scene, dropped: list[Dropped], earlier: Sequence[tuple[Event, str]]) -> list[tuple[Event, str]]:
        """The sentence's events with the lemmas of their anchors; what was considered and left goes to `dropped`."""
        found = all_matches(scene.frames, self._lexicon)
        made = [(m, self._event(m, found, scene, earlier)) for m in standing(found, scene.frames)]
        considered = [(m, e) for m, e in made if isinstance(e, Event)]
        coded = joined_results(_without_slogans(considered), scene.frames)
        told_with = {r.span for _, e in coded for r in e.repeats}
        inner = _concerned(coded, scene.frames)
        dropped += [_dropped(m, reason) for m, reason in made if isinstance(reason, str)]
        left = {m.head.index for m, e in coded}
        dropped += [_dropped(m, "slogan") for m, e in considered if m.head.index not in left and e.anchor.span not in told_with]
        dropped += [_dropped(m, "within") for m, _ in coded if m.head.index in inner]
        demanded = demands(scene.frames, self._lexicon, scene.casting, scene.quoted)
        inner |= {t.index for d in demanded for t in scene.sentence.subtree(d.verb)}
        kept = [(event, match.head.lemma) for match, event in coded if match.head.index not in inner]
        kept += [(self._demand(d, found, scene), d.modal.lemma) for d in demanded]
        kept += [(self._ultimatum(u, scene), u.verb.lemma) for u in ultimatums(coded, scene.frames)]
        told = {e.anchor.span for e, _ in kept}
        passed = judgements(scene.frames, self._lexicon, scene.casting, scene.quoted)
        kept += [
            (e, j.word.lemma) for j in passed if (e := self._judgement(j, scene)).anchor.span not in told and not is_told(e, [k for k, _ in kept])
        ]
        kept = [(self._weighed(e, scene), lemma) for e, lemma in kept]
        if self._learned is None or scene.sentence.role == "teaser":
            return kept
        known = inner | {i for m, _ in considered for i in (m.head.index, *m.consumed, *([m.light.index] if m.light else []))}
        return kept + self._learned.events(scene, known, [e for e, _ in kept], dropped)

    def _weighed(self, event: Event, scene: Scene) -> Event:
        """The event with its confidence; the relation head is not asked about leads."""
        relater = None if scene.sentence.role == "teaser" else self._relater
        answer = asked(relater, scene, event.actors, event.recipients) if relater else None
        return replace(event, confidence=self._combiner.confidence("lexicon", features(answer, event.type, event.actors, event.recipients)))

    def _judgement(self, judgement: Judgement, scene: Scene) -> Event:
        """A judgement passed on another: ACCUSE or SUPPORT by the word."""
        sense = judgement.sense
        match = Match(judgement.word, sense, None, frozenset())
        event = self._build(match, judgement.speakers, judgement.judged, (sense.type, sense.mode, sense.cameo), "occurred", scene)
        return replace(event, attribution=None)

    def _demand(self, demand: Demand, found: tuple[Match, ...], scene: Scene) -> Event:
        """A demand by saying what another must do: REQUEST, concerning the act that must be done."""
        match = Match(demand.verb, DEMAND, None, frozenset())
        event = self._build(match, demand.speakers, demand.obliged, ("REQUEST", "change", DEMAND.cameo), "occurred", scene)
        concerned = next((m for m in found if m.head.index == demand.verb.index), None)
        concern = Concern(concerned.sense.type, concerned.sense.mode, concerned.sense.kind, None) if concerned else None
        return replace(event, concerns=concern, attribution=None)

    def _ultimatum(self, ultimatum: Ultimatum, scene: Scene) -> Event:
        """A threat behind a demand: THREATEN by whoever demands, toward whom the demand is made of."""
        match, demand = Match(ultimatum.verb, OR_ELSE, None, frozenset()), ultimatum.demand
        event = self._build(match, demand.actors, demand.recipients, ("THREATEN", None, OR_ELSE.cameo), "occurred", scene)
        return replace(event, attribution=demand.attribution, background=demand.background)

    def _event(self, match: Match, found: tuple[Match, ...], scene: Scene, earlier: Sequence[tuple[Event, str]]) -> Event | str:
        """The event, or why there is none (see `Dropped`)."""
        sense, frames = match.sense, scene.frames
        actors = scene.casting.fill(match, frames, sense.actor) or implying.doers(match, scene, earlier)
        if not actors or is_unsaid(match, frames):
            return "unsaid" if actors else "no_actor"
        recipients = self._recipients(match, actors, scene)
        actors = _told_apart(actors, recipients)
        if not actors:
            return "no_actor"
        actors, recipients = _settled(actors, recipients)
        if sense.lemma in WISHES and recipients and states(recipients) <= states(actors):
            return "own_wish"
        status = self._status(match, scene)
        coded = self._type(match, status, refused=is_refusal(match, frames))
        if self._ontology.types[coded[0]].needs_recipient and not recipients and len(states(actors)) < 2:
            return "no_recipient"
        if coded[0] not in CROWDS and not is_political(actors, recipients):
            return "private"
        if coded[0] == "REJECT" and sense.type != "REJECT":
            status = "occurred"
        event = self._build(match, actors, recipients, coded, status, scene)
        concern = self._concern(match, found, frames) if coded[0] == sense.type else Concern(sense.type, sense.mode, sense.kind, None)
        told = concern.kind if concern and coded[0] in self._ontology.kinds.get(concern.kind or "", ()) else None
        kind = sense.kind or told or event.kind
        return replace(event, concerns=concern, kind=kind)

    def _status(self, match: Match, scene: Scene) -> Status:
        """The status by the words; an event noun, which has no tense, is planned where its day lies after the report's: "at talks on Tuesday"."""
        status = status_of(match, scene.frames, self._lexicon)
        if status != "occurred" or match.sense.type in SPEECH or match.sense.pos != "N":
            return status
        day = timing.publication_day(scene.document)
        moment = binding.moment_of(match, scene.sentence, scene.grounding.moments, day)
        return "planned" if moment is not None and timing.is_ahead(moment, day) else status

    def _build(
        self,
        match: Match,
        actors: tuple[Participant, ...],
        recipients: tuple[Participant, ...],
        coded: tuple[str, str | None, str],
        status: Status,
        scene: Scene,
    ) -> Event:
        """The event of a match whose roles, type, mode, CAMEO code and status are settled."""
        return self._builder.event(Act(match, actors, recipients, *coded, status, UNWEIGHED), scene)

    def _recipients(self, match: Match, actors: tuple[Participant, ...], scene: Scene) -> tuple[Participant, ...]:
        """Participants of the recipient slots; where these are empty, of what the act concerns ("called for talks with Guyana")."""
        sense, avoid = match.sense, states(actors)
        found = scene.casting.fill(match, scene.frames, sense.recipient, avoid)
        if not found and sense.recipient and sense.concerns:
            found = scene.casting.fill(match, scene.frames, ((f"in:{sense.concerns}",),), avoid)
        if found and sense.type == "ACCUSE" and states(found) <= avoid and all(r.basis == "document" for r in found):
            named = scene.casting.fill(match, scene.frames, (("in:comp",),), avoid)
            found = named if not states(named) <= avoid else found  # "the allegation that the raid was planned from Afghan soil"
        if not found or (sense.type in ONE_SIDED and states(found) <= avoid and all(r.sector in ORGANS for r in found)):
            struck = scene.casting.struck(match, scene.frames, sense.recipient)  # "closed its consulate in Lima": whose town it is
            found = tuple(p for p in struck if sense.type not in ONE_SIDED or not states((p,)) <= avoid) or found
        if not found and sense.type in ONE_SIDED:
            found = tuple(p for p in scene.casting.inside(scene.sentence, match.head, avoid) if not states((p,)) <= avoid)
        if not found and sense.recipient and sense.type in SHARED:
            found = self._of_first_verb(match, scene, avoid)
        if not found:
            found = scene.casting.unplaced(match, scene.frames, sense.recipient, actors)
        return tuple(r for r in found if r not in actors)

    def _of_first_verb(self, match: Match, scene: Scene, avoid: frozenset[str]) -> tuple[Participant, ...]:
        """The other side of the verb that the act is joined to: "telephoned the president of Palau and offered two aircraft"."""
        verb, first = match.head, scene.sentence.head(match.head)
        if verb.relation != "conj" or first is None or first.upos != "VERB" or scene.sentence.children(verb, "nsubj"):
            return ()
        parties = (p for slot in ("obj", "obl:with") for t in scene.frames.slot(first, slot) for p in scene.casting.near(scene.sentence, t))
        return tuple(p for p in distinct(parties) if not states((p,)) <= avoid)

    def _type(self, match: Match, status: Status, *, refused: bool) -> tuple[str, str | None, str]:
        """Type, mode and CAMEO code; a future or considered act of some types is a promise, an open refusal is REJECT (CODEBOOK.md section 2)."""
        sense = match.sense
        changed = self._ontology.refusals.get(sense.type) if refused else None
        if changed is None and status in ("planned", "hypothetical"):
            changed = self._ontology.promises.get(sense.type)
        return (changed.becomes, changed.mode, changed.cameo) if changed else (sense.type, sense.mode, sense.cameo)

    def _concern(self, match: Match, found: tuple[Match, ...], frames: Frames) -> Concern | None:
        """The first act inside the slot that the sense says it concerns."""
        if match.sense.type not in CONCERNING or not match.sense.concerns:
            return None
        for token in frames.slot(match.head, match.sense.concerns):
            inside = {t.index for t in frames.sentence.subtree(token)}
            for other in found:
                if other is not match and other.head.index in inside:
                    return Concern(other.sense.type, other.sense.mode, other.sense.kind, None)
        return None


def _dropped(match: Match, reason: str) -> Dropped:
    return Dropped(Quote(match.head.span, match.head.text), match.sense.type, match.sense.rule, reason)


def _without_slogans(coded: list[tuple[Match, Event]]) -> list[tuple[Match, Event]]:
    """Without what demonstrators demand: a demonstration that demands is PROTEST (CODEBOOK.md section 2)."""
    crowds = {a.mention.span for _, e in coded if e.type == "PROTEST" for a in e.actors}
    return [(m, e) for m, e in coded if e.type != "REQUEST" or not {a.mention.span for a in e.actors} <= crowds]


def _concerned(coded: list[tuple[Match, Event]], frames: Frames) -> frozenset[int]:
    """Indices of predicates inside what another predicate promises, asks, refuses, threatens or concedes.

    The words refused or accepted are an act of their own where they are another's: "rejected Pakistan's allegation".
    """
    inner: set[int] = set()
    by_head = {m.head.index: e for m, e in coded}
    for match, event in coded:
        if match.sense.type not in CONCERNING or not match.sense.concerns:
            continue
        for token in frames.slot(match.head, match.sense.concerns):
            other = by_head.get(token.index)
            if other is not None and _of_another(event, other, token):
                continue
            inner |= {t.index for t in _said_of(token, frames)} - {match.head.index}
    return frozenset(inner | {m.head.index for m, e in coded if _is_purpose(m, e, by_head, frames)})


def _is_purpose(match: Match, event: Event, by_head: dict[int, Event], frames: Frames) -> bool:
    """Whether a promise is only what another coded act of the same doer is for: "telephoned her to discuss the flood"."""
    token, governor = match.head, frames.sentence.head(match.head)
    marked = any(m.lemma == "to" for m in frames.sentence.children(token, "mark"))
    if event.type != "AGREE" or token.relation != "advcl" or not marked or governor is None:
        return False
    outer = by_head.get(governor.index)
    return outer is not None and bool(states(outer.actors) & states(event.actors))


def _said_of(token: Token, frames: Frames) -> list[Token]:
    """The phrase without clauses that tell what has happened beside it: "agreed on the call when he visited Hanoi", "the plan that Chad rejected"."""
    sentence, told = frames.sentence, set[int]()
    for inside in sentence.subtree(token):
        when = any(c.lemma in TEMPORAL for c in sentence.children(inside, "advmod", "mark"))
        beside = inside.relation == "obl" and frames.preposition(inside).split(" ")[0] in AT_THE_TIME
        if inside.index != token.index and (beside or ((when or inside.deprel == "acl:relcl") and inside.upos == "VERB")):
            told |= {t.index for t in sentence.subtree(inside)}
    return [t for t in sentence.subtree(token) if t.index not in told]


def _of_another(event: Event, other: Event, token: Token) -> bool:
    """Whether the noun refused or accepted is what somebody else said."""
    said = other.type in SAYINGS | ANSWERS
    return token.upos == "NOUN" and said and event.type in ANSWERS and not states(event.actors) & states(other.actors)


def _told_apart(actors: tuple[Participant, ...], recipients: tuple[Participant, ...]) -> tuple[Participant, ...]:
    """Without actors for whom only the report's main state was taken, where that very state is named as recipient: "Minister thanks Cuba"."""
    named = states(r for r in recipients if r.mention.kind in ("place", "nationality"))
    return tuple(a for a in actors if a.basis != "document" or not states((a,)) & named)


def _settled(actors: tuple[Participant, ...], recipients: tuple[Participant, ...]) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """Without recipients whose words lie inside an actor's, and without the actor's own state by name, adjective or pronoun ("its airspace")."""
    own = states(actors)
    kept = tuple(
        r
        for r in recipients
        if not any(a.mention.span.overlaps(r.mention.span) for a in actors)
        and not (r.mention.kind in BARE and states((r,)) & own and r.sector == "GOV")
    )
    return distinct(actors), distinct(kept)


def load() -> LexiconCoder:
    """The coder with the lexicon and ontology that ship."""
    return LexiconCoder(lexicon.load(), ontology.load(), relating.load())
