"""The lexicon: senses of predicates with their frames, light verbs, and words that move an act out of the plain past.

The form of the files is told in `data/lexicon/SOURCE.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from legation.errors import KnowledgeError
from legation.knowledge import ontology
from legation.knowledge.tables import data_file, rows

STATUSES = ("occurred", "planned", "hypothetical", "denied")

COLUMNS = ("predicate", "pos", "when", "type", "mode", "kind", "cameo", "status", "actor", "recipient", "concerns", "example")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a row: a slot filled by one of `lemmas` or by none of them (`not`), a modifier, or a slot filled (`has`) or empty (`no`)."""

    test: Literal["slot", "not", "mod", "has", "no"]
    slot: str
    lemmas: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a predicate.

    Attributes:
        actor, recipient: alternatives in order of preference; each is a tuple of slots that act together.
        rule: the row's name, stable as long as the row's predicate and conditions are ("impose.V[obj=@sanction]").
        example: annotated sentence, see SOURCE.md.
    """

    lemma: str
    particle: str
    pos: str
    conditions: tuple[Condition, ...]
    type: str
    mode: str | None
    kind: str | None
    cameo: str
    status: str | None
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    concerns: str
    example: str
    rule: str


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends its subject to an event noun ("hold talks"); `subject` says which role that subject has for the noun."""

    lemma: str
    slot: str
    subject: Literal["subj", "obj"]
    status: str | None


@dataclass(frozen=True)
class Lexicon:
    """All senses, by (lemma, V | N | A), with light verbs and modality.

    Attributes:
        modality: by (lemma, V | N | A): the status that the word gives to the act in its complement.
        report_verbs: lemmas of verbs of saying.
        judgements: by lemma, what it is to say the word of another.
        implied_doers: by lemma of a verb, the sector of the organ that does it where a passive names none.
    """

    senses: dict[tuple[str, str], tuple[Sense, ...]]
    light: dict[str, tuple[LightVerb, ...]]
    modality: dict[tuple[str, str], str]
    report_verbs: frozenset[str]
    judgements: dict[str, Sense]
    classes: dict[str, frozenset[str]]
    implied_doers: dict[str, str]


def read_classes(paths: Iterable[Traversable | Path]) -> dict[str, frozenset[str]]:
    """Word classes by name, without the `@`."""
    found: dict[str, set[str]] = {}
    for path in paths:
        for _, row in rows(path, ("class", "lemma")):
            found.setdefault(row["class"].lstrip("@"), set()).add(row["lemma"])
    return {name: frozenset(words) for name, words in found.items()}


def read_senses(path: Traversable | Path, classes: dict[str, frozenset[str]]) -> tuple[Sense, ...]:
    """The senses of one file.

    Raises:
        KnowledgeError: a row names an unknown type, mode, kind, class or slot, or is a double.
    """
    found: dict[str, Sense] = {}
    for number, row in rows(path, COLUMNS):
        where = f"{path.name}:{number}"
        sense = _sense(row, classes, where)
        if sense.rule in found:
            raise KnowledgeError(f"{where}: {sense.rule} stands there twice. Join the rows or tell them apart by `when`.")
        found[sense.rule] = sense
    return tuple(found.values())


def _sense(row: dict[str, str], classes: dict[str, frozenset[str]], where: str) -> Sense:
    codebook = ontology.load()
    codebook.check(row["type"], row["mode"], row["kind"], where)
    if row["pos"] not in ("V", "N", "A"):
        raise KnowledgeError(f"{where}: pos is {row['pos']!r}. Write V, N or A.")
    lemma, _, particle = row["predicate"].partition(" ")
    when = row["when"].strip()
    return Sense(
        lemma=lemma,
        particle=particle,
        pos=row["pos"],
        conditions=tuple(_condition(c.strip(), classes, where) for c in when.split(";") if c.strip()),
        type=row["type"],
        mode=row["mode"] or None,
        kind=row["kind"] or None,
        cameo=row["cameo"] or codebook.cameo(row["type"], row["mode"]),
        status=row["status"] or None,
        actor=_slots(row["actor"] or "subj"),
        recipient=_slots(row["recipient"]),
        concerns=row["concerns"],
        example=row["example"],
        rule=f"{row['predicate']}.{row['pos']}" + (f"[{when}]" if when else ""),
    )


