"""The one wiring file: settings become stages, and a document goes through them."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from legation import __version__
from legation.config import Settings, read_settings
from legation.document import Block, Document, PublicationDate, content_id
from legation.errors import Failure, InputError, KnowledgeError, LegationError, SetupError, Unknown
from legation.event import Event, known, moment_of, participant_dict, place_dict
from legation.knowledge.roster_wikidata import wikidata
from legation.mention import Mention, Parse
from legation.participant import Cast
from legation.reading.questions import question_of
from legation.recording.coded import Coded, Outcome
from legation.relation import Question, Relation
from legation.span import Span
from legation.stages import Coder, Coding, Dropped, Grounder, Grounding, Parser, Reader, Relater, Resolver
from legation.statement import Statement


@dataclass(frozen=True, slots=True)
class Context:
    """All that is known of a report before its acts are coded."""

    document: Document
    parse: Parse
    cast: Cast
    grounding: Grounding


@dataclass(frozen=True, slots=True)
class Understanding:
    """A report with all that was made of it."""

    document: Document
    parse: Parse
    cast: Cast
    grounding: Grounding
    coding: Coding


@dataclass(frozen=True, slots=True)
class Reading:
    """A report's events and statements; in a notebook it shows the report with its evidence lit."""

    document: Document
    coding: Coding

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, in text order."""
        return self.coding.events

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What is said about states where saying it is no act, in text order."""
        return self.coding.statements

    def to_dicts(self) -> list[dict[str, object]]:
        """The events as DESIGN.md section 4 prints them."""
        return [event.to_dict() for event in self.coding.events]

    def _repr_html_(self) -> str:
        return "".join(f"<p><b>{escape(e.type)}</b> {_lit(e)} <small>{escape(e.status)}</small></p>" for e in self.events) or "<p>No act found.</p>"


