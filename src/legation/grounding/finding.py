"""Finds time expressions in text: at every word that may begin one, the longest form that fits its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.grounding.grammar import Form, Grammar
from legation.span import Span

WINDOW = 40
"""Code points before and after an expression that its surroundings are judged by."""

LONGEST = 120
"""Code points that an expression may have at most: keeps the search linear on text without spaces."""

FIRST, EARLY, LATE, LAST = 1500, 1900, 2040, 2100
"""Years from EARLY to LATE need no company; others to FIRST and LAST are no years before a noun that they may count."""

_WORD = re.compile(r"\d|[^\W\d_]+|[’'‘](?=\d0s)")
_LAST_WORD = re.compile(r"([\w.’']+|[-–,(])\s*$")
_RANGE = re.compile(r"[ ]?[-–—][ ]?(?:1[5-9]|20)\d\d(?![\d-])")
_RANGE_BEFORE = re.compile(r"\b(?:1[5-9]|20)\d\d[ ]?[-–—][ ]?\Z")
_NEXT_WORD = re.compile(r"\s*([\w’'-]+)")


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression as it is written; `parts` are the named groups of its form that matched."""

    span: Span
    text: str
    form: str
    rule: str
    parts: dict[str, str]

    def part(self, *names: str) -> str | None:
        """The first of these parts that is there."""
        return next((self.parts[n] for n in names if n in self.parts), None)


def find_expressions(text: str, grammar: Grammar) -> Iterator[Expression]:
    """Time expressions of the text, in order, not overlapping. Takes time linear in the text."""
    at = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < at or not (word.group()[0].isdigit() or word.group()[0] in "’'‘" or word.group().lower() in grammar.starters):
            continue
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        found = _longest(text, start, grammar)
        if found:
            at = found.span.end
            yield found


def _longest(text: str, start: int, grammar: Grammar) -> Expression | None:
    best: Expression | None = None
    before = text[max(0, start - WINDOW) : start]
    for form in grammar.forms:
        match = form.pattern.match(text, start, start + LONGEST)
        if match is None or (best and match.end() <= best.span.end) or not _fits(form, before, text[match.end() : match.end() + WINDOW]):
            continue
        parts = {k: v for k, v in match.groupdict().items() if v is not None}
        if _context_allows(parts, before, match.group(), text[match.end() : match.end() + WINDOW], grammar):
            best = Expression(Span(start, match.end()), match.group(), form.name, form.rule, parts)
    return best


def _fits(form: Form, before: str, after: str) -> bool:
    if after[:1].isalpha() and after[:1] not in "’'":
        return False
    if form.before and not form.before.search(before):
        return False
    if form.unless_before and form.unless_before.search(before):
        return False
    return not (form.unless_after and form.unless_after.search(after))


def _context_allows(parts: dict[str, str], before: str, words: str, after: str, grammar: Grammar) -> bool:
    if "bare_month" in parts and "shift" not in parts and "position" not in parts:
        return _month_allowed(parts["bare_month"], before, grammar) and not _first_name(parts["bare_month"], before, after, grammar)
    if words == parts.get("year"):
        return _year_allowed(int(words), before, after, grammar)
    if "holiday" in parts:
        return not _inside_a_name(before, after, grammar)
    if "frequency" in parts and words[:1].isupper():
        return _begins_sentence(before)
    if _one_of_many(parts, words, grammar):
        return False
    titled = "unit" in parts and "number" in parts and words.istitle() and words[0].isalpha()
    return not titled or _begins_sentence(before)


def _one_of_many(parts: dict[str, str], words: str, grammar: Grammar) -> bool:
    """Whether a number above one counts a unit in the singular ("2018 day five"), which only a hyphen allows ("a 14-day truce")."""
    if "number" not in parts or "unit" not in parts or "number2" in parts or grammar.value("plurals", parts["unit"]) is not None:
        return False
    count = grammar.number(parts["number"])
    return count is not None and count > 1 and "half" not in parts and not any(dash in words for dash in "-‐‑–—")


def _begins_sentence(before: str) -> bool:
    return not before.strip() or before.endswith("\n") or before.rstrip().endswith((".", "!", "?", "”", '"'))


def _inside_a_name(before: str, after: str, grammar: Grammar) -> bool:
    """Whether a holiday is part of a name: after a first name, or before another name ("the Christmas Cottage")."""
    last, following = _LAST_WORD.search(before), _NEXT_WORD.match(after)
    word = last.group(1) if last else ""
    named = word[:1].isupper() and not _begins_sentence(before) and word.lower() not in grammar.context["month_before"]
    return named or bool(following and following.group(1)[:1].isupper() and following.group(1).isalpha())


def _month_allowed(month: str, before: str, grammar: Grammar) -> bool:
    """A bare month is refused as a person's name or a verb: after a capitalised word, or unless a preposition stands before a doubtful one."""
    last = _LAST_WORD.search(before)
    word = last.group(1) if last else ""
    if word.lower() in grammar.context["month_before"]:
        return True
    if month.lower().rstrip(".") in grammar.context["months_with_care"]:
        return False
    return not (word[:1].isupper() and not before.rstrip().endswith((".", "!", "?", "”", '"', ":")))


def _first_name(month: str, before: str, after: str, grammar: Grammar) -> bool:
    """ "April Jones": a month that is a name too, at the head of a sentence or after a title, before another name."""
    following = _NEXT_WORD.match(after)
    named = following is not None and following.group(1)[:1].isupper() and following.group(1).isalpha()
    return named and month in grammar.context["name_like"] and _begins_sentence(before)


def _year_allowed(year: int, before: str, after: str, grammar: Grammar) -> bool:
    """A bare number of four figures is a year unless it counts or numbers something; before 1500 it needs a preposition."""
    last, following = _LAST_WORD.search(before), _NEXT_WORD.match(after)
    word = last.group(1).lower() if last else ""
    if _RANGE.match(after):
        return True
    if word in grammar.context["not_year_before"] or (following and following.group(1).lower() in grammar.context["not_year_after"]):
        return False
    if EARLY <= year <= LATE or (word == "(" and after.lstrip().startswith(")")):
        return True
    if _RANGE_BEFORE.search(before):
        return True
    told, after_it = grammar.context["year_alone_before"], grammar.context["year_followers"]
    if following and following.group(1)[:1].isupper() and after[:1] == " " and word not in (*told, "the", "of"):
        return False
    counts = following is not None and following.group(1).islower() and following.group(1) not in after_it and word not in told
    return not counts and (FIRST <= year <= LAST or word in grammar.context["year_before"])
