"""Which time expression of a sentence belongs to an act: the binding that syntax gives, before any date is chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from legation.coding.anniversaries import anniversary_of
from legation.coding.matching import Match
from legation.moment import MomentMention
from legation.sentence import Sentence, Token

CLAUSE_LINKS = frozenset({"xcomp", "obj", "obl", "nsubj", "nmod", "compound", "aux", "cop"})
"""Relations that may stand between a predicate and the word that its time expression hangs on."""

CLAUSES = frozenset({"ccomp", "advcl", "acl", "parataxis", "appos", "csubj"})
"""Relations that begin another clause or aside, whose times are its own."""

SAID = frozenset({"AGREE", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"})
"""Types of acts that are done by saying: the day of saying is theirs."""

PROMISED = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT"})
"""Types whose future is a promise (data/ontology/promises.tsv), which is done by saying too."""

SAME_TIME = frozenset({"when", "while", "as", "during", "amid", "where", "by", "in"})
"""Words that begin a clause of the same time or place as the clause that governs it ("in calling on", "when it had criticised")."""

PREMODIFIERS = frozenset({"nmod", "compound", "nummod", "amod"})
"""Relations of an expression that stands before the noun that it dates."""

ABOUT = frozenset({"for", "over", "about", "of", "against", "after", "before", "since", "to", "under", "following", "follow"})
"""Words before the noun that an act is about or comes after, which has a time of its own."""

ISSUED = frozenset({"date", "publish"})
"""Participles that give a paper the day of the act that it does: "a letter dated 4 May"."""

FOLLOWING = frozenset({"following", "follow"})
"""Lemmas of words before an act that another follows."""

ORDER = frozenset({"after", "before"})
COARSE = frozenset({"month", "quarter", "season", "year", "decade", "century"})
"""Precisions that an act told just after or before another still shares."""

LONG_UNITS = frozenset({"day", "week", "month", "year", "decade"})
"""Units that set an act apart from the act it is counted from ("two days after")."""

LONG_PAST_DAYS = 90
"""Days before publication from which a "before" tells more than that the report has appeared since."""

MAX_CLAUSES = 5
"""Clauses that a time expression is looked for above the act's own."""

_CREDIT = re.compile(r"©|\(c\)|\bcopyright\b", re.IGNORECASE)
_START = re.compile(r"\b(?:ever )?since(?: the)?(?: (?:early|mid|late|beginning of|start of|end of)[ -]?)?\s*(?:the )?$", re.IGNORECASE)


def moment_of(match: Match, sentence: Sentence, moments: Sequence[MomentMention], day: date | None = None) -> MomentMention | None:
    """The time expression that belongs to the act; None if none. `day` is that of publication.

    What an anniversary is of happened so many years before it.
    The nearest in the act's own clause, else of the clause that governs it where that tells of the same time: a report verb's for acts of
    saying, a main clause's for its coordinates and participles. The only expression of a sentence with one verb is that verb's.
    """
    dates = [m for m in moments if _dates_acts(m, sentence)]
    first = anniversary_of(match.head, sentence, dates, day)
    if first is not None:
        return first
    firm = [
        m for m in dates if not _of_what_is_said(m, match, sentence, day) and not _of_another_act(m, sentence) and not _of_the_telling(m, sentence)
    ]
    found = _bound(match, sentence, firm)
    if found is None and len(firm) < len(dates):
        found = _bound(match, sentence, dates)
    return found or _before_what(match.light or match.head, sentence, dates, day)


def _before_what(carrier: Token, sentence: Sentence, dates: Sequence[MomentMention], day: date | None) -> MomentMention | None:
    """The time up to what is long past in a clause begun by "before": "before the war began in February 2022, Russia warned"."""
    clauses = [c for c in sentence.children(carrier, "advcl") if "before" in _marks(c, sentence)]
    found = _nearest({c.index for c in clauses}, sentence, dates)
    last = found.moment.last_day if found else None
    if found is None or day is None or last is None or last >= day - timedelta(days=LONG_PAST_DAYS) or "/" in (found.moment.value or ""):
        return None
    return replace(found, moment=replace(found.moment, value=f"../{found.moment.value}", precision="interval", first_day=None))


