"""Whose a role is: by the words inside its phrase ("Iran's navy") and by those after it ("the navy of Iran")."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.resolving.identity import Identity
from legation.resolving.scene import Scene
from legation.resolving.units import NOT_OWNERS_AFTER, NOT_OWNERS_BEFORE, STATE_OF, Unit
from legation.sentence import Sentence, Token

IN = frozenset({"in", "at", "near", "across", "inside", "from", "around", "throughout", "within", "on"})
TIES = frozenset(
    {"loyal", "link", "linked", "align", "aligned", "ally", "allied", "affiliate", "affiliated", "belong", "belonging", "base", "operate"}
)
WORKING = frozenset({"work", "fight", "serve", "spy", "speak"})
"""Verbs that with "for" tell whose men they are."""
OF_STATE = frozenset({"MIL", "COP", "GOV"})
"""Sectors of men whom an armed group has not ("soldiers and fighters of the movement")."""
SPEAKING = frozenset("spokesman spokeswoman spokesperson lawyer attorney representative adviser aide".split())
"""Nouns whose owner may follow "for" ("a spokesman for the ministry")."""
TOPICAL = frozenset("analyst expert envoy specialist researcher adviser advisor coordinator watcher correspondent".split())
"""Nouns that a state's bare name before them only tells the subject of."""
OTHER_SIDE = frozenset({"counterpart", "colleague"})
"""Nouns for who does the same for another state as the one whose he is."""
PLACES = frozenset({"state", "place"})


def _is_adjective(unit: Unit) -> bool:
    return bool(unit.forms) and unit.forms[0].form == "adjective"


