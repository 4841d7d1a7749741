"""A running site, a browser, and the cast of the stories with the buttons by which they come in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.packs import actions as packs
from motcua.kernel.actors import Citizen
from motcua.web.shared import site as kept_site
from tests.build import people
from tests.build.dossiers import Commune
from tests.build.people import NURSE
from tests.journeys.looking import Album
from tests.journeys.running import Site, site_over
from tests.journeys.tokens import tokens  # noqa: F401  # a fixture of the stories with signatures
from tests.journeys.visitor import PHONE, Visitor
from tests.surroundings import HOME

MORNING = datetime(2024, 10, 14, 1, 0, tzinfo=UTC)  # a Monday, 08:00 in Hà Nội
OFFSET = datetime.now(UTC) - MORNING
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--js-flags=--no-opt --no-maglev",  # no page lives long enough for what the compilers would win
    "--use-fake-device-for-media-stream",  # a microphone that hums,
    "--use-fake-ui-for-media-stream",  # and that may be used: the shell has nobody to ask
]

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all the stories of a worker; each person has a profile of their own in it."""
    # The shell is the same browser without its own windows and menus, which cost more than the pages.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        pytest.fail(f"No browser: install one of {', '.join(names)}.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, worker_database: str) -> Iterator[Site]:
    """The web server: started once for a worker; each test puts a fresh database under it."""
    with site_over(worker_database, tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="session")
def worker_database() -> str:
    """What `committed_db` calls its clone."""
    from tests.conftest import WORKER

    return f"test_{WORKER}_committed"


@pytest.fixture
def site(committed_db: str, worker_database: str, server: Site, settings: Any) -> Iterator[Site]:
    """The running site of a demonstration on a Monday morning, with nobody and nothing in it yet."""
    assert committed_db == worker_database
    packs.begin_demonstration(offset=OFFSET, by=NURSE, now=MORNING)
    kept_site.forget()
    if server.clock_was_turned:
        server.forget()
    settings.MOTCUA_JOURNAL_KEY_FILE = server.home / "keys" / "journal-signing-key"
    files = {**settings.STORAGES["default"]["OPTIONS"], "location": server.home / "files"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": files}}
    server.letters.received.clear()
    before = len(server.complaints())
    yield server
    kept_site.forget()
    assert server.complaints()[before:] == []


@dataclass(frozen=True)
class Cast:
    """Everybody of the story; each can be signed in as by a button."""

    an: Account
    commune: Commune
    police_officer: Account
    police_chief: Account
    insurer: Account
    insurance_director: Account


@pytest.fixture
def cast(site: Site) -> Cast:
    """An, the four of her commune, and those at the police and at social insurance."""
    police, insurance = people.agency_of("cong-an-xa"), people.agency_of("bhxh-huyen", "696")
    cast = Cast(
        an=_account(people.an()),
        commune=Commune.of(),
        police_officer=people.an_official("Trần Văn Cảnh", police, Duty.SPECIALIST).account,
        police_chief=people.an_official("Đỗ Văn Trưởng", police, Duty.LEADER, position="Trưởng Công an xã").account,
        insurer=people.an_official("Ngô Thị Hiểm", insurance, Duty.SPECIALIST).account,
        insurance_director=people.an_official("Bùi Văn Giám", insurance, Duty.LEADER, position="Giám đốc").account,
    )
    Account.objects.update(persona=True)
    return cast


def _account(citizen: Citizen) -> Account:
    return Account.objects.get(pk=citizen.account_id)


@pytest.fixture
def album(request: pytest.FixtureRequest) -> Album:
    """Where the pictures of this story go."""
    folder = HOME / "screenshots" / request.node.name.removeprefix("test_").replace("[", "-").rstrip("]")
    shutil.rmtree(folder, ignore_errors=True)
    return Album(Path(folder))


@pytest.fixture
def visit(request: pytest.FixtureRequest, browser: Browser, site: Site, album: Album) -> Iterator[Visit]:
    """Give somebody a browser of their own: `visit("An")`; more words on what it is like by keyword."""
    opened: list[Visitor] = []
    failed_before = request.session.testsfailed

    def come(name: str, *, scripts: bool = True, size: tuple[int, int] = PHONE, language: str = "vi") -> Visitor:
        visitor = Visitor(browser, site.address, album, name, scripts=scripts, size=size, language=language)
        opened.append(visitor)
        return visitor

    yield come
    failed = request.session.testsfailed > failed_before
    for visitor in opened:
        if failed:
            album.add(visitor.page, f"where-{visitor.name}-was", always=True)
        visitor.leave(failed=failed)
