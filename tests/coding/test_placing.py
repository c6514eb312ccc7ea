"""An act takes the place that its own phrase names."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.placing import place_of
from legation.coding.settling import at_talks
from legation.errors import Unknown
from legation.event import Event, EventDate, Quote
from legation.knowledge import lexicon
from legation.mention import Mention, MentionKind
from legation.participant import Participant
from legation.place import Place, PlaceMention, PlacePrecision
from legation.sentence import Sentence
from legation.span import Span
from parses import participant, sentence


def place(parse: Sentence, words: str, state: str, precision: PlacePrecision = "city", kind: MentionKind = "place") -> PlaceMention:
    """A place whose mention is the first occurrence of `words`."""
    start = parse.text.index(words)
    head = next(t for t in parse.tokens if t.span.start == start)
    return PlaceMention(Mention(Span(start, start + len(words)), words, kind, 0, head.index), Place(words, state, None, 0.0, 0.0, None, precision))


def placed(parse: Sentence, predicate: str, type_: str, *places: PlaceMention, mode: str | None = None) -> str | None:
    """The name of the act's place."""
    token = next(t for t in parse.tokens if t.text == predicate)
    sense = lexicon.Sense(token.lemma, "", "V", (), type_, mode, None, "190", None, (), (), "", "", "test")
    found = place_of(Match(token, sense, None, frozenset()), Frames(parse, lexicon.load()), places, ())
    return None if isinstance(found, Unknown) else found.place.name


def test_the_port_tells_by_its_name() -> None:
    """In "docked in the port of Galle" the ship docked in Galle."""
    parse = sentence("""
        Ships ship NOUN 2 nsubj
        docked dock VERB 0 root
        in in ADP 4 case
        port port NOUN 2 obl
        of of ADP 6 case
        Galle Galle PROPN 4 nmod""")
    assert placed(parse, "docked", "MOBILIZE", place(parse, "Galle", "LKA")) == "Galle"


def test_a_city_stands_before_its_country() -> None:
    """In "shelled camps in Sinja in Sudan" the place is Sinja."""
    parse = sentence("""
        Rebels rebel NOUN 2 nsubj
        shelled shell VERB 0 root
        camps camp NOUN 2 obj
        in in ADP 5 case
        Sinja Sinja PROPN 2 obl
        in in ADP 7 case
        Sudan Sudan PROPN 3 nmod""")
    assert placed(parse, "shelled", "ASSAULT", place(parse, "Sudan", "SDN", "country"), place(parse, "Sinja", "SDN")) == "Sinja"


def test_an_adjective_places_only_with_a_noun_of_land() -> None:
    """ "in the Chadian capital" is in Chad, "with Chadian troops" is nowhere."""
    parse = sentence("""
        They they PRON 2 nsubj
        met meet VERB 0 root
        in in ADP 5 case
        Chadian chadian ADJ 5 amod
        capital capital NOUN 2 obl""")
    assert placed(parse, "met", "CONSULT", place(parse, "Chadian", "TCD", "country", "nationality")) == "Chadian"
    other = sentence("""
        They they PRON 2 nsubj
        met meet VERB 0 root
        with with ADP 5 case
        Chadian chadian ADJ 5 amod
        troops troops NOUN 2 obl""")
    assert placed(other, "met", "CONSULT", place(other, "Chadian", "TCD", "country", "nationality")) is None


@pytest.mark.parametrize(("type_", "expected"), [("ASSAULT", "Goz"), ("REQUEST", None)])
def test_a_place_upon_which_one_acts(type_: str, expected: str | None) -> None:
    """A strike on a town is there; a call on a state is not."""
    parse = sentence("""
        They they PRON 2 nsubj
        called call VERB 0 root
        on on ADP 4 case
        Goz Goz PROPN 2 obl""")
    assert placed(parse, "called", type_, place(parse, "Goz", "TCD")) == expected


