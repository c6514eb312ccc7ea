"""The speaker of a quotation is found though the quotation runs over sentences."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.quoting import Quotations
from legation.knowledge import lexicon
from legation.mention import Parse
from legation.sentence import Sentence
from legation.span import Span
from parses import sentence

FIRST = sentence("""
    “We we PRON 2 nsubj
    agreed agree VERB 0 root
    . . PUNCT 2 punct""")
LAST = sentence("""
    Peace peace NOUN 2 nsubj
    holds hold VERB 4 ccomp
    ,” ,” PUNCT 2 punct
    said say VERB 0 root
    Lima Lima PROPN 4 nsubj""")
PLAIN = sentence("""
    Troops troops NOUN 2 nsubj
    left leave VERB 0 root""")


def report(*sentences: Sentence) -> tuple[Parse, str]:
    """A report of these sentences, one space between; tokens keep their own offsets, which no test here asks for."""
    placed, at = [], 0
    for i, one in enumerate(sentences):
        placed.append(replace(one, index=i, span=Span(at, at + len(one.text))))
        at += len(one.text) + 1
    return Parse(tuple(placed), ()), " ".join(s.text for s in sentences)


def speaker(parse: Parse, text: str, index: int) -> str | None:
    """The speaker's word, None if none."""
    found = Quotations(parse, lexicon.load(), text).speaker(parse.sentences[index])
    return None if found is None else found[1].text


def test_the_speaker_stands_where_the_quotation_ends() -> None:
    """ "We agreed. Peace holds," said Lima: the first sentence is Lima's too."""
    parse, text = report(FIRST, LAST)
    assert speaker(parse, text, 0) == "Lima"


def test_a_sentence_outside_quotation_marks_has_no_speaker() -> None:
    """What the reporter tells is nobody's quotation."""
    parse, text = report(PLAIN, FIRST, LAST)
    assert speaker(parse, text, 0) is None


def test_a_quotation_ends_with_its_block() -> None:
    """A mark that is never closed does not make the next paragraph a quotation."""
    later = replace(PLAIN, index=1, span=Span(len(FIRST.text) + 2, len(FIRST.text) + 2 + len(PLAIN.text)))
    parse, _ = report(FIRST)
    assert speaker(Parse((*parse.sentences, later), ()), FIRST.text + "\n\n" + PLAIN.text, 1) is None