class Owners:
    """Finds owners; `resolve` gives the identities of another unit of the report."""

    def __init__(self, scene: Scene, resolve: Callable[[Unit], tuple[Identity, ...]]) -> None:
        self._scene = scene
        self._resolve = resolve

    def before(self, unit: Unit, limit: int) -> tuple[Identity, ...]:
        """Who the words inside the phrase say it belongs to; several where they are coordinated ("U.S. and Iraqi officials")."""
        tokens = self._tokens(unit)
        found: list[Identity] = []
        last_end = -1
        inner = self._inner_units(unit, limit)
        for other in inner:
            if self._is_birthplace(tokens, other) and any(u.forms and u.start > other.end for u in inner):
                continue
            if self._is_no_owner(tokens, other) or other.start < last_end or self._is_topic(unit, other) or self._is_other_side(unit, other):
                continue
            if other.kind == "pronoun" and any(_is_adjective(u) for u in inner if u.start > other.end - 1):
                continue  # "its four Colombian crew" are Colombians
            linked = found and all(t.text in (",", "and", "-", "–", "&") or t.upos == "DET" for t in tokens[last_end : other.start])
            if found and not linked:
                break
            known = [i for i in self._resolve(other) if i.known or i.kind in ("group", "organ")]
            if known:
                found.extend(known)
                last_end = other.end
        return tuple(found)

    def _is_birthplace(self, tokens: tuple[Token, ...], unit: Unit) -> bool:
        """Whether "-born" follows the state ("a Pakistani-born British doctor")."""
        return any(t.text == "born" for t in tokens[unit.end : unit.end + 2])

    def _is_other_side(self, unit: Unit, other: Unit) -> bool:
        """Whether `other` is the one whose counterpart the unit is: just not of its state."""
        return unit.word in OTHER_SIDE and (other.kind == "pronoun" or self._possesses(other))

    def _is_topic(self, unit: Unit, other: Unit) -> bool:
        """Whether the state's name tells what the person deals with, not whose he is ("an Iran analyst", "the Syria envoy")."""
        if unit.word not in TOPICAL or not other.forms:
            return False
        return (
            other.forms[0].form == "name"
            and other.kind == "place"
            and not self._possesses(other)
            and not any(f.form == "adjective" for f in other.forms)
        )

    def _inner_units(self, unit: Unit, limit: int) -> list[Unit]:
        inner = [
            u
            for u in self._scene.units[unit.sentence].all
            if u is not unit and unit.start <= u.start and u.end <= limit and (u.kind != "role" or self._possesses(u)) and self._owning_pronoun(u)
        ]
        return sorted(inner, key=lambda u: (u.start, -(u.end - u.start)))

    def _owning_pronoun(self, unit: Unit) -> bool:
        return unit.kind != "pronoun" or self._scene.head(unit).deprel == "nmod:poss"

    def _possesses(self, unit: Unit) -> bool:
        tokens = self._tokens(unit)
        after = tokens[unit.end].text if unit.end < len(tokens) else ""
        return after in ("'s", "’s", "'", "’")

    def _is_no_owner(self, tokens: tuple[Token, ...], unit: Unit) -> bool:
        after = [t.text.lower() for t in tokens[unit.end : unit.end + 2]]
        before = [t.text.lower() for t in tokens[max(0, unit.start - 2) : unit.start]]
        tail = after[1] if after[:1] in (["-"], ["‑"], ["–"]) and len(after) > 1 else (after[0] if after else "")
        if tail in STATE_OF or (tail == "led" and unit.forms and unit.forms[0].key.startswith("igo:")):
            return False
        return tail in NOT_OWNERS_AFTER or bool(
            before and (before[-1] in NOT_OWNERS_BEFORE or (before[-1] == "-" and before[0] in NOT_OWNERS_BEFORE))
        )

    def after(self, unit: Unit) -> tuple[Identity, ...]:
        """Owners that follow: "of Cuba", "from the Group of Seven", "loyal to Assad", "in northern Mali"; an apposed name."""
        sentence = self._scene.sentence(unit)
        head = self._scene.head(unit)
        for relation in ("of", "from", *(("for",) if unit.word in SPEAKING else ())):
            found = self.by_case(sentence, unit, head, frozenset({relation}))
            if found:
                return found
        for other in sentence.children(head, "conj"):
            found = self.by_case(sentence, unit, other, frozenset({"of"})) if other.index > unit.head else ()
            if found and not (unit.noun.sector in OF_STATE and found[0].kind == "group"):
                return found
        found = self._shared(sentence, unit, head) or self._apposed(sentence, unit, head) or self._tied(sentence, unit, head)
        if found:
            return found
        if unit.noun.kind != "state" and not self._definite_person(unit):
            return self._place_only(self.by_case(sentence, unit, head, IN))
        return ()

    def _definite_person(self, unit: Unit) -> bool:
        return bool(unit.noun.kind == "person" and self._tokens(unit)[unit.start].text.lower() == "the" and unit.noun.office)

    def _place_only(self, found: tuple[Identity, ...]) -> tuple[Identity, ...]:
        return tuple(i for i in found if i.kind in PLACES)[:1]

    def names_stranger(self, unit: Unit) -> bool:
        """Whether "of" and a name of unknown state follow ("the president of Chrysler"): an owner, though nobody knows whose."""
        tokens, at = self._tokens(unit), unit.end
        if at >= len(tokens) or tokens[at].text.lower() != "of":
            return False
        return any(u.kind in ("organisation", "person", "place") and u.start in (at + 1, at + 2) for u in self._scene.units[unit.sentence].all)

    def by_case(self, sentence: Sentence, unit: Unit, head: Token, cases: frozenset[str]) -> tuple[Identity, ...]:
        """Owners in a phrase that hangs on `head` by one of the prepositions `cases`."""
        if "of" in cases and unit.end < len(sentence.tokens) and sentence.tokens[unit.end].text.lower() == "of":
            found = self._right_after(sentence, unit.end)
            if found:
                return found
        if cases is IN and unit.end < len(sentence.tokens) and sentence.tokens[unit.end].text.lower() in IN:
            found = tuple(i for i in self._right_after(sentence, unit.end) if i.kind in PLACES)
            if found:
                return found
        for child in sentence.children(head, "nmod", "obl"):
            if child.index >= unit.end and any(c.lemma.lower() in cases for c in sentence.children(child, "case")):
                found = self.near(sentence, child)
                if found:
                    return (*found, *self._linked(sentence, child))
        return ()

    def _right_after(self, sentence: Sentence, at: int) -> tuple[Identity, ...]:
        """Owners in the phrase that starts right after the preposition at token `at`, whatever the tree says."""
        tokens = sentence.tokens
        starts = [at + 1, *([at + 2] if at + 1 < len(tokens) and tokens[at + 1].upos == "DET" else [])]
        after = [u for u in self._scene.units[sentence.index].all if u.start in starts and u.kind != "pronoun"]
        held = [u for o in after for u in self._held_by(sentence, o)]
        for other in (*held, *sorted(after, key=lambda u: u.end, reverse=True)):
            found = tuple(i for i in self._resolve(other) if i.known)
            if found:
                return (*found, *self._linked(sentence, tokens[other.head]))
        return ()

    def _held_by(self, sentence: Sentence, owner: Unit) -> list[Unit]:
        """A name of the roster that the owner's possessive leads to ("of Israel's Mossad")."""
        if owner.end >= len(sentence.tokens) or sentence.tokens[owner.end].text not in ("'s", "’s"):
            return []
        return [u for u in self._scene.units[sentence.index].all if u.start == owner.end + 1 and u.forms and u.kind == "organisation"]

    def _linked(self, sentence: Sentence, token: Token) -> Iterator[Identity]:
        """Names joined to the token by "and" or a comma, whatever the tree says ("leaders from the U.S. and China")."""
        unit = self._scene.unit_at(sentence.index, token.index)
        while unit is not None and unit.forms:
            after = [t.index for t in sentence.tokens[unit.end : unit.end + 3] if t.text not in ("and", ",") and t.upos != "DET"]
            between = after[0] - unit.end if after else 0
            following = self._scene.unit_at(sentence.index, after[0]) if between else None
            if following is None or following.start < unit.end or not following.forms or following.kind != unit.kind:
                return
            yield from (i for i in self._resolve(following) if i.known)
            unit = following

    def near(self, sentence: Sentence, token: Token) -> tuple[Identity, ...]:
        """Identities of the phrase of `token`, else of the names that stand in it ("Somalia's Puntland region")."""
        unit = self._scene.unit_at(sentence.index, token.index)
        if unit is not None:
            found = tuple(i for i in self._resolve(unit) if i.known)
            if found:
                return found
        for child in sentence.children(token, "nmod:poss", "compound", "amod", "nmod", "flat"):
            inner = self._scene.unit_at(sentence.index, child.index)
            found = tuple(i for i in self._resolve(inner) if i.known) if inner is not None else ()
            if found:
                return found
        return ()

    def _shared(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        """Owners of the phrase that this one is joined to and that has no words of its own before it ("Russian ships and boats")."""
        if head.relation != "conj" or unit.start != unit.noun_start:
            return ()
        first = self._scene.unit_at(sentence.index, head.head)
        if first is None or first is unit or first.kind not in ("role", "vessel"):
            return ()
        return self.before(first, first.noun_start)

    def apposed_person(self, unit: Unit) -> Identity | None:
        """The person named beside the role ("her Canadian counterpart, Mark Carney"), or None."""
        sentence, head = self._scene.sentence(unit), self._scene.head(unit)
        return next((i for i in self._apposed(sentence, unit, head) if i.kind == "person"), None)

    def _apposed(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        """A person in apposition ("the minister, Sergei Lavrov") or the person that the phrase itself describes."""
        near = [*sentence.children(head, "appos"), *([sentence.tokens[head.head]] if head.relation == "appos" and head.head >= 0 else [])]
        for token in near:
            other = self._scene.unit_at(sentence.index, token.index)
            if other is not None and other is not unit and other.kind in ("person", "organisation"):
                found = tuple(i for i in self._resolve(other) if i.known)
                if found:
                    return tuple(i.taken_up("apposition", 0.85) for i in found[:1])
        return ()

    def _tied(self, sentence: Sentence, unit: Unit, head: Token) -> tuple[Identity, ...]:
        after = sentence.tokens[unit.end : unit.end + 2]
        if len(after) > 1 and after[0].text.lower() in TIES and after[1].text.lower() in ("to", "with"):
            found = self._right_after(sentence, unit.end + 1)
            if found:
                return found[:1]
        ties = [c for c in sentence.children(head, "amod", "acl") if c.lemma.lower() in TIES or c.text.lower() in TIES]
        working = [c for c in sentence.children(head, "acl") if c.lemma.lower() in WORKING]
        employers = (g for c in working for g in sentence.children(c, "obl", "nmod") if any(k.lemma == "for" for k in sentence.children(g, "case")))
        for tied in (*(g for c in ties for g in sentence.children(c, "obl", "nmod", "obj")), *employers):
            found = self.near(sentence, tied)
            if found:
                return found[:1]
        return ()

    def _tokens(self, unit: Unit) -> tuple[Token, ...]:
        return self._scene.sentence(unit).tokens
