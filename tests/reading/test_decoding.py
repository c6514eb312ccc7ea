"""Bytes become text by mark, by soundness, by declaration, by guess, in this order."""

from __future__ import annotations

import pytest

from legation.reading.decoding import decode

WORDS = "Café “naïve” Čapek – Paris"


def test_utf8_wins_over_a_wrong_declaration() -> None:
    """Bytes that are sound UTF-8 are read so, though the page says latin-1."""
    assert WORDS in decode(f'<meta charset="iso-8859-1"><p>{WORDS}</p>'.encode())


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "utf-32"])
def test_byte_order_marks_decide(charset: str) -> None:
    """A mark names the charset and is no part of the text."""
    assert decode(WORDS.encode(charset)) == WORDS


def test_a_declared_charset_is_used() -> None:
    """What is no UTF-8 is read as the page says."""
    assert "Łódź" in decode('<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"))


def test_undeclared_cyrillic_is_guessed() -> None:
    """Windows-1251 without a word of it is recognised by its letters."""
    words = "Министр иностранных дел встретился с послом соседней страны в столице. " * 3
    assert decode(words.encode("cp1251")) == words


def test_a_few_bad_bytes_leave_utf8() -> None:
    """A damaged text loses the bad bytes only."""
    assert decode("Čapek a Dvořák přišli do Prahy ".encode() * 3 + b"\xff") == "Čapek a Dvořák přišli do Prahy " * 3 + "\ufffd"
