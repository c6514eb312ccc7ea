"""The contexts of an act, and the figures that its sentence gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.event import Figure, Measure, Quote
from legation.knowledge.ontology import Ontology
from legation.sentence import Sentence, Token
from legation.span import Span

MAX_CONTEXTS, MAX_DEPTH = 3, 4

WITHIN = frozenset({"obj", "iobj", "obl", "nmod", "amod", "compound", "xcomp", "ccomp", "acl", "nummod", "appos", "conj"})
"""Relations by which words belong to an act itself."""

MEASURE_OF: dict[str, Measure] = {
    "kill": "dead",
    "killing": "dead",
    "die": "dead",
    "death": "dead",
    "injure": "injured",
    "wound": "injured",
    "arrest": "arrested",
    "detain": "arrested",
    "detention": "arrested",
}
"""What a number beside this predicate counts."""

TROOPS = frozenset({"troop", "soldier", "peacekeeper", "marine", "personnel", "reservist"})
CURRENCY = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "ruble": "RUB",
    "rouble": "RUB",
}
MULTIPLE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
WORDS = {w: float(i) for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"dozen": 12.0}


def kind_of(match: Match, type_: str, frames: Frames, ontology: Ontology) -> str | None:
    """The kind that the sense names, else of those that stand under the type the one that most words of the act show; a tie goes to the nearest."""
    if match.sense.kind is not None:
        return match.sense.kind
    found: dict[str, tuple[int, int]] = {}
    for depth, term in _terms(match.head, frames):
        for kind, words in ontology.kind_words.items():
            if term in words and type_ in ontology.kinds[kind]:
                count, nearest = found.get(kind, (0, -depth))
                found[kind] = (count + 1, max(nearest, -depth))
    return max(found, key=lambda k: found[k]) if found else None


def _terms(head: Token, frames: Frames) -> Iterator[tuple[int, str]]:
    """Lemmas, and pairs of lemmas, of the predicate and what it governs short of its subject and of other clauses, with their depth."""
    level, depth = [head], 0
    while level and depth <= MAX_DEPTH:
        for token in level:
            yield depth, token.lemma.lower()
            following = frames.sentence.tokens[token.index + 1 : token.index + 2]
            yield from ((depth, f"{token.lemma.lower()}-{t.lemma.lower()}") for t in following)
        level = [c for t in level for c in frames.sentence.children(t) if c.relation in WITHIN and c.deprel != "nsubj"]
        depth += 1


def contexts_of(sentence: Sentence, kind: str | None, ontology: Ontology) -> tuple[str, ...]:
    """Contexts that the kind brings, then those that most words of the sentence show; at most three."""
    found: Counter[str] = Counter()
    lemmas = [t.lemma.lower() for t in sentence.tokens]
    for first, second in zip(lemmas, [*lemmas[1:], ""], strict=True):
        for term in {first, f"{first}-{second}"}:
            found.update(ontology.context_words.get(term, ()))
    brought = ontology.kind_contexts.get(kind or "", ())
    ranked = sorted(found, key=lambda c: (-found[c], ontology.contexts.index(c)))
    return tuple(dict.fromkeys([*brought, *ranked]))[:MAX_CONTEXTS]


def figures_of(match: Match, frames: Frames) -> tuple[Figure, ...]:
    """Numbers on the arguments of the act: people killed, injured, arrested, troops, money."""
    found = []
    for slot in ("obj", "subj", "obl:of", "obl:with"):
        for token in frames.slot(match.head, slot):
            figure = _figure(match.head, token, frames.sentence)
            if figure is not None:
                found.append(figure)
    return tuple(dict.fromkeys(found))


def _figure(predicate: Token, noun: Token, sentence: Sentence) -> Figure | None:
    numbers = [noun] if noun.upos == "NUM" else list(sentence.children(noun, "nummod"))
    if not numbers:
        return None
    number = numbers[0]
    parts = [number, *sentence.children(number, "compound", "flat", "nummod")]
    value = _value(parts)
    if value is None:
        return None
    span = Span(min(p.span.start for p in parts), max(p.span.end for p in parts))
    unit = CURRENCY.get(noun.lemma.lower()) or next((CURRENCY[c.text] for c in sentence.children(number) if c.text in CURRENCY), None)
    measure: Measure = (
        "money" if unit else "troops" if noun.lemma in TROOPS and predicate.lemma not in MEASURE_OF else MEASURE_OF.get(predicate.lemma, "quantity")
    )
    text = sentence.text[span.start - sentence.span.start : span.end - sentence.span.start]
    return Figure(Quote(span, text), measure, value, unit or (noun.lemma if noun is not number else None))


def _value(parts: list[Token]) -> float | None:
    value: float | None = None
    for part in sorted(parts, key=lambda p: p.index):
        word = part.text.lower().replace(",", "").lstrip("$€£")
        if word in MULTIPLE:
            value = (1.0 if value is None else value) * MULTIPLE[word]
        elif word in WORDS:
            value = WORDS[word]
        elif word.replace(".", "", 1).isdigit():
            value = float(word)
    return value
