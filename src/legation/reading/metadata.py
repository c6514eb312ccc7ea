"""What a page says of itself: title, description, address, publisher, and its JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|Story|Liveblog|Reportage)$", re.IGNORECASE)
_MAX_JSON_CHARS = 2_000_000
_MAX_JSON_NODES = 5000
_MAX_TITLE_CHARS = 600
_SPACES = re.compile(r"\s+")
_SUFFIX = re.compile(r"\s+[-–—|:»·]\s+[^-–—|»·]{2,60}$")
_TAG = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_BREAK = re.compile(r"<(?:/p|br ?/?|/div|/h[1-6]|/li)>", re.IGNORECASE)
_CONTROL_IN_STRING = re.compile(r"[\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the head of a page says.

    Attributes:
        metas: name or property of each meta element in lower case, with its first content.
        linked: the JSON-LD objects that are articles, outermost first.
        titles: every wording of the title that the page gives, best first.
        descriptions: every summary that the page gives.
    """

    metas: dict[str, str]
    linked: tuple[dict[str, Any], ...]
    titles: tuple[str, ...]
    descriptions: tuple[str, ...]
    url: str | None
    publisher: str | None

    @property
    def article_body(self) -> str:
        """The longest text of the article that JSON-LD gives, paragraphs on lines of their own; mark-up left out."""
        texts = [_plain(a["articleBody"]) for a in self.linked if isinstance(a.get("articleBody"), str)]
        return max(texts, key=len, default="")

    @property
    def title(self) -> str | None:
        """The title without the site's name."""
        return self.titles[0] if self.titles else None


def page_metadata(root: Any) -> PageMetadata:
    """The metadata of a page's tree; what is missing or broken is left out."""
    metas = _metas(root)
    linked = tuple(_articles(root))
    publisher = metas.get("og:site_name") or _publisher(linked)
    descriptions = [metas.get(name) for name in ("og:description", "description", "twitter:description")] + [
        _string(a, "description") for a in linked
    ]
    return PageMetadata(
        metas=metas,
        linked=linked,
        titles=tuple(_titles(root, metas, linked, publisher)),
        descriptions=tuple(dict.fromkeys(d for d in descriptions if d)),
        url=_address(root, metas),
        publisher=publisher,
    )


def _metas(root: Any) -> dict[str, str]:
    metas: dict[str, str] = {}
    for meta in root.iter("meta"):
        content = (meta.get("content") or "").strip()
        for name in (meta.get("property"), meta.get("name"), meta.get("itemprop"), meta.get("http-equiv")):
            if name and content:
                metas.setdefault(name.strip().lower(), _SPACES.sub(" ", content))
    return metas


def _articles(root: Any) -> Iterator[dict[str, Any]]:
    """The articles among the objects of the page's JSON-LD."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > _MAX_JSON_CHARS:
            continue
        value = _loose_json(script.text)
        yield from (node for node in _nodes(value) if _is_article(node))


def _loose_json(text: str) -> object:
    """The JSON of a script; pages put line breaks into strings and semicolons after the end."""
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    for attempt in (text, _CONTROL_IN_STRING.sub(" ", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every object of a JSON value, outer before inner."""
    queue: list[object] = [value]
    for number, node in enumerate(queue):
        if number > _MAX_JSON_NODES:
            return
        if isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item") if key in node)
        elif isinstance(node, list):
            queue.extend(node)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _string(node: dict[str, Any], name: str) -> str | None:
    value = node.get(name)
    return _SPACES.sub(" ", value).strip() or None if isinstance(value, str) else None


def _plain(text: str) -> str:
    """The text without tags and character references."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text[:_MAX_JSON_CHARS])))


def _publisher(linked: tuple[dict[str, Any], ...]) -> str | None:
    for article in linked:
        publisher = article.get("publisher")
        node = publisher[0] if isinstance(publisher, list) and publisher else publisher
        if isinstance(node, dict) and (name := _string(node, "name")):
            return name
    return None


def _titles(root: Any, metas: dict[str, str], linked: tuple[dict[str, Any], ...], publisher: str | None) -> Iterator[str]:
    """Wordings of the title, best first."""
    shown = root.find(".//title")
    headings = [_SPACES.sub(" ", h.text_content()).strip() for h in root.iter("h1")]
    stated = [metas.get("og:title"), metas.get("twitter:title"), *(_string(a, "headline") for a in linked)]
    whole = _SPACES.sub(" ", shown.text_content()).strip() if shown is not None else None
    seen: set[str] = set()
    for title in (*stated, *(headings if len(headings) == 1 else ()), whole):
        bare = _without_site(title, publisher, headings) if title else ""
        if bare and bare not in seen and len(bare) <= _MAX_TITLE_CHARS:
            seen.add(bare)
            yield bare


def _without_site(title: str, publisher: str | None, headings: list[str]) -> str:
    """The title less what follows its last dash or bar, when that is the site's name or what is left is the heading."""
    found = _SUFFIX.search(title)
    if not found:
        return title
    bare = title[: found.start()].rstrip()
    suffix = found.group().strip(" -–—|:»·").lower()
    if bare in headings or (publisher and (suffix in publisher.lower() or publisher.lower() in suffix)):
        return bare
    return title


def _address(root: Any, metas: dict[str, str]) -> str | None:
    """The page's canonical http(s) address."""
    canonical = [link.get("href") or "" for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for address in (*canonical, metas.get("og:url", "")):
        if address.strip().lower().startswith(("http://", "https://")):
            return str(address).strip()
    return None
