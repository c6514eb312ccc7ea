"""One pipeline with the shipped model for the room's tests."""

from __future__ import annotations

import pytest

from legation.config import Settings
from legation.pipeline import Pipeline


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The stages that ship."""
    return Pipeline(Settings())
