"""A pasted text's day is read from lines about the report, and from no other."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from legation.document import PublicationDate
from legation.errors import Unknown
from legation.reading.bylines import days_in
from legation.reading.datelines import dated_words, is_dated_line, opening_day
from legation.reading.texts import read_text

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADLINE = "Freedonia opens its northern harbour to ships"
ARTICLE = """The harbour of Ordu was opened to foreign ships on Monday, officials of the ministry said.

The envoy thanked the town for it on 4 May 2018, and met the mayor.

Nothing more was said on the matter by either side.

Published 1 January 1999
© 2023 Coast Herald
"""


@pytest.mark.parametrize(
    "line",
    [
        "Ordu, 3 May 2019 (Coast Wire)",
        "Coast Herald, Friday, May 3, 2019",
        "Coast Herald | Fri 3 May 2019 20.11 GMT",
        "May 3, 2019 - 11:20 am",
        "Published: 3 May 2019",
        "Updated 3 May 2019, 09:00",
        "By Anna Meyer | 3 May 2019",
        "By Anna Meyer and John Doe, special correspondents · 3rd May 2019 · 4 min read",
        "Posted on 3 May 2019 by admin",
        "First published Fri 3 May 2019 12.01 EST",
        "Posted: May 03, 2019 7:32 PM ET | Last Updated: May 4, 2019",
        "Updated: May 4, 2019 | Published: May 3, 2019",
        "jeudi 3 mai 2019 à 11h20",
        "Publicado el 3 de mayo de 2019",
        "3-May-2019",
    ],
)
def test_a_line_about_the_report_gives_its_day(line: str) -> None:
    """Whether it stands after the headline or before it; said to be published goes before updated."""
    for text in (f"{HEADLINE}\n{line}\n\n{ARTICLE}", f"{line}\n{HEADLINE}\n\n{ARTICLE}"):
        assert read_text(text).date == PublicationDate(date(2019, 5, 3), "byline")
        assert read_text(text).title == HEADLINE


@pytest.mark.parametrize(
    "line",
    [
        "© 2023 Coast Herald",
        "Copyright 3 May 2020 Coast",
        "May 2023",
        "Friday, 3 March",
        "Special report: the coup of 3 May 2019",
        "How the treaty of 3 May 2019 changed the coast",
        "Born 3 May 1960",
        "03/05/2021",
        "The ministers will meet again on 3 May 2019, the capital said on Tuesday.",
    ],
)
def test_other_days_date_nothing(line: str) -> None:
    """Rights, half dates, days of other things and days of which the month is in doubt leave it Unknown; so do body and footer."""
    assert read_text(f"{HEADLINE}\n{line}\n\n{ARTICLE}").date == Unknown("not_stated")


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("ORDU, Freedonia, May 3, 2019 (Coast) - The", date(2019, 5, 3)),
        ("ORDU, May 3, 2019. /COAST/. The", date(2019, 5, 3)),
        ("St. Ordu, 3 May 2019 — The", date(2019, 5, 3)),
        ("ORDU (3 May 2019) - The", date(2019, 5, 3)),
        ("ORDU, May 3 (Coast) -- The", None),
        ("On 3 May 2019 - the", None),
        ("Since Friday, 3 May 2019 (local time) the", None),
        ("The treaty, 3 May 2019 (signed in Ordu), says the", None),
    ],
)
def test_a_dateline_dates_the_report_when_it_states_the_year(opening: str, day: date | None) -> None:
    """Place, then day, month and year, then agency or dash; a sentence that begins with a day is none."""
    assert opening_day(f"{opening} harbour was opened to foreign ships.") == day


def test_a_title_with_a_day_is_still_a_title() -> None:
    """A line of many words with a day heads the report where no other does."""
    line = "Freedonia Opens Northern Harbour To Foreign Ships, 3 May 2019"
    assert (is_dated_line(line), dated_words(line)) == (True, 7)
    assert read_text(f"{line}\n\n{ARTICLE}").title == line


def test_days_in_a_line_come_in_order() -> None:
    """Start, end and day of each; slashes and hyphens only where no other reading is left."""
    assert [day for _, _, day in days_in("29/01/2024, then 31-12-2024, then 12-31-2025")] == [
        date(2024, 1, 29),
        date(2024, 12, 31),
        date(2025, 12, 31),
    ]
    assert days_in("01/02/2024") == []


@pytest.mark.parametrize("path", sorted((EXAMPLES / "reports").glob("*.txt")), ids=lambda path: path.stem)
def test_our_pasted_examples_are_dated(path: Path) -> None:
    """Each example that states its day is dated by it, and one that does not stays Unknown."""
    expected = tomllib.loads((EXAMPLES / "expected" / f"{path.stem}.toml").read_text(encoding="utf-8"))["publication_date"]
    found = read_text(path.read_bytes()).date
    assert ("unknown" if isinstance(found, Unknown) else found.day.isoformat()) == expected
