"""The parser, with the shipped model."""

from __future__ import annotations

import pytest

from legation.document import NOT_STATED, Block, Document
from legation.mention import Parse
from legation.parsing.parser import load
from legation.span import Span


def document(text: str, *blocks: Block) -> Document:
    """A document of one body block, or of the given ones."""
    own = blocks or ((Block("body", Span(0, len(text))),) if text else ())
    return Document("d", text, tuple(own), NOT_STATED, NOT_STATED, "here", NOT_STATED)


def parse(text: str) -> Parse:
    """The parse of a text."""
    return load().parse(document(text))


def found(text: str, kind: str) -> list[str]:
    """The mentions of one kind."""
    return [m.text for m in parse(text).mentions if m.kind == kind]


def test_tree_tells_who_did_what_to_whom() -> None:
    """Subject, object, agent of a passive and possessor hang where Universal Dependencies puts them."""
    tokens = parse("Rebels attacked the convoy. The envoy was expelled by Peru.").sentences
    assert [t.deprel for t in tokens[0].tokens] == ["nsubj", "root", "det", "obj", "punct"]
    assert [t.deprel for t in tokens[1].tokens if t.text in ("envoy", "Peru")] == ["nsubj:pass", "obl:agent"]


def test_title_and_name_give_overlapping_mentions() -> None:
    """A titled name is a role as a whole, a person by its name, and holds a nationality."""
    mentions = {(m.text, m.kind) for m in parse("Danish Foreign Minister Lars Jensen met the envoy in Oslo.").mentions}
    assert {("Danish", "nationality"), ("Lars Jensen", "person"), ("Danish Foreign Minister Lars Jensen", "role"), ("Oslo", "place")} <= mentions


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The two sides signed a truce.", "The two sides"),
        ("Both countries welcomed it.", "Both countries"),
        ("French troops left the town.", "French troops"),
        ("The U.S.-led coalition agreed.", "The U.S.-led coalition"),
        ("It was signed by the South Korean foreign ministry.", "the South Korean foreign ministry"),
    ],
)
def test_agents_without_a_name_are_roles(text: str, role: str) -> None:
    """A base noun phrase headed by an agent noun is a role, its determiner and modifiers with it."""
    assert role in found(text, "role")


def test_pronouns_are_mentions_but_relative_that_is_not() -> None:
    """Personal and possessive pronouns refer; a relative "that" does not."""
    assert found("They praised the army that saved their town.", "pronoun") == ["They", "their"]


def test_adjective_inside_the_name_of_a_place_is_no_nationality() -> None:
    """ "Czech" is a nationality before "officials" and part of a name in "Czech Republic"."""
    assert found("Czech officials left the Czech Republic.", "nationality") == ["Czech"]


def test_mention_head_is_the_word_governed_from_outside() -> None:
    """The head of "the Greek navy" is "navy"."""
    result = parse("Turkey thanked the Greek navy.")
    role = next(m for m in result.mentions if m.kind == "role")
    assert result.sentences[0].tokens[role.head].text == "navy"


def test_spans_quote_the_text() -> None:
    """Every span of a sentence, token and mention quotes the document, past letters outside the basic plane too."""
    text = "😀 Iran’s navy left. It didn't stop."
    result = parse(text)
    spanned = [*result.sentences, *result.mentions, *(t for s in result.sentences for t in s.tokens)]
    assert all(item.span.of(text) == item.text for item in spanned)


def test_furniture_is_not_parsed_and_no_sentence_crosses_a_block() -> None:
    """Only coded roles are parsed, each sentence with the role of its block."""
    text = "Envoys meet\n\nShare this\n\nThe envoys met."
    blocks = (Block("headline", Span(0, 11)), Block("furniture", Span(13, 23)), Block("body", Span(25, 40)))
    result = load().parse(document(text, *blocks))
    assert [(s.role, s.text) for s in result.sentences] == [("headline", "Envoys meet"), ("body", "The envoys met.")]


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "😀", "z̸̡̛a̶l̴g̵o̷", "x" * 50_000, "(((((", "'" * 300, "A. " * 300, "漢字。", "\ufffd\x01", "، ؟", "- " * 300]
)
def test_odd_text_never_fails(text: str) -> None:
    """Whatever the text, there is a parse whose trees have one root each."""
    assert all(sum(t.head == -1 for t in s.tokens) == 1 for s in parse(text).sentences)


def test_vector_is_the_mean_of_the_words() -> None:
    """A sentence has a vector of 384 rounded numbers."""
    vector = parse("Peru and Chile met.").sentences[0].vector
    assert vector is not None
    assert (vector.shape, str(vector.dtype)) == ((384,), "float32")


def test_sentences_without_marks_come_apart() -> None:
    """A heading and the prose that runs on from it, with no mark between, are sentences of their own."""
    text = "Ministers meet in Lagos :) the talks went well Thanks for the lovely pictures of the harbour"
    assert len(parse(text).sentences) > 1
