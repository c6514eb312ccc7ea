"""The codebook in plain words: what each type counts and does not, where it borders on its neighbours, and what each mode, kind and context means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from legation.errors import KnowledgeError
from legation.knowledge import lexicon, ontology
from legation.knowledge.ontology import EventType, Ontology
from legation.knowledge.tables import data_file, rows

RULE_COLUMNS = ("type", "name", "rule", "counts", "counts_not", "borders", "example")
WORD_COLUMNS = ("group", "code", "name", "words", "example")

MARKS = ("background", "teaser")
"""What may be said of an act beside its status."""

_MARKED = re.compile(r"\[(?P<actor>[^\]]+)\]|\*(?P<anchor>[^*]+)\*|\{(?P<recipient>[^}]+)\}|(?P<plain>[^\[*{]+)")


@dataclass(frozen=True, slots=True)
class Border:
    """How to tell a type from a neighbour."""

    neighbour: str
    words: str


@dataclass(frozen=True, slots=True)
class TypeRule:
    """A type's rule.

    Attributes:
        example: a sentence of ours, cut into words with what they show: "actor", "anchor", "recipient" or "".
    """

    type: EventType
    name: str
    rule: str
    counts: tuple[str, ...]
    counts_not: tuple[str, ...]
    borders: tuple[Border, ...]
    example: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What a code means: a mode (`TYPE/mode`), kind, context, sector, status, mark or quad."""

    code: str
    name: str
    words: str
    example: str

    @property
    def mode(self) -> str:
        """The mode's name without its type."""
        return self.code.rpartition("/")[2]


@dataclass(frozen=True)
class Codebook:
    """Rules by type, in the codebook's order, and terms by group and code, in the order of their tables."""

    rules: dict[str, TypeRule]
    terms: dict[str, dict[str, Term]]

    def modes_of(self, type_: str) -> tuple[Term, ...]:
        """The modes of a type."""
        return tuple(term for code, term in self.terms["mode"].items() if code.startswith(f"{type_}/"))

    def kinds_of(self, type_: str) -> tuple[Term, ...]:
        """The kinds that may stand under a type."""
        return tuple(self.terms["kind"][kind] for kind, types in ontology.load().kinds.items() if type_ in types)


@cache
def load() -> Codebook:
    """The codebook that ships (data/ontology/rules.tsv and words.tsv), read once.

    Raises:
        KnowledgeError: a row is wrong, or a type, mode, kind, context, sector or status has none or two.
    """
    tables = ontology.load()
    rules: dict[str, TypeRule] = {}
    for number, row in rows(data_file("ontology", "rules.tsv"), RULE_COLUMNS):
        rules[row["type"]] = _rule(row, tables, f"rules.tsv:{number}")
    terms: dict[str, dict[str, Term]] = {}
    for number, row in rows(data_file("ontology", "words.tsv"), WORD_COLUMNS):
        group = terms.setdefault(row["group"], {})
        if row["code"] in group:
            raise KnowledgeError(f"words.tsv:{number}: {row['group']} {row['code']} stands there twice. Keep one row.")
        group[row["code"]] = Term(row["code"], row["name"], row["words"], row["example"])
    _check({"type": set(rules)} | {group: set(codes) for group, codes in terms.items()}, tables)
    return Codebook({name: rules[name] for name in tables.types}, terms)


def _rule(row: dict[str, str], tables: Ontology, where: str) -> TypeRule:
    borders = tuple(Border(*map(str.strip, border.split(":", 1))) for border in row["borders"].split(" | ") if ":" in border)
    for named in (row["type"], *(border.neighbour for border in borders)):
        tables.check(named, "", "", where)
    counts, counts_not = (tuple(row[column].split(" | ")) for column in ("counts", "counts_not"))
    return TypeRule(tables.types[row["type"]], row["name"], row["rule"], counts, counts_not, borders, marked(row["example"]))


def marked(example: str) -> tuple[tuple[str, str], ...]:
    """A sentence with [who acts], *the act* and {upon whom}, cut into words with what they show."""
    return tuple((found[found.lastgroup or "plain"], (found.lastgroup or "").replace("plain", "")) for found in _MARKED.finditer(example))


def _check(given: dict[str, set[str]], tables: Ontology) -> None:
    """Refuses a codebook in which something of the ontology has no words, or words are of nothing."""
    wanted = {
        "type": set(tables.types),
        "mode": {f"{type_}/{mode}" for type_, mode in tables.modes},
        "kind": set(tables.kinds),
        "context": set(tables.contexts),
        "sector": set(tables.sectors),
        "status": set(lexicon.STATUSES),
        "mark": set(MARKS),
        "quad": {str(type_.quad) for type_ in tables.types.values()},
    }
    for group in sorted(wanted.keys() | given.keys()):
        if wrong := sorted(wanted.get(group, set()) ^ given.get(group, set())):
            raise KnowledgeError(
                f"data/ontology: {group} {', '.join(wrong)}: each {group} of the codebook has one row in rules.tsv or words.tsv, no other."
            )
