"""Sentences and name tags to mentions: names, pronouns, nationalities and the noun phrases of political agents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import Final

from legation.knowledge.tables import data_file, rows
from legation.mention import Mention, MentionKind
from legation.parsing.roles import is_agent, roles
from legation.sentence import Sentence, Token
from legation.span import Span

KIND_OF_TAG: Final[dict[str, MentionKind]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_PRONOUNS: Final = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "they them their theirs themselves 'em".split()
)
_DEMONSTRATIVES: Final = frozenset("this that these those both all some others neither former latter".split())
_NOT_LAST: Final = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "PART"})
_NOT_FIRST: Final = frozenset({"ADP", "PUNCT", "CCONJ", "PART"})
_PLACE_NOUNS: Final = frozenset(
    "Republic Federation Union Empire Emirates Confederation Sea Ocean Gulf Peninsula Islands Archipelago Canal Channel Strait".split()
)
"""Capitalised nouns that make a name of a place out of the adjective before them ("Czech Republic", "Persian Gulf")."""
_ADJECTIVAL: Final = frozenset({"ADJ", "PROPN", "NOUN"})


def mentions(text: str, sentence: Sentence, tags: Sequence[str]) -> list[Mention]:
    """The mentions of one sentence in text order; those of two kinds may overlap. `tags` are BIO tags of its words."""
    peoples = list(_nationalities(sentence))
    found = [
        *_names(text, sentence, tags, peoples),
        *(_mention(text, sentence, t.index, t.index + 1, "pronoun") for t in sentence.tokens if is_pronoun(sentence, t)),
        *(_mention(text, sentence, a, b, "nationality") for a, b in peoples),
        *(_mention(text, sentence, a, b, "role", head) for a, b, head in roles(sentence, tags)),
    ]
    return sorted(found, key=lambda m: (m.span.start, m.span.end, m.kind))


def runs(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """First word, end and type of each tagged name; an I- tag without a beginning begins one."""
    starts = [i for i, tag in enumerate(tags) if tag != "O" and (tag[0] == "B" or i == 0 or tags[i - 1][2:] != tag[2:])]
    for start, following in pairwise([*starts, len(tags)]):
        end = next((i for i in range(start + 1, following) if tags[i] == "O"), following)
        yield start, end, tags[start][2:]


def _names(text: str, sentence: Sentence, tags: Sequence[str], peoples: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    for start, end, kind in runs(joined(sentence, tags)):
        first, last = _trimmed(sentence, start, end)
        words = sentence.tokens[first:last]
        is_people = any(a <= first and last <= b for a, b in peoples)
        is_office = kind == "PER" and all(is_agent(t) for t in words)
        if not is_people and not is_office and any(c.isalnum() for t in words for c in t.text):
            yield _mention(text, sentence, first, last, KIND_OF_TAG[kind])


def _trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The stretch without prepositions, articles and marks at its ends."""
    while end > start and sentence.tokens[end - 1].upos in _NOT_LAST and "." not in sentence.tokens[end - 1].text[:-1]:
        end -= 1
    while start < end and sentence.tokens[start].upos in _NOT_FIRST:
        start += 1
    return start, end


def joined(sentence: Sentence, tags: Sequence[str]) -> list[str]:
    """The tags, with names that a hyphen holds together made one where either part is in lower case ("al-Qaeda", not "Iran-Iraq")."""
    out, tokens = list(tags), sentence.tokens
    for i in range(1, len(tokens) - 1):
        left, mark, right = tokens[i - 1 : i + 2]
        bound = mark.text in ("-", "–") and left.span.end == mark.span.start and mark.span.end == right.span.start
        if bound and out[i - 1][2:] and out[i - 1][2:] == out[i + 1][2:] and (left.text.islower() or right.text.islower()):
            out[i] = out[i + 1] = "I" + out[i - 1][1:]
    return out


def is_pronoun(sentence: Sentence, token: Token) -> bool:
    """Whether the token is a personal or possessive pronoun, or a demonstrative that stands alone."""
    if token.upos != "PRON" or _is_relative(sentence, token):
        return False
    low = token.text.lower()
    if low in _PRONOUNS:
        return token.relation != "expl"
    return low in _DEMONSTRATIVES and token.relation in ("nsubj", "obj", "obl", "iobj", "nmod", "conj", "root")


def _is_relative(sentence: Sentence, token: Token) -> bool:
    """Whether a "that" only links a relative clause to its noun."""
    return token.lemma.lower() == "that" and any(
        a.deprel in ("acl:relcl", "advcl:relcl") and a.head < token.index < a.index for a in _nearest(sentence, token)
    )


def _nearest(sentence: Sentence, token: Token) -> list[Token]:
    return list(islice(sentence.ancestors(token), 2))


def _nationalities(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of words that are a demonym or a state's adjective; the longest at each place."""
    tokens, known, at = sentence.tokens, demonyms(), 0
    while at < len(tokens):
        width = next((n for n in (5, 4, 3, 2, 1) if at + n <= len(tokens) and _is_demonym(tokens[at : at + n], known)), 0)
        if width and not (at + width < len(tokens) and tokens[at + width].text in _PLACE_NOUNS):
            yield at, at + width
        at += width or 1


def _is_demonym(tokens: Sequence[Token], known: frozenset[str]) -> bool:
    if not tokens[0].text[:1].isupper() or tokens[-1].upos not in _ADJECTIVAL:
        return False
    name = "".join(t.text if t.text == "-" or (i and tokens[i - 1].text == "-") else " " + t.text for i, t in enumerate(tokens)).strip()
    return name.lower() in known


def _mention(text: str, sentence: Sentence, start: int, end: int, kind: MentionKind, head: int | None = None) -> Mention:
    span = Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)
    return Mention(span, span.of(text), kind, sentence.index, head_of(sentence, start, end) if head is None else head)


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """Index of the first word of [start, end) whose governor lies outside it; a word that is no mark if there is one."""
    outside = [t for t in sentence.tokens[start:end] if not start <= t.head < end]
    return next((t.index for t in outside if t.upos not in ("PUNCT", "DET", "ADP")), outside[0].index)


@lru_cache(maxsize=1)
def demonyms() -> frozenset[str]:
    """Names of peoples and adjectives of states, in lower case."""
    return frozenset(r["name"].lower() for _, r in rows(data_file("parsing", "demonyms.tsv"), ("name", "state", "form")))