class Pipeline:
    """Stages from settings, each made when it is first needed.

    Raises:
        KnowledgeError: a stage's path leads nowhere, or its data are wrong.
        SetupError: a stage lacks a part of the installation.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    @cached_property
    def version(self) -> str:
        """The version of the coding: ours, with a mark of their own for stages and a roster that are not ours, and for events left out."""
        ours = tuple(Settings.model_fields[name].default for name in ("parser", "resolver", "grounder", "coder"))
        least = self.settings.minimum_confidence
        if self.settings.stages == ours and not self.settings.roster and not least:
            return __version__
        own = _own_roster(Path(self.settings.roster)) if self.settings.roster else b""
        told = "|".join([*self.settings.stages, *([repr(least)] if least else [])])
        return f"{__version__}+{hashlib.sha256(told.encode() + own).hexdigest()[:8]}"

    def reader(self, default_date: date | None = None) -> Reader:
        """A reader that gives `default_date` to what has no date."""
        reader: Reader = _named(self.settings.reader)(default_date=default_date)
        return reader

    @cached_property
    def parser(self) -> Parser:
        """Documents to sentences and mentions."""
        return _named(self.settings.parser)()  # type: ignore[no-any-return]

    @cached_property
    def resolver(self) -> Resolver:
        """Mentions to participants."""
        own = [Path(self.settings.roster)] if self.settings.roster else []
        return _named(self.settings.resolver)(*own)  # type: ignore[no-any-return]

    @cached_property
    def grounder(self) -> Grounder:
        """Mentions to places and moments."""
        return _named(self.settings.grounder)()  # type: ignore[no-any-return]

    @cached_property
    def coder(self) -> Coder:
        """All of it to events."""
        return _named(self.settings.coder)()  # type: ignore[no-any-return]

    @cached_property
    def relater(self) -> Relater:
        """Marked pairs to the acts that join them."""
        return _named(self.settings.relater)()  # type: ignore[no-any-return]

    def relate(self, text: str, actor: tuple[int, int], recipient: tuple[int, int] | None = None) -> Relation:
        """What `actor` does to `recipient` in a text, or at all; each is its first code point and the one after its last.

        Raises:
            InputError: a stretch does not lie in the text; reason `bad_field`.
        """
        spans = [None if given is None else {"start": given[0], "end": given[1]} for given in (actor, recipient)]
        return self.relater.relate(question_of({"text": text, "actor": spans[0], "recipient": spans[1]}, "relate"))

    def attempt_relation(self, question: Question) -> dict[str, object] | Failure:
        """The line that `legation relate` prints for a question: the row that asked, with the answer added (DESIGN.md section 4)."""
        found = self._safely(question, self.relater.relate)
        return found if isinstance(found, Failure) else {"id": question.id, **question.row} | found.to_dict()

    def context(self, document: Document) -> Context:
        """Sentences, participants, places and moments of a document."""
        parse = self.parser.parse(document)
        return Context(document, parse, self.resolver.resolve(document, parse), self.grounder.ground(document, parse))

    def understand(self, document: Document) -> Understanding:
        """All that is made of a document.

        Raises:
            InputError: an event quotes words that do not stand where it says; reason `coding`.
        """
        context = self.context(document)
        coding = _sure(self.coder.code(document, context.parse, context.cast, context.grounding), self.settings.minimum_confidence)
        _refuse_false_quotes(document, coding)
        return Understanding(document, context.parse, context.cast, context.grounding, coding)

    def code(self, document: Document) -> Coding:
        """The events and statements of a document; raises as `understand` does."""
        return self.understand(document).coding

    def attempt(self, document: Document) -> Coded | Failure:
        """The coding as the record takes it, or why there is none; a fault of one report never ends a run.

        A report in another language than `settings.language` is skipped: no events. One whose language is not known is coded.
        """
        if not isinstance(document.language, Unknown) and document.language != self.settings.language:
            return Coded(document, Coding((), ()), "skipped", (), self.version)
        found = self._safely(document, self.understand)
        if isinstance(found, Failure):
            return found
        told = found.coding.statements or any(event.role != "teaser" for event in found.coding.events)
        outcome: Outcome = "coded" if told else "empty"
        return Coded(document, found.coding, outcome, tuple(_lemma(e, found.parse) for e in found.coding.events), self.version)

    def attempt_mentions(self, document: Document) -> dict[str, object] | Failure:
        """The line that `legation mentions` prints for a document (DESIGN.md section 4), or why there is none."""
        found = self._safely(document, self.context)
        return found if isinstance(found, Failure) else {"document_id": document.id, "mentions": mention_dicts(found)}

    def _safely(self, item: Document | Question, verb: Any) -> Any:
        try:
            return verb(item)
        except (KnowledgeError, SetupError):
            raise
        except InputError as error:
            return Failure(item.id, item.origin, error.reason, str(error))
        except Exception as error:  # noqa: BLE001 - the one place where a fault of ours in one report must not end a run of millions
            return Failure(
                item.id, item.origin, "coding", f"{type(error).__name__}: {error}, at {_place(error)}. This is a fault of ours; report it."
            )

    def __call__(self, text: str, *, date: date | str | None = None, title: str | None = None) -> Reading:
        """Codes a text published on `date`, a day or its ISO form; without it, only dates that the words give in full are known.

        Raises:
            InputError: the date is no ISO date; reason `bad_field`.
        """
        document = document_of(text, date=date, title=title)
        return Reading(document, self.code(document))

    def pipe(self, documents: Iterable[Document | str]) -> Iterator[Reading | Failure]:
        """Codes documents or texts one after another, in order; a fault of one gives a Failure in its place."""
        for item in documents:
            document = document_of(item) if isinstance(item, str) else item
            found = self._safely(document, self.code)
            yield found if isinstance(found, Failure) else Reading(document, found)


def load(**given: object) -> Pipeline:
    """A pipeline from the settings of this folder, with what is `given` over them."""
    return Pipeline(read_settings(**given))


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def _day(value: date | str) -> date:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise InputError("bad_field", f"date: {value!r} is no day. Write it as 2024-05-03.") from fault


def document_of(text: str, *, date: date | str | None = None, title: str | None = None) -> Document:
    """A text as a report: all of it body. NUL and lone surrogates become U+FFFD, one for one (DESIGN.md section 1)."""
    text = _UNSTORABLE.sub("\ufffd", text)
    return Document(
        id=content_id(text),
        text=text,
        blocks=(Block("body", Span(0, len(text))),) if text.strip() else (),
        title=Unknown("not_stated") if title is None else title,
        date=Unknown("not_stated") if date is None else PublicationDate(_day(date), "given"),
        origin="",
        language=Unknown("not_stated"),
    )


def mention_dicts(context: Context) -> list[dict[str, object]]:
    """Every mention with who, where or when it is, in text order, as `legation mentions` prints it.

    A mention that names a group gives the group's first member. A time that no moment was found for is left out.
    """
    actors = {_key(p.mention): participant_dict(p) | {"wikidata": wikidata(known(p.id) or "")} for p in reversed(context.cast.participants)}
    places = {p.mention.span: place_dict(p) for p in reversed(context.grounding.places)}
    moments = {m.mention.span: moment_of(m) for m in reversed(context.grounding.moments)}
    rows = []
    for mention in _all_mentions(context):
        is_time = mention.kind == "time"
        if is_time and mention.span not in moments:
            continue
        place = None if is_time or mention.kind == "vessel" else places.get(mention.span)
        rows.append(
            {"text": mention.text, "start": mention.span.start, "end": mention.span.end, "kind": mention.kind}
            | {"actor": None if is_time else actors.get(_key(mention))}
            | {"place": None if place is None else {k: v for k, v in place.items() if k in _PLACE_FIELDS}}
            | {"moment": moments[mention.span] if is_time else None}
        )
    return rows


_PLACE_FIELDS = frozenset({"name", "state", "latitude", "longitude", "geonames_id", "precision"})


def _all_mentions(context: Context) -> list[Mention]:
    """The parse's mentions and those that later stages found themselves, each once, in text order."""
    found = list(context.parse.mentions)
    found += [p.mention for p in context.cast.participants]
    found += [v.mention for v in context.cast.vessels]
    found += [p.mention for p in context.grounding.places]
    found += [m.mention for m in context.grounding.moments]
    once = {_key(m): m for m in reversed(found)}
    return [once[key] for key in sorted(once)]


