"""The ground under the tests: one embedded PostgreSQL, a clone of a prepared database for each worker.

Tests connect as the program does, as a role that owns nothing. A test that needs real commits takes
`committed_db`, a fresh clone of its own; one that plays the attacker takes `owner_connection`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import transaction
from django.test import override_settings
from django.utils import translation

from tests import ground, plans
from tests.journeys.looking import forget_what_was_examined
from tests.surroundings import COMMON, HOME
from tests.surroundings import WORKER as ONE_OF_SEVERAL

WORKER = ONE_OF_SEVERAL or "main"

pytest_plugins = ["tests.fixtures"]
Builder = Callable[[Callable[[], Any]], Any]

# How fast an example runs is the machine's affair; `make bench` is where time is measured. The suite draws the same
# examples every time, so that a change is judged by what it changes; `make explore` draws new ones, and more of them.
UNTIMED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow], "print_blob": True}
hypothesis.settings.register_profile("suite", derandomize=True, **UNTIMED)
hypothesis.settings.register_profile("explore", max_examples=1_000, **UNTIMED)
hypothesis.settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    """The controller prepares the database once, before any worker starts; each worker runs a copy of it."""
    if config.option.collectonly:
        return
    plans.keep()
    if hasattr(config, "workerinput"):
        ground.copy(COMMON, HOME)
        return
    ground.prepare(HOME)
    forget_what_was_examined()
    if config.option.numprocesses:
        ground.stop()  # a copy is taken of a cluster at rest


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each worker begins with its share of the stories, which last long, and ends with what is over in a moment.

    Otherwise in the order that chance gave them: at the end a worker takes half of what another has still to do, and
    of one story nothing can be taken.
    """
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    stories = [item for item in items if item.get_closest_marker("browser")]
    others = [item for item in items if not item.get_closest_marker("browser")]
    ordered: list[pytest.Item] = []
    for number in range(workers):
        share = stories[number::workers]
        size = (len(items) - len(ordered)) // (workers - number)  # as xdist deals them out
        room = max(0, size - len(share))
        ordered += [*share, *others[:room]]
        others = others[room:]
    items[:] = [*ordered, *others]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Everybody stops the cluster they started."""
    ground.stop()


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """This worker's database: a clone of the template, used as the program's role.

    It is open to tests that ask for it and to no others: what those wrote, nothing would take back.
    """
    with django_db_blocker.unblock():
        ground.use(ground.clone(f"test_{WORKER}"))
    yield
    with django_db_blocker.unblock():
        ground.drop(f"test_{WORKER}")


@pytest.fixture(autouse=True)
def files_of_their_own(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """What a test writes outside the database lies in its own folder, beside what its module built for all."""
    translation.activate("vi")  # a page asked for in English leaves its language to the thread
    home = tmp_path / "home"
    if "built_once" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("home_of_the_module"), home)
    else:
        home.mkdir()
    for name, value in _outside_the_database(home).items():
        setattr(settings, name, value)
    settings.WHITENOISE_AUTOREFRESH = True  # look files up when asked for: each new client would read the whole folder


def _outside_the_database(home: Path) -> dict[str, Any]:
    """The settings by which everything that is written outside the database lies under `home`."""
    files = {"location": home / "files", "file_permissions_mode": 0o600}
    return {
        "MOTCUA_HOME": home,
        "MOTCUA_JOURNAL_KEY_FILE": home / "journal-signing-key",
        "STORAGES": {
            **django_settings.STORAGES,
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": files},
        },
    }


@pytest.fixture(scope="module")
def home_of_the_module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files of `built_once` lie; each test gets a copy."""
    home = tmp_path_factory.mktemp("module") / "home"
    home.mkdir()
    return home


@pytest.fixture(scope="module")
def built_once(django_db_setup: None, django_db_blocker: Any, home_of_the_module: Path) -> Iterator[Builder]:
    """Builds what all tests of a module begin with, once: a transaction around the module keeps it, and each test
    takes back what it changed itself. For dear ground that many tests only look at.

    A test beside it that wants an empty database or real commits
    belongs in another module.
    """
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()

    def build(what: Callable[[], Any]) -> Any:
        with (
            django_db_blocker.unblock(),
            override_settings(**_outside_the_database(home_of_the_module)),
            translation.override("vi"),
        ):
            return what()

    yield build
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def committed_db(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A fresh clone in which commits are real; its name. Threads of the test may connect too."""
    if "built_once" in request.fixturenames:
        raise RuntimeError("built_once keeps a transaction open, committed_db needs a connection of its own")
    name = f"test_{WORKER}_committed"
    with django_db_blocker.unblock():
        ground.use(ground.clone(name))
        yield name
        ground.use(f"test_{WORKER}")
        ground.drop(name)


@pytest.fixture
def owner_connection(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A superuser's own connection to the database of the test: what an intruder on the machine could do."""
    if "committed_db" not in request.fixturenames:
        raise RuntimeError("owner_connection needs committed_db: it sees only what was committed")
    name = request.getfixturevalue("committed_db")
    with ground.superuser(name) as connection:
        yield connection
