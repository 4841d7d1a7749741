"""The backoffice: staff of the province, and static files by their plain names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.web.shared import site
from tests.build import people

BACKEND = "motcua.web.shared.sign_in.Backend"


@pytest.fixture(autouse=True)
def static_files_by_plain_name(settings: Any, files_of_their_own: None) -> Iterator[None]:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    site.forget()
    yield
    site.forget()


@pytest.fixture
def staff(db: None) -> Account:
    """Who keeps the catalogues."""
    agency = people.agency_of("ubnd-xa")
    return people.an_official("Đặng Quản Trị", agency, Duty.ADMINISTRATOR, staff=True).account


@pytest.fixture
def client(staff: Account) -> Client:
    """A browser in which the keeper is signed in."""
    browser = Client()
    browser.force_login(staff, backend=BACKEND)
    return browser
