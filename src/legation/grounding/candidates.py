"""Which words of a report name places, and what the gazetteer knows by those names."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from legation.knowledge.gazetteer import Entry, Gazetteer, name_key
from legation.mention import Mention, Parse
from legation.sentence import Sentence
from legation.span import Span

WELL_KNOWN_CITY = 300_000
"""Inhabitants from which a capitalised word that the language core took for no name is taken for the city."""

LED_CITY = 50_000
"""Inhabitants from which it is, after "in"."""

SHORT_NAME = 6
"""Letters below which a word that the core took for no name must be the place's own name: "Man" is not Manitoba, "I'll" not Illinois."""

LONGEST_NAME = 5
"""Words that a place name found without the language core may have."""

DATELINES = 6
"""Sentences from the start among which a dateline may stand: titles and bylines come before."""

_DATELINE = re.compile(r"(?P<city>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,2})(?:,? [^-–—.\n]{1,40})?\s?(?:\([^)\n]{1,30}\)\s?)?(?:[-–—]{1,2}) ")
_TRIMMED = re.compile(r"^(?:the|The|THE)\s+|['’]s?$")
_KIND_WORDS = re.compile(
    r"^(?:the )?(?:city|town|village|port|province|governorate|state|region|island|district|county|republic|kingdom|port city) of (?:the )?",
    re.IGNORECASE,
)
_BEARINGS = re.compile(
    r"^(?:(?:north|south|east|west|central|upper|lower|greater|mainland|occupied|downtown|northern|southern|eastern|western|north-?eastern|north-?western"
    r"|south-?eastern|south-?western|north-?east|north-?west|south-?east|south-?west)\s+)+",
    re.IGNORECASE,
)
_CLASS_TAILS = re.compile(r"\s+(?:province|governorate|oblast|region|prefecture|district|state|city|county|island|department)$", re.IGNORECASE)
_BEARING = re.compile(r"(?:the )?(?:north|south|east|west|central|northern|southern|eastern|western|centre|center|gulf)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A mention that may name a place, with the entries of that name; `national` when it names a people."""

    mention: Mention
    entries: tuple[Entry, ...]
    national: bool


def toponyms_of(parse: Parse, text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """The document's toponyms in text order: what the core tagged as place or nationality, and well-known names that it missed or cut short."""
    tagged = [t for m in parse.mentions if (t := _toponym(m, gazetteer)) is not None]
    others = (m for m in parse.mentions if m.kind in ("organisation", "vessel") or (m.kind == "person" and not _is_land(m.text, gazetteer)))
    taken = _Taken([m.span for m in others])
    named = _Taken([m.span for m in parse.mentions if m.kind in ("place", "nationality")])
    found = list(_datelines(parse, text, gazetteer))
    for sentence in parse.sentences:
        for span, entries in _known_names(sentence, text, gazetteer, taken, named):
            if not named.overlaps(span) or named.all_shorter(span):
                found.append(Toponym(Mention(span, span.of(text), "place", sentence.index, head_of(span, sentence)), entries, national=False))
    found = [t for i, t in enumerate(found) if all(t.mention.span != earlier.mention.span for earlier in found[:i])]
    wider = _Taken([t.mention.span for t in found])
    return sorted([*found, *(t for t in tagged if not wider.overlaps(t.mention.span))], key=lambda t: (t.mention.span, t.mention.kind))


def _datelines(parse: Parse, text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """The cities in capitals that open a report before a dash ("LOME (Agency) -"), whatever the core took them for."""
    for sentence in parse.sentences[:DATELINES]:
        match = _DATELINE.match(text, sentence.span.start)
        entries = gazetteer.look_up(match["city"]) if match else ()
        cities = tuple(e for e in entries if e.kind == "capital" or (e.kind in ("city", "seat") and e.population >= LED_CITY))
        if match and cities:
            span = Span(match.start("city"), match.end("city"))
            yield Toponym(Mention(span, span.of(text), "place", sentence.index, head_of(span, sentence)), cities, national=False)


def unknown_of(parse: Parse, toponyms: list[Toponym]) -> list[Mention]:
    """The mentions of places that the gazetteer does not know: names, no abbreviations."""
    taken = _Taken([t.mention.span for t in toponyms])
    places = (m for m in parse.mentions if m.kind == "place" and m.text[:1].isupper() and _may_name(m.text) and not _is_abbreviation(m.text))
    return [m for m in places if not taken.overlaps(m.span)]


def head_of(span: Span, sentence: Sentence) -> int:
    """The token of the span whose governor lies outside it; 0 where the sentence has no tokens there."""
    inside = [t for t in sentence.tokens if span.overlaps(t.span)]
    indices = {t.index for t in inside}
    return next((t.index for t in inside if t.head not in indices), 0)


def _is_land(words: str, gazetteer: Gazetteer) -> bool:
    """Whether what the core took for a person is an island, sea, state or disputed place of two words ("Diego Garcia", "San Marino")."""
    return " " in words and any(e.kind in _ALONE and name_key(e.name) == name_key(words) for e in gazetteer.look_up(words))


def _toponym(mention: Mention, gazetteer: Gazetteer) -> Toponym | None:
    if mention.kind == "nationality":
        state = gazetteer.nationality(mention.text) or gazetteer.nationality(mention.text.removesuffix("s"))
        entries = (state,) if state else tuple(e for e in gazetteer.look_up(mention.text) if e.kind == "country")
        return Toponym(mention, entries, national=True) if entries else None
    if mention.kind != "place" or not _may_name(mention.text):
        return None
    found = entries_of(mention.text, gazetteer)
    if _is_abbreviation(mention.text):
        found = tuple(e for e in found if e.kind not in ("city", "seat", "capital", "admin2", "point"))
    if not found and (state := gazetteer.nationality(mention.text)):
        return Toponym(mention, (state,), national=True)
    return Toponym(mention, found, national=False) if found else None


def _may_name(words: str) -> bool:
    """Whether the words hold a capital and are more than a bearing ("the East")."""
    return any(c.isupper() for c in words) and not _BEARING.fullmatch(words)


def _is_abbreviation(words: str) -> bool:
    letters = words.replace(".", "")
    return letters.isupper() and len(letters) <= 4 and letters.isalpha()


def entries_of(words: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """What the gazetteer knows by the words as they stand, without article and possessive, without "city of", bearing or class word."""
    for name in _readings(" ".join(words.split())):
        if found := gazetteer.look_up(name):
            return _part_of(name, found, gazetteer) or _without_own_cities(found, name_key(name))
    return ()


def _part_of(name: str, found: tuple[Entry, ...], gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The state a part of which a bearing in small letters means ("south Sudan" is the south of Sudan)."""
    bare = _BEARINGS.sub("", name)
    if not name[:1].islower() or bare == name or any(e.kind != "country" for e in found):
        return ()
    return tuple(e for e in gazetteer.look_up(bare) if e.kind == "country")


def _without_own_cities(found: tuple[Entry, ...], key: str) -> tuple[Entry, ...]:
    """The entries without cities that bear a state's name only besides their own and lie in it ("Mexico" for Mexico City)."""
    states = {e.state for e in found if e.kind == "country"}
    return tuple(e for e in found if e.kind == "country" or e.state not in states or name_key(e.name) == key)


def _readings(name: str) -> Iterator[str]:
    yield name
    bare = _TRIMMED.sub("", _TRIMMED.sub("", name))
    yield bare
    plain = _KIND_WORDS.sub("", bare)
    yield plain
    yield _CLASS_TAILS.sub("", plain)
    yield _BEARINGS.sub("", plain)
    yield _CLASS_TAILS.sub("", _BEARINGS.sub("", plain))


class _Taken:
    """Spans that already name something, for quick asking."""

    def __init__(self, spans: list[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]
        self._longest = max((s.end - s.start for s in spans), default=0)

    def overlapping(self, span: Span) -> Iterator[Span]:
        """Those that share a code point with the span, the last first."""
        i = bisect_right(self._starts, span.end - 1) - 1
        while i >= 0 and self._starts[i] > span.start - self._longest:
            if self._spans[i].overlaps(span):
                yield self._spans[i]
            i -= 1

    def overlaps(self, span: Span) -> bool:
        """Whether one of them shares a code point with the span."""
        return next(self.overlapping(span), None) is not None

    def all_shorter(self, span: Span) -> bool:
        """Whether those that share a code point with the span lie within it and are shorter."""
        return all(span.contains(s) and s != span for s in self.overlapping(span))


def _known_names(sentence: Sentence, text: str, gazetteer: Gazetteer, taken: _Taken, named: _Taken) -> Iterator[tuple[Span, tuple[Entry, ...]]]:
    """Well-known places named in the sentence outside persons and organisations, the longest name first."""
    words = [Span(sentence.span.start + m.start(), sentence.span.start + m.end()) for m in _WORD.finditer(sentence.text)]
    i = 0
    while i < len(words):
        found = _longest_known(words[i : i + LONGEST_NAME], text, gazetteer, taken, named) if text[words[i].start].isupper() else None
        if found:
            yield found[1], found[2]
        i += found[0] if found else 1


def _longest_known(words: list[Span], text: str, gazetteer: Gazetteer, taken: _Taken, named: _Taken) -> tuple[int, Span, tuple[Entry, ...]] | None:
    """How many of these words name a well-known place, the name's span and its entries; None when none do."""
    for n in range(len(words), 0, -1):
        span = _name_span(words[:n], text) if text[words[n - 1].start].isupper() else None
        if span is None or taken.overlaps(span) or not _free(span, text):
            continue
        if entries := _entries_at(span, text, gazetteer, named):
            return n, span, entries
    return None


def _entries_at(span: Span, text: str, gazetteer: Gazetteer, named: _Taken) -> tuple[Entry, ...]:
    """What the words name by themselves, what they name round a shorter place ("Port" in "Port Victoria"), what they name after "in"."""
    name = span.of(text)
    if known := _well_known(name, gazetteer):
        return known
    if named.overlaps(span):
        return gazetteer.look_up(name) if named.all_shorter(span) else ()
    if not name[:1].isupper() or name.isupper() or not _LED.search(text[max(0, span.start - 12) : span.start]):
        return ()
    cities = tuple(e for e in gazetteer.look_up(name) if e.kind in ("city", "capital", "seat") and name_key(e.name) == name_key(name))
    return cities if any(e.kind == "capital" or e.population >= LED_CITY for e in cities) else ()


_LED = re.compile(r"\b(?:in|near|outside) $")


def _name_span(words: list[Span], text: str) -> Span | None:
    """The stretch of these words without a closing possessive or stop; None where more than a space or hyphen parts them."""
    if any(text[a.end : b.start] not in (" ", "-", "\n") for a, b in itertools.pairwise(words)):
        return None
    start, end = words[0].start, words[-1].end
    tail = re.search(r"(?:['’]s|['’])$|(?<!\.[A-Z])\.$", text[start:end])
    end -= len(tail.group()) if tail else 0
    return Span(start, end) if end > start else None


def _free(span: Span, text: str) -> bool:
    """Whether no further capitalised word goes with it ("Georgia Tech", "Paris Hilton") and no initial stands before it."""
    after, before = text[span.end : span.end + 3], text[max(0, span.start - 24) : span.start]
    last = before.split()[-1] if before.split() and before[-1:] == " " else ""
    if len(after) > 1 and after[0] == " " and after[1].isupper():
        return False
    return not (last[:1].isupper() and last.isalpha() and last.lower() not in _OPENERS)


_OPENERS = frozenset(
    "in at from to of near and the for with by on into across against over off around but while as since after before when if".split()
)


def _well_known(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The entries of a name that stands for a place by itself: a state, sea or region, or a large city; short names only in capitals."""
    if len(name) < 3 and name not in ("US", "UK"):
        return ()
    if name.isupper() and len(name) > 3 and "." not in name:
        return ()
    entries = gazetteer.look_up(name)
    if len(name) < SHORT_NAME and not name.isupper():
        entries = tuple(e for e in entries if name_key(e.name) == name_key(name))
    known = any(
        e.kind in _ALONE or (e.kind in ("city", "capital", "seat") and e.population >= WELL_KNOWN_CITY) or _large_division(e) for e in entries
    )
    return entries if known else ()


_ALONE = frozenset({"country", "continent", "region", "sea", "disputed", "point", "island"})


def _large_division(entry: Entry) -> bool:
    return entry.kind == "admin1" and entry.state in ("USA", "CAN", "AUS", "GBR", "IND") and len(entry.name) > 4
