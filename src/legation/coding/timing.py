"""When an act happened, and whether it is told as background."""

from __future__ import annotations

from datetime import date, timedelta

from legation.coding.matching import Match
from legation.document import Document
from legation.errors import Unknown
from legation.event import EventDate, Quote, Status
from legation.moment import MomentMention
from legation.sentence import Sentence, Token

BACKGROUND_DAYS = 90
"""An act that lies further back is background (CODEBOOK.md section 1)."""

CLAUSE_LINKS = frozenset({"xcomp", "conj", "obj", "obl", "nsubj", "nmod", "compound", "aux", "cop"})
"""Relations that may stand between a predicate and the word that its time expression hangs on."""


def publication_day(document: Document) -> date | None:
    """The day of the report, or None."""
    return None if isinstance(document.date, Unknown) else document.date.day


def moment_of(match: Match, sentence: Sentence, moments: tuple[MomentMention, ...]) -> MomentMention | None:
    """The time expression that belongs to the act: the nearest in the tree, not across another clause; None if none."""
    best: tuple[int, int, MomentMention] | None = None
    heads = {match.head.index, match.light.index if match.light else match.head.index}
    for moment in moments:
        if moment.mention.sentence != sentence.index or moment.moment.value is None or moment.moment.timex_type not in ("DATE", "TIME"):
            continue
        token = sentence.tokens[moment.mention.head]
        steps = min((s for h in heads if (s := _steps(token, sentence.tokens[h], sentence)) is not None), default=None)
        if steps is not None and (best is None or (steps, moment.mention.span.start) < best[:2]):
            best = (steps, moment.mention.span.start, moment)
    return best[2] if best else None


def _steps(token: Token, head: Token, sentence: Sentence) -> int | None:
    """Arcs from the time expression up to the predicate or to a word that governs it within its clause; None when a clause lies between."""
    if token.index == head.index:
        return 0
    up = [head, *_within_clause(head, sentence)]
    reach = {t.index: i for i, t in enumerate(up)}
    climbed, current = 0, token
    while True:
        if current.index in reach:
            return climbed + 2 * reach[current.index]
        governor = sentence.head(current)
        if governor is None or (climbed and current.relation in ("ccomp", "advcl", "acl", "parataxis")):
            return None
        climbed, current = climbed + 1, governor


def _within_clause(head: Token, sentence: Sentence) -> list[Token]:
    found, current = [], head
    while current.relation in CLAUSE_LINKS and current.head >= 0:
        current = sentence.tokens[current.head]
        found.append(current)
    return found


def date_of(moment: MomentMention | None, document: Document, status: Status, *, background: bool, role: str) -> EventDate | Unknown:
    """The act's date with its basis: the expression, else the publication day for what the report tells as news, else Unknown."""
    if moment is not None and moment.moment.value is not None:
        mention = moment.mention
        return EventDate(moment.moment.value, moment.moment.precision, "expression", Quote(mention.span, mention.text))
    if role == "caption":
        return Unknown("caption")
    if status != "occurred" or background:
        return Unknown("no_expression")
    day = publication_day(document)
    return Unknown("no_publication_date") if day is None else EventDate(day.isoformat(), "day", "publication", None)


def is_background(moment: MomentMention | None, document: Document, status: Status) -> bool:
    """Whether the act lies more than 90 days before publication.

    Without a publication date, an act told with its year is history: news tells the present by weekdays and months.
    """
    if moment is None or status == "planned":
        return False
    day, last = publication_day(document), moment.moment.last_day
    if day is None:
        return moment.moment.timex_type == "DATE" and any(c.isdigit() for c in moment.mention.text) and _has_year(moment.mention.text)
    return last is not None and last < day - timedelta(days=BACKGROUND_DAYS)


def _has_year(words: str) -> bool:
    digits = "".join(c if c.isdigit() else " " for c in words).split()
    return any(len(d) == 4 and d[:2] in ("18", "19", "20") for d in digits)
