"""Pages of our own making for the tests of the reading room."""

from __future__ import annotations

PARAGRAPHS = (
    "ORDU, 3 May 2021 - Freedonia opened its northern harbour to the grain ships of Sylvania on Monday, the transport ministry said in a statement.",
    "The two governments signed the agreement after talks that lasted four days, officials who took part told reporters.",
    '"We are grateful to our neighbours for the welcome that they give our sailors," said the Sylvanian minister Anna Meyer after the ceremony.',
    "The first convoy of eleven ships is expected to arrive in June, and both sides said that they would review the rules of entry every year.",
)

HEAD = '<meta charset="utf-8"><meta property="article:published_time" content="2021-05-03T23:30:00-05:00">'
TITLE = "Freedonia opens harbour to Sylvanian grain ships"


def page(body: str | None = None, *, head: str = HEAD, title: str = TITLE, around: str = "") -> bytes:
    """A news page: navigation, article, two teasers, footer."""
    words = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) if body is None else body
    return (
        f"<!doctype html><html lang='en'><head>{head}<title>{title} | Coast Herald</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article><h1>{title}</h1>{words}</article>{around}"
        "<div class='related-articles'><h3>Read more</h3><a href='/a'>Ruritania recalls its envoy after the speech on the islands</a></div>"
        "<footer><p>© 2024 Coast Herald. All rights reserved.</p></footer></body></html>"
    ).encode()
