"""An act takes its own date: by its clause, or by what governs the clause at the same time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from legation.coding import binding, timing
from legation.coding.matching import Match
from legation.document import PublicationDate
from legation.errors import Unknown
from legation.event import EventDate, Status
from legation.knowledge.lexicon import Sense
from legation.mention import Mention
from legation.moment import Moment, MomentMention, MomentPrecision
from legation.sentence import Sentence
from legation.span import Span
from parses import document, sentence

PUBLISHED = PublicationDate(date(2021, 6, 18), "field")


def moment(parse: Sentence, words: str, value: str, precision: MomentPrecision = "day") -> MomentMention:
    """A time expression, the first occurrence of `words`; its head is the last word whose governor lies outside."""
    start = parse.text.index(words)
    span = Span(start, start + len(words))
    inside = [t for t in parse.tokens if span.contains(t.span)]
    head = next(t for t in inside if not any(o.index == t.head for o in inside))
    first = date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
    return MomentMention(Mention(span, words, "time", 0, head.index), Moment(value, precision, first, first, "DATE", value))


def match(parse: Sentence, predicate: str, type_: str = "ASSAULT") -> Match:
    """The predicate as an act of a type."""
    token = next(t for t in parse.tokens if t.text == predicate)
    sense = Sense(token.lemma, "", "V", (), type_, None, None, "190", None, (), (), "", "", "test")
    return Match(token, sense, None, frozenset())


def dated(parse: Sentence, predicate: str, *moments: MomentMention, type_: str = "ASSAULT") -> str | None:
    """The words that date the act."""
    found = binding.moment_of(match(parse, predicate, type_), parse, moments)
    return found.mention.text if found else None


def basis(parse: Sentence, found: MomentMention | None, status: Status, act: Match, *, background: bool = False) -> EventDate | Unknown:
    """The date of an act of a report published on 18 June 2021."""
    return timing.date_of(found, document(parse, PUBLISHED), status, background=background, role="body", match=act, sentence=parse)


FRONTED = """
    On on ADP 2 case
    Friday Friday PROPN 4 obl
    Chad Chad PROPN 4 nsubj
    shelled shell VERB 0 root
    camps camp NOUN 4 obj
    and and CCONJ 8 cc
    Sudan Sudan PROPN 8 nsubj
    recalled recall VERB 4 conj
    envoys envoy NOUN 8 obj"""

LAST = """
    Chad Chad PROPN 2 nsubj
    shelled shell VERB 0 root
    camps camp NOUN 2 obj
    Friday Friday PROPN 2 obl
    and and CCONJ 7 cc
    Sudan Sudan PROPN 7 nsubj
    recalled recall VERB 2 conj
    envoys envoy NOUN 7 obj"""


def test_a_fronted_day_dates_all_coordinates() -> None:
    """In "On Friday A shelled B and C recalled D" both happened on Friday."""
    parse = sentence(FRONTED)
    friday = moment(parse, "Friday", "2021-06-18")
    assert dated(parse, "shelled", friday) == "Friday"
    assert dated(parse, "recalled", friday) == "Friday"


def test_a_day_inside_one_coordinate_leaves_the_other() -> None:
    """In "A shelled B Friday and C recalled D" only the shelling is dated."""
    parse = sentence(LAST)
    friday = moment(parse, "Friday", "2021-06-18")
    assert dated(parse, "shelled", friday) == "Friday"
    assert dated(parse, "recalled", friday) is None


def test_the_day_of_saying_dates_only_acts_of_saying() -> None:
    """In "He said Monday that Chad rejected it / shelled it" the refusal is Monday's, the shelling any day's."""
    parse = sentence("""
        He he PRON 2 nsubj
        said say VERB 0 root
        Monday Monday PROPN 2 obl
        Chad Chad PROPN 5 nsubj
        rejected reject VERB 2 ccomp
        it it PRON 5 obj""")
    monday = moment(parse, "Monday", "2021-06-14")
    assert dated(parse, "rejected", monday, type_="REJECT") == "Monday"
    assert dated(parse, "rejected", monday, type_="ASSAULT") is None


AFTER = """
    Chad Chad PROPN 2 nsubj
    cut cut VERB 0 root
    ties tie NOUN 2 obj
    in in ADP 5 case
    {when} {when} NOUN 2 obl
    after after SCONJ 8 mark
    crowds crowd NOUN 8 nsubj
    stormed storm VERB 2 advcl
    embassies embassy NOUN 8 obj"""


def test_an_act_just_before_shares_a_month_and_not_a_day() -> None:
    """In "cut ties in 2016 after crowds stormed the embassy" both are of 2016; a single day is not shared."""
    year, day = sentence(AFTER.format(when="2016")), sentence(AFTER.format(when="Monday"))
    assert dated(year, "stormed", moment(year, "2016", "2016", "year")) == "2016"
    assert dated(day, "stormed", moment(day, "Monday", "2021-06-14")) is None


def test_a_start_is_no_date() -> None:
    """ "since 2014" says when a state of affairs began, not when the act was done."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        shelled shell VERB 0 root
        camps camp NOUN 2 obj
        since since ADP 5 case
        2014 2014 NUM 2 obl""")
    assert dated(parse, "shelled", moment(parse, "2014", "2014", "year")) is None


def test_a_copyright_year_is_no_date() -> None:
    """The year after a copyright sign is the photograph's owner's."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        shells shell VERB 0 root
        camps camp NOUN 2 obj
        © © SYM 6 punct
        Wire Wire PROPN 6 compound
        2023 2023 NUM 2 obl""")
    assert dated(parse, "shells", moment(parse, "2023", "2023", "year")) is None


def test_the_past_perfect_is_not_today() -> None:
    """ "had arrested" without an expression has no date; the simple past is news of the day."""
    parse = sentence("""
        Police police NOUN 3 nsubj
        had have AUX 3 aux
        arrested arrest VERB 0 root
        him he PRON 3 obj""")
    told = sentence("""
        Police police NOUN 2 nsubj
        arrested arrest VERB 0 root
        him he PRON 2 obj""")
    assert basis(parse, None, "occurred", match(parse, "arrested")) == Unknown("no_expression")
    found = basis(told, None, "occurred", match(told, "arrested"))
    assert isinstance(found, EventDate)
    assert (found.value, found.basis) == ("2021-06-18", "publication")


def test_a_promise_is_made_when_it_is_told() -> None:
    """A promise without an expression has the day of the report, a planned attack none."""
    parse = sentence("""
        Chad Chad PROPN 3 nsubj
        will will AUX 3 aux
        help help VERB 0 root
        Niger Niger PROPN 3 obj""")
    promised, attack = match(parse, "help", "AID"), match(parse, "help", "ASSAULT")
    assert isinstance(basis(parse, None, "planned", promised), EventDate)
    assert basis(parse, None, "planned", attack) == Unknown("no_expression")


def test_what_happened_does_not_lie_ahead() -> None:
    """A weekday read as the next one is the last one for an act that has happened."""
    parse = sentence(LAST)
    later = moment(parse, "Friday", "2021-06-25")
    found = basis(parse, later, "occurred", match(parse, "shelled"))
    assert isinstance(found, EventDate)
    assert (found.value, found.basis) == ("2021-06-18", "expression")


def test_what_lies_far_back_is_background() -> None:
    """More than 90 days before publication is background; a plan never is."""
    parse = sentence(LAST)
    old, new = moment(parse, "Friday", "2021-03-19"), moment(parse, "Friday", "2021-03-20")
    report = document(parse, PUBLISHED)
    assert timing.is_background(old, report, "occurred")
    assert not timing.is_background(new, report, "occurred")
    assert not timing.is_background(old, report, "planned")


def test_a_possessive_day_dates_its_noun() -> None:
    """In "condemned Monday's raid" the raid was on Monday."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        condemned condemn VERB 0 root
        Monday Monday PROPN 5 nmod:poss
        's 's PART 3 case
        raid raid NOUN 2 obj""")
    monday = moment(parse, "Monday", "2021-06-14")
    assert dated(parse, "condemned", monday, type_="ACCUSE") is None
    assert dated(parse, "raid", monday) == "Monday"


def test_days_before_the_news_is_not_the_day_of_the_news() -> None:
    """In "talks began days after police arrested him" the arrest has no date."""
    parse = sentence("""
        Talks talk NOUN 2 nsubj
        began begin VERB 0 root
        days day NOUN 6 obl
        after after SCONJ 6 mark
        police police NOUN 6 nsubj
        arrested arrest VERB 2 advcl
        him he PRON 6 obj""")
    assert basis(parse, None, "occurred", match(parse, "arrested")) == Unknown("no_expression")


def test_an_agreement_is_dated_by_its_own_past() -> None:
    """In "agreed Sunday to leave" the agreement was made last Sunday; in "agreed to leave Sunday" they leave next Sunday."""
    own = sentence("""
        Chad Chad PROPN 2 nsubj
        agreed agree VERB 0 root
        Sunday Sunday PROPN 2 obl
        to to PART 5 mark
        leave leave VERB 2 xcomp""")
    theirs = sentence("""
        Chad Chad PROPN 2 nsubj
        agreed agree VERB 0 root
        to to PART 4 mark
        leave leave VERB 2 xcomp
        Sunday Sunday PROPN 4 obl""")
    for parse, value in ((own, "2021-06-13"), (theirs, "2021-06-20")):
        found = basis(parse, moment(parse, "Sunday", "2021-06-20"), "planned", match(parse, "agreed", "AGREE"))
        assert isinstance(found, EventDate)
        assert found.value == value


def test_where_points_back_to_the_scene() -> None:
    """In "fighting that began Monday in towns, where troops fired" the firing is of Monday, wherever the clause hangs."""
    parse = sentence("""
        Fighting fighting NOUN 0 root
        that that PRON 3 nsubj
        began begin VERB 1 acl:relcl
        Monday Monday PROPN 3 obl
        in in ADP 6 case
        towns town NOUN 3 obl
        where where ADV 9 advmod
        troops troops NOUN 9 nsubj
        fired fire VERB 1 acl:relcl""")
    assert dated(parse, "fired", moment(parse, "Monday", "2021-06-14")) == "Monday"


def test_what_a_participle_tells_is_of_the_same_time() -> None:
    """In "rejected the warrant, telling reporters on Wednesday" the rejection is Wednesday's."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        rejected reject VERB 0 root
        warrants warrant NOUN 2 obj
        telling tell VERB 2 advcl
        reporters reporter NOUN 4 iobj
        Wednesday Wednesday PROPN 4 obl""")
    assert dated(parse, "rejected", moment(parse, "Wednesday", "2021-06-16"), type_="REJECT") == "Wednesday"


def test_a_dated_letter_dates_what_it_says() -> None:
    """In "sent a letter dated 4 June" the letter was sent then."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        sent send VERB 0 root
        letters letter NOUN 2 obj
        dated date VERB 3 acl
        Monday Monday PROPN 4 obl""")
    assert dated(parse, "sent", moment(parse, "Monday", "2021-06-14")) == "Monday"


def test_the_clash_that_an_act_follows_has_its_own_day() -> None:
    """In "announced last week it would cut aid, following a clash on Monday" the cut was announced last week."""
    parse = sentence("""
        Chad Chad PROPN 2 nsubj
        announced announce VERB 0 root
        Tuesday Tuesday PROPN 2 obl
        it it PRON 6 nsubj
        would would AUX 6 aux
        cut cut VERB 2 ccomp
        aid aid NOUN 6 obj
        following follow VERB 9 case
        clashes clash NOUN 6 obl
        on on ADP 11 case
        Monday Monday PROPN 6 obl""")
    both = moment(parse, "Tuesday", "2021-06-15"), moment(parse, "Monday", "2021-06-14")
    assert dated(parse, "cut", *both) == "Tuesday"
    assert dated(parse, "cut", both[1]) == "Monday"


def test_a_hope_said_on_monday_for_tuesday_is_of_monday() -> None:
    """In "said Monday Chad hopes to settle it Tuesday" the hope is Monday's, whatever lies ahead in its infinitive."""
    parse = sentence("""
        He he PRON 2 nsubj
        said say VERB 0 root
        Thursday Thursday PROPN 2 obl
        Chad Chad PROPN 5 nsubj
        hopes hope VERB 2 ccomp
        to to PART 7 mark
        settle settle VERB 5 xcomp
        it it PRON 7 obj
        Saturday Saturday PROPN 7 obl""")
    both = moment(parse, "Thursday", "2021-06-17"), moment(parse, "Saturday", "2021-06-19")
    found = binding.moment_of(match(parse, "hopes", "AGREE"), parse, both, PUBLISHED.day)
    assert found is not None
    assert found.mention.text == "Thursday"


