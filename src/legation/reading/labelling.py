"""The role of each block of a page, from where it stands, how it is linked, what its words are, and what trafilatura took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from legation.document import Role
from legation.reading.blocks import PageBlock, around, in_heading, kind_of_place, stands_in
from legation.reading.bylines import states_rights
from legation.reading.evidence import Extracted, letters_of
from legation.reading.hints import Hint
from legation.reading.wording import Wording, ends_sentence, is_byline, wording

MAIN_SHARE = 0.3
"""An element that holds this much of the extracted text is the article's own; its class words ("sidebar-layout") tell nothing of one block."""
LINKED_SHARE = 0.75
"""A line with more of its characters in links leads elsewhere."""
MIN_PROSE_CHARS = 40
FRAGMENT_CHARS = 30
SENTENCE_CHARS = 15
MAX_LEADS = 3
CAPTION_REACH = 6
MAX_BOX_BLOCKS = 6
MAX_CAPTION_PARAGRAPHS = 2
"""An element called "caption" with more paragraphs of the extracted text is no caption."""
LEAD_REACH = 25
"""How many blocks after the headline a lead may stand."""
_HEADINGS = ("h2", "h3", "h4", "h5")
_PROSE_TAGS = ("p", "div", "section", "article", "td", "span", "h2", "h3", "dd", "blockquote")
_APART: frozenset[Hint] = frozenset(("caption", "teaser", "furniture", "byline", "item", "embed"))


@dataclass(frozen=True, slots=True)
class Article:
    """What is known of a page's article before its blocks are labelled.

    Attributes:
        titles, descriptions: as the page's head gives them.
        extracted: the text that trafilatura took for the article, one paragraph a line.
        linked: the article's text as JSON-LD gives it; mostly empty.
    """

    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    extracted: str
    linked: str = ""


def label(blocks: Sequence[PageBlock], article: Article) -> list[Role]:
    """One role for each block."""
    return _Labeller(blocks, article).roles()


