"""When the acts of a report without a date can have happened, by what it tells of as past: "after July 2014"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.coding.binding import looks_ahead
from legation.document import Document
from legation.errors import Unknown
from legation.event import Event, EventDate, Quote
from legation.mention import Parse
from legation.moment import MomentMention
from legation.sentence import Sentence, Token

TOLD_ROLES = frozenset({"headline", "lead", "body"})
"""Roles of the article itself; captions and teasers tell of other days."""

ADVERBIALS = frozenset({"obl", "advmod"})
"""Relations by which an expression dates a predicate, rather than name a thing ("Vision 2030")."""

_PAST_HELPERS = frozenset({"was", "were", "had", "did", "been", "have", "has"})


def bounded(events: Sequence[Event], document: Document, parse: Parse, moments: Sequence[MomentMention]) -> list[Event]:
    """The events of a report without a date, those that only want its date dated "after" the latest day that it tells of as past.

    The basis is `content`: a bound for what is told as news, never the day of the report. Other reports' events stay as they are.
    """
    window = _window(events, parse, moments) if isinstance(document.date, Unknown) else None
    if window is None:
        return list(events)
    return [replace(e, date=window) if e.date == Unknown("no_publication_date") and e.role in TOLD_ROLES else e for e in events]


def _window(events: Sequence[Event], parse: Parse, moments: Sequence[MomentMention]) -> EventDate | None:
    done = {e.date.quote.span for e in events if isinstance(e.date, EventDate) and e.date.quote and e.status == "occurred" and e.role in TOLD_ROLES}
    told = [(first, m) for m in moments if (first := _first_day(m)) and (m.mention.span in done or _told_as_past(m, parse))]
    if not told:
        return None
    _, latest = max(told, key=lambda t: (t[0], -t[1].mention.span.start))
    start = (latest.moment.value or "").partition("/")[0].partition("T")[0]
    start = start if start and "X" not in start else str(latest.moment.first_day)
    return EventDate(f"{start}/..", "interval", "content", Quote(latest.mention.span, latest.mention.text))


def _first_day(moment: MomentMention) -> date | None:
    return moment.moment.first_day if moment.moment.timex_type in ("DATE", "TIME") else None


def _told_as_past(moment: MomentMention, parse: Parse) -> bool:
    """Whether the expression dates a predicate in a past tense, with nothing above it that looks ahead."""
    sentence = parse.sentences[moment.mention.sentence]
    if sentence.role not in TOLD_ROLES or not sentence.tokens:
        return False
    token = sentence.tokens[moment.mention.head]
    above = [t for t in sentence.ancestors(token) if t.upos in ("VERB", "AUX") or sentence.children(t, "cop")]
    if token.relation not in ADVERBIALS and token.deprel != "nmod:unmarked":
        return False
    return bool(above) and _is_past(above[0], sentence) and not any(looks_ahead(t, sentence) for t in above)


def _is_past(predicate: Token, sentence: Sentence) -> bool:
    helpers = {c.text.lower() for c in sentence.children(predicate, "aux", "cop")}
    if helpers:
        return bool(helpers & _PAST_HELPERS)
    word, lemma = predicate.text.lower(), predicate.lemma.lower()
    return predicate.upos == "VERB" and word not in (lemma, lemma + "s", lemma + "es") and not word.endswith("ing")
