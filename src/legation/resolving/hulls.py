"""Hull and pennant numbers: told from dates, years and the numbers that are part of a ship's name."""

from __future__ import annotations

import re

from legation.sentence import Sentence, Token

_LETTERS = r"(?!G-\d|P-\d|COVID)[A-Z]{1,4}"
_CALLED = r"(?:with\s+)?(?:hull|pennant|pendant|side|bow|number)\s*(?:number|no\.?|num)?\s*:?\s*"
_AFTER = re.compile(
    rf"\s*,?\s*(?:"
    rf"\(\s*(?:{_CALLED})?(?P<inside>{_LETTERS}[- ]?\d{{1,4}}[A-Z]?|#?\d{{2,4}})\s*\)"
    rf"|(?:{_CALLED})#?(?P<called>{_LETTERS}[- ]?\d{{1,4}}|\d{{1,5}})\b"
    rf"|(?P<painted>{_LETTERS}-?\d{{2,4}}|#\d{{2,4}})\b)"
)
"""As navies paint it: SSV-175, DDG-51, F221, (417), (LCS 13), "hull number 569"."""

_BARE = re.compile(r"\s+(?P<number>\d{1,5})\b(?![.,:/]\d|\s*(?:%|percent))")
_BEFORE = re.compile(r"\s*(?P<number>\d{2,4})\s?-\s?(?=[A-Z])")
_APART = re.compile(r"\s*(?P<number>\d{3,4})(?:\s?-\s?|\s+)(?=[A-Z][a-z]+\s)(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))")
JOINED = re.compile(r"-(?P<number>\d{2,4})$")
"""A number that a hyphen joins to the name ("Kapak-625")."""

_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_WITH_HULL, _LONGEST = 2, 4
CALM = ("tracking", "hospital", "training", "research", "survey", "merchant", "cargo")
"""First words of types whose numbers are part of the name ("Yuan Wang 5")."""


def number_after(sentence: Sentence, at: int, *, painted: bool = False) -> tuple[str, int]:
    """A hull number right after token `at` - 1, and the token after it; with `painted` also digits alone ("Linyi 547")."""
    offset = sentence.tokens[at - 1].span.end - sentence.span.start
    match = _AFTER.match(sentence.text, offset)
    if match is not None:
        number = match["inside"] or match["called"] or match["painted"]
        if not (match["inside"] and _YEAR.match(number)):
            return number, _token_after(sentence, match.end())
    bare = _BARE.match(sentence.text, offset) if painted else None
    if bare is None or _counts(sentence, at) or len(bare["number"]) < _WITH_HULL or _YEAR.match(bare["number"]):
        return "", at
    return bare["number"], _token_after(sentence, bare.end())


def named_number(sentence: Sentence, at: int) -> int:
    """The token after a number that is part of the name that ends before token `at` ("Yuan Wang 5"); `at` where there is none."""
    tokens = sentence.tokens
    if at >= len(tokens) or not tokens[at].text.isdigit() or _counts(sentence, at) or _YEAR.match(tokens[at].text):
        return at
    return at + 1


def number_alone(sentence: Sentence, at: int) -> tuple[str, int]:
    """Digits that stand in place of a name right after a type ("coast guard ship 5901")."""
    bare = _BARE.match(sentence.text, sentence.tokens[at - 1].span.end - sentence.span.start)
    if bare is None or len(bare["number"]) <= _WITH_HULL or _counts(sentence, at):
        return "", at
    return bare["number"], _token_after(sentence, bare.end())


def number_before(sentence: Sentence, at: int, *, apart: bool = False) -> tuple[str, int]:
    """A number joined to the name that follows ("016-Quang Trung"), with `apart` also one before it ("547 Linyi"), and the token of the name."""
    if at >= len(sentence.tokens):
        return "", at
    match = (_APART if apart else _BEFORE).match(sentence.text, sentence.tokens[at].span.start - sentence.span.start)
    return (match["number"], _token_after(sentence, match.end())) if match else ("", at)


def _counts(sentence: Sentence, at: int) -> bool:
    """Whether the number at token `at` counts what follows or is the day of a month."""
    tokens = sentence.tokens
    if at >= len(tokens):
        return False
    before, after = tokens[at - 1].text.lower(), tokens[at + 1] if at + 1 < len(tokens) else None
    if after is None:
        return False
    return after.text.lower() in _MONTHS or _is_counted(tokens[at], after) or (before in _MONTHS and not sentence.tokens[at - 1].text[:1].isupper())


def _is_counted(number: Token, after: Token) -> bool:
    return after.upos == "NOUN" and (number.head == after.index or number.relation == "nummod") and after.text[:1].islower()


def _token_after(sentence: Sentence, end: int) -> int:
    """The first token that starts at or after `end`, counted from the sentence's start."""
    place = end + sentence.span.start
    return next((t.index for t in sentence.tokens if t.span.start >= place), len(sentence.tokens))
