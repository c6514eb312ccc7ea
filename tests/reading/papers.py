"""PDF and Word documents of our own making for the tests of the reading room."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf(pages: Sequence[Sequence[str]], info: str = "") -> bytes:
    """A PDF whose pages hold these lines; `info` is what its properties say ("/Title (Harbour)")."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    for number, lines in enumerate(pages):
        told = "BT /F1 10 Tf 50 780 Td " + " 0 -14 Td ".join(f"({line}) Tj" for line in lines) + " ET"
        font = "/Resources<</Font<</F1 3 0 R>>>>"
        objects += [f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]{font}/Contents {5 + 2 * number} 0 R>>"]
        objects += [f"<</Length {len(told)}>>stream\n{told}\nendstream"]
    objects.append(f"<<{info}>>")
    data, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer<</Size {len(objects) + 1}/Root 1 0 R/Info {len(objects)} 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


def docx(body: str, *, core: str = "", head: str = "") -> bytes:
    """A Word document whose body is this mark-up, and its properties that."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>')
        if core:
            archive.writestr("docProps/core.xml", f'<p xmlns:dc="a" xmlns:dcterms="b">{core}</p>')
    return held.getvalue()


def paragraph(words: str, style: str = "") -> str:
    """One paragraph of a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{words}</w:t></w:r></w:p>"
