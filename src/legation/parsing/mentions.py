"""Sentences and name tags to mentions: names, pronouns, nationalities and the noun phrases of political agents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from legation.knowledge.tables import data_file, rows
from legation.mention import Mention, MentionKind
from legation.sentence import Sentence, Token
from legation.span import Span

KIND_OF_TAG: Final[dict[str, MentionKind]] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
BASE: Final = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "flat", "nmod:desc", "punct", "case", "det:predet", "advmod", "nmod"})
"""Relations of the words that a base noun phrase may hold beside its head, when they stand left of it or join a name to it."""
_PRONOUNS: Final = frozenset(
    "i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself "
    "they them their theirs themselves 'em one another".split()
)
_DEMONSTRATIVES: Final = frozenset("this that these those both all some others neither former latter".split())
_ADJECTIVAL: Final = frozenset({"ADJ", "PROPN", "NOUN"})


def mentions(text: str, sentence: Sentence, tags: Sequence[str]) -> list[Mention]:
    """The mentions of one sentence in text order; those of two kinds may overlap. `tags` are BIO tags of its words."""
    peoples = list(_nationalities(sentence))
    found = [
        *_names(text, sentence, tags, peoples),
        *(_mention(text, sentence, t.index, t.index + 1, "pronoun") for t in sentence.tokens if is_pronoun(t)),
        *(_mention(text, sentence, a, b, "nationality") for a, b in peoples),
        *(_mention(text, sentence, a, b, "role", head) for a, b, head in _roles(sentence, tags)),
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
        within = any(a <= start and end <= b for a, b in peoples if b - a > 1)
        if not within and any(c.isalnum() for t in sentence.tokens[start:end] for c in t.text):
            yield _mention(text, sentence, start, end, KIND_OF_TAG[kind])


def joined(sentence: Sentence, tags: Sequence[str]) -> list[str]:
    """The tags, with names that a hyphen holds together made one where either part is in lower case ("al-Qaeda", not "Iran-Iraq")."""
    out, tokens = list(tags), sentence.tokens
    for i in range(1, len(tokens) - 1):
        left, mark, right = tokens[i - 1 : i + 2]
        bound = mark.text in ("-", "–") and left.span.end == mark.span.start and mark.span.end == right.span.start
        if bound and out[i - 1][2:] and out[i - 1][2:] == out[i + 1][2:] and (left.text.islower() or right.text.islower()):
            out[i] = out[i + 1] = "I" + out[i - 1][1:]
    return out


def is_pronoun(token: Token) -> bool:
    """Whether the token is a personal or possessive pronoun, or a demonstrative that stands alone."""
    if token.upos != "PRON":
        return False
    low = token.text.lower()
    if low in _PRONOUNS:
        return token.relation != "expl"
    return low in _DEMONSTRATIVES and token.relation in ("nsubj", "obj", "obl", "iobj", "nmod", "conj", "root")


def _nationalities(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Stretches of words that are a demonym or a state's adjective; the longest at each place."""
    tokens, known, at = sentence.tokens, demonyms(), 0
    while at < len(tokens):
        width = next((n for n in (5, 4, 3, 2, 1) if at + n <= len(tokens) and _is_demonym(tokens[at : at + n], known)), 0)
        if width:
            yield at, at + width
        at += width or 1


def _is_demonym(tokens: Sequence[Token], known: frozenset[str]) -> bool:
    if not tokens[0].text[:1].isupper() or tokens[-1].upos not in _ADJECTIVAL:
        return False
    name = "".join(t.text if t.text == "-" or (i and tokens[i - 1].text == "-") else " " + t.text for i, t in enumerate(tokens)).strip()
    return name.lower() in known


