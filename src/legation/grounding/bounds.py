"""The ends of intervals: "from Monday to Friday", "since March", and the day of a time by the clock that stands before its date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from legation.grounding.calendar import day
from legation.grounding.grammar import Grammar
from legation.moment import Moment, MomentMention


def bounded(found: list[MomentMention], text: str, grammar: Grammar) -> tuple[MomentMention, ...]:
    """Two ends joined into an interval ("from Monday to Friday"), and ends left open ("since March"); each keeps its own TimeML value."""
    moments = _clocked(found, text, grammar)
    i = 0
    while i < len(moments):
        if i + 1 < len(moments) and _joined(moments[i], moments[i + 1], text, grammar):
            moments[i], moments[i + 1] = _interval(moments[i], _after(moments[i], moments[i + 1]))
            i += 2
            continue
        lasts = i + 1 < len(moments) and _to_the_present(moments[i], moments[i + 1], text, grammar)
        moments[i] = _lasting(moments[i]) if lasts else _opened(moments[i], text, grammar)
        i += 1
    return tuple(moments)


def _to_the_present(a: MomentMention, b: MomentMention, text: str, grammar: Grammar) -> bool:
    """ "2013 – present", "from 2013 to the present"."""
    gap = text[a.mention.span.end : b.mention.span.start].strip().lower()
    return a.moment.timex_type == "DATE" and a.moment.value is not None and b.moment.timex_value == "PRESENT_REF" and gap in grammar.bounds["present"]


def _lasting(m: MomentMention) -> MomentMention:
    return replace(m, moment=replace(m.moment, value=f"{_ends(m.moment)[0]}/..", precision="interval", last_day=None))


def _word_before(text: str, at: int, grammar: Grammar) -> str:
    words = text[max(0, at - 24) : at].split()
    while words and words[-1].lower() in grammar.bounds["passed_over"]:
        words.pop()
    return words[-1].lower() if words else ""


def _joined(a: MomentMention, b: MomentMention, text: str, grammar: Grammar) -> bool:
    """Whether the words between and before the two make them the ends of one interval."""
    if not (_plain(a.moment) and _plain(b.moment) and _in_order(a, b, grammar)):
        return False
    gap, before = text[a.mention.span.end : b.mention.span.start].strip().lower(), _word_before(text, a.mention.span.start, grammar)
    if gap in ("-", "–", "—"):
        return True
    bounds = grammar.bounds
    return (before in bounds["from"] and gap in bounds["join_from"]) or (before in bounds["between"] and gap in bounds["join_between"])


def _plain(moment: Moment) -> bool:
    """A date whose value may stand at an end of an EDTF interval."""
    return moment.timex_type == "DATE" and moment.value is not None and "/" not in moment.value and "X" not in moment.value


def _in_order(a: MomentMention, b: MomentMention, grammar: Grammar) -> bool:
    first, last = a.moment.first_day, b.moment.last_day
    if first is None or last is None:
        return False
    starts = a.moment.first_day, b.moment.first_day
    if starts[0] is not None and starts[1] is not None and starts[0] <= starts[1] and first < last:
        return True
    return all(grammar.value("weekdays", m.mention.text) is not None for m in (a, b))


def _after(a: MomentMention, b: MomentMention) -> MomentMention:
    """The second weekday of "from Monday to Friday", moved behind the first."""
    if a.moment.first_day is None or b.moment.first_day is None or a.moment.first_day <= b.moment.first_day:
        return b
    extent = day(b.moment.first_day + timedelta(days=7))
    return replace(b, moment=Moment(extent.value, extent.precision, extent.first, extent.last, "DATE", extent.timex))


def _interval(a: MomentMention, b: MomentMention) -> tuple[MomentMention, MomentMention]:
    def spread(m: MomentMention) -> MomentMention:
        value = f"{a.moment.value}/{b.moment.value}"
        moment = replace(m.moment, value=value, precision="interval", first_day=a.moment.first_day, last_day=b.moment.last_day)
        return replace(m, moment=moment)

    return spread(a), spread(b)


def _opened(m: MomentMention, text: str, grammar: Grammar) -> MomentMention:
    """The interval that "since" or "until" leaves open at one end; a possessive ("before Friday's vote") dates something else."""
    moment, span = m.moment, m.mention.span
    if moment.timex_type != "DATE" or moment.value is None or text.startswith(grammar.bounds["possessive"], span.end):
        return m
    first, last = _ends(moment)
    before = _word_before(text, span.start, grammar)
    if before in grammar.bounds["open_end"]:
        ended = "/" in (moment.timex_value or "")
        begun = moment.last_day if ended else moment.first_day
        return replace(m, moment=replace(moment, value=f"{last if ended else first}/..", precision="interval", first_day=begun, last_day=None))
    if before in grammar.bounds["open_start"]:
        return replace(m, moment=replace(moment, value=f"../{last}", precision="interval", first_day=None))
    return m


def _clocked(found: list[MomentMention], text: str, grammar: Grammar) -> list[MomentMention]:
    """Times by the clock that stand just before a date ("at 16:15 UTC, 1 June") moved to its day."""
    moments, gaps = list(found), grammar.bounds["clock_before_date"]
    for i, (a, b) in enumerate(pairwise(found)):
        when, gap = b.moment.first_day, text[a.mention.span.end : b.mention.span.start].strip().lower()
        if a.moment.precision == "time" and b.moment.precision == "day" and b.moment.timex_type == "DATE" and when and gap in gaps:
            moments[i] = replace(a, moment=_on(a.moment, when))
    return moments


def _on(moment: Moment, when: date) -> Moment:
    value, timex = ((v or "").partition("T")[2] for v in (moment.value, moment.timex_value))
    return replace(moment, value=f"{when.isoformat()}T{value}", timex_value=f"{when.isoformat()}T{timex}", first_day=when, last_day=when)


def _ends(moment: Moment) -> tuple[str, str]:
    """What a stretch begins and ends with in EDTF: its own value, its days where the value is no plain date ("the 1970s", "last week")."""
    value, first, last = moment.value or "", moment.first_day, moment.last_day
    if "X" in value and first and last:
        return str(first.year), str(last.year)
    if "/" in value and first and last:
        return first.isoformat(), last.isoformat()
    return value, value
