"""The role of each line of a pasted page, from its words and its neighbours."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from legation.document import Block, Role
from legation.reading.bylines import states_rights
from legation.reading.datelines import dated_words, is_dated_line
from legation.reading.spacing import lines_in, paragraphs_in
from legation.reading.wording import Wording, ends_sentence, is_byline, wording
from legation.span import Span

MAX_HEADLINE_CHARS = 180
MIN_PROSE_WORDS = 6
MAX_TITLE_WORDS = 25
MAX_SECTION_WORDS = 4
"""The name of a site or section is no longer."""
NEAR_COPY_SHARE = 0.8
"""Share of the shorter line's words that the other must hold for the two to be one thing told twice."""
MIN_TITLE_WORDS = 5
STEM_CHARS = 5
"""Words that begin alike are taken for one ("Russia", "Russian")."""
PROSE_REACH = 4
"""Paragraphs of the report stand no farther from each other; what looks like one far above is the site's."""
MIN_REPORT_PARAGRAPHS = 3
MAX_LISTED = 12
_WINDOW = 3
_ITEM = re.compile(r"\W*[-–—•*▪●◦]\s|\W*\d{1,4}\s?[.):]")
_SITE_SUFFIX = re.compile(r"\s[-–—|]\s(?P<site>[A-Z][\w.&']*(?:\s[A-Z][\w.&']*){0,4})$")
_DATELINE = re.compile(r"^[A-Z][^()]{1,40}\(([A-Z]\w+)\)")
_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    "a an and as at but by for from in into nor of off on or over per so than that the to up via vs with yet is are be after amid".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One line with its place and what its words are.

    Attributes:
        site: the name after a last dash ("Coast Herald" of "Harbour opens - Coast Herald"), if any.
        bare: the words without it, in lower case.
    """

    text: str
    span: Span
    site: str | None
    bare: tuple[str, ...]
    gap_before: bool

    @property
    def is_sentence(self) -> bool:
        """Whether the line is prose: it ends like a sentence, or is longer than any title."""
        return len(self.bare) >= MIN_PROSE_WORDS and (ends_sentence(self.text) or len(self.bare) >= MAX_TITLE_WORDS)


def label_lines(text: str) -> tuple[Block, ...]:
    """The blocks of a text. A text of one line, or without any short line, is an article throughout."""
    lines = _lines(text)
    return tuple(Block(role, line.span) for line, role in zip(lines, _LineLabeller(lines).roles(), strict=True))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    end_before = 0
    for start, end in _stretches(text):
        words = text[start:end]
        found = _SITE_SUFFIX.search(words[-80:])
        bare = words[: len(words) - len(found.group())] if found else words
        gap = text.count("\n", end_before, start) > 1
        site = found["site"] if found else None
        lines.append(_Line(words, Span(start, end), site, tuple(w.lower() for w in _WORD.findall(bare[:2000])), gap))
        end_before = end
    return lines


def _stretches(text: str) -> list[tuple[int, int]]:
    """Start and end of each line that holds words; of each paragraph where lines are broken by width."""
    return list(paragraphs_in(text) if _is_wrapped(text) else lines_in(text))


def _is_wrapped(text: str) -> bool:
    """Whether lines end by width and not by sense: most lines that run on are 50-100 characters long and go on in lower case."""
    lines = text.splitlines()
    broken = joins = 0
    for line, following in itertools.pairwise(lines):
        if not line.strip() or not following.strip():
            continue
        joins += 1
        broken += 50 <= len(line) <= 100 and not ends_sentence(line.rstrip()) and following.lstrip()[:1].islower()
    return broken >= 3 and broken > 0.3 * joins


class _LineLabeller:
    def __init__(self, lines: Sequence[_Line]) -> None:
        self._lines = lines
        self._words: Wording = wording()
        self._sites = self._find_sites()
        self._script = _main_script(lines)
        self._other = [self._is_plainly_other(line) for line in lines]
        prose = [index for index, line in enumerate(lines) if line.is_sentence and not self._other[index]]
        together = [pair for pair in itertools.pairwise(prose) if pair[1] - pair[0] <= PROSE_REACH]
        ends = (together[0][0], together[-1][1]) if together else (prose[0], prose[-1]) if prose else (0, len(lines) - 1)
        self._first, self._last = ends
        self._is_report = len(prose) >= MIN_REPORT_PARAGRAPHS
        self._top = self._headline()

    def roles(self) -> list[Role]:
        """One role for each line."""
        if len(self._lines) == 1:
            return ["body"]
        roles: list[Role] = []
        for index, line in enumerate(self._lines):
            before = roles[-1] if roles else None
            roles.append("headline" if index == self._top else self._role(index, line, before))
        return self._with_lead(self._with_captions(roles))

    def _find_sites(self) -> frozenset[str]:
        """The names after a last dash that are a site's: said twice, known as an outlet's, or the agency of a dateline."""
        counts = Counter(line.site for line in self._lines if line.site)
        agencies = {name for line in self._lines for name in _DATELINE.findall(line.text[:80])}
        return frozenset(s for s, n in counts.items() if n > 1 or self._words.is_outlet(s) or s.split()[0] in agencies)

    def _is_plainly_other(self, line: _Line) -> bool:
        words = self._words
        asked = (words.is_interface, words.is_caption, words.is_pointer, words.is_credit, is_byline, is_dated_line)
        return self._is_foreign(line) or any(ask(line.text) for ask in asked)

    def _headline(self) -> int | None:
        """The first line before the prose that looks like a title, one with words of the report first; a longer one after a section's name."""
        head = [(index, line) for index, line in enumerate(self._lines[: self._first + 1]) if _is_title(line)]
        found = [(index, line) for index, line in head if not self._other[index]]
        if not found:
            return next((index for index, line in head if dated_words(line.text) >= MIN_PROSE_WORDS), None)
        found = [(index, line) for index, line in found if self._shares_words(line)] or found
        longer = (index for index, line in found if len(line.bare) >= MIN_PROSE_WORDS)
        return found[0][0] if len(found[0][1].bare) > MAX_SECTION_WORDS else next(longer, found[0][0])

    def _shares_words(self, line: _Line) -> bool:
        """Whether two words of a line, or their beginnings, stand in the first paragraphs."""
        paragraphs = self._lines[self._first : self._first + 2 * PROSE_REACH]
        told = {word[:STEM_CHARS] for other in paragraphs if other.is_sentence for word in other.bare}
        return len({word[:STEM_CHARS] for word in line.bare if len(word) >= STEM_CHARS - 1} & told) >= 2

    def _role(self, index: int, line: _Line, before: Role | None) -> Role:
        if index > self._last and states_rights(line.text):
            return "furniture"
        if self._other[index]:
            return self._role_of_other(line)
        if self._top is not None and index < self._top:
            return "furniture"
        if line.is_sentence:
            return "body"
        return self._role_of_fragment(index, line, before)

    def _role_of_other(self, line: _Line) -> Role:
        """The role of a line whose own words say that it is no part of the article."""
        if self._words.is_caption(line.text):
            return "caption"
        if not self._words.is_interface(line.text) and self._words.is_pointer(line.text):
            return "teaser" if self._words.tells_where(line.text) else "furniture"
        return "furniture"

    def _role_of_fragment(self, index: int, line: _Line, before: Role | None) -> Role:
        """The role of a line that is no sentence."""
        if _is_title(line) and self._is_listed(index):
            return "teaser"
        if line.site in self._sites:
            return "caption" if self._first > index or index < self._last else "furniture"
        if index > self._last:
            return "furniture"
        if before == "caption" and _is_title(line):
            return "teaser"
        if index < self._first:
            return "furniture" if len(line.bare) < MIN_PROSE_WORDS else "lead"
        if self._is_report and self._is_in_a_list(index):
            return "teaser" if len(line.bare) >= MIN_TITLE_WORDS else "furniture"
        return "teaser" if _is_headline_case(line) and len(line.bare) >= MIN_PROSE_WORDS else "body"

    def _is_in_a_list(self, index: int) -> bool:
        """Whether titles stand above or below a title: a heading stands alone, and what follows a colon is the report's."""
        start = end = index
        while start > max(0, index - MAX_LISTED) and self._is_bare(start - 1):
            start -= 1
        while end < min(len(self._lines) - 1, index + 1) and self._is_bare(end + 1):
            end += 1
        before = self._lines[start - 1].text if start else ""
        return self._is_bare(index) and end > start and not before.endswith(":")

    def _is_bare(self, index: int) -> bool:
        """Whether a line is neither prose nor an item of a list nor ends like a sentence."""
        line = self._lines[index]
        return not (self._other[index] or line.is_sentence or ends_sentence(line.text)) and _ITEM.match(line.text) is None

    def _is_listed(self, index: int) -> bool:
        """Whether a line stands in the list of other stories that a bare "Related" or "Most read" opens."""
        above = range(index - 1, max(-1, index - MAX_LISTED), -1)
        titles = itertools.takewhile(lambda other: not self._lines[other].is_sentence, above)
        opening = next((self._lines[other].text for other in titles if self._other[other]), "")
        return self._words.is_pointer(opening) and not self._words.tells_where(opening)

    def _is_foreign(self, line: _Line) -> bool:
        """Whether the line is in another script than the text (a crumb of another edition)."""
        script = _script(line.text)
        return script is not None and script != self._script

    def _with_captions(self, roles: list[Role]) -> list[Role]:
        """Near-copies of a caption's words within a few lines are the same caption."""
        for index, role in enumerate(roles):
            if role != "caption":
                continue
            for other in range(max(0, index - _WINDOW), min(len(roles), index + _WINDOW + 1)):
                if roles[other] in ("lead", "body", "teaser", "furniture") and _is_near_copy(self._lines[index], self._lines[other]):
                    roles[other] = "caption"
        return roles

    def _with_lead(self, roles: list[Role]) -> list[Role]:
        """The first line of prose is the lead, when more follow."""
        body = [index for index, role in enumerate(roles) if role == "body"]
        if len(body) > 1 and "lead" not in roles:
            roles[body[0]] = "lead"
        return roles


