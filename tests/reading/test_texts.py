"""A pasted page keeps its text and has its lines labelled."""

from __future__ import annotations

from datetime import date

import pytest

from legation.document import PublicationDate
from legation.errors import InputError, Unknown
from legation.reading.texts import read_text

PASTED = """Freedonia Opens Northern Harbour to Sylvanian Grain Ships

© AFP 2020 / StringerThe tug Aurora, hull 471, is seen docked at the port of Ordu
The tug Aurora, hull 471, is seen docked at the port of Ordu - Coast International
Subscribe
Relations between the two countries are "warming quickly", the minister Anna Meyer said on Monday in the capital.

Sylvania's minister Anna Meyer - Coast International
Sylvanian Minister Honoured by Ruritania Amid Thaw
ORDU (Coast) – Freedonia has opened its northern harbour to the grain ships of Sylvania, the ministry said.

According to Meyer, relations between the two countries are "warming quickly" after four days of talks.
Newsfeed
0
To participate in the discussion
log in or register
Чаты и новости
"""


def roles(text: str) -> list[tuple[str, str]]:
    """Role and first words of each block."""
    document = read_text(text)
    return [(block.role, " ".join(block.span.of(text).split()[:2])) for block in document.blocks]


def test_parts_of_a_pasted_page_are_told_apart() -> None:
    """Headline, captions, teaser and furniture are found by their words and neighbours."""
    assert roles(PASTED) == [
        ("headline", "Freedonia Opens"),
        ("caption", "© AFP"),
        ("caption", "The tug"),
        ("furniture", "Subscribe"),
        ("lead", "Relations between"),
        ("caption", "Sylvania's minister"),
        ("teaser", "Sylvanian Minister"),
        ("body", "ORDU (Coast)"),
        ("body", "According to"),
        ("furniture", "Newsfeed"),
        ("furniture", "0"),
        ("furniture", "To participate"),
        ("furniture", "log in"),
        ("furniture", "Чаты и"),
    ]


FURNISHED = """Home > Coast > Security
Freedonia opens its northern harbour to grain ships
Share
The harbour of Ordu was opened to foreign ships on Monday, officials of the ministry said.
READ NEXT: Sylvania names a new envoy
Story continues below advertisement
[Photo: The harbour at dawn]
FILE - The envoy speaks in Ordu in May
Reading time: 4 min
The envoy thanked the town for it, and met the mayor.
READ MORE
RELATED STORIES
Sylvania recalls its envoy
Listen to this article · 4 min
Reader poll: Should the harbour be open at night?
© 2023 Coast Herald
"""


def test_pointers_captions_and_interface_are_told_from_the_article() -> None:
    """Lines between and after the paragraphs: teasers where they name a story, captions, and the page's own words."""
    assert [role for role, _ in roles(FURNISHED)] == [
        "furniture", "headline", "furniture", "lead", "teaser", "furniture", "caption", "caption", "furniture", "body",
        "furniture", "furniture", "teaser", "furniture", "furniture", "furniture",
    ]  # fmt: skip


BUSY = """Middle East and Africa
Send news tips to the editor
We want to hear from all who read this page, wherever they may be.
Menu
Search
Log in
Economy
Harbour of Ordu opens to foreign ships
The harbour of Ordu was opened to foreign ships on Monday, officials of the ministry said.
The envoy of Sylvania thanked the town for it, and met the mayor.
Sylvania recalls its envoy from the islands
Economy
Ruritania bans grain from the north
The first foreign ship is due to come to the harbour in June.
Grain for the islands
The ministry said that the ship would carry grain for the islands of the north.
"""


def test_titles_in_a_row_are_other_stories_and_a_lone_one_is_a_heading() -> None:
    """The headline has words of the report; what stands above it is the site's; several titles between paragraphs are teasers."""
    assert [role for role, _ in roles(BUSY)] == [
        *(7 * ["furniture"]), "headline", "lead", "body", "teaser", "furniture", "teaser", "body", "body", "body",
    ]  # fmt: skip


def test_a_paragraph_with_a_captions_words_stays_a_paragraph() -> None:
    """Only lines as short as the caption are its copies."""
    text = (
        "Envoy visits the harbour\nPhoto: The envoy of Sylvania visits the new harbour of Ordu\n"
        "The envoy of Sylvania visits the new harbour of Ordu today, a day after the mayor had asked her to come and see it with him.\n"
        "She will meet the fishermen of the town in the evening.\n"
    )
    assert [role for role, _ in roles(text)] == ["headline", "caption", "lead", "body"]


def test_a_pictures_year_is_no_publication_date() -> None:
    """The year of a credit dates nothing."""
    assert read_text(PASTED).date == Unknown("not_stated")


def test_a_dateline_of_its_own_is_the_publication_date() -> None:
    """A line before the article that only says when it was published is believed."""
    text = "Freedonia opens its harbour\nPublished 3 May 2021\nThe harbour of Ordu was opened to foreign ships on Monday, officials said.\n"
    assert read_text(text).date == PublicationDate(date(2021, 5, 3), "byline")


def test_the_users_date_stands_in() -> None:
    """The default date is for texts that state none, and its basis says so."""
    assert read_text("The envoy left.", default_date=date(2020, 1, 2)).date == PublicationDate(date(2020, 1, 2), "given")


def test_text_stays_as_it_is() -> None:
    """Only NUL and lone surrogates change, one for one."""
    assert read_text("  The envoy\0 left \ud800 town. \n").text == "  The envoy\ufffd left \ufffd town. \n"


def test_one_line_is_body() -> None:
    """A single sentence is the article, even without a stop."""
    assert [block.role for block in read_text("France recalled its ambassador").blocks] == ["body"]


def test_lines_broken_by_width_are_joined_into_paragraphs() -> None:
    """A hard-wrapped text has one block for each paragraph."""
    paragraph = (
        "Freedonia opened its northern harbour to the grain ships of its\nneighbour on Monday, the ministry of transport of the island\n"
        "said in a statement that was read by the first secretary of the\nembassy."
    )
    text = f"{paragraph}\n\n{paragraph}"
    assert [block.span.of(text) for block in read_text(text).blocks] == [paragraph, paragraph]


def test_long_lines_without_a_stop_are_prose() -> None:
    """A paragraph that ends in a reference mark is still part of the article."""
    text = "The power station was built in 1956 by a company from Freedonia.\nIt was damaged in the war and rebuilt by both states.[3]\n"
    assert [block.role for block in read_text(text).blocks] == ["lead", "body"]


def test_identifier_comes_from_the_content() -> None:
    """The same text has the same id; a given id is kept."""
    assert read_text("The envoy left.").id == read_text("The envoy left.").id
    assert read_text("The envoy left.", id="a").id == "a"


def test_blank_text_is_refused() -> None:
    """A text without a word is an InputError `empty`."""
    with pytest.raises(InputError, match="no text"):
        read_text(" \n ")
