"""Setting the record right with the keyboard and with words selected in a report, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fakes.browsing import NARROW_DARK, WIDE_LIGHT, Visit

SELECT = """words => {
  for (const block of document.querySelectorAll('.block')) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return true;
    }
  }
  return false;
}"""


def press(here: Visit, key: str) -> None:
    """Presses a key that leads to a page, and waits for it."""
    with here.page.expect_navigation():
        here.page.keyboard.press(key)


def seen(here: Visit) -> tuple[str, int, int]:
    """The event that stands on the screen, how many are decided, how many are left."""
    decided, left = (int(one.inner_text().replace(",", "")) for one in here.page.query_selector_all(".progress strong"))
    return here.page.get_attribute(".decide-bar [name=event]", "value"), decided, left


def test_the_queue_is_worked_with_keys(visit: Callable[..., Visit]) -> None:
    """Accept, reject, skip, back and undo; each decision leads on, and both undone, all is as it was."""
    here = visit(*WIDE_LIGHT)
    here.go("/review")
    first, decided, left = seen(here)
    press(here, "a")
    second, *_ = seen(here)
    press(here, "x")
    third, *counts = seen(here)
    assert counts == [decided + 2, left - 2]
    press(here, "Space")
    assert seen(here)[0] not in {first, second, third}
    press(here, "ArrowLeft")
    assert seen(here)[0] == third
    press(here, "u")
    assert seen(here)[0] == second
    press(here, "u")
    assert seen(here) == (first, decided, left)
    assert here.faults == []


def test_keys_rest_while_somebody_writes(visit: Callable[..., Visit]) -> None:
    """In a field, with a modifier, and where they are switched off; Enter in the reason decides nothing."""
    here = visit(*WIDE_LIGHT)
    here.go("/review")
    before = seen(here)
    here.page.focus(".decide-bar [name=why]")
    here.page.keyboard.type("a x u")
    here.page.keyboard.press("Enter")
    here.page.evaluate("document.activeElement.blur()")
    here.page.keyboard.press("Control+x")
    here.page.click("[data-keys-switch]")
    here.page.evaluate("document.activeElement.blur()")
    here.page.keyboard.press("a")
    here.page.wait_for_timeout(200)
    assert (seen(here), here.page.input_value(".decide-bar [name=why]")) == (before, "a x u")
    here.page.click("[data-keys-switch]")


def test_a_field_is_corrected(visit: Callable[..., Visit]) -> None:
    """The form opens by a key, modes follow the type, what is wrong is told by the field, and the correction is undone by a key."""
    here = visit(*WIDE_LIGHT)
    here.go("/review")
    first, decided, left = seen(here)
    here.page.keyboard.press("c")
    here.page.select_option("#correct [name=type]", "ACCUSE")
    shown = here.page.eval_on_selector_all("#correct [name=mode] optgroup:not([hidden])", "groups => groups.map(group => group.label)")
    assert shown in (["ACCUSE"], [])
    here.page.fill("#correct [name=date]", "yesterday")
    here.page.click("text=Keep the correction")
    assert "Write it as" in here.page.inner_text("[id='fault-date']")
    here.page.fill("#correct [name=date]", "2024-05")
    with here.page.expect_navigation():
        here.page.click("text=Keep the correction")
    assert seen(here)[1:] == (decided + 1, left - 1)
    press(here, "u")
    assert seen(here) == (first, decided, left)
    assert [words for words in here.faults if "400" not in words] == []


@pytest.mark.parametrize(("width", "theme"), [NARROW_DARK, WIDE_LIGHT])
def test_an_event_is_added_from_selected_words(visit: Callable[..., Visit], width: int, theme: str) -> None:
    """They fill the form by keys or by the bar that stands below them; the event is shown lit, and undone."""
    here = visit(width, theme)
    entries: Any = here.page.request.get(f"{here.address}/feed.json?text=visited").json()["entries"]
    event = entries[0]
    here.go(f"/reports/{event['document_id']}")
    anchor, actor = event["anchor"]["text"], event["actors"][0]["text"]
    for words, key in ((anchor, "1"), (actor, "2")):
        assert here.page.evaluate(SELECT, words)
        here.page.wait_for_selector(".select-bar:not([hidden])")
        here.page.keyboard.press(key)
    text = here.page.request.get(f"{here.address}/reports/{event['document_id']}.json").json()["document"]["text"]
    start, end = map(int, here.page.input_value("[name=act_at]").split())
    assert text[start:end] == here.page.input_value("[name=act]") == anchor
    assert here.page.evaluate("document.documentElement.scrollWidth") == width
    here.page.fill(".add-form [name=who_state]", "Iceland")
    here.page.select_option(".add-form [name=type]", "ACCUSE")
    with here.page.expect_navigation():
        here.page.click("text=Add the event")
    assert here.page.inner_text(".lit.anchor >> nth=0") == anchor
    assert "Added" in here.page.inner_text(".decide")
    with here.page.expect_navigation():
        here.page.click(".decide [value=undo]")
    assert here.faults == []


def test_an_audit_is_judged_with_keys(visit: Callable[..., Visit]) -> None:
    """A group is marked wrong by its number; the precision is stated when all are judged."""
    here = visit(*NARROW_DARK)
    here.go("/audit")
    here.page.fill("[name=size]", "2")
    with here.page.expect_navigation():
        here.page.click(".filters button")
    here.page.keyboard.press("4")
    press(here, "Enter")
    press(here, "a")
    words = here.page.inner_text(".results")
    assert "2 of 2 right: 100%, with 95 % confidence between 34% and 100%" in words
    assert "1 of 2 right: 50%" in words
    assert here.faults == []
