"""Legation reads news reports the way the press office of a legation does and keeps the record of relations between states."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def load(**settings: object) -> Any:
    """The coder (`legation.pipeline.Pipeline`): `coder(text, date=...)` codes a text, `coder.pipe(documents)` many.

    `settings` go over those of legation.toml. Nothing is imported before this call: lower rooms import this file for the version.
    """
    return import_module("legation.pipeline").load(**settings)
