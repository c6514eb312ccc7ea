"""Frames undo the syntax of a sentence."""

from __future__ import annotations

from legation.coding.frames import Frames
from legation.knowledge import lexicon
from legation.sentence import Sentence
from parses import sentence


def words(parse: Sentence, predicate: str, slot: str) -> list[str]:
    """The words that fill a slot of the predicate."""
    token = next(t for t in parse.tokens if t.text == predicate)
    return [t.text for t in Frames(parse, lexicon.load()).slot(token, slot)]


def test_a_passive_gives_its_agent_as_subject() -> None:
    """In "X was hit by Y" Y does it to X."""
    parse = sentence("""
        Kharkiv Kharkiv PROPN 3 nsubj:pass
        was be AUX 3 aux:pass
        hit hit VERB 0 root
        by by ADP 6 case
        Russian russian ADJ 6 amod
        missiles missile NOUN 3 obl:agent""")
    assert words(parse, "hit", "subj") == ["missiles"]
    assert words(parse, "hit", "obj") == ["Kharkiv"]


def test_an_infinitive_takes_the_object_of_its_governor() -> None:
    """In "urged Iran to stop" Iran is to stop."""
    parse = sentence("""
        Paris Paris PROPN 2 nsubj
        urged urge VERB 0 root
        Iran Iran PROPN 2 obj
        to to PART 5 mark
        stop stop VERB 2 xcomp""")
    assert words(parse, "stop", "subj") == ["Iran"]


def test_a_light_verb_lends_its_subject_to_the_event_noun() -> None:
    """In "Egypt held talks with Sudan" the talks are Egypt's, with Sudan."""
    parse = sentence("""
        Egypt Egypt PROPN 2 nsubj
        held hold VERB 0 root
        talks talk NOUN 2 obj
        with with ADP 5 case
        Sudan Sudan PROPN 2 obl""")
    assert words(parse, "talks", "subj") == ["Egypt"]
    assert words(parse, "talks", "obl:with") == ["Sudan"]


def test_a_gerund_after_praise_belongs_to_the_praised() -> None:
    """In "praised Cuba for opening the port" Cuba opens."""
    parse = sentence("""
        Russia Russia PROPN 2 nsubj
        praised praise VERB 0 root
        Cuba Cuba PROPN 2 obj
        for for SCONJ 5 mark
        opening open VERB 2 advcl
        the the DET 7 det
        port port NOUN 5 obj""")
    assert words(parse, "opening", "subj") == ["Cuba"]


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    """In "the navy, which shelled the town" the navy shells."""
    parse = sentence("""
        navy navy NOUN 5 nsubj
        which which PRON 3 nsubj
        shelled shell VERB 1 acl:relcl
        towns town NOUN 3 obj
        left leave VERB 0 root""")
    assert words(parse, "shelled", "subj") == ["navy"]


def test_coordinated_verbs_share_their_subject() -> None:
    """In "troops were arrested and deported" both happened to the troops."""
    parse = sentence("""
        Troops troops NOUN 3 nsubj:pass
        were be AUX 3 aux:pass
        arrested arrest VERB 0 root
        and and CCONJ 5 cc
        deported deport VERB 3 conj""")
    assert words(parse, "deported", "obj") == ["Troops"]


def test_coordinated_actors_act_together() -> None:
    """In "Peru and Chile signed" both sign."""
    parse = sentence("""
        Peru Peru PROPN 4 nsubj
        and and CCONJ 3 cc
        Chile Chile PROPN 1 conj
        signed sign VERB 0 root""")
    assert words(parse, "signed", "subj") == ["Peru", "Chile"]


def test_a_measure_noun_also_gives_what_it_measures() -> None:
    """In "a series of airstrikes" the airstrikes are the object."""
    parse = sentence("""
        Jets jet NOUN 2 nsubj
        conducted conduct VERB 0 root
        series series NOUN 2 obj
        of of ADP 5 case
        airstrikes airstrike NOUN 3 nmod""")
    assert words(parse, "conducted", "obj") == ["series", "airstrikes"]
    assert words(parse, "airstrikes", "subj") == ["Jets"]


def test_a_container_verb_hands_on_the_owner() -> None:
    """In "his tour included visits" the visits are his."""
    parse = sentence("""
        His his PRON 2 nmod:poss
        tour tour NOUN 3 nsubj
        included include VERB 0 root
        visits visit NOUN 3 obj""")
    assert words(parse, "visits", "subj") == ["His"]


def test_a_slot_gives_the_modifiers_of_its_fillers() -> None:
    """In "expelled aid workers" the words before the workers tell which."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        expelled expel VERB 0 root
        aid aid NOUN 4 compound
        workers worker NOUN 2 obj""")
    assert words(parse, "expelled", "obj.mod") == ["aid"]


def test_who_passes_a_resolution_does_what_its_clause_says() -> None:
    """In "parliament passed a resolution condemning Chad" parliament condemns."""
    parse = sentence("""
        Parliament parliament NOUN 2 nsubj
        passed pass VERB 0 root
        a a DET 4 det
        resolution resolution NOUN 2 obj
        condemning condemn VERB 4 acl
        Chad Chad PROPN 5 obj""")
    assert "Parliament" in words(parse, "condemning", "subj")