def _of_what_is_said(moment: MomentMention, match: Match, sentence: Sentence, day: date | None) -> bool:
    """Whether the expression lies ahead in the infinitive that an act of saying governs: "hopes to resolve it in talks on Tuesday"."""
    first, verb = moment.moment.first_day, match.light or match.head
    if day is None or first is None or first <= day or match.sense.type not in SAID or looks_ahead(verb, sentence):
        return False
    above = [sentence.tokens[moment.mention.head], *sentence.ancestors(sentence.tokens[moment.mention.head])]
    return any(t.relation == "xcomp" and t.head == verb.index and "to" in _marks(t, sentence) for t in above)


def _of_the_telling(moment: MomentMention, sentence: Sentence) -> bool:
    """Whether the expression stands between a verb of telling and the subject of what is told: "said on Tuesday its troops had left"."""
    token = sentence.tokens[moment.mention.head]
    told = sentence.head(token)
    if told is None or told.relation != "ccomp" or sentence.children(told, "mark"):
        return False
    subjects = sentence.children(told, "nsubj")
    return bool(subjects) and told.head < token.index < min(s.index for s in subjects) and _follows_closely(told.head, token, sentence)


def _follows_closely(verb: int, token: Token, sentence: Sentence) -> bool:
    """Whether nothing but the expression's own words stands between the verb and it."""
    own = {t.index for t in sentence.subtree(token)}
    return all(i in own for i in range(verb + 1, token.index))


def _of_another_act(moment: MomentMention, sentence: Sentence) -> bool:
    """Whether the expression stands behind the act that another follows: "stopped the aid, following the clash with Kyiv on Feb. 28"."""
    token = sentence.tokens[moment.mention.head]
    governor = sentence.head(token)
    if governor is None:
        return False
    beside = [governor, *(c for c in sentence.children(governor, "obl", "advcl") if c.index < token.index and c.index != token.index)]
    return any(_marks(c, sentence) & FOLLOWING for c in beside)


def _bound(match: Match, sentence: Sentence, dates: list[MomentMention]) -> MomentMention | None:
    """The nearest of these expressions, from the act's own clause upwards."""
    carrier: Token | None = match.light or match.head
    heads, here = {match.head.index, carrier.index if carrier else -1}, dates
    for _ in range(MAX_CLAUSES):
        if carrier is None or not dates:
            break
        found = _nearest(heads, sentence, here) or _nearest(_same_time_below(carrier, sentence), sentence, here)
        if found is not None:
            return found
        scene = [c for c in sentence.children(carrier, "advmod") if c.lemma.lower() in ("where", "when")]
        if scene and carrier.deprel == "acl:relcl":
            return _last_before(scene[0], dates)
        dates = _shared(carrier, sentence, dates)
        here = _of_all_coordinates(carrier, sentence, dates)
        carrier = _telling(carrier, match, sentence)
        heads = {carrier.index} if carrier else set()
    return _only(dates, sentence)


def _last_before(word: Token, dates: list[MomentMention]) -> MomentMention | None:
    """The expression of the scene that "where" points back to."""
    before = [m for m in dates if m.mention.span.end <= word.span.start]
    return max(before, key=lambda m: m.mention.span, default=None)


def _only(dates: list[MomentMention], sentence: Sentence) -> MomentMention | None:
    """The one expression of a sentence with one verb, unless it tells whose day a noun is of."""
    alone = len(dates) == 1 and sum(t.upos == "VERB" for t in sentence.tokens) == 1
    if not alone:
        return None
    token = sentence.tokens[dates[0].mention.head]
    governor = sentence.head(token)
    owned = token.deprel == "nmod:poss" or (governor is not None and _dates_object(token, governor, sentence))
    return None if owned else dates[0]


