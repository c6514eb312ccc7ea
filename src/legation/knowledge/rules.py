"""Rules that tell the mode, the kind or the code of an act from its words (form: `data/coding/SOURCE.md`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from legation.errors import KnowledgeError
from legation.knowledge import lexicon, ontology
from legation.knowledge.ontology import Ontology
from legation.knowledge.tables import data_file, rows

COLUMNS = ("type", "over", "becomes", "when", "example")

ANY = "*"
"""Stands for every type, or for every value that a rule replaces."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Some word of `words` stands in `place` of the act; of a `denied` one, none does. No words: whether anything stands there."""

    place: str
    words: frozenset[str]
    denied: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """What an act of one of `types` becomes where all conditions hold.

    Attributes:
        over: values that the rule replaces: "" is none, `ANY` is every one.
    """

    types: frozenset[str]
    over: frozenset[str]
    becomes: str
    conditions: tuple[Condition, ...]
    example: str

    def applies(self, type_: str, value: str | None, holds: Callable[[Condition], bool]) -> bool:
        """Whether the rule speaks of an act of `type_` that has `value`, and its conditions hold."""
        if type_ not in self.types and ANY not in self.types:
            return False
        return bool({ANY, value or ""} & self.over) and all(holds(c) for c in self.conditions)


def first(rules: Iterable[Rule], type_: str, value: str | None, holds: Callable[[Condition], bool]) -> str | None:
    """What the first rule that applies makes of `value`; `value` itself where none does."""
    return next((r.becomes for r in rules if r.applies(type_, value, holds)), value)


@cache
def modes() -> tuple[Rule, ...]:
    """The rules of modes that ship (data/coding/modes.tsv); raises KnowledgeError where a row is wrong."""
    return _read("modes.tsv", lambda o, t, value: (t, value) in o.modes)


@cache
def kinds() -> tuple[Rule, ...]:
    """The rules of kinds that ship (data/coding/kinds.tsv); raises KnowledgeError where a row is wrong."""
    return _read("kinds.tsv", lambda o, t, value: not value or (value in o.kinds and (t == ANY or t in o.kinds[value])))


@cache
def contexts() -> tuple[Rule, ...]:
    """The rules of contexts that ship (data/coding/contexts.tsv); raises KnowledgeError where a row is wrong."""
    return _read("contexts.tsv", lambda o, _, value: value in o.contexts)


@cache
def cameo() -> tuple[Rule, ...]:
    """The rules of CAMEO codes that ship (data/coding/cameo.tsv); raises KnowledgeError where a row is wrong."""
    return _read("cameo.tsv", lambda o, t, value: value.isdigit() and t in o.types)


def _read(name: str, allowed: Callable[[Ontology, str, str], bool]) -> tuple[Rule, ...]:
    codebook, classes, found = ontology.load(), lexicon.load().classes, []
    for number, row in rows(data_file("coding", name), COLUMNS):
        where = f"{name}:{number}"
        types = row["type"].split(",")
        wrong = [t for t in types if (t != ANY and t not in codebook.types) or not allowed(codebook, t, row["becomes"])]
        if wrong:
            raise KnowledgeError(f"{where}: {row['becomes']!r} does not stand under {', '.join(wrong)}. See data/ontology for what does.")
        conditions = tuple(condition(c.strip(), classes, where) for c in row["when"].split(";") if c.strip())
        found.append(Rule(frozenset(types), frozenset(row["over"].split(",")), row["becomes"], conditions, row["example"]))
    return tuple(found)


def condition(text: str, classes: dict[str, frozenset[str]], where: str) -> Condition:
    """A condition as the tables write it (`place=word,@class` or `place!=word`); raises KnowledgeError where it is none."""
    place, equals, values = text.partition("=")
    if not equals:
        raise KnowledgeError(f"{where}: condition {text!r} has no `=`. Write place=word,word or place!=word.")
    words: set[str] = set()
    for value in filter(None, (v.strip() for v in values.split(","))):
        if value.startswith("@") and value[1:] not in classes:
            raise KnowledgeError(f"{where}: no class {value!r} in data/lexicon. Name one that is there, or list the words.")
        words |= classes[value[1:]] if value.startswith("@") else {value}
    return Condition(place.rstrip("!"), frozenset(words), place.endswith("!"))
