"""The documents tell the truth: every command, option and file that they name exists, and every one that exists is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner

from legation.cli import app

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
OUTPUT = re.compile(r"(?s)<!-- output of the command above: begin -->\n```\n(.*?)\n```\n<!-- output: end -->")
CALL = re.compile(r"(?m)^(?:\$ )?(?:[\w./]*/)?legation +(?P<rest>[^\n#|]*)")


def label(path: Path) -> str:
    """The path from the root, for test names."""
    return path.relative_to(ROOT).as_posix()


def section(command: str) -> str:
    """What docs/commands.md says about a command: from its heading to the next."""
    found = re.search(rf"(?ms)^## `?{re.escape(command)}`?$.*?(?=^## |\Z)", REFERENCE)
    return found.group() if found else ""


def options(command: str) -> list[str]:
    """The long options of a command, without --help."""
    return [o for p in COMMANDS[command].params if p.param_type_name == "option" for o in p.opts if o.startswith("--") and o != "--help"]


def calls(page: Path) -> list[tuple[str, list[str]]]:
    """Commands with their options in a page's code blocks."""
    blocks = re.findall(r"(?ms)^```(?:bash|console|sh)?\n(.*?)^```", page.read_text(encoding="utf-8"))
    rests = [m.group("rest").split() for block in blocks for m in CALL.finditer(block)]
    return [(words[0], [w.partition("=")[0] for w in words if w.startswith("--")]) for words in rests if words and words[0][0] != "-"]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_a_command_is_documented(command: str) -> None:
    """Every command has a section in docs/commands.md that names each of its options."""
    assert section(command), f"docs/commands.md has no section `## {command}`"
    assert [o for o in options(command) if o not in section(command)] == []


def test_the_reference_names_no_command_that_is_not() -> None:
    """Every section of docs/commands.md that names a command is about one that exists."""
    named = re.findall(r"(?m)^## `([a-z]+)`$", REFERENCE)
    assert [n for n in named if n not in COMMANDS] == []
    assert len(named) == len(set(named))


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_the_reference_names_no_option_that_is_not(command: str) -> None:
    """A section names no long option that its command does not take."""
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", section(command)))
    assert named <= set(options(command))


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_code_blocks_call_what_exists(page: Path) -> None:
    """A page's code blocks call existing commands with existing options."""
    wrong = [c for c, _ in calls(page) if c not in COMMANDS]
    assert wrong == []
    assert [f"{c} {o}" for c, used in calls(page) for o in used if o not in options(c)] == []


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page leads to a file or folder."""
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_readme_names_every_command() -> None:
    """README.md lists each command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [c for c in COMMANDS if f"`{c}`" not in readme] == []


def test_the_readme_draws_the_house() -> None:
    """README.md's tree names every room."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = [p.parent.name for p in (ROOT / "src" / "legation").glob("*/__init__.py")]
    assert [room for room in sorted(rooms) if f"{room}/" not in readme] == []


def test_the_readme_shows_what_comes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table in README.md is what its command prints."""
    found = OUTPUT.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found
    if "comes here" in found.group(1):
        pytest.skip("README.md has no output yet")
    monkeypatch.chdir(ROOT)
    printed = CliRunner().invoke(app, ["code", "--table", "examples/reports/havana-port-2015.txt"]).stdout
    assert [line.rstrip() for line in printed.strip().splitlines()] == [line.rstrip() for line in found.group(1).splitlines()]