def _dates_acts(moment: MomentMention, sentence: Sentence) -> bool:
    """Whether the expression can date an act: no duration or set, no start ("since 2014"), no year of a copyright credit."""
    if moment.mention.sentence != sentence.index or moment.moment.value is None or moment.moment.timex_type not in ("DATE", "TIME"):
        return False
    before = sentence.text[: moment.mention.span.start - sentence.span.start].rpartition("\n")[2]
    if _CREDIT.search(before):
        return False
    return moment.moment.precision == "interval" or not _START.search(before)


def _nearest(heads: set[int], sentence: Sentence, moments: Sequence[MomentMention]) -> MomentMention | None:
    best: tuple[int, int, MomentMention] | None = None
    for moment in moments:
        token = sentence.tokens[moment.mention.head]
        steps = min((s for h in sorted(heads) if (s := _steps(token, sentence.tokens[h], sentence)) is not None), default=None)
        if steps is not None and (best is None or (steps, moment.mention.span.start) < best[:2]):
            best = (steps, moment.mention.span.start, moment)
    return best[2] if best else None


def _steps(token: Token, head: Token, sentence: Sentence) -> int | None:
    """Arcs from the time expression up to the predicate or to a word that governs it within its clause; None when a clause lies between."""
    reach = {t.index: i for i, t in enumerate([head, *_within_clause(head, sentence)])}
    climbed, current = 0, token
    while current.index not in reach:
        governor = sentence.head(current)
        if governor is None or (climbed and _begins_clause(current, sentence)) or _dates_object(token, current, sentence):
            return None
        climbed, current = climbed + 1, governor
    return climbed + 2 * reach[current.index]


def _dates_object(token: Token, current: Token, sentence: Sentence) -> bool:
    """Whether the expression stands before the noun that it dates, and the act is about that: "condemned Monday's attack", "for the 3 April raid"."""
    governor = sentence.head(token)
    if governor is None or governor.index != current.index or token.relation not in PREMODIFIERS or token.index > current.index:
        return False
    return current.relation == "obj" or (current.relation in ("obl", "nmod") and bool(_marks(current, sentence) & ABOUT))


def _begins_clause(token: Token, sentence: Sentence) -> bool:
    """Whether the token heads a clause of its own; a coordinate without a subject shares its clause, and "dated 4 May" is no clause."""
    if token.deprel == "acl" and token.lemma.lower() in ISSUED:
        return False
    if token.relation == "conj":
        return token.upos in ("VERB", "AUX") and bool(sentence.children(token, "nsubj"))
    return token.relation in CLAUSES


def _within_clause(head: Token, sentence: Sentence) -> list[Token]:
    found, current = [], head
    while current.relation in CLAUSE_LINKS and current.head >= 0:
        current = sentence.tokens[current.head]
        found.append(current)
    return found


def _clause_head(token: Token, sentence: Sentence) -> Token:
    return [token, *_within_clause(token, sentence)][-1]


def _same_time_below(carrier: Token, sentence: Sentence) -> set[int]:
    """Predicates of the clauses that say when or what was done with it: "when he visited in January", ", telling reporters on Monday"."""
    above = (carrier, *sentence.children(carrier, "obj", "obl"))
    clauses = [c for a in above for c in sentence.children(a, "advcl", "acl")]
    told = {c.index for c in clauses if _marks(c, sentence) & {"when", "while"} and sentence.children(c, "nsubj")}
    return told | {c.index for c in sentence.children(carrier, "advcl") if _bare_participle(c, sentence)}


def _bare_participle(clause: Token, sentence: Sentence) -> bool:
    """ "..., telling reporters": at the time of its governor."""
    bare = not sentence.children(clause, "mark", "nsubj")
    return bare and clause.upos == "VERB" and clause.text.lower().endswith("ing")


