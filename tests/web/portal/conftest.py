"""The portal on Tuesday 15 October 2024, ten in the morning: a demonstration lives at its own time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.domain.packs import actions as packs
from motcua.domain.packs.models import Installation
from motcua.kernel.actors import Citizen
from motcua.web.shared import site
from tests.build import people

TODAY = datetime(2024, 10, 15, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def static_files_by_plain_name(settings: Any, files_of_their_own: None) -> None:
    settings.STATIC_ROOT = settings.MOTCUA_HOME / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def on_that_day(db: None) -> Iterator[None]:
    cache.clear()
    packs.begin_demonstration(offset=datetime.now(UTC) - TODAY, by=people.NURSE, now=TODAY)
    site.forget()
    yield
    site.forget()
    cache.clear()


@pytest.fixture
def for_real(on_that_day: None) -> None:
    """An installation that is no demonstration, and so lives in the present."""
    Installation.objects.update(demo=False, clock_offset=timedelta(0))
    site.forget()


@pytest.fixture
def an() -> Citizen:
    return people.an()


@pytest.fixture
def signed_in() -> Callable[[Citizen], Client]:
    """A browser in which this citizen has signed in."""

    def browser(citizen: Citizen) -> Client:
        client = Client()
        client.force_login(Account.objects.get(pk=citizen.account_id), backend="motcua.web.shared.sign_in.Backend")
        return client

    return browser
