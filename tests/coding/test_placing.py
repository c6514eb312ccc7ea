"""An act takes the place that its own phrase names."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from legation.coding.frames import Frames
from legation.coding.matching import Match
from legation.coding.placing import place_of
from legation.coding.settling import at_talks, settled
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


@pytest.mark.parametrize(("mark", "expected"), [("if", None), ("after", "Oran")])
def test_a_meeting_follows_a_return(mark: str, expected: str | None) -> None:
    """In "will meet after he returns in Oran" the meeting is in Oran; "if he returns" says nothing of where."""
    parse = sentence(f"""
        They they PRON 3 nsubj
        will will AUX 3 aux
        meet meet VERB 0 root
        {mark} {mark} SCONJ 6 mark
        he he PRON 6 nsubj
        returns return VERB 3 advcl
        in in ADP 8 case
        Oran Oran PROPN 6 obl""")
    assert placed(parse, "meet", "CONSULT", place(parse, "Oran", "DZA")) == expected


def test_a_place_in_what_talks_are_about_is_not_theirs() -> None:
    """In "talks on the war in Sudan" the talks are not placed."""
    parse = sentence("""
        They they PRON 2 nsubj
        held hold VERB 0 root
        talks talk NOUN 2 obj
        on on ADP 6 case
        the the DET 6 det
        war war NOUN 3 nmod
        in in ADP 8 case
        Sudan Sudan PROPN 6 nmod""")
    assert placed(parse, "talks", "CONSULT", place(parse, "Sudan", "SDN", "country")) is None


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


def doing(type_: str, doer: Participant, sufferer: Participant | None, where: PlaceMention | None = None, *, mode: str | None = None) -> Event:
    """An act of one upon another."""
    return replace(event(type_, (doer,), where), recipients=(sufferer,) if sufferer else (), mode=mode)


NEWS = """
    Police police NOUN 2 nsubj
    beat beat VERB 0 root
    Chadian chadian ADJ 4 amod
    students student NOUN 2 obj
    in in ADP 6 case
    Goz Goz PROPN 2 obl
    Niger Niger PROPN 2 obl
    rebels rebel NOUN 2 obl"""


def test_what_a_state_does_to_its_own_is_done_at_home() -> None:
    """Police who beat students of their state do so there, at the word that names it; who deports a foreigner does it at home as well."""
    parse = sentence(NEWS)
    police, students = participant(parse, "Police", "TCD", sector="COP"), participant(parse, "students", "TCD", sector="EDU")
    stranger, chad = participant(parse, "rebels", "NER", sector="CVL"), place(parse, "Chadian", "TCD", "country", "nationality")
    events = [doing("ASSAULT", police, students), doing("COERCE", police, stranger, mode="deport"), doing("ASSAULT", police, stranger)]
    found = [e.place for e in settled(events, (chad,))]
    assert found[:2] == [chad, chad]
    assert isinstance(found[2], Unknown)


def test_violence_is_told_from_one_scene() -> None:
    """A second attack among the same states has the place of the first, an agreement has not."""
    parse = sentence(NEWS)
    rebels, students = participant(parse, "rebels", "TCD", sector="REB"), participant(parse, "students", "TCD", sector="EDU")
    goz = place(parse, "Goz", "TCD")
    events = [doing("ASSAULT", rebels, students, goz), doing("ASSAULT", rebels, students), doing("AGREE", rebels, students)]
    found = [e.place for e in settled(events, (goz,))]
    assert found[:2] == [goz, goz]
    assert isinstance(found[2], Unknown)


def test_with_violence_in_two_states_no_scene_is_lent() -> None:
    """Attacks in two states lend no place to a third on a foreigner."""
    parse = sentence(NEWS)
    rebels, students = participant(parse, "rebels", "TCD", sector="REB"), participant(parse, "students", "NER", sector="EDU")
    goz, niger = place(parse, "Goz", "TCD"), place(parse, "Niger", "NER", "country")
    events = [doing("ASSAULT", rebels, students, goz), doing("ASSAULT", rebels, students, niger), doing("ASSAULT", rebels, students)]
    assert isinstance(settled(events, (goz, niger))[2].place, Unknown)


def test_a_court_tells_where_it_sits() -> None:
    """In "a court in Oran jailed him" the jailing is in Oran."""
    parse = sentence("""
        A a DET 2 det
        court court NOUN 5 nsubj
        in in ADP 4 case
        Oran Oran PROPN 2 nmod
        jailed jail VERB 0 root
        him he PRON 5 obj""")
    assert placed(parse, "jailed", "COERCE", place(parse, "Oran", "DZA")) == "Oran"


def test_a_journey_ends_where_one_signs() -> None:
    """In "flew to Oran to sign" the signing is in Oran."""
    parse = sentence("""
        They they PRON 2 nsubj
        flew fly VERB 0 root
        to to ADP 4 case
        Oran Oran PROPN 2 obl
        to to PART 6 mark
        sign sign VERB 2 advcl""")
    assert placed(parse, "sign", "SUPPORT", place(parse, "Oran", "DZA")) == "Oran"


def test_the_city_is_the_one_last_named() -> None:
    """In "stormed the palace in the city" after Goz was named the city is Goz; "in the old city" may be another."""
    rows = """
        They they PRON 2 nsubj
        stormed storm VERB 0 root
        palaces palace NOUN 2 obj
        in in ADP 7 case
        the the DET 7 det
        {word} {word} {pos} {relation}
        city city NOUN 2 obl"""
    one = sentence(rows.format(word="very", pos="ADV", relation="7 advmod"))
    other = sentence(rows.format(word="old", pos="ADJ", relation="7 amod"))
    goz = PlaceMention(Mention(Span(0, 3), "Goz", "place", 9, 0), Place("Goz", "TCD", None, 0.0, 0.0, None, "city"))
    for parse, expected in ((one, "Goz"), (other, None)):
        later = replace(parse, tokens=tuple(replace(t, span=Span(t.span.start + 10, t.span.end + 10)) for t in parse.tokens))
        assert placed(later, "stormed", "PROTEST", goz) == expected


def test_a_host_is_where_what_it_hosts_is() -> None:
    """In "Goz hosts a drill" the drill is in Goz."""
    parse = sentence("""
        Goz Goz PROPN 2 nsubj
        hosts host VERB 0 root
        drills drill NOUN 2 obj""")
    assert placed(parse, "hosts", "COOPERATE", place(parse, "Goz", "TCD")) == "Goz"


def test_the_only_city_of_the_sentence_is_where_force_is_used() -> None:
    """In "soldiers who guard the road of Goz shot them" only a relative clause names Goz, so nothing is told; in "people of Goz" it is."""
    told = sentence("""
        Soldiers soldier NOUN 2 nsubj
        shot shoot VERB 0 root
        people person NOUN 2 obj
        of of ADP 5 case
        Goz Goz PROPN 3 nmod""")
    untold = sentence("""
        Soldiers soldier NOUN 4 nsubj
        guarding guard VERB 1 acl:relcl
        Goz Goz PROPN 2 obj
        shot shoot VERB 0 root
        people person NOUN 4 obj""")
    assert placed(told, "shot", "ASSAULT", place(told, "Goz", "TCD")) == "Goz"
    assert placed(untold, "shot", "ASSAULT", place(untold, "Goz", "TCD")) is None
