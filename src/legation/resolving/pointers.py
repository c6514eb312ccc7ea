"""Words that point back without a noun: "the latter", "the two", "both", "eleven of them"."""

from __future__ import annotations

from collections.abc import Iterator

from legation.sentence import Sentence, Token

LATTER, FORMER = "latter", "former"
BOTH = frozenset({"two", "both"})
PARTS_OF = frozenset({"them", "whom", "us"})
STANDING = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "conj", "root", "appos"})
"""Relations of a word that stands for somebody and does not only qualify a noun."""
_NOT_ALONE = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "SYM", "DET"})
_NOUNLESS = ("NUM", "DET", "PRON", "NOUN", "ADJ")


def pointers_of(sentence: Sentence) -> Iterator[tuple[int, int, int]]:
    """Start, end (not counted) and head of each pointing phrase of a sentence."""
    for token in sentence.tokens:
        before = sentence.tokens[token.index - 1].text.lower() if token.index else ""
        low = token.text.lower()
        if token.relation not in STANDING or token.upos not in _NOUNLESS:
            continue
        end = _of_pronoun(sentence, token)
        if end:
            yield token.index, end, token.index
        elif _points(sentence, token, low, before):
            yield token.index - (before == "the"), token.index + 1, token.index


def _points(sentence: Sentence, token: Token, low: str, before: str) -> bool:
    """Whether the word stands alone; "of", a noun or a name after it makes it something else ("the former Yugoslavia", "both of these")."""
    after = sentence.tokens[token.index + 1] if token.index + 1 < len(sentence.tokens) else None
    alone = after is None or (after.upos not in _NOT_ALONE and after.text.lower() not in ("of", "-", "percent"))
    if low in (LATTER, FORMER) or low == "two":
        return alone and before == "the"
    return low == "both" and alone and token.relation in ("nsubj", "obj", "iobj", "obl")


def _of_pronoun(sentence: Sentence, token: Token) -> int:
    """End of "of them" right after the word; 0 where there is none."""
    after = sentence.tokens[token.index + 1 : token.index + 3]
    return token.index + 3 if len(after) == 2 and after[0].text == "of" and after[1].text.lower() in PARTS_OF else 0
