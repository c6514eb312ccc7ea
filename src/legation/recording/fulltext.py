"""Full text on both databases: FTS5 in SQLite, tsvector with GIN in PostgreSQL; the same words (Porter's stems, no accents, no stop words)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import partial
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Connection, Subquery, bindparam, column, exists, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import BindParameter

WordTable: TypeAlias = Literal["document_words", "event_words"]

WORD_TABLES: tuple[WordTable, ...] = ("document_words", "event_words")

SQLITE_TABLES = """
CREATE VIRTUAL TABLE document_words USING fts5 (
    title, text, content='documents', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    sentence, content='events', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
)
"""

POSTGRESQL_TABLES = """
CREATE TEXT SEARCH DICTIONARY legation_stem (TEMPLATE = snowball, LANGUAGE = porter);
CREATE TEXT SEARCH CONFIGURATION legation (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION legation ALTER MAPPING FOR asciiword, word, numword WITH legation_stem;
CREATE TABLE document_words (key BIGINT PRIMARY KEY REFERENCES documents (key), words tsvector NOT NULL);
CREATE INDEX document_words_by_word ON document_words USING gin (words);
CREATE TABLE event_words (key BIGINT PRIMARY KEY REFERENCES events (key), words tsvector NOT NULL);
CREATE INDEX event_words_by_word ON event_words USING gin (words)
"""

LONGEST = 250_000
"""Code points of a report that PostgreSQL indexes; its vectors hold a megabyte at most."""

SHORT = 20_000
"""Code points that fit such a vector whatever they are; indexed where the longer stretch does not fit."""

HIT = ("\ufdd0", "\ufdd1")
"""What stands before and after a word that was found: two code points that are no characters."""

_WRITTEN = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_TOKEN = re.compile(r"[^\W_]+")
_WORD = re.compile(r"[^\s\x00]+")
_COLUMNS = {"document_words": "title, text", "event_words": "sentence"}


def match_expression(words: str) -> str:
    """A query of FTS5 that means the words themselves, whatever signs they hold: each quoted, all required."""
    said = words.encode("utf-8", "replace").decode()  # lone surrogates are no words of any report
    return " ".join('"' + word.replace('"', '""') + '"' for word in _WORD.findall(said))


def vector_expression(words: str) -> str:
    """The same as a query of PostgreSQL: the parts of a word next to each other, all words required."""
    parts = [" <-> ".join(f"'{token}'" for token in tokens_of(word).split()) for word in _WORD.findall(words)]
    return " & ".join(f"({part})" for part in parts) if all(parts) else ""


def tokens_of(words: str) -> str:
    """The words' letters and digits without accents, parted by blanks, as both databases index them."""
    bare = "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c))
    return " ".join(_TOKEN.findall(unicodedata.normalize("NFC", bare)))


class _Matching(ColumnElement[bool]):
    """Whether a key is among those whose words match."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], table: WordTable, words: str) -> None:
        self.column, self.table = column, table
        self.sqlite: BindParameter[str] = bindparam(None, match_expression(words))
        self.postgresql: BindParameter[str] = bindparam(None, vector_expression(words))


@compiles(_Matching, "sqlite")
def _in_sqlite(element: _Matching, compiler: Any, **options: Any) -> str:
    column, words = compiler.process(element.column, **options), compiler.process(element.sqlite, **options)
    return f"{column} IN (SELECT rowid FROM {element.table} WHERE {element.table} MATCH {words})"


@compiles(_Matching, "postgresql")
def _in_postgresql(element: _Matching, compiler: Any, **options: Any) -> str:
    column, words = compiler.process(element.column, **options), compiler.process(element.postgresql, **options)
    return f"{column} IN (SELECT key FROM {element.table} WHERE words @@ to_tsquery('legation', {words}))"


def matching(column: ColumnElement[Any], table: WordTable, words: str) -> ColumnElement[bool]:
    """Whether the row of `table` (a report's or an event's, by its key in `column`) holds all the words, in any order and form.

    Works on both databases. Words without a letter or digit match nothing.
    """
    return _Matching(column, table, words)


def matching_keys(dialect: str, table: WordTable, words: str) -> Subquery:
    """The keys (`key`) of the rows of `table` that hold all the words, for a search that begins with them."""
    if dialect == "sqlite":
        found = text(f"SELECT rowid AS key FROM {table} WHERE {table} MATCH :words").bindparams(words=match_expression(words))
    else:
        found = text(f"SELECT key FROM {table} WHERE words @@ to_tsquery('legation', :words)").bindparams(words=vector_expression(words))
    return found.columns(column("key")).subquery()


def ranked_keys(dialect: str, table: WordTable, words: str) -> Subquery:
    """The keys (`key`) of the rows that hold all the words, and how well (`rank`): the least is the best."""
    if dialect == "sqlite":
        found = text(f"SELECT rowid AS key, rank FROM {table} WHERE {table} MATCH :words").bindparams(words=match_expression(words))
    else:
        asked = "to_tsquery('legation', :words)"
        found = text(f"SELECT key, -ts_rank(words, {asked}) AS rank FROM {table} WHERE words @@ {asked}")
        found = found.bindparams(words=vector_expression(words))
    return found.columns(column("key"), column("rank")).subquery()


def marked_reports(connection: Connection, keys: Sequence[int], words: str) -> dict[int, tuple[str, str]]:
    """Title and text of each report, with every word that was found between the two HIT signs."""
    if connection.dialect.name == "sqlite":
        cells = ", ".join(f"coalesce(highlight(document_words, {n}, :first, :last), '')" for n in (0, 1))
        asked = text(f"SELECT rowid, {cells} FROM document_words WHERE document_words MATCH :words AND rowid IN :keys")
        given = {"words": match_expression(words), "keys": list(keys), "first": HIT[0], "last": HIT[1]}
        rows = connection.execute(asked.bindparams(bindparam("keys", expanding=True)), given)
        return {key: (title, body) for key, title, body in rows}
    asked = text("SELECT key, coalesce(title, ''), text FROM documents WHERE key IN :keys").bindparams(bindparam("keys", expanding=True))
    found = {key: (title, body) for key, title, body in connection.execute(asked, {"keys": list(keys)})}
    said = {word: tokens_of(word) for word in {word for pair in found.values() for cell in pair for word in _WRITTEN.findall(cell)}}
    meant = _that_match(connection, set(said.values()), tokens_of(words).split())
    mark = partial(_WRITTEN.sub, lambda word: HIT[0] + word[0] + HIT[1] if said[word[0]] in meant else word[0])
    return {key: (mark(title), mark(body)) for key, (title, body) in found.items()}


def _that_match(connection: Connection, tokens: set[str], words: Sequence[str]) -> set[str]:
    """Those of the tokens that PostgreSQL holds to be a form of any of the words."""
    asked = "SELECT token FROM unnest(CAST(:tokens AS text[])) AS token WHERE to_tsvector('legation', token) @@ to_tsquery('legation', :words)"
    given = {"tokens": sorted(tokens), "words": " | ".join(f"'{word}'" for word in words)}
    return set(connection.execute(text(asked), given).scalars()) if words else set()


def holds_words(dialect: str, table: WordTable, key: ColumnElement[Any], words: str) -> ColumnElement[bool]:
    """Whether one row, by its key, holds all the words: for a search that looks at few rows."""
    name = "rowid" if dialect == "sqlite" else "key"
    test, expression = (
        ("{0} MATCH :words", match_expression(words))
        if dialect == "sqlite"
        else ("words @@ to_tsquery('legation', :words)", vector_expression(words))
    )
    said = text(f"{table}.{name} = {key.compile()} AND " + test.format(table)).bindparams(words=expression)
    return exists().select_from(text(table)).where(said)


def add_words(connection: Connection, table: WordTable, key: int, *words: str) -> None:
    """Indexes a row that was stored with this key: title and text of a report, the sentence of an event."""
    if connection.dialect.name == "sqlite":
        names = [f"w{n}" for n in range(len(words))]
        add = f"INSERT INTO {table} (rowid, {_COLUMNS[table]}) VALUES (:key, {', '.join(':' + name for name in names)})"
        connection.execute(text(add), {"key": key} | dict(zip(names, words, strict=True)))
        return
    said = tokens_of(" ".join(words))
    try:
        with connection.begin_nested():
            _add_vector(connection, table, key, said[:LONGEST])
    except OperationalError:  # longer than a vector may be
        _add_vector(connection, table, key, said[:SHORT])


def _add_vector(connection: Connection, table: WordTable, key: int, words: str) -> None:
    connection.execute(text(f"INSERT INTO {table} (key, words) VALUES (:key, to_tsvector('legation', :words))"), {"key": key, "words": words})


def number_indexed(connection: Connection, table: WordTable) -> int:
    """How many rows the index holds."""
    indexed = f"{table}_docsize" if connection.dialect.name == "sqlite" else table
    return int(connection.execute(text(f"SELECT count(*) FROM {indexed}")).scalar_one())
