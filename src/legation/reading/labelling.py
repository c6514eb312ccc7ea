"""The role of each block of a page, from where it stands, how it is linked, what its words are, and what trafilatura took."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from legation.document import Role
from legation.reading.blocks import PageBlock, words_of
from legation.reading.wording import Wording, wording


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of a page's article before its blocks are labelled.

    Attributes:
        titles, descriptions: as the page's head gives them.
        extracted: the text that trafilatura took for the article, one paragraph a line.
    """

    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    extracted: str


def label(blocks: Sequence[PageBlock], article: Article) -> list[Role]:
    """One role for each block."""
    return _Labeller(blocks, article).roles()


class _Labeller:
    def __init__(self, blocks: Sequence[PageBlock], article: Article) -> None:
        self._blocks = blocks
        self._article = article
        self._words: Wording = wording()
        self._keys = [" ".join(words_of(block.text)) for block in blocks]
        lines = [" ".join(words_of(line)) for line in article.extracted.splitlines()]
        self._lines = frozenset(lines)
        self._whole = f" {' '.join(lines)} "

    def roles(self) -> list[Role]:
        headline = self._headline()
        first = headline + 1 if headline is not None else 0
        roles: list[Role] = []
        seen: set[str] = set()
        for index, block in enumerate(self._blocks):
            role = "headline" if index == headline else self._role(index, block, first)
            if role == "body":
                if self._keys[index] in seen:
                    role = "furniture"
                seen.add(self._keys[index])
            roles.append(role)
        return _with_lead(roles)

    def _headline(self) -> int | None:
        """The first heading with the words of the page's title, else the first h1."""
        titles = {" ".join(words_of(title)) for title in self._article.titles}
        headings = [index for index, block in enumerate(self._blocks) if block.tag in ("h1", "h2") or "headline" in block.hints]
        for index in headings:
            if self._keys[index] in titles:
                return index
        return next((index for index in headings if self._blocks[index].tag == "h1"), None)

    def _is_extracted(self, index: int) -> bool:
        key = self._keys[index]
        if not key:
            return False
        return key in self._lines or (len(key) > 25 and f" {key} " in self._whole)

    def _role(self, index: int, block: PageBlock, first: int) -> Role:
        if "caption" in block.hints or "figure" in block.tags or self._words.is_caption(block.text):
            return "caption"
        if self._is_extracted(index) and index >= first and not self._words.is_interface(block.text):
            return "teaser" if self._words.is_pointer(block.text) else "body"
        if block.link_share > 0.8 and len(block.text.split()) >= 5:
            return "teaser"
        return "furniture"


def _with_lead(roles: list[Role]) -> list[Role]:
    """The first body block of several is the lead."""
    body = [index for index, role in enumerate(roles) if role == "body"]
    if len(body) > 1:
        roles[body[0]] = "lead"
    return roles
