"""The article that a page keeps in its scripts, to be shown by them: the longest string there that is mark-up of several paragraphs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import lxml.html

MIN_PARAGRAPHS = 3
_MAX_CHARS = 4_000_000
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
_PARAGRAPH_END = re.compile(r"</p>", re.IGNORECASE)
_ESCAPED_END = re.compile(r"(?:<|\\u003c)\\?/p(?:>|\\u003e)", re.IGNORECASE)
_MIN_STRING_CHARS = 300


def scripted_body(root: Any) -> str:
    """The paragraphs, one a line; empty when the scripts hold no such string.

    Plain words in a script are never taken: only mark-up that was meant to be shown.
    """
    best = max(_marked_up(root), key=len, default="")
    if not best:
        return ""
    tree = lxml.html.fragment_fromstring(best, create_parent="div")
    return "\n".join(words for p in tree.iter("p") if (words := " ".join(p.text_content().split())))


def _marked_up(root: Any) -> Iterator[str]:
    """Every string of the scripts that is mark-up of some paragraphs."""
    for script in root.iter("script"):
        text = script.text or ""
        if len(text) > _MAX_CHARS or len(_ESCAPED_END.findall(text)) < MIN_PARAGRAPHS:
            continue
        for found in _STRING.finditer(text):
            if len(found.group()) >= _MIN_STRING_CHARS:
                yield from _unquoted(found.group())


def _unquoted(quoted: str) -> Iterator[str]:
    """The string without its quotes, when it is mark-up; what it quotes in turn, when it is JSON itself."""
    try:
        value = json.loads(quoted, strict=False)
    except ValueError:
        return
    if value.lstrip().startswith("<") and len(_PARAGRAPH_END.findall(value)) >= MIN_PARAGRAPHS:
        yield value
        return
    for found in _STRING.finditer(value):
        if len(found.group()) >= _MIN_STRING_CHARS:
            try:
                inner = json.loads(found.group(), strict=False)
            except ValueError:
                continue
            if inner.lstrip().startswith("<") and len(_PARAGRAPH_END.findall(inner)) >= MIN_PARAGRAPHS:
                yield inner