def _telling(carrier: Token, match: Match, sentence: Sentence) -> Token | None:
    """The word that governs the act's clause and tells of the same time, or None."""
    clause = _clause_head(carrier, sentence)
    governor = sentence.head(clause)
    said = match.sense.type in SAID or looks_ahead(carrier, sentence)
    if governor is None:
        return next((c for c in sentence.children(clause, "parataxis") if c.upos == "VERB"), None) if said else None
    if clause.relation == "conj":
        return governor
    if clause.relation in ("ccomp", "parataxis"):
        return governor if said else None
    if clause.relation == "advcl":
        return governor if _same_time(clause, sentence) else None
    if clause.deprel != "acl":
        return None
    return governor if said or _is_past_participle(clause, sentence) else None  # "the plan on Friday to give", "areas abandoned by"


def _is_past_participle(clause: Token, sentence: Sentence) -> bool:
    """ "areas abandoned by the rebels": done by the time of what governs it, in the same month at most."""
    return clause.upos == "VERB" and not clause.text.lower().endswith("ing") and not sentence.children(clause, "mark", "nsubj", "aux")


def looks_ahead(verb: Token, sentence: Sentence) -> bool:
    """Whether the predicate tells what is to come, so that what is done now is its promise."""
    auxiliaries = {c.text.lower() for c in sentence.children(verb, "aux")}
    return bool(auxiliaries & {"will", "would", "'ll", "shall"}) or "to" in _marks(verb, sentence)


def _marks(clause: Token, sentence: Sentence) -> set[str]:
    return {c.lemma.lower() for c in sentence.children(clause, "mark", "case", "advmod")}


def _same_time(clause: Token, sentence: Sentence) -> bool:
    """Whether an adverbial clause tells of the time of its governor: a participle, or one begun by "when", or by "after" (see `_shared`)."""
    marks = _marks(clause, sentence)
    bare = not {c.lemma for c in sentence.children(clause, "mark")} and not sentence.children(clause, "nsubj")
    return bare or bool(marks & (SAME_TIME | ORDER)) or "to" in marks


def _shared(carrier: Token, sentence: Sentence, moments: list[MomentMention]) -> list[MomentMention]:
    """The expressions that the clause may take from its governor.

    After "after" and "before" only months and longer, or any with "hours after".
    """
    before = order_of(carrier, sentence)
    clause = _clause_head(carrier, sentence)
    if clause.deprel == "acl" and before is None and _is_past_participle(clause, sentence):
        return [m for m in moments if m.moment.precision in COARSE]
    if before is None or before in ("hour", "minute"):
        return moments
    return [] if before in LONG_UNITS else [m for m in moments if m.moment.precision in COARSE]


def _of_all_coordinates(carrier: Token, sentence: Sentence, moments: list[MomentMention]) -> list[MomentMention]:
    """A coordinate with a subject of its own takes only a fronted expression from the first."""
    clause = _clause_head(carrier, sentence)
    if clause.relation != "conj" or not sentence.children(clause, "nsubj"):
        return moments
    return [m for m in moments if _fronted(sentence.tokens[m.mention.head], sentence)]


def _fronted(token: Token, sentence: Sentence) -> bool:
    """Whether the expression stands before the subject of its clause."""
    governor = sentence.head(token)
    return governor is not None and any(c.index > token.index for c in sentence.children(governor, "nsubj"))


def order_of(carrier: Token, sentence: Sentence) -> str | None:
    """The word before the "after" or "before" that begins the clause, "" if there is none; None for other clauses."""
    clause = _clause_head(carrier, sentence)
    marks = [c for c in sentence.children(clause, "mark") if c.lemma.lower() in ORDER]
    if clause.relation != "advcl" or not marks:
        return None
    return sentence.tokens[marks[0].index - 1].lemma.lower() if marks[0].index else ""
