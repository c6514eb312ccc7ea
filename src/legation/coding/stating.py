"""Statements of a report: what is said about states where saying it does nothing to anybody (CODEBOOK.md section 2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from legation.coding.casting import Casting
from legation.coding.frames import Frames
from legation.coding.quotes import quoted_stretches
from legation.coding.sayings import Saying, Sayings, trimmed
from legation.coding.status import SPEECH
from legation.document import Document
from legation.errors import Unknown
from legation.event import Event, Quote
from legation.knowledge.lexicon import Lexicon
from legation.mention import Parse
from legation.participant import Cast, Participant
from legation.sentence import Sentence, Token
from legation.span import Span
from legation.statement import Statement

MAX_STATEMENTS = 500
"""Statements of one report at most; reports of the development stories hold 40."""

FEWEST_WORDS = 3
"""Words of a quotation that says something; "Yes," he said, does not."""

LOCATIVES = frozenset({"in", "at", "from", "near", "outside", "around"})
"""Prepositions that make a capital the place of the talk and not the state that is talked of ("talks in Geneva")."""

FIRST = frozenset({"our", "my"})
THIRD = frozenset({"it", "its", "they", "their", "them"})
"""Pronouns by which a statement speaks of a state that was named before."""


def statements(document: Document, parse: Parse, cast: Cast, casting: Casting, lexicon: Lexicon, events: Iterable[Event]) -> tuple[Statement, ...]:
    """Statements in text order, one for each speaker and sentence; none from teasers.

    A saying is no statement where the saying itself is coded (an event is anchored on the verb), or where all that it tells is coded: an event
    is anchored at each of its main clauses ("said that Chad had bombed Togo"). What tells acts in passing and something of its own beside them
    ("said the bombing of Togo was a sign of weakness") is a statement if it names a state. What tells no act is one if it names a state or its
    speaker has one.
    """
    return _Stating(document, parse, cast, casting, lexicon, events).statements()


class _Stating:
    """The statements of one report."""

    def __init__(self, document: Document, parse: Parse, cast: Cast, casting: Casting, lexicon: Lexicon, events: Iterable[Event]) -> None:
        self._document, self._parse, self._lexicon = document, parse, lexicon
        self._quoted = quoted_stretches(parse, document.text)
        self._sayings = Sayings(lexicon, casting, self._quoted, document.text)
        self._acts = {q.span: e for e in events for q in (e.anchor, *e.repeats)}
        self._named: dict[int, list[Participant]] = {}
        for participant in cast.participants:
            self._named.setdefault(participant.mention.sentence, []).append(participant)

    def statements(self) -> tuple[Statement, ...]:
        """All statements, in text order."""
        found: list[Statement] = []
        for sentence, told in zip(self._parse.sentences, self._told(), strict=True):
            for saying in told if sentence.role not in ("teaser", "furniture") else ():
                found += self._kept(saying)
        return tuple(sorted(dict.fromkeys(found), key=lambda s: (s.content.span, s.speaker.mention.span)))[:MAX_STATEMENTS]

    def _told(self) -> list[tuple[Saying, ...]]:
        """Sayings sentence by sentence; a quotation that runs on over sentences goes on being its speaker's."""
        told = [self._sayings.of(s) for s in self._parse.sentences]
        of_quotation = {q: s.speakers for found in told for s in found if (q := self._quotation(s)) is not None}
        for sentence in self._parse.sentences:
            quotation = None if told[sentence.index] else self._within(sentence)
            if quotation is None:
                continue
            speakers = of_quotation.get(quotation) or self._next(quotation, of_quotation) or _last(told, sentence.index - 1)
            tokens = trimmed([t for t in sentence.tokens if self._sayings.inside(t) == quotation])
            if speakers and tokens:
                of_quotation[quotation] = speakers
                span = Span(tokens[0].span.start, tokens[-1].span.end)
                told[sentence.index] = (Saying(sentence, None, speakers, span, frozenset(t.index for t in tokens), direct=True),)
        return told

    def _quotation(self, saying: Saying) -> int | None:
        if not saying.direct:
            return None
        return self._sayings.inside(saying.sentence.tokens[max(saying.own)])

    def _within(self, sentence: Sentence) -> int | None:
        """The quotation that holds every word of the sentence, None if there is none."""
        holding = {self._sayings.inside(t) for t in sentence.tokens if t.upos != "PUNCT"}
        return holding.pop() if len(holding) == 1 else None

    def _next(self, quotation: int, speakers: dict[int, tuple[Participant, ...]]) -> tuple[Participant, ...]:
        """Speakers of the paragraph in which a quotation goes on that its own paragraph does not close."""
        while quotation + 1 < len(self._quoted) and not self._quoted[quotation].closed:
            quotation += 1
            if quotation in speakers:
                return speakers[quotation]
        return ()

    def _kept(self, saying: Saying) -> list[Statement]:
        """The statements of a saying, one for each speaker."""
        sentence, frames = saying.sentence, Frames(saying.sentence, self._lexicon)
        if saying.direct and sum(t.upos != "PUNCT" and t.index in saying.own for t in sentence.tokens) < FEWEST_WORDS:
            return []
        said = None if saying.verb is None else self._act_at(saying.verb)
        if said is not None and said.status != "denied":
            return []
        saying = self._without_deeds(saying)
        acts = [t for t in sentence.tokens if t.index in saying.own and self._act_at(t)]
        mains = _main_clauses(saying)
        if acts and all(any(_tells(act, main, frames) for act in acts) for main in mains):
            return []
        content = Quote(saying.span, saying.span.of(self._document.text))
        whole = Quote(sentence.span, sentence.text)
        found = [Statement(self._document.id, whole, s, content, self._states(saying, s)) for s in saying.speakers]
        return [s for s in found if s.states or (not acts and not isinstance(s.speaker.state, Unknown))]

    def _act_at(self, token: Token) -> Event | None:
        return next((act for span, act in self._acts.items() if span.overlaps(token.span)), None)

    def _without_deeds(self, saying: Saying) -> Saying:
        """Without what the speaker did beside saying it: "said it regretted the raid and urged Chad to leave" (the parser takes both for said)."""
        sentence, own = saying.sentence, saying.own
        for token in (t for t in sentence.tokens if t.index in own and not saying.direct):
            beside = token.relation == "conj" and token.upos == "VERB" and not sentence.children(token, "aux", "mark", "nsubj")
            act = self._act_at(token) if beside and token.index > min(own) and not token.text.lower().endswith("ing") else None
            if act is not None and act.type in SPEECH:
                own -= {t.index for t in sentence.subtree(token)}
        tokens = trimmed([t for t in sentence.tokens if t.index in own])
        if own == saying.own or not tokens:
            return saying
        return replace(saying, own=own, span=Span(tokens[0].span.start, tokens[-1].span.end))

    def _states(self, saying: Saying, speaker: Participant) -> tuple[str, ...]:
        """States that the words name, in text order; not those that were only taken for granted, nor the speaker's own by "our" or "it"."""
        found = []
        for participant in self._named.get(saying.sentence.index, []):
            head = saying.sentence.tokens[participant.mention.head]
            if head.index in saying.own and participant.basis != "document" and not _aside(participant, head, saying.sentence, speaker):
                found.append(participant.state)
        return tuple(dict.fromkeys(s for s in found if not isinstance(s, Unknown) and s != "NSA"))


