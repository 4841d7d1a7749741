"""Pages in these tests name static files that nobody has collected."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.web.shared import site


@pytest.fixture(autouse=True)
def static_files_by_plain_name(settings: Any, files_of_their_own: None, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def nothing_kept_from_another_test() -> Iterator[None]:
    site.forget()
    yield
    site.forget()