def _key(mention: Mention) -> tuple[int, int, str]:
    return mention.span.start, mention.span.end, mention.kind


def _refuse_false_quotes(document: Document, coding: Coding) -> None:
    quotes = [(f"event {e.event_id} ({e.type})", q) for e in coding.events for q in e.spans()]
    quotes += [("a statement", q) for s in coding.statements for q in s.spans()]
    for owner, quote in quotes:
        if quote.span.of(document.text) != quote.text:
            raise InputError(
                "coding",
                f"{owner} of {document.id} quotes {quote.text[:60]!r} at {quote.span.start}..{quote.span.end}, where the text has "
                f"{quote.span.of(document.text)[:60]!r}. The coder must quote the text; report this.",
                origin=document.origin,
            )


def _sure(coding: Coding, least: float) -> Coding:
    """The coding with its events of less confidence than `least` among what was dropped."""
    if all(e.confidence >= least for e in coding.events):
        return coding
    weak = tuple(Dropped(e.anchor, e.type, e.rule, "low_confidence") for e in coding.events if e.confidence < least)
    return replace(coding, events=tuple(e for e in coding.events if e.confidence >= least), dropped=coding.dropped + weak)


def _lemma(event: Event, parse: Parse) -> str:
    sentence = parse.sentence_at(event.anchor.span.start)
    token = sentence.token_at(event.anchor.span.start) if sentence else None
    return (token.lemma if token else event.anchor.text).casefold()


def _lit(event: Event) -> str:
    sentence, at = event.sentence.text, event.anchor.span
    start, end = at.start - event.sentence.span.start, at.end - event.sentence.span.start
    return f"{escape(sentence[:start])}<mark>{escape(sentence[start:end])}</mark>{escape(sentence[end:])}"


def _place(error: Exception) -> str:
    """The line where an error was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown line"


def _own_roster(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"roster {path}: {error.strerror or error}. Correct `roster` in legation.toml or LEGATION_ROSTER.") from error


def _named(path: str) -> Any:
    """What stands at "module:attribute"."""
    module, _, attribute = path.partition(":")
    try:
        return getattr(import_module(module), attribute)
    except ModuleNotFoundError as error:
        raise SetupError(f"Stage {path}: {error}. Correct the path in legation.toml, or install what holds it.") from error
    except AttributeError as error:
        raise KnowledgeError(f"Stage {path}: module {module} has no {attribute!r}. Correct the path in legation.toml.") from error


__all__ = ["Context", "LegationError", "Pipeline", "Reading", "Understanding", "document_of", "load", "mention_dicts"]
