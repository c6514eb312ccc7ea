"""PDF and Word documents become reports; those that hold no text, or may not be opened, say what to do."""

from __future__ import annotations

import io
import textwrap
import zipfile
from collections.abc import Iterator
from datetime import date

import pypdf
import pytest

from legation.document import Document
from legation.errors import Failure, InputError, Unknown
from legation.reading.limits import Limits
from legation.reading.printed import paragraphs_of
from legation.reading.reader import SourceReader
from reading.newspages import PARAGRAPHS, TITLE
from reading.papers import docx, paragraph, pdf

LINES = [line for words in PARAGRAPHS for line in textwrap.wrap(words, 80)]
HEADED = paragraph("Bulletin 7") + paragraph(TITLE, "Title") + "".join(map(paragraph, PARAGRAPHS))


@pytest.fixture(scope="module")
def reader() -> Iterator[SourceReader]:
    """One reader, one child process, for all tests here."""
    found = SourceReader()
    yield found
    found.close()


def only(reader: SourceReader, data: bytes, name: str = "paper") -> Document | Failure:
    """The one result."""
    try:
        (found,) = reader.read_stream(io.BytesIO(data), name)
    except InputError as fault:
        return Failure("", name, fault.reason, str(fault))
    return found


def report(reader: SourceReader, data: bytes) -> Document:
    """The one report."""
    found = only(reader, data)
    assert isinstance(found, Document), found
    return found


def test_a_pdf_is_a_report(reader: SourceReader) -> None:
    """Headline and paragraphs whole again; its day is that of the dateline, before that of its properties."""
    found = report(reader, pdf([[TITLE, *LINES]], "/CreationDate (D:20240103101500+02'00')"))
    assert (found.title, found.body) == (TITLE, "\n\n".join(PARAGRAPHS))
    assert not isinstance(found.date, Unknown)
    assert (found.date.day.isoformat(), found.date.basis) == ("2021-05-03", "byline")


def test_the_day_of_the_properties_has_a_basis_of_its_own(reader: SourceReader) -> None:
    """Where the text tells none; at its own offset, and never a day that the calendar lacks."""
    days = [report(reader, pdf([LINES[2:]], f"/CreationDate (D:{stated})")).date for stated in ("20240103235900-05'00'", "20241399")]
    assert [getattr(d, "basis", None) or getattr(d, "reason", "") for d in days] == ["properties", "not_stated"]


def test_the_users_day_comes_before_that_of_the_properties() -> None:
    """A page may have been printed years after it was published."""
    reader = SourceReader(default_date=date(2021, 5, 4))
    found = report(reader, pdf([LINES[2:]], "/CreationDate (D:20240103)"))
    reader.close()
    assert getattr(found.date, "basis", "") == "given"


def test_ligatures_are_letters(reader: SourceReader) -> None:
    """Words are found in the lexicon whatever the printer joined."""
    assert report(
        reader, pdf([["The \\256rst envoy left the capital."]]).replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/Encoding/StandardEncoding")
    ).text.startswith("The first")


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """A paragraph goes on over the page."""
    pages = [
        ["Coast Herald, page 1", "The envoy left the capital on", "1"],
        ["Coast Herald, page 2", "Monday.", "2"],
        ["Coast Herald, page 3", "3"],
    ]
    assert list(paragraphs_of(pages)) == ["The envoy left the capital on Monday."]


def test_parted_words_are_whole_again() -> None:
    """At the end of a line, before a small letter only."""
    assert list(paragraphs_of([["The trans-", "atlantic talks on co-", "operation ended."]])) == ["The transatlantic talks on cooperation ended."]


def test_a_word_document_is_a_report(reader: SourceReader) -> None:
    """Its styled title is the headline, its properties date it."""
    found = report(
        reader, docx(HEADED.replace("3 May 2021 - ", ""), core="<dc:title>Draft</dc:title><dcterms:created>2021-05-04T01:00:00Z</dcterms:created>")
    )
    assert (found.title, [b.role for b in found.blocks].count("headline")) == (TITLE, 1)
    assert PARAGRAPHS[1] in found.body
    assert getattr(found.date, "basis", "") == "properties"


def test_deleted_words_are_not_read_and_text_boxes_are_read_once(reader: SourceReader) -> None:
    """Tables, tabs and boxes are text; what was struck out is none."""
    box = f"<w:p><w:r><w:t>A map</w:t><w:pict><w:txbxContent>{paragraph('Two ships sailed.')}</w:txbxContent></w:pict></w:r></w:p>"
    struck = "<w:p><w:r><w:t>The envoy</w:t><w:tab/><w:t>left.</w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph('Chad')}</w:tc></w:tr></w:tbl>"
    assert report(reader, docx(box + struck + table)).text == "A map\n\nTwo ships sailed.\n\nThe envoy left.\n\nChad"


def locked(password: str) -> bytes:
    """A PDF that is encrypted."""
    writer, held = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LINES]))), io.BytesIO()
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    writer.write(held)
    return held.getvalue()


def test_a_pdf_locked_against_changes_is_read(reader: SourceReader) -> None:
    """It opens without a password."""
    assert "Freedonia" in report(reader, locked("")).text


def archive(name: str, data: bytes) -> bytes:
    """A ZIP archive of one member."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "reason", "remedy"),
    [
        (locked("secret"), "unsupported", "without one"),
        (pdf([[]]), "empty", "ocrmypdf"),
        (b"%PDF-1.4 nothing", "not_text", "again"),
        (pdf([LINES])[:400], "not_text", ""),
        (pdf([["a"]] * 501), "too_large", "Split"),
        (b"%PDF-1.4" + b"x" * 65 * 1024 * 1024, "too_large", "Split"),
        (b"PK\x03\x04rest", "decompression", "again"),
        (archive("../../escape.html", b"<p>x</p>"), "unsupported", "Unpack"),
        (archive("word/document.xml", b" " * 20_000_000), "too_large", "Split"),
        (archive("word/document.xml", b"<a>" * 5000), "not_text", "again"),
        (docx(HEADED, head='<!DOCTYPE a [<!ENTITY b "c">]>'), "not_text", "again"),
        (docx(""), "empty", "Recognise"),
        (b"\xd0\xcf\x11\xe0", "unsupported", "password"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(reader: SourceReader, data: bytes, reason: str, remedy: str) -> None:
    """Passwords, pictures, damage, too many pages, bombs, archives of other things, entities."""
    found = only(reader, data)
    assert isinstance(found, Failure)
    assert found.reason == reason
    assert remedy in found.message


def test_a_document_that_takes_too_long_is_stopped() -> None:
    """And the next one is read."""
    reader = SourceReader(limits=Limits(document_seconds=0.3))
    assert getattr(only(reader, pdf([LINES * 50] * 100)), "reason", "") == "timeout"
    assert isinstance(only(reader, docx(HEADED)), Document)
    reader.close()