def _is_title(line: _Line) -> bool:
    """Whether a line looks like a title: short, several words, no final stop."""
    return len(line.bare) >= 3 and len(line.text) <= MAX_HEADLINE_CHARS and not ends_sentence(line.text.rstrip("?!"))


def _is_headline_case(line: _Line) -> bool:
    """Whether most words that may be small begin with a capital, as in English headlines."""
    words = [word for word in _WORD.findall(line.text) if word.lower() not in _SMALL and word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _is_near_copy(one: _Line, other: _Line) -> bool:
    """Whether two lines say one thing; a paragraph of the report may hold a caption's words and more."""
    small, large = sorted((set(one.bare), set(other.bare)), key=len)
    least = NEAR_COPY_SHARE if other.is_sentence else 0.5
    return len(small) >= 4 and len(small & large) >= NEAR_COPY_SHARE * len(small) and len(small) >= least * len(large)


def _script(text: str) -> str | None:
    """The script of most letters of a line (LATIN, CYRILLIC, ...); None without letters."""
    counts: dict[str, int] = {}
    for char in text[:200]:
        if char.isalpha():
            name = unicodedata.name(char, "OTHER").split(" ", 1)[0]
            name = "CJK" if name in ("HIRAGANA", "KATAKANA") else name
            counts[name] = counts.get(name, 0) + 1
    return max(sorted(counts), key=lambda name: counts[name]) if counts else None


def _main_script(lines: Sequence[_Line]) -> str | None:
    """The script of most characters of the text."""
    totals: dict[str, int] = {}
    for line in lines[:400]:
        script = _script(line.text)
        if script is not None:
            totals[script] = totals.get(script, 0) + len(line.text)
    return max(sorted(totals), key=lambda name: totals[name]) if totals else None
