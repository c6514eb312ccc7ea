"""Full text on both databases: FTS5 in SQLite, tsvector with GIN in PostgreSQL; the same words (Porter's stems, no accents, no stop words)."""

from __future__ import annotations

import re
import unicodedata
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
