"""The desk on a Monday morning: the installation is a demonstration whose clock stands there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from motcua.domain.packs import actions as packs
from motcua.web.shared import site
from tests.build.dossiers import MONDAY
from tests.build.people import NURSE


@pytest.fixture(autouse=True)
def static_files_by_plain_name(settings: Any, files_of_their_own: None) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def monday(db: None) -> Iterator[None]:
    """The clock of the web shows `MONDAY`, by the same means as any demonstration."""
    packs.begin_demonstration(offset=datetime.now(UTC) - MONDAY, by=NURSE, now=MONDAY)
    site.forget()
    yield
    site.forget()