def test_what_was_abandoned_shares_a_month_and_not_a_day() -> None:
    """In "struck camps abandoned by rebels in May" the rebels had left by May; no day is shared."""
    rows = """
        Chad Chad PROPN 2 nsubj
        struck strike VERB 0 root
        camps camp NOUN 2 obj
        abandoned abandon VERB 3 acl
        by by ADP 6 case
        rebels rebel NOUN 4 obl
        {when} {when} PROPN 2 obl"""
    month, day = sentence(rows.format(when="May")), sentence(rows.format(when="Monday"))
    assert dated(month, "abandoned", moment(month, "May", "2021-05", "month")) == "May"
    assert dated(day, "abandoned", moment(day, "Monday", "2021-06-14")) is None


def test_most_of_last_year_is_background() -> None:
    """A year lies where its middle lies; what has lasted since long ago is background too."""
    parse = sentence(LAST)
    report = document(parse, PublicationDate(date(2021, 3, 12), "field"))
    year = replace(moment(parse, "Friday", "2020", "year"), moment=Moment("2020", "year", date(2020, 1, 1), date(2020, 12, 31), "DATE", "2020"))
    since = replace(year, moment=Moment("1970/..", "interval", date(1970, 1, 1), None, "DATE", "197"))
    assert timing.is_background(year, report, "occurred")
    assert timing.is_background(since, report, "occurred")


