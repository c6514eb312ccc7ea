"""Sentences with marked mentions and the acts between them, as `training/relations/*.tsv` hold them.

A row is `relations <TAB> text`. In the text a mention stands as `[A the Kremlin]`; a relation is `A>B TYPE/mode#kind:status`,
joined by `;`, and `A>-` where the act has no marked recipient. Every ordered pair that is not listed is NONE. Status is occurred
unless it is named.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from legation.evaluation.examples import Example, read_example
from legation.knowledge.lexicon import Lexicon
from legation.span import Span

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
    "MOBILIZE", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip
STATUSES = ("occurred", "planned", "hypothetical", "denied")
YIELD = ("CONCEDE", "RETREAT")
"""What relation sets that merge the two call YIELD."""

MUTUAL = ("CONSULT", "COOPERATE")
"""Types whose acts bind both sides alike, where an example names an actor and a recipient."""

_MARK = re.compile(r"\[([A-E]) ([^\[\]]+)\]")
_RELATION = re.compile(r"([A-E])>([A-E-]) ([A-Z]+)(?:/([A-Za-z-]+))?(?:#([a-z_]+))?(?::([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Relation:
    """What one mention does toward another, or toward nobody in particular."""

    actor: str
    recipient: str | None
    type: str
    mode: str | None
    kind: str | None
    status: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: its plain text, the places of its mentions, and all relations between them."""

    id: str
    text: str
    mentions: dict[str, Span]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One question to the relation head and its answers: the types that count as right ((), not known), and the status or None."""

    id: str
    text: str
    actor: Span
    recipient: Span | None
    types: tuple[str, ...]
    status: str | None


def read_told(folder: Path) -> list[Told]:
    """All sentences of a folder's TSV files, files in the order of their names.

    Raises:
        ValueError: a row breaks the format; names the file, the line and the fault.
    """
    return [told for path in sorted(folder.glob("*.tsv")) for told in _file(path)]


def _file(path: Path) -> list[Told]:
    lines = path.read_text(encoding="utf-8").split("\n")
    numbered = [(n, line) for n, line in enumerate(lines, 1) if n > 1 and line and not line.startswith("#")]
    return [_told(f"{path.stem}-{n}", line) for n, line in numbered]


def _told(id_: str, line: str) -> Told:
    relations, tab, marked = line.partition("\t")
    if not tab:
        raise ValueError(f"{id_}: no tab between relations and text.")
    text, mentions, at = "", {}, 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        mentions[mark[1]] = Span(len(text), len(text) + len(mark[2]))
        text, at = text + mark[2], mark.end()
    found = () if relations == "NONE" else tuple(_relation(id_, r.strip(), mentions) for r in relations.split(";"))
    return Told(id_, text + marked[at:], mentions, found)


def _relation(id_: str, text: str, mentions: dict[str, Span]) -> Relation:
    match = _RELATION.fullmatch(text)
    if not match:
        raise ValueError(f"{id_}: {text!r} is no relation. Write A>B TYPE/mode#kind:status.")
    actor, recipient, type_, mode, kind, status = match.groups()
    known = actor in mentions and (recipient == "-" or recipient in mentions) and type_ in TYPES and (status or "occurred") in STATUSES
    if not known:
        raise ValueError(f"{id_}: {text!r} names a mention, type or status that does not exist.")
    return Relation(actor, None if recipient == "-" else recipient, type_, mode, kind, status or "occurred")


def read_examples(lexicon: Lexicon) -> list[Told]:
    """The examples of the lexicon's senses that mark one actor and one recipient, or two actors of one act."""
    senses = [s for found in lexicon.senses.values() for s in found]
    found = ((s.rule, s.type, s.status, read_example(s.example)) for s in sorted(senses, key=lambda s: s.rule))
    return [told for rule, type_, status, example in found if (told := _of_example(f"lexicon-{rule}", type_, status, example))]


def _of_example(id_: str, type_: str, status: str | None, example: Example) -> Told | None:
    """The example as a sentence with two mentions; None where it marks another number of them."""
    status = status or ("planned" if type_ == "AGREE" else "occurred")
    spans = (*example.actors, *example.recipients)
    if len(spans) != 2 or not example.actors:
        return None
    mentions = {"A": spans[0], "B": spans[1]}
    both = len(example.actors) == 2 or type_ in MUTUAL
    relations = [Relation("A", "B", type_, None, None, status)] + ([Relation("B", "A", type_, None, None, status)] if both else [])
    return Told(id_, example.text, mentions, tuple(relations))


def pairs(told: Told) -> tuple[list[Pair], list[Pair]]:
    """Pairs that some act joins, and pairs that none does. An act without a recipient, or any act of a mention, also asks with no recipient."""
    first: dict[tuple[str, str | None], Relation] = {}
    for relation in told.relations:
        first.setdefault((relation.actor, relation.recipient), relation)
        first.setdefault((relation.actor, None), relation)
    acts = [_pair(told, a, b, (r.type,), r.status) for (a, b), r in first.items()]
    asked = [(a, b) for a in told.mentions for b in [*told.mentions, None] if a != b]
    return acts, [_pair(told, a, b, ("NONE",), None) for a, b in asked if (a, b) not in first]


def _pair(told: Told, actor: str, recipient: str | None, types: tuple[str, ...], status: str | None) -> Pair:
    return Pair(told.id, told.text, told.mentions[actor], told.mentions[recipient] if recipient else None, types, status)


def read_pairs(path: Path) -> list[Pair]:
    """Pairs of a JSONL relation set (DESIGN.md section 4, `relate`, with its gold type)."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    spans = [[Span(r[k]["start"], r[k]["end"]) for k in ("actor", "recipient")] for r in rows]
    types = [YIELD if r["type"] == "YIELD" else (r["type"],) for r in rows]
    return [Pair(r["id"], r["text"], *s, t, None) for r, s, t in zip(rows, spans, types, strict=True)]
