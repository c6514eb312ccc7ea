"""Noun phrases of possible political agents and victims: "the two sides", "Russian warships", "Prime Minister Sanchez"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from legation.knowledge.tables import data_file, rows
from legation.sentence import Sentence, Token

Stretch = tuple[int, int, int]
"""First word, end and head word of a phrase."""

_MODIFIERS: Final = frozenset(
    "det det:predet amod compound nummod nmod:poss nmod:desc nmod:unmarked flat punct case advmod obl:unmarked reparandum goeswith".split()
)
"""Relations of the words that a base noun phrase may hold left of its head, directly or through each other."""
_TITLING: Final = ("compound", "flat", "nmod:desc", "appos")
_DEEPEST: Final = 8
_OFFICE_WORDS: Final = 4
"""Most words of the "of" part of an office ("Minister of Foreign Affairs")."""


def roles(sentence: Sentence, tags: Sequence[str]) -> Iterator[Stretch]:
    """Base noun phrases headed by an agent noun, or by a name that an agent noun titles; each once, in the order of their agent nouns.

    `tags` are the BIO name tags of the words.
    """
    done: set[tuple[int, int]] = set()
    covered = 0
    for token in sentence.tokens:
        if not is_agent(token) or _names_something(sentence, token, tags) or token.index < covered:
            continue
        found = office(sentence, token, tags) or phrase(sentence, _phrase_head(sentence, token, tags), tags)
        if found and found[:2] not in done:
            done.add(found[:2])
            covered = found[1] if found[2] < token.index or _is_of_office(sentence, token) else covered
            yield found


def is_agent(token: Token) -> bool:
    """Whether the word denotes a possible political agent or victim."""
    known, low = agent_nouns(), token.text.lower()
    if token.upos == "ADJ":
        return low in known and token.relation in ("nsubj", "obj", "obl", "nmod", "conj")
    if token.upos not in ("NOUN", "PROPN"):
        return False
    return token.lemma.lower() in known or low in known or (low.endswith("s") and low[:-1] in known)


def _names_something(sentence: Sentence, token: Token, tags: Sequence[str]) -> bool:
    """Whether the noun is part of a name that is a mention already ("Security Council"), and no article makes it a phrase."""
    if tags[token.index][2:] not in ("ORG", "LOC"):
        return False
    return not any(c.deprel == "det" for c in sentence.children(token))


def _phrase_head(sentence: Sentence, token: Token, tags: Sequence[str]) -> Token | None:
    """The head of the phrase that the agent noun makes a role: itself, the name that it titles, or None where it only modifies a thing."""
    governor = sentence.head(token)
    if governor is None or token.deprel not in _TITLING:
        return token
    if governor.index > token.index and governor.upos == "PROPN" and tags[governor.index][2:] in ("PER", ""):
        return governor
    return None if token.deprel == "compound" else token


def phrase(sentence: Sentence, head: Token | None, tags: Sequence[str]) -> Stretch | None:
    """The base noun phrase of `head`: what hangs on it unbroken to its left, and the name that it begins."""
    if head is None:
        return None
    start, tokens = head.index, sentence.tokens
    while start > 0 and (_hyphened(tokens, start) or _belongs(sentence, tokens[start - 1], head)):
        start -= 1
    while start < head.index and tokens[start].upos in ("PUNCT", "PART", "CCONJ"):
        start += 1
    return start, name_end(sentence, head, tags), head.index


def name_end(sentence: Sentence, head: Token, tags: Sequence[str]) -> int:
    """The end of the name that begins at or before `head` and holds it; the word after `head` where there is none."""
    tokens, end = sentence.tokens, head.index + 1
    while end < len(tokens) and (_flat_on(sentence, tokens[end], head) or (tags[head.index][2:] == "PER" and tags[end] == "I-PER")):
        end += 1
    if end + 1 < len(tokens) and tokens[end].text == "-" and _flat_on(sentence, tokens[end + 1], head):
        end += 2
    return end


def _flat_on(sentence: Sentence, token: Token, head: Token) -> bool:
    while token.relation == "flat" and token.head >= 0:
        if token.head == head.index:
            return True
        token = sentence.tokens[token.head]
    return False


def _hyphened(tokens: Sequence[Token], start: int) -> bool:
    """Whether a hyphen without blanks binds the word before `start` to it ("Dubai-based analyst")."""
    left, right = tokens[start - 1], tokens[start]
    return left.span.end == right.span.start and "-" in (left.text, right.text)


def _belongs(sentence: Sentence, token: Token, head: Token) -> bool:
    """Whether a word left of the head is part of its base phrase: all on its way up to the head are modifiers within the noun phrase."""
    node = token
    if (token.deprel == "case" and token.upos != "PART") or (token.deprel == "advmod" and token.head == head.index):
        return False
    for _ in range(_DEEPEST):
        if node.head < 0 or node.deprel not in _MODIFIERS:
            return False
        if node.head == head.index:
            return node.index < head.index
        node = sentence.tokens[node.head]
    return False


def office(sentence: Sentence, token: Token, tags: Sequence[str]) -> Stretch | None:
    """The phrase of an office with its "of" ("Secretary of State", "Minister of Foreign Affairs") and the name after it, or None.

    The words after "of" are capitalised and name neither a place nor a person.
    """
    if not _is_of_office(sentence, token) or not token.text[:1].isupper():
        return None
    tokens, end = sentence.tokens, token.index + 2
    while end < len(tokens) and end - token.index - 2 < _OFFICE_WORDS and _names_office(tokens[end], tags):
        end += 1
    if end == token.index + 2:
        return None
    base = phrase(sentence, token, tags)
    head = token
    while end < len(tokens) and tags[end][2:] == "PER" and (tags[end][0] == "I" or head is token):
        head = tokens[end] if head is token else head
        end += 1
    return (base[0], end, token.index) if base else None


def _is_of_office(sentence: Sentence, token: Token) -> bool:
    following = sentence.tokens[token.index + 1 : token.index + 2]
    return bool(following) and following[0].text == "of"


def _names_office(token: Token, tags: Sequence[str]) -> bool:
    return token.text[:1].isupper() and tags[token.index][2:] not in ("LOC", "PER") and token.upos in ("PROPN", "NOUN", "ADJ")


@lru_cache(maxsize=1)
def agent_nouns() -> frozenset[str]:
    """Lemmas of nouns that denote a possible political agent or victim, in lower case."""
    return frozenset(r["noun"] for _, r in rows(data_file("parsing", "agent_nouns.tsv"), ("noun", "kind")))