def _judgement(row: dict[str, str]) -> Sense:
    word, kind = row["word"], "praise" if row["type"] == "SUPPORT" else None
    actor = (("subj",),)
    return Sense(word, "", "A", (), row["type"], row["mode"] or None, kind, row["cameo"], None, actor, (), "", row["example"], f"judge.{word}")


def _slots(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(s.strip() for s in alternative.split("+")) for alternative in text.split("|") if alternative.strip())


def _condition(text: str, classes: dict[str, frozenset[str]], where: str) -> Condition:
    if text.startswith(("has:", "no:")):
        test, _, slot = text.partition(":")
        return Condition("has" if test == "has" else "no", slot, frozenset())
    slot, equals, values = text.partition("=")
    if not equals:
        raise KnowledgeError(f"{where}: condition {text!r} has no `=`. Write slot=word,word or has:slot or no:slot.")
    lemmas: set[str] = set()
    for value in values.split(","):
        value = value.strip()
        if not value.startswith("@"):
            lemmas.add(value)
        elif value[1:] in classes:
            lemmas |= classes[value[1:]]
        else:
            raise KnowledgeError(f"{where}: no class {value!r} in classes.tsv. Classes: {', '.join(sorted(classes))}.")
    if slot.endswith("!"):
        return Condition("not", slot[:-1], frozenset(lemmas))
    return Condition("mod" if slot == "mod" else "slot", slot, frozenset(lemmas))


def _light(path: Traversable) -> dict[str, tuple[LightVerb, ...]]:
    found: dict[str, list[LightVerb]] = {}
    for number, row in rows(path, ("verb", "slot", "subject", "status", "example")):
        if row["subject"] not in ("subj", "obj"):
            raise KnowledgeError(f"{path.name}:{number}: subject is {row['subject']!r}. Write subj or obj.")
        verb = LightVerb(row["verb"], row["slot"], "subj" if row["subject"] == "subj" else "obj", row["status"] or None)
        found.setdefault(row["verb"], []).append(verb)
    return {lemma: tuple(verbs) for lemma, verbs in found.items()}


def _modality(path: Traversable) -> dict[tuple[str, str], str]:
    found = {}
    for number, row in rows(path, ("word", "pos", "status", "example")):
        if row["status"] not in STATUSES:
            raise KnowledgeError(f"{path.name}:{number}: status is {row['status']!r}. Write one of {', '.join(STATUSES)}.")
        found[row["word"], row["pos"]] = row["status"]
    return found


@cache
def load() -> Lexicon:
    """The lexicon that ships, read once.

    Raises:
        KnowledgeError: a row is wrong; the message names file and line.
    """
    folder = data_file("lexicon")
    names = sorted(p.name for p in folder.iterdir() if p.name.endswith(".tsv"))
    classes = read_classes(folder.joinpath(n) for n in names if n.startswith("classes"))
    senses: dict[tuple[str, str], list[Sense]] = {}
    for name in names:
        if name.startswith("predicates"):
            for sense in read_senses(folder.joinpath(name), classes):
                senses.setdefault((sense.lemma, sense.pos), []).append(sense)
    return Lexicon(
        senses={key: tuple(found) for key, found in senses.items()},
        light=_light(data_file("lexicon", "light_verbs.tsv")),
        modality=_modality(data_file("lexicon", "modality.tsv")),
        judgements={r["word"]: _judgement(r) for _, r in rows(data_file("lexicon", "judgements.tsv"), ("word", "type", "mode", "cameo", "example"))},
        report_verbs=frozenset(r["verb"] for _, r in rows(data_file("lexicon", "report_verbs.tsv"), ("verb", "example"))),
        classes=classes,
        implied_doers={r["verb"]: r["sector"] for _, r in rows(data_file("lexicon", "implied_doers.tsv"), ("verb", "sector", "example"))},
    )
