"""The forms of time expressions of a language, compiled from its file under `data/dates`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from legation.errors import KnowledgeError
from legation.knowledge.tables import data_file

Value = str | int | float

_MACRO = re.compile(r"\{([a-z][a-z_0-9]*)\}")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a time: `rule` names the function of `meaning` that reads it; the others say what must or must not stand around it."""

    name: str
    rule: str
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    example: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """All forms of a language, its words with their values, and the cues of tense and context. `starters` are the words that may begin a form."""

    forms: tuple[Form, ...]
    words: Mapping[str, Mapping[str, Value]]
    starters: frozenset[str]
    tense: Mapping[str, Any]
    context: Mapping[str, tuple[str, ...]]
    bounds: Mapping[str, tuple[str, ...]]

    def value(self, table: str, word: str) -> Value | None:
        """The value of a word in a table, whatever its case and spacing; None when it is not there."""
        return self.words[table].get(_key(word))

    def number(self, words: str) -> float | None:
        """The number that figures or words write ("twenty-five"); None when it is vague ("several")."""
        key = _key(words)
        if key[:1].isdigit():
            return float(key)
        if (one := self.words["ones"].get(key)) is not None:
            return float(one)
        parts = re.split(r"[ -]+", key)
        values = [self.words["tens"].get(p, self.words["ones"].get(p)) for p in parts]
        known = [float(v) for v in values if v is not None]
        return sum(known) if len(known) == len(parts) else None


@lru_cache(maxsize=8)
def read_grammar(language: str = "english") -> Grammar:
    """The grammar of a language, read once.

    Raises:
        KnowledgeError: the file lacks a section, or a form does not compile; the message names it.
    """
    path = data_file("dates", f"{language}.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    pieces = _fragments(data, path.name)
    forms = tuple(_form(row, pieces, path.name) for row in data["forms"])
    words = {name: {_key(w): v for w, v in table.items()} for name, table in data["words"].items()}
    return Grammar(forms, words, _starters(data), data["tense"], _lists(data["context"]), _lists(data["bounds"]))


def _key(word: str) -> str:
    return " ".join(word.lower().split())


def _lists(section: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in section.items()}


def _starters(data: Mapping[str, Any]) -> frozenset[str]:
    """First words of every table, lower case, without what follows a stop or apostrophe."""
    found = set(data["starters"])
    for table in data["words"].values():
        found.update(re.split(r"[^\w]", word.lower())[0] for word in table)
    return frozenset(found)


def _fragments(data: Mapping[str, Any], name: str) -> dict[str, str]:
    pieces = {table: _alternatives(words, cased=table in data["cased"]) for table, words in data["words"].items()}
    for fragment, text in data["fragments"].items():
        pieces[fragment] = _expanded(text, pieces, f"{name}: fragment {fragment}")
    return pieces


def _alternatives(words: Mapping[str, Value], *, cased: bool) -> str:
    """Longest first, so that "Sept." is not read as "Sep". Words in lower case match in any case; a letter never follows directly."""
    spelled = sorted({w for word in words for w in ((word, word.upper()) if cased else (word,))}, key=lambda w: (-len(w), w))
    body = "|".join(re.escape(w).replace(r"\ ", r"[ \t\u00a0]{1,3}") for w in spelled)
    return f"(?:{body})(?![a-zA-Z])" if cased else f"(?i:{body})(?![a-zA-Z])"


def _expanded(text: str, pieces: Mapping[str, str], where: str) -> str:
    def put(match: re.Match[str]) -> str:
        if match.group(1) not in pieces:
            raise KnowledgeError(f"{where}: {{{match.group(1)}}} is no word table or earlier fragment. Define it above, or correct its name.")
        return pieces[match.group(1)]

    return _MACRO.sub(put, text)


def _form(row: Mapping[str, str], pieces: Mapping[str, str], name: str) -> Form:
    where = f"{name}: form {row.get('name', '?')!r}"
    try:
        patterns = {key: re.compile(_expanded(row[key], pieces, where)) for key in ("form", "before", "unless_before", "unless_after") if key in row}
        return Form(
            row["name"],
            row["rule"],
            patterns["form"],
            patterns.get("before"),
            patterns.get("unless_before"),
            patterns.get("unless_after"),
            row.get("example", ""),
        )
    except (re.error, KeyError) as error:
        raise KnowledgeError(f"{where}: {error}. Each form needs name, rule and a form that is a regular expression.") from error
