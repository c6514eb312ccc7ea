"""A search followed from the feed in a real browser, and received by each of the three ways."""

from __future__ import annotations

import os
import urllib.request
from pathlib import Path
from typing import Any

from lxml import etree

from fakes.browsing import WIDE_LIGHT, visiting
from fakes.desks import running_desk
from fakes.receiving import receiving, smtp_server

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"


def test_a_search_is_followed_and_received(chromium: Any, tmp_path: Path) -> None:
    """The feed is read without a cookie; the webhook and the mail server are given a test; removed, the feed's address leads nowhere."""
    with receiving() as receiver, smtp_server() as (port, letters):
        mail = {"LEGATION_SMTP_HOST": "127.0.0.1", "LEGATION_SMTP_PORT": str(port), "LEGATION_SMTP_SECURITY": "none"}
        surroundings = os.environ | mail | {"LEGATION_HOOKS_TO_LOOPBACK": "1"}
        with running_desk(tmp_path / "r.db", EXAMPLES, environment=surroundings) as desk, visiting(chromium, desk, *WIDE_LIGHT) as here:
            page = here.page
            here.go("/?status=occurred")
            page.get_by_role("link", name="Follow this search").click()
            page.get_by_label("Webhook").fill(receiver.address)
            page.get_by_label("E-mail, if wanted").fill("anne@example.org")
            page.get_by_role("button", name="Follow it").click()
            for way in ("Webhook", "E-mail"):
                page.get_by_role("region", name=way, exact=True).get_by_role("button", name="Send a test").click()
            assert page.locator(".went-sent").count() == 2
            address = page.get_by_label("Address").input_value()
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert len(etree.fromstring(answer.read())) > 6
            page.get_by_text("Remove", exact=True).click()
            page.get_by_role("button", name="Remove it").click()
            assert page.get_by_text("No search is followed yet").count() == 1
            assert here.faults == []
    assert (len(receiver.got), [letter["to"] for letter in letters]) == (1, ["anne@example.org"])