def test_what_a_request_is_about_is_not_its_place() -> None:
    """In "urged an end to fighting in Sudan" the urging is not placed."""
    parse = sentence("""
        They they PRON 2 nsubj
        urged urge VERB 0 root
        end end NOUN 2 obj
        to to ADP 5 case
        fighting fighting NOUN 3 nmod
        in in ADP 7 case
        Sudan Sudan PROPN 5 nmod""")
    assert placed(parse, "urged", "REQUEST", place(parse, "Sudan", "SDN", "country")) is None


def test_what_is_signed_is_signed_where_its_object_says() -> None:
    """In "signed a contract in Oran" the signing is in Oran."""
    parse = sentence("""
        They they PRON 2 nsubj
        signed sign VERB 0 root
        contracts contract NOUN 2 obj
        in in ADP 5 case
        Oran Oran PROPN 3 nmod""")
    assert placed(parse, "signed", "SUPPORT", place(parse, "Oran", "DZA")) == "Oran"


def test_an_attacked_place_is_the_place() -> None:
    """In "attacked Goz" the place is the object; what is only criticised is no place."""
    parse = sentence("""
        Rebels rebel NOUN 2 nsubj
        attacked attack VERB 0 root
        Goz Goz PROPN 2 obj""")
    goz = place(parse, "Goz", "TCD")
    assert placed(parse, "attacked", "ASSAULT", goz) == "Goz"
    assert placed(parse, "attacked", "ACCUSE", goz) is None


def test_there_is_the_last_place_named() -> None:
    """In "left Oran after crowds stormed embassies there" the storming was in Oran."""
    parse = sentence("""
        They they PRON 2 nsubj
        left leave VERB 0 root
        Oran Oran PROPN 2 obj
        after after SCONJ 6 mark
        crowds crowd NOUN 6 nsubj
        stormed storm VERB 2 advcl
        embassies embassy NOUN 6 obj
        there there ADV 6 advmod""")
    assert placed(parse, "stormed", "PROTEST", place(parse, "Oran", "DZA")) == "Oran"


def test_a_place_of_another_clause_is_not_the_acts() -> None:
    """In "will meet after he returns to Oran" the meeting is not placed."""
    parse = sentence("""
        They they PRON 3 nsubj
        will will AUX 3 aux
        meet meet VERB 0 root
        after after SCONJ 6 mark
        he he PRON 6 nsubj
        returns return VERB 3 advcl
        in in ADP 8 case
        Oran Oran PROPN 6 obl""")
    assert placed(parse, "meet", "CONSULT", place(parse, "Oran", "DZA")) is None


def test_a_dateline_places_a_meeting_of_the_first_sentence() -> None:
    """ "ORAN - Chad met Niger" tells of a meeting in Oran."""
    dateline = sentence("ORAN ORAN PROPN 0 root")
    first = sentence("""
        Chad Chad PROPN 2 nsubj
        met meet VERB 0 root
        Niger Niger PROPN 2 obj""")
    first = replace(first, index=1, span=Span(7, 7 + len(first.text)))
    assert placed(first, "met", "CONSULT", place(dateline, "ORAN", "DZA")) == "ORAN"
    assert placed(first, "met", "COERCE", place(dateline, "ORAN", "DZA")) is None


def test_talks_are_held_in_the_city_that_names_them() -> None:
    """In "agreed after Oran talks" the agreement is of Oran; "Chad talks" may be talks about Chad."""
    parse = sentence("""
        They they PRON 2 nsubj
        agreed agree VERB 0 root
        after after ADP 5 case
        Oran Oran PROPN 5 compound
        talks talk NOUN 2 obl""")
    assert placed(parse, "agreed", "AGREE", place(parse, "Oran", "DZA")) == "Oran"
    assert placed(parse, "agreed", "AGREE", place(parse, "Oran", "DZA", "country")) is None