def test_the_raid_that_an_act_answers_has_its_own_day() -> None:
    """In "recalled envoys over the Monday raid" the recall is not Monday's; in "in the Monday raid" what happened is."""
    rows = """
        Chad Chad PROPN 2 nsubj
        recalled recall VERB 0 root
        envoys envoy NOUN 2 obj
        {case} {case} ADP 6 case
        Monday Monday PROPN 6 compound
        raid raid NOUN 2 obl"""
    over, within = sentence(rows.format(case="over")), sentence(rows.format(case="in"))
    assert dated(over, "recalled", moment(over, "Monday", "2021-06-14")) is None
    assert dated(within, "recalled", moment(within, "Monday", "2021-06-14")) == "Monday"


def test_an_act_before_what_is_long_past_is_older_still() -> None:
    """In "before rebels rose in 2011, Chad warned" the warning is of 2011 at the latest; a recent "before" bounds nothing."""
    rows = """
        Before before SCONJ 3 mark
        rebels rebel NOUN 3 nsubj
        rose rise VERB 7 advcl
        in in ADP 5 case
        {when} {when} PROPN 3 obl
        Chad Chad PROPN 7 nsubj
        warned warn VERB 0 root
        Niger Niger PROPN 7 obj"""
    old, new = sentence(rows.format(when="2011")), sentence(rows.format(when="Monday"))
    found = binding.moment_of(match(old, "warned"), old, [moment(old, "2011", "2011", "year")], PUBLISHED.day)
    assert found is not None
    assert (found.moment.value, found.moment.first_day) == ("../2011", None)
    assert binding.moment_of(match(new, "warned"), new, [moment(new, "Monday", "2021-06-14")], PUBLISHED.day) is None
