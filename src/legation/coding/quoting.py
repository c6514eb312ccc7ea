"""Who speaks in a quotation that runs over several sentences."""

from __future__ import annotations

from legation.coding.frames import Frames
from legation.knowledge.lexicon import Lexicon
from legation.mention import Parse
from legation.sentence import Sentence, Token

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
MAX_SENTENCES = 6
"""Sentences of one quotation that are searched for its speaker."""


class Quotations:
    """The quotations of a report, sentence by sentence; a quotation ends with its block."""

    def __init__(self, parse: Parse, lexicon: Lexicon, text: str) -> None:
        self._sentences = parse.sentences
        self._lexicon = lexicon
        self._begins: list[bool] = []
        self._goes_on: list[bool] = []
        inside, last = False, None
        for sentence in parse.sentences:
            if last is not None and "\n\n" in text[last.span.end : sentence.span.start]:
                inside = False
            self._begins.append(inside or sentence.text[:1] in OPENING + STRAIGHT)
            inside = _after(sentence.text, inside)
            self._goes_on.append(inside)
            last = sentence

    def speaker(self, sentence: Sentence) -> tuple[Sentence, Token] | None:
        """The sentence and the token of the speaker of a quoted sentence that names none itself; None if none is found.

        The speaker is named where the quotation ends, else right before it began.
        """
        if not self._begins[sentence.index]:
            return None
        at = sentence.index
        while self._goes_on[at] and at + 1 < len(self._sentences) and at - sentence.index < MAX_SENTENCES:
            at += 1
            found = self._teller(self._sentences[at])
            if found is not None:
                return self._sentences[at], found
        first = sentence.index
        while first > 0 and self._begins[first] and sentence.index - first < MAX_SENTENCES:
            first -= 1
            found = self._teller(self._sentences[first])
            if found is not None:
                return self._sentences[first], found
        return None

    def _teller(self, sentence: Sentence) -> Token | None:
        for token in sentence.tokens:
            if token.upos == "VERB" and token.lemma in self._lexicon.report_verbs:
                subjects = Frames(sentence, self._lexicon).slot(token, "subj")
                if subjects:
                    return subjects[0]
        return None


def _after(text: str, inside: bool) -> bool:
    """Whether a quotation is open after the sentence."""
    for char in text:
        if char in OPENING:
            inside = True
        elif char in CLOSING:
            inside = False
        elif char == STRAIGHT:
            inside = not inside
    return inside
