"""The environment of the tests, set before Django reads it: loaded by pytest as its first plugin.

Every worker has a home and a PostgreSQL of its own: the journal seals in the order of all transactions of a
cluster, so two workers in one cluster would wait for each other.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from pathlib import Path

import pytest

COMMON = Path(os.environ.get("MOTCUA_TEST_HOME") or Path(__file__).resolve().parents[1] / "var" / "test")
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
HOME = COMMON / WORKER if WORKER else COMMON
os.environ["MOTCUA_HOME"] = str(HOME)
for name in ("MOTCUA_DATABASE_URL", "MOTCUA_DATABASE_OWNER_URL", "MOTCUA_AS_OWNER", "MOTCUA_PRODUCTION"):
    os.environ.pop(name, None)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in the thread of the test

gc.disable()  # a third of what imports and collecting cost: millions of new objects looked through, hardly one to free


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """From here on garbage is collected, of what tests make: what was imported stays, and is not looked at again."""
    found = yield
    gc.freeze()
    gc.enable()
    return found
