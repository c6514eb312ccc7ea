"""A language of time expressions is a file of data: the same code reads another one."""

from __future__ import annotations

import pytest

from grounding.texts import WEDNESDAY, report, sentences
from legation.grounding.grammar import Form, read_grammar
from legation.grounding.moments import moments_of

CASES = [
    ("El acuerdo se firmó el 3 de mayo de 2024.", "el 3 de mayo de 2024", "2024-05-03"),
    ("El acuerdo se firmó en mayo de 2019.", "mayo de 2019", "2019-05"),
    ("El acuerdo se firmó en diciembre.", "diciembre", "2023-12"),
    ("El ministro habló ayer.", "ayer", "2024-05-07"),
    ("El ministro habló el viernes.", "el viernes", "2024-05-03"),
    ("El ministro viajará el viernes.", "el viernes", "2024-05-10"),
    ("El ministro habló el martes pasado.", "el martes pasado", "2024-05-07"),
    ("El ministro habló la semana pasada.", "la semana pasada", "2024-04-29/2024-05-05"),
    ("El ministro habló hace tres semanas.", "hace tres semanas", "2024-04-15/2024-04-21"),
    ("El puerto está cerrado desde marzo.", "marzo", "2024-03/.."),
    ("La guerra empezó en 1936.", "1936", "1936"),
]


@pytest.mark.parametrize(("text", "words", "value"), CASES, ids=[c[0] for c in CASES])
def test_spanish_is_another_file(text: str, words: str, value: str) -> None:
    """Spanish days, months, weekdays by tense, and what counts from publication have their values."""
    found = {m.mention.text: m.moment.value for m in moments_of(report(text, WEDNESDAY), sentences(text), read_grammar("spanish"))}
    assert found == {words: value}


@pytest.mark.parametrize("form", read_grammar("spanish").forms, ids=lambda f: f.name)
def test_every_spanish_form_has_an_example_that_it_finds(form: Form) -> None:
    """The example in the language file is found."""
    text = f"Fue así: {form.example}."
    assert list(moments_of(report(text, WEDNESDAY), sentences(text), read_grammar("spanish")))
