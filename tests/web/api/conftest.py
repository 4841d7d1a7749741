"""What other systems ask on a Tuesday in October 2024."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from motcua.web.shared import site
from tests.web.api.georeport import NOW, live_at


@pytest.fixture
def tuesday(db: None) -> Iterator[None]:
    """A demonstration on that day; nothing is remembered of another."""
    cache.clear()
    live_at(NOW)
    yield
    site.forget()
    cache.clear()
