"""Pages are taken apart in a child process that can be stopped and replaced."""

from __future__ import annotations

import multiprocessing

import pytest

from legation.errors import InputError
from legation.reading.limits import Limits
from legation.reading.worker import Workshop
from reading.newspages import TITLE, page


def title_in_a_pool(data: bytes) -> str:
    """The title, read inside a daemonic worker of a pool."""
    workshop = Workshop(Limits())
    try:
        return str(workshop.take_apart(data, "page")["title"])
    finally:
        workshop.close()


def test_a_page_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    """The child is stopped, and another is started for the next page."""
    workshop = Workshop(Limits(seconds=0.3))
    with pytest.raises(InputError, match="stopped"):
        workshop.take_apart(page("<p>The envoy left the capital on Monday.</p>" * 50_000), "page")
    assert workshop.take_apart(page("<p>The envoy left.</p>"), "page")["title"] == TITLE
    workshop.close()


def test_it_works_inside_worker_processes() -> None:
    """Daemonic workers may not have children of their own kind; this child is of another."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(title_in_a_pool, [page()]) == [TITLE]


def test_refusals_cross_the_pipe() -> None:
    """The reason and message of the child's refusal arrive."""
    workshop = Workshop(Limits())
    with pytest.raises(InputError, match="inside each other") as caught:
        workshop.take_apart(b"<div>" * 5000 + b"x", "deep.html")
    workshop.close()
    assert (caught.value.reason, caught.value.origin) == ("too_deep", "deep.html")