class _Labeller:
    def __init__(self, blocks: Sequence[PageBlock], article: Article) -> None:
        self._blocks = blocks
        self._article = article
        self._words: Wording = wording()
        self._letters = [letters_of(block.text) for block in blocks]
        witnesses = [Extracted(text) for text in (article.extracted, article.linked) if text]
        self._held = [any(witness.holds(letters) for witness in witnesses) for letters in self._letters]
        self._titles = frozenset(letters_of(title) for title in article.titles) - {""}
        self._title_text = Extracted("\n".join(article.titles))
        self._descriptions = Extracted("\n".join(article.descriptions))
        self._headline = self._find_headline()
        self._roles: list[Role] = []

    def roles(self) -> list[Role]:
        """The roles: first each block for itself, then by its neighbours."""
        first = 0 if self._headline is None else self._headline + 1
        seen: set[str] = set()
        for index, block in enumerate(self._blocks):
            role = "headline" if index == self._headline else self._own_role(index, block, first)
            if role == "body" and self._letters[index] in seen:
                role = "furniture"
            if role == "body":
                seen.add(self._letters[index])
            self._roles.append(role)
        self._spread_pointers()
        self._add_flow(first, seen)
        self._add_headings()
        self._drop_fragments()
        self._add_lead(first)
        self._drop_far_captions()
        return self._roles

    def _find_headline(self) -> int | None:
        """The first heading with the words of the page's title, else the first h1, unless most of the article stands before it."""
        headings = [index for index, block in enumerate(self._blocks) if in_heading(block) or "headline" in self._all_hints(block)]
        chosen = next((i for i in headings if self._letters[i] in self._titles), None)
        if chosen is None:
            chosen = next((i for i in headings if self._is_titled(i)), None)
        if chosen is None:
            chosen = next((i for i in headings if self._blocks[i].tag == "h1"), None)
        before = sum(len(self._letters[i]) for i in range(chosen or 0) if self._held[i])
        return None if chosen is None or before > MAIN_SHARE * self._held_chars else chosen

    def _is_titled(self, index: int) -> bool:
        """Whether a heading is most of a title, or holds one with a kicker before it."""
        letters = self._letters[index]
        lengths = (0.5, 2.0)
        return any(lengths[0] * len(t) < len(letters) < lengths[1] * len(t) and (t in letters or letters in t) for t in self._titles)

    @cached_property
    def _held_chars(self) -> int:
        return sum(len(letters) for letters, held in zip(self._letters, self._held, strict=True) if held)

    @cached_property
    def _main_marks(self) -> frozenset[int]:
        """Marked elements that hold so much of the article that they say nothing of one block."""
        chars: Counter[int] = Counter()
        paragraphs: Counter[int] = Counter()
        for block, letters, held in zip(self._blocks, self._letters, self._held, strict=True):
            for mark in block.marks if held else ():
                chars[mark.number] += len(letters)
                paragraphs[mark.number] += block.tag == "p" and len(letters) >= MIN_PROSE_CHARS and "caption" in mark.hints
        return frozenset(n for n, held in chars.items() if held > MAIN_SHARE * self._held_chars or paragraphs[n] > MAX_CAPTION_PARAGRAPHS)

    @staticmethod
    def _all_hints(block: PageBlock) -> frozenset[Hint]:
        return frozenset(hint for mark in block.marks for hint in mark.hints)

    def _hints(self, block: PageBlock) -> frozenset[Hint]:
        """What the smaller elements around a block tell."""
        main = self._main_marks
        return frozenset(hint for mark in block.marks if mark.number not in main for hint in mark.hints)

    def _own_role(self, index: int, block: PageBlock, first: int) -> Role:
        hints = self._hints(block)
        letters = self._letters[index]
        if self._words.is_interface(block.text) or is_byline(block.text):
            return "furniture"
        if self._words.is_pointer(block.text) and self._words.tells_where(block.text):
            return "teaser"
        if self._is_caption(block, hints):
            return "caption"
        if self._words.is_credit(block.text) or letters in self._titles:
            return "furniture"
        if self._words.is_pointer(block.text):
            return "teaser"
        if block.link_share > LINKED_SHARE:
            return "teaser" if len(letters) >= FRAGMENT_CHARS and "furniture" not in hints else "furniture"
        if "embed" in hints:
            return "furniture"
        if "item" in hints:
            return "body" if self._held[index] and self._goes_on(index) else "furniture"
        if "teaser" in hints and not self._held[index]:
            return "teaser" if len(letters) >= FRAGMENT_CHARS and self._tells_a_story(index) else "furniture"
        return "body" if self._held[index] and index >= first else "furniture"

    def _is_caption(self, block: PageBlock, hints: frozenset[Hint]) -> bool:
        """Whether a block is a picture's by its element or its words; a newsletter's box in a figure is none."""
        if "caption" in hints or ("figure" in block.tags and not hints & {"teaser", "furniture"}):
            return True
        return "footer" not in block.tags and self._words.is_caption(block.text)

    def _tells_a_story(self, index: int) -> bool:
        """Whether a block in a box of other stories is a headline, or the words under one."""
        block = self._blocks[index]
        under = index > 0 and self._roles[index - 1] == "teaser" and around(block) is around(self._blocks[index - 1])
        return block.link_share > 0.5 or block.tag in _HEADINGS or under

    def _goes_on(self, index: int) -> bool:
        """Whether a list goes on with the article: after a paragraph that ends in a colon, or by items that are sentences after any paragraph."""
        before = next((i for i in range(index - 1, -1, -1) if "item" not in self._hints(self._blocks[i])), None)
        if before is None or self._roles[before] != "body":
            return False
        told = ends_sentence(self._blocks[index].text) and len(self._letters[index]) >= MIN_PROSE_CHARS
        return told or self._blocks[before].text.endswith((":", "："))

    def _spread_pointers(self) -> None:
        """A bare "Read more" makes teasers of the few blocks that stand in one box with it."""
        for index, role in enumerate(self._roles):
            if role != "teaser" or len(self._letters[index]) > FRAGMENT_CHARS or not self._words.is_pointer(self._blocks[index].text):
                continue
            box = self._box(index)
            for other in range(index + 1, min(index + MAX_BOX_BLOCKS, len(self._roles))):
                if box is not None and stands_in(self._blocks[other], box):
                    self._roles[other] = "teaser"
            self._roles[index] = "furniture"

    def _box(self, index: int) -> Any:
        """The largest element around a block that holds no more than a few blocks."""
        box = None
        for element in self._blocks[index].place.iterancestors():
            end = index + MAX_BOX_BLOCKS
            before = index - MAX_BOX_BLOCKS
            outside = [i for i in (before, end) if 0 <= i < len(self._blocks) and stands_in(self._blocks[i], element)]
            if (
                outside
                or element.tag in ("article", "main", "body")
                or (index > 0 and self._roles[index - 1] == "body" and stands_in(self._blocks[index - 1], element))
            ):
                return box
            box = element
        return box

    def _add_flow(self, first: int, seen: set[str]) -> None:
        """Paragraphs that the extractor lost, though they stand where the article's others do, are body."""
        places: Counter[tuple[Any, ...]] = Counter(kind_of_place(b) for b, role in zip(self._blocks, self._roles, strict=True) if role == "body")
        total = sum(places.values())
        for index, block in enumerate(self._blocks):
            if self._roles[index] != "furniture" or index < first or self._letters[index] in seen:
                continue
            if (places[kind_of_place(block)] > max(2, 0.2 * total) or self._adjoins(index)) and self._may_be_prose(index):
                self._roles[index] = "body"
                seen.add(self._letters[index])

    def _adjoins(self, index: int) -> bool:
        """Whether the block before or after is body and stands in the very same element."""
        parent = around(self._blocks[index])
        beside = (i for i in (index - 1, index + 1) if 0 <= i < len(self._roles))
        return parent is not None and any(self._roles[i] == "body" and around(self._blocks[i]) is parent for i in beside)

    def _may_be_prose(self, index: int) -> bool:
        block = self._blocks[index]
        if block.tag not in _PROSE_TAGS or self._words.is_interface(block.text) or self._words.is_credit(block.text) or block.link_share > 0.5:
            return False
        if self._hints(block) & _APART or self._letters[index] in self._titles:
            return False
        return len(self._letters[index]) >= MIN_PROSE_CHARS and ends_sentence(block.text)

    def _add_headings(self) -> None:
        """A heading right before a paragraph of the article, in the same place, heads a part of it."""
        for index in range(len(self._blocks) - 1):
            block, following = self._blocks[index], self._blocks[index + 1]
            if self._roles[index] == "furniture" and block.tag in _HEADINGS and self._roles[index + 1] == "body" and self._heads(index):
                same = kind_of_place(block)[1:] == kind_of_place(following)[1:]
                self._roles[index] = "body" if same and "body" in self._roles[:index] else "furniture"

    def _heads(self, index: int) -> bool:
        block = self._blocks[index]
        letters = self._letters[index]
        plain = not self._words.is_interface(block.text) and not self._title_text.holds(letters) and letters not in self._letters[:index]
        return plain and block.link_share <= 0.5 and not self._hints(block) & _APART

    def _drop_fragments(self) -> None:
        """Lines too short to be prose before the first and after the last paragraph of the article are bylines and the like."""
        body = [index for index, role in enumerate(self._roles) if role == "body"]
        prose = [index for index in body if self._is_prose(index)]
        if not prose:
            return
        for index in body:
            if (index < prose[0] or index > prose[-1]) and not self._is_prose(index):
                self._roles[index] = "furniture"

    def _drop_far_captions(self) -> None:
        """Captions far above and below the article are those of other stories; claims of rights below it are the site's own."""
        body = [index for index, role in enumerate(self._roles) if role in ("body", "lead")]
        first, last = (body[0], body[-1]) if body else (0, 0)
        first = first if self._headline is None else min(first, self._headline)
        for index, role in enumerate(self._roles):
            far = not first - CAPTION_REACH <= index <= last + CAPTION_REACH
            if role == "caption" and (far or (index > last and states_rights(self._blocks[index].text))):
                self._roles[index] = "furniture"

    def _is_prose(self, index: int) -> bool:
        letters = self._letters[index]
        return len(letters) >= MIN_PROSE_CHARS or (len(letters) >= SENTENCE_CHARS and ends_sentence(self._blocks[index].text))

    def _add_lead(self, first: int) -> None:
        """The standfirst between headline and article is the lead; without one, the first paragraph of several is.

        What repeats the page's description or stands in an element called so is taken first, then what looks like it.
        """
        body = [index for index, role in enumerate(self._roles) if role == "body"]
        if not body:
            return
        stop = body[0]
        reach = range(max(first, stop - LEAD_REACH), stop) if self._headline is not None else range(0)
        found = [i for i in reach if self._is_standfirst(i)] or [i for i in reach if self._may_be_lead(i)][:MAX_LEADS]
        for index in found:
            self._roles[index] = "lead"
        if not found and len(body) > 1:
            self._roles[stop] = "lead"

    def _is_standfirst(self, index: int) -> bool:
        block = self._blocks[index]
        letters = self._letters[index]
        if self._roles[index] not in ("furniture", "teaser", "caption") or len(letters) < FRAGMENT_CHARS or self._title_text.holds(letters):
            return False
        if block.link_share > 0.3 or letters in self._letters[:index]:
            return False
        own = block.marks[-1].hints if block.marks else frozenset()
        return self._descriptions.holds(letters) or ("lead" in own and self._roles[index] == "furniture" and "item" not in own)

    def _may_be_lead(self, index: int) -> bool:
        block = self._blocks[index]
        letters = self._letters[index]
        if self._roles[index] != "furniture" or block.tag not in _PROSE_TAGS or block.link_share > 0.3 or letters in self._letters[:index]:
            return False
        if self._hints(block) & {"caption", "byline", "item", "teaser"} or len(letters) < MIN_PROSE_CHARS:
            return False
        return ends_sentence(block.text) and not block.text.endswith("?") and not self._title_text.holds(letters)
