"""A reader of JSONL and stages that know six words, quick and the same every time."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from legation.document import Block, Document, PublicationDate, content_id
from legation.errors import Failure, Unknown
from legation.event import Event, EventDate, Quote
from legation.mention import Mention, Parse
from legation.moment import Moment, MomentMention
from legation.participant import Cast, Participant
from legation.place import Place, PlaceMention
from legation.sentence import Sentence, Token
from legation.span import Span
from legation.stages import Coding, Dropped, Grounding
from legation.statement import Statement

SETTINGS = {
    "reader": "fakes.stages:FakeReader",
    "parser": "fakes.stages:FakeParser",
    "resolver": "fakes.stages:FakeResolver",
    "grounder": "fakes.stages:FakeGrounder",
    "coder": "fakes.stages:FakeCoder",
}

STATES = {"France": "FRA", "Mali": "MLI", "Cuba": "CUB", "Russia": "RUS"}
ADJECTIVES = {"French": "FRA", "Russian": "RUS"}
VERBS = {"met": ("CONSULT", "meet", 1, 2.1, "036"), "thanked": ("SUPPORT", "thank", 1, 4.6, "051"), "bombed": ("ASSAULT", "bomb", 4, -9.3, "195")}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOT_STATED = Unknown("not_stated")


class FakeReader:
    """Lines of the document contract; `role` of a line, if given, is that of its whole text."""

    def __init__(self, default_date: date | None = None) -> None:
        self._default = default_date

    def read(self, sources: Sequence[str]) -> Iterator[Document | Failure]:
        """Documents of JSONL files and of standard input."""
        for source in sources:
            if source != "-" and not Path(source).exists():
                yield Failure(source, source, "missing", f"{source} does not exist.")
                continue
            lines = sys.stdin.read() if source == "-" else Path(source).read_text("utf-8")
            for number, line in enumerate(x for x in lines.split("\n") if x.strip()):
                yield self._document(line, source, number)

    def _document(self, line: str, source: str, number: int) -> Document | Failure:
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            return Failure(f"{source}:{number}", source, "bad_json", f"{source}:{number + 1} is no JSON.")
        if "text" not in row:
            return Failure(str(row.get("id", number)), source, "bad_field", "no text")
        return self._from_row(row, source)

    def _from_row(self, row: dict[str, str], source: str) -> Document:
        text = row["text"]
        day = PublicationDate(date.fromisoformat(row["date"]), "field") if row.get("date") else None
        if day is None and self._default:
            day = PublicationDate(self._default, "given")
        blocks = (Block(row.get("role", "body"), Span(0, len(text))),) if text.strip() else ()  # type: ignore[arg-type]
        language = row.get("language", "en")
        return Document(str(row.get("id") or content_id(text)), text, blocks, row.get("title", NOT_STATED), day or NOT_STATED, source, language)


class FakeParser:
    """Sentences end at full stops; words at spaces; known names are mentions."""

    def parse(self, document: Document) -> Parse:
        """Sentences and mentions."""
        if "WORKER DIES" in document.text:
            os._exit(9)
        if "PARSER FAILS" in document.text:
            raise ValueError("the parser met a word that it cannot bear")
        sentences = []
        for found in re.finditer(r"[^.\s][^.]*\.?", document.text):
            if document.blocks:
                sentences.append(self._sentence(len(sentences), found, document))
        return Parse(tuple(sentences), tuple(m for s in sentences for m in self._mentions(s)))

    def _sentence(self, index: int, found: re.Match[str], document: Document) -> Sentence:
        words = list(re.finditer(r"\w+(?:-\w+)*", found[0]))
        tokens = [
            Token(i, Span(found.start() + w.start(), found.start() + w.end()), w[0], VERBS.get(w[0], ("", w[0]))[1], "X", i - 1, "dep")
            for i, w in enumerate(words)
        ]
        return Sentence(index, Span(*found.span()), found[0], document.role_at(found.start()), tuple(tokens))

    def _mentions(self, sentence: Sentence) -> Iterator[Mention]:
        for token in sentence.tokens:
            if token.text in STATES:
                yield Mention(token.span, token.text, "place", sentence.index, token.index)
            if token.text in ADJECTIVES:
                yield Mention(token.span, token.text, "nationality", sentence.index, token.index)


class FakeResolver:
    """Names of states are their governments."""

    def resolve(self, document: Document, parse: Parse) -> Cast:
        """Participants."""
        codes = STATES | ADJECTIVES
        return Cast(tuple(self._participant(m, codes[m.text]) for m in parse.mentions), ())

    def _participant(self, mention: Mention, state: str) -> Participant:
        name = next(n for n, s in STATES.items() if s == state)
        return Participant(mention, name, state, "GOV", ("GOV",), Unknown("not_stated"), f"state:{state}", "name", 0.9)


class FakeGrounder:
    """States lie at 0, 0; ISO days are moments."""

    def ground(self, document: Document, parse: Parse) -> Grounding:
        """Places and moments."""
        codes = STATES | ADJECTIVES
        places = tuple(PlaceMention(m, Place(m.text, codes[m.text], None, 0.0, 0.0, None, "country")) for m in parse.mentions)
        moments = []
        for sentence in parse.sentences:
            for found in DAY.finditer(sentence.text):
                at = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
                day = date.fromisoformat(found[0])
                moments.append(MomentMention(Mention(at, found[0], "time", sentence.index, 0), Moment(found[0], "day", day, day, "DATE", found[0])))
        return Grounding(places, tuple(moments))


class FakeCoder:
    """Who stands before a known verb acts on who stands after it; who stands before "said" says all that follows."""

    def code(self, document: Document, parse: Parse, cast: Cast, grounding: Grounding) -> Coding:
        """Events and statements."""
        events = [e for s in parse.sentences for t in s.tokens if t.text in VERBS if (e := self._event(document, s, t, cast, grounding))]
        speaking = [(s, t) for s in parse.sentences for t in s.tokens[:-1] if t.text == "said"]
        said = [self._statement(document, s, t, cast) for s, t in speaking if any(p.mention.sentence == s.index for p in cast.participants)]
        lone = [t for s in parse.sentences for t in s.tokens if t.text in VERBS and not any(e.anchor.span == t.span for e in events)]
        return Coding(tuple(events), tuple(said), tuple(Dropped(self._anchor(t), VERBS[t.text][0], t.lemma, "no_actor") for t in lone))

    def _statement(self, document: Document, sentence: Sentence, verb: Token, cast: Cast) -> Statement:
        here = [p for p in cast.participants if p.mention.sentence == sentence.index]
        words = Span(sentence.tokens[verb.index + 1].span.start, sentence.tokens[-1].span.end)
        states = tuple(str(p.state) for p in here if p.mention.head > verb.index)
        return Statement(document.id, Quote(sentence.span, sentence.text), here[0], Quote(words, words.of(document.text)), states)

    def _event(self, document: Document, sentence: Sentence, verb: Token, cast: Cast, grounding: Grounding) -> Event | None:
        here = [p for p in cast.participants if p.mention.sentence == sentence.index]
        actors = tuple(p for p in here if p.mention.head < verb.index)
        type_, _, quad, score, cameo = VERBS[verb.text]
        moment = next((m for m in grounding.moments if m.mention.sentence == sentence.index), None)
        when = (
            EventDate(moment.mention.text, "day", "expression", Quote(moment.mention.span, moment.mention.text))
            if moment
            else Unknown("no_expression")
        )
        if not actors:
            return None
        kind = "talks" if type_ == "CONSULT" else None
        recipients = tuple(p for p in here if p.mention.head > verb.index)
        nowhere = Unknown("no_expression")
        words = Quote(sentence.span, sentence.text)
        return Event(
            document.id, words, sentence.role, type_, None, kind, ("diplomatic",), quad, score, cameo,
            self._anchor(verb), (), actors, recipients, None, (), (), None,
            "occurred", False, None, when, nowhere, 0.8, "fake", verb.lemma, "fake",
        )  # fmt: skip

    def _anchor(self, verb: Token) -> Quote:
        return Quote(verb.span, verb.text)


class LyingCoder(FakeCoder):
    """Quotes words that the report does not hold there."""

    def _anchor(self, verb: Token) -> Quote:
        return Quote(verb.span, verb.text.upper())