def _roles(sentence: Sentence, tags: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Base noun phrases headed by an agent noun, or by a name that an agent noun titles: first word, end, head."""
    done: set[tuple[int, int]] = set()
    for token in sentence.tokens:
        head = _phrase_head(sentence, token, tags)
        if head is None:
            continue
        start, end = base_phrase(sentence, head)
        if (start, end) not in done:
            done.add((start, end))
            yield start, end, head.index


def _phrase_head(sentence: Sentence, token: Token, tags: Sequence[str]) -> Token | None:
    """The head of the phrase that the agent noun `token` makes a role, or None where it is no agent noun or only modifies one."""
    if not is_agent(token) or _is_inside_name(token, tags, sentence):
        return None
    governor = sentence.head(token)
    if governor is None or token.deprel not in ("compound", "flat", "nmod:desc", "flat:name"):
        return token
    titled = governor.upos == "PROPN" and tags[governor.index][2:] in ("PER", "") and governor.index > token.index
    if not titled and token.deprel == "nmod:desc":
        return token
    return governor if titled else (token if token.relation == "flat" else None)


def _is_inside_name(token: Token, tags: Sequence[str], sentence: Sentence) -> bool:
    """Whether the noun is part of an organisation's or a place's own name ("Security Council"), which is a mention already."""
    if tags[token.index][2:] not in ("ORG", "LOC"):
        return False
    return not any(c.deprel == "det" for c in sentence.children(token))


def is_agent(token: Token) -> bool:
    """Whether the word denotes a possible political agent or victim."""
    if token.upos == "ADJ":
        return token.lemma in agent_nouns() and token.relation in ("nsubj", "obj", "obl", "nmod", "conj")
    if token.upos not in ("NOUN", "PROPN"):
        return False
    known, low = agent_nouns(), token.text.lower()
    return token.lemma.lower() in known or low in known or (low.endswith("s") and low[:-1] in known)


def base_phrase(sentence: Sentence, head: Token) -> tuple[int, int]:
    """First word and end of the head's base noun phrase: what stands unbroken before it and hangs on it, and a name that follows it flat."""
    start = end = head.index
    inside = {head.index}
    while start > 0 and _belongs(sentence, sentence.tokens[start - 1], head):
        start -= 1
        inside.add(start)
    while sentence.tokens[start].upos == "PUNCT" and start < head.index:
        start += 1
    tokens = sentence.tokens
    while end + 1 < len(tokens) and tokens[end + 1].relation == "flat" and tokens[end + 1].head in inside:
        end += 1
        inside.add(end)
    return start, end + 1


def _belongs(sentence: Sentence, token: Token, head: Token) -> bool:
    """Whether the word left of a growing phrase is part of it: its governors up to the head all are modifiers within the noun phrase."""
    node = token
    for _ in range(8):
        if node.relation in ("appos", "conj", "cc", "parataxis", "acl", "cop", "aux", "mark", "nsubj", "obj", "obl") or node.head < 0:
            return False
        if node.relation == "case" and token.deprel == "case" and token.upos == "ADP":
            return False
        if node.deprel not in BASE and node.relation not in BASE:
            return False
        if node.head == head.index:
            return node.index < head.index
        node = sentence.tokens[node.head]
        if node.index > head.index:
            return False
    return False


def _mention(text: str, sentence: Sentence, start: int, end: int, kind: MentionKind, head: int | None = None) -> Mention:
    span = Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)
    return Mention(span, span.of(text), kind, sentence.index, head_of(sentence, start, end) if head is None else head)


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """Index of the first word of [start, end) whose governor lies outside it; a word that is no mark if there is one."""
    outside = [t for t in sentence.tokens[start:end] if not start <= t.head < end]
    return next((t.index for t in outside if t.upos not in ("PUNCT", "DET", "ADP")), outside[0].index)


@lru_cache(maxsize=1)
def agent_nouns() -> frozenset[str]:
    """Lemmas of nouns that denote a possible political agent or victim, in lower case."""
    return frozenset(r["noun"] for _, r in rows(data_file("parsing", "agent_nouns.tsv"), ("noun", "kind")))


@lru_cache(maxsize=1)
def demonyms() -> frozenset[str]:
    """Names of peoples and adjectives of states, in lower case."""
    return frozenset(r["name"].lower() for _, r in rows(data_file("parsing", "demonyms.tsv"), ("name", "state", "form")))