def test_a_meeting_lies_where_its_visitor_went() -> None:
    """In "visited Oran and met ministers" the meeting is in Oran; a coordinate with its own subject is not."""
    rows = """
        They they PRON 2 nsubj
        visited visit VERB 0 root
        Oran Oran PROPN 2 obj
        and and CCONJ 6 cc
        {subject} they PRON {relation}
        met meet VERB 2 conj
        ministers minister NOUN 6 obj"""
    one = sentence(rows.format(subject="then", relation="6 advmod"))
    other = sentence(rows.format(subject="others", relation="6 nsubj"))
    assert placed(one, "met", "CONSULT", place(one, "Oran", "DZA")) == "Oran"
    assert placed(other, "met", "CONSULT", place(other, "Oran", "DZA")) is None


def test_a_border_is_told_by_its_other_side() -> None:
    """In "drilled near the border with Chad" the drill is at Chad's border."""
    parse = sentence("""
        They they PRON 2 nsubj
        drilled drill VERB 0 root
        near near ADP 4 case
        border border NOUN 2 obl
        with with ADP 6 case
        Chad Chad PROPN 4 nmod""")
    assert placed(parse, "drilled", "MOBILIZE", place(parse, "Chad", "TCD", "country")) == "Chad"


def event(type_: str, participants: tuple[Participant, ...], where: PlaceMention | None, *, when: EventDate | None = None) -> Event:
    """An act of the report with the participants as its actors."""
    quote = Quote(Span(0, 4), "They")
    unknown = Unknown("no_expression")
    whole: dict[str, Any] = {f.name: () for f in fields(Event)}
    whole |= {"document_id": "d", "sentence": quote, "role": "body", "type": type_, "anchor": quote, "actors": participants, "status": "occurred"}
    whole |= {"background": False, "date": when or unknown, "place": where or unknown}
    return Event(**whole)


def test_what_is_agreed_at_talks_is_agreed_there() -> None:
    """An accord of those who met has the venue of their one meeting; an attack and an accord with another have not."""
    parse = sentence("""
        Chad Chad PROPN 4 nsubj
        and and CCONJ 3 cc
        Niger Niger PROPN 1 conj
        met meet VERB 0 root
        Mali Mali PROPN 4 obl
        Oran Oran PROPN 4 obl""")
    chad, niger, mali = (participant(parse, n, s) for n, s in (("Chad", "TCD"), ("Niger", "NER"), ("Mali", "MLI")))
    oran = place(parse, "Oran", "DZA")
    told = [event("CONSULT", (chad, niger), oran), event("AGREE", (chad, niger), None)]
    others = [event("ASSAULT", (chad, niger), None), event("AGREE", (chad, mali), None)]
    found = at_talks([*told, *others])
    assert found[1].place == oran
    assert "place" not in found[1].unknown
    assert found[2:] == others


def test_with_meetings_in_two_states_no_venue_is_lent() -> None:
    """Where a report tells of meetings in two states, an accord without a place has none."""
    parse = sentence("""
        Chad Chad PROPN 3 nsubj
        Oran Oran PROPN 3 obl
        met meet VERB 0 root
        Riga Riga PROPN 3 obl""")
    chad = (participant(parse, "Chad", "TCD"), participant(parse, "Riga", "LVA"))
    told = [event("CONSULT", chad, place(parse, "Oran", "DZA")), event("CONSULT", chad, place(parse, "Riga", "LVA")), event("AGREE", chad, None)]
    assert at_talks(told) == told


def test_a_body_speaks_where_it_meets() -> None:
    """A demand of the union that met in Riga is made in Riga, one of a member alone is not."""
    parse = sentence("""
        Union Union PROPN 3 nsubj
        Riga Riga PROPN 3 obl
        met meet VERB 0 root
        Spain Spain PROPN 3 obl""")
    union, spain = participant(parse, "Union", "EUR", sector="IGO"), participant(parse, "Spain", "ESP")
    riga = place(parse, "Riga", "LVA")
    found = at_talks([event("CONSULT", (union,), riga), event("REQUEST", (union,), None), event("REQUEST", (spain,), None)])
    assert found[1].place == riga
    assert isinstance(found[2].place, Unknown)
