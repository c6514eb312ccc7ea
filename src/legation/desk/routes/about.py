"""About: what Legation is and is not, how good it is by its own measurements, whose work is in it, and which version this is."""

from __future__ import annotations

import platform
import re
from dataclasses import asdict, dataclass

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from markdown_it import MarkdownIt
from markupsafe import Markup

from legation import __version__
from legation.desk.answering import Desk, Place, page, problem
from legation.desk.quality import Figure, Folder, Notice, figures, folders, model, notices, paper
from legation.recording.opening import SCHEMA

PLACES = (Place("About", "About", "/about"),)

EMPTY_HEAD = re.compile(r"<thead>\s*<tr>(\s*<th></th>)+\s*</tr>\s*</thead>")
"""The head of a table that has none, which Markdown asks for all the same."""

TABLE = '<div class="scroll" tabindex="0" role="region" aria-label="Table"><table class="sheet">'


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Figures by group, how many bars are met and missed, notices, versions and data."""

    figures: tuple[tuple[str, tuple[Figure, ...]], ...]
    met: int
    missed: tuple[Figure, ...]
    notices: tuple[Notice, ...]
    versions: dict[str, str]
    model: dict[str, str]
    folders: tuple[Folder, ...]
    twin: str = "/about.json"


@dataclass(frozen=True, slots=True)
class PaperPage:
    """What a folder of knowledge says of itself."""

    name: str
    words: Markup
    twin: str


def router(desk: Desk) -> APIRouter:
    """/about and /about/{name}, the card of the model and the sources of each folder of knowledge, each with .json."""
    routes = APIRouter()

    @routes.get("/about")
    def _about(request: Request) -> Response:
        """What Legation is, its measured quality, whose work is in it, and its versions."""
        return page(request, "about.html", about_page(desk))

    @routes.get("/about.json")
    def _about_json() -> Response:
        """Versions, figures, notices and folders of knowledge as data."""
        shown = about_page(desk)
        measured = [{"group": group} | asdict(figure) for group, found in shown.figures for figure in found]
        told = {"notices": [asdict(notice) for notice in shown.notices], "folders": [asdict(folder) for folder in shown.folders]}
        return JSONResponse({"versions": shown.versions, "model": shown.model, "figures": measured, **told})

    @routes.get("/about/{name}")
    def _paper(request: Request, name: str) -> Response:
        """The card of the model, or where a folder of knowledge comes from. With .json: its Markdown."""
        words = paper(name.removesuffix(".json"))
        if words is None:
            return problem(request, 404, "There is no such folder of knowledge.")
        if name.endswith(".json"):
            return JSONResponse({"name": name.removesuffix(".json"), "markdown": words})
        return page(request, "paper.html", PaperPage(name, rendered(words), f"/about/{name}.json"))

    return routes


def about_page(desk: Desk) -> AboutPage:
    """All that the page shows."""
    every = [figure for _, found in figures() for figure in found]
    versions = {
        "Legation": __version__,
        "coder": desk.pipeline.version,
        "record\u2019s schema": SCHEMA,
        "Python": platform.python_version(),
    }
    missed = tuple(figure for figure in every if figure.verdict == "missed")
    return AboutPage(figures(), sum(figure.verdict == "met" for figure in every), missed, notices(), versions, model(), folders())


def rendered(words: str) -> Markup:
    """Markdown of ours as HTML, its tables able to scroll; HTML in it is shown, not taken."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("table_open", lambda *_: TABLE)
    markdown.add_render_rule("table_close", lambda *_: "</table></div>")
    return Markup(EMPTY_HEAD.sub("", markdown.render(words)))  # papers of our own, and their HTML is not taken
