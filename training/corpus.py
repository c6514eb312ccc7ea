"""Treebank sentences as the trainer wants them, with seeded augmentation."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass, replace
from pathlib import Path

CURLY = {"'": "’", '"': "”", "``": "“", "''": "”"}
NER_TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated sentence. `heads` count from 1, 0 is the root."""

    id: str
    genre: str
    text: str
    words: tuple[str, ...]
    space_after: tuple[bool, ...]
    upos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    ner: tuple[str, ...]
    lemmas: tuple[str, ...] = ()
    ner_weight: float = 1.0


def read_rows(path: Path, ner_weight: float = 1.0) -> list[Row]:
    """All sentences of one treebank file, in its order."""
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            r = json.loads(line)
            tags = r["ner"]  # a few sentences have no names layer: they train the other heads only
            rows.append(
                Row(
                    r["id"], r["genre"], r["text"], tuple(r["words"]), tuple(r["space_after"]), tuple(r["upos"]), tuple(r["head"]),
                    tuple(r["deprel"]), tuple(t if t in NER_TAGS else "O" for t in tags or ["O"] * len(r["words"])), tuple(r["lemma"]),
                    ner_weight if tags else 0.0,
                )
            )  # fmt: skip
    return rows


def augment(row: Row, rng: random.Random) -> Row:
    """Sometimes the sentence as a headline, a telegram or a page with curly quotes would write it; mostly itself."""
    if rng.random() < 0.08:
        row = _without_final_mark(row)
    draw = rng.random()
    if draw < 0.03:
        return replace(row, words=tuple(w.upper() for w in row.words))
    if draw < 0.06:
        return replace(row, words=tuple(w.lower() for w in row.words))
    if draw < 0.09:
        return replace(row, words=tuple(w[:1].upper() + w[1:] for w in row.words))
    if draw < 0.29:
        return replace(row, words=_curly(row.words))
    return row


def _without_final_mark(row: Row) -> Row:
    n = len(row.words) - 1
    if n < 3 or row.upos[n] != "PUNCT" or n + 1 in row.heads:
        return row
    return replace(row, words=row.words[:n], upos=row.upos[:n], heads=row.heads[:n], deprels=row.deprels[:n], ner=row.ner[:n])


def _curly(words: tuple[str, ...]) -> tuple[str, ...]:
    out, opened = [], False
    for word in words:
        if word == '"':
            opened = not opened
            out.append("“" if opened else "”")
        else:
            out.append(CURLY.get(word, word.replace("'", "’")))
    return tuple(out)
