"""What the user names -> the files and addresses that it means, in order."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from legation.errors import InputError

STANDARD_INPUT = "-"
_SCHEME_MARK = "://"
_WEB_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class Source:
    """One file, address or standard input.

    Attributes:
        origin: what the output says: a file's name (in a folder or glob: its path from there), an address, "-".
        path: where the file is; the address itself.
    """

    kind: Literal["file", "address", "input"]
    origin: str
    path: str


def resolve_sources(sources: Sequence[str]) -> Iterator[Source]:
    """Every file and address that the names mean, folders deep and sorted, in the order of the names.

    Raises:
        InputError: `missing` for a file, folder or glob that is not there, `empty` for a folder without files,
            `refused_address` for a scheme other than http and https.
    """
    for name in sources:
        yield from resolve_source(name)


def resolve_source(name: str) -> Iterator[Source]:
    """The files and addresses that one name means; see `resolve_sources`."""
    if name == STANDARD_INPUT:
        yield Source("input", STANDARD_INPUT, STANDARD_INPUT)
    elif _SCHEME_MARK in name and not Path(name).exists():
        yield _address(name)
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.exists(name):
        yield Source("file", os.path.basename(name), name)
    else:
        yield from _matches(name)


def _address(name: str) -> Source:
    scheme = name.split(_SCHEME_MARK, 1)[0].lower()
    if scheme not in _WEB_SCHEMES:
        raise InputError("refused_address", f"{name}: scheme {scheme!r} is not read. Give an http or https address.", origin=name)
    return Source("address", name, name)


def _folder(name: str) -> Iterator[Source]:
    """All files under a folder but hidden ones, by their path from it."""
    root = Path(name)
    found = False
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(names):
            path = Path(folder, file)
            if file.startswith(".") or not path.is_file():
                continue
            found = True
            yield Source("file", path.relative_to(root).as_posix(), str(path))
    if not found:
        raise InputError("empty", f"{name}: the folder holds no files.", origin=name)


def _matches(name: str) -> Iterator[Source]:
    """The files that a glob matches, sorted."""
    paths = sorted(path for path in glob.glob(name, recursive=True) if os.path.isfile(path)) if glob.has_magic(name) else []
    if not paths:
        raise InputError("missing", f"{name}: no such file, folder or match. Check the spelling.", origin=name)
    root = _fixed_part(name)
    for path in paths:
        yield Source("file", Path(os.path.relpath(path, root)).as_posix(), path)


def _fixed_part(pattern: str) -> str:
    """The folder before the first wildcard."""
    fixed: list[str] = []
    for part in Path(pattern).parts:
        if glob.has_magic(part):
            break
        fixed.append(part)
    return str(Path(*fixed)) if fixed else "."
