"""Mentions to participants: who each name, role and pronoun of a report stands for, on the day of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from legation.document import Document
from legation.errors import Unknown
from legation.knowledge import lexicon, roster
from legation.knowledge.roster import Roster
from legation.mention import Mention, MentionKind, Parse
from legation.participant import Cast, Participant
from legation.resolving.identity import Identity
from legation.resolving.memory import Memory, Referent, people_words
from legation.resolving.naming import Naming
from legation.resolving.pronouns import FIRST_PERSONS, Pronouns
from legation.resolving.roles import Roles
from legation.resolving.scene import Scene
from legation.resolving.units import Unit, head_of, mention_of

TELLING = frozenset({"report", "interview", "quote", "cite", "publish", "carry", "broadcast", "air"})
"""What outlets do when they only report, beside the verbs of saying."""

DEEDS = frozenset("accuse urge reject demand refuse agree sue ban welcome condemn sign pledge offer deny threaten protest thank criticize".split())
"""What places do only where their rulers are meant."""


class RosterResolver:
    """Satisfies `stages.Resolver` with the roster that ships. Keeps nothing between reports."""

    def __init__(self, known: Roster, report_verbs: frozenset[str]) -> None:
        self._roster = known
        self._report_verbs = report_verbs

    def resolve(self, document: Document, parse: Parse) -> Cast:
        """Participants and vessels in text order. A person or role without a state stays in, its state Unknown."""
        return Resolution(Scene(document, parse, self._roster), self._report_verbs).cast()


class Resolution:
    """The resolving of one report, from its first sentence to its last."""

    def __init__(self, scene: Scene, report_verbs: frozenset[str]) -> None:
        self._scene = scene
        self._report_verbs = report_verbs
        self._memory = Memory()
        self._naming = Naming(scene, self._memory)
        self._roles = Roles(scene, self._memory, self.identities)
        self._pronouns = Pronouns(scene, self._memory, self.identities)
        self._done: dict[Unit, tuple[Identity, ...]] = {}
        self._open: set[Unit] = set()

    def cast(self) -> Cast:
        """All participants of the report."""
        found: list[Participant] = []
        self._roles.afloat.learn_flags()
        for sentence, units in zip(self._scene.parse.sentences, self._scene.units, strict=True):
            self._count_states(units.all)
            names = [u for u in units.all if u.forms and u.kind != "person"]
            persons = [u for u in units.all if u.kind == "person"]
            self._remember_all(names)
            self._remember_all(u for u in persons if u.forms)  # full names first: "Mattis" below is the one just named
            self._remember_all(u for u in persons if not u.spot)
            self._remember_all(u for u in persons if u.spot)
            self._describe_persons((*persons, *(u for u in units.all if u.kind == "organisation" and not u.forms)))
            for unit in (*names, *persons):
                self._memory.imply(i for i in self.identities(unit) if i.kind in ("person", "organ", "party", "group") and i.known)
            self._introduce(units.all)
            self._settle_persons(persons)
            self._find_speaker(sentence.index)
            self._remember_all(u for u in units.all if u.kind != "person" and not u.forms)
            found.extend(p for u in units.all if not self._is_source(u) for p in self._participants(u))
        return Cast(tuple(sorted(found, key=_order)), tuple(self._roles.afloat.vessels(self.identities)))

    def identities(self, unit: Unit) -> tuple[Identity, ...]:
        """Who the unit stands for; worked out once. A phrase that would need itself stands for nobody."""
        if unit in self._done:
            return self._done[unit]
        if unit in self._open:
            return ()
        self._open.add(unit)
        found = self._work_out(unit)
        self._open.discard(unit)
        self._done[unit] = found
        return found

    def _work_out(self, unit: Unit) -> tuple[Identity, ...]:
        if unit.kind == "pronoun":
            return self._pronouns.resolve(unit)
        if unit.kind == "person":
            return (self._naming.person(unit, self._roles.title(unit)),)
        introduced = self._naming.introduced(unit)
        if introduced is not None:
            return (introduced,)
        if unit.kind == "vessel":
            return self._roles.vessel(unit)
        if unit.kind == "role":
            return self._roles.role(unit)
        if unit.kind == "place" and not unit.forms:
            return tuple(replace(i, kind="state", basis="metonym", confidence=0.5) if self._speaks(unit) else i for i in self._naming.place(unit))
        return self._naming.named(unit) if unit.forms else (self._naming.organisation(unit, self._roles.title(unit)),)

    def _speaks(self, unit: Unit) -> bool:
        """Whether a place that is no capital does what only people do, and so stands for who rules there ("Lagos said it would sue")."""
        head = self._scene.head(unit)
        governor = self._scene.sentence(unit).head(head)
        verb = governor is not None and governor.upos == "VERB" and (governor.lemma in self._report_verbs or governor.lemma in DEEDS)
        return verb and head.deprel == "nsubj"

    def _count_states(self, units: tuple[Unit, ...]) -> None:
        for unit in units:
            if unit.kind == "place" or (unit.forms and unit.forms[0].key.startswith("state:")):
                for identity in self.identities(unit):
                    self._memory.count(identity.state)

    def _remember_all(self, units: Iterable[Unit]) -> None:
        for unit in units:
            self._remember(unit, self.identities(unit))

    def _describe_persons(self, units: Iterable[Unit]) -> None:
        """Persons whom an apposition introduces ("Mao Ning, a spokeswoman for China's Foreign Ministry") take its state."""
        for unit in units:
            if any(i.known for i in self.identities(unit)):
                continue
            described = self._description(unit)
            learned = self._naming.learn(unit, described) if described else None
            if learned is not None:
                self._done[unit] = (learned,)
                self._remember(unit, (learned,))

    def _description(self, unit: Unit) -> Identity | None:
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        near = [*sentence.children(head, "appos"), *([sentence.tokens[head.head]] if head.relation == "appos" else [])]
        for token in near:
            other = self._scene.unit_at(unit.sentence, token.index)
            if other is not None and other.kind == "role":
                known = [i for i in self.identities(other) if i.known]
                sure = [i for i in known if i.basis != "document"]
                if sure or (known and unit.kind == "person"):
                    return (sure or known)[0]
        return None

    def _introduce(self, units: Iterable[Unit]) -> None:
        """Acronyms in brackets stand for whom the phrase before them names ("the Sudan Peasants' Union (SPU)")."""
        for unit in units:
            acronym = self._scene.acronym_after(unit)
            if acronym is None or unit.kind not in ("organisation", "role") or (unit.kind == "role" and unit.noun.kind == "person"):
                continue
            found = [i for i in self.identities(unit) if i.known]
            if not found:
                continue
            self._memory.acronyms[acronym.text] = found[0]
            at = acronym.index
            other = self._scene.unit_at(unit.sentence, at)
            if other is not None and other.kind == "organisation" and (other.start, other.end) == (at, other.start + 1):
                self._done[other] = (found[0],)

    def _settle_persons(self, persons: Iterable[Unit]) -> None:
        """Unknown persons whom a state's police or courts hold, or an armed group kills, are of that state until told otherwise."""
        for unit in persons:
            if any(i.known for i in self.identities(unit)):
                continue
            home = self._roles.home(unit) or self._naming.kin(unit) or self._naming.local(unit)
            if home is not None:
                self._done[unit] = (self._naming.settle(unit, home),)
                self._remember(unit, self._done[unit])

    def _find_speaker(self, index: int) -> None:
        sentence = self._scene.parse.sentences[index]
        said = [t for t in sentence.tokens if t.upos == "VERB" and t.lemma in self._report_verbs]
        for subject in (s for t in said for s in sentence.children(t, "nsubj")):
            unit = self._scene.unit_at(index, subject.index)
            if unit is not None and unit.kind == "pronoun":
                earlier = (u for u in self._scene.units[index].all if u.kind == "pronoun" and u.head < unit.head)
                self._remember_all(u for u in earlier if self._scene.words(u).lower() not in FIRST_PERSONS)
            found = self.identities(unit) if unit is not None else ()
            if found and index not in self._memory.speakers:
                self._memory.speakers[index] = found[0]

    def _remember(self, unit: Unit, identities: tuple[Identity, ...]) -> None:
        if identities and identities[0].kind != "place" and not self._is_source(unit):
            self._memory.add(self._referent(unit, identities, subject=self._scene.is_subject(unit)))

    def _referent(self, unit: Unit, identities: tuple[Identity, ...], *, subject: bool) -> Referent:
        afloat = unit.ship is not None and unit.ship.plural
        plural = len(identities) > 1 or afloat or self._scene.plural(unit) or self._is_people(unit)
        if unit.kind == "person":
            plural = False
        tokens = self._scene.sentence(unit).tokens
        words = people_words(identities) | {tokens[unit.name_end - 1].lemma.lower(), tokens[unit.name_end - 1].text.lower()}
        modifier = self._scene.head(unit).relation in ("amod", "compound") and unit.kind in ("nationality", "place")
        return Referent(identities, unit.sentence, unit.head, subject, plural, words, modifier, unit.kind == "role")

    def _is_people(self, unit: Unit) -> bool:
        return unit.kind == "nationality" and unit.forms[0].form == "people"

    def _is_source(self, unit: Unit) -> bool:
        """Whether the unit is part of a dateline, or an outlet that only reports."""
        if self._scene.in_dateline(unit):
            return True
        publisher = self._scene.document.publisher
        if isinstance(publisher, str) and unit.kind == "organisation" and self._scene.words(unit) == publisher:
            return True
        if unit.kind == "role" and unit.noun.sector == "JRN":
            return self._tells(unit) and not any(i.known and i.basis != "document" for i in self.identities(unit))
        if not unit.forms or unit.forms[0].key not in self._scene.roster.media:
            return False
        return self._only_reports(unit)

    def _tells(self, unit: Unit) -> bool:
        """Whether reporters only tell, or are told, what the sentence says."""
        head = self._scene.head(unit)
        governor = self._scene.sentence(unit).head(head)
        verb = governor is not None and (governor.lemma in self._report_verbs or governor.lemma in TELLING)
        return verb and head.relation in ("nsubj", "obj", "iobj", "obl")

    def _only_reports(self, unit: Unit) -> bool:
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        governor = sentence.head(head)
        if unit.start > 0 and sentence.tokens[unit.start - 1].lemma in self._report_verbs:
            return True
        if governor is None:
            return False
        verb = governor.lemma in self._report_verbs or governor.lemma in TELLING
        if head.relation in ("nsubj", "obj", "iobj", "obl") and (verb or head.relation == "obl"):
            return True
        return head.relation in ("nmod", "compound", "nmod:poss", "appos", "parataxis")

    def _participants(self, unit: Unit) -> Iterator[Participant]:
        identities = self._done.get(unit, ())
        for mention in self._mentions(unit):
            for identity in identities:
                if identity.kind != "place" and not (unit.kind == "nationality" and unit.forms[0].key.startswith("states:")):
                    yield identity.at(mention)

    def _mentions(self, unit: Unit) -> Iterator[Mention]:
        text, sentence = self._scene.document.text, self._scene.sentence(unit)
        kind: MentionKind = unit.kind
        if kind == "vessel":
            yield mention_of(text, sentence, unit.start, unit.end, unit.head, kind)
            return
        if (unit.start, unit.end) != (unit.name_start, unit.name_end):
            yield mention_of(text, sentence, unit.start, unit.end, unit.head, "role")
        titled = unit.start != unit.name_start and kind in ("person", "organisation")
        head = head_of(sentence.tokens, unit.name_start, unit.name_end, first=True) if titled else unit.head
        yield mention_of(text, sentence, unit.name_start, unit.name_end, head, kind)


def _order(participant: Participant) -> tuple[int, int, str, str]:
    span = participant.mention.span
    return span.start, span.end, participant.mention.kind, str(participant.state) if not isinstance(participant.state, Unknown) else ""


def load(own: Path | None = None) -> RosterResolver:
    """The resolver with the roster that ships, and a user's own table over it.

    Raises:
        KnowledgeError: a table of the roster is damaged.
    """
    return RosterResolver(roster.load(own), lexicon.load().report_verbs)