def _aside(participant: Participant, head: Token, sentence: Sentence, speaker: Participant) -> bool:
    """Whether a mention names no state that is talked of: a pronoun for persons or the speaker's side, "our", where a thing is held."""
    if participant.mention.kind == "pronoun":
        return participant.state == speaker.state or not {head.lemma.lower(), head.text.lower()} & THIRD
    if any(c.text.lower() in FIRST for c in sentence.children(head, "nmod:poss")):
        return True
    return participant.basis == "metonym" and any(c.lemma.lower() in LOCATIVES for c in sentence.children(head, "case"))


def _last(told: list[tuple[Saying, ...]], index: int) -> tuple[Participant, ...]:
    """Speakers of the last saying of a sentence; nobody before the first."""
    return told[index][-1].speakers if index >= 0 and told[index] else ()


def _main_clauses(saying: Saying) -> list[Token]:
    """Heads of the words said, and the predicates that are coordinated to them."""
    tokens = [t for t in saying.sentence.tokens if t.index in saying.own and t.upos != "PUNCT"]
    mains = {t.index for t in tokens if t.head not in saying.own and t.relation not in ("mark", "cc", "advmod", "vocative", "discourse")}
    for token in tokens:
        if (
            token.relation in ("conj", "parataxis")
            and token.head in mains
            and (token.upos in ("VERB", "AUX") or saying.sentence.children(token, "cop"))
        ):
            mains.add(token.index)
    return [t for t in tokens if t.index in mains]


def _tells(act: Token, main: Token, frames: Frames) -> bool:
    """Whether the act is what the clause tells: its predicate, the infinitive of it, or the noun of its light verb."""
    while act.index != main.index and act.relation == "xcomp" and act.head >= 0:
        act = frames.sentence.tokens[act.head]
    light = frames.light_verb(act)
    return act.index == main.index or (light is not None and light[0].index == main.index)
