"""The contexts of an act, and the figures that its sentence gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from legation.coding.clauses import Clause, terms
from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.document import Document
from legation.event import Event, Figure, Measure, Quote
from legation.knowledge import rules
from legation.knowledge.ontology import Ontology
from legation.mention import Parse
from legation.sentence import Sentence, Token
from legation.span import Span

MAX_CONTEXTS, MAX_DEPTH = 3, 4

ENOUGH = 3
"""Points of a context that is given; a strong word inside the act has as many."""

STRONG_POINTS, WEAK_POINTS = (3, 3, 2, 1), (2, 1, 1, 0)
"""Points of a word in the act itself, in its clause, in its sentence, in its paragraph."""

MAX_BESIDE = 4
"""Other sentences of a paragraph that are read."""

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


class Evidence:
    """The words of a report that show contexts."""

    def __init__(self, document: Document, parse: Parse, codebook: Ontology) -> None:
        self._document, self._parse, self._ontology = document, parse, codebook

    def contexts(self, event: Event, clause: Clause, sentence: Sentence) -> tuple[str, ...]:
        """Contexts that the rules bring, those of the kind, and those that words of the act, its sentence and its paragraph show; at most three."""
        points: Counter[str] = Counter()
        for rule in rules.contexts():
            if rule.applies(event.type, None, clause.holds):
                points[rule.becomes] += ENOUGH
        points.update(dict.fromkeys(self._ontology.kind_contexts.get(event.kind or "", ()), ENOUGH))
        told: dict[str, int] = {}
        for nearest, words in self._places(clause, sentence):
            for word in words:
                told.setdefault(word, nearest)
        for word, place in told.items():
            for context in self._ontology.context_words.get(word, ()):
                points[context] += STRONG_POINTS[place]
            for context in self._ontology.context_hints.get(word, ()):
                points[context] += WEAK_POINTS[place]
        order = self._ontology.contexts.index
        ranked = sorted((c for c in points if points[c] >= ENOUGH), key=lambda c: (-points[c], order(c)))
        return tuple(ranked[:MAX_CONTEXTS])

    def _places(self, clause: Clause, sentence: Sentence) -> Iterator[tuple[int, frozenset[str]]]:
        """The places where words are looked for, the nearest first."""
        yield 0, clause.words("act")
        yield 1, clause.words("clause")
        yield 2, clause.words("sentence")
        yield 3, frozenset(w for s in self._paragraph(sentence) for w in terms(s.tokens))

    def _paragraph(self, sentence: Sentence) -> list[Sentence]:
        """The sentences beside it that no line break parts from it."""
        found: list[Sentence] = []
        for step in (-1, 1):
            index, edge = sentence.index + step, sentence
            while 0 <= index < len(self._parse.sentences) and len(found) < MAX_BESIDE:
                other = self._parse.sentences[index]
                first, second = sorted((edge, other), key=lambda s: s.span.start)
                if "\n" in self._document.text[first.span.end : second.span.start]:
                    break
                found.append(other)
                index, edge = index + step, other
        return found


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
