"""Languages are told where there is enough to tell by."""

from __future__ import annotations

import pytest

from legation.errors import Unknown
from legation.reading.language import detect_language, given_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The foreign minister arrived in the capital for talks on Monday.", "en"),
        ("Der Außenminister ist am Montag zu Gesprächen in der Hauptstadt eingetroffen.", "de"),
        ("Министр иностранных дел прибыл в столицу в понедельник.", "ru"),
        ("The Party of God (حزب الله الإسلامي) said that its men had met the minister in the capital on Monday.", "en"),
        ("外相は月曜日に会談のため首都に到着したと外務省が発表した。", "ja"),
    ],
)
def test_languages_are_told(text: str, language: str) -> None:
    """A sentence is enough."""
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["Paris", "", "12 345 678", "Monaco met Mali. " * 50])
def test_too_little_tells_no_language(text: str) -> None:
    """Names alone are not judged: the report is coded rather than skipped."""
    found = detect_language(text)
    assert isinstance(found, Unknown) or found == "en"


def test_stated_tags_are_shortened() -> None:
    """Only the language of a tag is kept; what is no tag is not believed."""
    assert (given_language("en-GB"), given_language("English language")) == ("en", Unknown("not_stated"))
