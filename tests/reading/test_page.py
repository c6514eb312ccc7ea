"""A page is taken apart into blocks with roles."""

from __future__ import annotations

import pytest

from legation.errors import InputError
from legation.reading.page import take_apart
from reading.newspages import HEAD, PARAGRAPHS, TITLE, page

DIALECT = "<div class='c'><p>" + "</p><p>".join(PARAGRAPHS) + "</p></div>"


def roles(data: bytes) -> dict[str, str]:
    """The role of each block of a page, by its text."""
    return {words: role for role, words in take_apart(data, "page")["blocks"]}


def test_article_paragraphs_are_lead_and_body() -> None:
    """The first paragraph is the lead, the others are body, in order."""
    parts = take_apart(page(), "page")["blocks"]
    assert [("lead", PARAGRAPHS[0]), *(("body", words) for words in PARAGRAPHS[1:])] == [part for part in parts if part[0] in ("lead", "body")]


def test_headline_is_the_heading_with_the_title() -> None:
    """The h1 that says the page's title is the headline; the title has lost the site's name."""
    found = take_apart(page(), "page")
    assert ("headline", TITLE) in found["blocks"]
    assert found["title"] == TITLE


def test_navigation_and_footer_are_furniture() -> None:
    """Links of the menu and the rights in the footer are no article text."""
    found = roles(page())
    assert found["Home"] == "furniture"
    assert found["© 2024 Coast Herald. All rights reserved."] == "furniture"


def test_linked_headlines_of_other_stories_are_teasers() -> None:
    """A line that is all link, below the article, points to another story."""
    assert roles(page())["Ruritania recalls its envoy after the speech on the islands"] == "teaser"


def test_figure_captions_are_captions() -> None:
    """What stands in a figure is a caption, between paragraphs too."""
    figure = "<figure><img src='a.jpg'><figcaption>The tug Aurora, hull 471, is seen docked at the port of Ordu</figcaption></figure>"
    body = f"<p>{PARAGRAPHS[0]}</p>{figure}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    assert roles(page(body))["The tug Aurora, hull 471, is seen docked at the port of Ordu"] == "caption"


def test_standfirst_is_the_lead() -> None:
    """A summary between headline and article is the lead, even where the extractor drops it."""
    summary = "The harbour had been closed to foreign ships since the war, and grain prices had doubled."
    body = f"<p class='standfirst'>{summary}</p><div><p>{'</p><p>'.join(PARAGRAPHS)}</p></div>"
    found = roles(page(body, head=f"{HEAD}<meta name='description' content='{summary}'>"))
    assert (found[summary], found[PARAGRAPHS[0]]) == ("lead", "body")


def test_read_more_line_inside_the_article_is_a_teaser() -> None:
    """A pointer between paragraphs is another story's headline."""
    body = f"<p>{PARAGRAPHS[0]}</p><p><strong>Read more: <a href='/b'>Ruritania closes the straits</a></strong></p><p>{PARAGRAPHS[1]}</p>"
    assert roles(page(body))["Read more: Ruritania closes the straits"] == "teaser"


def test_second_article_of_an_endless_page_is_not_mixed_in() -> None:
    """Paragraphs of the same class in another article element are not this report."""
    other = "<article class='c'><h2>Weather</h2><div class='c'><p>Rain is expected on the coast all week, the service said.</p></div></article>"
    assert roles(page(DIALECT, around=other))["Rain is expected on the coast all week, the service said."] != "body"


def test_hidden_article_is_taken_from_json_ld() -> None:
    """Where the page shows only a beginning, the text that its JSON-LD holds is the body."""
    linked = " ".join(PARAGRAPHS) * 2
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{linked}"}}</script>'.replace('"We', "We").replace(
        'sailors,"', "sailors,"
    )
    found = take_apart(page("<p>Subscribers read on.</p>", head=HEAD + script), "page")["blocks"]
    assert any(role == "body" and words.startswith(PARAGRAPHS[0]) for role, words in found)


def test_script_text_is_no_text() -> None:
    """Nothing is read from scripts, styles and noscript."""
    page_bytes = b"<html><body><script>var a='Freedonia bombed Sylvania';</script><noscript>Enable scripts</noscript></body></html>"
    assert take_apart(page_bytes, "page")["blocks"] == []


def test_deep_nesting_is_refused() -> None:
    """Fifty thousand elements inside each other are refused with a reason, not crashed on."""
    with pytest.raises(InputError, match="inside each other"):
        take_apart(b"<html><body>" + b"<div>" * 50_000 + b"x", "page")


def test_monstrous_tags_do_not_stall() -> None:
    """A tag with a hundred thousand attributes costs nothing of note, and the article is read."""
    attributes = " ".join(f'a{i}="{i}"' for i in range(100_000))
    found = roles(page(f"<p {attributes}>x</p>{DIALECT}"))
    assert found[PARAGRAPHS[1]] == "body"


def test_character_references_to_nothing_are_harmless() -> None:
    """NUL, surrogates and numbers beyond Unicode leave no such character in the text."""
    found = take_apart(page(f"<p>{PARAGRAPHS[0]} &#0; &#xD800; &#x110000; &#{'9' * 1000};</p>{DIALECT}"), "page")["blocks"]
    assert not any(char == "\0" or "\ud800" <= char <= "\udfff" for _, words in found for char in words)


def test_line_breaks_part_paragraphs() -> None:
    """Two br in a row end a paragraph; one is a space."""
    found = [words for _, words in take_apart(b"<html><body><div>One<br>line<br><br>Another</div></body></html>", "page")["blocks"]]
    assert found == ["One line", "Another"]


def test_article_kept_in_a_script_is_read() -> None:
    """A page that its script fills has the paragraphs of the mark-up that the script holds."""
    import json

    kept = json.dumps("".join(f"<p>{words}</p>" for words in PARAGRAPHS)).replace("<", "\\u003c")
    found = take_apart(f"<html><body><h1>{TITLE}</h1><script>push({{'body':{kept}}})</script></body></html>".encode(), "page")["blocks"]
    assert [words for role, words in found if role == "body"] == list(PARAGRAPHS)
