"""The publication day is the page's own, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from legation.reading.bylines import byline_day
from legation.reading.page import take_apart
from legation.reading.publishing import url_date
from reading.newspages import page

JSON_LD = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2021-05-02T08:00:00Z"}]}</script>'


def test_the_day_is_the_pages_own() -> None:
    """Half past eleven at night in Chicago stays that day, whatever day it is in Greenwich."""
    found = take_apart(page(), "page")
    assert (found["day"], found["basis"]) == ("2021-05-03", "meta")


def test_json_ld_is_trusted_first() -> None:
    """JSON-LD wins over meta elements."""
    head = JSON_LD + '<meta property="article:published_time" content="2021-05-09">'
    found = take_apart(page(head=head), "page")
    assert (found["day"], found["basis"]) == ("2021-05-02", "json-ld")


def test_a_footers_year_is_no_date() -> None:
    """A page that states only the year of its rights, and a day in its prose, has no publication date."""
    found = take_apart(page(head="<meta charset='utf-8'>"), "page")
    assert (found["day"], found["no_day"]) == (None, "not_stated")


@pytest.mark.parametrize("stated", ["9999-12-31T23:59:60+99:99", "0000-00-00", "2021-02-30", "2021-" + "1" * 5000])
def test_impossible_dates_are_named_so(stated: str) -> None:
    """A date that cannot be is Unknown, with that reason."""
    found = take_apart(page(head=f'<meta property="article:published_time" content="{stated}">'), "page")
    assert (found["day"], found["no_day"]) == (None, "impossible_value")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://coast.example/2021/05/03/harbour", "2021-05-03"),
        ("https://coast.example/news/20210503-harbour", "2021-05-03"),
        ("https://coast.example/2021/may/3/harbour", "2021-05-03"),
        ("https://coast.example/story/1234567890", None),
        ("https://coast.example/harbour?d=2021/05/03", None),
    ],
)
def test_dates_in_addresses(url: str, day: str | None) -> None:
    """Year, month and day in the path are a date; a number or a query is none."""
    assert url_date(url) == day


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Anna Meyer / Coast Herald / Updated: Oct 9, 2019, 11:05 IST", date(2019, 10, 9)),
        ("Updated 4 May 2021 | Published 3 May 2021", date(2021, 5, 3)),
        ("Stand: 22.04.2024, 06:00 Uhr", date(2024, 4, 22)),
        ("Publié le 3 février 2022 à 10h", date(2022, 2, 3)),
        ("3 de mayo de 2021", date(2021, 5, 3)),
        ("2024年5月3日 12:00", date(2024, 5, 3)),
        ("25/12/2020", date(2020, 12, 25)),
        ("03/04/2020", None),
        ("© 2019 The Coast Herald 1 May 2019", None),
    ],
)
def test_dates_in_bylines(line: str, day: date | None) -> None:
    """Written-out days of many languages are read; one of two readings is none, and rights are no date."""
    assert byline_day([line]) == day
