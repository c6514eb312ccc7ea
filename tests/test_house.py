"""The house keeps its own rules: sizes, names, docstrings, sources of knowledge."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "legation"
SOURCES = sorted(PACKAGE.rglob("*.py"))
MODULES = [p for p in SOURCES if p.name not in ("__init__.py", "__main__.py")]
TESTS = sorted(p for p in (ROOT / "tests").rglob("*.py"))
ROOMS = sorted(p.parent for p in PACKAGE.glob("*/__init__.py"))

FILE_LINES, WANTED_FILE_LINES, WANTED_SHARE = 500, 300, 0.9
"""No file is longer than the first; at least this share of files is within the second."""

FUNCTION_LINES, MEDIAN_LINES, NESTING = 60, 8, 3
BANNED_NAMES = frozenset({"utils", "util", "helpers", "helper", "common", "core", "misc"})
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:home|root|Users|work|farm|opt|mnt|workspace)/[\w.-]+|[A-Z]:\\Users\\")
TEXT_SUFFIXES = frozenset({".py", ".md", ".toml", ".tsv", ".txt", ".html", ".json", ".css", ".js", ".cfg", ".mako", ".sql", ""})


def label(path: Path) -> str:
    """The path from the root, for test names and messages."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods of a file."""
    return [n for n in ast.walk(tree(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function's body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def depth(node: ast.AST) -> int:
    """How deeply blocks nest below a node; the arms of an `elif` chain stand side by side."""
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.AsyncFor, ast.AsyncWith, ast.Match)
    found = 0
    for child in ast.iter_child_nodes(node):
        chained = isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If)
        found = max(found, depth(child) + (isinstance(child, blocks) and not chained))
    return found


@cache
def tracked() -> tuple[Path, ...]:
    """Files that git tracks and that are text; empty outside a checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    paths = (ROOT / name for name in listed.split("\0") if name)
    return tuple(p for p in paths if p.is_file() and p.suffix in TEXT_SUFFIXES)


@pytest.mark.parametrize("path", SOURCES + TESTS, ids=label)
def test_a_file_is_short(path: Path) -> None:
    """No file has more than 500 lines."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


def test_most_files_are_within_the_wanted_length() -> None:
    """Nine files of ten have at most 300 lines."""
    long = [label(p) for p in SOURCES if len(p.read_text(encoding="utf-8").splitlines()) > WANTED_FILE_LINES]
    assert len(long) <= (1 - WANTED_SHARE) * len(SOURCES), long


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_functions_are_short_and_flat(path: Path) -> None:
    """No function has more than 60 lines, and none nests deeper than three blocks."""
    assert [f"{f.name}: {body_lines(f)} lines" for f in functions(path) if body_lines(f) > FUNCTION_LINES] == []
    assert [f"{f.name}: {depth(f)} deep" for f in functions(path) if depth(f) > NESTING] == []


def test_the_median_function_is_small() -> None:
    """Half of all functions have at most 8 lines."""
    sizes = sorted(body_lines(f) for p in SOURCES for f in functions(p))
    assert sizes[len(sizes) // 2] <= MEDIAN_LINES


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: p.name)
def test_a_room_opens_with_one_docstring(room: Path) -> None:
    """A room's __init__ says what enters and leaves, and holds nothing else."""
    module = tree(room / "__init__.py")
    assert ast.get_docstring(module), f"{room.name}/__init__.py has no docstring"
    assert len(module.body) == 1


@pytest.mark.parametrize("path", [p for p in SOURCES if p.name != "cli.py"], ids=label)
def test_only_the_command_line_prints(path: Path) -> None:
    """No other file calls print."""
    calls = [n for n in ast.walk(tree(path)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "print"]
    assert [c.lineno for c in calls] == []


@pytest.mark.parametrize("path", SOURCES, ids=label)
def test_names_say_what_is_inside(path: Path) -> None:
    """No file or folder is named for being of help."""
    parts = (*path.relative_to(PACKAGE).parent.parts, path.stem)
    assert BANNED_NAMES.isdisjoint(parts)


@pytest.mark.parametrize("path", MODULES, ids=label)
def test_public_things_have_docstrings(path: Path) -> None:
    """A module and its public classes and functions say what they are."""
    module = tree(path)
    assert ast.get_docstring(module), "the module has none"
    public = [n for n in module.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    assert [n.name for n in public if not ast.get_docstring(n)] == []


@pytest.mark.parametrize("path", [p for p in TESTS if p.name.startswith("test_")], ids=label)
def test_tests_state_their_fact(path: Path) -> None:
    """Every test has a docstring, and no two in a file share a name."""
    tests = [f for f in functions(path) if f.name.startswith("test_")]
    assert [f.name for f in tests if not ast.get_docstring(f)] == []
    assert len({f.name for f in tests}) == len(tests)


@pytest.mark.parametrize("folder", sorted(p for p in (PACKAGE / "data").iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_knowledge_names_its_source(folder: Path) -> None:
    """Every folder of data has a SOURCE.md, or the model's CARD.md."""
    assert (folder / "SOURCE.md").is_file() or (folder / "CARD.md").is_file()


@pytest.mark.parametrize("table", sorted((PACKAGE / "data").rglob("*.tsv")), ids=label)
def test_rows_of_a_table_are_whole(table: Path) -> None:
    """A table is UTF-8 and every row has as many columns as the header."""
    lines = [line for line in table.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    columns = lines[0].count("\t")
    assert [line[:60] for line in lines if line.count("\t") != columns] == []


def test_files_know_no_machine() -> None:
    """No tracked file holds an absolute path of the machine that it was written on."""
    if not tracked():
        pytest.skip("not a git checkout")
    own = Path(__file__).resolve()
    found = [f"{label(p)}: {m.group()}" for p in tracked() if p.resolve() != own for m in MACHINE_PATH.finditer(p.read_text(encoding="utf-8"))]
    assert found == []


def test_no_two_tests_have_one_name() -> None:
    """pytest takes two files of one name for one."""
    names = [path.name for path in TESTS if path.name.startswith("test_")]
    assert len(names) == len(set(names))
