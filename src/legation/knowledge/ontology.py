"""PLOVER as Legation applies it: types, modes, kinds, contexts and CAMEO codes (CODEBOOK.md)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file, rows


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER type with its quad (1-4), score, general CAMEO code, and whether it needs a recipient."""

    name: str
    quad: int
    score: float
    needs_recipient: bool
    cameo: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What a future or merely considered act, or the open refusal of an act, is coded as."""

    becomes: str
    cameo: str
    mode: str | None = None


@dataclass(frozen=True)
class Ontology:
    """The codebook's tables.

    Attributes:
        modes: CAMEO code by (type, mode); mode names repeat across types, so the key is the pair.
        kinds: for each kind the types that it may stand under. kind_contexts: contexts that a kind brings.
        kind_words: for each kind the lower-case words or hyphenated terms of an act that show it, where the lexicon names none.
        context_words: contexts by the lower-case word or hyphenated term that shows them. context_hints: by those that show them only together.
    """

    types: dict[str, EventType]
    modes: dict[tuple[str, str], str]
    kinds: dict[str, tuple[str, ...]]
    kind_contexts: dict[str, tuple[str, ...]]
    kind_words: dict[str, frozenset[str]]
    context_words: dict[str, tuple[str, ...]]
    context_hints: dict[str, tuple[str, ...]]
    contexts: tuple[str, ...]
    sectors: frozenset[str]
    promises: dict[str, Promise]
    refusals: dict[str, Promise]

    def check(self, type_: str, mode: str, kind: str, where: str) -> None:
        """Refuses a type, mode or kind that the codebook does not have.

        Raises:
            KnowledgeError: names the place, the value and what is allowed.
        """
        if type_ not in self.types:
            raise KnowledgeError(f"{where}: no type {type_!r}. Types: {', '.join(self.types)}.")
        if mode and (type_, mode) not in self.modes:
            allowed = ", ".join(m for t, m in self.modes if t == type_) or "none"
            raise KnowledgeError(f"{where}: {type_} has no mode {mode!r}. Its modes: {allowed}.")
        if kind and kind not in self.kinds:
            raise KnowledgeError(f"{where}: no kind {kind!r}. Kinds: {', '.join(self.kinds)}.")

    def cameo(self, type_: str, mode: str | None) -> str:
        """The most specific CAMEO code that type and mode support."""
        return self.modes.get((type_, mode or ""), self.types[type_].cameo)


@cache
def load() -> Ontology:
    """The ontology that ships, read once.

    Raises:
        KnowledgeError: a table is damaged.
    """
    columns = ("type", "quad", "score", "needs_recipient", "cameo")
    types = {
        r["type"]: EventType(r["type"], int(r["quad"]), float(r["score"]), r["needs_recipient"] == "yes", r["cameo"])
        for _, r in rows(data_file("ontology", "types.tsv"), columns)
    }
    kinds = [r for _, r in rows(data_file("ontology", "kinds.tsv"), ("kind", "types", "contexts", "words", "example"))]
    words: dict[str, list[str]] = {}
    hints: dict[str, list[str]] = {}
    contexts = []
    for _, row in rows(data_file("ontology", "contexts.tsv"), ("context", "words", "hints")):
        contexts.append(row["context"])
        for column, found in (("words", words), ("hints", hints)):
            for word in filter(None, row[column].split(",")):
                found.setdefault(word, []).append(row["context"])
    return Ontology(
        types=types,
        modes={(r["type"], r["mode"]): r["cameo"] for _, r in rows(data_file("ontology", "modes.tsv"), ("type", "mode", "cameo"))},
        kinds={r["kind"]: tuple(r["types"].split(",")) for r in kinds},
        kind_contexts={r["kind"]: tuple(filter(None, r["contexts"].split(","))) for r in kinds},
        kind_words={r["kind"]: frozenset(r["words"].split(",")) for r in kinds if r["words"]},
        context_words={w: tuple(c) for w, c in words.items()},
        context_hints={w: tuple(c) for w, c in hints.items()},
        contexts=tuple(contexts),
        sectors=frozenset(r["sector"] for _, r in rows(data_file("ontology", "sectors.tsv"), ("sector",))),
        promises={r["type"]: Promise(r["becomes"], r["cameo"]) for _, r in rows(data_file("ontology", "promises.tsv"), ("type", "becomes", "cameo"))},
        refusals={
            r["type"]: Promise(r["becomes"], r["cameo"], r["mode"] or None)
            for _, r in rows(data_file("ontology", "refusals.tsv"), ("type", "becomes", "mode", "cameo"))
        },
    )
