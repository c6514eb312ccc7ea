"""What a person does at the desk, from pasting a report to printing a pair, in a real browser and two widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fakes.browsing import NARROW_DARK, WIDE_LIGHT, Visit

BOTH = pytest.mark.parametrize(("width", "theme"), [NARROW_DARK, WIDE_LIGHT])
REPORT = (
    "Norway's foreign minister met Peru's president in Lima on Tuesday.\n\nOslo thanked Lima for its help. Norway sent Peru nine pumps last week."
)
SELECT = """([words, last]) => {
  const block = [...document.querySelectorAll('.block')].find(block => block.textContent.includes(words));
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = document.createRange();
  let text = '', nodes = [];
  while (walker.nextNode()) { nodes.push([walker.currentNode, text.length]); text += walker.currentNode.data; }
  const place = at => { const [node, from] = nodes.filter(([, from]) => from <= at).pop(); return [node, at - from]; };
  const start = text.indexOf(words);
  range.setStart(...place(start)); range.setEnd(...place(start + words.length));
  const selection = document.getSelection(); selection.removeAllRanges(); selection.addRange(range);
}"""


@BOTH
def test_paste_and_keep(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """A pasted report is coded on the spot, its evidence lit; kept, it has a page of its own."""
    here = visit(width, theme)
    here.go("/code")
    here.page.fill("#text", f"{REPORT} It was {width}.")
    here.page.fill("[name=day]", "2024-05-03")
    here.page.click("text=Code it")
    assert here.page.locator(".lit.anchor").all_inner_texts()[:1] == ["met"]
    here.page.click("text=Keep it")
    assert "/reports/" in here.page.url
    assert here.page.locator(".block .lit.actor").count() >= 1
    assert here.faults == []


@BOTH
def test_read_filter_open(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """The feed is narrowed by a filter that stands in the address, which is a link to share; an entry leads to its report."""
    here = visit(width, theme)
    here.go("/?actor=RUS")
    before = here.page.locator("main .act").count()
    here.go("/?actor=RUS&recipient=CUB")
    after = here.page.locator("main .act").count()
    assert before > after > 0
    here.page.locator("main .act .line a").first.click()
    entry = here.page.url
    assert "/entries/" in entry
    other = visit(width, theme)
    assert other.page.goto(entry).status == 200
    here.page.locator("a[href^='/reports/']:not([href$='.json'])").first.click()
    assert here.page.locator(".lit.anchor").count() >= 1
    assert here.faults == other.faults == []


@BOTH
def test_review_by_the_keyboard(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """Accept, reject, skip, back and undo by keys alone; the number left goes down and up again."""
    here = visit(width, theme)
    here.go("/review")
    left = _left(here)
    with here.page.expect_navigation():
        here.page.keyboard.press("a")
    assert _left(here) == left - 1
    with here.page.expect_navigation():
        here.page.keyboard.press("x")
    assert _left(here) == left - 2
    with here.page.expect_navigation():
        here.page.keyboard.press("u")
    assert _left(here) == left - 1
    what = here.page.inner_text("#what") + here.page.url
    with here.page.expect_navigation():
        here.page.keyboard.press("Space")
    assert here.page.inner_text("#what") + here.page.url != what
    assert here.faults == []


@BOTH
def test_correct_a_field(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """A status set by hand stands on the entry with the person's reason; what is not allowed is said by its field."""
    here = visit(width, theme)
    here.go("/review")
    entry = here.page.locator("a:text-is('the entry')").get_attribute("href")
    here.page.keyboard.press("c")
    here.page.fill("[name='actors.0.state']", "nowhere")
    here.page.click("text=Keep the correction")
    assert here.page.locator(".fault").count() == 1
    here.page.fill("[name='actors.0.state']", "NOR")
    here.page.fill(".correct-form [name=why]", f"read again at {width}")
    here.page.click("text=Keep the correction")
    here.go(str(entry))
    assert f"read again at {width}" in here.page.inner_text("main")
    assert [message for message in here.faults if "400" not in message] == []


@BOTH
def test_add_what_the_coder_missed(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """Words selected in a report become an event of it."""
    here = visit(width, theme)
    here.go("/code")
    here.page.fill("#text", f"The weather was fine. Chad lauds Benin, a friend of {width} years.")
    here.page.click("text=Code it")
    here.page.click("text=Keep it")
    report, before = here.page.url, here.page.locator(".block .lit.anchor").count()
    for words, part in (("a friend", "act"), ("Chad", "who"), ("Benin", "whom")):
        here.page.evaluate(SELECT, [words, None])
        here.page.click(f".select-bar .part-{part}")
    here.page.select_option(".add-form [name=type]", "SUPPORT")
    here.page.click("text=Add the event")
    here.page.goto(report)
    assert here.page.locator(".block .lit.anchor").count() == before + 1
    assert here.faults == []


@BOTH
def test_print_a_pair(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """The report on a pair prints black on white, without the rail, on sheets with its evidence."""
    here = visit(width, theme)
    here.go("/pairs/RUS/CUB")
    here.page.emulate_media(media="print")
    assert not here.page.locator("header.rail").is_visible()
    assert here.page.locator("main h1").is_visible()
    assert here.page.evaluate("getComputedStyle(document.body).backgroundColor") in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
    assert here.page.pdf(format="A4")[:5] == b"%PDF-"
    assert here.faults == []


def _left(here: Visit) -> int:
    return int(here.page.locator(".progress strong").nth(1).inner_text().replace(",", "").rpartition(" ")[2])
