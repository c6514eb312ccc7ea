"""Undoes the syntax of a sentence: passives, control, relative clauses, participles, coordination and light verbs become logical slots."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from legation.knowledge.lexicon import Lexicon, LightVerb
from legation.sentence import Sentence, Token

MAX_CLIMB = 6
"""Governors that a missing subject is looked for in; deeper chains in the treebanks are parse errors."""

MEASURE_NOUNS = frozenset(
    "series number round wave package set lot dozen hundred thousand million billion couple pair range variety "
    "kind type form group part piece act campaign string spate week day month night most some half rest bulk majority".split()
)
"""Nouns that count or bundle the noun after `of` ("a series of airstrikes")."""

CONTAINER_VERBS = frozenset("include involve feature comprise cover follow precede begin start end conclude continue".split())
"""Verbs whose object belongs to whom the subject belongs to ("his tour included visits to two capitals")."""

_NO_SHIPS: Mapping[int, frozenset[str]] = MappingProxyType({})

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


class Frames:
    """The logical slots of every predicate of one sentence (see `data/lexicon/SOURCE.md` for their names).

    `afloat` tells by token which words name a ship, and with which nouns a row may ask for it ("ship" for "INS Kiltan").
    """

    def __init__(self, sentence: Sentence, lexicon: Lexicon, afloat: Mapping[int, frozenset[str]] = _NO_SHIPS) -> None:
        self._afloat = afloat
        self.sentence = sentence
        self.lexicon = lexicon
        self._cache: dict[tuple[int, str], tuple[Token, ...]] = {}

    def slot(self, token: Token, name: str) -> tuple[Token, ...]:
        """Head tokens of the phrases that fill slot `name` of the predicate `token`, coordination expanded, in order of likelihood."""
        key = (token.index, name)
        if key not in self._cache:
            self._cache[key] = ()  # a cycle through this slot finds it empty
            self._cache[key] = _unique(self._fill(token, name))
        return self._cache[key]

    def _fill(self, token: Token, name: str) -> list[Token]:
        verbal = self.is_verbal(token)
        if name == "subj":
            return self._subjects(token) if verbal else self._noun_subjects(token)
        if name == "surface":
            return self._surface_subjects(token)
        if name == "obj":
            return self._objects(token) if verbal else self._oblique(token, "of")
        if name == "iobj":
            return self._indirect(token)
        if name == "comp":
            return self._complements(token)
        if name == "inf":
            return [c for c in self.slot(token, "comp") if self._infinitive(c)]
        if name == "comp.subj":
            return [s for c in self.slot(token, "comp") for s in self._surface_subjects(c)]
        if name.endswith(".mod"):
            return [m for filler in self.slot(token, name[:-4]) for m in self.sentence.children(filler, "amod", "compound", "nmod:unmarked")]
        if name.startswith("obl:"):
            return self._oblique(token, name[4:])
        return []

    def is_one_of(self, token: Token, lemmas: frozenset[str]) -> bool:
        """Whether the token is one of the words, or names a ship that is."""
        return token.lemma.lower() in lemmas or bool(self._afloat.get(token.index, frozenset()) & lemmas)

    def is_verbal(self, token: Token) -> bool:
        """Whether the token heads a clause: a verb, or an adjective or noun with a subject and copula."""
        if token.upos in ("VERB", "AUX"):
            return True
        return token.upos == "ADJ" or bool(self.sentence.children(token, "cop"))

    def is_passive(self, verb: Token) -> bool:
        """Whether the surface subject is the logical object."""
        if verb.lemma in self.lexicon.classes.get("posture", ()):
            return False  # a ship that "is moored" lies there of its own
        if verb.lemma in self.lexicon.classes.get("calling", ()) and self._own_oblique(verb, "at"):
            return False  # "the ship called at Tunis": never passive with "at"
        if self.sentence.children(verb, "aux:pass", "obl:agent"):
            return True  # who does it follows "by", with an auxiliary or, in a headline, without: "Minister awarded by Peru"
        if self.sentence.children(verb, "nsubj:pass"):
            return self.sentence.role in ("headline", "teaser", "caption")  # elsewhere a passive has its auxiliary
        if verb.upos != "VERB" or self.sentence.children(verb, "nsubj", "aux"):
            return False
        participle = not verb.text.lower().endswith("ing") and verb.text.lower() != verb.lemma and not self._infinitive(verb)
        if not participle or self.sentence.children(verb, "obj"):
            return False
        if verb.deprel in ("acl", "amod"):
            return True
        head = self.sentence.head(verb)
        return verb.relation == "conj" and head is not None and head.upos == "VERB" and self.is_passive(head)

    def _infinitive(self, verb: Token) -> bool:
        return any(c.lemma == "to" and c.upos == "PART" for c in self.sentence.children(verb, "mark"))

    def _subjects(self, verb: Token) -> list[Token]:
        if not self.is_passive(verb):
            return self._surface_subjects(verb)
        agents = list(self.sentence.children(verb, "obl:agent")) or [o for o in self.sentence.children(verb, "obl") if self.preposition(o) == "by"]
        return self._expand(agents)

    def _surface_subjects(self, verb: Token, climbed: int = 0) -> list[Token]:
        own = self.sentence.children(verb, "nsubj", "nsubj:pass")
        if own:
            return self._expand([self._antecedent(t) for t in own if t.lemma not in ("there", "it") or t.upos == "PRON"])
        head = self.sentence.head(verb)
        if head is None or climbed >= MAX_CLIMB:
            return []
        relation = verb.deprel
        if relation.startswith("acl"):
            return self._subject_from_noun(verb, head)
        if relation == "advcl" and self._blamed(verb, head):
            return self._objects(head)
        if relation == "xcomp" and head.lemma not in ("promise", "vow"):
            controllers = [] if self.is_passive(head) else self._objects(head) or self._indirect(head)
            return controllers or self._surface_subjects(head, climbed + 1)
        if relation in ("conj", "advcl", "xcomp", "ccomp"):
            return self._surface_subjects(head, climbed + 1) if self.is_verbal(head) else self._noun_subjects(head)
        return []

    def _blamed(self, verb: Token, head: Token) -> bool:
        """Whether the clause tells what the object of `head` did: "praised Cuba for opening", "accused Iran of supplying"."""
        marks = {m.lemma for m in self.sentence.children(verb, "mark", "case")}
        return bool(marks & {"for", "of", "over", "from"}) and bool(self._objects(head)) and not self.is_passive(head)

    def _subject_from_noun(self, verb: Token, noun: Token) -> list[Token]:
        if verb.deprel == "acl" and self._infinitive(verb):
            return self._noun_subjects(noun) if noun.upos == "NOUN" else [noun]
        return self._expand([noun]) + self._issuers(noun)

    def _issuers(self, noun: Token) -> list[Token]:
        """Who speaks by the words that a clause is about: "issued a statement criticising Chad", "passed a resolution that condemns Chad"."""
        issued = noun.relation == "obj" and noun.lemma in self.lexicon.classes.get("wording", ())
        verb = self.sentence.head(noun) if issued else None
        if verb is None or verb.lemma not in self.lexicon.classes.get("issuing", ()):
            return []
        return self._surface_subjects(verb)

    def _antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for; the token itself if it is none."""
        if token.lemma not in RELATIVES or token.upos not in ("PRON", "DET", "SCONJ"):
            return token
        for ancestor in self.sentence.ancestors(token):
            if ancestor.deprel == "acl:relcl" and ancestor.head >= 0:
                return self.sentence.tokens[ancestor.head]
        return token

    def _objects(self, verb: Token) -> list[Token]:
        direct = [self._antecedent(t) for t in self.sentence.children(verb, "obj")]
        if self.is_passive(verb):
            return self._expand(direct) or self._surface_subjects(verb)
        if not direct and verb.deprel == "acl:relcl" and verb.head >= 0:
            subjects = self.sentence.children(verb, "nsubj")
            if subjects and all(s.lemma not in RELATIVES for s in subjects):
                direct = [self.sentence.tokens[verb.head]]
        raised = [s for c in self.sentence.children(verb, "xcomp") for s in self.sentence.children(c, "nsubj")]
        return self._expand(direct or list(self.sentence.children(verb, "iobj")) or raised)

    def _indirect(self, verb: Token) -> list[Token]:
        found = list(self.sentence.children(verb, "iobj"))
        if not found and self.is_passive(verb) and self.sentence.children(verb, "obj"):
            return self._surface_subjects(verb)
        return self._expand(found)

    def _complements(self, token: Token) -> list[Token]:
        found = list(self.sentence.children(token, "ccomp", "xcomp"))
        found += [a for a in self.sentence.children(token, "advcl", "acl") if a.deprel != "acl:relcl" and self._complement_mark(a)]
        governor = self.sentence.head(token)
        if not found and token.upos == "NOUN" and token.deprel == "obj" and governor is not None:
            found = [a for a in self.sentence.children(governor, "advcl", "xcomp") if self._infinitive(a)]
        return [c for f in found for c in (f, *self.sentence.children(f, "conj"))]

    def _complement_mark(self, clause: Token) -> bool:
        marks = {m.lemma for m in self.sentence.children(clause, "mark", "case")}
        return bool(marks & {"to", "of", "for", "from", "against", "that", "over", "on", "in"})

    def preposition(self, token: Token) -> str:
        """The preposition of a phrase in lower case ("according to"), "" where there is none."""
        flat = self.sentence.children(token, "flat")
        cases = self.sentence.children(token, "case") or tuple(c for f in flat for c in self.sentence.children(f, "case") if c.index < token.index)
        if not cases:
            return ""
        first = cases[0]
        words = [first, *self.sentence.children(first, "fixed")] if self.sentence.children(first, "fixed") else [first]
        if len(words) == 1 and len(cases) > 1 and cases[1].index == first.index + 1 and first.lemma in ("out", "because", "due", "according", "away"):
            words.append(cases[1])
        return " ".join(w.text.lower() for w in words)

    def _oblique(self, token: Token, preposition: str) -> list[Token]:
        """Phrases with the preposition, of the predicate itself, else of its object or of its light verb (attachment is often there)."""
        found = self._own_oblique(token, preposition)
        if not found:
            found = self._deeper_oblique(token, preposition)
        if not found and (lying := self._lying(token)):
            found = self._own_oblique(lying[0], preposition)
        if not found and not self.is_verbal(token):
            light = self.light_verb(token)
            if light and preposition != "by":
                found = self._own_oblique(light[0], preposition)
        return self._expand([self._antecedent(f) for f in found])

    def _deeper_oblique(self, token: Token, preposition: str) -> list[Token]:
        """The same phrase attached to a noun of the predicate ("withdrawal of soldiers from Mali", "imposed sanctions on Iran")."""
        nouns = [c for c in self.sentence.children(token, "obj", "nmod", "obl", "iobj") if c.upos in ("NOUN", "NUM") and c.deprel != "nmod:poss"]
        found = [o for noun in nouns for o in self._own_oblique(noun, preposition)]
        inner = [c for noun in nouns for c in self.sentence.children(noun, "nmod") if c.upos == "NOUN"]
        return found or [o for noun in inner for o in self._own_oblique(noun, preposition)]

    def _own_oblique(self, token: Token, preposition: str) -> list[Token]:
        found = [c for c in self.sentence.children(token, "obl", "nmod") if self.preposition(c) == preposition and not self._is_time(c)]
        if preposition == "by":
            found += [c for c in self.sentence.children(token, "obl:agent") if c not in found]
        return found

    def _is_time(self, token: Token) -> bool:
        """Whether the phrase tells when ("on Wednesday", "in May") and so fills no role."""
        return token.lemma.lower() in self.lexicon.classes.get("calendar", ())

    def light_verb(self, noun: Token) -> tuple[Token, LightVerb] | None:
        """The verb that lends its subject to the event noun, or None."""
        governor = self.sentence.head(noun)
        while governor is not None and noun.relation == "conj" and governor.upos in ("NOUN", "PROPN"):
            noun, governor = governor, self.sentence.head(governor)
        if governor is not None and noun.relation == "nmod" and governor.lemma in MEASURE_NOUNS:
            noun, governor = governor, self.sentence.head(governor)
        if governor is None:
            return None
        if noun.deprel == "acl:relcl":
            return None
        for light in self.lexicon.light.get(governor.lemma, ()):
            if light.slot == "obj" and (noun.deprel == "obj" or noun.deprel == "nsubj:pass"):
                return governor, light
            if light.slot.startswith("obl:") and noun.relation == "obl" and self.preposition(noun) == light.slot[4:]:
                return governor, light
        return self._light_relative(noun)

    def _light_relative(self, noun: Token) -> tuple[Token, LightVerb] | None:
        """The light verb of a relative clause or participle on the noun: "the welcome that Cuba gave", "sanctions imposed by Rome"."""
        for clause in self.sentence.children(noun, "acl"):
            if self._infinitive(clause):  # "the plan to hold": the clause asks the noun for its subject, not the other way round
                continue
            for light in self.lexicon.light.get(clause.lemma, ()):
                if light.slot == "obj" and noun in self._objects(clause):
                    return clause, light
        return None

    def _noun_subjects(self, noun: Token) -> list[Token]:
        possessors = self._expand(list(self.sentence.children(noun, "nmod:poss")))
        agents = self._expand(self._own_oblique(noun, "by"))
        adjectives = list(self.sentence.children(noun, "amod", "compound", "nmod:unmarked"))
        light = self.light_verb(noun)
        lent: list[Token] = []
        if light and light[1].subject == "subj":
            lent = list(self.slot(light[0], "subj"))
        found = agents + possessors + adjectives + lent
        return found + self._contained(noun) + self._attending(noun) + self._lying(noun)

    def _lying(self, noun: Token) -> list[Token]:
        """What lies "at anchor" where no verb says so: "the frigate at anchor in Beirut"."""
        governor = self.sentence.head(noun)
        if noun.lemma not in self.lexicon.classes.get("mooring", ()) or self.preposition(noun) != "at" or governor is None:
            return []
        return self._expand([governor]) if governor.upos in ("NOUN", "PROPN") else []

    def _attending(self, noun: Token) -> list[Token]:
        """Who holds talks with somebody where only the clause tells: "after talks with Lima, the minister said"."""
        stopping = noun.lemma in self.lexicon.classes.get("stopping", ()) and self.preposition(noun) in ("after", "with", "including", "before")
        if not (stopping or self._own_oblique(noun, "with")) or self.light_verb(noun):
            return []
        for ancestor in self.sentence.ancestors(noun):
            if ancestor.upos == "VERB":
                return self._surface_subjects(ancestor)
        return []

    def lent_objects(self, noun: Token) -> tuple[Token, ...]:
        """Subjects of a light verb that suffers the act ("the convoy came under attack")."""
        light = self.light_verb(noun)
        return self.slot(light[0], "subj") if light and light[1].subject == "obj" else ()

    def _contained(self, noun: Token) -> list[Token]:
        verb = self.sentence.head(noun)
        if verb is None or verb.lemma not in CONTAINER_VERBS or noun.deprel not in ("obj", "obl"):
            return []
        return [p for s in self._surface_subjects(verb) for p in self._expand(list(self.sentence.children(s, "nmod:poss")))]

    def _listed(self, token: Token) -> list[Token]:
        """Names that a headline lists by commas alone: "Russia, Nicaragua agree on port entry"."""
        if self.sentence.role not in ("headline", "teaser") or token.upos != "PROPN":
            return []
        return [c for c in self.sentence.children(token, "appos") if c.upos == "PROPN" and c.index == token.index + 2]

    def _expand(self, tokens: list[Token]) -> list[Token]:
        """The tokens with what is coordinated to them; a measure noun ("a series of") also gives what it measures."""
        found: list[Token] = []
        for token in tokens:
            for each in (token, *(c for c in self.sentence.children(token, "conj") if c.upos != "VERB"), *self._listed(token)):
                found.append(each)
                if each.lemma in MEASURE_NOUNS:
                    found += self._own_oblique(each, "of")
        return found


def _unique(tokens: list[Token]) -> tuple[Token, ...]:
    return tuple({t.index: t for t in tokens}.values())
