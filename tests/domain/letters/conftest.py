"""Keys of everybody who signs letters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.build import pens


@pytest.fixture
def keys(settings: Any, db: None) -> None:
    """Keys in memory are keys here."""
    pens.in_memory(settings)
