"""Takes a page apart: bytes -> blocks with roles, title, date, language. Runs in the worker process."""

from __future__ import annotations

import copy
import re
from typing import Any

import lxml.html
import trafilatura

from legation.document import ARTICLE_ROLES, Role
from legation.errors import InputError, Unknown
from legation.reading.blocks import segment
from legation.reading.decoding import decode
from legation.reading.evidence import Extracted, letters_of
from legation.reading.labelling import Article, label
from legation.reading.language import detect_language
from legation.reading.metadata import page_metadata
from legation.reading.publishing import publication_day
from legation.reading.scripted import scripted_body

BYLINE_REACH = 8
MIN_LINKED_CHARS = 500
SHOWN_SHARE = 0.5
"""A page that shows less than this share of the text that its JSON-LD holds hides the rest behind a script."""
MAX_ATTRIBUTES = 40
"""An element with more keeps only those that tell something (100,000 attributes on one tag stall extraction for a minute)."""
_TELLING = frozenset("class id href src alt rel type name property content itemprop datetime style hidden lang charset http-equiv role".split())
_LONG_REFERENCE = re.compile(r"&#x?[0-9a-fA-F]{8,};?")
_LONG_TAG = re.compile(r"<[a-zA-Z][a-zA-Z0-9]{0,20}\s[^<>]{20000,}>")


def take_apart(data: bytes, origin: str, *, url: str | None = None, charset: str | None = None, depth_cap: int = 500) -> dict[str, Any]:
    """A page as plain values that travel between processes.

    Returns:
        `blocks` (role and text of each), `title`, `day` and `basis` or `no_day`, `language` or `no_language`, `url`, `publisher`.

    Raises:
        InputError: `too_deep`, `extraction`.
    """
    root = _tree(decode(data, charset), origin)
    blocks = segment(root, depth_cap, origin)
    metadata = page_metadata(root)
    article = Article(metadata.titles, metadata.descriptions, _extracted(root), metadata.article_body)
    parts = list(zip(label(blocks, article), (block.text for block in blocks), strict=True))
    parts = _with_kept_body(parts, metadata.article_body or _scripted(root, parts))
    body = "\n".join(words for role, words in parts if role in ARTICLE_ROLES)
    day = publication_day(root, metadata, url, _byline(parts))
    language = detect_language(body)
    return {
        "blocks": parts,
        "title": metadata.title,
        "day": None if isinstance(day, Unknown) else day[0].isoformat(),
        "basis": "" if isinstance(day, Unknown) else day[1],
        "no_day": day.reason if isinstance(day, Unknown) else "",
        "language": None if isinstance(language, Unknown) else language,
        "no_language": language.reason if isinstance(language, Unknown) else "",
        "url": metadata.url,
        "publisher": metadata.publisher,
    }


def _byline(parts: list[tuple[Role, str]]) -> list[str]:
    """The lines from a little before the headline to a little after the article's beginning: where a page shows its date."""
    headline = next((index for index, (role, _) in enumerate(parts) if role == "headline"), 0)
    body = next((index for index, (role, _) in enumerate(parts) if role in ARTICLE_ROLES and index >= headline), headline)
    stop = max(body + 3, headline + BYLINE_REACH)
    near = (*parts[headline + 1 : stop], *parts[max(0, headline - BYLINE_REACH // 2) : headline])
    return [words for role, words in near if role == "furniture"]


def _scripted(root: Any, parts: list[tuple[Role, str]]) -> str:
    """The article in the page's scripts, where the page itself shows none."""
    shown = sum(len(words) for role, words in parts if role in ARTICLE_ROLES)
    return scripted_body(root) if shown < MIN_LINKED_CHARS else ""


def _with_kept_body(parts: list[tuple[Role, str]], kept_text: str) -> list[tuple[Role, str]]:
    """The parts of the page; where it shows only a little of the text that its JSON-LD or scripts keep, with that text in its place."""
    if len(kept_text) < MIN_LINKED_CHARS or Extracted("\n".join(words for _, words in parts)).share_of(letters_of(kept_text)) > SHOWN_SHARE:
        return parts
    kept: list[tuple[Role, str]] = [("furniture" if role == "body" else role, words) for role, words in parts]
    at = max((index + 1 for index, (role, _) in enumerate(kept) if role in ("headline", "lead")), default=0)
    paragraphs: list[tuple[Role, str]] = [("body", " ".join(line.split())) for line in kept_text.splitlines() if line.strip()]
    return kept[:at] + paragraphs + kept[at:]


def warm_up() -> None:
    """Loads what the first page would wait for."""
    page = "<html><body><article><h1>Harbour opens</h1><p>The harbour opened on Monday, the minister told reporters.</p></article></body></html>"
    take_apart(page.encode(), "warm-up")


def _tree(text: str, origin: str) -> Any:
    """The tree of a page, without NUL, references to no character, or tags with thousands of attributes."""
    text = text.replace("\0", "")
    text = _LONG_TAG.sub(_shortened, _LONG_REFERENCE.sub("\ufffd", text))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as fault:
        if not text.strip() or "empty" in str(fault).lower():
            raise InputError("empty", f"{origin}: the page holds no text.", origin=origin) from fault
        raise InputError("extraction", f"{origin}: no HTML tree can be made ({fault}).", origin=origin) from fault
    for element in root.iter():
        if len(element.attrib) > MAX_ATTRIBUTES:
            for name in [name for name in element.attrib if name not in _TELLING]:
                del element.attrib[name]
    return root


def _shortened(tag: re.Match[str]) -> str:
    """A monstrous opening tag without its attributes."""
    name = re.match(r"<[a-zA-Z][a-zA-Z0-9]*", tag.group())
    keep = re.findall(r"""\s(?:class|id|href|src|content|property|name)=(?:"[^"]{0,2000}"|'[^']{0,2000}')""", tag.group()[:4000])
    return f"{name.group() if name else '<div'}{''.join(keep)}>"


def _extracted(root: Any) -> str:
    """The text that trafilatura takes for the article; one witness of several."""
    found = trafilatura.bare_extraction(copy.deepcopy(root), include_comments=False, favor_precision=True, with_metadata=False)
    return "" if found is None or isinstance(found, dict) else str(found.text or "")
